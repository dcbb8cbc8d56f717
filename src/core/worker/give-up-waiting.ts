import { longestWaitMs } from '../generation/effects.ts';
import { partRefused } from '../generation/ending-transitions.ts';
import type { Generation } from '../generation/generation.ts';
import type { WorkerContext } from './worker-context.ts';

/** Whether it has waited in line for longer than anybody would. */
export function hasWaitedTooLong(
  { parts, cancelRequestedAt, toConfirm, createdAt }: Generation,
  now: number,
): boolean {
  if (cancelRequestedAt !== undefined || toConfirm || now < createdAt + longestWaitMs) return false;
  return parts.some(({ state }) => state === 'waiting');
}

/** Ends the parts that wait: in line for too long, or for an agreement to the price. */
export async function giveUpWaiting({ store, now }: WorkerContext, generationId: string): Promise<void> {
  await store.transition(generationId, (current) => {
    let next = current;
    const code = current.toConfirm ? 'not-confirmed' : 'provider-unavailable';
    for (const part of current.parts) {
      if (part.state === 'waiting') next = partRefused(next, part.index, code, now()) ?? next;
    }
    return next === current ? undefined : { next };
  });
}
