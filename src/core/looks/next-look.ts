import { binCount, binOf, binStartMs } from './duration-histogram.ts';
import type { DurationLaw } from './duration-law.ts';

export interface LookBounds {
  /** The gateway's stated minimum between two looks, milliseconds. */
  readonly floorMs: number;
  /** The longest time without a look, milliseconds. */
  readonly longestMs: number;
  /** Seconds of a user's waiting that one look is worth. */
  readonly price: number;
}

/**
 * When to look next at a task that had not ended after `elapsedMs`, milliseconds after its submit: the smallest instant from
 * `elapsedMs + floorMs` on at which the integral of the square root of the hazard since `elapsedMs` reaches the square root of
 * twice the price. Looks are then as dense as is worth it (Keller, Optimum Checking Schedules, Management Science 21, 1974).
 */
export function nextLookMs(law: DurationLaw, elapsedMs: number, bounds: LookBounds): number {
  const earliest = elapsedMs + bounds.floorMs;
  const latest = elapsedMs + Math.max(bounds.longestMs, bounds.floorMs);
  let wanted = Math.sqrt(2 * bounds.price);
  let at = elapsedMs;
  for (let bin = binOf(elapsedMs); bin < binCount && at < latest; bin += 1) {
    const density = Math.sqrt(law.hazard[bin] ?? 0);
    const end = binStartMs(bin + 1);
    const inBin = (density * (end - at)) / 1_000;
    if (inBin >= wanted) return clamp(at + (wanted / density) * 1_000, earliest, latest);
    wanted -= inBin;
    at = end;
  }
  return latest;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
