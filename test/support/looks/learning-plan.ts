import { emptyHistogram, learn } from '../../../src/core/looks/duration-histogram.ts';
import type { DurationHistogram } from '../../../src/core/looks/duration-histogram.ts';
import { lawOf } from '../../../src/core/looks/duration-law.ts';
import { nextLookMs } from '../../../src/core/looks/next-look.ts';
import { exactCost, fixedPlan, optimalPlan, priced } from './look-costs.ts';
import type { LookCost, LookPlan } from './look-costs.ts';
import { drawSeconds, seededRandom } from './task-laws.ts';
import type { TaskLaw } from './task-laws.ts';

export interface LearningOptions {
  readonly price: number;
  /** Seconds between two looks at least. */
  readonly floor: number;
  readonly seed: number;
  /** Looks fall on multiples of so many seconds, as where several are made together. */
  readonly grid?: number;
  /** Tasks learned before anything is scored (300), and tasks scored (2,000). */
  readonly warmUp?: number;
  readonly tasks?: number;
}

const advice = fixedPlan(15, 4);
const enough = 8;
/** Scored on every so many tasks: the exact cost of what is known then. */
const scoredEvery = 50;

/** A gateway's tasks one after the other, looked at by what was learned from those before. */
class LearningLooker {
  readonly plan: LookPlan;
  #histogram: DurationHistogram = emptyHistogram();
  #law = lawOf(this.#histogram);
  readonly #random: () => number;

  constructor({ price, floor, seed, grid }: LearningOptions) {
    const bounds = { floorMs: 1_000 * floor, longestMs: 40_000, price };
    this.#random = seededRandom(seed);
    this.plan = (elapsed) => {
      if (this.#histogram.seen < enough) return advice(elapsed);
      const next = nextLookMs(this.#law, 1_000 * elapsed, bounds) / 1_000;
      return grid === undefined ? next : Math.ceil(next / grid) * grid;
    };
  }

  /** Waits for one task to end. */
  watch(law: TaskLaw): void {
    const end = drawSeconds(law, this.#random());
    let last = 0;
    let at = 0;
    while (at < end) {
      last = at;
      at = this.plan(at);
    }
    this.#histogram = learn(this.#histogram, { afterMs: 1_000 * last, byMs: 1_000 * at });
    this.#law = lawOf(this.#histogram);
  }
}

/** The mean exact cost of looking by what was learned so far. */
export function learningCost(law: TaskLaw, options: LearningOptions): LookCost {
  const { warmUp = 300, tasks = 2_000 } = options;
  const looker = new LearningLooker(options);
  const costs: LookCost[] = [];
  for (let task = 0; task < warmUp + tasks; task += 1) {
    if (task >= warmUp && task % Math.min(scoredEvery, tasks) === 0) costs.push(exactCost(law, looker.plan));
    looker.watch(law);
  }
  const mean = (pick: (cost: LookCost) => number): number =>
    costs.reduce((sum, cost) => sum + pick(cost), 0) / costs.length;
  return { delay: mean(({ delay }) => delay), looks: mean(({ looks }) => looks) };
}

/** Tasks after a change of the law until looking costs less than `ratio` times the optimum again. */
export function tasksUntilClose(
  before: TaskLaw,
  after: TaskLaw,
  options: LearningOptions & { readonly ratio: number },
): number {
  const { price, floor, ratio } = options;
  const looker = new LearningLooker(options);
  for (let task = 0; task < 500; task += 1) looker.watch(before);
  const best = priced(exactCost(after, optimalPlan(after, price, floor)), price);
  let tasks = 0;
  while (priced(exactCost(after, looker.plan), price) / best >= ratio && tasks < 1_000) {
    looker.watch(after);
    tasks += 1;
  }
  return tasks;
}
