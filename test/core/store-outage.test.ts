import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/core/errors.ts';
import { chargedOf } from '../../src/core/generation/generation.ts';
import { keys } from '../../src/core/storage/keys.ts';
import type { DeliveryJob, DeliveryReceipt } from '../../src/core/ports/delivery-channel.ts';
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

/** Remembers what it posted, and holds a post back until the test lets it through. */
class HeldChannel extends RecordingChannel {
  readonly posts: string[] = [];
  held: Promise<void> = Promise.resolve();

  override async deliver(job: DeliveryJob): Promise<DeliveryReceipt> {
    const known = job.checkpoint as { posted?: boolean; posting?: boolean } | undefined;
    if (known?.posting)
      throw new DeliveryError('Posted or not?', { platform: 'test', code: 'delivery-unavailable' });
    if (!known?.posted) {
      await job.saveCheckpoint({ posting: true });
      this.posts.push(job.generation.id);
      await this.held;
      await job.saveCheckpoint({ posted: true });
    }
    return super.deliver(job);
  }
}

describe('When the store dies and comes back', () => {
  let redis: TestRedis;
  const harnesses: Harness[] = [];
  const alpha = new ScriptedProvider('alpha', { limits: { synchronous: true } });
  const channel = new HeldChannel();

  beforeEach(async () => {
    redis = await startTestRedis({ appendOnly: true });
  });
  afterEach(async () => {
    await Promise.all(harnesses.splice(0).map((harness) => harness.stop()));
    await redis.stop();
  });

  async function start(): Promise<Harness> {
    const harness = await startHarness({
      redis,
      providers: [alpha],
      channels: [channel],
      wrapMedia: (media) => withTestPictures(media),
    });
    harnesses.push(harness);
    return harness;
  }

  it('nobody takes a living worker for dead: no submit becomes unknown and no post is repeated', async () => {
    const working = await start();
    let letThrough: () => void = () => undefined;
    channel.held = new Promise((resolve) => (letThrough = resolve));
    const posting = await working.ask({ userId: 'test:1' });
    await eventually(() => channel.posts.length === 1);
    alpha.script.push({ kind: 'hangs' }, { kind: 'hangs' });
    const drawing = await working.ask({ userId: 'test:2' });
    const answered = await working.ask({ userId: 'test:3' });
    await eventually(() => alpha.submits.length === 3);
    await start();

    await redis.kill();
    alpha.submits[2]?.answer({ kind: 'pictures' });
    letThrough();
    const silentSince = Date.now();
    // Longer than a lease, so that every one has lapsed when the store is back.
    await eventually(() => Date.now() > silentSince + 3_500);
    await redis.revive();

    await working.ended(answered.id, 'succeeded');
    await eventually(async () => {
      const lease = await redis.client.zscore(keys.steps('submit'), `submit:${drawing.id}:0`);
      return Number(lease) > Date.now();
    });
    alpha.submits[1]?.answer({ kind: 'pictures' });
    const done = await working.ended(drawing.id);
    await eventually(() => channel.deliveries.length === 3, { timeoutMs: 10_000 });

    expect(channel.deliveries.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(channel.posts.toSorted()).toEqual([posting.id, drawing.id, answered.id].toSorted());
    expect(chargedOf(done)).toEqual({ images: 1, microUsd: 50_000 });
    expect(alpha.submits).toHaveLength(3);
    await eventually(async () => (await redis.client.exists(keys.open())) === 0);
    await expectBooksToBalance(redis.client);
    await expectPlacesToMatch(redis.client);
  });
});
