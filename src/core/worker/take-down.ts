import { AppError } from '../errors.ts';
import { postsTakenDown } from '../generation/delivery-transitions.ts';
import type { DueSet } from '../storage/due-set.ts';
import { inTime } from './in-time.ts';
import type { WorkerContext } from './worker-context.ts';

const timeoutMs = 30_000;
const pauseMs = 15_000;

/** Takes the post of a reported picture away (`<generation>:<index>`), wherever it is; what cannot be reached is left. */
export async function takeDown(context: WorkerContext, due: DueSet, member: string): Promise<void> {
  const { channels, store, logger, now, leases } = context;
  const [generationId = '', index = '0'] = member.split(':');
  const generation = await store.get(generationId);
  if (!generation) return due.remove(member);
  const channel = channels.get(generation.target.platform);
  // No channel for this platform in this process: another one may have it.
  if (!channel) return leases.postpone(due, member, Math.ceil(now() + pauseMs));
  if (!channel.removePosts) return due.remove(member);
  try {
    const work = channel.removePosts(generation, Number(index), AbortSignal.timeout(timeoutMs));
    await inTime(work, timeoutMs + 2_000, 'delivery-unavailable');
    logger.info({ generationId }, 'A post was taken away on an admin’s word');
    await store.transition(generationId, (current) => {
      const next = postsTakenDown(current, Number(index));
      return next && { next };
    });
    return await due.remove(member);
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal';
    logger.warn({ generationId, code, error }, 'A post could not be taken away');
    if (!(error instanceof AppError) || !error.retryable) return due.remove(member);
    return leases.postpone(due, member, Math.ceil(now() + (error.retryAfterMs ?? pauseMs)));
  }
}
