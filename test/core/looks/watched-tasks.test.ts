import { beforeEach, describe, expect, it } from 'vitest';
import {
  beginSubmit,
  missingCounted,
  resultsKnown,
  taskStarted,
} from '../../../src/core/generation/attempt-transitions.ts';
import { deadlinePassed } from '../../../src/core/generation/ending-transitions.ts';
import { standingOf } from '../../../src/core/generation/effects.ts';
import type { Generation } from '../../../src/core/generation/generation.ts';
import type { DueSet } from '../../../src/core/storage/due-set.ts';
import { KeyRefusals } from '../../../src/core/worker/key-refusals.ts';
import { LeaseKeeper } from '../../../src/core/worker/lease-keeper.ts';
import { TaskWatcher } from '../../../src/core/worker/look-at-tasks.ts';
import { LookSchedule } from '../../../src/core/worker/look-schedule.ts';
import { WatchedTasks } from '../../../src/core/worker/watched-tasks.ts';
import type { WorkerContext } from '../../../src/core/worker/worker-context.ts';
import { ProviderError } from '../../../src/core/errors.ts';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import { ScriptedProvider } from '../../fakes/scripted-provider.ts';
import { makeQueued, startAt } from '../make-record.ts';

describe('What a worker remembers of the tasks that it looks at', () => {
  let records: Map<string, Generation>;
  let read: string[];
  let now: number;
  let tasks: WatchedTasks;

  const member = 'g1:0:0';
  const deadlineAt = startAt + 600_000;

  function change(step: (generation: Generation) => Generation | undefined): void {
    const next = step(records.get('g1') ?? makeQueued());
    if (!next) throw new Error('That step does not fit');
    records.set('g1', next);
  }

  beforeEach(() => {
    records = new Map();
    read = [];
    now = startAt;
    tasks = new WatchedTasks({
      store: {
        recent: () => undefined,
        getMany: (ids) => {
          read.push(...ids);
          return Promise.resolve(ids.flatMap((id) => records.get(id) ?? []));
        },
      },
      provider: new ScriptedProvider('alpha'),
      now: () => now,
    });
    change((generation) =>
      beginSubmit(generation, 0, {
        ...{ id: 'g1-a', provider: 'alpha', owner: 'worker', submittedAt: startAt, deadlineAt },
      }),
    );
    change((generation) =>
      taskStarted(generation, 'g1-a', { id: 'task-1', baseUrl: 'https://alpha.example' }),
    );
  });

  it('is read from the store once, however often it is looked at', async () => {
    for (let look = 0; look < 5; look += 1) {
      const { tasks: due, gone } = await tasks.load([member]);
      expect(due).toMatchObject([{ member, attemptId: 'g1-a', task: { id: 'task-1' }, deadlineAt }]);
      expect(gone).toEqual([]);
    }
    expect(read).toEqual(['g1']);
  });

  it('is read again once the deadline has passed, because another worker may have told the user', async () => {
    await tasks.load([member]);
    now = deadlineAt;
    change((generation) => deadlinePassed(generation, 'g1-a', now));

    expect((await tasks.load([member])).tasks).toMatchObject([{ late: true }]);
    expect((await tasks.load([member])).tasks).toMatchObject([{ late: true }]);
    expect(read).toHaveLength(3);
  });

  it('is not believed any more once another worker heard that the gateway does not know the task', async () => {
    await tasks.load([member]);
    change((generation) => missingCounted(generation, 'g1-a', 1));
    const [renamed = ''] = standingOf(records.get('g1') ?? makeQueued(), now).looks.keys();

    expect(renamed).not.toBe(member);
    expect((await tasks.load([renamed])).tasks).toMatchObject([{ missingCount: 1 }]);
    change((generation) => missingCounted(generation, 'g1-a', 2));
    expect((await tasks.load([renamed])).tasks).toMatchObject([{ missingCount: 2 }]);
    change((generation) => missingCounted(generation, 'g1-a', 0));
    expect([...standingOf(records.get('g1') ?? makeQueued(), now).looks.keys()]).toEqual([member]);
  });

  it('is nothing when the task has ended or the record is gone', async () => {
    change((generation) =>
      resultsKnown(generation, 'g1-a', [{ kind: 'remote', url: 'https://alpha.example/1' }], {}),
    );

    expect(await tasks.load([member, 'g9:0:0'])).toEqual({ tasks: [], gone: [member, 'g9:0:0'] });
  });

  it('is forgotten when it is told to be', async () => {
    const [task] = (await tasks.load([member])).tasks;
    if (task) tasks.forget(task);
    records.clear();

    expect((await tasks.load([member])).gone).toEqual([member]);
  });

  it('is read again once it is late before its deadline, because its key is taken no more', async () => {
    const provider = new ScriptedProvider('alpha');
    const told: number[] = [];
    const postponed: string[] = [];
    const pace = { concurrency: 1, firstLookMs: 5_000, lookMs: 5_000, deadlineMs: 600_000, fixed: true };
    const leases = new LeaseKeeper({ leaseMs: 3_000, now: () => now, logger: silentLogger });
    const context = {
      ...{ leases, logger: silentLogger, now: () => now, lanes: new Map([['alpha', pace]]) },
      brakes: { waitMs: () => 0 },
      store: {
        recent: () => undefined,
        getMany: (ids: readonly string[]) => {
          read.push(...ids);
          return Promise.resolve(ids.flatMap((id) => records.get(id) ?? []));
        },
        transition: (_: string, decide: (current: Generation) => { next: Generation } | undefined) => {
          told.push(now);
          change((current) => decide(current)?.next);
          return Promise.resolve({ kind: 'changed' });
        },
      },
    } as unknown as WorkerContext;
    const due = {
      postpone: (name: string) => Promise.resolve(void postponed.push(name)),
    } as unknown as DueSet;
    const schedule = new LookSchedule(context, provider);
    const watcher = new TaskWatcher(context, provider, due, schedule, 'alpha+key', new KeyRefusals());

    for (const afterMs of [0, 40_000, 80_000, 120_000]) {
      now = startAt + afterMs;
      const phase = 'poll';
      provider.lookFailures.push(
        new ProviderError('Refused', { code: 'provider-unauthorized', provider: 'alpha', phase }),
      );
      await watcher.look([member]);
    }
    leases.close();

    expect(told).toEqual([startAt + 80_000]);
    expect(postponed).toEqual([member, member, member]);
    expect(read).toEqual(['g1', 'g1']);
    expect(records.get('g1')?.parts[0]?.attempts).toMatchObject([{ state: 'late' }]);
  });
});
