import { imageRequestSchema } from '../../../src/core/generation/image-request.ts';
import type { ImageRequestInput } from '../../../src/core/generation/image-request.ts';
import { isNamedRatio, nearestRatio } from '../../../src/core/generation/pixel-table.ts';
import { ratios } from '../../../src/core/generation/image-request.ts';
import type {
  ImageOrder,
  ImageProvider,
  OrderImage,
  ProviderPlan,
} from '../../../src/core/ports/image-provider.ts';

export interface OrderWish extends ImageRequestInput {
  references?: readonly OrderImage[];
  mask?: OrderImage;
  callbackUrl?: string;
}

let orders = 0;

/** The plan of a wish, with a public address. Throws when the provider is unable. */
export function planOf(provider: ImageProvider, wish: OrderWish = {}): ProviderPlan {
  const { references = [], mask, callbackUrl: _callbackUrl, ...words } = wish;
  const request = imageRequestSchema.parse({ prompt: 'a red fox in the snow', ...words });
  const first = references[0];
  // As core does it: `auto` takes the shape of the first reference.
  const ratio =
    request.ratio === 'auto' && first ? nearestRatio(first, ratios.filter(isNamedRatio)) : request.ratio;
  const plan = provider.plan({
    request: { ...request, ratio },
    references,
    mask: mask !== undefined,
    publicAddress: true,
  });
  if ('unable' in plan) throw new Error(`unable: ${plan.unable}`);
  return plan;
}

/** An order for a provider the way core makes one: planned, with an attempt id of its own. */
export function makeOrder(provider: ImageProvider, wish: OrderWish = {}): ImageOrder {
  const { applied } = planOf(provider, wish);
  orders += 1;
  return {
    attemptId: `attempt-${orders}`,
    prompt: typeof wish.prompt === 'string' ? wish.prompt : 'a red fox in the snow',
    applied,
    count: typeof wish.count === 'number' ? wish.count : 1,
    references: wish.references ?? [],
    ...(wish.mask ? { mask: wish.mask } : {}),
    ...(wish.callbackUrl === undefined ? {} : { callbackUrl: wish.callbackUrl }),
  };
}
