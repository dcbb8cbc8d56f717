import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageProvider } from '../../../src/core/ports/image-provider.ts';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import type { DueSet } from '../../../src/core/storage/due-set.ts';
import { LeaseKeeper } from '../../../src/core/worker/lease-keeper.ts';
import { LookSchedule } from '../../../src/core/worker/look-schedule.ts';
import type { LookedAt } from '../../../src/core/worker/look-schedule.ts';
import type { WorkerContext } from '../../../src/core/worker/worker-context.ts';

const leaseMs = 3_000;
const lookMs = 4_000;

/** What is asked of a set of due things. */
class WrittenSet implements Pick<DueSet, 'postpone' | 'renew'> {
  readonly postponed: [string, number][] = [];
  readonly renewed: string[] = [];

  async postpone(member: string, until: number): Promise<void> {
    this.postponed.push([member, until]);
  }

  async renew(members: readonly string[]): Promise<void> {
    this.renewed.push(...members);
  }
}

describe('The leases of tasks that are looked at', () => {
  let keeper: LeaseKeeper;
  let written: WrittenSet;
  let set: DueSet;
  const at = 1_000_000;

  beforeEach(() => {
    vi.useFakeTimers({ now: at });
    written = new WrittenSet();
    set = written as unknown as DueSet;
    keeper = new LeaseKeeper({ leaseMs, now: Date.now, logger: silentLogger });
  });
  afterEach(() => {
    keeper.close();
    vi.useRealTimers();
  });

  it('stand for the next look where they end when it is to be made, or a little later', async () => {
    const until = at + lookMs + 40;
    await keeper.during(
      set,
      ['fits', 'early', 'late', 'exact'],
      async () => {
        await keeper.postpone(set, 'fits', until - 30, 40);
        await keeper.postpone(set, 'early', until - 50, 40);
        await keeper.postpone(set, 'late', until + 1, 40);
        await keeper.postpone(set, 'exact', until - 30);
        expect(keeper.holds(set, 'fits')).toBe(false);
      },
      until,
    );

    expect(written.postponed).toEqual([
      ['early', until - 50],
      ['late', until + 1],
      ['exact', until - 30],
    ]);
  });

  it('stand for nothing once they were renewed, which moved them', async () => {
    const until = at + lookMs + 40;
    await keeper.during(
      set,
      ['a', 'b'],
      async () => {
        keeper.letGo(set, 'b');
        vi.advanceTimersByTime(leaseMs / 4);
        await keeper.postpone(set, 'a', until - 30, 40);
      },
      until,
    );

    expect(written.renewed).toEqual(['a']);
    expect(written.postponed).toEqual([['a', until - 30]]);
  });

  it('are kept while any work that holds them runs', async () => {
    let end = (): void => undefined;
    const longer = keeper.during(set, ['a'], () => new Promise<void>((resolve) => (end = resolve)));
    await keeper.during(set, ['a', 'b'], async () => undefined);

    expect([keeper.holds(set, 'a'), keeper.holds(set, 'b')]).toEqual([true, false]);
    end();
    await longer;
    expect(keeper.holds(set, 'a')).toBe(false);
  });

  describe('at the pace of an operator', () => {
    const schedule = (minLookMs: number, pace = lookMs): LookSchedule => {
      const lane = { concurrency: 50, firstLookMs: pace, lookMs: pace, deadlineMs: 600_000, fixed: true };
      const context = { lanes: new Map([['gateway', lane]]), now: Date.now } as Partial<WorkerContext>;
      const provider = { id: 'gateway', limits: { pollBatchSize: 1, minLookMs } } as ImageProvider;
      return new LookSchedule(context as WorkerContext, provider);
    };
    const task = (): LookedAt => ({
      member: 'a',
      kind: { provider: 'gateway', model: undefined, resolution: '1k', quality: 'auto', count: 1 },
      submittedAt: at,
      sentAt: at,
    });

    it('are as long as the pace, which is counted from request to request', () => {
      expect(schedule(2_000).restMs).toBeGreaterThanOrEqual(lookMs);
      vi.advanceTimersByTime(300);
      expect(schedule(2_000).again(task(), {})).toBe(at + lookMs);
    });

    it('are not longer than a crash may keep a picture from its user', () => {
      expect(schedule(2_000, 10_000).restMs).toBeGreaterThanOrEqual(10_000);
      expect(schedule(2_000, 60_000).restMs).toBe(0);
    });

    it('end together where they end within a small share of it, which stays below what anybody notices', () => {
      const [quick, usual, slow] = [1_000, 5_000, 60_000].map((pace) => schedule(2_000, pace).gatherMs);

      expect([quick, usual, slow]).toEqual([40, 100, 200]);
    });

    it('end no sooner after an answer than the gateway wants, nor at once after none', () => {
      vi.advanceTimersByTime(3_500);
      expect(schedule(2_000).again(task(), {})).toBe(at + 5_500);
      expect(schedule(2_000).again(task(), { unanswered: true })).toBe(at + 3_500 + lookMs);
      expect(schedule(2_000).again(task(), { askedMs: 9_000 })).toBe(at + 3_500 + 9_000);
    });
  });
});
