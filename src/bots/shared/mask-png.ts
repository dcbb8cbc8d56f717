import type { PixelSize } from '../../core/generation/image-request.ts';

/** Turns bytes into a zlib stream (RFC 1950): `zlib.deflate` on a server, `CompressionStream('deflate')` in a browser. */
export type Deflate = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/**
 * A mask as gateways want it: a PNG that is transparent where to paint and black elsewhere. One bit a pixel, so that the
 * largest picture's mask is some kilobytes. `rowAt` gives each row as `packRow` does.
 */
export async function encodeMaskPng(
  { width, height }: PixelSize,
  rowAt: (y: number) => Uint8Array,
  deflate: Deflate,
): Promise<Uint8Array<ArrayBuffer>> {
  const stride = 1 + Math.ceil(width / 8);
  // Each row begins with the number of its filter: none.
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) rows.set(rowAt(y), y * stride + 1);
  return joined([
    signature,
    chunk('IHDR', header(width, height)),
    // Colour 0 keeps, colour 1 is open; both are black.
    chunk('PLTE', new Uint8Array(6)),
    chunk('tRNS', Uint8Array.of(255, 0)),
    chunk('IDAT', await deflate(rows)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** A row of pixels, one byte each and not 0 where to paint, as one bit each. */
export function packRow(pixels: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(pixels.length / 8));
  for (let x = 0; x < pixels.length; x += 1) {
    if (pixels[x] !== 0) bits[x >> 3] = (bits[x >> 3] ?? 0) | (0x80 >> (x & 7));
  }
  return bits;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** One bit a pixel, with a palette, not interlaced. */
function header(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(13);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  bytes.set([1, 3, 0, 0, 0], 8);
  return bytes;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.byteLength);
  for (let index = 0; index < 4; index += 1) bytes[4 + index] = type.charCodeAt(index);
  bytes.set(data, 8);
  view.setUint32(8 + data.byteLength, checksum(bytes.subarray(4, 8 + data.byteLength)));
  return bytes;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** CRC-32 as PNG wants it. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (checksums[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const checksums = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
