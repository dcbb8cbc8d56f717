import { AppError } from '../errors.ts';
import { isOpen, isTerminal, statusOf } from '../generation/generation.ts';
import type { Generation, Part } from '../generation/generation.ts';
import type { DeliveryChannel, ProgressView } from '../ports/delivery-channel.ts';
import { whileEditing } from './edit-lock.ts';
import { inTime } from './in-time.ts';
import { expectedEnd } from './look-schedule.ts';
import type { WorkerContext } from './worker-context.ts';

const editTimeoutMs = 10_000;
/** How much longer than its time-out a channel may take to notice it. */
const slackMs = 2_000;
/** After a failed edit; progress is never worth insisting on. */
const afterTroubleMs = 15_000;

/** Updates the status message of one generation, if it still waits for its outcome. */
export async function showProgress(context: WorkerContext, generationId: string): Promise<void> {
  const { store, channels, progress, owner, randomId } = context;
  const generation = await store.get(generationId);
  const channel = generation && channels.get(generation.target.platform);
  if (!generation || !channel || isTerminal(statusOf(generation))) {
    await progress.remove(generationId);
    return;
  }
  await whileEditing(context, generationId, `${owner}-${randomId()}`, () =>
    edit(context, channel, generation),
  );
}

/** One edit, under the lock. */
async function edit(context: WorkerContext, channel: DeliveryChannel, generation: Generation): Promise<void> {
  const { store, progress, leases, now, logger } = context;
  const { id } = generation;
  try {
    const view = await viewOf(context, generation);
    // Read again under the lock: the outcome may have come meanwhile, and its delivery waits for us.
    const latest = await store.get(id);
    if (!latest || isTerminal(statusOf(latest))) return;
    const shown = channel.showProgress(view, AbortSignal.timeout(editTimeoutMs));
    const nextMs = await inTime(shown, editTimeoutMs + slackMs, 'delivery-unavailable');
    if (nextMs === undefined) await progress.remove(id);
    else await leases.postpone(progress, id, Math.ceil(now() + nextMs));
  } catch (error) {
    if (!(error instanceof AppError)) logger.warn({ generationId: id, error }, 'Progress could not be shown');
    const asked = error instanceof AppError ? error.retryAfterMs : undefined;
    await leases.postpone(progress, id, Math.ceil(now() + Math.max(afterTroubleMs, asked ?? 0)));
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
  const expectedAt = await expectedEndOf(context, open, state.progress);
  return {
    ...base,
    stage: drawing || preview ? 'drawing' : 'submitting',
    ...(expectedAt === undefined ? {} : { expectedAt }),
  };
}

/** When the last of the open parts will be done, by what their kind usually takes; undefined while one is unknown. */
async function expectedEndOf(
  context: WorkerContext,
  open: readonly Part[],
  progress: number | undefined,
): Promise<number | undefined> {
  const ends = await Promise.all(
    open
      .filter(({ state }) => state !== 'collecting')
      .map((part) => {
        const provider = context.router.provider(part.provider);
        return provider && expectedEnd(context, provider, part, progress);
      }),
  );
  if (ends.includes(undefined)) return undefined;
  return Math.max(...ends.map((end) => end ?? 0));
}
