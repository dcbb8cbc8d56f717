import type { PixelSize } from '../../core/generation/image-request.ts';

const step = 16;
const longestEdge = 3840;
const fewestPixels = 655_360;
const mostPixels = 8_294_400;

/** Whether the long side may be exactly three times the short one, or must stay below that. */
export type RatioRule = 'up-to-3' | 'below-3';

/** GPT-Image-2's rule for custom sizes: multiples of 16, at most 3840, 655,360 to 8,294,400 pixels, not too narrow. */
export function isLegalSize({ width, height }: PixelSize, rule: RatioRule = 'up-to-3'): boolean {
  const pixels = width * height;
  const ratio = Math.max(width / height, height / width);
  return (
    width % step === 0 &&
    height % step === 0 &&
    Math.max(width, height) <= longestEdge &&
    (rule === 'up-to-3' ? ratio <= 3 : ratio < 3) &&
    pixels >= fewestPixels &&
    pixels <= mostPixels
  );
}

/** The legal size that is nearest in shape, then in area; the same size when it is legal already. */
export function nearestLegalSize(wanted: PixelSize, rule: RatioRule = 'up-to-3'): PixelSize {
  if (isLegalSize(wanted, rule)) return wanted;
  const target = scaledIntoBounds(wanted, rule);
  const candidates = neighbours(target.width).flatMap((width) =>
    neighbours(target.height).map((height) => ({ width, height })),
  );
  const legal = candidates.filter((size) => isLegalSize(size, rule));
  return legal.reduce((best, size) => (distance(size, target) < distance(best, target) ? size : best), {
    width: 1024,
    height: 1024,
  });
}

function scaledIntoBounds({ width, height }: PixelSize, rule: RatioRule): PixelSize {
  const most = rule === 'up-to-3' ? 3 : 2.9;
  const ratio = Math.min(most, Math.max(1 / most, width / height));
  const longSidePixels = Math.max(ratio, 1 / ratio);
  const area = Math.min(
    mostPixels,
    longestEdge ** 2 / longSidePixels,
    Math.max(fewestPixels, width * height),
  );
  return { width: Math.sqrt(area * ratio), height: Math.sqrt(area / ratio) };
}

function neighbours(edge: number): number[] {
  const below = Math.floor(edge / step) * step;
  return [-2, -1, 0, 1, 2, 3].map((offset) => below + offset * step).filter((value) => value > 0);
}

/** A wrong shape weighs more than a wrong area. */
function distance(size: PixelSize, target: PixelSize): number {
  const shape = Math.abs(Math.log((size.width / size.height) * (target.height / target.width)));
  const area = Math.abs(Math.log((size.width * size.height) / (target.width * target.height)));
  return 2 * shape + area;
}
