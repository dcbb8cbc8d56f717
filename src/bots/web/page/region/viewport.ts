import type { Point } from './mask-map.ts';

/** How a picture lies in its window: window = picture × scale + offset, in CSS pixels. */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** The window and the picture in it. */
export interface Room {
  readonly window: Extent;
  readonly picture: Extent;
}

/** Window pixels to a picture's pixel at most: enough to see each. */
const maxScale = 32;
const margin = 16;

/** The whole picture, in the middle; small ones are enlarged up to four times. */
export function fitted({ window, picture }: Room): Viewport {
  const scale = Math.min(
    4,
    Math.max(1, window.width - 2 * margin) / picture.width,
    Math.max(1, window.height - 2 * margin) / picture.height,
  );
  return {
    scale,
    x: (window.width - picture.width * scale) / 2,
    y: (window.height - picture.height * scale) / 2,
  };
}

/** Enlarges by `factor`; what is at `at` in the window stays there. */
export function zoomed(view: Viewport, factor: number, at: Point, room: Room): Viewport {
  const smallest = Math.min(1, fitted(room).scale / 2);
  const scale = Math.min(maxScale, Math.max(smallest, view.scale * factor));
  const ratio = scale / view.scale;
  return kept({ scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, room);
}

export function panned(view: Viewport, by: Point, room: Room): Viewport {
  return kept({ ...view, x: view.x + by.x, y: view.y + by.y }, room);
}

/** After the window changed its size: what was in its middle stays there. */
export function resized(view: Viewport, before: Extent, room: Room): Viewport {
  const by = { x: (room.window.width - before.width) / 2, y: (room.window.height - before.height) / 2 };
  return panned(view, by, room);
}

export function toPicture({ x, y }: Point, view: Viewport): Point {
  return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale };
}

/** A quarter of the window always shows some of the picture: it cannot get lost. */
function kept(view: Viewport, { window, picture }: Room): Viewport {
  const held = (offset: number, length: number, size: number): number => {
    const edge = Math.min(length / 4, (size * view.scale) / 2);
    return Math.min(length - edge, Math.max(edge - size * view.scale, offset));
  };
  return {
    scale: view.scale,
    x: held(view.x, window.width, picture.width),
    y: held(view.y, window.height, picture.height),
  };
}
