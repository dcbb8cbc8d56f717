import { binCount, binOf, binStartMs } from './duration-histogram.ts';
import type { DurationHistogram } from './duration-histogram.ts';

/**
 * What a histogram says about a task that has not ended yet. Within a bin the hazard is constant; behind the last task seen
 * it falls slowly, as it does for everything that already took longer than all others.
 */
export interface DurationLaw {
  /** Tasks that it was learned from, ever. */
  readonly seen: number;
  /** Probability that a task has not ended at the start of each bin. */
  readonly survival: Float64Array;
  /** Ends per second in each bin, of those that have not ended. */
  readonly hazard: Float64Array;
}

/** Tasks that were never seen and may be anywhere: keeps the hazard above zero everywhere. */
const unseenTasks = 0.05;
/** How far a task's weight reaches into the bins beside its own, in bins (sigma). */
const blurBins = 0.8;

/** @param sharpen multiplies a bin's weight: what else is known about this one task */
export function lawOf(histogram: DurationHistogram, sharpen?: (bin: number) => number): DurationLaw {
  const weights = blurred(histogram);
  let total = 0;
  for (let bin = 0; bin < binCount; bin += 1) {
    const weight = ((weights[bin] ?? 0) + unseenTasks / binCount) * (sharpen?.(bin) ?? 1);
    weights[bin] = weight;
    total += weight;
  }
  const survival = new Float64Array(binCount + 1);
  const hazard = new Float64Array(binCount);
  let left = total;
  for (let bin = 0; bin < binCount; bin += 1) {
    survival[bin] = left / total;
    const after = Math.max(left - (weights[bin] ?? 0), left * 1e-9, Number.MIN_VALUE);
    hazard[bin] = Math.log(left / after) / secondsOf(bin);
    left = after;
  }
  survival[binCount] = 0;
  return { seen: histogram.seen, survival, hazard };
}

/** The duration below which a share of tasks ends, of those that last longer than `elapsedMs`. */
export function quantileMs(law: DurationLaw, share: number, elapsedMs = 0): number {
  const wanted = survivalAt(law, elapsedMs) * (1 - share);
  for (let bin = binOf(elapsedMs); bin < binCount; bin += 1) {
    const end = law.survival[bin + 1] ?? 0;
    if (end > wanted) continue;
    const start = law.survival[bin] ?? 0;
    const [from, to] = [binStartMs(bin), binStartMs(bin + 1)];
    const within = start === end ? 1 : (start - wanted) / (start - end);
    return Math.max(elapsedMs, from + (to - from) * within);
  }
  return Math.max(elapsedMs, binStartMs(binCount));
}

/** The probability that a task lasts longer than this. */
export function survivalAt(law: DurationLaw, elapsedMs: number): number {
  const bin = binOf(elapsedMs);
  const start = law.survival[bin] ?? 0;
  const end = law.survival[bin + 1] ?? 0;
  const [from, to] = [binStartMs(bin), binStartMs(bin + 1)];
  return start - (start - end) * Math.min(1, Math.max(0, (elapsedMs - from) / (to - from)));
}

function secondsOf(bin: number): number {
  return (binStartMs(bin + 1) - binStartMs(bin)) / 1_000;
}

/** Weights in tasks, each spread a little: a hundred tasks do not fill the bins evenly. */
function blurred({ counts, unit }: DurationHistogram): Float64Array {
  const weights = new Float64Array(binCount);
  const reach = kernel.length - 1;
  for (let bin = 0; bin < binCount; bin += 1) {
    const tasks = (counts[bin] ?? 0) / unit;
    if (tasks === 0) continue;
    for (let step = -reach; step <= reach; step += 1) {
      const at = Math.min(binCount - 1, Math.max(0, bin + step));
      weights[at] = (weights[at] ?? 0) + tasks * (kernel[Math.abs(step)] ?? 0);
    }
  }
  return weights;
}

const kernel = gaussian(blurBins);

function gaussian(sigma: number): readonly number[] {
  const half = Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, step) =>
    Math.exp(-0.5 * (step / sigma) ** 2),
  );
  const sum = half.reduce((total, value, step) => total + (step === 0 ? value : 2 * value), 0);
  return half.map((value) => value / sum);
}
