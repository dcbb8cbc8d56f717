import { AppError } from '../errors.ts';
import { isOpen, isTerminal, statusOf } from '../generation/generation.ts';
import type { Generation } from '../generation/generation.ts';
import type { ProgressView } from '../ports/delivery-channel.ts';
import { releaseEditLock, takeEditLock } from './deliver-generation.ts';
import type { WorkerContext } from './worker-context.ts';

const editTimeoutMs = 10_000;
/** After a failed edit; progress is never worth insisting on. */
const afterTroubleMs = 15_000;

/** Updates the status message of one generation, if it still waits for its outcome. */
export async function showProgress(context: WorkerContext, generationId: string): Promise<void> {
  const { store, channels, progress, now, logger, owner, randomId } = context;
  const generation = await store.get(generationId);
  const channel = generation && channels.get(generation.target.platform);
  if (!generation || !channel || isTerminal(statusOf(generation))) {
    await progress.remove(generationId);
    return;
  }
  const holder = `${owner}-${randomId()}`;
  if (!(await takeEditLock(context, generationId, holder))) return;
  try {
    const view = await viewOf(context, generation);
    // Read again under the lock: the outcome may have come meanwhile, and its delivery waits for us.
    const latest = await store.get(generationId);
    if (!latest || isTerminal(statusOf(latest))) return;
    const nextMs = await channel.showProgress(view, AbortSignal.timeout(editTimeoutMs));
    if (nextMs === undefined) await progress.remove(generationId);
    else await progress.postpone(generationId, now() + nextMs);
  } catch (error) {
    if (!(error instanceof AppError)) logger.warn({ generationId, error }, 'Progress could not be shown');
    const asked = error instanceof AppError ? error.retryAfterMs : undefined;
    await progress.postpone(generationId, now() + Math.max(afterTroubleMs, asked ?? 0));
  } finally {
    await releaseEditLock(context, generationId, holder);
  }
}

async function viewOf(context: WorkerContext, generation: Generation): Promise<ProgressView> {
  const { store, live } = context;
  const open = generation.parts.filter(isOpen);
  const state = await live.get(generation.id);
  const preview = state.previewSequence === undefined ? undefined : await live.preview(generation.id);
  const attempts = open.flatMap(({ attempts }) => attempts);
  const since = attempts.reduce((earliest, { submittedAt }) => Math.min(earliest, submittedAt), Infinity);
  const base = {
    generation,
    stageSince: Number.isFinite(since) ? since : generation.createdAt,
    ...(state.progress === undefined ? {} : { progress: state.progress }),
    ...(preview && state.previewSequence !== undefined
      ? { preview, previewSequence: state.previewSequence }
      : {}),
  };
  if (open.every((part) => part.state === 'waiting')) {
    const position = await store.position(generation);
    return { ...base, stage: 'waiting', ...(position === undefined ? {} : { position }) };
  }
  if (open.every((part) => part.state === 'collecting')) return { ...base, stage: 'collecting' };
  const drawing = open.some((part) => part.state === 'running' || part.state === 'collecting');
  return { ...base, stage: drawing || preview ? 'drawing' : 'submitting' };
}
