import type { PixelSize } from '../core/generation/image-request.ts';
import type { StagedImage } from '../core/ports/media.ts';
import { requireComplete } from './check-result.ts';
import { inspectImage, needsWorker } from './inspect-image.ts';
import type { MediaLimits } from './media-limits.ts';
import { plainPngSize } from './plain-png.ts';
import type { WrittenFile } from './staging-area.ts';
import type { NormaliseDependencies, NormalisedImage } from './normalise-reference.ts';

/** What a gateway made, as it is: PNG, JPEG and WebP keep their bytes, anything else becomes a PNG of the same size. */
export async function acceptResult(
  staged: StagedImage | WrittenFile,
  deps: NormaliseDependencies,
): Promise<NormalisedImage> {
  const { codec, decodePixels } = deps;
  const size = 'head' in staged ? plainPngSize(staged.head) : undefined;
  if (size && isWithin(codec.limits, size, staged)) {
    await requireComplete(staged, { format: 'png', byteLength: staged.byteLength }, codec);
    return { file: staged, mediaType: 'image/png', ...size };
  }
  const info = await inspectImage(staged.path, codec, 'head' in staged ? staged : undefined);
  const { format, width, height } = info;
  if (format === 'png' || format === 'jpeg' || format === 'webp') {
    await requireComplete(staged, info, codec);
    return { file: staged, mediaType: `image/${format}`, width, height };
  }
  const source = needsWorker(format) ? await decodePixels(staged.path, format) : staged.path;
  const encoded = await codec.encode(codec.open(source).autoOrient().toColourspace('srgb').png(), 'png');
  return { file: encoded, mediaType: 'image/png', width: encoded.width, height: encoded.height };
}

function isWithin(limits: MediaLimits, { width, height }: PixelSize, { byteLength }: StagedImage): boolean {
  return width * height <= limits.maxPixels && byteLength <= limits.maxBytes;
}
