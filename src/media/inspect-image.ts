import { open } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { damaged, decodeTimedOut, tooManyPixels, type ImageCodec } from './image-codec.ts';
import { MediaError } from './media-error.ts';
import type { MediaLimits } from './media-limits.ts';
import { SNIFF_BYTES, sniffFormat, type SniffedFormat } from './sniff-format.ts';
import { ignoreMissing, tooManyBytes, type WrittenFile } from './staging-area.ts';

export type ImageFormat = Exclude<SniffedFormat, 'heif'> | 'avif' | 'heic';

/** What a picture's header says, checked against our limits. Nothing was decoded yet. */
export interface ImageInfo {
  readonly format: ImageFormat;
  /** As it is to be seen: orientation applied. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1–8; 1 is upright. */
  readonly orientation: number;
  readonly hasAlpha: boolean;
  /** Frames or pages; only the first is ever used. */
  readonly pages: number;
  readonly byteLength: number;
  /** Pixels per inch, where the file says so. */
  readonly density: number | undefined;
  /** True for 8-bit sRGB or grey without a foreign colour profile: pixels can be used as they are. */
  readonly plainColor: boolean;
}

/**
 * Reads type and size by content. Refuses what is not a raster picture and what claims too many pixels.
 *
 * @param known of a file that was written here
 */
export async function inspectImage(
  path: string,
  codec: ImageCodec,
  known?: Pick<WrittenFile, 'head' | 'byteLength'>,
): Promise<ImageInfo> {
  const { head, byteLength } = known ?? (await readHead(path));
  if (byteLength === 0) throw notAnImage('The file is empty', 'empty');
  if (byteLength > codec.limits.maxBytes) throw tooManyBytes(codec.limits.maxBytes);
  const format = sniffFormat(head);
  if (!format) throw notAnImage('The file is not a picture', 'unknown-type');
  const info =
    format === 'bmp' ? bmpInfo(head) : fromMetadata(format, await metadataOf({ path, format, known }, codec));
  if (info.width < 1 || info.height < 1) throw damaged();
  if (info.width * info.height > maxPixelsOf(info.format, codec.limits)) throw tooManyPixels();
  return { ...info, byteLength };
}

/** From the first bytes, where they are at hand and say enough. A WebP's header also tells whether the file is whole. */
async function metadataOf(
  { path, format, known }: { path: string; format: SniffedFormat; known: { head: Uint8Array } | undefined },
  codec: ImageCodec,
): Promise<Metadata> {
  if (known && (format === 'png' || format === 'jpeg')) {
    const said = await readMetadata(known.head, codec).catch(() => undefined);
    if (said) return said;
  }
  return readMetadata(path, codec);
}

function maxPixelsOf(format: ImageFormat, limits: MediaLimits): number {
  if (format === 'avif') return limits.maxAvifPixels;
  return needsWorker(format) ? limits.maxWorkerPixels : limits.maxPixels;
}

/** sharp's own build lacks these two decoders. */
export function needsWorker(format: ImageFormat): format is 'heic' | 'bmp' {
  return format === 'heic' || format === 'bmp';
}

async function readHead(path: string): Promise<Pick<WrittenFile, 'head' | 'byteLength'>> {
  const file = await open(path, 'r').catch(ignoreMissing);
  if (!file) throw new MediaError('The file is gone', { code: 'media-not-found', reason: 'gone' });
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return { head: buffer.subarray(0, bytesRead), byteLength: size };
  } finally {
    await file.close();
  }
}

async function readMetadata(input: string | Uint8Array, codec: ImageCodec): Promise<Metadata> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(decodeTimedOut()), codec.limits.codecTimeoutMs);
  });
  try {
    return await Promise.race([codec.readMetadata(input), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function fromMetadata(
  sniffed: Exclude<SniffedFormat, 'bmp'>,
  metadata: Metadata,
): Omit<ImageInfo, 'byteLength'> {
  // A file that begins like one format and is read as another is nobody's honest picture.
  if (metadata.format !== sniffed) throw notAnImage('The file is not what it begins like', 'unknown-type');
  return {
    format: formatOf(sniffed, metadata),
    width: metadata.autoOrient.width,
    height: metadata.autoOrient.height,
    orientation: metadata.orientation ?? 1,
    hasAlpha: metadata.hasAlpha,
    pages: metadata.pages ?? 1,
    density: metadata.density,
    plainColor: isPlainColor(metadata),
  };
}

function formatOf(sniffed: Exclude<SniffedFormat, 'bmp'>, metadata: Metadata): ImageFormat {
  if (sniffed !== 'heif') return sniffed;
  if (metadata.compression === 'av1') return 'avif';
  if (metadata.compression === 'hevc') return 'heic';
  throw notAnImage('The picture is packed in a way that is not supported', 'unknown-type');
}

function isPlainColor({ space, depth, icc }: Metadata): boolean {
  if (depth !== 'uchar' || (space !== 'srgb' && space !== 'b-w')) return false;
  // Profiles name themselves in plain text or in UTF-16.
  return icc === undefined || icc.toString('latin1').replaceAll('\0', '').includes('sRGB');
}

function bmpInfo(first: Uint8Array): Omit<ImageInfo, 'byteLength'> {
  if (first.byteLength < 30) throw damaged();
  const head = Buffer.from(first.buffer, first.byteOffset, first.byteLength);
  return {
    format: 'bmp',
    width: head.readInt32LE(18),
    // Negative for rows from top to bottom.
    height: Math.abs(head.readInt32LE(22)),
    orientation: 1,
    hasAlpha: false,
    pages: 1,
    density: undefined,
    plainColor: true,
  };
}

function notAnImage(message: string, reason: 'empty' | 'unknown-type'): MediaError {
  return new MediaError(message, { code: 'media-not-image', reason });
}
