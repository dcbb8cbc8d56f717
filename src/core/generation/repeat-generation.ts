import type { GenerationOrder, RequestResult } from '../core.ts';
import type { DeliveryTarget } from '../ports/delivery-channel.ts';
import type { ImageSource } from '../ports/media.ts';
import { statusOf } from './generation.ts';
import type { Generation } from './generation.ts';
import { requestGeneration } from './request-generation.ts';
import type { RequestDependencies } from './request-generation.ts';

export interface RepeatDependencies {
  readonly request: RequestDependencies;
}

/** Makes a failed generation anew, once; see `Core.retry`. */
export async function retryGeneration(
  press: {
    generationId: string;
    userId: string;
    requestKey: string;
    target: DeliveryTarget;
  },
  deps: RepeatDependencies,
): Promise<RequestResult> {
  const { store } = deps.request;
  const failed = await store.get(press.generationId);
  if (!failed || failed.deletedAt !== undefined) return { kind: 'refused', refusal: { code: 'not-found' } };
  if (failed.requester.userId !== press.userId) return { kind: 'refused', refusal: { code: 'not-yours' } };
  if (failed.retriedAs !== undefined) {
    const earlier = await store.get(failed.retriedAs);
    if (earlier) return { kind: 'duplicate', generation: earlier };
  }
  if (statusOf(failed) !== 'failed') return { kind: 'duplicate', generation: failed };
  // One key for every press: Retry works once, whoever presses twice or in two places at the same time.
  const order = await sameOrder(
    failed,
    {
      requestKey: `retry:${failed.id}`,
      requester: failed.requester,
      target: press.target,
    },
    deps,
  );
  if ('refusal' in order) return { kind: 'refused', refusal: order.refusal };
  const result = await requestGeneration(order, deps.request, failed);
  if (result.kind === 'accepted') {
    await store.transition(failed.id, (current) => ({
      next: { ...current, retriedAs: result.generation.id },
    }));
  }
  return result;
}

/** The same request again at the cost of whoever asks; see `Core.again`. */
export async function repeatGeneration(
  press: {
    generationId: string;
    requester: GenerationOrder['requester'];
    target: DeliveryTarget;
    requestKey: string;
  },
  deps: RepeatDependencies,
): Promise<RequestResult> {
  const earlier = await deps.request.store.get(press.generationId);
  if (!earlier || earlier.deletedAt !== undefined) return { kind: 'refused', refusal: { code: 'not-found' } };
  const order = await sameOrder(earlier, press, deps);
  if ('refusal' in order) return { kind: 'refused', refusal: order.refusal };
  return requestGeneration(order, deps.request);
}

/** The order that an earlier generation came from, with its stored references. */
async function sameOrder(
  earlier: Generation,
  now: Pick<GenerationOrder, 'requestKey' | 'requester' | 'target'>,
  { request }: RepeatDependencies,
): Promise<GenerationOrder | { refusal: { code: 'media-not-found' } }> {
  const images = [...earlier.references, ...(earlier.mask ? [earlier.mask] : [])];
  for (const image of images) {
    if (!(await request.media.exists(image))) return { refusal: { code: 'media-not-found' } };
  }
  const { size, ...words } = earlier.request;
  const stored = (image: (typeof images)[number]): ImageSource => ({ kind: 'stored', image });
  return {
    requestKey: now.requestKey,
    requester: now.requester,
    target: now.target,
    request: { ...words, ...(size ? { size: `${size.width}x${size.height}` } : {}) },
    references: earlier.references.map(stored),
    ...(earlier.mask ? { mask: stored(earlier.mask) } : {}),
    ...(earlier.parent ? { parent: earlier.parent } : {}),
  };
}
