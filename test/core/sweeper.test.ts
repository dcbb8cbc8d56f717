import { stat } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/core/errors.ts';
import { chargedOf, picturesOf, statusOf } from '../../src/core/generation/generation.ts';
import { keyPrefix, keys } from '../../src/core/storage/keys.ts';
import { scoresOf } from '../../src/core/storage/user-places.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { tinyPicture } from '../fakes/tiny-picture.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness, HarnessOptions } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';
import { expectPlacesToMatch } from './places.ts';

describe('The sweeper', () => {
  let redis: TestRedis;
  let harness: Harness;
  let channel: RecordingChannel;
  let alpha: ScriptedProvider;

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    await redis.flush();
    channel = new RecordingChannel();
    alpha = new ScriptedProvider('alpha');
  });
  afterEach(async () => {
    await harness.stop();
    await expectBooksToBalance(redis.client);
  });

  async function start(options: Partial<HarnessOptions> = {}): Promise<void> {
    harness = await startHarness({
      redis,
      providers: [alpha],
      channels: [channel],
      wrapMedia: (media) => withTestPictures(media),
      sweepMs: 100,
      ...options,
    });
  }

  const delivered = (count: number) => eventually(() => channel.deliveries.length === count);
  const keysLike = (pattern: string) => redis.client.keys(`${keyPrefix}${pattern}`);

  it.each([
    { name: 'its place in line', lost: ['lane:*:line'] },
    { name: 'its user’s place in the ring', lost: ['lane:*:turns*'] },
    { name: 'both', lost: ['lane:*:line', 'lane:*:turns*'] },
    { name: 'every entry of its user’s', lost: ['lane:*:line', 'u:*:history'] },
  ])('lets a generation that waits go on that has lost $name', async ({ lost }) => {
    await start({ withoutWorker: true });
    await harness.ask();
    for (const pattern of lost) await redis.client.del(...(await keysLike(pattern)));
    if (lost.includes('lane:*:line'))
      await redis.client.zremrangebyscore(keys.requests('test:1'), ...scoresOf.inLine);

    harness.startWorkerNow();

    await delivered(1);
    expect(alpha.submits).toHaveLength(1);
    await expectPlacesToMatch(redis.client);
  });

  it.each(['edits-in:*', 'edits-due:*'])(
    'lets a status message be edited again that has lost %s',
    async (lost) => {
      await start({ withoutWorker: true, lane: { concurrency: 0 } });
      const { id } = await harness.ask();
      await redis.client.del(...(await keysLike(lost)));

      harness.startWorkerNow();

      await eventually(() => channel.progress.some(({ generation }) => generation.id === id));
    },
  );

  it('goes on with a store in which an older version had keys for every place', async () => {
    await start({ withoutWorker: true });
    const { id, createdAt } = await harness.ask();
    const { client } = redis;
    await client.zremrangebyscore(keys.requests('test:1'), '-inf', scoresOf.inLine[1]);
    await client.del(...(await keysLike('lane:*:line')), ...(await keysLike('open*')));
    await client.zadd(keys.open(), createdAt, id);
    await client.zadd(keys.open(), createdAt, 'gone');
    await client.zadd(`${keyPrefix}u:test:1:unfinished`, createdAt, id);
    await client.zadd(`${keyPrefix}lane:alpha:q:test:1`, 1, `${id}:0`);
    await client.hset(`${keyPrefix}lane:alpha:weights`, `${id}:0`, 1);
    await client.zadd(keys.steps('expire'), Date.now() - 1, `expire:${id}`);

    harness.startWorkerNow();

    await delivered(1);
    await expectPlacesToMatch(client);
    for (const old of ['u:*:unfinished', 'lane:*:q:*', 'lane:*:weights'])
      expect(await keysLike(old)).toEqual([]);
  });

  it('does not keep those waiting until its next turn whom an older version left in its ring', async () => {
    await start({ withoutWorker: true, sweepMs: 60_000 });
    await harness.ask();
    const { client } = redis;
    const [entry = ''] = await client.zrangebyscore(keys.requests('test:1'), ...scoresOf.inLine);
    await client.zincrby(keys.requests('test:1'), -1e15, entry);
    await client.del(...(await keysLike('lane:*:turns*')));
    await client.zadd(`${keyPrefix}lane:alpha:ring`, 7, 'test:1');
    await client.set(`${keys.open()}:sweeping`, 'the older version', 'PX', 60_000);

    harness.startWorkerNow();

    await delivered(1);
    await expectPlacesToMatch(client);
  });

  it('goes on with a user who was parked while an older version kept the line', async () => {
    await start({ withoutWorker: true, limits: { userConcurrent: 1 } });
    await harness.ask();
    const { client } = redis;
    const [entry = ''] = await client.zrangebyscore(keys.requests('test:1'), ...scoresOf.inLine);
    await client.zincrby(keys.requests('test:1'), -1e15, entry);
    await client.del(...(await keysLike('lane:*:turns*')));
    await client.sadd(keys.parkedLanes('test:1'), 'alpha');

    harness.startWorkerNow();

    await delivered(1);
    await expectPlacesToMatch(client);
  });

  it('gives up what has waited in line for a day', async () => {
    let passed = 0;
    await start({ lane: { concurrency: 0 }, now: () => Date.now() + passed });
    const asked = await harness.ask();

    passed = 24 * 3_600_000;

    expect((await harness.ended(asked.id)).error?.code).toBe('provider-unavailable');
    await delivered(1);
    await expectPlacesToMatch(redis.client);
  });

  it('lets a user go on whose places are taken by nothing', async () => {
    await start({ withoutWorker: true, limits: { userConcurrent: 1 } });
    await redis.client.sadd(keys.active('test:1'), 'gone');
    await redis.client.sadd(keys.laneActive('alpha'), 'claim:gone:0', 'gone-attempt');
    await harness.ask();

    harness.startWorkerNow();

    await delivered(1);
    await expectPlacesToMatch(redis.client);
  });

  it('frees the places of a lane that nothing occupies', async () => {
    await start({ withoutWorker: true, lane: { concurrency: 2 } });
    await redis.client.sadd(keys.laneActive('alpha'), 'claim:gone:0', 'gone-attempt');
    await harness.ask();

    harness.startWorkerNow();

    await delivered(1);
    await expectPlacesToMatch(redis.client);
  });

  it('lets a task be looked at again that has lost its look', async () => {
    await start();
    alpha.script.push({ kind: 'slow' });
    const asked = await harness.ask();
    await harness.ended(asked.id, 'running');
    await eventually(async () => {
      const removed = await redis.client.del(keys.looks('alpha'));
      return removed === 1;
    });

    alpha.finish(alpha.submits[0]?.order ?? raise());

    await delivered(1);
    await expectPlacesToMatch(redis.client);
  });

  it('brings back a delivery that has lost its step', async () => {
    await start();
    const retryAfterMs = 3_600_000;
    channel.failures.push(
      new DeliveryError('Scripted', {
        platform: 'test',
        code: 'delivery-unavailable',
        retryable: true,
        retryAfterMs,
      }),
    );
    const asked = await harness.ask();
    await eventually(async () => {
      const due = await redis.client.zscore(keys.steps('deliver', 'test'), `deliver:${asked.id}`);
      return Number(due) > Date.now() + 60_000;
    });

    await redis.client.del(keys.steps('deliver', 'test'));

    await delivered(1);
    await expectPlacesToMatch(redis.client);
  });

  it('tells of a submit that has lost its lease', async () => {
    await start();
    alpha.script.push({ kind: 'hangs' });
    const asked = await harness.ask();
    await eventually(() => alpha.submits.length === 1);
    await redis.client.zrem(keys.steps('submit'), `submit:${asked.id}:0`);
    await eventually(async () => {
      const lease = await redis.client.zscore(keys.steps('submit'), `submit:${asked.id}:0`);
      return lease !== null;
    });

    alpha.submits[0]?.answer({ kind: 'pictures' });

    await delivered(1);
    expect(channel.deliveries).toMatchObject([{ status: 'succeeded' }]);
  });

  it('forgets places of generations whose record is gone', async () => {
    await start({ withoutWorker: true });
    const { id } = await harness.ask();
    await redis.client.del(keys.generation(id));
    await redis.client.zadd(keys.steps('submit'), '0', `requeue:${id}:0`);
    await redis.client.zadd(keys.steps('deliver', 'test'), '0', `deliver:${id}`);

    harness.startWorkerNow();

    await eventually(async () => {
      const steps = await redis.client.zrange(keys.steps('submit'), '0', '-1');
      const sets = [
        keys.open(),
        keys.steps('deliver', 'test'),
        keys.laneActive('alpha'),
        keys.active('test:1'),
      ];
      const left = await Promise.all(sets.map((key) => redis.client.exists(key)));
      return !steps.includes(`requeue:${id}:0`) && left.every((one) => one === 0);
    });
    await redis.flush();
  });

  it('goes through all of them, a few at a time', async () => {
    await start({ withoutWorker: true });
    for (let set = 1; set <= 9; set += 1) {
      await redis.client.zadd(keys.open(), '1', `${set}`);
      await redis.client.zadd(keys.openIn(set), '0', `gone-${set}`);
    }

    harness.startWorkerNow();

    await eventually(async () => (await redis.client.exists(keys.open())) === 0);
    expect(await keysLike('open:[0-9]*')).toEqual([]);
  });

  describe('of gateways that are configured no more', () => {
    const beta = new ScriptedProvider('beta');

    it('takes what waits there elsewhere', async () => {
      await start({ withoutWorker: true });
      const asked = await harness.ask();
      await harness.stop();

      await start({ providers: [beta], now: () => Date.now() + 11 * 60_000 });

      expect(await harness.ended(asked.id)).toMatchObject({
        parts: [{ provider: 'beta', state: 'succeeded' }],
      });
    });

    it('tells of what was drawn there at its deadline', async () => {
      await start({ lane: { deadlineMs: 30_000 } });
      alpha.script.push({ kind: 'slow' });
      const asked = await harness.ask();
      await harness.ended(asked.id, 'running');
      await harness.stop();

      await start({ providers: [beta], now: () => Date.now() + 31_000 });

      expect((await harness.ended(asked.id)).error?.code).toBe('generation-timed-out');
      await delivered(1);
    });
  });

  describe('of pictures', () => {
    const day = 86_400_000;
    const there = (path: string): Promise<boolean> =>
      stat(path).then(
        () => true,
        () => false,
      );

    it('removes what no generation took, after an hour', async () => {
      let passed = 0;
      await start({ now: () => Date.now() + passed, limits: { userDailyImages: 0 } });
      const image = await harness.media.stage(tinyPicture('refused'));
      const order = harness.order({ references: [{ kind: 'staged', image }] });
      expect(await harness.core.request(order)).toMatchObject({ kind: 'refused' });
      const paths: string[] = [];
      for await (const { path } of harness.media.list()) paths.push(path);

      passed = 61 * 60_000;

      expect(paths).toHaveLength(1);
      await eventually(async () => !(await there(paths[0] ?? '')));
    });

    it('removes an original with the claim of its last owner, and no sooner', async () => {
      let passed = 0;
      await start({ now: () => Date.now() + passed, retentionMs: 30 * day, withoutWorker: true });
      const staged = async (name: string) =>
        ({ kind: 'staged', image: await harness.media.stage(tinyPicture(name)) }) as const;
      const first = await harness.ask({ references: [await staged('shared'), await staged('alone')] });
      const [shared = raise(), alone = raise()] = first.references;
      passed = 20 * day;
      await harness.ask({ references: [{ kind: 'stored', image: shared }] });
      await harness.core.cancel({ userId: 'test:1', all: true });
      harness.startWorkerNow();
      await delivered(2);
      expect(await there(harness.media.pathOf(alone))).toBe(true);

      passed = 31 * day;
      await eventually(async () => !(await there(harness.media.pathOf(alone))));
      expect(await there(harness.media.pathOf(shared))).toBe(true);

      passed = 51 * day;
      await eventually(async () => !(await there(harness.media.pathOf(shared))));
      const [latest] = await harness.core.history('test:1');
      expect(latest && [statusOf(latest), picturesOf(latest).length, chargedOf(latest).images]).toEqual([
        'canceled',
        0,
        0,
      ]);
      await eventually(async () => (await redis.client.exists(keys.mediaExpiry())) === 0);
    });
  });
});

function raise(): never {
  throw new Error('There is none');
}
