import { describe, expect, it } from 'vitest';
import { binCount, emptyHistogram, learn } from '../../../src/core/looks/duration-histogram.ts';
import { lawOf } from '../../../src/core/looks/duration-law.ts';
import type { DurationLaw } from '../../../src/core/looks/duration-law.ts';
import { LookPrice } from '../../../src/core/looks/look-price.ts';
import { nextLookMs } from '../../../src/core/looks/next-look.ts';
import { progressHint } from '../../../src/core/looks/progress-hint.ts';

const bounds = { floorMs: 2_000, longestMs: 40_000, price: 0.2 };

/** As likely to end in every second, 20 s on average. */
const memoryless: DurationLaw = {
  seen: 100,
  survival: new Float64Array(binCount + 1),
  hazard: new Float64Array(binCount).fill(1 / 20),
};

describe('The next look', () => {
  it('comes after the square root of twice the price over the hazard, wherever the task stands', () => {
    const expected = 1_000 * Math.sqrt(2 * 0.2 * 20);

    for (const elapsed of [0, 700, 12_345, 600_000]) {
      expect(nextLookMs(memoryless, elapsed, bounds) - elapsed).toBeCloseTo(expected, 3);
    }
  });

  it('is never sooner than the gateway allows nor later than the bound', () => {
    const soon = nextLookMs(memoryless, 10_000, { ...bounds, price: 0.001 });
    const late = nextLookMs(memoryless, 10_000, { ...bounds, price: 1_000 });
    const past = nextLookMs(memoryless, 9_000_000, { ...bounds, price: 1_000 });

    expect([soon, late, past]).toEqual([12_000, 50_000, 9_040_000]);
  });

  it('waits for the first task to end that can end', () => {
    let histogram = emptyHistogram();
    for (let task = 0; task < 100; task += 1) histogram = learn(histogram, { afterMs: 28_000, byMs: 32_000 });
    const law = lawOf(histogram);

    const first = nextLookMs(law, 0, bounds);

    expect(first).toBeGreaterThan(25_000);
    expect(first).toBeLessThan(31_000);
    expect(nextLookMs(law, 30_000, bounds)).toBe(32_000);
  });

  it('believes a gateway that says how far it is, but not against all experience', () => {
    let histogram = emptyHistogram();
    for (let task = 0; task < 200; task += 1) {
      const byMs = 20_000 + 1_000 * ((task * 37) % 100);
      histogram = learn(histogram, { afterMs: byMs - 2_000, byMs });
    }
    const soon = { ...bounds, longestMs: 120_000 };
    const next = (percent?: number): number => {
      const hint = percent === undefined ? undefined : progressHint(percent, 40_000);
      return nextLookMs(lawOf(histogram, hint), 40_000, soon);
    };
    const stuck = progressHint(99, 300_000);

    expect(next(35)).toBeGreaterThan(next() + 4_000);
    expect(next(90)).toBeLessThan(next() - 2_000);
    expect(nextLookMs(lawOf(histogram, stuck), 300_000, soon)).toBeLessThan(325_000);
    expect(progressHint(0, 10_000)).toBeUndefined();
  });
});

describe('The price of a look', () => {
  it('stays as it is while the gateway takes every look', () => {
    let at = 0;
    const price = new LookPrice({ usual: 0.2, now: () => at });
    for (; at < 60_000; at += 10) price.asked();

    expect(price.value).toBe(0.2);
  });

  it('rises until the demand fits what the gateway takes, never above its limit, and falls again', () => {
    let at = 0;
    const price = new LookPrice({ usual: 0.2, now: () => at });
    const second = (demand: number, taken: number): void => {
      for (let look = 0; look < demand; look += 1) price.asked(look >= taken);
      at += 1_000;
    };

    // What is asked follows the price as it does in life: looks go with its inverse square root.
    for (let round = 0; round < 30; round += 1) second(Math.round(100 * Math.sqrt(0.2 / price.value)), 40);
    const short = price.value;
    for (let round = 0; round < 5; round += 1) second(5_000, 10);
    const shortest = price.value;
    for (let round = 0; round < 300; round += 1) second(1, 1);

    expect(100 * Math.sqrt(0.2 / short)).toBeLessThan(60);
    expect(100 * Math.sqrt(0.2 / short)).toBeGreaterThan(20);
    expect(shortest).toBe(8);
    expect(price.value).toBe(0.2);
  });
});
