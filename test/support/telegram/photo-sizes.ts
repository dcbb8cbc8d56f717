import sharp from 'sharp';
import type { CreateRaw } from 'sharp';
import { badRequest } from './api-error.ts';
import { identify } from './file-store.ts';
import type { FileStore } from './file-store.ts';
import type { PhotoRecord } from './model.ts';

/** Longest sides of the sizes Telegram makes: thumbnail, small, medium, large, original on the newest clients. */
const BOXES = [90, 320, 800, 1280, 2560];
const JPEG_QUALITY = 87;

export interface PhotoSettings {
  maxPhotoBytes: number;
  photoMaxSide: number;
  recompressPhotos: boolean;
}

/**
 * Stores a picture as Telegram stores a photo: checked, then recompressed to JPEG in several sizes. The
 * original is gone afterwards; only its length and hash are kept, so that a test can say what was uploaded.
 * @throws ApiError 400 for what the server refuses as a photo.
 */
export async function storePhoto(
  bytes: Uint8Array,
  files: FileStore,
  settings: PhotoSettings,
  name?: string,
): Promise<PhotoRecord> {
  if (bytes.byteLength === 0) throw badRequest('file must be non-empty');
  if (bytes.byteLength > settings.maxPhotoBytes) {
    throw badRequest(
      `file of size ${bytes.byteLength} bytes is too big for a photo; the maximum size is ${settings.maxPhotoBytes} bytes`,
    );
  }
  const { width, height } = await measure(bytes);
  if (width + height > 10_000 || Math.max(width, height) / Math.min(width, height) > 20) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }

  const uploaded = { ...identify(bytes), ...(name === undefined ? {} : { name }) };
  const sizes = settings.recompressPhotos
    ? await recompress(bytes, Math.max(width, height), settings.photoMaxSide)
    : [{ bytes, width, height }];
  const photo: PhotoRecord = {
    uploaded,
    sizes: sizes.map((size) => files.add({ ...size, kind: 'photo', mediaType: 'image/jpeg' })),
  };
  for (const size of photo.sizes) size.photo = photo;
  return photo;
}

async function measure(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return autoOrient;
  } catch {
    throw badRequest('IMAGE_PROCESS_FAILED');
  }
}

interface SizedJpeg {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

async function recompress(bytes: Uint8Array, longest: number, maxSide: number): Promise<SizedJpeg[]> {
  const allowed = BOXES.filter((box) => box <= maxSide);
  const wanted = allowed.filter((_, index) => index === 0 || longest > (allowed[index - 1] ?? 0));
  try {
    const { data, info } = await sharp(bytes)
      .rotate()
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return await Promise.all(wanted.map((box) => resize(data, { width, height, channels }, box)));
  } catch {
    throw badRequest('IMAGE_PROCESS_FAILED');
  }
}

async function resize(pixels: Buffer, raw: CreateRaw, box: number): Promise<SizedJpeg> {
  const { data, info } = await sharp(pixels, { raw })
    .resize(box, box, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}
