import { AppError, DeliveryError } from '../errors.ts';
import type { Generation } from '../generation/generation.ts';
import { picturesOf } from '../generation/generation.ts';
import { beginDelivery, checkpointSaved, deliveryDone, deliveryGivenUp } from '../generation/transitions.ts';
import { keys } from '../storage/keys.ts';
import type { DeliveryJob } from '../ports/delivery-channel.ts';
import type { WorkerContext } from './worker-context.ts';

/** How long a platform that is away is waited for before the outcome is only kept for the history. */
const giveUpAfterMs = 6 * 3_600_000;
const deliveryTimeoutMs = 180_000;

/** Another worker took this delivery over; what this one still does must not be believed. */
class DeliveryTakenOver extends Error {
  override readonly name = 'DeliveryTakenOver';
}

/** Brings an outcome to where it was asked for, once. Safe to run again after a crash at any point. */
export async function deliverGeneration(context: WorkerContext, generationId: string): Promise<void> {
  const { store, channels, logger, owner, randomId } = context;
  const holder = `${owner}-${randomId()}`;
  const lock = await takeEditLock(context, generationId, holder);
  if (!lock) {
    // A progress edit is under way; the result must come after it, never before.
    await context.steps.postpone(`deliver:${generationId}`, context.now() + 150);
    return;
  }
  try {
    const begun = await store.transition(generationId, (current) => {
      const next = beginDelivery(current, holder);
      return next && { next };
    });
    if (begun.kind !== 'changed') return;
    const { platform } = begun.generation.target;
    const channel = channels.get(platform);
    if (!channel) {
      // Another worker may have the platform's token; this one says what it lacks and leaves the outcome be.
      throw new DeliveryError('This worker has no token for the platform', {
        code: 'delivery-unavailable',
        retryable: true,
        platform,
      });
    }
    const job = jobOf(context, begun.generation, holder);
    const receipt = await channel.deliver(job);
    await store.transition(generationId, (current) => {
      const next = deliveryDone(current, holder, receipt);
      return next && { next };
    });
    logger.info({ generationId, platform: channel.platform, detour: receipt.detour }, 'Delivered');
  } catch (error) {
    if (error instanceof DeliveryTakenOver) return;
    await failed(context, generationId, holder, error);
  } finally {
    await releaseEditLock(context, generationId, holder);
  }
}

function jobOf(context: WorkerContext, generation: Generation, holder: string): DeliveryJob {
  const { store, media } = context;
  return {
    generation,
    pictures: picturesOf(generation),
    checkpoint: generation.delivery.checkpoint,
    saveCheckpoint: async (checkpoint) => {
      const saved = await store.transition(generation.id, (current) => {
        const next = checkpointSaved(current, holder, checkpoint);
        return next && { next };
      });
      if (saved.kind !== 'changed') throw new DeliveryTakenOver('Another worker took this delivery over');
    },
    fit: (picture, limits) => media.fit(picture, limits),
    pathOf: (picture) => media.pathOf(picture),
    signal: AbortSignal.timeout(deliveryTimeoutMs),
  };
}

async function failed(
  context: WorkerContext,
  generationId: string,
  holder: string,
  error: unknown,
): Promise<void> {
  const { store, logger, now } = context;
  const code = error instanceof AppError ? error.code : 'internal';
  const generation = await store.get(generationId);
  if (!generation || generation.delivery.holder !== holder) return;
  const { tries, since } = generation.delivery;
  const final = code === 'delivery-target-gone' || (error instanceof AppError && !error.retryable && code !== 'delivery-rate-limited' && code !== 'delivery-unavailable'); // prettier-ignore
  const tooLong = now() - (since ?? now()) > giveUpAfterMs;
  const bug = !(error instanceof AppError) && tries >= 5;
  logger.warn(
    { generationId, platform: generation.target.platform, code, tries, error },
    'A delivery failed',
  );
  if (final || tooLong || bug) return giveUp(context, generationId, holder);
  const asked = error instanceof AppError ? error.retryAfterMs : undefined;
  const waitMs = asked ?? Math.min(60_000, 500 * 2 ** Math.min(tries, 8));
  await context.steps.postpone(`deliver:${generationId}`, now() + waitMs);
}

async function giveUp(context: WorkerContext, generationId: string, holder: string): Promise<void> {
  await context.store.transition(generationId, (current) => {
    const next = deliveryGivenUp(current, holder);
    return next && { next };
  });
}

/** Held by whoever edits the status message, so that an edit of progress never lands on top of the result. */
export async function takeEditLock(
  context: WorkerContext,
  generationId: string,
  holder: string,
): Promise<boolean> {
  const taken = await context.redis.set(keys.editLock(generationId), holder, 'PX', 20_000, 'NX');
  return taken === 'OK';
}

export async function releaseEditLock(
  context: WorkerContext,
  generationId: string,
  holder: string,
): Promise<void> {
  const { redis, logger } = context;
  try {
    if ((await redis.get(keys.editLock(generationId))) === holder)
      await redis.del(keys.editLock(generationId));
  } catch (error) {
    logger.debug({ generationId, error }, 'An edit lock was left to lapse');
  }
}
