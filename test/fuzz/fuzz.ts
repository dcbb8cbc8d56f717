import { env, stdout } from 'node:process';
import fc from 'fast-check';

/** How long one target is fuzzed: LIMNER_FUZZ_SECONDS (`npm run fuzz -- 60`), a moment in the usual run of the tests. */
export const fuzzSeconds = Number(env['LIMNER_FUZZ_SECONDS'] ?? 0.3);

/** What everything random of this file begins with: fresh in each run, or LIMNER_FUZZ_SEED to repeat one. */
export const fuzzSeed = Number(env['LIMNER_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
stdout.write(`Fuzzing with LIMNER_FUZZ_SEED=${fuzzSeed}\n`);

/** For vitest: the longest that a target may take. */
export const fuzzTimeoutMs = (fuzzSeconds + 60) * 1_000;

/**
 * Runs a property until its time is up, but once at least, however slow the machine is.
 *
 * @throws Error with the seed and the smallest input for which it does not hold
 */
export async function fuzz<T>(property: fc.IRawProperty<T>): Promise<void> {
  for (let timeMs = fuzzSeconds * 1_000; ; timeMs *= 4) {
    const details = await fc.check(property, {
      seed: fuzzSeed,
      numRuns: 1_000_000_000,
      interruptAfterTimeLimit: timeMs,
      markInterruptAsFailure: false,
    });
    if (details.interrupted && details.numRuns === 0) continue;
    if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
    return;
  }
}
