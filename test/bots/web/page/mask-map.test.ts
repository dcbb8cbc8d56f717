import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MaskHistory } from '../../../../src/bots/web/page/region/mask-history.ts';
import { MaskMap, type Point } from '../../../../src/bots/web/page/region/mask-map.ts';

function distance({ x, y }: Point, a: Point, b: Point): number {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const along = length === 0 ? 0 : ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - a.x - t * (b.x - a.x), y - a.y - t * (b.y - a.y));
}

const coordinate = fc.double({ min: -20, max: 60, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });
const radius = fc.double({ min: 0.8, max: 18, noNaN: true });

describe('MaskMap', () => {
  it('marks the pixels within the brush, and no other', () => {
    fc.assert(
      fc.property(point, point, radius, (from, to, reach) => {
        const mask = new MaskMap(41, 33);
        const box = mask.stroke(from, to, reach, 1);
        const wrong: string[] = [];
        for (let y = 0; y < mask.height; y += 1) {
          for (let x = 0; x < mask.width; x += 1) {
            const far = distance({ x: x + 0.5, y: y + 0.5 }, from, to);
            // On the very edge rounding decides.
            if (Math.abs(far - reach) < 1e-6) continue;
            const isMarked = mask.pixels[y * mask.width + x] === 1;
            const isInBox = x >= box.left && x < box.right && y >= box.top && y < box.bottom;
            if (isMarked !== far < reach || (isMarked && !isInBox)) wrong.push(`${x},${y} at ${far}`);
          }
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('marks at least the pixel that the thinnest brush touches', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9.999, noNaN: true }), (x) => {
        const mask = new MaskMap(10, 10);
        mask.stroke({ x, y: 4.2 }, { x, y: 4.2 }, 0.01, 1);
        expect(mask.pixels[40 + Math.floor(x)]).toBe(1);
      }),
    );
  });

  it('erases, fills, inverts and counts', () => {
    const mask = new MaskMap(8, 4);

    mask.fill(1);
    mask.stroke({ x: 4, y: 2 }, { x: 4, y: 2 }, 1.2, 0);
    expect(mask.count()).toBe(28);
    mask.invert();
    expect(mask.count()).toBe(4);
    mask.fill(0);
    expect(mask.count()).toBe(0);
  });
});

describe('MaskHistory', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('stroke' as const),
      from: point,
      to: point,
      radius,
      value: fc.constantFrom(0 as const, 1 as const),
    }),
    fc.record({ kind: fc.constantFrom('fill' as const, 'invert' as const, 'abandoned' as const) }),
  );

  it('takes every step back and makes it again, to the pixel', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const mask = new MaskMap(37, 29);
        const history = new MaskHistory(mask);
        const states = [mask.pixels.slice()];
        for (const one of steps) {
          if (one.kind === 'abandoned') {
            history.abandon(mask.stroke({ x: 9, y: 9 }, { x: 20, y: 3 }, 5, 1));
            continue;
          }
          const box =
            one.kind === 'stroke'
              ? mask.stroke(one.from, one.to, one.radius, one.value)
              : one.kind === 'fill'
                ? mask.fill(1)
                : mask.invert();
          history.commit(box);
          const last = states.at(-1);
          // A step that changed nothing is none.
          if (last && Buffer.compare(last, mask.pixels) !== 0) states.push(mask.pixels.slice());
        }

        for (const state of states.slice(0, -1).reverse()) {
          expect(history.undo()).toBeDefined();
          expect(Buffer.compare(mask.pixels, state)).toBe(0);
        }
        expect(history.canUndo).toBe(false);
        expect(history.undo()).toBeUndefined();
        for (const state of states.slice(1)) {
          expect(history.redo()).toBeDefined();
          expect(Buffer.compare(mask.pixels, state)).toBe(0);
        }
        expect(history.canRedo).toBe(false);
      }),
    );
  });

  it('forgets what was taken back when something new is painted', () => {
    const mask = new MaskMap(8, 8);
    const history = new MaskHistory(mask);
    history.commit(mask.fill(1));
    history.undo();

    history.commit(mask.stroke({ x: 4, y: 4 }, { x: 4, y: 4 }, 2, 1));

    expect([history.canUndo, history.canRedo]).toEqual([true, false]);
  });

  it('remembers two hundred steps', () => {
    const mask = new MaskMap(8, 8);
    const history = new MaskHistory(mask);
    for (let count = 0; count < 205; count += 1) history.commit(mask.invert());

    let undone = 0;
    while (history.undo()) undone += 1;

    expect(undone).toBe(200);
  });
});
