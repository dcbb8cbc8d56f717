import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { qualities, ratios, resolutions } from '../../src/core/generation/image-request.ts';
import { isNamedRatio, pixelsFor } from '../../src/core/generation/pixel-table.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { XinliuProvider } from '../../src/providers/xinliu/xinliu-provider.ts';
import type { XinliuConfig } from '../../src/providers/xinliu/xinliu-provider.ts';
import { sizeProblem } from '../support/gateways/openai-family/image-parameters.ts';
import { readPictureTag } from '../support/gateways/shared/pictures.ts';
import { XinliuStandIn } from '../support/gateways/xinliu.ts';
import type { XinliuStandInOptions } from '../support/gateways/xinliu.ts';
import { makeOrder, planOf } from '../support/providers/make-order.ts';
import type { OrderWish } from '../support/providers/make-order.ts';
import { MemorySink } from '../support/providers/memory-sink.ts';
import { makeMask, makeReference } from '../support/providers/order-images.ts';

describe('XinliuProvider', () => {
  let gateway: XinliuStandIn;
  let provider: XinliuProvider;
  const closing: (() => Promise<unknown>)[] = [];

  const start = async (options: XinliuStandInOptions = {}, config: Partial<XinliuConfig> = {}) => {
    gateway = await new XinliuStandIn({ latencyMs: 2, ...options }).start();
    provider = new XinliuProvider(
      { apiKey: gateway.apiKey, baseUrls: gateway.baseUrls, ...config },
      { now: Date.now, logger: silentLogger },
    );
    closing.push(
      () => provider.close(),
      () => gateway.stop(),
    );
  };
  beforeEach(() => start());
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  const submit = (wish: OrderWish = {}, sink = new MemorySink()) =>
    provider.submit(makeOrder(provider, wish), { sink });
  const codeOf = async (wish: OrderWish = {}) => {
    const failed = await submit(wish).catch((error: unknown) => error);
    return (failed as { code?: string }).code;
  };

  it.each(ratios.flatMap((ratio) => resolutions.map((resolution) => ({ ratio, resolution }))))(
    'plans a legal size for $ratio at $resolution, and tells what it changes',
    ({ ratio, resolution }) => {
      const { applied, changes } = planOf(provider, { ratio, resolution });
      const size = `${applied.width}x${applied.height}`;

      if (!isNamedRatio(ratio)) {
        const expected = resolution === '1k' ? {} : pixelsFor('1:1', resolution);
        expect(applied).toMatchObject({ resolution, ...expected });
        expect(changes).toEqual([]);
        return;
      }
      expect(sizeProblem(size, true)).toBeUndefined();
      const isTooLong = ratio === '3:1' || ratio === '1:3';
      expect(changes).toEqual(isTooLong ? [{ field: 'ratio', from: ratio, to: size }] : []);
      if (!isTooLong) expect(applied).toMatchObject({ ratio, resolution, ...pixelsFor(ratio, resolution) });
    },
  );

  it.each([
    ['3:1', '1k', '1520x528'],
    ['1:3', '1k', '528x1520'],
  ] as const)('comes as near to %s at %s as %s', (ratio, resolution, size) => {
    expect(planOf(provider, { ratio, resolution }).changes).toEqual([
      { field: 'ratio', from: ratio, to: size },
    ]);
  });

  it('sends every word it knows, and nothing else', async () => {
    await start({}, { model: 'gpt-image-2-pro', moderation: 'low' });

    await submit({
      prompt: 'a fox',
      ratio: '16:9',
      resolution: '2k',
      quality: 'high',
      format: 'webp',
      compression: 70,
      background: 'opaque',
      count: 3,
    });

    expect(gateway.requests[0]?.body).toEqual({
      model: 'gpt-image-2-pro',
      prompt: 'a fox',
      size: '2048x1152',
      quality: 'high',
      output_format: 'webp',
      output_compression: 70,
      background: 'opaque',
      moderation: 'low',
      n: 3,
    });
    expect(gateway.bills()).toMatchObject([{ images: 3 }]);
  });

  it('hands references over as data URIs, byte for byte', async () => {
    const references = await Promise.all(
      ['first', 'second', 'third'].map((tag, index) => makeReference({ tag, width: 64 + index })),
    );

    await submit({ references });

    const [task] = gateway.tasks.values();
    const sent = gateway.requests[0]?.body as { image: string[] } | undefined;
    expect(task?.references.map(({ bytes }) => readPictureTag(bytes))).toEqual(['first', 'second', 'third']);
    expect(sent?.image.every((uri) => uri.startsWith('data:image/png;base64,'))).toBe(true);
  });

  it('sends a mask as a form and takes the picture out of base64', async () => {
    const references = [await makeReference()];
    const mask = await makeMask();
    const sink = new MemorySink();

    const result = await submit({ references, mask, quality: 'low', format: 'jpeg' }, sink);

    const [request] = gateway.requests;
    expect(request?.path).toBe('/v1/images/edits');
    expect(request?.files.map(({ field, filename }) => `${field} ${filename}`)).toEqual([
      'image[] image-1.png',
      'mask mask.png',
    ]);
    expect(result).toMatchObject({ images: [{ kind: 'staged' }] });
    expect([...sink.files.values()].map(readPictureTag)).toEqual([`${[...gateway.tasks.keys()][0]}_0`]);
  });

  it('sends the form again under the other name where the gateway misses its picture', async () => {
    await start({ editsImageField: 'image' });
    const wish = { references: [await makeReference()], mask: await makeMask() };

    await submit(wish);
    await submit(wish);

    const names = gateway.requests.map(({ files }) => files[0]?.field);
    expect(names).toEqual(['image[]', 'image', 'image']);
    expect(gateway.submits()).toBe(2);
  });

  it('keeps the prompt as the model rewrote it', async () => {
    await start({ revisedPrompt: 'a red fox, painted' });

    expect(await submit()).toMatchObject({ revisedPrompt: 'a red fox, painted' });
  });

  it.each(resolutions.flatMap((resolution) => qualities.map((quality) => ({ resolution, quality }))))(
    'prices $quality at $resolution as it is billed',
    async ({ resolution, quality }) => {
      const { applied } = planOf(provider, { resolution, quality, ratio: '4:3' });
      const billed = applied.quality === 'auto' ? provider.limits.autoQuality : applied.quality;
      const row = provider.prices.find(
        (each) =>
          (each.model ?? provider.model) === provider.model &&
          (each.quality ?? billed) === billed &&
          (each.resolution ?? resolution) === resolution,
      );

      await submit({ resolution, quality, ratio: '4:3' });

      expect(gateway.billedMicroUsd()).toBe(Math.round((row?.usd ?? 0) * 1e6));
      expect(row?.assumed).toBe(true);
    },
  );

  it.each([521, 522, 525])('goes on to the direct host after a %i of the first', async (status) => {
    gateway.primary.fail({ status, forwards: false });

    expect(await submit()).toMatchObject({ state: 'succeeded', baseUrl: gateway.origin });
    expect(gateway.submits()).toBe(1);
  });

  it('goes on to the direct host when nobody listens at the first', async () => {
    await gateway.primary.stop();

    expect(await submit()).toMatchObject({ state: 'succeeded', baseUrl: gateway.origin });
  });

  it.each([502, 504, 524])(
    'does not ask the direct host after a %i: it may have been sold',
    async (status) => {
      gateway.primary.fail({ status, forwards: true });

      expect(await codeOf()).toBe('submission-unknown');
      expect(gateway.submits()).toBe(1);
    },
  );

  it('asks the direct host when the first has no channel, and then says that nothing was sent', async () => {
    gateway.runOutOfChannels();
    expect(await submit()).toMatchObject({ state: 'succeeded', baseUrl: gateway.origin });

    gateway.runOutOfChannels(2);
    expect(await codeOf()).toBe('provider-unreachable');
    expect(gateway.submits()).toBe(1);
  });

  it.each(['402', '403'] as const)('knows an empty account by its %s', async (form) => {
    gateway.runOutOfBalance(form);

    expect(await codeOf()).toBe('provider-unauthorized');
  });

  it('passes a model that the account does not have on to others', async () => {
    await start({ enabledModels: ['gpt-image-2-pro'] });

    expect(await codeOf()).toBe('provider-unsupported');
  });

  it('finds out at start that a key is wrong', async () => {
    const wrong = new XinliuProvider(
      { apiKey: 'wrong', baseUrls: gateway.baseUrls },
      { now: Date.now, logger: silentLogger },
    );
    closing.push(() => wrong.close());

    await expect(wrong.balance({})).rejects.toMatchObject({ code: 'provider-unauthorized' });
    await expect(provider.balance({})).resolves.toBeUndefined();
  });
});
