import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { Generation } from '../generation/generation.ts';
import { picturesOf } from '../generation/generation.ts';
import { stepMember } from '../generation/effects.ts';
import {
  beginDelivery,
  checkpointSaved,
  deliveryDone,
  deliveryGivenUp,
} from '../generation/delivery-transitions.ts';
import type { DeliveryChannel, DeliveryJob, DeliveryReceipt } from '../ports/delivery-channel.ts';
import { largerResolutions } from '../routing/larger-resolutions.ts';
import { inTime } from './in-time.ts';
import { persist } from './persist.ts';
import type { WorkerContext } from './worker-context.ts';

/** How long a platform that is away is waited for before the outcome is only kept for the history. */
const giveUpAfterMs = 6 * 3_600_000;
const deliveryTimeoutMs = 180_000;
/** How much longer than its time-out a channel may take to notice it. */
const slackMs = 10_000;
/** How long an edit of progress whose fate is unknown is given to arrive, before the outcome is put over it once more. */
const straySettleMs = 2_000;
/** Tries after which an error that nobody foresaw is not tried again. */
const bugTries = 5;

/** Another worker took this delivery over; what this one still does must not be believed. */
class DeliveryTakenOver extends Error {
  override readonly name = 'DeliveryTakenOver';
}

/** Brings an outcome to where it was asked for, once. Safe to run again after a crash at any point. */
export async function deliverGeneration(context: WorkerContext, waiting: Generation): Promise<void> {
  const { channels, edits } = context;
  const channel = channels.get(waiting.target.platform);
  if (!channel) return leaveToOthers(context, waiting);
  const place = context.chatPlaces.take(waiting.requester.chatId);
  if (typeof place === 'number') return deliverLater(context, waiting, place);
  try {
    // A progress edit of this very message may be under way: the outcome must come after it, never before.
    const turn = await edits.beginPost(waiting);
    if (turn.kind === 'wait') return await deliverLater(context, waiting, turn.ms);
    await post(context, channel, waiting.id, turn.unsure);
  } finally {
    place();
  }
}

/** A delivery for which everything is at hand before its outcome is written down, so that both are one change. */
export interface ReadyDelivery {
  readonly holder: string;
  /** An edit of progress may still arrive. */
  readonly unsure: boolean;
  /** Posts the outcome of a generation whose delivery has begun for this holder. */
  go(begun: Generation): void;
  giveBack(): void;
}

/**
 * Everything that the delivery of an outcome needs, if this process has it at once. The outcome then is to be written with
 * its delivery begun for that holder, and its step leased.
 *
 * @param outcome the generation as it will be
 */
export async function readyDelivery(
  context: WorkerContext,
  outcome: Generation,
): Promise<ReadyDelivery | undefined> {
  const { channels, edits, steps, places, chatPlaces, leases, logger } = context;
  const { id: generationId, target, requester } = outcome;
  const channel = channels.get(target.platform);
  const due = steps.of('deliver', target.platform);
  const place = channel && places.reserve(due);
  if (!channel || !place) return undefined;
  const chat = chatPlaces.take(requester.chatId);
  if (typeof chat === 'number') {
    place.giveBack();
    return undefined;
  }
  const turn = await edits.beginPost(outcome).catch((error: unknown) => {
    logger.debug({ generationId, error }, 'A delivery could not begin at once');
  });
  if (turn?.kind !== 'go') {
    chat();
    place.giveBack();
    return undefined;
  }
  const holder = newHolder(context);
  return {
    holder,
    unsure: turn.unsure,
    go: (begun) =>
      place.run(() =>
        leases
          .during(due, [stepMember('deliver', generationId)], () =>
            postBegun(context, { channel, begun, holder, unsure: turn.unsure }),
          )
          .finally(chat),
      ),
    giveBack: () => {
      chat();
      place.giveBack();
    },
  };
}

function newHolder({ owner, randomId }: WorkerContext): string {
  return `${owner}-${randomId()}`;
}

/** @param unsure an edit of progress may still arrive, and would cover the outcome */
async function post(
  context: WorkerContext,
  channel: DeliveryChannel,
  generationId: string,
  unsure: boolean,
): Promise<void> {
  const holder = newHolder(context);
  const begun = await context.store.transition(generationId, (current) => {
    const next = beginDelivery(current, holder);
    return next && { next };
  });
  if (begun.kind !== 'changed') return;
  await postBegun(context, { channel, begun: begun.generation, holder, unsure });
}

interface BegunDelivery {
  readonly channel: DeliveryChannel;
  readonly begun: Generation;
  readonly holder: string;
  readonly unsure: boolean;
}

async function postBegun(
  context: WorkerContext,
  { channel, begun, holder, unsure }: BegunDelivery,
): Promise<void> {
  const { store, logger } = context;
  const generationId = begun.id;
  try {
    const deliver = (generation: Generation): Promise<DeliveryReceipt> =>
      inTime(
        channel.deliver(jobOf(context, generation, holder)),
        deliveryTimeoutMs + slackMs,
        'delivery-unavailable',
      );
    const receipt = await deliver(begun);
    if (unsure) await coverStray(context, generationId, holder, deliver);
    await persist(context, () =>
      store.transition(generationId, (current) => {
        const next = deliveryDone(current, holder, receipt);
        return next && { next };
      }),
    );
    logger.info({ generationId, platform: channel.platform, detour: receipt.detour }, 'Delivered');
  } catch (error) {
    if (error instanceof DeliveryTakenOver) return;
    await failed(context, generationId, holder, error);
  }
}

/** Puts the outcome over an edit of progress that arrived after it. It is there already, so trouble here is none. */
async function coverStray(
  { store, logger }: WorkerContext,
  generationId: string,
  holder: string,
  deliver: (generation: Generation) => Promise<DeliveryReceipt>,
): Promise<void> {
  await sleep(straySettleMs, undefined, { ref: false });
  try {
    const current = await store.get(generationId);
    if (current?.delivery.holder === holder) await deliver(current);
  } catch (error) {
    logger.debug({ generationId, error }, 'An outcome was not put over a stray edit');
  }
}

function jobOf(context: WorkerContext, generation: Generation, holder: string): DeliveryJob {
  const { store, media, router, publicUrl } = context;
  return {
    generation,
    pictures: picturesOf(generation),
    checkpoint: generation.delivery.checkpoint,
    saveCheckpoint: async (checkpoint) => {
      const saved = await persist(context, () =>
        store.transition(generation.id, (current) => {
          const next = checkpointSaved(current, holder, checkpoint);
          return next && { next };
        }),
      );
      if (saved.kind !== 'changed') throw new DeliveryTakenOver('Another worker took this delivery over');
    },
    fit: (picture, limits) => media.fit(picture, limits),
    larger: (picture) => largerResolutions(router, picture, { publicAddress: publicUrl !== undefined }),
    signal: AbortSignal.timeout(deliveryTimeoutMs),
  };
}

async function failed(
  context: WorkerContext,
  generationId: string,
  holder: string,
  error: unknown,
): Promise<void> {
  const { store, logger } = context;
  const generation = await store.get(generationId);
  if (!generation || generation.delivery.holder !== holder) return;
  const { tries } = generation.delivery;
  const code = error instanceof AppError ? error.code : 'internal';
  logger.warn(
    { generationId, platform: generation.target.platform, code, tries, error },
    'A delivery failed',
  );
  const hopeless = error instanceof AppError ? !mayPass(error) : tries >= bugTries;
  if (hopeless || isTooLate(context, generation)) {
    await store.transition(generationId, (current) => {
      const next = deliveryGivenUp(current, holder);
      return next && { next };
    });
    return;
  }
  const asked = error instanceof AppError ? error.retryAfterMs : undefined;
  if (code === 'delivery-rate-limited' && asked !== undefined) await context.edits.hold(generation, asked);
  await deliverLater(context, generation, asked ?? Math.min(60_000, 500 * 2 ** Math.min(tries, 8)));
}

function mayPass({ code, retryable }: AppError): boolean {
  if (code === 'delivery-target-gone') return false;
  return retryable || code === 'delivery-rate-limited' || code === 'delivery-unavailable';
}

/** No channel for this platform in this process: another one may have it. */
async function leaveToOthers(context: WorkerContext, generation: Generation): Promise<void> {
  const { store, logger, now, owner } = context;
  const { id, target, delivery } = generation;
  if (!isTooLate(context, generation)) {
    const waitedMs = now() - (delivery.since ?? now());
    return deliverLater(context, generation, Math.min(30_000, 1_000 + waitedMs / 4));
  }
  logger.error({ generationId: id, platform: target.platform }, 'No channel for this platform anywhere');
  await store.transition(id, (current) => {
    const begun = beginDelivery(current, owner);
    const next = begun && deliveryGivenUp(begun, owner);
    return next && { next };
  });
}

function isTooLate({ now }: WorkerContext, { delivery }: Generation): boolean {
  return now() - (delivery.since ?? now()) > giveUpAfterMs;
}

function deliverLater(context: WorkerContext, { id, target }: Generation, waitMs: number): Promise<void> {
  const { leases, steps, now } = context;
  const due = steps.of('deliver', target.platform);
  return leases.postpone(due, stepMember('deliver', id), Math.ceil(now() + waitMs));
}
