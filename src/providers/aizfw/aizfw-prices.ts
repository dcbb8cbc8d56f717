import type { PriceRow } from '../../core/ports/image-provider.ts';

/** No source names this gateway's prices; these are those of a comparable one, by quality and resolution. */
export const aizfwPrices: readonly PriceRow[] = [
  { quality: 'low', resolution: '1k', usd: 0.005, assumed: true },
  { quality: 'low', resolution: '2k', usd: 0.01, assumed: true },
  { quality: 'low', resolution: '4k', usd: 0.015, assumed: true },
  { quality: 'medium', resolution: '1k', usd: 0.025, assumed: true },
  { quality: 'medium', resolution: '2k', usd: 0.04, assumed: true },
  { quality: 'medium', resolution: '4k', usd: 0.06, assumed: true },
  { quality: 'high', resolution: '1k', usd: 0.07, assumed: true },
  { quality: 'high', resolution: '2k', usd: 0.1, assumed: true },
  { quality: 'high', resolution: '4k', usd: 0.23, assumed: true },
];
