import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { AizfwProvider } from '../../src/providers/aizfw/aizfw-provider.ts';
import type { AizfwConfig } from '../../src/providers/aizfw/aizfw-provider.ts';
import { AizfwStandIn } from '../support/gateways/aizfw.ts';
import type { AizfwStandInOptions } from '../support/gateways/aizfw.ts';
import { makeOrder } from '../support/providers/make-order.ts';
import type { OrderWish } from '../support/providers/make-order.ts';
import { makeReference, startPictureHost } from '../support/providers/order-images.ts';
import type { PictureHost } from '../support/providers/order-images.ts';
import { asProviderError, submitTask, untilEnded, urlsOf } from '../support/providers/run-order.ts';

describe('AizfwProvider', () => {
  let gateway: AizfwStandIn;
  let provider: AizfwProvider;
  let host: PictureHost;

  async function start(options: AizfwStandInOptions = {}, config: Partial<AizfwConfig> = {}): Promise<void> {
    gateway = await new AizfwStandIn({ latencyMs: 5, ...options }).start();
    provider = new AizfwProvider(
      { apiKey: gateway.apiKey, baseUrls: [gateway.baseUrl], ...config },
      { now: Date.now, logger: silentLogger },
    );
  }
  beforeEach(async () => {
    host = await startPictureHost();
  });
  afterEach(async () => {
    await Promise.all([provider.close(), gateway.stop(), host.stop()]);
  });

  it.each<{ wish: OrderWish; body: object }>([
    { wish: { ratio: '16:9' }, body: { quality: 'low', ratio: '16:9', resolution: '1k' } },
    { wish: {}, body: { quality: 'low', ratio: '1:1', resolution: '1k' } },
    {
      wish: { ratio: '3:1', resolution: '4k', quality: 'high' },
      body: { quality: 'high', ratio: '21:9', resolution: '4k' },
    },
    { wish: { size: '2160x3840', quality: 'medium' }, body: { quality: 'medium', size: '2160x3840' } },
    { wish: { size: '864x1536' }, body: { quality: 'low', ratio: '9:16', resolution: '1k' } },
  ])('sends $wish as $body', async ({ wish, body }) => {
    await start();

    await submitTask(provider, makeOrder(provider, { prompt: 'a fox', ...wish }));

    expect(gateway.requests[0]?.body).toEqual({ model: 'gpt-image-2', prompt: 'a fox', ...body });
    expect(gateway.violations).toEqual([]);
  });

  it('sends references as public URLs', async () => {
    await start();
    const references = [await makeReference({ host }), await makeReference({ host, width: 80 })];

    const task = await submitTask(provider, makeOrder(provider, { references }));

    const urls = references.map(({ publicUrl }) => publicUrl);
    expect(gateway.requests[0]?.body).toMatchObject({ image_urls: urls });
    expect(task.referenceUrls).toEqual(urls);
  });

  it('leaves quality out for the model that has none', async () => {
    await start({ models: 'with-r' }, { model: 'gpt-image-2-r' });
    const references = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => makeReference({ host })));

    await submitTask(provider, makeOrder(provider, { quality: 'high', resolution: '4k', references }));

    expect(gateway.requests[0]?.body).not.toHaveProperty('quality');
    expect(gateway.violations).toEqual([]);
  });

  it.each<AizfwStandInOptions>([
    { shape: 'data' },
    { shape: 'data-list' },
    { shape: 'result' },
    { fields: 'camel' },
    { fields: 'images' },
    { words: 'other' },
    { shape: 'data', fields: 'camel', words: 'other' },
    { reportsAmount: true },
  ])('reads looks of the shape %o', async (options) => {
    await start(options);
    const task = await submitTask(provider, makeOrder(provider));

    expect(urlsOf(await untilEnded(provider, task))).toEqual([`${gateway.cdn.url}/aiimage/${task.id}_0.png`]);
  });

  it.each<AizfwStandInOptions>([
    {},
    { shape: 'data' },
    { failure: 'object' },
    { words: 'other' },
    { fields: 'camel' },
  ])('reads failures of the shape %o', async (options) => {
    await start(options);
    gateway.misbehave({ on: 'submit', how: { kind: 'failLate', reason: 'moderation' } });
    const task = await submitTask(provider, makeOrder(provider));

    expect(await untilEnded(provider, task)).toMatchObject({
      state: 'failed',
      error: { code: 'provider-moderated', providerMessage: '内容违规' },
    });
  });

  it.each<{ queryPath: NonNullable<AizfwStandInOptions['queryPath']>; wrongPath: 404 | 405; tries: number }>([
    { queryPath: 'result', wrongPath: 404, tries: 1 },
    { queryPath: 'image2', wrongPath: 404, tries: 2 },
    { queryPath: 'model-center', wrongPath: 405, tries: 3 },
    { queryPath: 'ai-power', wrongPath: 404, tries: 4 },
  ])('finds looks at $queryPath after $tries and remembers it', async ({ queryPath, wrongPath, tries }) => {
    await start({ queryPath, wrongPath, latencyMs: Infinity });
    const task = await submitTask(provider, makeOrder(provider));

    await provider.poll(task, {});
    await provider.poll(task, {});

    expect(gateway.requests.filter(({ method }) => method === 'GET')).toHaveLength(tries + 1);
  });

  it('does not take a missing task for a missing address', async () => {
    await start();
    const task = await submitTask(provider, makeOrder(provider));
    gateway.tasks.clear();

    expect(await provider.poll(task, {})).toEqual({ state: 'missing' });
    expect(gateway.requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
  });

  it.each([
    { error: 'badKey', code: 'provider-unauthorized' },
    { error: 'noBalance', code: 'provider-unauthorized' },
    { error: 'moderation', code: 'provider-moderated' },
    { error: 'badParameter', code: 'provider-unsupported' },
    { error: 'rateLimited', code: 'provider-rate-limited' },
    { error: 'serverError', code: 'submission-unknown' },
  ] as const)('reads $error in every envelope', async ({ error, code }) => {
    for (const errorShape of ['code-msg', 'message', 'error', 'spring'] as const) {
      for (const errorsOn of ['ok', 'status'] as const) {
        await start({ errorShape, errorsOn });
        gateway.misbehave({ on: 'submit', how: { kind: 'error', error } });
        const refused = await submitTask(provider, makeOrder(provider)).catch(asProviderError);
        expect(refused, `${errorShape} on ${errorsOn}`).toMatchObject({ code, phase: 'submit' });
        await Promise.all([provider.close(), gateway.stop()]);
      }
    }
  });

  it('reads a submit that comes back as a failed task', async () => {
    await start({ refusesAs: 'failed-task' });
    gateway.misbehave({ on: 'submit', how: { kind: 'failAtSubmit' } });

    const error = await submitTask(provider, makeOrder(provider)).catch(asProviderError);

    expect(error).toMatchObject({ code: 'provider-moderated', phase: 'submit' });
  });

  it.each([
    { amountUnit: 'ignored', costMicroUsd: undefined },
    { amountUnit: 'usd', costMicroUsd: 35_714 },
    { amountUnit: 'cny', costMicroUsd: 4_960 },
  ] as const)(
    'takes a charge in $amountUnit for $costMicroUsd micro-dollars',
    async ({ amountUnit, costMicroUsd }) => {
      await start({ reportsAmount: true }, { amountUnit, cnyPerUsd: 7.2 });
      const task = await submitTask(provider, makeOrder(provider));

      const status = await untilEnded(provider, task);

      expect(status.state === 'succeeded' ? status.costMicroUsd : 'failed').toBe(costMicroUsd);
    },
  );
});
