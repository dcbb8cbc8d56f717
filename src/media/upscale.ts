import type { PixelSize } from '../core/generation/image-request.ts';
import type { StoredImage } from '../core/ports/media.ts';
import type { EncodedImage, ImageCodec } from './image-codec.ts';

/**
 * Resizes to exactly these pixels (Lanczos), for a gateway whose output is fixed below what was asked. A ratio that
 * differs by a pixel or two is stretched; one that differs more is covered and cut at the middle, never distorted.
 */
export function upscale(
  image: StoredImage & { readonly path: string },
  to: PixelSize,
  codec: ImageCodec,
): Promise<EncodedImage> {
  const stretch = (to.width * image.height) / (to.height * image.width);
  const fit = Math.abs(stretch - 1) <= MAX_STRETCH ? 'fill' : 'cover';
  const pipeline = codec
    .open(image.path)
    .autoOrient()
    .resize({ width: to.width, height: to.height, fit, position: 'centre', kernel: 'lanczos3' });
  switch (image.mediaType) {
    case 'image/png':
      return codec.encode(pipeline.png({ compressionLevel: 6 }), 'png');
    case 'image/jpeg':
      return codec.encode(pipeline.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }), 'jpg');
    case 'image/webp':
      return codec.encode(pipeline.webp({ quality: 92, effort: 2 }), 'webp');
  }
}

/** Two in a hundred is not seen. */
const MAX_STRETCH = 0.02;
