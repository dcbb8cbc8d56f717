import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import type { WorkerContext } from './worker-context.ts';

/** How long something that cannot be learnt again is held on to while the store is away, milliseconds. */
const holdForMs = 10 * 60_000;

/**
 * Writes what only this process knows (a gateway's answer, a message that was posted), waiting for the store to come
 * back where it is away. `write` may be called again after it has taken effect.
 */
export async function persist<T>(context: Pick<WorkerContext, 'now'>, write: () => Promise<T>): Promise<T> {
  const until = context.now() + holdForMs;
  for (let waitMs = 50; ; waitMs = Math.min(1_000, 2 * waitMs)) {
    try {
      return await write();
    } catch (error) {
      const away = error instanceof AppError && error.code === 'store-unavailable';
      if (!away || context.now() >= until) throw error;
    }
    // A process that ends does not wait for this.
    await sleep(waitMs, undefined, { ref: false });
  }
}
