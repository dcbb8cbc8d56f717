import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImageSink } from '../../src/core/ports/image-provider.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { saveBase64 } from '../../src/media/save-base64.ts';
import { createStagingArea } from '../../src/media/staging-area.ts';
import { XinliuProvider } from '../../src/providers/xinliu/xinliu-provider.ts';
import type { StreamStyle } from '../support/gateways/openai-family/event-stream.ts';
import { readPictureTag } from '../support/gateways/shared/pictures.ts';
import { XinliuStandIn } from '../support/gateways/xinliu.ts';
import { makeOrder } from '../support/providers/make-order.ts';
import { MemorySink } from '../support/providers/memory-sink.ts';
import { makeMask, makeReference } from '../support/providers/order-images.ts';

describe('image streams', () => {
  let gateway: XinliuStandIn;
  let provider: XinliuProvider;
  let sink: MemorySink;
  let previews: Uint8Array[];

  beforeEach(async () => {
    gateway = await new XinliuStandIn({ latencyMs: 5 }).start();
    const config = { apiKey: gateway.apiKey, baseUrls: [gateway.origin] };
    provider = new XinliuProvider(config, { now: Date.now, logger: silentLogger });
    sink = new MemorySink();
    previews = [];
  });
  afterEach(async () => {
    await provider.close();
    await gateway.stop();
  });

  const submit = (wish: Parameters<typeof makeOrder>[1] = {}, onPreview = keepPreview) =>
    provider.submit(makeOrder(provider, wish), { sink, onPreview });
  const keepPreview = (bytes: Uint8Array): void => void previews.push(bytes);
  const style = (change: Partial<StreamStyle>) => (gateway.style = { ...gateway.style, ...change });
  const tags = () => [...sink.files.values()].map((bytes) => readPictureTag(bytes));
  const task = () => [...gateway.tasks.values()][0]?.id ?? '';

  it('shows partial pictures while they come and stores only the final one', async () => {
    const result = await submit({ quality: 'low' });

    const sizes = await Promise.all(previews.map((bytes) => sharp(bytes).metadata()));
    expect(result).toMatchObject({ state: 'succeeded', images: [{ kind: 'staged' }] });
    expect(sizes).toMatchObject([{ width: 256 }, { width: 256 }]);
    expect(tags()).toEqual([`${task()}_0`]);
    expect(gateway.violations).toEqual([]);
  });

  it('asks for JSON when nobody watches', async () => {
    await provider.submit(makeOrder(provider), { sink });

    expect(gateway.requests[0]?.body).toEqual({ model: 'gpt-image-2', prompt: 'a red fox in the snow' });
  });

  it('is not stopped by a watcher that throws', async () => {
    const result = await submit({}, () => {
      throw new Error('gone');
    });

    expect(result.state).toBe('succeeded');
  });

  const styles: Partial<StreamStyle>[] = [
    { finalWord: 'complete' },
    { finalWord: 'done', done: true },
    { names: 'bare' },
    { nameIn: 'event' },
    { nameIn: 'type' },
    { nameIn: 'type', typeLast: true },
    { comments: true, done: true },
    { lineEnd: '\r\n' },
    { lineEnd: '\r\n', pieceBytes: 7 },
    { pieceBytes: 1_001 },
    { pictureIn: 'data-uri' },
    { pictureIn: 'data-array' },
    { escapeSlashes: true, pieceBytes: 13 },
  ];
  it.each(styles)('reads a stream in the style %o', async (change) => {
    style(change);

    const result = await submit({ count: 2 });

    expect(result).toMatchObject({ images: [{ kind: 'staged' }, { kind: 'staged' }] });
    expect(previews).toHaveLength(2);
    expect(tags()).toEqual([`${task()}_0`, `${task()}_1`]);
  });

  it('takes a link from a stream', async () => {
    style({ pictureIn: 'url' });

    expect(await submit()).toMatchObject({
      images: [{ kind: 'remote', url: expect.stringMatching(/^http/) as unknown }],
    });
  });

  it('takes fewer partial pictures than it asked for', async () => {
    style({ mostPartials: 0 });

    expect(await submit()).toMatchObject({ state: 'succeeded' });
    expect(previews).toEqual([]);
  });

  it('reads a stream on the form route under the names of the other route', async () => {
    style({ names: 'generation-everywhere', finalWord: 'complete' });
    gateway.answersWith = 'sse';
    const order = makeOrder(provider, { references: [await makeReference()], mask: await makeMask() });

    expect(await provider.submit(order, { sink })).toMatchObject({ images: [{ kind: 'staged' }] });
  });

  it('reads JSON although a stream was asked for', async () => {
    gateway.answersWith = 'json';

    expect(await submit()).toMatchObject({ images: [{ kind: 'remote' }] });
  });

  it.each<{ ending: StreamStyle['ending']; code: string; billed: number }>([
    { ending: 'no-final', code: 'submission-unknown', billed: 211_000 },
    { ending: 'drop', code: 'submission-unknown', billed: 211_000 },
    { ending: 'error-event', code: 'provider-failed', billed: 0 },
    { ending: 'error-data', code: 'provider-failed', billed: 0 },
  ])('calls a stream that ends with $ending $code', async ({ ending, code, billed }) => {
    style({ ending });

    await expect(submit()).rejects.toMatchObject({ code, phase: 'submit' });
    expect(gateway.submits()).toBe(1);
    expect(gateway.billedMicroUsd()).toBe(billed);
  });

  it('keeps the picture that came before the connection broke', async () => {
    style({ ending: 'drop-after-final' });

    expect(await submit({ count: 2 })).toMatchObject({ state: 'succeeded', images: [{ kind: 'staged' }] });
  });

  it(
    'does not wait for the end of a stream that stays open after its pictures',
    { timeout: 5_000 },
    async () => {
      style({ ending: 'stays-open' });

      expect(await submit({ count: 2 })).toMatchObject({ images: [{ kind: 'staged' }, { kind: 'staged' }] });
    },
  );

  it('names the safety filter when it stops a stream', async () => {
    gateway.misbehave({ on: 'submit', how: { kind: 'failLate', reason: 'moderation' } });

    await expect(submit()).rejects.toMatchObject({ code: 'provider-moderated' });
  });

  it('calls a picture that the sink cannot use unusable, not unknown', async () => {
    style({ pictureIn: 'broken' });
    const directory = await mkdtemp(join(tmpdir(), 'limner-streams-'));
    const staging = createStagingArea({ directory, now: Date.now });
    const diskSink: ImageSink = {
      saveBase64: (text) => saveBase64(text, { staging, maxBytes: 1_000_000 }),
      saveBytes: () => Promise.reject(new Error('not used')),
    };

    const submitted = provider.submit(makeOrder(provider), { sink: diskSink, onPreview: keepPreview });

    await expect(submitted).rejects.toMatchObject({ code: 'result-unusable', phase: 'submit' });
    expect(await readdir(directory)).toEqual([]);
    await rm(directory, { recursive: true });
  });
});
