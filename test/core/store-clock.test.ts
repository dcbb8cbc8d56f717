import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { StoreClock } from '../../src/core/storage/store-clock.ts';

/** A machine and a store with clocks of their own; an answer of the store takes `tripMs`. */
function clocks(options: { machine: number; store: number; tripMs?: number }) {
  const state = { ...options, warnings: [] as string[], away: false };
  const redis = {
    time: () => {
      if (state.away) return Promise.reject(new Error('Connection is closed.'));
      const half = (state.tripMs ?? 0) / 2;
      state.machine += half;
      state.store += half;
      const answer = [Math.floor(state.store / 1_000), (state.store % 1_000) * 1_000];
      state.machine += half;
      state.store += half;
      return Promise.resolve(answer);
    },
  } as unknown as ConstructorParameters<typeof StoreClock>[0];
  const logger = { ...silentLogger, warn: (_: object, message: string) => void state.warnings.push(message) };
  return { state, clock: new StoreClock(redis, logger, () => state.machine) };
}

describe('The clock of the store', () => {
  it.each([
    { name: 'behind', machine: 1_000_000, store: 1_008_000 },
    { name: 'ahead', machine: 1_008_000, store: 1_000_000 },
  ])('is followed by a machine that is $name', async (times) => {
    const { state, clock } = clocks({ ...times, tripMs: 20 });

    await clock.measure();

    expect(clock.now()).toBe(state.store);
    expect(state.warnings).toHaveLength(1);
  });

  it('is not told from the machine’s own where they differ by a moment', async () => {
    const { state, clock } = clocks({ machine: 1_000_000, store: 1_000_030 });

    await clock.measure();

    expect(clock.now()).toBe(state.machine);
    expect(state.warnings).toEqual([]);
  });

  it('is not read from an answer that took long, nor forgotten when there is none', async () => {
    const { state, clock } = clocks({ machine: 1_000_000, store: 1_005_000 });
    await clock.measure();
    const ahead = clock.now() - state.machine;

    state.tripMs = 3_000;
    state.store += 60_000;
    await clock.measure();
    state.away = true;
    await clock.measure();

    expect(ahead).toBe(5_000);
    expect(clock.now() - state.machine).toBe(5_000);
  });
});
