import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { ratios, resolutions } from '../../src/core/generation/image-request.ts';
import { isNamedRatio, pixelsFor } from '../../src/core/generation/pixel-table.ts';
import type { OrderImage } from '../../src/core/ports/image-provider.ts';
import { SandboxProvider } from '../../src/providers/sandbox/sandbox-provider.ts';
import { makeOrder, planOf } from '../support/providers/make-order.ts';
import type { OrderWish } from '../support/providers/make-order.ts';
import { MemorySink } from '../support/providers/memory-sink.ts';
import { makeMask, makeReference } from '../support/providers/order-images.ts';

describe('SandboxProvider', () => {
  let provider: SandboxProvider;

  beforeEach(() => {
    provider = new SandboxProvider({ delayMs: 0 });
  });

  async function draw(wish: OrderWish = {}): Promise<Buffer[]> {
    const sink = new MemorySink();
    await provider.submit(makeOrder(provider, wish), { sink });
    return [...sink.files.values()];
  }
  const drawOne = async (wish: OrderWish = {}) => (await draw(wish))[0] ?? Buffer.alloc(0);
  const pixels = (bytes: Buffer) => sharp(bytes).removeAlpha().raw().toBuffer();
  /** The share of pixels of a region that differ clearly between two pictures of 320×240. */
  async function difference(first: Buffer, second: Buffer, left: number, width: number): Promise<number> {
    const region = { left, top: 0, width, height: 240 };
    const [before, after] = await Promise.all(
      [first, second].map((bytes) => sharp(bytes).extract(region).removeAlpha().raw().toBuffer()),
    );
    const changed = (before ?? Buffer.alloc(0)).filter(
      (value, index) => Math.abs(value - (after?.[index] ?? 0)) > 8,
    );
    return changed.length / (before?.length ?? 1);
  }

  it.each(ratios.flatMap((ratio) => resolutions.map((resolution) => ({ ratio, resolution }))))(
    'plans $ratio at $resolution without any change',
    ({ ratio, resolution }) => {
      const size = pixelsFor(isNamedRatio(ratio) ? ratio : '1:1', resolution);

      expect(planOf(provider, { ratio, resolution })).toEqual({
        applied: { ratio, resolution, ...size, quality: 'auto', format: 'png', background: 'auto' },
        changes: [],
      });
    },
  );

  it.each([
    { wish: { ratio: '21:9' }, width: 2016, height: 864, format: 'png' },
    { wish: { size: '1001x401', format: 'jpeg', compression: 40 }, width: 1001, height: 401, format: 'jpeg' },
    { wish: { ratio: '9:16', resolution: '4k', format: 'webp' }, width: 2160, height: 3840, format: 'webp' },
  ])('draws exactly what $wish asks for', async ({ wish, ...expected }) => {
    expect(await sharp(await drawOne(wish)).metadata()).toMatchObject(expected);
  });

  it('draws the same picture for the same words, and another for each of several', async () => {
    const [first, second] = await draw({ prompt: 'a quiet lake', count: 2 });
    const [again] = await draw({ prompt: 'a quiet lake' });
    const [other] = await draw({ prompt: 'a loud lake' });

    expect(first?.equals(again ?? Buffer.alloc(0))).toBe(true);
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(false);
    expect(first?.equals(other ?? Buffer.alloc(0))).toBe(false);
  });

  it.each(['< & > " \' ]]>', '雪の狐', '🦊'.repeat(500), 'x'.repeat(32_000), '\u200f\u0000\ud800'])(
    'survives the prompt %j',
    async (prompt) => {
      expect(await sharp(await drawOne({ prompt })).metadata()).toMatchObject({ width: 1024 });
    },
  );

  it('changes a reference all over, and shows further references', async () => {
    const reference = await makeReference({ width: 320, height: 240 });
    const further = await makeReference({ width: 50, height: 50, tag: 'further' });
    const wish = { prompt: 'in winter', size: '320x256' };
    const original = await reference.read();

    const edited = await drawOne({ ...wish, references: [reference] });
    const fused = await drawOne({ ...wish, references: [reference, further] });

    const resized = await sharp(original).resize(320, 256, { fit: 'cover' }).png().toBuffer();
    expect(await difference(resized, edited, 0, 320)).toBeGreaterThan(0.8);
    expect((await pixels(edited)).equals(await pixels(fused))).toBe(false);
  });

  it('changes only what the mask opens', async () => {
    const reference = await makeReference({ width: 320, height: 256 });
    const mask = await makeMask({ width: 320, height: 256 });

    const edited = await drawOne({ prompt: 'a lake', size: '320x256', references: [reference], mask });

    const original = await reference.read();
    expect(await difference(original, edited, 160, 160)).toBe(0);
    expect(await difference(original, edited, 0, 160)).toBeGreaterThan(0.8);
  });

  it('shows three previews on the way', async () => {
    const previews: Uint8Array[] = [];

    await provider.submit(makeOrder(provider, { ratio: '16:9' }), {
      sink: new MemorySink(),
      onPreview: (bytes) => previews.push(bytes),
    });

    const shapes = await Promise.all(previews.map((bytes) => sharp(bytes).metadata()));
    expect(shapes.map(({ format, width, height }) => ({ format, width, height }))).toEqual(
      Array(3).fill({ format: 'jpeg', width: 448, height: 252 }),
    );
  });

  it('costs nothing and says so', async () => {
    const result = await provider.submit(makeOrder(provider), { sink: new MemorySink() });

    expect(result).toMatchObject({ state: 'succeeded', costMicroUsd: 0, images: [{ kind: 'staged' }] });
    expect(provider.prices).toEqual([{ usd: 0, assumed: false }]);
  });

  it('stops when its caller does', async () => {
    const slow = new SandboxProvider({ delayMs: 60_000 });
    const controller = new AbortController();

    const drawing = slow.submit(makeOrder(slow), { sink: new MemorySink(), signal: controller.signal });
    controller.abort();

    await expect(drawing).rejects.toMatchObject({ code: 'provider-failed', phase: 'submit' });
  });

  it('names a reference that it cannot read', async () => {
    const broken: OrderImage = {
      ...(await makeReference()),
      read: () => Promise.resolve(Buffer.from('no picture')),
    };

    await expect(drawOne({ references: [broken] })).rejects.toMatchObject({ code: 'provider-failed' });
  });
});
