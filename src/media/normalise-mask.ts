import type { Sharp } from 'sharp';
import type { PixelSize } from '../core/generation/image-request.ts';
import type { StagedImage } from '../core/ports/media.ts';
import type { ImageCodec, RawPixels } from './image-codec.ts';
import { inspectImage, needsWorker } from './inspect-image.ts';
import { MediaError, type MediaErrorReason } from './media-error.ts';
import type { NormaliseDependencies, NormalisedImage } from './normalise-reference.ts';

/**
 * Makes a mask as gateways want it: a PNG of exactly the first reference's size in which transparent means "paint
 * here" and black means "keep". Understood are a picture with transparent parts, and one in black and white, where
 * white means "paint here". Another size is brought to the right one when it has the same ratio.
 */
export async function normaliseMask(
  staged: StagedImage,
  size: PixelSize,
  { codec, decodePixels }: NormaliseDependencies,
): Promise<NormalisedImage> {
  const info = await inspectImage(staged.path, codec);
  if (!sameRatio(info, size)) throw mismatch('The mask has another shape than the picture', 'mask-size');

  const source = needsWorker(info.format) ? await decodePixels(staged.path, info.format) : staged.path;
  const upright = () => codec.open(source).autoOrient();
  const transparent = await hasTransparentParts(source, info.hasAlpha, codec);
  if (!transparent) await requireBlackAndWhite(upright(), codec);

  const sized = upright().resize(exactly(size));
  const grey = transparent ? sized.extractChannel('alpha') : sized.removeAlpha().greyscale();
  const alpha = await sharpen(await codec.run(() => grey.toColourspace('b-w').raw().toBuffer()), {
    size,
    whiteMeansPaint: !transparent,
    codec,
  });
  if (!alpha.includes(0)) throw mismatch('The mask marks nothing to paint', 'mask-paints-nothing');

  const { width, height, ...file } = await codec.encode(withAlpha(alpha, size, codec), 'png');
  return { file, mediaType: 'image/png', width, height };
}

/** Nearest, so that a hard edge stays one and no grey appears. */
function exactly({ width, height }: PixelSize) {
  return { width, height, fit: 'fill', kernel: 'nearest', fastShrinkOnLoad: false } as const;
}

/** The same but for one pixel of rounding, or one in a hundred. */
function sameRatio(mask: PixelSize, picture: PixelSize): boolean {
  const width = (mask.width * picture.height) / mask.height;
  return Math.abs(width - picture.width) <= Math.max(1, picture.width / 100);
}

async function hasTransparentParts(
  source: string | RawPixels,
  hasAlpha: boolean,
  codec: ImageCodec,
): Promise<boolean> {
  if (typeof source !== 'string') return source.hasAlpha;
  if (!hasAlpha) return false;
  const { channels } = await codec.run(() => codec.open(source).stats());
  return (channels.at(-1)?.min ?? 255) < HALF;
}

const HALF = 128;

/** One byte a pixel, and no half measures: 0 where to paint, 255 where to keep. */
function sharpen(
  grey: Buffer,
  { size, whiteMeansPaint, codec }: { size: PixelSize; whiteMeansPaint: boolean; codec: ImageCodec },
): Promise<Buffer> {
  const pixels = codec.open(grey, { raw: { ...size, channels: 1 } }).threshold(HALF);
  const alpha = whiteMeansPaint ? pixels.negate() : pixels;
  return codec.run(() => alpha.toColourspace('b-w').raw().toBuffer());
}

/** When nearly all of it is black or white, the meaning is clear; anything else could mean anything. */
async function requireBlackAndWhite(mask: Sharp, codec: ImageCodec): Promise<void> {
  const { data, info } = await codec.run(() =>
    mask
      .removeAlpha()
      .toColourspace('srgb')
      .resize({ width: SAMPLE_EDGE, height: SAMPLE_EDGE, fit: 'inside', kernel: 'nearest' })
      .raw()
      .toBuffer({ resolveWithObject: true }),
  );
  const pixels = info.width * info.height;
  let clear = 0;
  for (let offset = 0; offset + 2 < data.byteLength; offset += info.channels) {
    const [red = 0, green = 0, blue = 0] = data.subarray(offset, offset + 3);
    if (Math.max(red, green, blue) <= NEARLY_BLACK || Math.min(red, green, blue) >= NEARLY_WHITE) clear += 1;
  }
  if (clear < pixels * CLEAR_PART)
    throw mismatch('The mask is neither transparent nor black and white', 'mask-unclear');
}

const SAMPLE_EDGE = 256;
const NEARLY_BLACK = 48;
const NEARLY_WHITE = 207;
/** The rest is soft edges. */
const CLEAR_PART = 0.9;

function withAlpha(alpha: Buffer, size: PixelSize, codec: ImageCodec): Sharp {
  return codec
    .openBlack(size)
    .joinChannel(alpha, { raw: { ...size, channels: 1 } })
    .png();
}

function mismatch(message: string, reason: Extract<MediaErrorReason, `mask-${string}`>): MediaError {
  return new MediaError(message, { code: 'mask-mismatch', reason });
}
