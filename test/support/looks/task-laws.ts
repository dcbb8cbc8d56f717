/** How long tasks take, as a distribution that can be integrated exactly. Seconds. */
export interface TaskLaw {
  readonly name: string;
  /** Probability that a task has ended after this many seconds. */
  readonly cdf: (seconds: number) => number;
}

/** Log-normal, by its median and its 95th percentile. */
export function logNormal(median: number, p95: number): TaskLaw {
  const sigma = Math.log(p95 / median) / 1.6448536;
  return {
    name: `log-normal ${median}/${p95}`,
    cdf: (seconds) => (seconds <= 0 ? 0 : normalCdf(Math.log(seconds / median) / sigma)),
  };
}

/** A share of tasks of one law, the rest of another. */
export function mixture(name: string, share: number, first: TaskLaw, second: TaskLaw): TaskLaw {
  return { name, cdf: (seconds) => share * first.cdf(seconds) + (1 - share) * second.cdf(seconds) };
}

/** The same law, slower by a factor. */
export function slower(law: TaskLaw, factor: number): TaskLaw {
  return { name: `${law.name} × ${factor}`, cdf: (seconds) => law.cdf(seconds / factor) };
}

/** The laws that looking is measured by: one model and size, several mixed, two-humped. */
export const measuredLaws: readonly TaskLaw[] = [
  logNormal(46, 70),
  logNormal(12, 18),
  logNormal(12, 30),
  logNormal(46, 130),
  mixture('two-humped 25 and 90', 0.7, logNormal(25, 25 * 1.28), logNormal(90, 90 * 1.28)),
];

/** Draws a duration: the law's quantile by bisection. @param uniform in [0, 1) */
export function drawSeconds(law: TaskLaw, uniform: number): number {
  let low = 0;
  let high = 4_000;
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (law.cdf(middle) < uniform) low = middle;
    else high = middle;
  }
  return high;
}

/** A small seeded generator of numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7. */
function normalCdf(value: number): number {
  const x = Math.abs(value) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - poly * Math.exp(-x * x);
  return value >= 0 ? 0.5 * (1 + erf) : 0.5 * (1 - erf);
}
