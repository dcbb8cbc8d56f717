import { open } from 'node:fs/promises';
import { damaged, type ImageCodec } from './image-codec.ts';
import type { ImageInfo } from './inspect-image.ts';
import { decodeOnce } from './normalise-reference.ts';

/**
 * Refuses a picture that is cut off. Its last bytes tell for nearly every file at almost no cost; only one that ends
 * unusually is decoded to find out.
 */
export async function requireComplete(path: string, info: ImageInfo, codec: ImageCodec): Promise<void> {
  const { head, tail } = await readEnds(path, info.byteLength);
  switch (info.format) {
    case 'png':
      if (tail.subarray(-8, -4).toString('latin1') === 'IEND') return;
      break;
    case 'jpeg':
      if (tail.at(-2) === 0xff && tail.at(-1) === 0xd9) return;
      break;
    case 'webp':
      if (head.readUInt32LE(4) + 8 > info.byteLength) throw damaged();
      return;
    default:
      break;
  }
  await decodeOnce(path, codec);
}

const END_BYTES = 16;

async function readEnds(path: string, byteLength: number): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(END_BYTES);
    const tail = Buffer.alloc(END_BYTES);
    await file.read(head, 0, END_BYTES, 0);
    await file.read(tail, 0, END_BYTES, Math.max(0, byteLength - END_BYTES));
    return { head, tail };
  } finally {
    await file.close();
  }
}
