import { open } from 'node:fs/promises';
import type { ImageCodec } from './image-codec.ts';
import type { ImageInfo } from './inspect-image.ts';
import { decodeOnce } from './normalise-reference.ts';
import { TAIL_BYTES } from './staging-area.ts';

/**
 * Refuses a picture that is cut off. Its last bytes tell for nearly every file at almost no cost; only one that ends
 * unusually is decoded to find out.
 */
export async function requireComplete(
  { path, tail: known }: { readonly path: string; readonly tail?: Uint8Array },
  info: Pick<ImageInfo, 'format' | 'byteLength'>,
  codec: ImageCodec,
): Promise<void> {
  const tail = Buffer.from(known ?? (await readTail(path, info.byteLength)));
  switch (info.format) {
    case 'png':
      if (tail.subarray(-8, -4).toString('latin1') === 'IEND') return;
      break;
    case 'jpeg':
      if (tail.at(-2) === 0xff && tail.at(-1) === 0xd9) return;
      break;
    case 'webp':
      // libwebp has refused a file that is shorter than it says when it read the header.
      return;
    default:
      break;
  }
  await decodeOnce(path, codec);
}

async function readTail(path: string, byteLength: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const tail = Buffer.alloc(TAIL_BYTES);
    await file.read(tail, 0, TAIL_BYTES, Math.max(0, byteLength - TAIL_BYTES));
    return tail;
  } finally {
    await file.close();
  }
}
