import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
// prettier-ignore
import {
  fitted, panned, resized, toPicture, zoomed, type Room,
} from '../../../../src/bots/web/page/region/viewport.ts';

const room: Room = { window: { width: 832, height: 632 }, picture: { width: 1600, height: 1200 } };

describe('the window onto a picture', () => {
  it('shows the whole picture in its middle', () => {
    expect(fitted(room)).toEqual({ scale: 0.5, x: 16, y: 16 });
    expect(fitted({ window: { width: 432, height: 900 }, picture: room.picture })).toEqual({
      scale: 0.25,
      x: 16,
      y: 300,
    });
    expect(fitted({ ...room, picture: { width: 10, height: 10 } }).scale).toBe(4);
  });

  it('keeps what is under the pointer where it is while zooming', () => {
    const at = { x: 300, y: 200 };
    const before = fitted(room);
    const after = zoomed(before, 3, at, room);

    expect(after.scale).toBe(1.5);
    expect(toPicture(at, after).x).toBeCloseTo(toPicture(at, before).x);
    expect(toPicture(at, after).y).toBeCloseTo(toPicture(at, before).y);
  });

  it('never loses the picture, whatever is done', () => {
    const action = fc.oneof(
      fc.record({
        factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
        x: fc.integer({ min: 0, max: 832 }),
        y: fc.integer({ min: 0, max: 632 }),
      }),
      fc.record({ x: fc.integer({ min: -5000, max: 5000 }), y: fc.integer({ min: -5000, max: 5000 }) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        let view = fitted(room);
        for (const one of actions) {
          view = 'factor' in one ? zoomed(view, one.factor, one, room) : panned(view, one, room);
          expect(view.scale).toBeGreaterThanOrEqual(0.25);
          expect(view.scale).toBeLessThanOrEqual(32);
          const shown = Math.min(832, view.x + 1600 * view.scale) - Math.max(0, view.x);
          expect(shown).toBeGreaterThanOrEqual(Math.min(208, 800 * view.scale) - 0.001);
        }
      }),
    );
  });

  it('keeps the middle in the middle when the window changes', () => {
    const view = zoomed(fitted(room), 4, { x: 416, y: 316 }, room);
    const next = { ...room, window: { width: 400, height: 300 } };
    const after = resized(view, room.window, next);

    expect(toPicture({ x: 200, y: 150 }, after)).toEqual(toPicture({ x: 416, y: 316 }, view));
  });
});
