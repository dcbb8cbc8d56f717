import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls `check` until it neither throws nor returns false, and gives back what it returned; after `timeoutMs`
 * (5,000) the last failure is thrown. For things that happen soon, without a fixed sleep.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  options: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, false>> {
  const deadline = performance.now() + (options.timeoutMs ?? 5000);
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
