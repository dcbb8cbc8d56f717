import sharp from 'sharp';
import { badRequest } from '../api-error.ts';
import type { Method } from '../backend.ts';
import { sendFile } from './sending.ts';

const maxBytes = 512 * 1024;
const send = sendFile('sticker');

/** An upload has to be WebP of at most 512 KB, one edge of exactly 512 pixels and the other no longer. */
export const sendSticker: Method = async (backend, params, ...rest) => {
  const upload = params.file('sticker');
  if (upload) {
    if (upload.bytes.byteLength > maxBytes) throw badRequest('file is too big');
    const {
      format,
      width = 0,
      height = 0,
    } = await sharp(upload.bytes)
      .metadata()
      .catch(
        () => ({ format: undefined }) as { format: string | undefined; width?: number; height?: number },
      );
    if (format !== 'webp') throw badRequest('STICKER_FILE_INVALID');
    if (Math.max(width, height) !== 512) throw badRequest('STICKER_PNG_DIMENSIONS');
  }
  return send(backend, params, ...rest);
};
