import { open } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { chargedOf, statusOf } from '../../src/core/generation/generation.ts';
import type { Logger } from '../../src/core/ports/logger.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness, HarnessOptions } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

const line = 'The disk of DATA_DIR is full: nothing more is bought until there is room. Free some space';

describe('A disk that is full', () => {
  let redis: TestRedis;
  let channel: RecordingChannel;
  let alpha: ScriptedProvider;
  let logged: string[];
  let isFull: boolean;
  let passedMs: number;
  const harnesses: Harness[] = [];

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(async () => {
    await redis.stop();
  });
  beforeEach(async () => {
    await redis.flush();
    channel = new RecordingChannel();
    alpha = new ScriptedProvider('alpha');
    logged = [];
    isFull = false;
    passedMs = 0;
  });
  afterEach(async () => {
    await Promise.all(harnesses.splice(0).map((harness) => harness.stop()));
  });

  async function start(options: Partial<HarnessOptions> = {}): Promise<Harness> {
    const note = (_fields: object, message: string): void => void logged.push(message);
    const logger: Logger = { debug: note, info: note, warn: note, error: note };
    const harness = await startHarness({
      ...{ redis, logger, providers: [alpha], channels: [channel] },
      now: () => Date.now() + passedMs,
      wrapMedia: (media) => withTestPictures(media),
      mediaConfig: { openFile: openOnDisk },
      ...options,
    });
    harnesses.push(harness);
    return harness;
  }

  /** Files that take nothing while the disk is full. */
  async function openOnDisk(path: string, flags: 'wx'): ReturnType<typeof open> {
    const file = await open(path, flags);
    const writev = file.writev.bind(file);
    file.writev = ((chunks: Uint8Array[]) =>
      isFull ? Promise.reject(noSpace()) : writev(chunks)) as typeof file.writev;
    return file;
  }

  const noSpace = (): Error =>
    Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

  it('is waited for with a picture that is bought, however long it takes', async () => {
    alpha.usual = { kind: 'slow' };
    const harness = await start();
    const { id } = await harness.ask();
    const { order } = await eventually(() => alpha.submits[0] ?? false);
    isFull = true;
    alpha.finish(order);
    const failed = (): number => logged.filter((one) => one === 'Results could not be fetched yet').length;
    for (let tries = 1; tries <= 6; tries += 1) {
      await eventually(() => failed() >= tries);
      passedMs += 20_000;
    }
    expect(await harness.ended(id, 'running')).toMatchObject({ parts: [{ state: 'collecting' }] });
    expect(logged).toContain(line);

    isFull = false;
    passedMs += 20_000;

    const generation = await harness.ended(id, 'succeeded');
    expect(chargedOf(generation)).toEqual({ images: 1, microUsd: 50_000 });
    expect(alpha.submits).toHaveLength(1);
  });

  it('takes nothing and buys nothing while it is as good as full', async () => {
    const harness = await start({
      mediaConfig: { freeBytes: async () => (isFull ? 50_000 : 1e12) },
      withoutWorker: true,
    });
    const waiting = await harness.ask();
    isFull = true;
    passedMs += 10_000;

    expect(await harness.core.request(harness.order())).toEqual({
      kind: 'refused',
      refusal: { code: 'store-unavailable' },
    });
    harness.startWorkerNow();
    await eventually(() => logged.includes(line));
    expect(alpha.submits).toEqual([]);

    isFull = false;
    passedMs += 10_000;
    await harness.ended(waiting.id, 'succeeded');
  });

  it('refuses a reference that it cannot take, with a sentence', async () => {
    isFull = true;
    const harness = await start();
    const uri = `data:image/png;base64,${Buffer.from('whatever').toString('base64')}`;

    const result = await harness.core.request(harness.order({ references: [{ kind: 'data-uri', uri }] }));

    expect(result).toEqual({ kind: 'refused', refusal: { code: 'store-unavailable' } });
  });

  it('loses a picture that came inside the answer, but does not buy it again', async () => {
    isFull = true;
    alpha = new ScriptedProvider('alpha', { limits: { synchronous: true } });
    const beta = new ScriptedProvider('beta');
    const harness = await start({ providers: [alpha, beta] });

    const { id } = await harness.ask();

    expect(statusOf(await harness.ended(id))).toBe('failed');
    expect([alpha.submits.length, beta.submits.length]).toEqual([1, 0]);
  });

  it('is waited for with a picture that came inside the answer and is staged', async () => {
    alpha = new ScriptedProvider('alpha', { limits: { synchronous: true } });
    let tries = 0;
    const harness = await start({
      wrapMedia: (media) => ({
        ...media,
        importResult: (source, options) => {
          tries += 1;
          if (tries > 3) return media.importResult(source, options);
          const why = { code: 'store-unavailable', retryable: true } as const;
          return Promise.reject(new AppError('The disk takes no more', why));
        },
      }),
    });

    const { id } = await harness.ask();

    await harness.ended(id, 'succeeded');
    expect(alpha.submits).toHaveLength(1);
  });
});
