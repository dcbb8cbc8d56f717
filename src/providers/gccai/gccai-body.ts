import type { ImageOrder } from '../../core/ports/image-provider.ts';
import { sizeText } from '../shared/plan-tools.ts';

/** The JSON of a submit: what differs from the gateway's defaults, and the model. */
export function gccaiBody(
  order: ImageOrder,
  extra: {
    readonly model: string;
    readonly moderation: 'auto' | 'low';
    readonly imageUrls: readonly string[];
    readonly maskUrl: string | undefined;
  },
): Record<string, unknown> {
  const { applied } = order;
  const { width, height } = applied;
  const asPixels = applied.ratio === 'auto' && width !== undefined && height !== undefined;
  return {
    model: extra.model,
    prompt: order.prompt,
    ...(asPixels
      ? { size: sizeText({ width, height }) }
      : { size: applied.ratio, resolution: applied.resolution }),
    quality: applied.quality,
    ...(applied.background === 'auto' ? {} : { background: applied.background }),
    ...(extra.moderation === 'auto' ? {} : { moderation: extra.moderation }),
    ...(applied.format === 'png' ? {} : { output_format: applied.format }),
    ...(applied.format === 'png' || applied.compression === undefined
      ? {}
      : { output_compression: applied.compression }),
    n: order.count,
    ...(extra.imageUrls.length > 0 ? { image_urls: extra.imageUrls } : {}),
    ...(extra.maskUrl === undefined ? {} : { mask_url: extra.maskUrl }),
  };
}
