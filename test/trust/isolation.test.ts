import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Generation } from '../../src/core/generation/generation.ts';
import type { DeliveryJob, DeliveryReceipt } from '../../src/core/ports/delivery-channel.ts';
import type { ProviderTask, TaskStatus } from '../../src/core/ports/image-provider.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider, testPictureScheme } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness, HarnessOptions } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

/** A door that is closed until the test is over. */
class Jam {
  #open: () => void = () => undefined;
  readonly #opened = new Promise<void>((resolve) => (this.#open = resolve));
  waiting = 0;

  async wait(): Promise<void> {
    this.waiting += 1;
    await this.#opened;
    this.waiting -= 1;
  }

  open(): void {
    this.#open();
  }
}

/** Looks at it are never answered. */
class SilentProvider extends ScriptedProvider {
  readonly jam: Jam;

  constructor(id: string, jam: Jam) {
    super(id);
    this.jam = jam;
  }

  override async poll(task: ProviderTask): Promise<TaskStatus> {
    await this.jam.wait();
    return super.poll(task);
  }
}

/** Takes outcomes of some chats and never says whether it has them. */
class JammedChannel extends RecordingChannel {
  readonly #jam: Jam;
  readonly #isJammed: (generation: Generation) => boolean;

  constructor(platform: string, jam: Jam, isJammed: (generation: Generation) => boolean) {
    super(platform);
    this.#jam = jam;
    this.#isJammed = isJammed;
  }

  override async deliver(job: DeliveryJob): Promise<DeliveryReceipt> {
    if (this.#isJammed(job.generation)) await this.#jam.wait();
    return super.deliver(job);
  }
}

describe('What is slow', () => {
  let redis: TestRedis;
  let jam: Jam;
  let channel: RecordingChannel;
  const harnesses: Harness[] = [];

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(async () => {
    await redis.stop();
  });
  beforeEach(async () => {
    await redis.flush();
    jam = new Jam();
    channel = new RecordingChannel();
  });
  afterEach(async () => {
    jam.open();
    await Promise.all(harnesses.splice(0).map((harness) => harness.stop()));
  });

  async function start(options: Partial<HarnessOptions> & Pick<HarnessOptions, 'providers'>) {
    const harness = await startHarness({
      redis,
      channels: [channel],
      limits: { userConcurrent: 1_000, userQueued: 1_000, userDailyImages: 10_000 },
      wrapMedia: (media) => withTestPictures(media),
      ...options,
    });
    harnesses.push(harness);
    return harness;
  }

  async function askMany(harness: Harness, count: number, order: Parameters<Harness['ask']>[0]) {
    for (let done = 0; done < count; done += 1) await harness.ask(order);
  }

  const via = (provider: string) => ({ request: { prompt: 'a fox', provider } });

  it('is a gateway that answers no submit: the next gateway’s pictures come', async () => {
    const alpha = new ScriptedProvider('alpha');
    alpha.usual = { kind: 'hangs' };
    const harness = await start({ providers: [alpha, new ScriptedProvider('beta')] });
    await askMany(harness, 60, via('alpha'));
    await eventually(() => alpha.submits.length === 50);

    const generation = await harness.ask(via('beta'));

    await eventually(() => channel.seenOf(generation).length > 0);
    expect(channel.deliveries).toEqual([{ generationId: generation.id, status: 'succeeded', pictures: 1 }]);
    for (const { answer } of alpha.submits) answer({ kind: 'slow' });
  });

  it.each([
    ['is down', { code: 'provider-unreachable' }],
    ['has run out of balance, or bans us', { code: 'provider-unauthorized' }],
    ['wants to be left alone for ten minutes', { code: 'provider-rate-limited', retryAfterMs: 600_000 }],
  ] as const)('is a gateway that %s: it is left alone, and everybody’s pictures come', async (_, refusal) => {
    const alpha = new ScriptedProvider('alpha');
    const beta = new ScriptedProvider('beta');
    alpha.usual = { kind: 'error', ...refusal };
    const harness = await start({ providers: [alpha, beta], lane: { concurrency: 2 } });
    await askMany(harness, 40, { userId: 'test:1' });

    const generation = await harness.ask({ ...via('beta'), userId: 'test:2' });

    await eventually(() => channel.seenOf(generation).length > 0);
    await eventually(() => channel.deliveries.length === 41, { timeoutMs: 15_000 });
    expect(channel.deliveries.every(({ status }) => status === 'succeeded')).toBe(true);
    expect(beta.submits).toHaveLength(41);
    // Five in a row open the breaker; what was on its way then may follow.
    expect(alpha.submits.length).toBeLessThan(10);
  });

  it('is a gateway that answers no look: the next gateway’s pictures come', async () => {
    const harness = await start({
      providers: [new SilentProvider('alpha', jam), new ScriptedProvider('beta')],
    });
    await askMany(harness, 60, via('alpha'));
    await eventually(() => jam.waiting >= 4);

    const generation = await harness.ask(via('beta'));

    await eventually(() => channel.seenOf(generation).length > 0);
  });

  it('is the host of a gateway’s results: the next gateway’s pictures come', async () => {
    const alpha = new ScriptedProvider('alpha');
    const harness = await start({
      providers: [alpha, new ScriptedProvider('beta')],
      wrapMedia: (media) => {
        const pictures = withTestPictures(media);
        return {
          ...pictures,
          importResult: async (source, options) => {
            const name = source.kind === 'url' ? source.url.slice(testPictureScheme.length) : '';
            if (alpha.submits.some(({ order }) => name.startsWith(order.attemptId))) await jam.wait();
            return pictures.importResult(source, options);
          },
        };
      },
    });
    await askMany(harness, 60, via('alpha'));
    await eventually(() => jam.waiting >= 16);

    const generation = await harness.ask(via('beta'));

    await eventually(() => channel.seenOf(generation).length > 0);
  });

  it('is a platform: the other platform’s outcomes arrive', async () => {
    const harness = await start({
      providers: [new ScriptedProvider('alpha')],
      channels: [channel, new JammedChannel('jammed', jam, () => true)],
    });
    const order = { target: { platform: 'jammed', address: {} } };
    for (let chat = 0; chat < 60; chat += 1) {
      const requester = { userId: `jammed:${chat}`, chatId: `jammed:${chat}`, locale: 'en' };
      await harness.ask({ ...order, requester });
    }
    await eventually(() => jam.waiting >= 48);

    const generation = await harness.ask();

    await eventually(() => channel.seenOf(generation).length > 0);
  });

  it('is a chat that is flooded: outcomes arrive in the other chats of its platform', async () => {
    const flooded = new JammedChannel('test', jam, ({ requester }) => requester.chatId === 'test:flooded');
    const harness = await start({ providers: [new ScriptedProvider('alpha')], channels: [flooded] });
    const requester = { userId: 'test:1', chatId: 'test:flooded', locale: 'en' };
    await askMany(harness, 100, { requester });
    await eventually(() => jam.waiting >= 8);

    const generation = await harness.ask();

    await eventually(() => flooded.seenOf(generation).length > 0);
    expect(flooded.deliveries).toEqual([{ generationId: generation.id, status: 'succeeded', pictures: 1 }]);
    jam.open();
    await eventually(() => flooded.deliveries.length === 101, { timeoutMs: 15_000 });
  });

  it('is a user with a hundred requests: everybody else’s first comes before their second', async () => {
    const alpha = new ScriptedProvider('alpha');
    alpha.usual = { kind: 'hangs' };
    const harness = await start({ providers: [alpha], lane: { concurrency: 1 } });
    await askMany(harness, 100, { userId: 'test:flooder', prompt: 'flood' });
    await eventually(() => alpha.submits.length === 1);
    for (const user of ['test:2', 'test:3', 'test:4']) await harness.ask({ userId: user, prompt: user });

    for (let turn = 0; turn < 5; turn += 1) {
      const submit = await eventually(() => alpha.submits[turn] ?? false);
      submit.answer({ kind: 'pictures' });
    }

    await eventually(() => alpha.submits.length >= 5);
    expect(
      alpha.submits
        .slice(1, 5)
        .map(({ order }) => order.prompt)
        .sort(),
    ).toEqual(
      ['flood', 'test:2', 'test:3', 'test:4'], // prettier-ignore
    );
  });
});
