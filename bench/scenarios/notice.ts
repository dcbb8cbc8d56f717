import { learningCost } from '../../test/support/looks/learning-plan.ts';
import { exactCost, fixedPlan, optimalPlan, priced } from '../../test/support/looks/look-costs.ts';
import type { LookCost } from '../../test/support/looks/look-costs.ts';
import { logNormal, measuredLaws } from '../../test/support/looks/task-laws.ts';
import type { TaskLaw } from '../../test/support/looks/task-laws.ts';
import { median, spread } from '../measure/statistics.ts';
import type { Row, Scenario } from '../scenario.ts';

const price = 0.2;
const floor = 2;

/** How soon an end is noticed and what that costs in looks, on a virtual clock, integrated exactly. */
export const notice: Scenario = {
  name: 'notice',
  run({ runs }) {
    const seeds = Array.from({ length: runs }, (_, run) => run + 1);
    const lines = measuredLaws.map((law) => byLaw(law, seeds));
    const mean = (pick: (line: Line) => number): number =>
      Math.exp(lines.reduce((sum, line) => sum + Math.log(pick(line)), 0) / lines.length);
    const ratio = mean(({ ratio }) => ratio);
    const rows: Row[] = [
      ...lines.map(({ row }) => row),
      {
        what: 'Cost over the optimum, geometric mean',
        measured: `${ratio.toFixed(3)} ×`,
        beside: `15 s then 4 s ${mean(({ advice }) => advice).toFixed(2)} ×`,
        ratio: `${ratio.toFixed(3)} ×`,
        target: '≤ 1.06 ×',
        met: ratio <= 1.06,
      },
      atEqualLooks(logNormal(46, 70), fixedPlan(15, 4), '15 s then 4 s', 0.57, seeds),
      atEqualLooks(logNormal(12, 18), fixedPlan(4, 4), 'every 4 s', 0.52, seeds),
      inBatches(seeds),
    ];
    return Promise.resolve(rows);
  },
};

interface Line {
  readonly row: Row;
  readonly ratio: number;
  readonly advice: number;
}

function byLaw(law: TaskLaw, seeds: readonly number[]): Line {
  const best = exactCost(law, optimalPlan(law, price, floor));
  const advice = exactCost(law, fixedPlan(15, 4));
  const costs = seeds.map((seed) => learningCost(law, { price, floor, seed }));
  const ratios = costs.map((cost) => priced(cost, price) / priced(best, price));
  const row = {
    what: `${law.name}: delay / looks`,
    measured: `${middle(costs, ({ delay }) => delay)} s / ${middle(costs, ({ looks }) => looks)}`,
    beside: `optimum ${best.delay.toFixed(2)} s / ${best.looks.toFixed(1)}; 15 s then 4 s ${advice.delay.toFixed(2)} s / ${advice.looks.toFixed(1)}`,
    ratio: spread(ratios, ' ×', 3),
    target: '',
  };
  return { row, ratio: median(ratios), advice: priced(advice, price) / priced(best, price) };
}

/** The delay at exactly as many looks as a fixed grid makes, found by the price. */
function atEqualLooks(
  law: TaskLaw,
  plan: ReturnType<typeof fixedPlan>,
  name: string,
  target: number,
  seeds: readonly number[],
): Row {
  const grid = exactCost(law, plan);
  const ratios = seeds.map((seed) => {
    let [low, high] = [0.02, 2];
    for (let step = 0; step < 9; step += 1) {
      const middlePrice = Math.sqrt(low * high);
      const { looks } = learningCost(law, { price: middlePrice, floor, seed, tasks: 1_000 });
      if (looks > grid.looks) low = middlePrice;
      else high = middlePrice;
    }
    return learningCost(law, { price: Math.sqrt(low * high), floor, seed }).delay / grid.delay;
  });
  return {
    what: `${law.name}: delay at equal looks`,
    measured: spread(ratios, ' ×', 3),
    beside: `${name}: ${grid.delay.toFixed(2)} s / ${grid.looks.toFixed(1)}`,
    ratio: `${median(ratios).toFixed(3)} ×`,
    target: `≤ ${target} ×`,
    met: median(ratios) <= target + 0.005,
  };
}

/** With a batch endpoint a look costs next to nothing, and due looks wait for each other up to a sixth of a second. */
function inBatches(seeds: readonly number[]): Row {
  const costs = measuredLaws.map((law) => {
    const delays = seeds.map((seed) => learningCost(law, { price: 0.05, floor, seed, grid: 0.16 }).delay);
    return median(delays);
  });
  const worst = Math.max(...costs);
  return {
    what: 'Delay with a batch endpoint, worst law',
    measured: `${worst.toFixed(2)} s (${costs.map((cost) => cost.toFixed(2)).join(', ')})`,
    beside: 'least possible at a floor of 2 s: 1.00 s',
    ratio: `${worst.toFixed(2)} ×`,
    target: '≤ 1.3 s',
    met: worst <= 1.3,
  };
}

function middle(costs: readonly LookCost[], pick: (cost: LookCost) => number): string {
  return median(costs.map(pick)).toFixed(2);
}
