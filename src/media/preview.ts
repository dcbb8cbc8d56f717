import type { ImageCodec } from './image-codec.ts';
import { damaged } from './image-codec.ts';
import { SNIFF_BYTES, sniffFormat } from './sniff-format.ts';

/** A small JPEG of an encoded picture, for progress messages and for those who only look at it. Transparent parts turn white. */
export async function makePreview(
  bytes: Uint8Array,
  codec: ImageCodec,
  maxEdge = PREVIEW_EDGE,
): Promise<Buffer> {
  const format = sniffFormat(bytes.subarray(0, SNIFF_BYTES));
  if (format !== 'png' && format !== 'jpeg' && format !== 'webp') throw damaged();
  return codec.run(() =>
    codec
      // A partial picture may well be cut off; what is there is worth showing.
      .open(bytes, { failOn: 'none' })
      .autoOrient()
      .resize({ width: maxEdge, height: maxEdge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 75 })
      .toBuffer(),
  );
}

const PREVIEW_EDGE = 512;
