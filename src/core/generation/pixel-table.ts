import type { NamedRatio, PixelSize, Ratio, Resolution } from './image-request.ts';

type Cell = readonly [width: number, height: number];

/** Landscape half of the table that GPT-Image-2 gateways share; portrait cells are the same, swapped. */
const landscape = {
  '1:1': { '1k': [1024, 1024], '2k': [2048, 2048], '4k': [2880, 2880] },
  '3:2': { '1k': [1536, 1024], '2k': [2048, 1360], '4k': [3520, 2336] },
  '4:3': { '1k': [1024, 768], '2k': [2048, 1536], '4k': [3312, 2480] },
  '5:4': { '1k': [1280, 1024], '2k': [2560, 2048], '4k': [3216, 2576] },
  '16:9': { '1k': [1536, 864], '2k': [2048, 1152], '4k': [3840, 2160] },
  '2:1': { '1k': [2048, 1024], '2k': [2688, 1344], '4k': [3840, 1920] },
  '3:1': { '1k': [1536, 512], '2k': [3072, 1024], '4k': [3840, 1280] },
  '21:9': { '1k': [2016, 864], '2k': [2688, 1152], '4k': [3840, 1648] },
} as const satisfies Record<string, Record<Resolution, Cell>>;

/**
 * The pixels that a ratio and a resolution stand for. Every cell has edges that are multiples of 16, none above
 * 3840, and 655,360 to 8,294,400 pixels. Source: the documentation of the gateways that take a ratio and a resolution.
 */
export function pixelsFor(ratio: NamedRatio, resolution: Resolution): PixelSize {
  const direct = (landscape as Partial<Record<NamedRatio, Record<Resolution, Cell>>>)[ratio];
  if (direct) return { width: direct[resolution][0], height: direct[resolution][1] };
  const [first, second] = ratio.split(':');
  const swapped = landscape[`${second}:${first}` as keyof typeof landscape][resolution];
  return { width: swapped[1], height: swapped[0] };
}

/** Width over height of a named ratio. */
export function ratioValue(ratio: NamedRatio): number {
  const [width, height] = ratio.split(':');
  return Number(width) / Number(height);
}

/** The candidate whose shape is nearest to the wanted one, compared on a logarithmic scale. */
export function nearestRatio<T extends NamedRatio>(
  wanted: PixelSize | NamedRatio,
  candidates: readonly T[],
): T {
  const value = typeof wanted === 'string' ? ratioValue(wanted) : wanted.width / wanted.height;
  const distance = (ratio: T): number => Math.abs(Math.log(ratioValue(ratio) / value));
  return candidates.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
}

/** The resolution word whose pixel count is nearest to a size; what a custom size is priced and routed as. */
export function resolutionOf(size: PixelSize): Resolution {
  const pixels = size.width * size.height;
  if (pixels <= 2_200_000) return '1k';
  return pixels <= 5_300_000 && Math.max(size.width, size.height) <= 3072 ? '2k' : '4k';
}

/** True for a ratio that names a shape. */
export function isNamedRatio(ratio: Ratio): ratio is NamedRatio {
  return ratio !== 'auto';
}
