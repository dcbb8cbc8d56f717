import { env, stdout } from 'node:process';
import type { Parameters } from 'fast-check';

/** How long one target is fuzzed: LIMNER_FUZZ_SECONDS (`npm run fuzz -- 60`), a moment in the usual run of the tests. */
export const fuzzSeconds = Number(env['LIMNER_FUZZ_SECONDS'] ?? 0.3);

/** What everything random of this file begins with: fresh in each run, or LIMNER_FUZZ_SEED to repeat one. */
export const fuzzSeed = Number(env['LIMNER_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
stdout.write(`Fuzzing with LIMNER_FUZZ_SEED=${fuzzSeed}\n`);

/** For vitest: the longest that a target may take. */
export const fuzzTimeoutMs = (fuzzSeconds + 60) * 1_000;

/** Parameters of a run that ends by the clock. A failure tells its seed and the smallest input that was found. */
export function byTheClock<T>(): Parameters<T> {
  return {
    seed: fuzzSeed,
    numRuns: 1_000_000_000,
    interruptAfterTimeLimit: fuzzSeconds * 1_000,
    markInterruptAsFailure: false,
  };
}
