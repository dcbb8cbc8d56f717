import { createHash } from 'node:crypto';
import type { PixelSize } from '../../core/generation/image-request.ts';

/** A number from 0 to below 1 at each call, the same row of numbers for the same text. */
export type Dice = () => number;

export function diceFor(text: string): Dice {
  let state = createHash('sha256').update(text).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** SVG elements of a landscape: sky, sun, clouds and hills, all from the dice. */
export function sceneSvg({ width, height }: PixelSize, dice: Dice): string {
  const hue = Math.floor(dice() * 360);
  const isNight = dice() < 0.3;
  const colour = (turn: number, light: number): string =>
    `hsl(${(hue + turn) % 360} ${isNight ? 45 : 65}% ${isNight ? light * 0.45 : light}%)`;
  const short = Math.min(width, height);
  const sky =
    `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${colour(0, 45)}"/>` +
    `<stop offset="1" stop-color="${colour(50, 82)}"/></linearGradient></defs>` +
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>`;
  const sun = circle(
    width * (0.15 + dice() * 0.7),
    height * (0.15 + dice() * 0.25),
    short * (0.06 + dice() * 0.08),
  );
  const stars = isNight
    ? Array.from({ length: 40 }, () => circle(dice() * width, dice() * height * 0.6, short / 500))
    : [];
  const clouds = Array.from({ length: 3 }, () =>
    cloud(dice() * width, height * (0.1 + dice() * 0.3), short * 0.09),
  );
  const hills = [0, 1, 2, 3].map((layer) =>
    hill({ width, height }, height * (0.5 + layer * 0.12), colour(120 + layer * 12, 62 - layer * 13), dice),
  );
  return `${sky}<g fill="#fff8dc">${stars.join('')}${sun}</g><g fill="#fff" fill-opacity="0.5">${clouds.join('')}</g>${hills.join('')}`;
}

function circle(x: number, y: number, radius: number): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}"/>`;
}

function cloud(x: number, y: number, size: number): string {
  return [-1, 0, 1]
    .map((step) => circle(x + step * size * 0.8, y + Math.abs(step) * size * 0.2, size * 0.6))
    .join('');
}

function hill({ width, height }: PixelSize, base: number, colour: string, dice: Dice): string {
  const waves = Array.from({ length: 3 }, () => ({ length: 0.5 + dice() * 3, shift: dice() * 6.3 }));
  const points = Array.from({ length: 49 }, (_, index) => {
    const x = index / 48;
    const lift = waves.reduce(
      (sum, { length, shift }, order) => sum + Math.sin(x * length * 6.3 + shift) / (order + 1),
      0,
    );
    return `L${round(x * width)} ${round(base + lift * height * 0.05)}`;
  });
  return `<path d="M0 ${height}${points.join('')}L${width} ${height}z" fill="${colour}"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
