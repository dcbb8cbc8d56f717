import { AppError } from '../errors.ts';
import { costReported, picturesStored } from '../generation/attempt-transitions.ts';
import { partFailed } from '../generation/ending-transitions.ts';
import { stillDeleted } from '../generation/deletion-transitions.ts';
import type { Generation, NewImage } from '../generation/generation.ts';
import { beginDelivery } from '../generation/delivery-transitions.ts';
import { leaseMs } from '../generation/effects.ts';
import type { PixelSize } from '../generation/image-request.ts';
import type { TransitionResult } from '../ports/generation-store.ts';
import type { StoredImage } from '../ports/media.ts';
import type { ResultImage } from '../ports/image-provider.ts';
import { readyDelivery } from './deliver-generation.ts';
import type { ReadyDelivery } from './deliver-generation.ts';
import { persist } from './persist.ts';
import type { WorkerContext } from './worker-context.ts';

export interface Finished {
  readonly generationId: string;
  readonly attemptId: string;
  readonly results: readonly ResultImage[];
  /** What was promised where the gateway draws smaller. */
  readonly upscaleTo: PixelSize | undefined;
  readonly costMicroUsd?: number | undefined;
  readonly revisedPrompt?: string | undefined;
  /** A later try is welcome even when only some of the pictures cannot be had yet. */
  readonly patient?: boolean;
}

/**
 * Fetches and keeps the pictures of an attempt, and captures them. Pictures that cannot be had are paid but unusable:
 * released for the user, written off for the owner.
 *
 * @throws the failure of a picture that a later try may bring, when there is none yet or the caller is patient
 */
export async function finishPictures(context: WorkerContext, finished: Finished): Promise<void> {
  const { logger, now } = context;
  const { generationId, attemptId, results, costMicroUsd } = finished;
  const kept = await Promise.allSettled(results.map((result) => keepPicture(context, finished, result)));
  const got = kept.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const images = got.map(({ image }) => image);
  const failures = kept.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  for (const error of failures)
    logger.warn({ generationId, attemptId, error }, 'A picture could not be kept');
  const held = Promise.all(got.map((one) => one.held));
  // Told of where it is awaited.
  held.catch(() => undefined);
  const passing = failures.find((error) => !(error instanceof AppError) || error.retryable);
  if (passing !== undefined && (images.length === 0 || finished.patient)) {
    await held;
    throw passing;
  }
  const outcome = (current: Generation): Generation | undefined => {
    const reported = costReported(current, attemptId, costMicroUsd);
    const next =
      images.length > 0
        ? picturesStored(reported, attemptId, images, now(), results.length)
        : partFailed(reported, attemptId, { code: 'result-unusable' }, now());
    return next && stillDeleted(next, now());
  };
  await writeOutcome(context, generationId, { outcome, held });
}

/** Until a record names it. */
function holdPicture({ store, now }: WorkerContext, { sha256 }: StoredImage): Promise<void> {
  return persist({ now }, () => store.holdMedia([sha256]));
}

interface Outcome {
  readonly outcome: (current: Generation) => Generation | undefined;
  /** Resolves once its pictures are held; of the last this is asked for together with what the delivery needs. */
  readonly held: Promise<unknown>;
}

/** Writes what came of an attempt; where that is to be told and this process can do so at once, it begins with the same change. */
async function writeOutcome(
  context: WorkerContext,
  generationId: string,
  { outcome, held }: Outcome,
): Promise<void> {
  const { store, now } = context;
  const latest = store.recent(generationId) ?? (await persist(context, () => store.get(generationId)));
  const expected = latest && beginsDelivery(latest) ? outcome(latest) : undefined;
  const delivery = expected && beginDelivery(expected, '') && (await readyDelivery(context, expected));
  const write = (along?: ReadyDelivery): Promise<TransitionResult> =>
    persist(context, () =>
      store.transition(generationId, (current) => {
        const next = outcome(current);
        const begun = along && next && beginsDelivery(current) && beginDelivery(next, along.holder);
        if (!begun) return next && { next };
        // Since it was asked whether the message is being edited, somebody may have begun to, who knows of no outcome yet.
        return {
          next: begun,
          schedule: { deliverAt: now() + leaseMs },
          unlessEdited: { unsure: along.unsure },
        };
      }),
    );
  let begun: Generation | undefined;
  try {
    await held;
    let written = await write(delivery);
    if (written.kind === 'edited') written = await write();
    if (delivery && written.generation.delivery.holder === delivery.holder) begun = written.generation;
  } finally {
    if (begun) delivery?.go(begun);
    else delivery?.giveBack();
  }
}

/** Nobody delivers it, or is to: not even an earlier outcome of it. */
function beginsDelivery({ delivery }: Generation): boolean {
  return delivery.holder === undefined && delivery.state !== 'pending' && delivery.state !== 'posting';
}

interface KeptPicture {
  readonly image: NewImage;
  /** Rejects only where it is awaited. */
  readonly held: Promise<void>;
}

async function keepPicture(
  context: WorkerContext,
  finished: Finished,
  result: ResultImage,
): Promise<KeptPicture> {
  const { media, logger } = context;
  const source =
    result.kind === 'remote'
      ? ({ kind: 'url', url: result.url } as const)
      : ({ kind: 'staged', image: result.image } as const);
  const original = await media.importResult(source);
  const wanted = finished.upscaleTo && within(finished.upscaleTo, original);
  // That takes its time.
  if (wanted) await holdPicture(context, original);
  const enlarged =
    wanted &&
    (await media.upscale(original, wanted).catch((error: unknown) => {
      // Smaller than promised is better than lost.
      logger.warn({ generationId: finished.generationId, error }, 'A picture could not be enlarged');
      return undefined;
    }));
  const image: NewImage = {
    ...(enlarged ?? original),
    ...(finished.revisedPrompt ? { revisedPrompt: finished.revisedPrompt } : {}),
    ...(enlarged ? { upscaledFrom: { width: original.width, height: original.height } } : {}),
  };
  // The others may still take their time, which nobody waits for here.
  const held = holdPicture(context, image);
  held.catch(() => undefined);
  return { image, held };
}

/** The largest size of the picture's own shape inside the wanted one; undefined when that would not enlarge it. */
function within(wanted: PixelSize, own: PixelSize): PixelSize | undefined {
  const scale = Math.min(wanted.width / own.width, wanted.height / own.height);
  if (scale <= 1) return undefined;
  // A gateway's rounding of the ratio (1672 × 941 for 16:9) is no other shape: then the wanted pixels are met exactly.
  if (Math.abs(Math.log(wanted.width / wanted.height / (own.width / own.height))) < 0.02) return wanted;
  return { width: Math.round(own.width * scale), height: Math.round(own.height * scale) };
}
