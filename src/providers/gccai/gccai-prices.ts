import type { PriceRow } from '../../core/ports/image-provider.ts';

/**
 * The official prices of the model, which the one example cost in the gateway's documentation fits (0.05279 for about
 * 0.053). Assumed all the same: the gateway publishes no table. It reports the real cost of every task.
 */
export const gccaiPrices: readonly PriceRow[] = [
  { quality: 'low', resolution: '1k', usd: 0.006, assumed: true },
  { quality: 'low', resolution: '2k', usd: 0.012, assumed: true },
  { quality: 'low', resolution: '4k', usd: 0.016, assumed: true },
  { quality: 'medium', resolution: '1k', usd: 0.053, assumed: true },
  { quality: 'medium', resolution: '2k', usd: 0.107, assumed: true },
  { quality: 'medium', resolution: '4k', usd: 0.139, assumed: true },
  { quality: 'high', resolution: '1k', usd: 0.211, assumed: true },
  { quality: 'high', resolution: '2k', usd: 0.428, assumed: true },
  { quality: 'high', resolution: '4k', usd: 0.565, assumed: true },
];
