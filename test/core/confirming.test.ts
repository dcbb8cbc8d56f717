import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { statusOf } from '../../src/core/generation/generation.ts';
import { confirmLifeMs } from '../../src/core/generation/new-generation.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness, HarnessOptions } from '../support/core-harness.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';
import { expectPlacesToMatch } from './places.ts';

describe('A price above what needs no agreement', () => {
  let redis: TestRedis;
  let harness: Harness;
  let alpha: ScriptedProvider;
  let channel: RecordingChannel;
  let passed = 0;
  const userId = 'test:1';

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    await redis.flush();
    passed = 0;
    alpha = new ScriptedProvider('alpha');
    channel = new RecordingChannel();
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
      limits: { confirmAboveMicroUsd: 100_000 },
      wrapMedia: (media) => withTestPictures(media),
      ...options,
    });
  }
  const confirm = (generationId: string, by = userId) =>
    harness.core.confirmations.confirm({ generationId, userId: by });

  it('is asked about, and nothing is bought before its asker agrees, once however often', async () => {
    await start();
    const cheap = await harness.ask({ request: { count: 2 } });
    const dear = await harness.ask({ request: { count: 3 } });
    await harness.ended(cheap.id);
    const before = alpha.submits.length;

    const stranger = await confirm(dear.id, 'test:2');
    const presses = await Promise.all(Array.from({ length: 8 }, () => confirm(dear.id)));
    const done = await harness.ended(dear.id);

    expect(dear.toConfirm).toMatchObject({ microUsd: 150_000, assumed: false });
    expect(cheap.toConfirm).toBeUndefined();
    expect(stranger).toEqual({ kind: 'refused', code: 'not-yours' });
    expect(presses.filter(({ kind }) => kind === 'confirmed')).toHaveLength(1);
    expect(presses.filter(({ kind }) => kind === 'already')).toHaveLength(7);
    expect([statusOf(done), before, alpha.submits.length]).toEqual(['succeeded', 1, 2]);
  });

  it('is reserved while it is asked about, waits through a restart, and is free again when it is withdrawn', async () => {
    await start({ limits: { confirmAboveMicroUsd: 100_000, userDailyImages: 3 } });
    const dear = await harness.ask({ request: { count: 3 } });
    const refused = await harness.core.request(harness.order());
    await harness.stop();
    await start({ limits: { confirmAboveMicroUsd: 100_000, userDailyImages: 3 } });
    await expectPlacesToMatch(redis.client);

    const waiting = await harness.core.get(dear.id);
    await harness.core.cancel({ userId, generationId: dear.id });
    const late = await confirm(dear.id);

    expect([refused.kind, waiting && statusOf(waiting)]).toEqual(['refused', 'queued']);
    expect(late).toEqual({ kind: 'refused', code: 'not-confirmed' });
    expect((await harness.core.request(harness.order())).kind).toBe('accepted');
  });

  it('that nobody agrees to is told after a while and charged to nobody', async () => {
    const at = Date.now();
    await start({ withoutWorker: true, now: () => at + passed });
    const dear = await harness.ask({ request: { count: 3 } });

    passed = confirmLifeMs;
    const late = await confirm(dear.id);
    harness.startWorkerNow();
    const ended = await harness.ended(dear.id);

    expect(late).toEqual({ kind: 'refused', code: 'not-confirmed' });
    expect([statusOf(ended), ended.error?.code]).toEqual(['failed', 'not-confirmed']);
    expect(alpha.submits).toHaveLength(0);
  });

  it('holds for the tier’s own bound, or for none', async () => {
    const members = { roles: new Set<string>(), chats: new Set<string>(), lists: new Set<string>() };
    const tiers = [
      { name: 'careful', confirmAboveMicroUsd: 0, members: { ...members, users: new Set(['test:1']) } },
      { name: 'free', confirmAboveMicroUsd: null, members: { ...members, users: new Set(['test:2']) } },
    ];
    await start({ rules: () => ({ tiers, lists: new Map(), budgets: new Map() }), withoutWorker: true });
    const ask = (asker: string, count: number) => harness.ask({ userId: asker, request: { count } });

    const [careful, free, other] = [await ask('test:1', 1), await ask('test:2', 4), await ask('test:3', 1)];

    expect([careful.toConfirm?.microUsd, free.toConfirm, other.toConfirm]).toEqual([
      50_000,
      undefined,
      undefined,
    ]);
  });

  it('is not exceeded by another gateway that takes over, agreed to or not', async () => {
    const price = (usd: number) => ({ prices: [{ usd, assumed: false }] });
    const [dear, fair] = [
      new ScriptedProvider('dear', price(0.09)),
      new ScriptedProvider('fair', price(0.06)),
    ];
    await start({ providers: [alpha, dear, fair], limits: { confirmAboveMicroUsd: 60_000 } });
    alpha.script.push({ kind: 'error', code: 'provider-unsupported' });

    const done = await harness.ended((await harness.ask()).id);

    expect(done.parts[0]?.attempts.map(({ provider }) => provider)).toEqual(['alpha', 'fair']);
    expect(dear.submits).toHaveLength(0);
  });
});
