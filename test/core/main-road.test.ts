import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { picturesOf } from '../../src/core/generation/generation.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { GccaiProvider } from '../../src/providers/gccai/gccai-provider.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { GccaiStandIn } from '../support/gateways/gccai.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

describe('A generation from the ask to the delivered picture', () => {
  let redis: TestRedis;
  let gateway: GccaiStandIn;
  let harness: Harness;
  let channel: RecordingChannel;

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());

  beforeEach(async () => {
    await redis.flush();
    gateway = new GccaiStandIn();
    await gateway.start();
    channel = new RecordingChannel();
    const provider = new GccaiProvider(
      { apiKey: gateway.apiKey, baseUrls: [gateway.baseUrl] },
      { logger: silentLogger, now: Date.now },
    );
    harness = await startHarness({ redis, providers: [provider], channels: [channel] });
  });
  afterEach(async () => {
    await harness.stop();
    await gateway.stop();
  });

  it('buys the picture once, stores it, charges it and delivers it once', async () => {
    const asked = await harness.ask({ request: { ratio: '16:9', quality: 'low' } });

    const done = await harness.ended(asked.id);
    await eventually(() => channel.deliveries.length === 1);

    expect(channel.deliveries).toEqual([{ generationId: asked.id, status: 'succeeded', pictures: 1 }]);
    expect(picturesOf(done)).toMatchObject([{ width: 1536, height: 864, mediaType: 'image/png' }]);
    expect(gateway.submits()).toBe(1);
    expect(gateway.violations).toEqual([]);
  });
});
