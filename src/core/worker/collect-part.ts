import { AppError } from '../errors.ts';
import { collectPostponed, partFailed } from '../generation/transitions.ts';
import type { Attempt } from '../generation/generation.ts';
import { finishPictures } from './finish-pictures.ts';
import type { WorkerContext } from './worker-context.ts';

/** Waits between tries to fetch results, milliseconds. */
const collectWaitsMs = [2_000, 5_000, 10_000, 20_000, 40_000];

/** Fetches the results of the attempt that is collecting; tries again later where that may help. */
export async function collectPart(
  context: WorkerContext,
  generationId: string,
  index: number,
): Promise<void> {
  const { store } = context;
  const generation = await store.get(generationId);
  const part = generation?.parts[index];
  const attempt = part?.attempts.find(({ state }) => state === 'collecting');
  if (!part || !attempt) return;
  try {
    await finishPictures(context, {
      generationId,
      attemptId: attempt.id,
      results: attempt.results ?? [],
      costMicroUsd: attempt.reportedMicroUsd,
      revisedPrompt: attempt.revisedPrompt,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await tryLater(context, generationId, attempt);
  }
}

async function tryLater(context: WorkerContext, generationId: string, attempt: Attempt): Promise<void> {
  const { store, now } = context;
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
