import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderTask } from '../../src/core/ports/image-provider.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { GccaiProvider } from '../../src/providers/gccai/gccai-provider.ts';
import type { GccaiConfig } from '../../src/providers/gccai/gccai-provider.ts';
import { GccaiStandIn } from '../support/gateways/gccai.ts';
import type { GccaiStandInOptions } from '../support/gateways/gccai.ts';
import { makeOrder } from '../support/providers/make-order.ts';
import type { OrderWish } from '../support/providers/make-order.ts';
import { makeMask, makeReference, startPictureHost } from '../support/providers/order-images.ts';
import type { PictureHost } from '../support/providers/order-images.ts';
import { asProviderError, submitTask, untilEnded, urlsOf } from '../support/providers/run-order.ts';

describe('GccaiProvider', () => {
  let gateway: GccaiStandIn;
  let provider: GccaiProvider;
  let host: PictureHost;
  let now: number;

  async function start(options: GccaiStandInOptions = {}, config: Partial<GccaiConfig> = {}): Promise<void> {
    gateway = await new GccaiStandIn({ latencyMs: 5, ...options }).start();
    provider = new GccaiProvider(
      { apiKey: gateway.apiKey, baseUrls: [gateway.baseUrl], uploadHost: gateway.cdn.url, ...config },
      { now: () => now, logger: silentLogger },
    );
  }
  beforeEach(async () => {
    now = Date.now();
    host = await startPictureHost();
  });
  afterEach(async () => {
    await Promise.all([provider.close(), gateway.stop(), host.stop()]);
  });

  const submit = (wish: OrderWish = {}) =>
    submitTask(provider, makeOrder(provider, { prompt: 'a fox', ...wish }));
  const submits = () => gateway.requestsTo('/v1/images/generations');
  const batches = () => gateway.requestsTo('/v1/tasks/batch');
  const uploads = () => gateway.requestsTo('/v1/uploads/images');

  it.each<{ wish: OrderWish; body: object }>([
    { wish: {}, body: { size: 'auto', resolution: '1k', quality: 'auto', n: 1 } },
    {
      wish: { ratio: '3:1', resolution: '2k', count: 4 },
      body: { size: '3:1', resolution: '2k', quality: 'auto', n: 4 },
    },
    {
      wish: { ratio: '1:1', quality: 'high', format: 'jpeg', compression: 90, background: 'opaque' },
      body: {
        size: '1:1',
        resolution: '1k',
        quality: 'high',
        background: 'opaque',
        output_format: 'jpeg',
        output_compression: 90,
        n: 1,
      },
    },
    {
      wish: { size: '1600x1200', format: 'webp' },
      body: { size: '1600x1200', quality: 'auto', output_format: 'webp', n: 1 },
    },
    { wish: { size: '3840x2160' }, body: { size: '16:9', resolution: '4k', quality: 'auto', n: 1 } },
  ])('sends $wish as $body', async ({ wish, body }) => {
    await start();

    await submit(wish);

    expect(gateway.requests[0]?.body).toEqual({ model: 'gpt-image-2-official', prompt: 'a fox', ...body });
    expect(gateway.violations).toEqual([]);
  });

  it('sends the configured moderation strength', async () => {
    await start({}, { moderation: 'low' });

    await submit();

    expect(gateway.requests[0]?.body).toMatchObject({ moderation: 'low' });
  });

  it('passes on cost, expiry and progress', async () => {
    await start({ latencyMs: Infinity });
    const task = await submit({ quality: 'medium', ratio: '1:1' });
    gateway.setProgress(task.id, 37);

    const running = await provider.poll(task, {});
    gateway.finish(task.id);
    const done = await provider.poll(task, {});

    expect(running).toEqual({ state: 'running', progress: 37 });
    expect(done).toEqual({
      state: 'succeeded',
      images: [
        {
          kind: 'remote',
          url: `${gateway.cdn.url}/f/image/${task.id}_0.png`,
          expiresAt: expect.any(Number) as unknown,
        },
      ],
      costMicroUsd: 52_790,
    });
    expect(gateway.billedMicroUsd()).toBe(52_790);
  });

  it.each<GccaiStandInOptions>([
    { submitReply: 'object' },
    { submitReply: 'accepted-with-poll-url' },
    { submitReply: 'several' },
    { url: 'text' },
    { url: 'relative' },
    { echoesReferences: true },
    { echoesReferences: true, url: 'text' },
    { words: 'twin' },
    { words: 'new-api' },
    { progress: 'percent' },
    { progress: 'fraction' },
    { progress: 'absent' },
    { hidesCost: true },
    { wideAt1k: 'odd' },
    { autoSize: 'reference' },
  ])('gets all its pictures and nothing else where the gateway answers %o', async (options) => {
    await start(options);
    const references = [await makeReference({ host })];

    const task = await submit({ ratio: '3:1', count: 3, references });
    const urls = urlsOf(await untilEnded(provider, task));

    const id = [...gateway.tasks.keys()][0];
    expect(urls).toEqual([0, 1, 2].map((index) => `${gateway.cdn.url}/f/image/${id}_${index}.png`));
    expect(gateway.submits()).toBe(1);
    expect(gateway.violations).toEqual([]);
  });

  it.each([
    { progress: 'percent', value: 45 },
    { progress: 'fraction', value: 45 },
  ] as const)('reads progress as a $progress', async ({ progress, value }) => {
    await start({ progress, latencyMs: Infinity });
    const task = await submit();
    gateway.setProgress(task.id, value);

    expect(await provider.poll(task, {})).toEqual({ state: 'running', progress: value });
  });

  describe('failures', () => {
    it.each<GccaiStandInOptions>([{}, { failure: 'text' }, { words: 'new-api' }])(
      'reads them as %o',
      async (options) => {
        await start(options);
        gateway.misbehave({
          on: 'submit',
          how: { kind: 'failLate', reason: 'moderation', message: 'content policy' },
        });

        expect(await untilEnded(provider, await submit())).toMatchObject({
          state: 'failed',
          error: { code: 'provider-moderated', providerMessage: 'content policy' },
        });
      },
    );

    it('takes a canceled task for a failed one', async () => {
      await start({ words: 'twin', latencyMs: Infinity });
      const task = await submit();
      gateway.requireTask(task.id).fate = { kind: 'cancel' };
      gateway.finish();

      expect(await provider.poll(task, {})).toMatchObject({
        state: 'failed',
        error: { code: 'provider-failed' },
      });
    });

    it.each([
      { error: 'badKey', code: 'provider-unauthorized' },
      { error: 'forbidden', code: 'provider-unauthorized' },
      { error: 'noBalance', code: 'provider-unauthorized' },
      { error: 'moderation', code: 'provider-moderated' },
      { error: 'badParameter', code: 'provider-unsupported' },
      { error: 'rateLimited', code: 'provider-rate-limited' },
    ] as const)('reads a refusal for $error in every envelope', async ({ error, code }) => {
      for (const errorShape of ['error-object', 'flat', 'success-false', 'new-api'] as const) {
        await start({ errorShape });
        gateway.misbehave({ on: 'submit', how: { kind: 'error', error } });
        const refused = await submit().catch(asProviderError);
        expect(refused, errorShape).toMatchObject({ code, phase: 'submit' });
        await Promise.all([provider.close(), gateway.stop()]);
      }
      for (const errorShape of ['error-object', 'flat'] as const) {
        await start({ errorShape, errorsOn: 'ok' });
        gateway.misbehave({ on: 'submit', how: { kind: 'error', error } });
        const refused = await submit().catch(asProviderError);
        expect(refused, `${errorShape} on 200`).toMatchObject({ code, phase: 'submit' });
        await Promise.all([provider.close(), gateway.stop()]);
      }
    });

    it('knows a missing task on 200 as well', async () => {
      await start({ missingTask: 'ok-with-error' });
      const task = await submit();
      gateway.tasks.clear();

      expect(await provider.poll(task, {})).toEqual({ state: 'missing' });
    });
  });

  describe('batch looks', () => {
    async function waiting(count: number): Promise<ProviderTask[]> {
      const tasks = await Promise.all(Array.from({ length: count }, () => submit()));
      gateway.finish();
      return tasks;
    }

    it.each<GccaiStandInOptions>([
      {},
      { batchShape: 'tasks' },
      { batchShape: 'results' },
      { batchShape: 'items' },
      { batchShape: 'list-field' },
      { batchShape: 'by-id' },
      { batchShape: 'top-level' },
    ])('reads %o', async (options) => {
      await start({ latencyMs: Infinity, ...options });
      const tasks = await waiting(3);

      const statuses = await provider.pollMany(tasks, {});

      const expected = tasks.map((task) => [task.id, `${gateway.cdn.url}/f/image/${task.id}_0.png`]);
      const actual = tasks.map((task) => {
        const status = statuses.get(task.id);
        return [task.id, status && urlsOf(status)[0]];
      });
      expect(actual).toEqual(expected);
      expect(batches()).toHaveLength(1);
      expect(gateway.requestsTo(/^\/v1\/tasks\/task_/)).toEqual([]);
    });

    it.each([
      { takes: 50, sizes: [50, 10] },
      { takes: 20, sizes: [50, 20, 20, 10, 10, 20, 20, 20] },
    ])('asks for fifty at most, and for twenty once more are refused ($takes)', async ({ takes, sizes }) => {
      await start({ latencyMs: Infinity, maxBatch: takes });
      const tasks = await waiting(60);

      expect((await provider.pollMany(tasks, {})).size).toBe(60);
      if (takes < 50) expect((await provider.pollMany(tasks, {})).size).toBe(60);

      expect(batches().map(({ body }) => (body as { task_ids: string[] }).task_ids.length)).toEqual(sizes);
    });

    it('leaves out what the answer leaves out', async () => {
      await start({ latencyMs: Infinity, batchOmits: 1 });
      const tasks = await waiting(3);

      const statuses = await provider.pollMany(tasks, {});

      expect([...statuses.keys()].sort()).toEqual(
        tasks
          .slice(1)
          .map(({ id }) => id)
          .sort(),
      );
    });

    it.each(['missing', 'method-not-allowed', 'garbage'] as const)(
      'gives up on batches for good where they are %s',
      async (batch) => {
        await start({ latencyMs: Infinity, batch });
        const tasks = await waiting(2);

        const first = await provider.pollMany(tasks, {});
        const second = await provider.pollMany(tasks, {});

        expect([first.size, second.size]).toEqual([0, 0]);
        expect(batches()).toHaveLength(1);
        expect(await provider.poll(tasks[0] as ProviderTask, {})).toMatchObject({ state: 'succeeded' });
      },
    );

    it.each([
      { how: { kind: 'htmlError' }, code: 'provider-unavailable' },
      { how: { kind: 'rateLimited', retryAfter: '2' }, code: 'provider-rate-limited' },
      { how: { kind: 'dropSocketBefore' }, code: 'provider-unavailable' },
      { how: { kind: 'badKey' }, code: 'provider-unauthorized' },
    ] as const)('keeps batches after $how', async ({ how, code }) => {
      await start({ latencyMs: Infinity });
      const tasks = await waiting(2);
      gateway.misbehave({ on: 'batch', how });

      const error = await provider.pollMany(tasks, {}).catch(asProviderError);

      expect(error).toMatchObject({ code, phase: 'poll' });
      expect((await provider.pollMany(tasks, {})).size).toBe(2);
    });

    it('puts a submit that made several tasks together', async () => {
      await start({ latencyMs: Infinity, submitReply: 'several' });
      const task = await submit({ count: 3 });
      gateway.finish();

      const status = (await provider.pollMany([task], {})).get(task.id);

      expect(task.moreIds).toHaveLength(2);
      expect(status).toMatchObject({ state: 'succeeded', costMicroUsd: gateway.billedMicroUsd() });
      expect(status && urlsOf(status)).toHaveLength(3);
    });
  });

  describe('references', () => {
    it('uploads each content once in the lifetime of its link, masks included', async () => {
      await start();
      const references = [await makeReference(), await makeReference({ width: 80 })];
      const mask = await makeMask();

      await submit({ references, mask });
      await submit({ references: references.slice(0, 1), mask });
      expect(uploads()).toHaveLength(3);

      now += 72 * 3_600_000;
      await submit({ references: references.slice(0, 1) });
      expect(uploads()).toHaveLength(4);
      expect(gateway.violations).toEqual([]);
    });

    it('sends the links of its own uploads', async () => {
      await start();
      const reference = await makeReference({ host });
      const mask = await makeMask({ host });

      const task = await submit({ references: [reference], mask });

      const [file] = uploads()[0]?.files ?? [];
      expect(file).toMatchObject({
        field: 'file',
        filename: `${reference.sha256.slice(0, 16)}.png`,
        mediaType: 'image/png',
      });
      expect(file?.bytes).toEqual(await reference.read());
      expect(submits()[0]?.body).toMatchObject({
        image_urls: [task.referenceUrls?.[0]],
        mask_url: task.referenceUrls?.[1],
      });
      expect(await untilEnded(provider, task)).toMatchObject({ state: 'succeeded' });
    });

    it('uploads once for two orders at the same time', async () => {
      await start();
      const references = [await makeReference()];

      await Promise.all([submit({ references }), submit({ references })]);

      expect(uploads()).toHaveLength(1);
      expect(gateway.submits()).toBe(2);
    });

    it('falls back to the public URL where there is no upload, and remembers that', async () => {
      await start({ upload: 'missing' });
      const references = [await makeReference({ host })];

      await submit({ references });
      const task = await submit({ references });

      expect(uploads()).toHaveLength(1);
      expect(task.referenceUrls).toEqual([references[0]?.publicUrl]);
    });

    it.each([
      { how: { kind: 'htmlError' }, code: 'provider-unreachable' },
      { how: { kind: 'dropSocketBefore' }, code: 'provider-unreachable' },
      { how: { kind: 'garbageJson' }, code: 'provider-unreachable' },
      { how: { kind: 'respond', status: 413, body: { message: 'too big' } }, code: 'provider-unsupported' },
      { how: { kind: 'badKey' }, code: 'provider-unauthorized' },
      { how: { kind: 'rateLimited', retryAfter: '4' }, code: 'provider-rate-limited' },
    ] as const)('buys nothing when an upload ends in $how', async ({ how, code }) => {
      await start();
      gateway.misbehave({ on: 'upload', how });

      const error = await submit({ references: [await makeReference()] }).catch(asProviderError);

      expect(error).toMatchObject({ code, phase: 'upload' });
      expect(gateway.submits()).toBe(0);
      await submit({ references: [await makeReference()] });
      expect(gateway.submits()).toBe(1);
    });
  });

  it('tells the balance', async () => {
    await start();

    expect(await provider.balance({})).toEqual({ microUsd: 12_500_000, text: '$12.50' });
  });
});
