import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';
import { expectPlacesToMatch } from './places.ts';

describe('A gateway that answers five hundred submits only after a long time', () => {
  let redis: TestRedis;
  let harness: Harness;
  const channel = new RecordingChannel();
  const hanging = new ScriptedProvider('hanging', { limits: { synchronous: true } });
  const quick = new ScriptedProvider('quick');

  beforeAll(async () => {
    redis = await startTestRedis();
    hanging.usual = { kind: 'hangs' };
    harness = await startHarness({
      redis,
      providers: [hanging, quick],
      channels: [channel],
      lane: { concurrency: 600 },
      wrapMedia: (media) => withTestPictures(media),
    });
  });
  afterAll(async () => {
    await harness.stop();
    await redis.stop();
  });

  it('holds up nobody at another gateway, loses no lease, and is answered in the end', async () => {
    const asked = await Promise.all(
      Array.from({ length: 500 }, (_, index) => harness.ask({ userId: `test:${index}` })),
    );
    await eventually(() => hanging.submits.length === 500, { timeoutMs: 15_000 });

    const other = await harness.ask({ userId: 'test:other', request: { provider: 'quick' } });
    const done = await harness.ended(other.id);
    await eventually(() => channel.deliveries.length === 1);

    expect(done.parts[0]?.state).toBe('succeeded');
    // Longer than a lease: what was not renewed would be told as unknown.
    const leases = await redis.client.zrange('{limner}:steps', '0', '-1', 'WITHSCORES');
    const lapsesAt = Math.max(...leases.filter((_, index) => index % 2 === 1).map(Number));
    await eventually(() => Date.now() > lapsesAt + 500);
    expect(channel.deliveries).toHaveLength(1);

    for (const submit of hanging.submits) submit.answer({ kind: 'pictures' });
    await eventually(() => channel.deliveries.length === 501, { timeoutMs: 25_000 });

    const ids = new Set(channel.deliveries.map(({ generationId }) => generationId));
    expect(ids).toEqual(new Set([other.id, ...asked.map(({ id }) => id)]));
    expect(channel.deliveries.every(({ status }) => status === 'succeeded')).toBe(true);
    await eventually(async () => (await redis.client.exists('{limner}:open')) === 0);
    await expectBooksToBalance(redis.client);
    await expectPlacesToMatch(redis.client);
  }, 90_000);
});
