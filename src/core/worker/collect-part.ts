import { AppError } from '../errors.ts';
import { collectPostponed } from '../generation/attempt-transitions.ts';
import { partFailed } from '../generation/ending-transitions.ts';
import type { Attempt, Generation } from '../generation/generation.ts';
import { finishPictures } from './finish-pictures.ts';
import type { WorkerContext } from './worker-context.ts';

/** Waits between tries to fetch results, milliseconds. */
const collectWaitsMs = [2_000, 5_000, 10_000, 20_000, 40_000];

/** Tries for which all pictures are waited for, before those that could be had are enough. */
const patientTries = 2;

/** Fetches the results of the attempt that is collecting; tries again later where that may help. */
export async function collectPart(
  context: WorkerContext,
  generation: Generation,
  index: number,
): Promise<void> {
  const generationId = generation.id;
  const part = generation.parts[index];
  const attempt = part?.attempts.find(({ state }) => state === 'collecting');
  if (!part || !attempt) return;
  try {
    await finishPictures(context, {
      generationId,
      attemptId: attempt.id,
      upscaleTo: part.applied.upscaleTo,
      results: attempt.results ?? [],
      costMicroUsd: attempt.reportedMicroUsd,
      revisedPrompt: attempt.revisedPrompt,
      patient: (attempt.collectTries ?? 0) < patientTries,
    });
  } catch (error) {
    await fetchLater(context, generationId, attempt, error);
  }
}

/** A disk that is full is waited for, as long as gateways usually keep their results. */
const diskWaitMs = 15_000;
const diskPatienceMs = 24 * 3_600_000;

/** A fetch failed: it is tried again, unless it was often enough. */
export async function fetchLater(
  context: WorkerContext,
  generationId: string,
  attempt: Attempt,
  error: unknown,
): Promise<void> {
  const { store, logger, now } = context;
  // Also what nobody foresaw: a fetch that always breaks has to come to an end.
  logger.warn({ generationId, attemptId: attempt.id, error }, 'Results could not be fetched yet');
  const isDiskFull = error instanceof AppError && error.code === 'store-unavailable';
  if (isDiskFull && now() < attempt.submittedAt + diskPatienceMs) {
    const schedule = { collectAt: now() + diskWaitMs };
    await store.transition(generationId, (current) => ({ next: current, schedule }));
    return;
  }
  const waitMs = collectWaitsMs[attempt.collectTries ?? 0];
  await store.transition(generationId, (current) => {
    if (waitMs !== undefined) {
      const next = collectPostponed(current, attempt.id);
      return next && { next, schedule: { collectAt: now() + waitMs } };
    }
    const next = partFailed(current, attempt.id, { code: 'result-unusable' }, now());
    return next && { next };
  });
}
