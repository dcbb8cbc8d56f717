import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { qualities, ratios, resolutions } from '../../src/core/generation/image-request.ts';
import { isNamedRatio, pixelsFor } from '../../src/core/generation/pixel-table.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import type { ImageProvider, SubmitResult, TaskStatus } from '../../src/core/ports/image-provider.ts';
import { ApimodelsProvider } from '../../src/providers/apimodels/apimodels-provider.ts';
import type { ApimodelsConfig } from '../../src/providers/apimodels/apimodels-provider.ts';
import { ApimodelsStandIn } from '../support/gateways/apimodels.ts';
import type { ApimodelsStandInOptions } from '../support/gateways/apimodels.ts';
import { readPictureTag } from '../support/gateways/shared/pictures.ts';
import { makeOrder, planOf } from '../support/providers/make-order.ts';
import type { OrderWish } from '../support/providers/make-order.ts';
import { MemorySink } from '../support/providers/memory-sink.ts';
import { makeMask, makeReference, startPictureHost } from '../support/providers/order-images.ts';
import type { PictureHost } from '../support/providers/order-images.ts';

describe('ApimodelsProvider', () => {
  let gateway: ApimodelsStandIn;
  let provider: ImageProvider & ApimodelsProvider;
  let host: PictureHost;
  const closing: (() => Promise<unknown>)[] = [];

  const start = async (options: ApimodelsStandInOptions = {}, config: Partial<ApimodelsConfig> = {}) => {
    gateway = await new ApimodelsStandIn({ latencyMs: 2, callbacks: { speed: 0.001 }, ...options }).start();
    provider = new ApimodelsProvider(
      { apiKey: gateway.apiKey, baseUrls: [gateway.baseUrl], ...config },
      { now: Date.now, logger: silentLogger },
    );
    closing.push(
      () => provider.close(),
      () => gateway.stop(),
    );
  };
  beforeEach(async () => {
    host = await startPictureHost();
    closing.push(() => host.stop());
    await start();
  });
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  const submit = (wish: OrderWish = {}, sink = new MemorySink()) =>
    provider.submit(makeOrder(provider, wish), { sink });
  const sentBody = () => gateway.requestsTo(/generations$/)[0]?.body as Record<string, unknown>;
  const receivedTags = () =>
    [...gateway.tasks.values()][0]?.references.map(({ bytes }) => readPictureTag(bytes));
  const pollOf = async (submitted: SubmitResult): Promise<TaskStatus> => {
    if (!submitted.task) throw new Error('no task');
    gateway.finish();
    return provider.poll(submitted.task, {});
  };

  it.each(ratios.flatMap((ratio) => resolutions.map((resolution) => ({ ratio, resolution }))))(
    'does $ratio at $resolution to the pixel',
    ({ ratio, resolution }) => {
      const { applied, changes } = planOf(provider, { ratio, resolution });

      expect(changes).toEqual([]);
      if (isNamedRatio(ratio)) expect(applied).toMatchObject(pixelsFor(ratio, resolution));
    },
  );

  it('tells what it has no words for', () => {
    const { changes } = planOf(provider, { format: 'webp', compression: 40, background: 'opaque' });

    expect(changes).toEqual([
      { field: 'compression', from: '40', to: 'none' },
      { field: 'background', from: 'opaque', to: 'auto' },
    ]);
  });

  it('leaves to the gateway what the user left open', async () => {
    await submit({ prompt: 'a fox' });

    expect(sentBody()).toEqual({ model: 'gpt-image-2-lite', prompt: 'a fox', output_format: 'png' });
  });

  it('sends every word it knows', async () => {
    await submit({
      prompt: 'a fox',
      ratio: '2:3',
      quality: 'low',
      format: 'jpeg',
      count: 2,
      callbackUrl: 'http://127.0.0.1:9/hooks/apimodels/secret',
    });

    expect(sentBody()).toEqual({
      model: 'gpt-image-2-lite',
      prompt: 'a fox',
      size: '1024x1536',
      quality: 'low',
      output_format: 'jpeg',
      n: 2,
      callback_url: 'http://127.0.0.1:9/hooks/apimodels/secret',
    });
  });

  it.each(qualities)('costs the same at quality %s, as billed', async (quality) => {
    await submit({ quality, resolution: '4k', ratio: '1:1', count: 2 });

    expect(provider.prices).toEqual([{ usd: 0.04, assumed: false }]);
    expect(gateway.billedMicroUsd()).toBe(80_000);
  });

  it('puts the first reference into the body and the others there by address', async () => {
    const references = await Promise.all(['a', 'b', 'c'].map((tag) => makeReference({ tag, host })));

    await submit({ references });

    expect(receivedTags()).toEqual(['a', 'b', 'c']);
    expect(sentBody()).toMatchObject({
      image_base64: (await references[0]?.read())?.toString('base64'),
      image_urls: [references[1]?.publicUrl, references[2]?.publicUrl],
    });
  });

  it('sends a picture that is too large for the body by its address alone', async () => {
    const reference = { ...(await makeReference({ tag: 'large', host })), byteLength: 11 * 1024 * 1024 };

    await submit({ references: [reference] });

    expect(sentBody()).toMatchObject({ image_url: reference.publicUrl });
    expect(receivedTags()).toEqual(['large']);
  });

  it('uploads references that have no public address', async () => {
    const references = await Promise.all(['a', 'b'].map((tag) => makeReference({ tag })));

    await submit({ references });

    expect(receivedTags()).toEqual(['a', 'b']);
    expect(gateway.violations).toEqual([]);
  });

  it('buys nothing when an upload fails', async () => {
    gateway.misbehave({ on: 'upload', how: { kind: 'respond', status: 404, body: 'not found' } });
    const references = [await makeReference(), await makeReference()];

    await expect(submit({ references })).rejects.toMatchObject({
      code: 'provider-unsupported',
      phase: 'upload',
    });
    expect(gateway.submits()).toBe(0);
  });

  it('needs a public address for several references where uploads are off', async () => {
    await start({}, { uploads: false });
    const reference = await makeReference();
    const { request } = { request: makeOrder(provider).applied };
    const plan = (references: readonly (typeof reference)[]) =>
      provider.plan({
        request: { ...request, prompt: 'a fox', count: 1, private: false } as Parameters<
          typeof provider.plan
        >[0]['request'],
        references,
        mask: false,
        publicAddress: false,
      });

    expect(plan([reference])).toHaveProperty('applied');
    expect(plan([reference, reference])).toEqual({ unable: 'public-address' });
  });

  it('sends a mask as bare base64', async () => {
    const mask = await makeMask();

    await submit({ references: [await makeReference()], mask });

    const [task] = gateway.tasks.values();
    expect(task?.mask).toMatchObject({ width: 64, height: 48, hasAlpha: true });
    expect(sentBody()['mask_base64']).toBe((await mask.read()).toString('base64'));
  });

  it.each(['list', 'json-string', 'json-string-and-null-list'] as const)(
    'finds results as %s, at once and later',
    async (resultsAs) => {
      gateway.behaviour.resultsAs = resultsAs;
      const atOnce = await submit({ count: 2 });
      gateway.behaviour.answers = 'pending';
      const later = await submit({ count: 2 });

      const images = [{ kind: 'remote' }, { kind: 'remote' }];
      expect(atOnce).toMatchObject({ state: 'succeeded', images });
      expect(later).toMatchObject({ state: 'running', task: { baseUrl: gateway.baseUrl } });
      expect(await pollOf(later)).toMatchObject({ state: 'succeeded', images });
    },
  );

  it('calls a task that ends without results unusable', async () => {
    gateway.behaviour.resultsAs = 'null';

    expect(await pollOf(await submit())).toMatchObject({
      state: 'failed',
      error: { code: 'result-unusable' },
    });
  });

  it('reads an answer in the shape of OpenAI', async () => {
    gateway.behaviour.answers = 'openai';
    const sink = new MemorySink();

    expect(await submit({}, sink)).toMatchObject({ state: 'succeeded', images: [{ kind: 'staged' }] });
    expect([...sink.files.values()].map(readPictureTag)).toEqual([`${[...gateway.tasks.keys()][0]}_0`]);
  });

  it.each([
    { how: { kind: 'badKey' }, code: 'provider-unauthorized' },
    { how: { kind: 'noBalance' }, code: 'provider-unauthorized' },
    { how: { kind: 'failAtSubmit' }, code: 'provider-moderated' },
    { how: { kind: 'failAtSubmit', reason: 'badParameter' }, code: 'provider-unsupported' },
    { how: { kind: 'error', error: 'serverError' }, code: 'submission-unknown' },
  ] as const)('believes the code in the body on HTTP 200: $how is $code', async ({ how, code }) => {
    gateway.behaviour.errorsOnHttp200 = true;
    gateway.misbehave({ on: 'submit', how });

    await expect(submit()).rejects.toMatchObject({ code, phase: 'submit' });
  });

  it.each([true, false])(
    'says that a task is missing, with errors on HTTP 200: %s',
    async (errorsOnHttp200) => {
      gateway.behaviour.errorsOnHttp200 = errorsOnHttp200;

      expect(await provider.poll({ id: 'clnone', baseUrl: gateway.baseUrl }, {})).toEqual({
        state: 'missing',
      });
    },
  );

  it('reads a callback that comes before the submit is answered', async () => {
    const bodies: string[] = [];
    const receiver = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () => response.writeHead(200).end());
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => receiver.close(resolve)));
    gateway.callbacks.behaviour = { ...gateway.callbacks.behaviour, when: 'early' };
    gateway.behaviour.answers = 'pending';

    const port = (receiver.address() as AddressInfo).port;
    const submitted = await submit({ callbackUrl: `http://127.0.0.1:${port}/hooks` });

    const named = provider.readCallback(JSON.parse(bodies[0] ?? '{}'));
    expect(named).toEqual(submitted.task);
    expect(named && (await provider.poll(named, {}))).toMatchObject({ state: 'succeeded' });
  });

  it.each([
    undefined,
    null,
    'text',
    7,
    [],
    {},
    { data: null },
    { data: { taskId: 5 } },
    { data: { taskId: '' } },
  ])('takes no callback from %j', (body) => {
    expect(provider.readCallback(body)).toBeUndefined();
  });

  it('tells the balance', async () => {
    expect(await provider.balance({})).toEqual({ microUsd: 12_500_000, text: '$12.5' });
  });
});
