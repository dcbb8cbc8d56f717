import type { TaskLaw } from './task-laws.ts';

/** What a way of looking costs for one task, on average. */
export interface LookCost {
  /** Seconds between the end of a task and the look that finds it ended. */
  readonly delay: number;
  readonly looks: number;
}

/** When to look next at a task that had not ended after `elapsed` seconds. Must not depend on anything else. */
export type LookPlan = (elapsed: number) => number;

const step = 0.125;
const horizon = 1_200;

/** The exact cost of a plan under a law, by integration. */
export function exactCost(law: TaskLaw, plan: LookPlan): LookCost {
  let delay = 0;
  let looks = 0;
  let at = 0;
  while (at < horizon) {
    const left = 1 - law.cdf(at);
    if (left < 1e-9) break;
    const next = plan(at);
    looks += left;
    delay += integral(law, at, next) - law.cdf(at) * (next - at);
    at = next;
  }
  return { delay, looks };
}

/** Seconds of waiting that a plan costs, looks priced. */
export function priced({ delay, looks }: LookCost, price: number): number {
  return delay + price * looks;
}

/**
 * The cheapest plan there is for somebody who knows the law: dynamic programming over a grid of an eighth of a second, looks
 * never closer than `floor` seconds.
 */
export function optimalPlan(law: TaskLaw, price: number, floor: number): LookPlan {
  const cells = horizon / step;
  const cdf = Float64Array.from({ length: cells + 1 }, (_, cell) => law.cdf(cell * step));
  const area = new Float64Array(cells + 1);
  for (let cell = 1; cell <= cells; cell += 1) {
    area[cell] = (area[cell - 1] ?? 0) + (step * ((cdf[cell - 1] ?? 0) + (cdf[cell] ?? 0))) / 2;
  }
  const cost = new Float64Array(cells + 1);
  const next = new Int32Array(cells + 1).fill(cells);
  const floorCells = Math.ceil(floor / step);
  const longest = 120 / step;
  for (let cell = cells - 1; cell >= 0; cell -= 1) {
    const left = 1 - (cdf[cell] ?? 0);
    let best = Infinity;
    for (let to = cell + floorCells; to <= Math.min(cells, cell + longest); to += 1) {
      const waited = (area[to] ?? 0) - (area[cell] ?? 0) - (cdf[cell] ?? 0) * (to - cell) * step;
      const value = waited + price * left + (cost[to] ?? 0);
      if (value >= best) continue;
      best = value;
      next[cell] = to;
    }
    cost[cell] = best === Infinity ? 0 : best;
  }
  return (elapsed) => (next[Math.min(cells, Math.round(elapsed / step))] ?? cells) * step;
}

/** The first look after `first` seconds, then one every `every`. */
export function fixedPlan(first: number, every: number): LookPlan {
  return (elapsed) => (elapsed < first ? first : elapsed + every);
}

function integral(law: TaskLaw, from: number, to: number): number {
  const cells = Math.max(8, 4 * Math.ceil(to - from));
  const width = (to - from) / cells;
  let sum = (law.cdf(from) + law.cdf(to)) / 2;
  for (let cell = 1; cell < cells; cell += 1) sum += law.cdf(from + cell * width);
  return sum * width;
}
