import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import { submissionUnknown } from '../../src/core/generation/ending-transitions.ts';
import type { Decide } from '../../src/core/ports/generation-store.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { LaneSubmitter } from '../../src/core/worker/submit-lane.ts';
import type { WorkerContext } from '../../src/core/worker/worker-context.ts';
import { SharedBrakes } from '../fakes/shared-brakes.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { makeQueued, startAt } from './make-record.ts';

/** A lane with one waiting part, whose store is a variable; `onChange` acts between two steps of the submitter. */
function laneWith(options: { onChange: (lane: { record: Generation; now: number }) => void }) {
  const lane = { record: makeQueued(), now: startAt };
  const alpha = new ScriptedProvider('alpha');
  const claims = [{ generationId: 'g1', part: 0, userId: 'test:1' }];
  const context = {
    ...{ owner: 'w1', logger: silentLogger, now: () => lane.now, randomId: () => 'a1' },
    limits: { userConcurrent: 3 },
    lanes: new Map([
      ['alpha', { concurrency: 1, firstLookMs: 10, lookMs: 10, deadlineMs: 60_000, fixed: true }],
    ]),
    router: { providers: [alpha] },
    hasRoom: () => Promise.resolve(true),
    health: { get: () => Promise.resolve({ state: 'ok' }), succeeded: () => Promise.resolve() },
    leases: { during: (_set: unknown, _members: unknown, work: () => Promise<void>) => work() },
    brakes: new SharedBrakes(),
    steps: { of: () => undefined },
    wakeUps: { wake: () => Promise.resolve() },
    ready: { claim: () => Promise.resolve(claims.shift()), unclaim: () => Promise.resolve([]) },
    store: {
      recent: () => undefined,
      get: () => Promise.resolve(lane.record),
      transition: (_id: string, decide: Decide) => {
        const change = decide(lane.record);
        if (!change) return Promise.resolve({ kind: 'unchanged', generation: lane.record });
        lane.record = { ...change.next, version: lane.record.version + 1 };
        const generation = lane.record;
        try {
          options.onChange(lane);
        } catch (error) {
          return Promise.reject(error as Error);
        }
        return Promise.resolve({ kind: 'changed', generation });
      },
    },
  } as unknown as WorkerContext;
  return { lane, alpha, submitter: new LaneSubmitter(context, new Map()) };
}

describe('A submit whose intention is written', () => {
  it('is not sent by a worker that stood still until others had given it up', async () => {
    const { lane, alpha, submitter } = laneWith({
      onChange: (state) => {
        if (state.record.version !== 2) return;
        state.now += 8_000;
        state.record = submissionUnknown(state.record, 'g1-a1', state.now) ?? state.record;
      },
    });

    await submitter.work('alpha');
    await submitter.stop();

    expect(alpha.submits).toEqual([]);
    expect(lane.record.parts[0]).toMatchObject({ state: 'failed', attempts: [{ state: 'unknown' }] });
  });

  it('is sent by a worker that stood still and was not given up', async () => {
    const { alpha, submitter } = laneWith({ onChange: (state) => void (state.now += 8_000) });

    await submitter.work('alpha');
    await submitter.stop();

    expect(alpha.submits).toHaveLength(1);
  });

  it('waits as before when the store broke off and cannot say whether it was written', async () => {
    let broken = false;
    const { lane, alpha, submitter } = laneWith({
      onChange: () => {
        if (broken) return;
        broken = true;
        throw new AppError('Away', { code: 'store-unavailable', retryable: true });
      },
    });

    await submitter.work('alpha');
    await submitter.stop();

    expect(alpha.submits).toEqual([]);
    expect(lane.record.parts[0]).toMatchObject({ state: 'waiting', attempts: [{ state: 'failed' }] });
  });
});
