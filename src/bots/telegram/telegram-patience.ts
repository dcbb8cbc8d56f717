import { setTimeout as sleep } from 'node:timers/promises';
import { telegramFailure } from './telegram-error.ts';

export interface PatienceOptions {
  /** True for edits and answers: a second call changes nothing. A message is never sent again on a lost answer. */
  readonly repeatable: boolean;
  /** Ends the waiting; the last failure is thrown then. */
  readonly signal: AbortSignal;
  /** How long to go on, milliseconds (120,000). */
  readonly patienceMs?: number;
}

/** Makes a call again where that can do no harm: asked to wait, not reached, or repeatable. @throws what grammY throws */
export async function patiently<T>(call: () => Promise<T>, options: PatienceOptions): Promise<T> {
  const { repeatable, signal, patienceMs = 120_000 } = options;
  const deadline = performance.now() + patienceMs;
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 10_000)) {
    try {
      return await call();
    } catch (error) {
      const failure = telegramFailure(error);
      const harmless =
        failure?.kind === 'rate-limited' ||
        failure?.kind === 'unreached' ||
        (failure?.kind === 'unknown' && repeatable);
      const asked = failure?.kind === 'rate-limited' ? failure.retryAfterMs : undefined;
      const waitMs = asked ?? pauseMs;
      if (!harmless || signal.aborted || performance.now() + waitMs > deadline) throw error;
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
