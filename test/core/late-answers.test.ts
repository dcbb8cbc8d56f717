import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callbackSecret } from '../../src/core/callback-secret.ts';
import { chargedOf, picturesOf, statusOf } from '../../src/core/generation/generation.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import { submissionUnknown } from '../../src/core/generation/ending-transitions.ts';
import { connect } from '../../src/core/storage/connection.ts';
import { stageOf } from '../../src/core/generation/stage.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';
import { leaseMs } from '../../src/core/generation/effects.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import type { ScriptedProviderOptions, Submit } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness, HarnessOptions } from '../support/core-harness.ts';
import { tinyPicture } from '../fakes/tiny-picture.ts';
import { eventually } from '../support/eventually.ts';
import { giveUpSubmit } from '../support/give-up-submit.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';

const secretKey = 'a-secret-key-for-tests-only-0123456789';
const target = { platform: 'test', address: {} };

describe('When the answer comes late', () => {
  let redis: TestRedis;
  let client: ScriptedRedis;
  let store: RedisGenerationStore;
  let harness: Harness;
  let channel: RecordingChannel;
  let alpha: ScriptedProvider;

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
  });
  afterEach(async () => {
    for (const submit of alpha.submits) submit.answer({ kind: 'error', code: 'submission-unknown' });
    await harness.stop();
    await expectBooksToBalance(redis.client);
  });

  async function start(provider: ScriptedProviderOptions = {}, options: Partial<HarnessOptions> = {}) {
    alpha = new ScriptedProvider('alpha', provider);
    harness = await startHarness({
      redis,
      providers: [alpha],
      channels: [channel],
      wrapMedia: (media) => withTestPictures(media),
      ...options,
    });
  }

  const seen = (generation: Generation, count: number) =>
    eventually(() => (channel.seenOf(generation).length === count ? channel.seenOf(generation) : false));
  const submitted = (count = 1): Promise<Submit> =>
    eventually(() => alpha.submits[count - 1] ?? false) as Promise<Submit>;
  /** What another worker stores that finds the lease of a submit lapsed. */
  const giveUp = (generation: Generation, submit: Submit) =>
    store.transition(generation.id, (current) => {
      const next = submissionUnknown(current, submit.order.attemptId, Date.now());
      return next && { next };
    });
  /** Late tasks are looked at seldom; this makes the next look due. */
  const lookNow = () =>
    eventually(async () => {
      const [member] = await redis.client.zrange(keys.looks('alpha'), '0', '0');
      if (member) await redis.client.zadd(keys.looks('alpha'), 'XX', '0', member);
      return member === undefined;
    });

  const unknown = { status: 'failed', pictures: 0, code: 'submission-unknown' };
  const picture = { status: 'succeeded', pictures: 1 };

  describe('to a submit that was given up as unknown', () => {
    it.each([
      { name: 'names a task', synchronous: false },
      { name: 'brings the pictures', synchronous: true },
    ])('turns it into a success that costs the user nothing, where it $name', async ({ synchronous }) => {
      await start({ limits: { synchronous } });
      alpha.script.push({ kind: 'hangs' });
      const asked = await harness.ask();
      const submit = await submitted();
      await giveUp(asked, submit);
      await seen(asked, 1);

      submit.answer({ kind: 'pictures' });

      expect(await seen(asked, 2)).toEqual(
        [unknown, picture].map((one) => ({ generationId: asked.id, ...one })),
      );
      const done = await harness.ended(asked.id);
      expect(chargedOf(done)).toEqual({ images: 0, microUsd: 0 });
      expect(done.parts[0]?.attempts).toMatchObject([
        { state: 'succeeded', cost: { capturedMicroUsd: 0, writtenOffMicroUsd: 50_000 } },
      ]);
      expect(alpha.submits).toHaveLength(1);
    });

    it('is not sent after that by a worker that stood still before it could', async () => {
      let goOn: () => void = () => expect.fail('Nothing stands still');
      let isStill = false;
      let passed = 0;
      await start(
        {},
        {
          now: () => Date.now() + passed,
          wrapMedia: (media) => ({
            ...withTestPictures(media),
            async localPath(image) {
              isStill = true;
              await new Promise<void>((resolve) => (goOn = resolve));
              return media.localPath(image);
            },
          }),
        },
      );
      const image = await harness.media.stage(tinyPicture('reference'));
      const asked = await harness.ask({ references: [{ kind: 'staged', image }] });
      await eventually(() => isStill);
      await giveUpSubmit(redis, asked.id);
      passed = leaseMs;
      goOn();

      await seen(asked, 1);
      await harness.stop();
      expect(alpha.submits).toEqual([]);
      expect(channel.seenOf(asked)).toMatchObject([unknown]);
    });

    it('believes a callback that names the task, once it is confirmed by a look', async () => {
      await start();
      alpha.script.push({ kind: 'error', code: 'submission-unknown', billed: true });
      const asked = await harness.ask();
      const { order } = await submitted();
      await seen(asked, 1);
      alpha.finish(order);
      const secret = callbackSecret(secretKey, order.attemptId);

      await harness.core.receiveCallback('alpha', `${order.attemptId}.forged`, { task: 'another' });
      await harness.core.receiveCallback('alpha', secret, { task: alpha.taskOf(order).id });
      await harness.core.receiveCallback('alpha', secret, { task: alpha.taskOf(order).id });

      expect(await seen(asked, 2)).toMatchObject([unknown, picture]);
      expect(chargedOf(await harness.ended(asked.id))).toEqual({ images: 0, microUsd: 0 });
      expect(alpha.looks).toEqual([alpha.taskOf(order).id]);
    });

    it('keeps what the delivery has noted, so that the same message becomes the picture', async () => {
      const checkpoints: unknown[] = [];
      channel.deliver = async (job) => {
        checkpoints.push(job.checkpoint);
        await job.saveCheckpoint({ message: checkpoints.length });
        return RecordingChannel.prototype.deliver.call(channel, job);
      };
      await start();
      alpha.script.push({ kind: 'hangs' });
      const asked = await harness.ask();
      const submit = await submitted();
      await giveUp(asked, submit);
      await seen(asked, 1);

      submit.answer({ kind: 'pictures' });
      await seen(asked, 2);

      expect(checkpoints).toEqual([undefined, { message: 1 }]);
    });

    it('tells the user when a submit ignores its time-out', async () => {
      await start({ limits: { synchronous: true } }, { lane: { deadlineMs: 200 } });
      alpha.script.push({ kind: 'hangs' });
      const asked = await harness.ask();

      await seen(asked, 1);
      (await submitted()).answer({ kind: 'pictures' });

      expect(await seen(asked, 2)).toMatchObject([unknown, picture]);
    });
  });

  describe('than the deadline', () => {
    it('tells the user, and keeps the picture for the history without a charge', async () => {
      await start({}, { lane: { deadlineMs: 250 } });
      alpha.script.push({ kind: 'slow' });
      const asked = await harness.ask();
      const { order } = await submitted();
      expect(await seen(asked, 1)).toMatchObject([{ code: 'generation-timed-out', pictures: 0 }]);

      alpha.finish(order);
      await lookNow();

      await eventually(async () => picturesOf(await harness.ended(asked.id)).length === 1);
      const [kept] = await harness.core.history('test:1');
      expect(kept && statusOf(kept)).toBe('failed');
      expect(kept && chargedOf(kept)).toEqual({ images: 0, microUsd: 0 });
      expect(kept?.parts[0]?.attempts[0]?.cost.writtenOffMicroUsd).toBe(50_000);
      expect(channel.seenOf(asked)).toHaveLength(1);
    });

    it('does not give a task up before it because looks fail', async () => {
      await start();
      alpha.lookFailures.push(new TypeError('bug'), new Error('away'), new Error('away'));

      const done = await harness.ended((await harness.ask()).id);

      expect(statusOf(done)).toBe('succeeded');
      expect(alpha.looks).toHaveLength(4);
    });

    it('does not give a task up because it was not known now and then', async () => {
      await start();
      const missing = { state: 'missing' } as const;
      alpha.nextLooks.push(missing, missing, { state: 'running' }, missing, missing);

      const done = await harness.ended((await harness.ask()).id);

      expect(statusOf(done)).toBe('succeeded');
      expect(alpha.looks).toHaveLength(6);
    });

    it('believes the third answer in a row that a task is not known', async () => {
      await start();
      alpha.script.push({ kind: 'slow' });
      const asked = await harness.ask();
      const { order } = await submitted();
      alpha.finish(order, { state: 'missing' });

      const done = await harness.ended(asked.id);

      expect(done.error?.code).toBe('provider-failed');
      expect(alpha.looks.length).toBeGreaterThanOrEqual(3);
    });
  });

  describe('than a cancel', () => {
    it('costs nothing while the generation waits', async () => {
      await start({}, { withoutWorker: true });
      const asked = await harness.ask({ request: { count: 3 } });

      const [canceled] = await harness.core.cancel({ userId: 'test:1', chatId: 'test:chat' });
      harness.startWorkerNow();

      expect(canceled?.bought).toBe(false);
      expect(await seen(asked, 1)).toMatchObject([{ status: 'canceled', pictures: 0 }]);
      expect(chargedOf(await harness.ended(asked.id))).toEqual({ images: 0, microUsd: 0 });
      expect(alpha.submits).toEqual([]);
    });

    it.each([
      { answer: { kind: 'pictures' }, what: 'takes it', images: 1 },
      { answer: { kind: 'error', code: 'provider-rejected' }, what: 'refuses it', images: 0 },
    ] as const)('costs what comes of it while it is handed over to a gateway that $what', async (told) => {
      await start({ limits: { synchronous: true } });
      alpha.script.push({ kind: 'hangs' });
      const asked = await harness.ask();
      const submit = await submitted();

      const [canceled] = await harness.core.cancel({ userId: 'test:1', generationId: asked.id });
      submit.answer(told.answer);

      expect(canceled?.bought).toBe(true);
      expect(await seen(asked, 1)).toMatchObject([{ status: 'canceled', pictures: 0 }]);
      await eventually(async () => {
        const { parts } = await harness.ended(asked.id);
        expect(parts.map(({ state }) => state)).not.toContain('submitting');
      });
      expect(chargedOf(await harness.ended(asked.id)).images).toBe(told.images);
      expect(alpha.submits).toHaveLength(1);
    });

    it('charges a picture that is being fetched, and keeps it', async () => {
      let fetch: () => void = () => undefined;
      const allowed = new Promise<void>((go) => (fetch = go));
      await start(
        {},
        {
          wrapMedia: (media) => {
            const known = withTestPictures(media);
            return {
              ...known,
              importResult: async (source) => allowed.then(() => known.importResult(source)),
            };
          },
        },
      );
      const asked = await harness.ask();
      await eventually(async () => {
        const generation = await harness.core.get(asked.id);
        expect(generation && stageOf(generation)).toBe('collecting');
      });

      const [canceled] = await harness.core.cancel({ userId: 'test:1', generationId: asked.id });
      fetch();

      expect(canceled?.bought).toBe(true);
      await eventually(async () => picturesOf(await harness.ended(asked.id)).length === 1);
      expect(chargedOf(await harness.ended(asked.id)).images).toBe(1);
      expect(channel.seenOf(asked)).toMatchObject([{ status: 'canceled', pictures: 0 }]);
    });

    it('charges what was bought when it arrives, and keeps it for the history only', async () => {
      await start();
      alpha.script.push({ kind: 'slow' });
      const asked = await harness.ask();
      const { order } = await submitted();
      await harness.ended(asked.id, 'running');

      const [canceled] = await harness.core.cancel({ userId: 'test:1', chatId: 'test:chat' });
      await seen(asked, 1);
      alpha.finish(order);
      await eventually(async () => picturesOf(await harness.ended(asked.id)).length === 1);

      expect(canceled?.bought).toBe(true);
      expect(chargedOf(await harness.ended(asked.id))).toEqual({ images: 1, microUsd: 50_000 });
      expect(channel.seenOf(asked)).toMatchObject([{ status: 'canceled', pictures: 0 }]);
    });
  });

  describe('the user', () => {
    it('can retry once, however often the button is pressed', async () => {
      await start();
      alpha.script.push({ kind: 'error', code: 'submission-unknown' });
      const failed = await harness.ended((await harness.ask()).id);
      const press = (requestKey: string) =>
        harness.core.retry({ generationId: failed.id, userId: 'test:1', requestKey, target });

      const presses = await Promise.all(['k1', 'k2', 'k3', 'k4'].map(press));
      const later = await press('k5');

      expect(presses.map(({ kind }) => kind).toSorted()).toEqual([
        'accepted',
        'duplicate',
        'duplicate',
        'duplicate',
      ]);
      const ids = [...presses, later].map((one) => (one.kind === 'refused' ? 'refused' : one.generation.id));
      expect(new Set(ids).size).toBe(1);
      expect(statusOf(await harness.ended(ids[0] ?? ''))).toBe('succeeded');
      expect(await harness.core.get(failed.id)).toMatchObject({ retriedAs: ids[0] });
      expect(alpha.submits).toHaveLength(2);
    });

    it('can retry later when the first press was refused', async () => {
      await start({}, { limits: { userDailyImages: 1 } });
      alpha.script.push({ kind: 'error', code: 'submission-unknown' });
      const failed = await harness.ended((await harness.ask()).id);
      alpha.script.push({ kind: 'slow' });
      const other = await harness.ask();
      const { order } = await submitted(2);
      const press = (requestKey: string) =>
        harness.core.retry({ generationId: failed.id, userId: 'test:1', requestKey, target });

      expect(await press('k1')).toMatchObject({ kind: 'refused', refusal: { code: 'quota-exceeded' } });
      alpha.finish(order, { state: 'missing' });
      await harness.ended(other.id);
      expect(await press('k2')).toMatchObject({ kind: 'accepted' });
    });

    it('cannot retry what belongs to another', async () => {
      await start();
      alpha.script.push({ kind: 'error', code: 'submission-unknown' });
      const failed = await harness.ended((await harness.ask()).id);

      const press = { generationId: failed.id, userId: 'test:2', requestKey: 'k1', target };

      expect(await harness.core.retry(press)).toEqual({ kind: 'refused', refusal: { code: 'not-yours' } });
    });

    it('gets a new generation from every press of Again', async () => {
      await start();
      const done = await harness.ended((await harness.ask({ request: { ratio: '3:2', count: 2 } })).id);
      const requester = { userId: 'test:2', chatId: 'test:chat', locale: 'en' };
      const press = (requestKey: string) =>
        harness.core.again({ generationId: done.id, requester, requestKey, target });

      const presses = await Promise.all(['k1', 'k2', 'k2'].map(press));

      const ids = presses.map((one) => (one.kind === 'refused' ? 'refused' : one.generation.id));
      expect(new Set([done.id, ...ids]).size).toBe(3);
      const made = await harness.ended(ids[0] ?? '');
      expect(made.request).toEqual(done.request);
      expect(made.requester.userId).toBe('test:2');
    });
  });
});
