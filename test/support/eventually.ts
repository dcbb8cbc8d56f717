import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How long a wait for something that has to happen goes on before it is called a failure, in ms. No measure of how fast
 * anything is: a machine with much else to do takes several times as long. Below the time that a test may take, so that
 * the failure says what was waited for.
 */
export const patienceMs = 20_000;

/**
 * Calls `check` until it neither throws nor returns false, and gives back what it returned; after `timeoutMs`
 * (`patienceMs`) the last failure is thrown. For things that happen soon, without a fixed sleep.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  options: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, false>> {
  const deadline = performance.now() + (options.timeoutMs ?? patienceMs);
  for (;;) {
    try {
      const value = await check();
      if (value !== false) return value as Exclude<T, false>;
      if (performance.now() >= deadline) throw new Error('Still false when the time was up');
    } catch (error) {
      if (performance.now() >= deadline) throw error;
    }
    await sleep(options.everyMs ?? 10);
  }
}
