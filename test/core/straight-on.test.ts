import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { chargedOf } from '../../src/core/generation/generation.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import type { Media } from '../../src/core/ports/media.ts';
import { EditBoard } from '../../src/core/storage/edit-board.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness, HarnessOptions } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';

describe('A worker that has everything at hand', () => {
  let redis: TestRedis;
  let channel: RecordingChannel;
  let alpha: ScriptedProvider;
  let harness: Harness;
  const others: Harness[] = [];
  /** Fetches that hang, until they are let go. */
  let held: (() => void)[];
  let isHeld: boolean;

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    await redis.flush();
    channel = new RecordingChannel();
    alpha = new ScriptedProvider('alpha');
    held = [];
    isHeld = false;
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const letGo of held) letGo();
    await Promise.all([harness, ...others.splice(0)].map((one) => one.stop()));
    await expectBooksToBalance(redis.client);
  });

  function start(options: Partial<HarnessOptions> = {}): Promise<Harness> {
    return startHarness({
      ...{ redis, providers: [alpha], channels: [channel] },
      wrapMedia: (media) => {
        const known = withTestPictures(media);
        const importResult: Media['importResult'] = async (...given) => {
          if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
          return known.importResult(...given);
        };
        return { ...known, importResult };
      },
      ...options,
    });
  }

  const delivered = (id: string): Promise<Generation> =>
    eventually(async () => {
      const generation = await harness.core.get(id);
      return generation?.delivery.state === 'delivered' ? generation : false;
    });

  it('writes a generation five times: asked for, begun, running, stored as its post begins, delivered', async () => {
    harness = await start();

    const done = await delivered((await harness.ask()).id);

    // A sixth where a fetch takes long on a busy machine; a step at a time it would be seven.
    expect(done.version).toBeLessThan(7);
    expect(done.delivery.tries).toBe(1);
    expect(channel.deliveries).toHaveLength(1);
  });

  it('writes down that a fetch is under way once it takes long, and charges for it after a cancel', async () => {
    harness = await start();
    isHeld = true;
    const asked = await harness.ask();

    await eventually(async () => (await harness.core.get(asked.id))?.parts[0]?.state === 'collecting');
    await harness.core.cancel({ userId: 'test:1', generationId: asked.id });
    held.shift()?.();

    await eventually(async () => {
      const generation = await harness.core.get(asked.id);
      return generation !== undefined && chargedOf(generation).images === 1;
    });
  });

  it('holds a picture from the sweeper while another of the same request is still being fetched', async () => {
    alpha.usual = { kind: 'pictures', count: 2 };
    harness = await start();
    isHeld = true;
    const asked = await harness.ask({ request: { prompt: 'two cats', count: 2 } });

    await eventually(() => held.length === 2);
    held.shift()?.();

    await eventually(async () => (await redis.client.zcard(keys.mediaExpiry())) === 1);
    held.shift()?.();
    expect((await delivered(asked.id)).parts[0]?.state).toBe('succeeded');
  });

  it('leaves the place at the gateway to who waits for it, before the picture is fetched', async () => {
    harness = await start({ lane: { concurrency: 1 } });
    isHeld = true;

    const first = await harness.ask({ userId: 'test:1' });
    const second = await harness.ask({ userId: 'test:2' });
    await eventually(() => alpha.submits.length === 2);

    expect((await harness.core.get(first.id))?.parts[0]?.state).toBe('collecting');
    isHeld = false;
    for (const letGo of held) letGo();
    await Promise.all([delivered(first.id), delivered(second.id)]);
  });

  it.each(['an edit', 'what may be left of one', 'an edit after one of which something may be left'])(
    'lets %s that came up while the outcome was being written down come before it',
    async (what) => {
      harness = await start();
      const beginPost = vi.spyOn(EditBoard.prototype, 'beginPost');
      const asIs = EditBoard.prototype.beginPost;
      const [isBegun, isLeft, wasLeft] = [
        what.startsWith('an edit'),
        what !== 'an edit',
        what.includes('after'),
      ];
      const marks = (id: string) => ({
        edit: keys.editLock(id),
        left: keys.editLock(id).replace('edit:', 'unsure:'),
      });
      beginPost.mockImplementationOnce(async function (this: EditBoard, outcome: Generation) {
        beginPost.mockRestore();
        const { edit, left } = marks(outcome.id);
        if (wasLeft) await redis.client.set(left, '1');
        const turn = await asIs.call(this, outcome);
        expect(turn).toEqual({ kind: 'go', unsure: wasLeft });
        // Another process begins, or gives up, an edit at this very moment; it has read that the picture is not there yet.
        await redis.client.set(isBegun ? edit : left, 'another');
        return turn;
      });

      const asked = await harness.ask();
      const stored = await eventually(async () => {
        const generation = await harness.core.get(asked.id);
        return generation?.parts[0]?.state === 'succeeded' && generation;
      });
      if (isBegun) expect(stored.delivery.state).toBe('pending');
      await redis.client.del(marks(asked.id).edit);

      await delivered(asked.id);
      // Once more over one that may still arrive.
      expect(channel.deliveries).toHaveLength(isLeft ? 2 : 1);
    },
  );

  it('leaves the post to a worker that has the platform, where it has none itself', async () => {
    harness = await start({ channels: [] });
    const asked = await harness.ask();
    await harness.ended(asked.id);
    others.push(await start());

    await delivered(asked.id);

    expect(channel.deliveries).toHaveLength(1);
  });
});
