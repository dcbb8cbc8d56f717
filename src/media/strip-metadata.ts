/** A stretch of a file: from `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The stretches of a PNG, JPEG or WebP that make up its first picture. What lies between and after them is not needed
 * to see it: EXIF with the place it was taken, comments, prompts, thumbnails, further frames, films, archives hung on
 * at the end. Joined, they are the same picture, pixel for pixel. `undefined` when the file is not built as it should
 * be, or cannot be cut without rewriting; then it has to be encoded anew.
 */
export function pictureRanges(bytes: Uint8Array, format: 'png' | 'jpeg' | 'webp'): ByteRange[] | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (format) {
    case 'png':
      return pngRanges(view);
    case 'jpeg':
      return jpegRanges(view);
    case 'webp':
      return webpRanges(view);
  }
}

/** Colour and transparency belong to the picture, the rest does not. */
const PNG_CHUNKS = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs hIST'.split(' '),
);

function pngRanges(bytes: Buffer): ByteRange[] | undefined {
  const ranges: ByteRange[] = [{ start: 0, end: 8 }];
  let offset = 8;
  while (offset + 12 <= bytes.byteLength) {
    const end = offset + 12 + bytes.readUInt32BE(offset);
    if (end > bytes.byteLength) return undefined;
    const name = bytes.toString('latin1', offset + 4, offset + 8);
    if (PNG_CHUNKS.has(name)) addRange(ranges, offset, end);
    if (name === 'IEND') return ranges;
    offset = end;
  }
  return undefined;
}

function jpegRanges(bytes: Buffer): ByteRange[] | undefined {
  const ranges: ByteRange[] = [{ start: 0, end: 2 }];
  let offset = 2;
  while (offset + 4 <= bytes.byteLength && bytes[offset] === 0xff) {
    const marker = bytes[offset + 1] ?? 0;
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (marker === 0xd8 || marker === 0x01) return undefined;
    const segmentEnd = offset + 2 + bytes.readUInt16BE(offset + 2);
    const end = marker === 0xda ? endOfScan(bytes, segmentEnd) : segmentEnd;
    if (end > bytes.byteLength) return undefined;
    if (belongsToJpeg(bytes, offset, marker)) addRange(ranges, offset, end);
    if (marker === 0xda && bytes[end + 1] === 0xd9) {
      addRange(ranges, end, end + 2);
      return ranges;
    }
    offset = end;
  }
  return undefined;
}

/** Tables, frames, scans, restart intervals; of the application's segments only JFIF, colour profile and Adobe's. */
function belongsToJpeg(bytes: Buffer, offset: number, marker: number): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const has = (name: string) => bytes.toString('latin1', offset + 4, offset + 4 + name.length) === name;
  if (marker === 0xe0) return has('JFIF\0');
  if (marker === 0xe2) return has('ICC_PROFILE\0');
  return marker === 0xee && has('Adobe');
}

/** Where the marker after a scan's data stands: in the data, FF is followed by 00 or by a restart's number. */
function endOfScan(bytes: Buffer, start: number): number {
  let offset = bytes.indexOf(0xff, start);
  while (offset !== -1 && offset + 1 < bytes.byteLength) {
    const next = bytes[offset + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return offset;
    offset = bytes.indexOf(0xff, offset + 1);
  }
  return Infinity;
}

const WEBP_CHUNKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP']);

/** A WebP names its own length and what is inside in its header, so it is whole as it is or not at all. */
function webpRanges(bytes: Buffer): ByteRange[] | undefined {
  if (bytes.byteLength < 20 || bytes.readUInt32LE(4) + 8 !== bytes.byteLength) return undefined;
  let offset = 12;
  while (offset + 8 <= bytes.byteLength) {
    if (!WEBP_CHUNKS.has(bytes.toString('latin1', offset, offset + 4))) return undefined;
    const length = bytes.readUInt32LE(offset + 4);
    offset += 8 + length + (length % 2);
  }
  return offset === bytes.byteLength ? [{ start: 0, end: offset }] : undefined;
}

function addRange(ranges: ByteRange[], start: number, end: number): void {
  const last = ranges.at(-1);
  if (last?.end === start) ranges[ranges.length - 1] = { start: last.start, end };
  else ranges.push({ start, end });
}
