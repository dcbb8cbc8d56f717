import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A line that was drawn, in CSS pixels of the window, with what it did to the pixels beneath. */
export interface Stroke {
  readonly points: readonly Spot[];
  /** Width of the brush. */
  readonly brush: number;
  readonly open: 0 | 1;
}

/** How the picture lies on the screen. */
export interface Sheet extends Spot {
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** Where the picture is; `width` and `height` in its own pixels. */
export async function sheetOf(page: Page): Promise<Sheet> {
  await page.locator('.region-sheet').waitFor();
  return page.evaluate(`(() => {
    const sheet = document.querySelector('.region-sheet');
    const canvas = sheet.querySelector('canvas');
    const box = sheet.getBoundingClientRect();
    return { x: box.x, y: box.y, scale: box.width / canvas.width, width: canvas.width, height: canvas.height };
  })()`);
}

/** The place on the screen, in whole pixels, of a part of the picture: 0.5, 0.5 is its middle. */
export function spotOf({ x, y, scale, width, height }: Sheet, across: number, down: number): Spot {
  return { x: Math.round(x + across * width * scale), y: Math.round(y + down * height * scale) };
}

/** Draws with the mouse. */
export async function drag(page: Page, points: readonly Spot[]): Promise<void> {
  const [first, ...rest] = points;
  if (!first) return;
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y);
  await page.mouse.up();
}

/** Draws with a finger, or with several at once: one path each, of the same length. */
export async function touch(session: CDPSession, ...paths: readonly (readonly Spot[])[]): Promise<void> {
  const length = paths[0]?.length ?? 0;
  for (let step = 0; step < length; step += 1) {
    const touchPoints = paths.flatMap((path, id) => {
      const at = path[step];
      return at ? [{ x: at.x, y: at.y, id, radiusX: 10, radiusY: 10 }] : [];
    });
    await session.send('Input.dispatchTouchEvent', {
      type: step === 0 ? 'touchStart' : 'touchMove',
      touchPoints,
    });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** Draws with a pen. */
export async function pen(session: CDPSession, points: readonly Spot[]): Promise<void> {
  const event = { pointerType: 'pen', button: 'left', buttons: 1, clickCount: 1 } as const;
  for (const [step, { x, y }] of points.entries()) {
    await session.send('Input.dispatchMouseEvent', {
      ...event,
      type: step === 0 ? 'mousePressed' : 'mouseMoved',
      x,
      y,
    });
  }
  const { x, y } = points.at(-1) ?? { x: 0, y: 0 };
  await session.send('Input.dispatchMouseEvent', { ...event, type: 'mouseReleased', buttons: 0, x, y });
}

/** Compares what a gateway got with what was drawn, pixel by pixel; on the very edge rounding may decide. */
export function expectPainted(
  got: { readonly width: number; readonly height: number; readonly open: Uint8Array },
  sheet: Sheet,
  strokes: readonly Stroke[],
): void {
  expect({ width: got.width, height: got.height }).toEqual({ width: sheet.width, height: sheet.height });
  const lines = strokes.map(({ points, brush, open }) => ({
    radius: brush / 2 / sheet.scale,
    open,
    points: points.map(({ x, y }) => ({ x: (x - sheet.x) / sheet.scale, y: (y - sheet.y) / sheet.scale })),
  }));
  const wanted = new Uint8Array(got.width * got.height);
  const isOnEdge = new Uint8Array(wanted.length);
  for (const { points, radius, open } of lines) {
    const xs = points.map(({ x }) => x);
    const ys = points.map(({ y }) => y);
    const last = {
      x: Math.min(got.width - 1, Math.max(...xs) + radius),
      y: Math.min(got.height - 1, Math.max(...ys) + radius),
    };
    for (let y = Math.max(0, Math.floor(Math.min(...ys) - radius)); y <= last.y; y += 1) {
      for (let x = Math.max(0, Math.floor(Math.min(...xs) - radius)); x <= last.x; x += 1) {
        const far = distance({ x: x + 0.5, y: y + 0.5 }, points);
        if (Math.abs(far - radius) < 0.01) isOnEdge[y * got.width + x] = 1;
        else if (far < radius) wanted[y * got.width + x] = open;
      }
    }
  }
  const wrong = wanted.filter((open, at) => !isOnEdge[at] && got.open[at] !== open);
  expect(wrong.length, `of ${wanted.filter(Boolean).length} pixels`).toBe(0);
}

function distance(at: Spot, points: readonly Spot[]): number {
  const [first = at] = points;
  let nearest = Math.hypot(at.x - first.x, at.y - first.y);
  for (const [index, b] of points.entries()) {
    const a = points[index - 1];
    if (!a) continue;
    const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
    const along = length === 0 ? 0 : ((at.x - a.x) * (b.x - a.x) + (at.y - a.y) * (b.y - a.y)) / length;
    const t = Math.min(1, Math.max(0, along));
    nearest = Math.min(nearest, Math.hypot(at.x - a.x - t * (b.x - a.x), at.y - a.y - t * (b.y - a.y)));
  }
  return nearest;
}
