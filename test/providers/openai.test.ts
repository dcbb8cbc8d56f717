import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ratios, resolutions } from '../../src/core/generation/image-request.ts';
import { isNamedRatio, pixelsFor } from '../../src/core/generation/pixel-table.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { OpenAiProvider } from '../../src/providers/openai/openai-provider.ts';
import type { OpenAiConfig } from '../../src/providers/openai/openai-provider.ts';
import { OpenAiStandIn } from '../support/gateways/openai.ts';
import type { OpenAiStandInOptions } from '../support/gateways/openai.ts';
import { sizeProblem } from '../support/gateways/openai-family/image-parameters.ts';
import { readPictureTag } from '../support/gateways/shared/pictures.ts';
import { makeOrder, planOf } from '../support/providers/make-order.ts';
import type { OrderWish } from '../support/providers/make-order.ts';
import { MemorySink } from '../support/providers/memory-sink.ts';
import { makeMask, makeReference } from '../support/providers/order-images.ts';

describe('OpenAiProvider', () => {
  let gateway: OpenAiStandIn;
  let provider: OpenAiProvider;
  let sink: MemorySink;
  const closing: (() => Promise<unknown>)[] = [];

  const start = async (options: OpenAiStandInOptions = {}, config: Partial<OpenAiConfig> = {}) => {
    gateway = await new OpenAiStandIn({ latencyMs: 2, ...options }).start();
    provider = new OpenAiProvider(
      { apiKey: gateway.apiKey, baseUrls: [gateway.baseUrl], ...config },
      { now: Date.now, logger: silentLogger },
    );
    closing.push(
      () => provider.close(),
      () => gateway.stop(),
    );
  };
  beforeEach(async () => {
    sink = new MemorySink();
    await start();
  });
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  const submit = (wish: OrderWish = {}, onPreview?: (bytes: Uint8Array) => void) =>
    provider.submit(makeOrder(provider, wish), { sink, ...(onPreview && { onPreview }) });
  const tags = () => [...sink.files.values()].map(readPictureTag);
  const expectedTags = () =>
    [...gateway.tasks.values()].flatMap(({ id, pictures }) => pictures.map((_, index) => `${id}_${index}`));

  it.each(ratios.flatMap((ratio) => resolutions.map((resolution) => ({ ratio, resolution }))))(
    'does $ratio at $resolution to the pixel',
    ({ ratio, resolution }) => {
      const { applied, changes } = planOf(provider, { ratio, resolution });

      expect(changes).toEqual([]);
      if (!isNamedRatio(ratio)) return;
      expect(applied).toMatchObject(pixelsFor(ratio, resolution));
      expect(sizeProblem(`${applied.width}x${applied.height}`, false)).toBeUndefined();
    },
  );

  it.each([
    {
      wish: { ratio: '16:9', resolution: '2k' },
      size: '1536x1024',
      changes: ['ratio 16:9 → 3:2', 'resolution 2k → 1k'],
    },
    { wish: { ratio: '3:4' }, size: '1024x1536', changes: ['ratio 3:4 → 2:3'] },
    { wish: { ratio: '1:1' }, size: '1024x1024', changes: [] },
    { wish: { resolution: '4k' }, size: undefined, changes: ['resolution 4k → 1k'] },
    { wish: { size: '1000x1000' }, size: '1024x1024', changes: ['size 1000x1000 → 1024x1024'] },
  ])('brings $wish down to what an old model can do', async ({ wish, size, changes }) => {
    await start({}, { model: 'gpt-image-1.5' });

    const told = planOf(provider, wish).changes.map(({ field, from, to }) => `${field} ${from} → ${to}`);
    await submit(wish);

    expect(told).toEqual(changes);
    expect((gateway.requests[0]?.body as { size?: string } | undefined)?.size).toBe(size);
    expect(gateway.violations).toEqual([]);
  });

  it.each([
    { pictureAs: 'b64', staged: true },
    { pictureAs: 'data-uri', staged: true },
    { pictureAs: 'url-data-uri', staged: true },
    { pictureAs: 'url', staged: false },
    { pictureAs: 'b64-and-url', staged: false },
  ] as const)('takes pictures as $pictureAs', async ({ pictureAs, staged }) => {
    gateway.pictureAs = pictureAs;

    const result = await submit({ count: 2 });

    const kind = staged ? 'staged' : 'remote';
    expect(result).toMatchObject({ state: 'succeeded', images: [{ kind }, { kind }] });
    expect(tags()).toEqual(staged ? expectedTags() : []);
  });

  it('edits through the form with up to sixteen pictures, without fields that real OpenAI refuses', async () => {
    const references = await Promise.all(
      Array.from({ length: 16 }, (_, index) => makeReference({ tag: `r${index}` })),
    );
    const mask = await makeMask();

    await submit({ references, mask, quality: 'medium', format: 'webp', compression: 5 });

    const [task] = gateway.tasks.values();
    expect(task?.references.map(({ bytes }) => readPictureTag(bytes))).toEqual(
      references.map((_, index) => `r${index}`),
    );
    expect(gateway.requests[0]?.fields).toEqual([
      ['model', 'gpt-image-2'],
      ['prompt', 'a red fox in the snow'],
      ['size', '1024x768'],
      ['quality', 'medium'],
      ['output_format', 'webp'],
      ['output_compression', '5'],
    ]);
    expect(gateway.violations).toEqual([]);
  });

  it('streams an edit with previews', async () => {
    const previews: Uint8Array[] = [];

    await submit({ references: [await makeReference()] }, (bytes) => previews.push(bytes));

    expect(previews).toHaveLength(2);
    expect(tags()).toEqual(expectedTags());
  });

  it('asks for no previews of a cheap picture, which would cost as much again', async () => {
    await submit({ quality: 'low' }, () => undefined);

    expect(gateway.requests[0]?.body).not.toHaveProperty('stream');
  });

  it('goes on without a stream at a gateway that knows none, and remembers it', async () => {
    await start({ streaming: 'refuses' });

    await submit({}, () => undefined);
    await submit({}, () => undefined);

    const streamed = gateway.requests.map(({ body }) => 'stream' in (body as object));
    expect(streamed).toEqual([true, false, false]);
    expect(gateway.submits()).toBe(2);
  });

  it('takes JSON from a gateway that ignores the wish for a stream', async () => {
    await start({ streaming: 'ignores' });

    expect(await submit({}, () => undefined)).toMatchObject({ state: 'succeeded' });
  });

  it('leaves moderation out of edits where they do not know it', async () => {
    await start({ moderationOnEdits: false }, { moderation: 'low' });

    await submit({ references: [await makeReference()] });

    expect(gateway.requests).toHaveLength(2);
    expect(gateway.submits()).toBe(1);
  });

  it('never repeats a call that was refused for another field', async () => {
    gateway.misbehave({ on: 'submit', how: { kind: 'error', error: 'badParameter' } });

    await expect(submit()).rejects.toMatchObject({ code: 'provider-unsupported' });
    expect(gateway.requests).toHaveLength(1);
  });

  it('never repeats a call that ended with a server error, whatever that says', async () => {
    const error = { message: "Unknown parameter: 'stream'.", param: 'stream', code: 'unknown_parameter' };
    gateway.misbehave({ on: 'submit', how: { kind: 'respond', status: 500, body: { error } } });

    await expect(submit({}, () => undefined)).rejects.toMatchObject({ code: 'submission-unknown' });
    expect(gateway.requests).toHaveLength(1);
  });

  it('computes the cost from the tokens where their price is known', async () => {
    await start({ billing: 'tokens' }, { tokenPrices: { textInput: 5, imageInput: 8, output: 30 } });

    const result = await submit(
      { references: [await makeReference()], count: 2, quality: 'medium' },
      () => undefined,
    );

    expect(result).toMatchObject({ costMicroUsd: gateway.billedMicroUsd() });
  });

  it('leaves the cost to the price table elsewhere, and calls its prices assumed', async () => {
    const result = await submit();

    const official = new OpenAiProvider(
      { apiKey: 'key', baseUrls: ['https://api.openai.com/v1'] },
      { now: Date.now, logger: silentLogger },
    );
    closing.push(() => official.close());
    expect(result).not.toHaveProperty('costMicroUsd');
    expect([provider, official].map(({ title, prices }) => [title, prices[0]?.assumed])).toEqual([
      ['OpenAI-compatible', true],
      ['OpenAI', false],
    ]);
  });

  it('calls a spent quota no rate limit', async () => {
    const error = {
      message: 'You exceeded your current quota',
      type: 'insufficient_quota',
      param: null,
      code: 'insufficient_quota',
    };
    gateway.misbehave({ on: 'submit', how: { kind: 'respond', status: 429, body: { error } } });

    await expect(submit()).rejects.toMatchObject({ code: 'provider-unauthorized' });
  });
});
