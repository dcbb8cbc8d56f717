import type { GeneratedImage } from '../generation/generation.ts';
import {
  imageRequestSchema,
  resolutions,
  type ImageRequest,
  type Resolution,
} from '../generation/image-request.ts';
import { resolutionOf } from '../generation/pixel-table.ts';
import { planInputOf } from './plan-input.ts';
import type { Router } from './router.ts';

/** What would be asked for, but for the words. */
const requestFor = Object.fromEntries(
  resolutions.map((resolution) => [
    resolution,
    imageRequestSchema.parse({ prompt: 'x', resolution, variation: 'larger' }),
  ]),
) as Record<Resolution, ImageRequest>;

/** The resolutions above a picture's own in which some gateway would draw it anew itself, smallest first. Pure. */
export function largerResolutions(
  router: Router,
  picture: Pick<GeneratedImage, 'width' | 'height' | 'upscaledFrom' | 'deletedAt'>,
  options: { readonly publicAddress: boolean },
): readonly Resolution[] {
  if (picture.deletedAt !== undefined) return [];
  // Pixels that were only added here are no reason not to have it drawn.
  const own = resolutionOf(picture.upscaledFrom ?? picture);
  return resolutions.slice(resolutions.indexOf(own) + 1).filter((resolution) => {
    const { input, ratioOpen } = planInputOf(requestFor[resolution], [picture], { mask: false, ...options });
    return router.routes({ input, ratioOpen, excluded: new Set() }).routes.length > 0;
  });
}
