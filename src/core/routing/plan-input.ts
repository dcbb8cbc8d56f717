import type { ImageRequest, PixelSize } from '../generation/image-request.ts';
import { ratios } from '../generation/image-request.ts';
import { isNamedRatio, nearestRatio } from '../generation/pixel-table.ts';
import type { PlanInput } from '../ports/image-provider.ts';

/**
 * A request as gateways are asked about it: an open ratio is the first reference's. `ratioOpen` says that the user left
 * it open, so that nothing made of it is a change.
 */
export function planInputOf(
  request: ImageRequest,
  references: readonly PixelSize[],
  options: { mask: boolean; publicAddress: boolean },
): { input: PlanInput; ratioOpen: boolean } {
  const first = references[0];
  const ratioOpen = request.ratio === 'auto' && request.size === undefined;
  const ratio = ratioOpen && first ? nearestRatio(first, ratios.filter(isNamedRatio)) : request.ratio;
  return { input: { request: { ...request, ratio }, references, ...options }, ratioOpen };
}
