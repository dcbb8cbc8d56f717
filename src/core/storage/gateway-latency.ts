import { maxCount, qualities, resolutions } from '../generation/image-request.ts';
import { binCount, emptyHistogram, unpackHistogram } from '../looks/duration-histogram.ts';
import type { DurationHistogram } from '../looks/duration-histogram.ts';
import { lawOf, quantileMs } from '../looks/duration-law.ts';
import type { StoreConnection } from './connection.ts';
import { lawKey } from './look-laws.ts';

/** Tasks that must have been seen before anything is said. */
const enough = 8;
const fullest = 60_000;

/** Within which times half of a gateway's tasks, and nine in ten, were done lately, whatever was asked of it. */
export async function gatewayLatency(
  redis: StoreConnection,
  { id, model }: { readonly id: string; readonly model: string | undefined },
): Promise<{ halfMs: number; mostMs: number } | undefined> {
  const kinds = resolutions.flatMap((resolution) =>
    qualities.flatMap((quality) =>
      Array.from({ length: maxCount }, (_, index) =>
        lawKey({ provider: id, model, resolution, quality, count: index + 1 }),
      ),
    ),
  );
  const texts = await redis.mget(kinds);
  const merged = merge(texts.flatMap((text) => (text === null ? [] : [unpackHistogram(text)])));
  if (merged.seen < enough) return undefined;
  const law = lawOf(merged);
  return { halfMs: quantileMs(law, 0.5), mostMs: quantileMs(law, 0.9) };
}

/** Each kind weighs as many tasks as were seen of it. */
function merge(histograms: readonly DurationHistogram[]): DurationHistogram {
  const weights = new Float64Array(binCount);
  let seen = 0;
  for (const histogram of histograms) {
    const total = histogram.counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) continue;
    seen += histogram.seen;
    histogram.counts.forEach((count, bin) => {
      weights[bin] = (weights[bin] ?? 0) + (count / total) * histogram.seen;
    });
  }
  const largest = Math.max(...weights);
  if (largest === 0) return emptyHistogram();
  const counts = Uint16Array.from(weights, (weight) => Math.round((weight / largest) * fullest));
  return { ...emptyHistogram(), seen, counts };
}
