import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import type { LaneSettings } from '../../../src/core/worker/worker-context.ts';
import { GccaiProvider } from '../../../src/providers/gccai/gccai-provider.ts';
import { RecordingChannel } from '../../fakes/recording-channel.ts';
import { startHarness } from '../../support/core-harness.ts';
import type { Harness } from '../../support/core-harness.ts';
import { eventually } from '../../support/eventually.ts';
import { GccaiStandIn } from '../../support/gateways/gccai.ts';
import { startTestRedis } from '../../support/redis.ts';
import type { TestRedis } from '../../support/redis.ts';

/** A pace at which nothing would be found during a test. */
const slowPace = { firstLookMs: 60_000, lookMs: 60_000 };
const quickPace = { firstLookMs: 20, lookMs: 20 };

describe('When a worker looks at a task', () => {
  let redis: TestRedis;
  let gateway: GccaiStandIn;
  let channel: RecordingChannel;
  let harness: Harness | undefined;

  const start = async (lane: Partial<LaneSettings>): Promise<Harness> => {
    await harness?.stop();
    const provider = new GccaiProvider(
      { apiKey: gateway.apiKey, baseUrls: [gateway.baseUrl], lookMs: 20 },
      { logger: silentLogger, now: Date.now },
    );
    const limits = { userConcurrent: 50, userQueued: 50 };
    harness = await startHarness({ redis, providers: [provider], channels: [channel], lane, limits });
    return harness;
  };
  const learnFrom = async (tasks: number): Promise<void> => {
    const teacher = await start({ fixed: true, ...quickPace });
    const asked = await Promise.all(Array.from({ length: tasks }, () => teacher.ask()));
    await Promise.all(asked.map(({ id }) => teacher.ended(id)));
  };

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    await redis.flush();
    gateway = new GccaiStandIn();
    await gateway.start();
    channel = new RecordingChannel();
  });
  afterEach(async () => {
    await harness?.stop();
    harness = undefined;
    await gateway.stop();
  });

  it('goes by what earlier tasks took once enough have ended, in whatever process they were looked at', async () => {
    await learnFrom(10);
    const next = await start({ fixed: false, ...slowPace });

    const asked = await next.ask();
    const done = await next.ended(asked.id);

    expect(done.parts[0]?.state).toBe('succeeded');
  });

  it('keeps to the pace that an operator has set, whatever was learned', async () => {
    await learnFrom(10);
    const next = await start({ fixed: true, ...slowPace });

    const asked = await next.ask();
    const member = `${asked.id}:0:0`;
    const due = await eventually(async () => {
      const score = await redis.client.zscore('{limner}:due:gccai', member);
      return score === null ? false : Number(score);
    });

    expect(due - asked.createdAt).toBeGreaterThanOrEqual(60_000);
  });

  it('tells users about when their picture will be there', async () => {
    await learnFrom(10);
    gateway.latencyMs = 6_000;
    const next = await start({ fixed: false, ...quickPace });

    const asked = await next.ask();
    const view = await eventually(
      () => channel.progress.find(({ generation }) => generation.id === asked.id) ?? false,
      { timeoutMs: 8_000 },
    );

    expect(view.stage).toBe('drawing');
    expect(view.expectedAt).toBeGreaterThan(asked.createdAt);
  });
});
