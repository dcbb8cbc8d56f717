import { crc32 } from 'node:zlib';
import type { PixelSize } from '../core/generation/image-request.ts';
import { sniffFormat } from './sniff-format.ts';

const signatureBytes = 8;
/** Length and name of a chunk. */
const chunkHeadBytes = 8;
const checksumBytes = 4;
const headerBytes = 13;
/** Chunks after which a PNG is seen otherwise than its header says: turned, or moving. */
const telling = new Set(['eXIf', 'acTL']);

/**
 * The size of a PNG whose header is sound, by its first bytes; undefined for any other, which is for a decoder to read. What
 * gateways make is mostly this, and asking a decoder costs more than all else that is looked at (measured: 160 us of CPU).
 * Format: https://www.w3.org/TR/png-3/#5DataRep
 */
export function plainPngSize(head: Uint8Array): PixelSize | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const end = signatureBytes + chunkHeadBytes + headerBytes + checksumBytes;
  if (bytes.byteLength < end || sniffFormat(bytes) !== 'png') return undefined;
  if (bytes.readUInt32BE(signatureBytes) !== headerBytes || nameAt(bytes, signatureBytes) !== 'IHDR')
    return undefined;
  const sum = bytes.readUInt32BE(end - checksumBytes);
  if (crc32(bytes.subarray(signatureBytes + 4, end - checksumBytes)) !== sum) return undefined;
  for (let at = end; at + chunkHeadBytes <= bytes.byteLength;) {
    const name = nameAt(bytes, at);
    if (name === 'IDAT') break;
    if (telling.has(name)) return undefined;
    at += chunkHeadBytes + bytes.readUInt32BE(at) + checksumBytes;
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return width > 0 && height > 0 ? { width, height } : undefined;
}

function nameAt(bytes: Buffer, chunk: number): string {
  return bytes.toString('latin1', chunk + 4, chunk + chunkHeadBytes);
}
