import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { ErrorCode } from '../../src/core/errors.ts';
import { chargedOf, picturesOf, statusOf } from '../../src/core/generation/generation.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import type { ScriptedProviderOptions } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { tinyPicture } from '../fakes/tiny-picture.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness, HarnessOptions } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';

describe('After a submit that a gateway did not take', () => {
  let redis: TestRedis;
  let harness: Harness;
  let channel: RecordingChannel;
  let alpha: ScriptedProvider;
  let beta: ScriptedProvider;
  let fetchFailures: Map<string, Error[]>;

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());

  beforeEach(async () => {
    await redis.flush();
    channel = new RecordingChannel();
    fetchFailures = new Map();
  });
  afterEach(async () => {
    await harness.stop();
    await expectBooksToBalance(redis.client);
  });

  interface Setting extends Partial<HarnessOptions> {
    readonly alpha?: ScriptedProviderOptions;
    readonly beta?: ScriptedProviderOptions;
    readonly more?: readonly ScriptedProvider[];
  }

  async function start({ alpha: first, beta: second, more = [], ...options }: Setting = {}): Promise<void> {
    alpha = new ScriptedProvider('alpha', first);
    beta = new ScriptedProvider('beta', second);
    harness = await startHarness({
      redis,
      providers: [alpha, beta, ...more],
      channels: [channel],
      wrapMedia: (media) => withTestPictures(media, fetchFailures),
      ...options,
    });
  }

  const submits = (): readonly number[] => [alpha.submits.length, beta.submits.length];
  const delivered = (generation: Generation) =>
    eventually(() => (channel.seenOf(generation).length > 0 ? channel.seenOf(generation) : false));

  it.each<ErrorCode>([
    'provider-unreachable',
    'provider-unavailable',
    'provider-unauthorized',
    'provider-unsupported',
    'provider-rate-limited',
  ])('asks the next gateway after %s', async (code) => {
    await start();
    alpha.script.push({ kind: 'error', code });

    const done = await harness.ended((await harness.ask()).id);

    expect(statusOf(done)).toBe('succeeded');
    expect(submits()).toEqual([1, 1]);
    expect(done.parts[0]?.attempts).toMatchObject([
      { provider: 'alpha', state: 'failed', errorCode: code },
      { provider: 'beta', state: 'succeeded' },
    ]);
    expect(chargedOf(done)).toEqual({ images: 1, microUsd: 50_000 });
  });

  it('goes to a dearer gateway only within the budgets of role and month, and within the tier', async () => {
    const priced = (id: string, usd: number) =>
      new ScriptedProvider(id, { prices: [{ usd, assumed: false }] });
    const [dear, closed, fair] = [priced('dear', 0.09), priced('closed', 0.05), priced('fair', 0.06)];
    const members = { users: new Set<string>(), roles: new Set(['r1']), chats: new Set<string>(), lists: new Set<string>() }; // prettier-ignore
    const tier = { name: 'members', gateways: ['alpha', 'dear', 'fair'], members };
    const budgets = new Map([['role:r1', { month: { microUsd: 70_000 } }]]);
    await start({
      more: [dear, closed, fair],
      rules: () => ({ tiers: [tier], lists: new Map(), budgets }),
    });
    alpha.script.push({ kind: 'error', code: 'provider-unsupported' });
    const requester = { userId: 'test:1', chatId: 'test:chat', locale: 'en', roles: ['r1'] };

    const done = await harness.ended((await harness.ask({ requester })).id);

    expect(done.parts[0]?.attempts.map(({ provider }) => provider)).toEqual(['alpha', 'fair']);
    expect([beta.submits.length, dear.submits.length, closed.submits.length]).toEqual([0, 0, 0]);
    const usage = await harness.core.limits.usage({ kind: 'role', id: 'r1' });
    expect(usage.find(({ period, unit }) => period === 'month' && unit === 'microUsd')?.used).toBe(60_000);
  });

  it.each<ErrorCode>(['provider-rejected', 'provider-moderated'])(
    'fails on %s, asks nobody else and charges nothing',
    async (code) => {
      await start();
      alpha.script.push({ kind: 'error', code });

      const done = await harness.ended((await harness.ask()).id);

      expect(done.error).toMatchObject({ code, provider: 'alpha' });
      expect(submits()).toEqual([1, 0]);
      expect(chargedOf(done)).toEqual({ images: 0, microUsd: 0 });
      expect(await delivered(done)).toEqual([{ generationId: done.id, status: 'failed', pictures: 0, code }]);
    },
  );

  it('asks nobody for an edit of a picture that has gone meanwhile, and blames no gateway', async () => {
    await start({ withoutWorker: true });
    const reference = await harness.media.stage(tinyPicture('a reference'));
    const asked = await harness.ask({ references: [{ kind: 'staged', image: reference }] });
    for (const image of asked.references) await rm(harness.media.pathOf(image));
    harness.startWorkerNow();

    const done = await harness.ended(asked.id);

    expect(done.error?.code).toBe('media-not-found');
    expect(submits()).toEqual([0, 0]);
    expect(done.parts[0]?.payment).toMatchObject({ capturedImages: 0, releasedImages: 1 });
    expect(harness.core.providers().map(({ state }) => state)).toEqual(['ok', 'ok']);
  });

  it.each([
    { name: 'an answer that was lost', outcome: { kind: 'error', code: 'submission-unknown' } },
    { name: 'a bug of the adapter', outcome: { kind: 'bug' } },
  ] as const)('never submits again after $name', async ({ outcome }) => {
    await start();
    alpha.script.push(outcome);

    const done = await harness.ended((await harness.ask()).id);

    expect(done.error?.code).toBe('submission-unknown');
    expect(submits()).toEqual([1, 0]);
    expect(done.parts[0]).toMatchObject({
      payment: { capturedImages: 0, releasedImages: 1 },
      attempts: [{ state: 'unknown', cost: { capturedMicroUsd: 0, writtenOffMicroUsd: 50_000 } }],
    });
  });

  it('charges by the gateway’s rule when a task fails', async () => {
    await start();
    alpha.script.push({ kind: 'task-fails', code: 'provider-moderated', costMicroUsd: 7_000 });

    const done = await harness.ended((await harness.ask()).id);

    expect(done.error?.code).toBe('provider-moderated');
    expect(submits()).toEqual([1, 0]);
    expect(chargedOf(done)).toEqual({ images: 0, microUsd: 0 });
    expect(done.parts[0]?.attempts[0]?.cost).toEqual({ capturedMicroUsd: 7_000, writtenOffMicroUsd: 0 });
  });

  it('writes off what was paid for and has no picture', async () => {
    await start();
    alpha.script.push({ kind: 'pictures', count: 0, costMicroUsd: 41_000 });

    const done = await harness.ended((await harness.ask()).id);

    expect(done.error?.code).toBe('result-unusable');
    expect(done.parts[0]?.attempts[0]?.cost).toEqual({ capturedMicroUsd: 0, writtenOffMicroUsd: 41_000 });
  });

  describe('with our key or balance refused', () => {
    it('puts the gateway aside and asks it again after its time', async () => {
      await start({ health: { putAsideMs: 1_500 } });
      alpha.script.push({ kind: 'error', code: 'provider-unauthorized' });
      await harness.ended((await harness.ask()).id);

      await harness.ended((await harness.ask()).id);
      expect(submits()).toEqual([1, 2]);

      await eventually(async () => {
        await harness.ended((await harness.ask({ userId: 'test:2' })).id);
        return alpha.submits.length === 2;
      });
    });

    it('tries a gateway that the user named even then, and fails over like any other', async () => {
      await start();
      alpha.script.push({ kind: 'error', code: 'provider-unauthorized' });
      alpha.script.push({ kind: 'error', code: 'provider-unauthorized' });
      await harness.ended((await harness.ask()).id);

      const done = await harness.ended((await harness.ask({ request: { provider: 'alpha' } })).id);

      expect(submits()).toEqual([2, 2]);
      expect(done.parts[0]?.provider).toBe('beta');
    });

    it('refuses at once when nobody else can do it', async () => {
      await start({ beta: { unable: 'mask' } });
      alpha.script.push({ kind: 'error', code: 'provider-unauthorized' });

      const done = await harness.ended((await harness.ask()).id);
      const refused = await harness.core.request(harness.order());

      expect(done.error?.code).toBe('provider-unauthorized');
      expect(refused).toMatchObject({
        kind: 'refused',
        refusal: { code: 'no-provider', unable: 'unavailable' },
      });
    });
  });

  describe('with 429', () => {
    const change = { field: 'ratio', from: '3:1', to: '21:9' } as const;

    it('waits for the gateway rather than change what was asked', async () => {
      await start({ beta: { changes: [change] } });
      alpha.script.push({ kind: 'error', code: 'provider-rate-limited', retryAfterMs: 200 });

      const done = await harness.ended((await harness.ask({ request: { ratio: '3:1' } })).id);

      expect(submits()).toEqual([2, 0]);
      expect(done.parts[0]?.changes).toEqual([]);
    });

    it('fails with nothing bought when the wait would pass the deadline', async () => {
      await start({ beta: { changes: [change] }, lane: { deadlineMs: 5_000 } });
      alpha.script.push({ kind: 'error', code: 'provider-rate-limited', retryAfterMs: 60_000 });

      const done = await harness.ended((await harness.ask({ request: { ratio: '3:1' } })).id);

      expect(done.error?.code).toBe('provider-rate-limited');
      expect(submits()).toEqual([1, 0]);
    });

    it('does not bounce between two gateways that both ask to wait', async () => {
      await start();
      alpha.usual = { kind: 'error', code: 'provider-rate-limited', retryAfterMs: 300 };
      beta.usual = { kind: 'error', code: 'provider-rate-limited', retryAfterMs: 300 };

      const asked = await harness.ask();
      await eventually(async () => (await harness.core.get(asked.id))?.parts[0]?.notBefore !== undefined);

      expect(submits()).toEqual([1, 1]);
      beta.usual = { kind: 'pictures' };
      expect(statusOf(await harness.ended(asked.id))).toBe('succeeded');
    });

    it('releases what a canceled generation had reserved', async () => {
      await start({ beta: { unable: 'mask' } });
      alpha.script.push({ kind: 'hangs' });
      const asked = await harness.ask();
      await eventually(() => alpha.submits.length === 1);
      await harness.core.cancel({ userId: 'test:1' });

      alpha.submits[0]?.answer({ kind: 'error', code: 'provider-rate-limited', retryAfterMs: 50 });

      await eventually(async () => (await harness.core.get(asked.id))?.parts[0]?.state === 'canceled');
      expect(alpha.submits).toHaveLength(1);
    });
  });

  describe('with dollar limits', () => {
    const dear = { prices: [{ usd: 0.07, assumed: false }] };

    it('fails over to a dearer gateway only within them', async () => {
      const gamma = new ScriptedProvider('gamma', { prices: [{ usd: 0.06, assumed: false }] });
      await start({ beta: dear, more: [gamma], limits: { userDailyMicroUsd: 60_000 } });
      alpha.script.push({ kind: 'error', code: 'provider-unreachable' });

      const done = await harness.ended((await harness.ask()).id);

      expect([...submits(), gamma.submits.length]).toEqual([1, 0, 1]);
      expect(chargedOf(done)).toEqual({ images: 1, microUsd: 60_000 });
    });

    it('does not fail over to a gateway whose price nobody knows', async () => {
      await start({ beta: { prices: [] }, limits: { userDailyMicroUsd: 60_000 } });
      alpha.usual = { kind: 'error', code: 'provider-unsupported' };

      const done = await harness.ended((await harness.ask()).id);

      expect(done.error?.code).toBe('provider-unsupported');
      expect(submits()).toEqual([1, 0]);
    });
  });

  describe('with several pictures', () => {
    it('divides them for a gateway that makes one at a time', async () => {
      await start({ beta: { limits: { maxCount: 1 } } });
      alpha.script.push({ kind: 'error', code: 'provider-unreachable' });

      const done = await harness.ended((await harness.ask({ request: { count: 4 } })).id);

      expect(beta.submits.map(({ order }) => order.count)).toEqual([1, 1, 1, 1]);
      expect(picturesOf(done)).toHaveLength(4);
      expect(chargedOf(done)).toEqual({ images: 4, microUsd: 200_000 });
    });

    it('keeps and charges the parts that came when one fails', async () => {
      await start({ alpha: { limits: { maxCount: 1 } } });
      alpha.script.push({ kind: 'pictures' }, { kind: 'error', code: 'provider-moderated' });

      const done = await harness.ended((await harness.ask({ request: { count: 4 } })).id);

      expect(statusOf(done)).toBe('succeeded');
      expect(picturesOf(done)).toHaveLength(3);
      expect(chargedOf(done)).toEqual({ images: 3, microUsd: 150_000 });
      expect(await delivered(done)).toMatchObject([{ status: 'succeeded', pictures: 3 }]);
    });

    it('keeps and charges the pictures of one task that could be had', async () => {
      await start();
      fetchFailures.set('*', [new AppError('Gone', { code: 'media-not-found' })]);

      const done = await harness.ended((await harness.ask({ request: { count: 4 } })).id);

      expect(picturesOf(done)).toHaveLength(3);
      expect(chargedOf(done)).toEqual({ images: 3, microUsd: 150_000 });
      expect(done.parts[0]?.attempts[0]?.cost).toEqual({
        capturedMicroUsd: 150_000,
        writtenOffMicroUsd: 50_000,
      });
    });

    it('fetches again what failed for the moment before it settles for fewer', async () => {
      await start();
      fetchFailures.set('*', [new AppError('Away', { code: 'media-unreachable', retryable: true })]);

      const done = await harness.ended((await harness.ask({ request: { count: 2 } })).id);

      expect(picturesOf(done)).toHaveLength(2);
    });

    it('counts a fetch that broke in a way nobody foresaw, so that it comes to an end', async () => {
      await start();
      fetchFailures.set('*', [new TypeError('Cannot read properties of undefined')]);

      const asked = await harness.ask();

      await eventually(
        async () => (await harness.core.get(asked.id))?.parts[0]?.attempts[0]?.collectTries === 1,
      );
      expect(statusOf(await harness.ended(asked.id))).toBe('succeeded');
    });
  });

  describe('several times in a row', () => {
    const away = { kind: 'error', code: 'provider-unreachable' } as const;
    const lost = { kind: 'error', code: 'submission-unknown' } as const;

    it('does not take a refusal between failures for one of them', async () => {
      await start({ health: { failureLimit: 3 }, beta: { unable: 'mask' } });
      const refused = { kind: 'error', code: 'provider-moderated' } as const;
      for (const outcome of [lost, lost, refused, lost, lost]) {
        alpha.script.push(outcome);
        await harness.ended((await harness.ask()).id);
      }

      expect(statusOf(await harness.ended((await harness.ask()).id))).toBe('succeeded');
    });

    it('tells the user within the deadline when no gateway comes back', async () => {
      await start({
        ...{ health: { failureLimit: 1 }, beta: { unable: 'mask' } },
        ...{ lane: { deadlineMs: 1_500 }, limits: { userConcurrent: 20 } },
      });
      alpha.usual = lost;
      await harness.ended((await harness.ask()).id);

      const done = await harness.ended((await harness.ask()).id);

      expect(done.error?.code).toBe('provider-unavailable');
      expect(alpha.submits).toHaveLength(1);
    });

    it('opens the breaker after five and moves what waits elsewhere', async () => {
      await start({ lane: { concurrency: 1 }, limits: { userConcurrent: 20, userQueued: 20 } });
      alpha.usual = away;

      const asked = await Promise.all(Array.from({ length: 12 }, () => harness.ask()));
      const done = await Promise.all(asked.map(({ id }) => harness.ended(id)));

      expect(done.map(statusOf)).toEqual(done.map(() => 'succeeded'));
      expect(submits()).toEqual([5, 12]);
      await eventually(() => harness.core.providers()[0]?.state === 'open');
    });

    it('probes with one submit when its time is over, and closes when that is answered', async () => {
      await start({ health: { failureLimit: 2, probeAfterMs: 300 }, beta: { unable: 'mask' } });
      alpha.script.push(lost, lost, { kind: 'hangs' });
      const state = (): string | undefined => harness.core.providers()[0]?.state;
      await Promise.all(['test:1', 'test:2'].map((userId) => harness.ask({ userId })));
      await eventually(() => state() === 'open');

      const users = ['test:3', 'test:4', 'test:5'];
      const later = await Promise.all(users.map((userId) => harness.ask({ userId })));
      await eventually(() => alpha.submits.length === 3);
      await eventually(async () => (await harness.laneSizes()).get('alpha')?.waiting === 2);
      await eventually(() => state() === 'probing');
      expect(alpha.submits).toHaveLength(3);
      alpha.submits[2]?.answer({ kind: 'pictures' });
      await Promise.all(later.map(({ id }) => harness.ended(id)));

      expect(alpha.submits).toHaveLength(5);
      await eventually(() => state() === 'ok');
    });
  });
});
