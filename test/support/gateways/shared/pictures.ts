import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';

export type PictureFormat = 'png' | 'jpeg' | 'webp';

export interface PictureOptions {
  width: number;
  height: number;
  format?: PictureFormat;
  /** Written into the file's metadata, so that no two pictures are the same bytes; see `readPictureTag`. */
  tag: string;
  /** The file is padded to at least this many bytes (png and jpeg). */
  padToBytes?: number;
}

const TAG_KEYWORD = 'StandInTag';
const baseCache = new Map<string, Promise<Buffer>>();

export const MEDIA_TYPES: Record<PictureFormat, string> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
};

/** A real picture of exactly this size. The pixels are made once per size and format; the tag makes each file unique. */
export async function makePicture(options: PictureOptions): Promise<Buffer> {
  const format = options.format ?? 'png';
  const key = `${options.width}x${options.height}.${format}`;
  const cached = baseCache.get(key) ?? drawBase(options.width, options.height, format);
  baseCache.set(key, cached);
  return tagFile(await cached, format, options.tag, options.padToBytes ?? 0);
}

/** The tag that `makePicture` wrote, or undefined when the file was re-encoded or is someone else's. */
export function readPictureTag(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = text.indexOf(`${TAG_KEYWORD}\0`, 0, 'latin1');
  if (start < 0) return undefined;
  const from = start + TAG_KEYWORD.length + 1;
  return text.subarray(from, text.indexOf(0, from)).toString('latin1');
}

/** Flat quarters and a little noise: cheap to encode, and a crop or a turn of it is visible. */
async function drawBase(width: number, height: number, format: PictureFormat): Promise<Buffer> {
  const colours = ['#d9483b', '#3b7dd9', '#e8c547', '#4fa866'] as const;
  const halfWidth = Math.ceil(width / 2);
  const halfHeight = Math.ceil(height / 2);
  const quarters = colours.map((colour, index) => ({
    input: { create: { width: halfWidth, height: halfHeight, channels: 3 as const, background: colour } },
    left: (index % 2) * (width - halfWidth),
    top: Math.floor(index / 2) * (height - halfHeight),
  }));
  const noiseSide = Math.min(64, halfWidth, halfHeight);
  const noise = {
    input: randomBytes(noiseSide * noiseSide * 3),
    raw: { width: noiseSide, height: noiseSide, channels: 3 as const },
    left: 0,
    top: 0,
  };
  const canvas = sharp({ create: { width, height, channels: 3, background: '#000000' } });
  const drawn = canvas.composite([...quarters, noise]);
  if (format === 'jpeg') return drawn.jpeg({ quality: 85 }).toBuffer();
  if (format === 'webp') return drawn.removeAlpha().webp({ quality: 80, effort: 0 }).toBuffer();
  return drawn.removeAlpha().png({ compressionLevel: 1 }).toBuffer();
}

function tagFile(base: Buffer, format: PictureFormat, tag: string, padToBytes: number): Buffer {
  const payload = Buffer.from(`${TAG_KEYWORD}\0${tag}\0`, 'latin1');
  const missing = Math.max(0, padToBytes - base.length);
  if (format === 'png') return tagPng(base, payload, missing);
  if (format === 'jpeg') return tagJpeg(base, payload, missing);
  return tagWebp(base, payload);
}

const PNG_HEADER_BYTES = 8 + 25;

function tagPng(base: Buffer, payload: Buffer, missing: number): Buffer {
  const chunks = [pngChunk('tEXt', Buffer.concat([payload.subarray(0, -1), Buffer.from('\0')]))];
  if (missing > 0) chunks.push(pngChunk('paDd', randomBytes(missing)));
  return Buffer.concat([base.subarray(0, PNG_HEADER_BYTES), ...chunks, base.subarray(PNG_HEADER_BYTES)]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}

function tagJpeg(base: Buffer, payload: Buffer, missing: number): Buffer {
  const segments = [jpegComment(payload)];
  for (let left = missing; left > 0; left -= 60_000)
    segments.push(jpegComment(randomBytes(Math.min(left, 60_000))));
  return Buffer.concat([base.subarray(0, 2), ...segments, base.subarray(2)]);
}

function jpegComment(payload: Buffer): Buffer {
  const header = Buffer.from([0xff, 0xfe, 0, 0]);
  header.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([header, payload]);
}

function tagWebp(base: Buffer, payload: Buffer): Buffer {
  const even = payload.length % 2 === 0 ? payload : Buffer.concat([payload, Buffer.from([0])]);
  const header = Buffer.from('stnd\0\0\0\0', 'latin1');
  header.writeUInt32LE(even.length, 4);
  const tagged = Buffer.concat([base, header, even]);
  tagged.writeUInt32LE(tagged.length - 8, 4);
  return tagged;
}
