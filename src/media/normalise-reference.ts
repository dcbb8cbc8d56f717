import { readFile, rm } from 'node:fs/promises';
import type { StagedImage } from '../core/ports/media.ts';
import type { DecodePixels } from './decode-in-worker.ts';
import type { StoredMediaType } from './file-store.ts';
import type { ImageCodec, RawPixels } from './image-codec.ts';
import { inspectImage, needsWorker, type ImageInfo } from './inspect-image.ts';
import type { MediaLimits } from './media-limits.ts';
import type { StagingArea } from './staging-area.ts';
import { pictureRanges } from './strip-metadata.ts';

/** A staged picture that is ready to be stored. */
export interface NormalisedImage {
  readonly file: StagedImage;
  readonly mediaType: StoredMediaType;
  readonly width: number;
  readonly height: number;
}

export interface NormaliseDependencies {
  readonly codec: ImageCodec;
  readonly staging: StagingArea;
  readonly decodePixels: DecodePixels;
}

/**
 * Makes a picture that every gateway takes: upright, without metadata, one frame, 8-bit sRGB, PNG, JPEG or WebP, of a
 * sane size. Pixels stay untouched where only metadata is in the way. The staged file itself is left alone; when
 * nothing is to be done it is what comes back.
 */
export async function normaliseReference(
  staged: StagedImage,
  deps: NormaliseDependencies,
): Promise<NormalisedImage> {
  const info = await inspectImage(staged.path, deps.codec);
  return (await keepPixels(staged, info, deps)) ?? encodeAnew(staged, info, deps);
}

const KEPT_TYPES = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' } as const;

async function keepPixels(
  staged: StagedImage,
  info: ImageInfo,
  { codec, staging }: NormaliseDependencies,
): Promise<NormalisedImage | undefined> {
  const { format, width, height } = info;
  const { referenceMaxBytes, referenceMaxEdge } = codec.limits;
  if (format !== 'png' && format !== 'jpeg' && format !== 'webp') return undefined;
  if (info.orientation !== 1 || !info.plainColor || Math.max(width, height) > referenceMaxEdge)
    return undefined;
  if (info.byteLength > referenceMaxBytes) return undefined;

  const bytes = await readFile(staged.path);
  const ranges = pictureRanges(bytes, format);
  if (!ranges) return undefined;
  await decodeOnce(staged.path, codec);
  const picture = { mediaType: KEPT_TYPES[format], width, height };
  const [only] = ranges;
  if (ranges.length === 1 && only?.end === bytes.byteLength) return { file: staged, ...picture };

  const file = await staging.openFile(referenceMaxBytes);
  try {
    for (const { start, end } of ranges) await file.write(bytes.subarray(start, end));
    return { file: await file.finish(), ...picture };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

/** Fails for a picture that is cut off or damaged. Row by row, so memory stays small. */
export async function decodeOnce(path: string, codec: ImageCodec): Promise<void> {
  // An average of everything: a kernel that picks single pixels would stop reading after the last it needs.
  const average = { width: 1, height: 1, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false } as const;
  await codec.run(() => codec.open(path).resize(average).raw().toBuffer());
}

async function encodeAnew(
  staged: StagedImage,
  info: ImageInfo,
  { codec, decodePixels }: NormaliseDependencies,
): Promise<NormalisedImage> {
  const source = needsWorker(info.format) ? await decodePixels(staged.path, info.format) : staged.path;
  const opaque = await isOpaque(source, info, codec);
  const [first, ...rungs] = opaque ? opaqueRungs(info, codec.limits) : TRANSPARENT_RUNGS;
  const encode = (rung: Rung) => encodeRung({ source, info, opaque, rung, codec });
  let encoded = await encode(first);
  for (const rung of rungs) {
    if (encoded.file.byteLength <= codec.limits.referenceMaxBytes) break;
    await rm(encoded.file.path, { force: true });
    encoded = await encode(rung);
  }
  return encoded;
}

interface Rung {
  readonly mediaType: 'image/png' | 'image/jpeg';
  readonly quality?: number;
  /** Part of the longest edge that it could have. */
  readonly scale: number;
}

type Rungs = readonly [Rung, ...Rung[]];

const PHOTO_RUNGS: Rungs = [
  { mediaType: 'image/jpeg', quality: 92, scale: 1 },
  { mediaType: 'image/jpeg', quality: 85, scale: 1 },
  { mediaType: 'image/jpeg', quality: 85, scale: 0.75 },
  { mediaType: 'image/jpeg', quality: 80, scale: 0.5 },
];

const TRANSPARENT_RUNGS: Rungs = [
  { mediaType: 'image/png', scale: 1 },
  { mediaType: 'image/png', scale: 0.75 },
  { mediaType: 'image/png', scale: 0.5 },
  { mediaType: 'image/png', scale: 0.35 },
];

/** A drawing or a screenshot stays lossless where it is small enough for that. */
function opaqueRungs(info: ImageInfo, limits: MediaLimits): Rungs {
  const lossless = info.format === 'png' || info.format === 'gif' || info.format === 'bmp';
  const small =
    info.format === 'bmp'
      ? info.width * info.height <= 4_000_000
      : info.byteLength <= limits.referenceMaxBytes;
  return lossless && small ? [{ mediaType: 'image/png', scale: 1 }, ...PHOTO_RUNGS] : PHOTO_RUNGS;
}

/** Many opaque pictures carry an alpha channel that says nothing. */
async function isOpaque(source: string | RawPixels, info: ImageInfo, codec: ImageCodec): Promise<boolean> {
  if (typeof source !== 'string') return !source.hasAlpha;
  if (!info.hasAlpha) return true;
  const { isOpaque: opaque } = await codec.run(() => codec.open(source).stats());
  return opaque;
}

interface Encoding {
  readonly source: string | RawPixels;
  readonly info: ImageInfo;
  readonly opaque: boolean;
  readonly rung: Rung;
  readonly codec: ImageCodec;
}

async function encodeRung({ source, info, opaque, rung, codec }: Encoding): Promise<NormalisedImage> {
  const longest = Math.min(codec.limits.referenceMaxEdge, Math.max(info.width, info.height));
  const edge = Math.max(1, Math.round(longest * rung.scale));
  const upright = codec
    .open(source)
    .autoOrient()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  const pipeline = opaque ? upright.removeAlpha() : upright;
  const { width, height, ...file } =
    rung.mediaType === 'image/png'
      ? await codec.encode(pipeline.png(), 'png')
      : await codec.encode(pipeline.jpeg({ quality: rung.quality ?? 90, chromaSubsampling: '4:4:4' }), 'jpg');
  return { file, mediaType: rung.mediaType, width, height };
}
