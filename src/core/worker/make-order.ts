import { AppError } from '../errors.ts';
import type { Generation, Part } from '../generation/generation.ts';
import { promptOf } from '../generation/variation-prompt.ts';
import type { ImageOrder, ImageProvider, OrderImage } from '../ports/image-provider.ts';
import type { StoredImage } from '../ports/media.ts';
import { laneOf } from './worker-context.ts';
import type { WorkerContext } from './worker-context.ts';

/** How long a link to a reference stays valid after the deadline, milliseconds. */
const linkGraceMs = 10 * 60_000;

interface Wanted {
  readonly provider: ImageProvider;
  readonly generation: Generation;
  readonly part: Part;
  readonly attemptId: string;
}

/**
 * What a gateway is asked for, with the references at hand; undefined while they cannot be had.
 *
 * @throws AppError `media-not-found` where one of them is gone: no trouble of the gateway's, and nothing was sent
 */
export async function orderInHand(context: WorkerContext, wanted: Wanted): Promise<ImageOrder | undefined> {
  try {
    return await makeOrder(context, wanted);
  } catch (error) {
    if (error instanceof AppError && error.code === 'store-unavailable') return undefined;
    throw error;
  }
}

async function makeOrder(context: WorkerContext, order: Wanted): Promise<ImageOrder> {
  const { media, publicUrl, callbackSecret, now } = context;
  const { provider, generation, part, attemptId } = order;
  const { references, mask } = generation;
  // Brought here now: nothing may be missing once the gateway is being told.
  await Promise.all([...references, ...(mask ? [mask] : [])].map((image) => media.localPath(image)));
  const linkUntil = now() + laneOf(context, provider).deadlineMs + linkGraceMs;
  return {
    attemptId,
    prompt: promptOf(generation.request),
    applied: part.applied,
    count: part.count,
    references: references.map((image) => orderImage(context, image, linkUntil)),
    ...(mask ? { mask: orderImage(context, mask, linkUntil) } : {}),
    ...(publicUrl && provider.limits.callbacks
      ? { callbackUrl: `${publicUrl}/hooks/${provider.id}/${callbackSecret(attemptId)}` }
      : {}),
  };
}

function orderImage({ media, publicUrl }: WorkerContext, image: StoredImage, linkUntil: number): OrderImage {
  return {
    ...image,
    ...(publicUrl ? { publicUrl: `${publicUrl}${media.signedPath(image, linkUntil)}` } : {}),
    open: () => media.open(image),
    read: async () => {
      const pieces: Buffer[] = [];
      for await (const piece of media.open(image)) pieces.push(piece as Buffer);
      return Buffer.concat(pieces);
    },
  };
}
