/**
 * How long tasks of one kind take: a decayed histogram over logarithmic bins. Looking only reveals between which two
 * instants a task ended, so what is learned is an interval, spread over the bins it covers. Immutable, plain numbers, packed
 * into a few hundred characters.
 */
export interface DurationHistogram {
  /** Tasks learned ever; says whether the histogram can be relied on yet. */
  readonly seen: number;
  /** What one task learned now weighs. Grows instead of letting every bin shrink, so that nothing is lost by rounding. */
  readonly unit: number;
  /** Where lately learned tasks lay in the histogram as it was before them: 0.5 on average while nothing changes. */
  readonly place: number;
  /** Weight per bin; divided by `unit` it is a number of tasks. */
  readonly counts: Uint16Array;
}

/** An interval in which a task ended, milliseconds after its submit. */
export interface ObservedEnd {
  /** It had not ended here. */
  readonly afterMs: number;
  /** It had ended here; absent: it was given up unfinished. */
  readonly byMs?: number;
}

/** Bins: all up to half a second, then steps of six percent up to about an hour. */
const firstEdgeMs = 500;
const ratio = 1.06;
export const binCount = 153;

/** Weight of a task after one more has been learned: some 300 tasks count. */
const keep = 0.997;
/** The same while the histogram describes the past and not the present. */
const keepWhenSurprised = 0.8;
/** Share of the newest task in `place`, and how far that must be from the middle to be a surprise (3.5 sigma). */
const placeShare = 0.15;
const surprise = 0.3;
/** How much of a task is laid within its interval where others ended, instead of evenly. */
const likeOthers = 0.99;

const startUnit = 256;
/** A bin that would pass this halves them all, and the unit. */
const fullest = 60_000;

export function emptyHistogram(): DurationHistogram {
  return { seen: 0, unit: startUnit, place: 0.5, counts: new Uint16Array(binCount) };
}

/** Where a bin begins, milliseconds; the last one ends at `binStartMs(binCount)`. */
export function binStartMs(bin: number): number {
  return edges[Math.min(bin, binCount)] ?? 0;
}

/** The bin of a duration; what is longer than the last bin counts as in it. */
export function binOf(durationMs: number): number {
  if (durationMs < firstEdgeMs) return 0;
  const bin = 1 + Math.floor(Math.log(durationMs / firstEdgeMs) / Math.log(ratio));
  return Math.min(bin, binCount - 1);
}

/** The histogram with one more task. */
export function learn(histogram: DurationHistogram, end: ObservedEnd): DurationHistogram {
  const shares = sharesOf(histogram, end);
  const place = histogram.place + placeShare * (placeOf(histogram, shares) - histogram.place);
  const seen = Math.min(histogram.seen + 1, 65_535);
  const unit = histogram.unit / (isSurprise(place) ? keepWhenSurprised : keep);
  const added = shares.map((share, bin) => (histogram.counts[bin] ?? 0) + Math.round(unit * share));
  if (Math.max(...added) <= fullest) return { seen, unit, place, counts: Uint16Array.from(added) };
  return { seen, unit: unit / 2, place, counts: Uint16Array.from(added, (count) => count / 2) };
}

function isSurprise(place: number): boolean {
  return Math.abs(place - 0.5) > surprise;
}

/** One task's weight, spread over the bins in which it may have ended. */
function sharesOf(histogram: DurationHistogram, { afterMs, byMs }: ObservedEnd): Float64Array {
  if (byMs === undefined) return survivorShares(histogram, afterMs);
  const by = Math.max(byMs, 1);
  const after = Math.max(0, Math.min(afterMs, by - 1));
  const even = new Float64Array(binCount);
  const likely = new Float64Array(binCount);
  let sum = 0;
  const last = binOf(by);
  for (let bin = binOf(after); bin <= last; bin += 1) {
    const from = Math.max(after, binStartMs(bin));
    const to = bin === last ? by : binStartMs(bin + 1);
    const within = Math.max(0, to - from);
    even[bin] = within / (by - after);
    likely[bin] = (neighbours(histogram, bin) * within) / (binStartMs(bin + 1) - binStartMs(bin));
    sum += likely[bin] ?? 0;
  }
  // While the histogram describes the past, it has nothing to say about where within the interval.
  if (sum === 0 || isSurprise(histogram.place)) return even;
  return even.map((share, bin) => (1 - likeOthers) * share + (likeOthers * (likely[bin] ?? 0)) / sum);
}

/** The weight about a bin, so that a bin that happens to be empty stays possible. */
function neighbours({ counts }: DurationHistogram, bin: number): number {
  const near = (step: number): number => (counts[bin - step] ?? 0) + (counts[bin + step] ?? 0);
  return 0.4 * (counts[bin] ?? 0) + 0.24 * near(1) + 0.06 * near(2);
}

/** A task that was given up weighs where those that lasted longer lie (which makes the hazard that of Kaplan and Meier). */
function survivorShares(histogram: DurationHistogram, afterMs: number): Float64Array {
  const shares = new Float64Array(binCount);
  const first = binOf(afterMs) + 1;
  let total = 0;
  for (let bin = first; bin < binCount; bin += 1) total += histogram.counts[bin] ?? 0;
  if (total === 0) shares[Math.min(first, binCount - 1)] = 1;
  else for (let bin = first; bin < binCount; bin += 1) shares[bin] = (histogram.counts[bin] ?? 0) / total;
  return shares;
}

/** The share of the histogram that lies below the task, 0 to 1. */
function placeOf({ counts }: DurationHistogram, shares: Float64Array): number {
  let total = 0;
  let place = 0;
  for (let bin = 0; bin < binCount; bin += 1) {
    const count = counts[bin] ?? 0;
    place += (shares[bin] ?? 0) * (total + count / 2);
    total += count;
  }
  return total === 0 ? 0.5 : place / total;
}

/** The histogram as text: a header of 10 bytes and the bins that are not empty, base64. */
export function packHistogram({ seen, unit, place, counts }: DurationHistogram): string {
  let first = 0;
  while (first < binCount && counts[first] === 0) first += 1;
  let end = binCount;
  while (end > first && counts[end - 1] === 0) end -= 1;
  const bytes = Buffer.alloc(headerBytes + 2 * (end - first));
  bytes.writeUInt8(formatVersion, 0);
  bytes.writeUInt8(first, 1);
  bytes.writeUInt16LE(seen, 2);
  bytes.writeUInt16LE(Math.round(place * 65_535), 4);
  bytes.writeFloatLE(unit, 6);
  for (let bin = first; bin < end; bin += 1) {
    bytes.writeUInt16LE(counts[bin] ?? 0, headerBytes + 2 * (bin - first));
  }
  return bytes.toString('base64');
}

/** Reads what `packHistogram` wrote; anything else (another version's) is an empty one. */
export function unpackHistogram(text: string): DurationHistogram {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < headerBytes || bytes.readUInt8(0) !== formatVersion) return emptyHistogram();
  const first = bytes.readUInt8(1);
  const counts = new Uint16Array(binCount);
  for (let at = headerBytes; at + 1 < bytes.length; at += 2) {
    const bin = first + (at - headerBytes) / 2;
    if (bin < binCount) counts[bin] = bytes.readUInt16LE(at);
  }
  return {
    seen: bytes.readUInt16LE(2),
    unit: bytes.readFloatLE(6),
    place: bytes.readUInt16LE(4) / 65_535,
    counts,
  };
}

const formatVersion = 1;
const headerBytes = 10;

const edges: readonly number[] = Array.from({ length: binCount + 1 }, (_, bin) =>
  bin === 0 ? 0 : firstEdgeMs * ratio ** (bin - 1),
);
