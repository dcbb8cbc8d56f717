import { describe, expect, it } from 'vitest';
// prettier-ignore
import {
  binCount, binOf, binStartMs, emptyHistogram, learn, packHistogram, unpackHistogram,
} from '../../../src/core/looks/duration-histogram.ts';
import type { DurationHistogram } from '../../../src/core/looks/duration-histogram.ts';
import { lawOf, quantileMs, survivalAt } from '../../../src/core/looks/duration-law.ts';

function learned(ends: readonly (readonly [number, number?])[]): DurationHistogram {
  return ends.reduce(
    (histogram, [afterMs, byMs]) => learn(histogram, { afterMs, ...(byMs === undefined ? {} : { byMs }) }),
    emptyHistogram(),
  );
}

describe('The histogram of how long tasks take', () => {
  it('has a bin for every duration, each as far from the last as the one before', () => {
    const durations = [0, 1, 499, 500, 530, 60_000, 3_599_000, 1e9];

    expect(durations.map(binOf)).toEqual([0, 0, 0, 1, 2, 83, binCount - 1, binCount - 1]);
    for (let bin = 1; bin < binCount; bin += 1) {
      expect(binStartMs(bin + 1) / binStartMs(bin)).toBeCloseTo(1.06, 9);
      expect(binOf(binStartMs(bin) + 0.01)).toBe(bin);
    }
  });

  it('lays a task only where it can have ended', () => {
    const { counts } = learned([[20_000, 30_000]]);

    const filled = [...counts.keys()].filter((bin) => (counts[bin] ?? 0) > 0);
    expect([filled[0], filled.at(-1)]).toEqual([binOf(20_000), binOf(30_000)]);
  });

  it('lays a task that is only known to have ended some time where others were seen to end', () => {
    const narrow = Array.from({ length: 40 }, () => [29_000, 31_000] as const);

    const before = learned(narrow);
    const after = learn(before, { afterMs: 0, byMs: 60_000 });

    const gained = (from: number, to: number): number => {
      let sum = 0;
      for (let bin = binOf(from); bin <= binOf(to); bin += 1)
        sum += (after.counts[bin] ?? 0) - (before.counts[bin] ?? 0);
      return sum / after.unit;
    };
    expect(gained(26_000, 34_000)).toBeGreaterThan(0.95);
  });

  it('counts a task that was given up as one that lasts longer', () => {
    const some = Array.from({ length: 20 }, (_, task) => [task % 2 ? 9_000 : 99_000, task % 2 ? 10_000 : 100_000] as const); // prettier-ignore

    const law = lawOf(learned(some));
    const censored = lawOf(learned([...some, ...Array.from({ length: 10 }, () => [50_000] as const)]));

    expect(survivalAt(law, 50_000)).toBeCloseTo(0.5, 1);
    expect(survivalAt(censored, 50_000)).toBeCloseTo(20 / 30, 1);
  });

  it('fits into a few hundred characters and comes back the same', () => {
    let histogram = emptyHistogram();
    for (let task = 0; task < 3_000; task += 1) {
      const byMs = 5_000 + ((task * 7_919) % 100_000);
      histogram = learn(histogram, { afterMs: byMs - 2_500, byMs });
    }

    const text = packHistogram(histogram);
    const read = unpackHistogram(text);

    expect(text.length).toBeLessThan(400);
    expect([...read.counts]).toEqual([...histogram.counts]);
    expect(read.seen).toBe(3_000);
    expect(read.unit / histogram.unit).toBeCloseTo(1, 6);
    expect(read.place).toBeCloseTo(histogram.place, 3);
  });

  it('takes a text that it does not know for an empty one', () => {
    expect(unpackHistogram('/v7//v7//v7//v7//v4=')).toEqual(emptyHistogram());
    expect(unpackHistogram('')).toEqual(emptyHistogram());
  });

  it('never counts more than its bins can hold, and forgets slowly', () => {
    let histogram = emptyHistogram();
    for (let task = 0; task < 20_000; task += 1)
      histogram = learn(histogram, { afterMs: 10_000, byMs: 10_001 });

    const tasks = (histogram.counts[binOf(10_000)] ?? 0) / histogram.unit;
    expect(Math.max(...histogram.counts)).toBeLessThanOrEqual(60_000);
    expect(tasks).toBeGreaterThan(300);
    expect(tasks).toBeLessThan(350);
  });
});

describe('The law of a histogram', () => {
  const uniform = lawOf(
    learned(
      Array.from({ length: 200 }, (_, task) => {
        const byMs = 10_100 + 100 * ((task * 77) % 200);
        return [byMs - 100, byMs] as const;
      }),
    ),
  );

  it('tells the median of all tasks and of those that are left', () => {
    expect(quantileMs(uniform, 0.5) / 20_000).toBeCloseTo(1, 1);
    expect(quantileMs(uniform, 0.5, 20_000) / 25_000).toBeCloseTo(1, 1);
  });

  it('never expects an end in the past, however long a task lasts', () => {
    for (const elapsedMs of [0, 29_000, 31_000, 100_000, 3_000_000, 10_000_000]) {
      expect(quantileMs(uniform, 0.5, elapsedMs)).toBeGreaterThanOrEqual(elapsedMs);
    }
  });

  it('keeps the hazard above zero everywhere, so that a task is looked at for ever', () => {
    expect(Math.min(...uniform.hazard)).toBeGreaterThan(0);
    expect([...uniform.hazard].every(Number.isFinite)).toBe(true);
  });
});
