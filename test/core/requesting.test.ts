import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GenerationEvent, RequestResult } from '../../src/core/core.ts';
import { statusOf } from '../../src/core/generation/generation.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness, HarnessOptions } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';
import { expectPlacesToMatch } from './places.ts';

describe('A request', () => {
  let redis: TestRedis;
  let harness: Harness;
  let alpha: ScriptedProvider;
  const noon = Date.UTC(2026, 10, 21, 12);
  let passed = 0;

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    await redis.flush();
    alpha = new ScriptedProvider('alpha');
    passed = 0;
  });
  afterEach(async () => {
    await harness.stop();
    await expectBooksToBalance(redis.client);
    await expectPlacesToMatch(redis.client);
  });

  async function start(options: Partial<HarnessOptions> = {}): Promise<void> {
    harness = await startHarness({
      redis,
      providers: [alpha],
      channels: [new RecordingChannel()],
      withoutWorker: true,
      now: () => noon + passed,
      wrapMedia: (media) => withTestPictures(media),
      ...options,
    });
  }
  const request = (order: Parameters<Harness['order']>[0] = {}): Promise<RequestResult> =>
    harness.core.request(harness.order(order));
  const refusalOf = (result: RequestResult): unknown =>
    result.kind === 'refused' ? result.refusal : `not refused: ${result.kind}`;

  it('that comes again under its key is the same one, also when its limit is used up', async () => {
    await start({ limits: { userDailyImages: 1 } });
    const order = harness.order();

    const results = [await harness.core.request(order), await harness.core.request(order)];

    expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'duplicate']);
    expect(refusalOf(await request())).toEqual({
      code: 'quota-exceeded',
      limit: {
        ...{ scope: 'user', unit: 'images', period: 'day', limit: 1, left: 0 },
        retryAt: Date.UTC(2026, 10, 22),
      },
    });
    passed = 12 * 3_600_000;
    expect((await request()).kind).toBe('accepted');
  });

  it('is refused by a full queue with the number that fits in', async () => {
    await start({ limits: { userConcurrent: 1, userQueued: 2 } });

    const kinds = [];
    for (let index = 0; index < 3; index += 1) kinds.push((await request()).kind);

    expect(kinds).toEqual(['accepted', 'accepted', 'accepted']);
    expect(refusalOf(await request())).toEqual({
      code: 'queue-full',
      limit: { scope: 'user', unit: 'waiting', limit: 2, left: 0 },
    });
    expect((await request({ userId: 'test:2' })).kind).toBe('accepted');
  });

  it.each([
    {
      name: 'a gateway that is not there',
      asked: { provider: 'gamma' },
      refusal: {
        code: 'invalid-input',
        issues: [{ field: 'provider', problem: 'not-allowed', allowed: 'alpha', given: 'gamma' }],
      },
    },
    {
      name: 'too many pictures',
      asked: { count: 9 },
      refusal: {
        code: 'invalid-input',
        issues: [{ field: 'count', problem: 'out-of-range', allowed: '1–4', given: '9' }],
      },
    },
    {
      name: 'nothing',
      asked: { prompt: '  \u0000 ' },
      refusal: {
        code: 'invalid-input',
        issues: [{ field: 'prompt', problem: 'required', allowed: '1–32000' }],
      },
    },
  ])('for $name is refused with what is allowed', async ({ asked, refusal }) => {
    await start();

    expect(refusalOf(await request({ request: asked }))).toEqual(refusal);
  });

  it('of unknown price is refused only where a limit in dollars is set', async () => {
    const nameless = new ScriptedProvider('alpha', { prices: [] });
    await start({ providers: [nameless] });
    expect((await request()).kind).toBe('accepted');
    await harness.stop();

    await start({ providers: [nameless], limits: { globalDailyMicroUsd: 1_000_000 } });

    expect(refusalOf(await request())).toEqual({ code: 'no-provider', unable: 'price-unknown' });
  });

  it('keeps to the gateways and qualities of its asker’s tier', async () => {
    const members = { users: new Set<string>(), roles: new Set<string>(), chats: new Set<string>(), lists: new Set<string>() }; // prettier-ignore
    const guest = { name: 'guest', gateways: ['beta'], qualities: ['low'] as const, queued: 1, members };
    await start({
      providers: [alpha, new ScriptedProvider('beta')],
      rules: () => ({ tiers: [guest], defaultTier: 'guest', lists: new Map(), budgets: new Map() }),
    });

    const taken = await request({ request: { quality: 'low' } });
    const wrong = await request({ request: { quality: 'high', provider: 'alpha' } });

    expect(taken).toMatchObject({ kind: 'accepted', generation: { parts: [{ provider: 'beta' }] } });
    expect(refusalOf(wrong)).toEqual({
      code: 'invalid-input',
      issues: [
        { field: 'provider', problem: 'not-allowed', allowed: 'beta', given: 'alpha' },
        { field: 'quality', problem: 'not-allowed', allowed: 'low', given: 'high' },
      ],
    });
  });

  it('that nobody can carry out names what is missing', async () => {
    await start({ providers: [new ScriptedProvider('alpha', { unable: 'public-address' })] });

    expect(refusalOf(await request())).toEqual({ code: 'no-provider', unable: 'public-address' });
  });

  it('goes to the named gateway, else to one that does it exactly, in order of preference', async () => {
    const change = { field: 'quality', from: 'high', to: 'low' } as const;
    const changing = new ScriptedProvider('changing', { changes: [change] });
    const [first, second] = [new ScriptedProvider('first'), new ScriptedProvider('second')];
    await start({ providers: [changing, first, second] });

    const chosen = await Promise.all([
      harness.ask(),
      harness.ask({ request: { provider: 'second' } }),
      harness.ask({ request: { provider: 'changing' } }),
    ]);

    expect(chosen.map(({ parts }) => [parts[0]?.provider, parts[0]?.changes])).toEqual([
      ['first', []],
      ['second', []],
      ['changing', [change]],
    ]);
  });

  it('shows in the quota at once, and no more when it is withdrawn', async () => {
    await start({ limits: { userDailyImages: 10, chatDailyMicroUsd: 1_000_000 } });
    await harness.ask({ request: { count: 3 } });
    const who = { userId: 'test:1', chatId: 'test:chat' };

    const quota = await harness.core.quota(who);
    await harness.core.cancel({ userId: 'test:1', all: true });

    expect(quota).toEqual({
      lines: [
        { scope: 'user', period: 'day', unit: 'images', used: 3, limit: 10 },
        { scope: 'user', period: 'day', unit: 'microUsd', used: 150_000 },
        { scope: 'chat', period: 'day', unit: 'images', used: 3 },
        { scope: 'chat', period: 'day', unit: 'microUsd', used: 150_000, limit: 1_000_000 },
        { scope: 'user', period: 'month', unit: 'images', used: 3 },
        { scope: 'user', period: 'month', unit: 'microUsd', used: 150_000 },
        { scope: 'chat', period: 'month', unit: 'images', used: 3 },
        { scope: 'chat', period: 'month', unit: 'microUsd', used: 150_000 },
      ],
      resetsAt: Date.UTC(2026, 10, 22),
      monthResetsAt: Date.UTC(2026, 11, 1),
      ...{
        unfinished: 1,
        concurrentLimit: 3,
        queuedLimit: 10,
        assumedPrices: [],
        ownKeys: [],
        unknownPrices: [],
      },
    });
    const later = await harness.core.quota(who);
    expect(later.lines.map(({ used }) => used)).toEqual(later.lines.map(() => 0));
    expect(later.unfinished).toBe(0);
  });

  describe('is withdrawn', () => {
    const here = (chatId: string) => ({ requester: { userId: 'test:1', chatId, locale: 'en' } });

    it.each([
      { name: 'the newest of this chat', wish: { chatId: 'test:here' }, withdrawn: [2] },
      { name: 'all of this chat', wish: { chatId: 'test:here', all: true }, withdrawn: [0, 2] },
      { name: 'all', wish: { all: true }, withdrawn: [0, 1, 2] },
    ])('by its own user alone: $name', async ({ wish, withdrawn }) => {
      await start();
      const asked: Generation[] = [];
      for (const chat of ['test:here', 'test:there', 'test:here']) {
        passed += 1;
        asked.push(await harness.ask(here(chat)));
      }

      const others = await harness.core.cancel({ userId: 'test:2', ...wish });
      const stranger = await harness.core.cancel({ userId: 'test:2', generationId: asked[0]?.id ?? '' });
      const own = await harness.core.cancel({ userId: 'test:1', ...wish });

      expect([others, stranger]).toEqual([[], []]);
      const ids = own.map(({ generation }) => generation.id).toSorted();
      expect(ids).toEqual(withdrawn.map((index) => asked[index]?.id).toSorted());
      const statuses = await Promise.all(
        asked.map(async ({ id }) => statusOf((await harness.core.get(id)) ?? raise())),
      );
      expect(statuses.filter((status) => status === 'canceled')).toHaveLength(withdrawn.length);
    });
  });

  it('is told about in the order of its changes', async () => {
    await start({ now: Date.now });
    const asked = await harness.ask();
    const events: GenerationEvent[] = [];
    const watching = harness.core.watch(asked.id, (event) => events.push(event));
    await redis.client.publish('{limner}:events', JSON.stringify({ id: 'another' }));
    const versions = (): number[] =>
      events.flatMap((event) => (event.kind === 'generation' ? [event.generation.version] : []));
    await eventually(async () => {
      await redis.client.publish('{limner}:events', JSON.stringify({ id: asked.id }));
      return versions().length > 0;
    });

    harness.startWorkerNow();
    await harness.ended(asked.id);
    await eventually(async () => (await harness.core.get(asked.id))?.delivery.state === 'delivered');
    const latest = (await harness.core.get(asked.id))?.version;
    await eventually(() => versions().at(-1) === latest);
    watching.stop();

    expect(versions()).toEqual(versions().toSorted((one, other) => one - other));
  });
});

function raise(): never {
  throw new Error('There is none');
}
