/** Raster formats that are told apart by their first bytes. `heif` is AVIF or HEIC: only its content says which. */
export type SniffedFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'tiff' | 'bmp' | 'heif';

/** How many bytes `sniffFormat` needs. */
export const SNIFF_BYTES = 64;

/** The format by its magic bytes; names and declared types are never looked at. SVG, PDF and the rest are `undefined`. */
export function sniffFormat(head: Uint8Array): SniffedFormat | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const at = (offset: number, text: string) =>
    bytes.toString('latin1', offset, offset + text.length) === text;

  if (at(0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (at(0, '\xff\xd8\xff')) return 'jpeg';
  if (at(0, 'RIFF') && at(8, 'WEBP')) return 'webp';
  if (at(0, 'GIF87a') || at(0, 'GIF89a')) return 'gif';
  if (at(0, 'II*\0') || at(0, 'MM\0*') || at(0, 'II+\0') || at(0, 'MM\0+')) return 'tiff';
  if (at(4, 'ftyp')) return brands(bytes).some((brand) => HEIF_BRANDS.has(brand)) ? 'heif' : undefined;
  if (at(0, 'BM') && BMP_HEADER_SIZES.has(bytes.byteLength >= 18 ? bytes.readUInt32LE(14) : 0)) return 'bmp';
  return undefined;
}

const HEIF_BRANDS = new Set(['avif', 'avis', 'heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/** Two letters are little proof, so the header that must follow is looked at as well. */
const BMP_HEADER_SIZES = new Set([40, 52, 56, 108, 124]);

/** The major brand and the compatible ones, as far as they are in `bytes`. */
function brands(bytes: Buffer): string[] {
  const end = Math.min(bytes.readUInt32BE(0), bytes.byteLength);
  const found: string[] = [];
  for (let offset = 8; offset + 4 <= end; offset += 4) {
    if (offset !== 12) found.push(bytes.toString('latin1', offset, offset + 4));
  }
  return found;
}
