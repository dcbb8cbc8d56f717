import { randomFillSync } from 'node:crypto';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';

/**
 * A maker of PNG files of about `bytes` bytes that differ in a text chunk, so that no two have the same content. Noise does not
 * compress, so the pixels give the size.
 */
export async function makePictures(bytes: number): Promise<(index: number) => Buffer> {
  const side = Math.max(8, Math.round(Math.sqrt(bytes / 3)));
  const noise = randomFillSync(Buffer.alloc(side * side * 3));
  const png = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  // Signature and header chunk; the text goes between them and the pixels.
  const head = png.subarray(0, 33);
  const rest = png.subarray(33);
  return (index) => Buffer.concat([head, textChunk(`picture ${index} of ${process.pid}`), rest]);
}

function textChunk(text: string): Buffer {
  const data = Buffer.from(`tEXtComment\0${text}`, 'latin1');
  const chunk = Buffer.alloc(data.length + 8);
  chunk.writeUInt32BE(data.length - 4, 0);
  data.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(data), data.length + 4);
  return chunk;
}
