import { binStartMs } from './duration-histogram.ts';

/** How far off a gateway's progress may be (sigma of the logarithm), and how much is left to the case that it means nothing. */
const sigma = 0.25;
const meaningless = 0.02;

/**
 * What a gateway's progress says about one task, as a factor for each bin of its law: half done after a minute makes two
 * minutes likely. Undefined where it says nothing yet.
 *
 * @param percent 0 to 100
 */
export function progressHint(percent: number, elapsedMs: number): ((bin: number) => number) | undefined {
  if (percent < 5 || percent >= 100 || elapsedMs <= 0) return undefined;
  const expected = Math.log((elapsedMs * 100) / percent);
  return (bin) => {
    const middle = (binStartMs(bin) + binStartMs(bin + 1)) / 2;
    return meaningless + Math.exp(-0.5 * ((Math.log(middle) - expected) / sigma) ** 2);
  };
}
