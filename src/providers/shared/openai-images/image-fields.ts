import type { ImageOrder, OrderImage } from '../../../core/ports/image-provider.ts';
import type { StreamedBody } from '../gateway-client.ts';
import { multipartBody } from '../multipart-body.ts';
import type { FormPart } from '../multipart-body.ts';
import { wireSize } from '../pixel-plan.ts';

export interface ImageFieldsOptions {
  readonly model: string;
  readonly moderation: 'auto' | 'low' | undefined;
  /** Partial pictures of a stream; 0 asks for one JSON answer. */
  readonly partialImages: number;
}

/** The fields that both routes of the Images API share; what is the default anyway is left out. */
export function imageFields(
  order: ImageOrder,
  options: ImageFieldsOptions,
): Record<string, string | number | boolean> {
  const { applied, count, prompt } = order;
  const size = wireSize(applied);
  return {
    model: options.model,
    prompt,
    ...(count > 1 && { n: count }),
    ...(size !== undefined && { size }),
    ...(applied.quality !== 'auto' && { quality: applied.quality }),
    ...(applied.background !== 'auto' && { background: applied.background }),
    ...(applied.format !== 'png' && { output_format: applied.format }),
    ...(applied.compression !== undefined && { output_compression: applied.compression }),
    ...(options.moderation !== undefined &&
      options.moderation !== 'auto' && { moderation: options.moderation }),
    ...(options.partialImages > 0 && { stream: true, partial_images: options.partialImages }),
  };
}

/** The form of an edit: the pictures in order under `imageField`, the mask, and the fields as text. */
export function editForm(
  order: ImageOrder,
  fields: Readonly<Record<string, string | number | boolean>>,
  imageField: 'image[]' | 'image',
): StreamedBody {
  const texts: FormPart[] = Object.entries(fields).map(([name, value]) => ({ name, value: String(value) }));
  const images = order.references.map((image, index) => filePart(imageField, `image-${index + 1}`, image));
  const mask = order.mask ? [filePart('mask', 'mask', order.mask)] : [];
  return multipartBody([...texts, ...images, ...mask]);
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

function filePart(name: string, stem: string, image: OrderImage): FormPart {
  return {
    name,
    filename: `${stem}.${EXTENSIONS[image.mediaType] ?? 'png'}`,
    mediaType: image.mediaType,
    byteLength: image.byteLength,
    open: () => image.open(),
  };
}
