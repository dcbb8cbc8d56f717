import type { StagedImage } from '../core/ports/media.ts';
import { requireComplete } from './check-result.ts';
import { inspectImage, needsWorker } from './inspect-image.ts';
import type { WrittenFile } from './staging-area.ts';
import type { NormaliseDependencies, NormalisedImage } from './normalise-reference.ts';

/** What a gateway made, as it is: PNG, JPEG and WebP keep their bytes, anything else becomes a PNG of the same size. */
export async function acceptResult(
  staged: StagedImage | WrittenFile,
  deps: NormaliseDependencies,
): Promise<NormalisedImage> {
  const { codec, decodePixels } = deps;
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
