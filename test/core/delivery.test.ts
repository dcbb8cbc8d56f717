import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/core/errors.ts';
import type { ErrorCode } from '../../src/core/errors.ts';
import { chargedOf, picturesOf } from '../../src/core/generation/generation.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import { beginDelivery } from '../../src/core/generation/delivery-transitions.ts';
import type { DeliveryJob, DeliveryReceipt } from '../../src/core/ports/delivery-channel.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect } from '../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { takeDownsKey } from '../../src/core/storage/redis-moderation-store.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness, HarnessOptions } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

describe('The delivery of an outcome', () => {
  let redis: TestRedis;
  let client: ScriptedRedis;
  let store: RedisGenerationStore;
  let channel: RecordingChannel;
  let alpha: ScriptedProvider;
  const harnesses: Harness[] = [];

  beforeAll(async () => {
    redis = await startTestRedis();
    client = connect({ socketPath: redis.socketPath }, 'worker', silentLogger);
    store = new RedisGenerationStore({ redis: client, now: Date.now, retentionMs: 60_000 });
  });
  afterAll(async () => {
    client.disconnect();
    await redis.stop();
  });
  beforeEach(async () => {
    await redis.flush();
    channel = new RecordingChannel();
    alpha = new ScriptedProvider('alpha');
  });
  afterEach(async () => {
    await Promise.all(harnesses.splice(0).map((harness) => harness.stop()));
  });

  async function start(options: Partial<HarnessOptions> = {}): Promise<Harness> {
    const harness = await startHarness({
      redis,
      providers: [alpha],
      channels: [channel],
      wrapMedia: (media) => withTestPictures(media),
      ...options,
    });
    harnesses.push(harness);
    return harness;
  }

  const trouble = (code: ErrorCode, options: { retryable?: boolean; retryAfterMs?: number } = {}) =>
    new DeliveryError('Scripted', { platform: 'test', code, ...options });
  const deliveryOf = async (harness: Harness, { id }: Generation) => (await harness.core.get(id))?.delivery;
  const dueAt = async ({ id }: Generation) =>
    Number(await redis.client.zscore(keys.steps('deliver', 'test'), `deliver:${id}`));

  it('is tried again while the platform is away', async () => {
    const harness = await start();
    channel.failures.push(trouble('delivery-unavailable', { retryable: true }));

    const done = await harness.ended((await harness.ask()).id);
    await eventually(() => channel.deliveries.length === 1);

    await eventually(async () => (await deliveryOf(harness, done))?.state === 'delivered');
    expect(await deliveryOf(harness, done)).toMatchObject({ tries: 2 });
    expect(channel.failures).toEqual([]);
  });

  it('waits as long as the platform asks, whatever is renewed meanwhile', async () => {
    const harness = await start();
    channel.failures.push(trouble('delivery-rate-limited', { retryable: true, retryAfterMs: 60_000 }));

    const done = await harness.ended((await harness.ask()).id);
    const asked = Date.now();
    await eventually(async () => (await dueAt(done)) > asked + 50_000);

    expect(channel.deliveries).toEqual([]);
    expect((await deliveryOf(harness, done))?.state).toBe('posting');
  });

  it.each<ErrorCode>(['delivery-target-gone', 'media-not-found'])(
    'ends with the picture kept and charged after %s',
    async (code) => {
      const harness = await start();
      channel.failures.push(trouble(code));

      const done = await harness.ended((await harness.ask()).id);
      await eventually(async () => (await deliveryOf(harness, done))?.state === 'undeliverable');

      const [kept] = await harness.core.history('test:1');
      expect(kept && picturesOf(kept)).toHaveLength(1);
      expect(kept && chargedOf(kept)).toEqual({ images: 1, microUsd: 50_000 });
      expect(await dueAt(done)).toBe(0);
    },
  );

  it('is given up after a bug has broken it five times', async () => {
    const harness = await start();
    const bug = new TypeError('Cannot read properties of undefined');
    channel.failures.push(bug, bug);
    const asked = await harness.ask();
    await eventually(async () => (await deliveryOf(harness, asked))?.tries === 1);
    await store.transition(asked.id, (current) => ({
      next: { ...current, delivery: { ...current.delivery, tries: 4 } },
    }));

    await eventually(async () => (await deliveryOf(harness, asked))?.state === 'undeliverable');

    expect(channel.deliveries).toEqual([]);
  });

  it('believes nothing any more of a worker that was taken over', async () => {
    const told: string[] = [];
    let goOn: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (goOn = resolve));
    channel.deliver = async (job: DeliveryJob): Promise<DeliveryReceipt> => {
      await job.saveCheckpoint({ message: 1 });
      told.push('begun');
      await waiting;
      await job.saveCheckpoint({ message: 2 }).catch((error: Error) => told.push(error.name));
      return { messages: [{ key: 'test:2', pictures: [0] }] };
    };
    const harness = await start();
    const asked = await harness.ask();
    await eventually(() => told.length === 1);
    await store.transition(asked.id, (current) => {
      const next = beginDelivery(current, 'another worker');
      return next && { next };
    });

    goOn();
    await eventually(() => told.length === 2);

    expect(told).toEqual(['begun', 'DeliveryTakenOver']);
    expect(await deliveryOf(harness, asked)).toMatchObject({
      state: 'posting',
      holder: 'another worker',
      checkpoint: { message: 1 },
    });
    expect(await harness.core.findByMessage('test:2')).toBeUndefined();
  });

  it('comes after an edit of progress that is under way, and none comes after it', async () => {
    const events: string[] = [];
    let endEdit: () => void = () => undefined;
    channel.showProgress = async () => {
      events.push('edit begins');
      await new Promise<void>((resolve) => (endEdit = resolve));
      events.push('edit ends');
      return { edited: true, againMs: 10 };
    };
    channel.deliver = async () => {
      events.push('result');
      return { messages: [] };
    };
    alpha.script.push({ kind: 'slow' });
    const harness = await start();
    const asked = await harness.ask();
    await eventually(() => events.length === 1);

    alpha.finish(alpha.submits[0]?.order ?? raise('nothing submitted'));
    const done = await harness.ended(asked.id);
    const noticed = Date.now();
    await eventually(async () => (await dueAt(done)) > noticed);
    endEdit();
    await eventually(async () => (await deliveryOf(harness, done))?.state === 'delivered');

    expect(events).toEqual(['edit begins', 'edit ends', 'result']);
    await eventually(async () => (await redis.client.exists(keys.editsIn(0))) === 0);
    expect(events).toHaveLength(3);
  });

  it('is left to a worker that has the platform’s channel', async () => {
    const lonely = await start({ channels: [] });
    const asked = await lonely.ask();
    await lonely.ended(asked.id);

    await start();
    await eventually(() => channel.deliveries.length === 1);

    expect(channel.deliveries).toEqual([{ generationId: asked.id, status: 'succeeded', pictures: 1 }]);
  });

  it('takes a reported post away only where a worker has the platform’s channel, and then forgets the post', async () => {
    const first = await start();
    const { id } = await first.ended((await first.ask()).id);
    await eventually(async () => (await first.core.findByMessage(`test:${id}`)) !== undefined);
    const stopped = async (harness: Harness) => {
      harnesses.splice(harnesses.indexOf(harness), 1);
      await harness.stop();
    };
    await stopped(first);

    const lonely = await start({ channels: [] });
    await lonely.core.moderation.takeDown('test:boss', { generationId: id, index: 0 });
    const dueAgain = async () => Number(await redis.client.zscore(takeDownsKey, `${id}:0`));
    await eventually(async () => (await dueAgain()) > Date.now() + 5_000);
    await stopped(lonely);
    await redis.client.zadd(takeDownsKey, 1, `${id}:0`);

    const removed: string[] = [];
    const removePosts = ({ id: post }: Generation) => Promise.resolve(void removed.push(post));
    const able = await start({ channels: [Object.assign(channel, { removePosts })] });
    await eventually(async () => (await dueAgain()) === 0);
    expect(removed).toEqual([id]);
    expect(await able.core.findByMessage(`test:${id}`)).toBeUndefined();
  });

  it('lets replies to the posted message find the picture', async () => {
    const harness = await start();

    const done = await harness.ended((await harness.ask({ request: { count: 2 } })).id);
    const found = await eventually(
      async () => (await harness.core.findByMessage(`test:${done.id}`)) ?? false,
    );

    expect(found).toMatchObject({ generation: { id: done.id }, index: 0 });
  });
});

function raise(message: string): never {
  throw new Error(message);
}
