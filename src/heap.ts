import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';

const megabyte = 1_048_576;
/** Of the two halves of the young generation together. V8 itself lets them grow to 32 MB. */
const youngBytes = 16 * megabyte;
/** More outside the heap than that are pictures that pass. */
const passingBytes = 8 * megabyte;

/**
 * Shapes V8's heap for a program with a small heap, through which pictures pass in pieces, by the hundred megabytes a second.
 * Each switch is set again after a pass of the collector where what it found calls for another value.
 */
export function shapeHeap(): void {
  // Helpers on other threads cost more than the work (measured with pictures of 1.5 MB: a sixth of all CPU).
  setFlagsFromString('--no-concurrent-marking');
  const growth = dial('--semi-space-growth-factor', 2);
  const patience = dial('--heap-growing-percent', 0);
  new PerformanceObserver(() => {
    // The young generation is kept at half of V8's most: the other half would be memory that nothing else can use. Its size may
    // be limited by a switch of `node` alone, but how fast it grows at any time. It shrinks too, after a time without work. Two passes within
    // one turn are heard of too late, and it may then grow to all of V8's most.
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    growth.set((young?.space_size ?? 0) < youngBytes ? 2 : 1);
    // V8 counts what passes to the heap, and goes through all of it when there is half as much again as was found alive, at most:
    // once for some twenty pictures of 1.5 MB, which is a tenth of all CPU.
    patience.set(getHeapStatistics().external_memory > passingBytes ? 200 : 50);
  }).observe({ entryTypes: ['gc'] });
}

/** A switch of V8 that is set where its value changes. */
function dial(name: string, initially: number): { set(value: number): void } {
  let current = initially;
  return {
    set(value) {
      if (value === current) return;
      current = value;
      setFlagsFromString(`${name}=${value}`);
    },
  };
}
