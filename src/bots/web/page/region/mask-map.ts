/** A part of a picture in whole pixels; `right` and `bottom` lie outside. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const noBox: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

/** Which pixels of a picture are to change: one byte each, 1 where to paint. Never half. */
export class MaskMap {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height);
  }

  get whole(): Box {
    return { left: 0, top: 0, right: this.width, bottom: this.height };
  }

  /**
   * Sets every pixel whose centre is no further than `radius` from the line between two points. Resolves to the box in
   * which something may have changed.
   */
  stroke(from: Point, to: Point, radius: number, value: 0 | 1): Box {
    // However thin the brush, it marks the pixel it touches.
    const reach = Math.max(radius, thinnest);
    const top = this.#row(Math.min(from.y, to.y) - reach);
    const bottom = this.#row(Math.max(from.y, to.y) + reach + 1);
    const left = this.#column(Math.min(from.x, to.x) - reach);
    const right = this.#column(Math.max(from.x, to.x) + reach + 1);
    for (let y = top; y < bottom; y += 1) {
      const { start, end } = spanOf(from, to, reach, y + 0.5);
      const first = Math.max(left, Math.ceil(start - 0.5));
      const last = Math.min(right - 1, Math.floor(end - 0.5));
      if (first <= last) this.pixels.fill(value, y * this.width + first, y * this.width + last + 1);
    }
    return { left, top, right, bottom };
  }

  fill(value: 0 | 1): Box {
    this.pixels.fill(value);
    return this.whole;
  }

  invert(): Box {
    for (let index = 0; index < this.pixels.length; index += 1)
      this.pixels[index] = this.pixels[index] ? 0 : 1;
    return this.whole;
  }

  /** How many pixels are to change. */
  count(): number {
    let sum = 0;
    for (const pixel of this.pixels) sum += pixel;
    return sum;
  }

  #row(y: number): number {
    return Math.min(this.height, Math.max(0, Math.floor(y)));
  }

  #column(x: number): number {
    return Math.min(this.width, Math.max(0, Math.floor(x)));
  }
}

export function union(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

export function isEmpty({ left, top, right, bottom }: Box): boolean {
  return left >= right || top >= bottom;
}

/** Half the diagonal of a pixel: from anywhere in it, its centre is this near. */
const thinnest = Math.SQRT1_2;

/** Where a horizontal line crosses the shape that a round brush leaves between two points: convex, so in one piece. */
function spanOf(from: Point, to: Point, radius: number, y: number): { start: number; end: number } {
  let start = Infinity;
  let end = -Infinity;
  for (const { x, y: center } of [from, to]) {
    const half = radius * radius - (y - center) ** 2;
    if (half < 0) continue;
    start = Math.min(start, x - Math.sqrt(half));
    end = Math.max(end, x + Math.sqrt(half));
  }
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return { start, end };

  // The two long sides of the rectangle between the round ends.
  const across = { x: (-(to.y - from.y) / length) * radius, y: ((to.x - from.x) / length) * radius };
  for (const side of [1, -1]) {
    const a = { x: from.x + side * across.x, y: from.y + side * across.y };
    const b = { x: to.x + side * across.x, y: to.y + side * across.y };
    if (a.y === b.y || (y - a.y) * (y - b.y) > 0) continue;
    const x = a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
    start = Math.min(start, x);
    end = Math.max(end, x);
  }
  return { start, end };
}
