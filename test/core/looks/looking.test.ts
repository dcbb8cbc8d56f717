import { describe, expect, it } from 'vitest';
import { exactCost, fixedPlan, optimalPlan, priced } from '../../support/looks/look-costs.ts';
import { learningCost, tasksUntilClose } from '../../support/looks/learning-plan.ts';
import { logNormal, measuredLaws, slower } from '../../support/looks/task-laws.ts';
import type { TaskLaw } from '../../support/looks/task-laws.ts';

const price = 0.2;
const floor = 2;
const optimum = (law: TaskLaw): number => priced(exactCost(law, optimalPlan(law, price, floor)), price);

describe('Looking by what was learned, on a virtual clock', () => {
  it('costs next to nothing more than the best plan of somebody who knows the law', () => {
    const table = measuredLaws.map((law) => {
      const learned = learningCost(law, { price, floor, seed: 1 });
      return {
        law: law.name,
        best: optimum(law),
        learned: priced(learned, price) / optimum(law),
        advice: priced(exactCost(law, fixedPlan(15, 4)), price) / optimum(law),
        everyThree: priced(exactCost(law, fixedPlan(3, 3)), price) / optimum(law),
        ...learned,
      };
    });

    const mean = (pick: (row: (typeof table)[number]) => number): number =>
      Math.exp(table.reduce((sum, row) => sum + Math.log(pick(row)), 0) / table.length);
    expect(mean(({ learned }) => learned)).toBeLessThan(1.06);
    expect(Math.max(...table.map(({ learned }) => learned))).toBeLessThan(1.12);
    expect(mean(({ advice }) => advice)).toBeGreaterThan(1.25);
    expect(mean(({ everyThree }) => everyThree)).toBeGreaterThan(1.25);
  });

  it.each([
    { law: logNormal(46, 70), fixed: fixedPlan(15, 4), price: 0.105, ratio: 0.6 },
    { law: logNormal(12, 18), fixed: fixedPlan(4, 4), price: 0.2, ratio: 0.55 },
  ])('finds $law.name ended in little more than half the time for the same looks', (row) => {
    const grid = exactCost(row.law, row.fixed);
    const learned = learningCost(row.law, { price: row.price, floor, seed: 77 });

    expect(learned.looks / grid.looks).toBeLessThan(1.03);
    expect(learned.delay / grid.delay).toBeLessThan(row.ratio);
  });

  it.each([
    { law: logNormal(46, 70), factor: 2 },
    { law: logNormal(46, 70), factor: 0.5 },
    { law: logNormal(12, 18), factor: 3 },
    { law: logNormal(30, 34.2), factor: 1.4 },
  ])('follows $law.name × $factor within a few dozen tasks', ({ law, factor }) => {
    const changed = slower(law, factor);

    const tasks = tasksUntilClose(law, changed, { price, floor, seed: 5, ratio: 1.35 });

    expect(tasks).toBeLessThan(48);
  });

  it('stays with the advice until eight tasks have ended', () => {
    const first = learningCost(logNormal(12, 18), { price, floor, seed: 3, warmUp: 0, tasks: 8 });

    expect(first).toEqual(exactCost(logNormal(12, 18), fixedPlan(15, 4)));
  });
});
