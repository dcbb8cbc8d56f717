import { AppError } from '../core/errors.ts';
import type { ImageCodec } from './image-codec.ts';

/** What Telegram takes for a sticker that does not move: WebP, one edge of exactly this, the other no longer. */
const edge = 512;
const maxBytes = 512 * 1024;
const qualities = [95, 85, 70, 50, 30] as const;

/** A picture as a sticker: scaled so that its longer edge fits, as good as the size allows. */
export async function makeSticker(path: string, codec: ImageCodec): Promise<Buffer> {
  for (const quality of qualities) {
    const bytes = await codec.run(() =>
      codec
        .open(path)
        .autoOrient()
        .resize({ width: edge, height: edge, fit: 'inside' })
        .webp({ quality, alphaQuality: 100, effort: 4 })
        .toBuffer(),
    );
    if (bytes.byteLength <= maxBytes) return bytes;
  }
  throw new AppError('No sticker of that picture is small enough', { code: 'media-too-large' });
}
