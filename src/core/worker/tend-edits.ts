import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, DeliveryError } from '../errors.ts';
import { deliveryAgain } from '../generation/delivery-transitions.ts';
import { isTerminal, statusOf } from '../generation/generation.ts';
import { readEditScope } from '../generation/stage.ts';
import type { DeliveryChannel, EditPace, ProgressView } from '../ports/delivery-channel.ts';
import type { EditResult, TakenEdit } from '../storage/edit-board.ts';
import { inTime } from './in-time.ts';
import type { WorkerContext } from './worker-context.ts';

const editTimeoutMs = 6_000;
/** How much longer than its time-out a channel may take to notice it. */
const slackMs = 1_000;
/** Well before the mark of an edit lapses. */
const renewMs = 1_000;
/** After a failed edit; progress is never worth insisting on. */
const afterTroubleMs = 15_000;
/** An edit that took so long may have been taken for that of a dead process. */
const suspiciousMs = 2_000;
/** How often, and how long apart, it is seen whether a delivery under way has ended. */
const uncoverTries = 60;
const uncoverMs = 500;
/** What is asked of a channel that names no pace. */
const anyPace: EditPace = { gapMs: 0 };

/**
 * Sees to the status messages of one chat: makes the edit of progress that is due there, if any may be made now. What is
 * shown is read at that moment, so nothing out of date is ever sent, however long an edit had to wait.
 */
export async function tendEdits(context: WorkerContext, scope: string): Promise<void> {
  const { channels, progress, leases, edits, owner, randomId } = context;
  const { platform, chat } = readEditScope(scope);
  const channel = channels.get(platform);
  // Only those of platforms that are served here are leased.
  if (!channel) return;
  const pace = channel.paceOf ? channel.paceOf(chat) : anyPace;
  if (!pace) return progress.remove(scope);
  // The schedule itself says when the chat is due next, and keeps two processes from one message.
  leases.letGo(progress, scope);
  const began = performance.now();
  const taken = await edits.take(scope, pace, `${owner}-${randomId()}`);
  if (!taken) return;
  const renewal = setInterval(() => {
    edits.renew(taken).catch((error: unknown) => {
      context.logger.debug({ generationId: taken.generationId, error }, 'An edit could not be renewed');
    });
  }, renewMs);
  let result: EditResult = { how: 'unchanged', againMs: afterTroubleMs };
  let lapsed = false;
  try {
    result = await show(context, channel, taken);
    lapsed = performance.now() - began > suspiciousMs && !(await edits.holds(taken));
  } finally {
    clearInterval(renewal);
    await edits.put(taken, result);
  }
  if (lapsed && result.how !== 'unchanged' && result.how !== 'refused') await uncover(context, taken);
}

/**
 * This process stood still in the middle of an edit for so long that it counted as dead: an outcome that was posted
 * meanwhile is covered by now, and is put over the edit again.
 */
async function uncover({ store, logger, now }: WorkerContext, { generationId }: TakenEdit): Promise<void> {
  for (let tries = 0; tries < uncoverTries; tries += 1) {
    const covered = await store.transition(generationId, (current) => {
      const next = deliveryAgain(current, now());
      return next && { next };
    });
    const { generation } = covered;
    if (covered.kind === 'changed') {
      logger.info({ generationId }, 'An edit came after the outcome, which is put over it again');
      return;
    }
    // One that is not over yet, or that is not told yet, comes after this edit anyway.
    if (generation.delivery.state !== 'posting') return;
    await sleep(uncoverMs, undefined, { ref: false });
  }
}

async function show(
  context: WorkerContext,
  channel: DeliveryChannel,
  { generationId }: TakenEdit,
): Promise<EditResult> {
  const began = performance.now();
  const view = await viewOf(context, generationId);
  if (!view) return { how: 'unchanged', againMs: undefined };
  // Stopped in between: what was read then may be out of date by now.
  if (performance.now() - began > suspiciousMs) return { how: 'unchanged', againMs: 0 };
  try {
    const shown = channel.showProgress(view, AbortSignal.timeout(editTimeoutMs));
    const { edited, againMs } = await inTime(shown, editTimeoutMs + slackMs, 'delivery-unavailable');
    return { how: edited ? 'edited' : 'unchanged', againMs };
  } catch (error) {
    if (!(error instanceof AppError)) {
      context.logger.warn({ generationId, error }, 'Progress could not be shown');
      return { how: 'unknown', againMs: afterTroubleMs };
    }
    if (error.code === 'delivery-rate-limited') return { how: 'refused', askedMs: error.retryAfterMs };
    // Without a clear refusal it may still arrive, perhaps after the outcome.
    const refused = error instanceof DeliveryError && (error.statusCode ?? 500) < 500;
    const againMs = Math.max(afterTroubleMs, error.retryAfterMs ?? 0);
    return { how: refused ? 'unchanged' : 'unknown', againMs };
  }
}

/** Read while the edit is marked as under way: an outcome that is stored from now on waits for its end. */
async function viewOf(
  { store, live, progressDesk }: WorkerContext,
  generationId: string,
): Promise<ProgressView | undefined> {
  const generation = await store.get(generationId);
  if (!generation || isTerminal(statusOf(generation))) return undefined;
  const standing = await progressDesk.of(generation);
  if (!standing) return undefined;
  const preview = standing.previewSequence === undefined ? undefined : await live.preview(generationId);
  return { ...standing, generation, ...(preview ? { preview } : {}) };
}
