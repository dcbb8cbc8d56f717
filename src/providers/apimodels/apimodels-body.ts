import type { ImageOrder, OrderImage } from '../../core/ports/image-provider.ts';
import type { StreamedBody } from '../shared/gateway-client.ts';
import { inlineJsonBody } from '../shared/openai-images/inline-json-body.ts';
import type { InlineField } from '../shared/openai-images/inline-json-body.ts';
import { wireSize } from '../shared/pixel-plan.ts';

/** How the references of one order reach the gateway. */
export interface PlacedReferences {
  /** The first picture, inside the body. */
  readonly inline: OrderImage | undefined;
  readonly urls: readonly string[];
}

/** The body of a submit; what the gateway chooses itself is left out. */
export function submitBody(order: ImageOrder, references: PlacedReferences, model: string): StreamedBody {
  const { applied, count, prompt, mask, callbackUrl } = order;
  const size = wireSize(applied);
  const { inline, urls } = references;
  const isOnlyUrl = urls.length === 1 && !inline;
  const fields = {
    model,
    prompt,
    ...(size !== undefined && { size }),
    ...(applied.quality !== 'auto' && { quality: applied.quality }),
    output_format: applied.format,
    ...(count > 1 && { n: count }),
    ...(isOnlyUrl ? { image_url: urls[0] } : urls.length > 0 && { image_urls: urls }),
    ...(callbackUrl !== undefined && { callback_url: callbackUrl }),
  };
  return inlineJsonBody(fields, [
    ...inlineField('image_base64', inline),
    ...inlineField('mask_base64', mask),
  ]);
}

function inlineField(name: string, image: OrderImage | undefined): InlineField[] {
  return image ? [{ name, images: [image], list: false, dataUri: false }] : [];
}
