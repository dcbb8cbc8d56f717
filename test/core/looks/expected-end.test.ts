import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/core/generation/generation.ts';
import { emptyHistogram, learn } from '../../../src/core/looks/duration-histogram.ts';
import { lawOf } from '../../../src/core/looks/duration-law.ts';
import type { ImageProvider } from '../../../src/core/ports/image-provider.ts';
import { expectedEndInLine, expectedEndOf } from '../../../src/core/progress/expected-end.ts';
import type { KnownLaw, TaskKind } from '../../../src/core/storage/look-laws.ts';
import { applied, startAt } from '../make-record.ts';

/** Tasks that took 10, 20, 30 … 100 s. */
function lawOfTens(): KnownLaw {
  const ends = Array.from({ length: 10 }, (_, index) => (index + 1) * 10_000);
  const histogram = ends.reduce((so, ms) => learn(so, { afterMs: ms - 100, byMs: ms }), emptyHistogram());
  return { histogram, law: lawOf(histogram), unusualMs: 200_000 };
}

describe('The expected end', () => {
  const known = lawOfTens();
  const asked: TaskKind[] = [];
  let now = startAt;
  const deps = {
    now: () => now,
    providerOf: (id: string) => ({ id, model: 'image-2' }) as ImageProvider,
    laws: {
      get: (kind: TaskKind) => {
        asked.push(kind);
        return Promise.resolve(kind.resolution === '1k' && kind.quality === 'low' ? known : undefined);
      },
    },
  };
  const part = (changes: Partial<Part> = {}): Part =>
    ({
      ...{ index: 0, count: 2, state: 'running', provider: 'alpha', applied },
      attempts: [{ id: 'a', state: 'running', submittedAt: startAt }],
      ...changes,
    }) as Part;
  const endOf = async (parts: readonly Part[], progress?: number): Promise<number | undefined> => {
    const end = await expectedEndOf(deps, { parts }, progress);
    return end === undefined ? undefined : (end - startAt) / 1_000;
  };

  it('is where three in four of the same gateway, model, size, quality and number are done', async () => {
    now = startAt;
    const end = await endOf([part()]);

    expect(end).toBeGreaterThan(65);
    expect(end).toBeLessThan(100);
    expect(asked.at(-1)).toEqual({
      ...{ provider: 'alpha', model: 'image-2', resolution: '1k', quality: 'low', count: 2 },
    });
  });

  it('stays where it is, also when it is over', async () => {
    now = startAt;
    const promised = await endOf([part()]);
    now = startAt + 95_000;

    expect(await endOf([part()])).toBe(promised);
  });

  it('goes by what the gateway says about the task, where it says something', async () => {
    now = startAt + 10_000;

    const end = await endOf([part()], 50);

    expect(end).toBeGreaterThan(15);
    expect(end).toBeLessThan(30);
  });

  it('is reckoned from the place in line for what waits, by the places of the lane or of its asker', async () => {
    now = startAt;
    const parts = [part({ state: 'waiting', attempts: [] })];
    const line = { ...deps, placesOf: () => 10, userPlaces: 2 };
    const after = async (place: { position: number; ownBefore: number; isParked: boolean }) =>
      ((await expectedEndInLine(line, { parts }, place)) ?? NaN) - startAt;
    const drawn = (await endOf([part()])) ?? NaN;

    const next = await after({ position: 9, ownBefore: 0, isParked: false });
    const behind = await after({ position: 29, ownBefore: 0, isParked: false });
    // One turn of ten places, then three; a turn is the middle of what tasks took.
    const turn = (behind - next) / 2;
    expect(turn).toBeGreaterThan(40_000);
    expect(turn).toBeLessThan(80_000);
    expect(next / 1_000).toBeCloseTo(drawn + turn / 1_000, 1);
    expect(await after({ position: 0, ownBefore: 3, isParked: true })).toBeCloseTo(next + turn, -1);
    const unknown = [part({ state: 'waiting', attempts: [], applied: { ...applied, quality: 'high' } })];
    expect(await expectedEndInLine(line, { parts: unknown }, { position: 0, ownBefore: 0, isParked: false })).toBeUndefined(); // prettier-ignore
  });

  it('is not named for what waits beside what is drawn, or is of a kind that is not known well', async () => {
    now = startAt;
    const waiting = part({ index: 1, state: 'waiting', attempts: [] });

    expect(await endOf([part(), waiting])).toBeUndefined();
    expect(await endOf([part({ applied: { ...applied, quality: 'high' } })])).toBeUndefined();
    expect(await endOf([part({ applied: { ...applied, resolution: '4k' } })])).toBeUndefined();
    expect(await endOf([part({ state: 'collecting' })])).toBeUndefined();
  });
});
