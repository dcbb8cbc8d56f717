import { resultsKnown } from '../generation/attempt-transitions.ts';
import { leaseMs, stepMember } from '../generation/effects.ts';
import type { Generation } from '../generation/generation.ts';
import { findAttempt } from '../generation/record-parts.ts';
import { laneName } from '../own-key/own-lane.ts';
import type { TaskStatus } from '../ports/image-provider.ts';
import type { DueSet } from '../storage/due-set.ts';
import { fetchLater } from './collect-part.ts';
import { finishPictures } from './finish-pictures.ts';
import type { WatchedTask } from './watched-tasks.ts';
import type { WorkerContext } from './worker-context.ts';

type Succeeded = Extract<TaskStatus, { state: 'succeeded' }>;

/** After how long a fetch is written down as one that is under way, milliseconds. */
const slowMs = 500;

/**
 * Fetches the pictures of a task straight after the look that found it done, instead of writing down first that they are to
 * be fetched: most are here within half a second, which saves a change of the record. Until then the task stays leased in
 * the set of looks, so a process that dies only has it looked at again.
 *
 * Not where others wait for the task's place at its gateway, which the longer way gives free sooner, nor where this process
 * fetches much already: then it resolves to false, and nothing was begun.
 */
export async function fetchAtOnce(
  context: WorkerContext,
  found: { readonly look: WatchedTask; readonly status: Succeeded; readonly due: DueSet },
): Promise<boolean> {
  const { store, steps, places, leases, ready } = context;
  const { look, due } = found;
  const generation = store.recent(look.generationId) ?? (await store.get(look.generationId));
  const running = generation && runningAttempt(generation, look.attemptId);
  if (!generation || !running) return false;
  const { provider } = running.attempt;
  if (ready.isCrowded(laneName(provider, generation.payer))) return false;
  const collects = steps.of('collect', provider);
  const place = places.reserve(collects);
  if (!place) return false;
  const { upscaleTo } = running.part.applied;
  const step = stepMember('collect', generation.id, running.part.index);
  place.run(() =>
    leases.during(due, [look.member], () =>
      leases.during(collects, [step], () => fetchNow(context, { ...found, upscaleTo })),
    ),
  );
  return true;
}

function runningAttempt(generation: Generation, attemptId: string): ReturnType<typeof findAttempt> {
  const found = findAttempt(generation, attemptId);
  return found?.attempt.state === 'running' ? found : undefined;
}

async function fetchNow(
  context: WorkerContext,
  fetch: Pick<Parameters<typeof finishPictures>[1], 'upscaleTo'> & {
    readonly look: WatchedTask;
    readonly status: Succeeded;
  },
): Promise<void> {
  const { store, logger } = context;
  const { look, status, upscaleTo } = fetch;
  const { generationId, attemptId } = look;
  const { images: results, costMicroUsd, revisedPrompt } = status;
  let noted: Promise<void> | undefined;
  const note = (): Promise<void> => (noted ??= noteFetch(context, look, status));
  const slow = setTimeout(() => {
    note().catch((error: unknown) => logger.debug({ generationId, error }, 'A fetch was not written down'));
  }, slowMs);
  try {
    const how = { upscaleTo, costMicroUsd, revisedPrompt, patient: true };
    await finishPictures(context, { generationId, attemptId, results, ...how });
  } catch (error) {
    clearTimeout(slow);
    await note();
    const current = await store.get(generationId);
    const attempt = current && findAttempt(current, attemptId)?.attempt;
    if (attempt?.state === 'collecting') await fetchLater(context, generationId, attempt, error);
  } finally {
    clearTimeout(slow);
  }
}

/** The fetch is under way, and its step this process's. */
async function noteFetch(context: WorkerContext, look: WatchedTask, status: Succeeded): Promise<void> {
  const { images, costMicroUsd, revisedPrompt } = status;
  await context.store.transition(look.generationId, (current) => {
    if (!runningAttempt(current, look.attemptId)) return undefined;
    const next = resultsKnown(current, look.attemptId, images, { costMicroUsd, revisedPrompt });
    return next && { next, schedule: { collectAt: context.now() + leaseMs } };
  });
}
