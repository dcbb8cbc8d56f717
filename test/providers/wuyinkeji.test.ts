import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { WuyinkejiProvider } from '../../src/providers/wuyinkeji/wuyinkeji-provider.ts';
import type { WuyinkejiConfig } from '../../src/providers/wuyinkeji/wuyinkeji-provider.ts';
import { WuyinkejiStandIn } from '../support/gateways/wuyinkeji.ts';
import type { WuyinkejiStandInOptions } from '../support/gateways/wuyinkeji.ts';
import { makeOrder } from '../support/providers/make-order.ts';
import { makeReference, startPictureHost } from '../support/providers/order-images.ts';
import type { PictureHost } from '../support/providers/order-images.ts';
import { asProviderError, submitTask, untilEnded, urlsOf } from '../support/providers/run-order.ts';

describe('WuyinkejiProvider', () => {
  let gateway: WuyinkejiStandIn;
  let provider: WuyinkejiProvider;
  let host: PictureHost;

  async function start(
    options: WuyinkejiStandInOptions = {},
    config: Partial<WuyinkejiConfig> = {},
  ): Promise<void> {
    gateway = await new WuyinkejiStandIn({ latencyMs: 5, ...options }).start();
    provider = new WuyinkejiProvider(
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

  it('sends the key twice, four fields at most, and looks with the key in the query', async () => {
    await start();
    const references = [await makeReference({ host })];

    const task = await submitTask(
      provider,
      makeOrder(provider, { prompt: 'a fox', ratio: '16:9', references }),
    );
    await untilEnded(provider, task);

    const [submit, look] = gateway.requests;
    expect(submit?.body).toEqual({
      key: gateway.apiKey,
      prompt: 'a fox',
      size: '16:9',
      urls: [references[0]?.publicUrl],
    });
    expect(submit?.headers).toMatchObject({
      authorization: gateway.apiKey,
      'content-type': 'application/json',
    });
    expect(`${look?.path}?${look?.query.toString()}`).toBe(
      `/api/async/detail?id=${task.id}&key=${gateway.apiKey}`,
    );
    expect(task).toEqual({
      id: task.id,
      baseUrl: gateway.baseUrl,
      referenceUrls: [references[0]?.publicUrl],
    });
    expect(gateway.violations).toEqual([]);
  });

  it('never takes the echo of a reference for a result', async () => {
    await start();
    const references = [await makeReference({ host })];
    const task = await submitTask(provider, makeOrder(provider, { references }));

    const urls = urlsOf(await untilEnded(provider, task));

    expect(urls).toEqual([`${gateway.cdn.url}/${task.id}_0.png`]);
  });

  it.each<{ reading: WuyinkejiStandInOptions; config?: Partial<WuyinkejiConfig> }>([
    { reading: { count: 'number' } },
    { reading: { count: 'points' } },
    { reading: { status: 'numeric-text' } },
    { reading: { status: 'word' } },
    { reading: { result: 'text' } },
    { reading: { result: 'objects' } },
    { reading: { output: 'fixed' } },
    { reading: { bodyKey: 'refused' } },
    { reading: { failure: 'negative', latencyMs: 100 }, config: { statusThree: 'running' } },
    { reading: { sizes: 'fourteen' }, config: { sizes: 'extended' } },
  ])('works where the gateway reads $reading', async ({ reading, config }) => {
    await start(reading, config);

    const task = await submitTask(provider, makeOrder(provider, { ratio: '21:9' }));

    expect(await untilEnded(provider, task)).toMatchObject({
      state: 'succeeded',
      images: [{ kind: 'remote' }],
    });
    expect(gateway.submits()).toBe(1);
    expect(gateway.violations).toEqual([]);
  });

  it('leaves the key out of the body for good once a gateway called it unbound', async () => {
    await start({ bodyKey: 'refused' });

    await submitTask(provider, makeOrder(provider));
    await submitTask(provider, makeOrder(provider));

    const withKey = gateway.requests.map(
      ({ body }) => typeof body === 'object' && body !== null && 'key' in body,
    );
    expect(withKey).toEqual([true, false, false]);
    expect(gateway.submits()).toBe(2);
  });

  it.each<{ reading: WuyinkejiStandInOptions; config?: Partial<WuyinkejiConfig> }>([
    { reading: {} },
    { reading: { status: 'word' } },
    { reading: { failure: 'negative' }, config: { statusThree: 'running' } },
  ])('reads a failure where the gateway reads $reading', async ({ reading, config }) => {
    await start(reading, config);
    gateway.misbehave({ on: 'submit', how: { kind: 'failLate', reason: 'moderation', message: '内容违规' } });

    const task = await submitTask(provider, makeOrder(provider));

    expect(await untilEnded(provider, task)).toMatchObject({
      state: 'failed',
      error: { code: 'provider-moderated', providerMessage: '内容违规', phase: 'poll' },
    });
  });

  it.each([
    { error: 'badKey', code: 'provider-unauthorized' },
    { error: 'noBalance', code: 'provider-unauthorized' },
    { error: 'rateLimited', code: 'provider-rate-limited' },
    { error: 'moderation', code: 'provider-moderated' },
    { error: 'badParameter', code: 'provider-unsupported' },
  ] as const)('reads $error the same whether it is told by status or by code', async ({ error, code }) => {
    for (const errorsOn of ['ok', 'status'] as const) {
      await start({ errorsOn });
      gateway.misbehave({ on: 'submit', how: { kind: 'error', error } });
      const refused = await submitTask(provider, makeOrder(provider)).catch(asProviderError);
      // A 500 on the status line is a 500, whatever the words are.
      const expected = errorsOn === 'status' && error === 'moderation' ? 'submission-unknown' : code;
      expect(refused).toMatchObject({ code: expected, phase: 'submit' });
      expect(gateway.submits()).toBe(0);
      await Promise.all([provider.close(), gateway.stop()]);
    }
  });

  it('does not take a failed forward with words it does not know for a refusal', async () => {
    await start();
    const body = { code: 500, msg: '转发请求失败: upstream closed', data: null };
    gateway.misbehave({ on: 'submit', how: { kind: 'respond', status: 200, body } });

    const error = await submitTask(provider, makeOrder(provider)).catch(asProviderError);

    expect(error).toMatchObject({ code: 'submission-unknown', providerMessage: body.msg });
  });

  it('keeps looking at a status that nobody has seen', async () => {
    await start();
    const task = await submitTask(provider, makeOrder(provider));
    const body = { code: 200, msg: '成功', data: { status: 7, result: [] } };
    gateway.misbehave({ on: 'poll', how: { kind: 'respond', status: 200, body } });

    expect(await provider.poll(task, {})).toEqual({ state: 'running' });
  });

  it('refuses a private reference before anything is sent', async () => {
    await start();
    const order = { ...makeOrder(provider), references: [await makeReference()] };

    const error = await submitTask(provider, order).catch(asProviderError);

    expect(error).toMatchObject({ code: 'provider-unsupported', phase: 'upload' });
    expect(gateway.requests).toEqual([]);
  });

  it('fails a task whose reference the gateway could not fetch', async () => {
    await start();
    const references = [{ ...(await makeReference({ host })), publicUrl: `${gateway.origin}/gone` }];
    const task = await submitTask(provider, makeOrder(provider, { references }));

    expect(await untilEnded(provider, task)).toMatchObject({
      state: 'failed',
      error: { code: 'provider-failed' },
    });
  });
});
