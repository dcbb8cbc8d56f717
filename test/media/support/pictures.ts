import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { StagedImage } from '../../../src/core/ports/media.ts';

/** Left half red, right half blue: turns and mirrors show. */
export function redBlue(width = 64, height = 48): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    data.set(pixel % width < width / 2 ? [0xd0, 0x20, 0x20] : [0x20, 0x20, 0xd0], pixel * 3);
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Noise, which no encoder makes small. */
export async function noise(width: number, height: number, channels: 3 | 4 = 3): Promise<Sharp> {
  const data = Buffer.alloc(width * height * channels);
  let state = 12_345;
  for (let index = 0; index < data.byteLength; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    data[index] = state >> 16;
  }
  return sharp(data, { raw: { width, height, channels } });
}

/** With a place and a camera, as a phone writes them. */
export function withPlace(picture: Sharp): Sharp {
  return picture.withExif({
    IFD0: { Make: 'SecretCamera' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '51/1 30/1 0/1',
      GPSLongitudeRef: 'W',
      GPSLongitude: '0/1 7/1 0/1',
    },
  });
}

export async function stagedFile(folder: string, name: string, bytes: Uint8Array): Promise<StagedImage> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), byteLength: bytes.byteLength };
}

export function fixture(name: string): Promise<Buffer> {
  return readFile(new URL(`../fixtures/${name}`, import.meta.url));
}

export function pngChunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.byteLength);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG whose header claims any size at all; its data is one empty stream. */
export function pngThatClaims(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', Buffer.from('789c030000000001', 'hex')),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The colour of one pixel. */
export async function pixelAt(input: string | Uint8Array, left: number, top: number): Promise<number[]> {
  const pixel = await sharp(input).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
  return [...pixel];
}
