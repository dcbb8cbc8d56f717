import type { ImageCall } from './image-parameters.ts';

/** US dollars per picture by quality, in microdollars: low, medium, high. */
const TABLE = {
  '1k': { low: 6_000, medium: 53_000, high: 211_000 },
  '2k': { low: 12_000, medium: 107_000, high: 428_000 },
  '4k': { low: 16_000, medium: 139_000, high: 565_000 },
} as const;

/** Microdollars for one picture of these pixels; `auto` quality is billed as high. */
export function officialPrice(
  quality: ImageCall['quality'],
  size: { width: number; height: number },
): number {
  return TABLE[sizeClass(size)][quality === 'auto' ? 'high' : quality];
}

function sizeClass({ width, height }: { width: number; height: number }): keyof typeof TABLE {
  const pixels = width * height;
  if (pixels <= 2_200_000) return '1k';
  return pixels <= 5_300_000 && Math.max(width, height) <= 3_072 ? '2k' : '4k';
}

/** Microdollars per token: 5, 8 and 30 dollars for a million. */
export const TOKEN_PRICES = { textIn: 5, imageIn: 8, imageOut: 30 } as const;

/** Output tokens that each partial picture of a stream adds. */
export const TOKENS_PER_PARTIAL = 100;
