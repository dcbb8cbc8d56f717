import { readdir, readFile, rm, stat } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { StoredImage } from '../../src/core/ports/media.ts';
import { createDerivedStore } from '../../src/media/derived-store.ts';
import { fitForUpload, type FitDependencies } from '../../src/media/fit-for-upload.ts';
import { makeCodec } from './support/make-codec.ts';
import { noise, redBlue, stagedFile } from './support/pictures.ts';

async function setUp(picture: Sharp, type: 'png' | 'jpeg' | 'webp' = 'png') {
  const { folder, codec, staging } = await makeCodec();
  const bytes = await picture.toFormat(type).toBuffer();
  const { path, sha256, byteLength } = await stagedFile(folder, 'original', bytes);
  const { width, height } = await sharp(bytes).metadata();
  const image: StoredImage = { sha256, mediaType: `image/${type}`, width, height, byteLength };
  const copies = `${folder}/copies`;
  const deps: FitDependencies = {
    codec,
    derived: createDerivedStore({ directory: copies, now: Date.now }),
    local: () => Promise.resolve(path),
    inProgress: new Map(),
  };
  return { image, deps, path, copies: `${copies}/${sha256.slice(0, 2)}/${sha256}`, staging };
}

describe('fitForUpload', () => {
  it('gives the original where it fits', async () => {
    const { image, deps, path } = await setUp(redBlue());
    const { mediaType, width, height, byteLength } = image;

    const fitted = await fitForUpload(image, { maxBytes: byteLength, maxEdgeSum: width + height }, deps);

    expect(fitted).toEqual({ path, mediaType, width, height, byteLength, reencoded: false });
  });

  it('re-encodes in full size first, as JPEG without chroma loss', async () => {
    const { image, deps } = await setUp(await noise(200, 100));

    const fitted = await fitForUpload(image, { maxBytes: image.byteLength - 1 }, deps);

    const metadata = await sharp(fitted.path).metadata();
    expect(fitted).toEqual({
      path: expect.stringMatching(/200-q90\.jpg$/),
      mediaType: 'image/jpeg',
      width: 200,
      height: 100,
      byteLength: (await stat(fitted.path)).size,
      reencoded: true,
    });
    expect(metadata).toMatchObject({ format: 'jpeg', chromaSubsampling: '4:4:4', width: 200, height: 100 });
  });

  it('keeps transparency in a WebP', async () => {
    const { image, deps } = await setUp(await noise(200, 100, 4));

    const fitted = await fitForUpload(image, { maxBytes: image.byteLength - 1 }, deps);

    expect(fitted).toMatchObject({ mediaType: 'image/webp', width: 200, height: 100 });
    expect(await sharp(fitted.path).metadata()).toMatchObject({ format: 'webp', hasAlpha: true });
  });

  it('uses JPEG when the alpha channel says nothing', async () => {
    const { image, deps } = await setUp((await noise(200, 100)).ensureAlpha());

    expect(await fitForUpload(image, { maxBytes: image.byteLength - 1 }, deps)).toMatchObject({
      mediaType: 'image/jpeg',
    });
  });

  it.each([90, 60, 40, 20, 10])(
    'gets under %i %% of the first rung, and stays as large as it can',
    async (percent) => {
      const { image, deps, copies } = await setUp(await noise(300, 200));
      const first = await fitForUpload(image, { maxBytes: image.byteLength - 1 }, deps);
      const maxBytes = Math.floor((first.byteLength * percent) / 100);

      const fitted = await fitForUpload(image, { maxBytes }, deps);

      expect(fitted.byteLength).toBeLessThanOrEqual(maxBytes);
      const sizes = await Promise.all(
        (await readdir(copies)).map(async (name) => (await stat(`${copies}/${name}`)).size),
      );
      expect(fitted.byteLength).toBe(Math.max(...sizes.filter((size) => size <= maxBytes)));
    },
  );

  it('brings the sum of the edges under a limit and keeps the ratio', async () => {
    const { image, deps } = await setUp(redBlue(400, 200));

    expect(await fitForUpload(image, { maxBytes: 1_000_000, maxEdgeSum: 300 }, deps)).toMatchObject({
      width: 200,
      height: 100,
      reencoded: true,
    });
  });

  it('says so when nothing fits', async () => {
    const { image, deps } = await setUp(redBlue());

    await expect(fitForUpload(image, { maxBytes: 10 }, deps)).rejects.toMatchObject({
      code: 'media-too-large',
      reason: 'bytes',
    });
  });

  it('makes a copy once, for those who ask together and those who ask later', async () => {
    const { image, deps, path } = await setUp(await noise(200, 100));
    let encoded = 0;
    const counting = {
      ...deps,
      codec: {
        ...deps.codec,
        encode: (...args: Parameters<typeof deps.codec.encode>) => (encoded++, deps.codec.encode(...args)),
      },
    };
    const limits = { maxBytes: image.byteLength - 1 };

    const together = await Promise.all([1, 2, 3].map(() => fitForUpload(image, limits, counting)));
    await rm(path);
    const later = await fitForUpload(image, limits, counting);

    expect(encoded).toBe(1);
    expect(new Set([...together, later].map((fitted) => JSON.stringify(fitted))).size).toBe(1);
  });

  it('makes a copy again that was cleaned away', async () => {
    const { image, deps, copies } = await setUp(await noise(200, 100));
    const limits = { maxBytes: image.byteLength - 1 };
    const first = await fitForUpload(image, limits, deps);
    const bytes = await readFile(first.path);
    await rm(copies, { recursive: true });

    const again = await fitForUpload(image, limits, deps);

    expect(again).toEqual(first);
    expect(await readFile(again.path)).toEqual(bytes);
  });
});

describe('the store of copies', () => {
  it('cleans what nobody used for a while', async () => {
    const { folder } = await makeCodec();
    let now = Date.now();
    const derived = createDerivedStore({ directory: `${folder}/copies`, now: () => now });
    const [unused, used] = ['a'.repeat(64), 'b'.repeat(64)];
    await derived.put(unused, 'x.jpg', await stagedFile(folder, 'x', Buffer.from('x')));
    await derived.put(used, 'y.jpg', await stagedFile(folder, 'y', Buffer.from('y')));

    now += 10_000;
    expect(await derived.find(used, 'y.jpg')).toBeDefined();
    now += 5_000;

    expect(await derived.clean(8_000)).toBe(1);
    expect(await derived.find(unused, 'x.jpg')).toBeUndefined();
    expect(await derived.find(used, 'y.jpg')).toBeDefined();
  });
});
