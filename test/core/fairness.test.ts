import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Generation } from '../../src/core/generation/generation.ts';
import { beginSubmit, picturesStored } from '../../src/core/generation/attempt-transitions.ts';
import { cancelRequested } from '../../src/core/generation/ending-transitions.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect } from '../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { ReadySet } from '../../src/core/storage/ready-set.ts';
import type { ClaimedPart } from '../../src/core/storage/ready-set.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';
import { adoptOldRing } from '../../src/core/storage/ring.ts';
import { scoresOf } from '../../src/core/storage/user-places.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';
import { makeImage, makeQueued, startAt } from './make-record.ts';
import { expectPlacesToMatch } from './places.ts';

describe('Turns in a lane', () => {
  let redis: TestRedis;
  const clients: ScriptedRedis[] = [];
  let store: RedisGenerationStore;
  let ready: ReadySet;

  beforeAll(async () => {
    redis = await startTestRedis();
    for (let index = 0; index < 4; index += 1) {
      clients.push(connect({ socketPath: redis.socketPath }, 'worker', silentLogger));
    }
    store = new RedisGenerationStore({ redis: clientOf(0), now: () => startAt, retentionMs: 60_000 });
    ready = new ReadySet(clientOf(0));
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await redis.stop();
  });
  beforeEach(() => redis.flush());

  const clientOf = (index: number): ScriptedRedis => {
    const client = clients[index % clients.length];
    if (!client) throw new Error('No such connection');
    return client;
  };

  let sequence = 0;
  /** A waiting request; `name` is its id, and before the first `-` its user. */
  async function wait(
    name: string,
    options: { count?: number; perSubmit?: number; step?: number } = {},
  ): Promise<Generation> {
    const { count = 1, perSubmit = 4, step = 10 } = options;
    const first = (sequence += step);
    const generation = makeQueued({
      ...{ id: name, userId: name.split('-')[0] ?? '', count, perSubmit, sequence: first },
    });
    await store.create(generation, [], { unfinished: 1_000 });
    return generation;
  }

  const claim = (options: { lane?: string; laneLimit?: number; userLimit?: number; by?: ReadySet } = {}) =>
    (options.by ?? ready).claim(options.lane ?? 'alpha', {
      laneLimit: options.laneLimit ?? 1_000,
      userLimit: options.userLimit ?? 1_000,
      leaseUntil: startAt + 3_000,
    });

  const attemptOf = ({ generationId, part }: ClaimedPart): string => `${generationId}-${part}`;
  async function begin(claimed: ClaimedPart): Promise<void> {
    await store.transition(claimed.generationId, (current) => {
      const provider = current.parts[claimed.part]?.provider ?? '';
      const times = { submittedAt: startAt, deadlineAt: startAt + 60_000 };
      const next = beginSubmit(current, claimed.part, {
        ...{ id: attemptOf(claimed), provider, owner: 'w1', ...times },
      });
      return next && { next };
    });
  }
  async function end(claimed: ClaimedPart): Promise<void> {
    await store.transition(claimed.generationId, (current) => {
      const images = [makeImage(`p-${attemptOf(claimed)}`)];
      const next = picturesStored(current, attemptOf(claimed), images, startAt);
      return next && { next };
    });
  }
  const cancel = (id: string) =>
    store.transition(id, (current) => {
      const next = cancelRequested(current, startAt);
      return next && { next };
    });
  const placeOf = async (id: string) => ({
    sequence: (await store.get(id))?.parts[0]?.sequence ?? 0,
    weight: 1,
  });
  /** Claims one after the other, each ended before the next, until nobody waits. */
  async function serveAll(): Promise<readonly string[]> {
    const served: string[] = [];
    for (let claimed = await claim(); claimed; claimed = await claim()) {
      served.push(claimed.generationId);
      await begin(claimed);
      await end(claimed);
    }
    return served;
  }

  it('go round the users, first in first out within each', async () => {
    for (const name of ['ann-1', 'ann-2', 'ann-3', 'bob-1', 'bob-2', 'cat-1']) await wait(name);

    expect(await serveAll()).toEqual(['ann-1', 'bob-1', 'cat-1', 'ann-2', 'bob-2', 'ann-3']);
    await expectPlacesToMatch(redis.client);
    await expectBooksToBalance(redis.client);
  });

  it('come to somebody new before the second of those who were served already', async () => {
    for (const name of ['ann-1', 'ann-2', 'bob-1', 'bob-2']) await wait(name);
    const first = [await claim(), await claim()];
    await wait('cat-1');

    const rest = await serveAll();

    expect(first.map((one) => one?.generationId)).toEqual(['ann-1', 'bob-1']);
    expect(rest).toEqual(['cat-1', 'ann-2', 'bob-2']);
  });

  it('cannot be won by leaving and coming again', async () => {
    await wait('ann-1');
    await wait('bob-1');
    await wait('bob-2');
    expect((await claim())?.generationId).toBe('ann-1');
    await wait('ann-2');

    expect(await serveAll()).toEqual(['bob-1', 'ann-2', 'bob-2']);
  });

  it('are one picture each: four pictures cost four turns', async () => {
    for (const name of ['ann-1', 'ann-2']) await wait(name, { count: 4 });
    for (let index = 1; index <= 6; index += 1) await wait(`bob-${index}`);

    expect(await serveAll()).toEqual([
      'ann-1',
      'bob-1',
      'bob-2',
      'bob-3',
      'bob-4',
      'ann-2',
      'bob-5',
      'bob-6',
    ]);
  });

  it('are shared as fairly between one with a hundred requests and twenty with one', async () => {
    for (let index = 0; index < 100; index += 1) await wait(`greedy-${index}`);
    for (let user = 0; user < 20; user += 1) await wait(`user${user}-1`);
    const wanted = new Map([
      ['greedy', 100],
      ...Array.from({ length: 20 }, (_, user) => [`user${user}`, 1] as const),
    ]);

    const granted = new Map<string, number>([...wanted.keys()].map((user) => [user, 0]));
    let singles = 20;
    while (singles > 0) {
      const claimed = await claim();
      const user = claimed?.userId ?? '';
      granted.set(user, (granted.get(user) ?? 0) + 1);
      if (user !== 'greedy') singles -= 1;
    }

    expect(jainIndex(wanted, granted)).toBeGreaterThanOrEqual(0.95);
  });

  it('go to no user who has all their places taken, and come back when one is free', async () => {
    for (const name of ['ann-1', 'ann-2', 'ann-3', 'bob-1']) await wait(name);
    const limited = () => claim({ userLimit: 2 });
    const first = [await limited(), await limited(), await limited()];
    const [running] = first;

    expect(first.map((one) => one?.generationId)).toEqual(['ann-1', 'bob-1', 'ann-2']);
    expect(await limited()).toBeUndefined();
    if (running) {
      await begin(running);
      await end(running);
    }
    expect((await limited())?.generationId).toBe('ann-3');
  });

  it('go on for the parts of a generation whose user has all places taken', async () => {
    await wait('ann-1', { count: 3, perSubmit: 1 });
    await wait('ann-2');

    const claims = [];
    for (let index = 0; index < 4; index += 1) claims.push(await claim({ userLimit: 1 }));

    expect(claims.map((one) => one && attemptOf(one))).toEqual(['ann-1-0', 'ann-1-1', 'ann-1-2', undefined]);
  });

  it('in one lane are not held up by another that is full', async () => {
    await wait('ann-1');
    await wait('ann-2');
    const elsewhere = makeQueued({ id: 'ann-3', userId: 'ann', sequence: (sequence += 1) });
    const parts = elsewhere.parts.map((part) => ({ ...part, provider: 'beta' }));
    await store.create({ ...elsewhere, parts }, [], { unfinished: 1_000 });

    const full = [await claim({ laneLimit: 1 }), await claim({ laneLimit: 1 })];

    expect(full.map((one) => one?.generationId)).toEqual(['ann-1', undefined]);
    expect((await claim({ lane: 'beta', laneLimit: 1 }))?.generationId).toBe('ann-3');
  });

  it('are taken by one worker each, however many claim at once', async () => {
    for (let index = 0; index < 120; index += 1) await wait(`user${index % 7}-${index}`);
    const sets = clients.map((client) => new ReadySet(client));

    const claims = await Promise.all(
      Array.from({ length: 200 }, (_, index) => claim({ by: sets[index % 4] ?? ready })),
    );

    const taken = claims.flatMap((one) => (one ? [one.generationId] : []));
    expect(taken).toHaveLength(120);
    expect(new Set(taken).size).toBe(120);
  });

  it('never pass the places of a lane, however many claim at once', async () => {
    for (let index = 0; index < 40; index += 1) await wait(`user${index}-1`);

    const claims = await Promise.all(Array.from({ length: 40 }, () => claim({ laneLimit: 9 })));

    expect(claims.filter(Boolean)).toHaveLength(9);
  });

  it('are given back with a claim that comes to nothing, at their old place', async () => {
    for (const name of ['ann-1', 'ann-2', 'bob-1']) await wait(name);
    const claimed = await claim({ userLimit: 1 });
    if (!claimed) throw new Error('Nothing claimed');
    const place = await placeOf(claimed.generationId);

    await ready.unclaim('alpha', claimed, { active: false, place });
    await ready.unclaim('alpha', claimed, { active: false, place });

    await expectPlacesToMatch(redis.client);
    expect((await serveAll()).toSorted()).toEqual(['ann-1', 'ann-2', 'bob-1']);
    await expectPlacesToMatch(redis.client);
  });

  it('of a claimed request that is canceled are free at once', async () => {
    await wait('ann-1');
    await wait('ann-2');
    const one = () => claim({ laneLimit: 1, userLimit: 1 });
    const claimed = await one();
    expect(await one()).toBeUndefined();

    await cancel('ann-1');

    expect(claimed?.generationId).toBe('ann-1');
    expect((await one())?.generationId).toBe('ann-2');
  });

  it('go on with the next request of somebody who takes back the first', async () => {
    await wait('ann-1');
    for (let index = 0; index < 12; index += 1) await wait(`user${index}-1`);
    await wait('ann-2');
    await expectPlacesToMatch(redis.client);

    await cancel('ann-1');
    await expectPlacesToMatch(redis.client);
    const claimed = await claim();
    expect(claimed?.generationId).toBe('ann-2');
    await wait('ann-3');
    if (claimed) await ready.unclaim('alpha', claimed, { active: false, place: await placeOf('ann-2') });
    await expectPlacesToMatch(redis.client);

    expect(await serveAll()).toHaveLength(14);
    expect(await redis.client.keys('{limner}:lane:*:turns*')).toEqual([]);
  });

  it('are kept in small sets, however many wait, and none is left when nobody does', async () => {
    for (let index = 0; index < 260; index += 1) await wait(`user${index % 200}-${index}`, { step: 1 });
    const sets = await redis.client.keys('{limner}:lane:alpha:turns:*');

    expect(sets).toHaveLength(4);
    for (const set of sets) expect(await redis.client.zcard(set)).toBeLessThanOrEqual(64);
    for (let index = 0; index < 200; index += 3) await cancel(`user${index}-${index}`);
    await expectPlacesToMatch(redis.client);
    expect((await ready.size('alpha')).users).toBe(153);
    const last = await store.get('user199-199');
    expect(last && (await store.position(last))).toBe(152);
    const served = await serveAll();
    expect(served.slice(0, 4)).toEqual(['user0-200', 'user1-1', 'user2-2', 'user3-203']);
    expect(served).toHaveLength(260 - 67);
    expect(await redis.client.keys('{limner}:lane:*:turns*')).toEqual([]);
  }, 20_000);

  it('go on as they were with the ring of an older version', async () => {
    for (const name of ['ann-1', 'bob-1', 'cat-1', 'dan-1']) await wait(name);
    await redis.client.del(...(await redis.client.keys('{limner}:lane:alpha:turns*')));
    for (const user of ['ann', 'bob', 'cat', 'dan']) {
      const line = await redis.client.zrangebyscore(keys.requests(user), ...scoresOf.inLine);
      await redis.client.zincrby(keys.requests(user), -1e15, line[0] ?? '');
    }
    const old = '{limner}:lane:alpha:ring';
    await redis.client.zadd(old, 7, 'cat', 8, 'gone', 1_048_577, 'ann', 1_048_578, 'bob', 2_097_152, 'dan');
    // Before it is taken over, and far from her first.
    sequence += 640;
    await wait('ann-2');

    await adoptOldRing(redis.client, 'alpha');
    await adoptOldRing(redis.client, 'alpha');

    expect(await redis.client.exists(old)).toBe(0);
    await expectPlacesToMatch(redis.client);
    expect(await serveAll()).toEqual(['cat-1', 'ann-1', 'bob-1', 'dan-1', 'ann-2']);
  });

  it('are told as about how many come before', async () => {
    const waiting = [];
    for (const name of ['ann-1', 'ann-2', 'ann-3', 'bob-1', 'cat-1']) waiting.push(await wait(name));

    const positions = await Promise.all(waiting.map((generation) => store.position(generation)));

    expect(positions).toEqual([0, 3, 4, 1, 2]);
    await claim();
    const [started] = waiting;
    expect(started && (await store.position(started))).toBeUndefined();
  });
});

/**
 * Jain's index of turns granted over turns wanted, where nobody counts as wanting more than an equal share of all turns
 * that were granted: 1 when all got the same part of it, 1/n when one got everything.
 */
function jainIndex(wanted: ReadonlyMap<string, number>, granted: ReadonlyMap<string, number>): number {
  const share = [...granted.values()].reduce((sum, turns) => sum + turns, 0) / wanted.size;
  const satisfied = [...wanted].map(([user, turns]) => (granted.get(user) ?? 0) / Math.min(turns, share));
  const sum = satisfied.reduce((all, one) => all + one, 0);
  const squares = satisfied.reduce((all, one) => all + one * one, 0);
  return (sum * sum) / (satisfied.length * squares);
}
