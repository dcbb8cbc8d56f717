import { createWorkerDecoder, type DecodePixels } from '../../../src/media/decode-in-worker.ts';
import { createImageCodec } from '../../../src/media/image-codec.ts';
import { defaultMediaLimits, type MediaLimits } from '../../../src/media/media-limits.ts';
import { createStagingArea } from '../../../src/media/staging-area.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Everything that works on pictures, in a folder of its own that is gone after the test. */
export async function makeCodec(changed: Partial<MediaLimits> = {}, decoder?: DecodePixels) {
  const limits = { ...defaultMediaLimits, ...changed };
  const folder = await temporaryFolder();
  const staging = createStagingArea({ directory: `${folder}/staging`, now: Date.now });
  const codec = createImageCodec({ limits, staging });
  const decodePixels =
    decoder ?? createWorkerDecoder({ maxPixels: limits.maxWorkerPixels, timeoutMs: limits.codecTimeoutMs });
  return { folder, staging, codec, decodePixels };
}
