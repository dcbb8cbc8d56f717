import { readFile, readdir } from 'node:fs/promises';
import { encode as encodeBmp } from 'bmp-ts';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { DecodePixels } from '../../src/media/decode-in-worker.ts';
import { damaged } from '../../src/media/image-codec.ts';
import type { MediaLimits } from '../../src/media/media-limits.ts';
import { normaliseReference } from '../../src/media/normalise-reference.ts';
import { makeCodec } from './support/make-codec.ts';
import {
  fixture,
  noise,
  pixelAt,
  pngChunk,
  pngThatClaims,
  redBlue,
  stagedFile,
  withPlace,
} from './support/pictures.ts';

async function normalise(bytes: Uint8Array, limits: Partial<MediaLimits> = {}, decoder?: DecodePixels) {
  const deps = await makeCodec(limits, decoder);
  const staged = await stagedFile(deps.folder, 'given', bytes);
  const picture = await normaliseReference(staged, deps);
  const written = await readFile(picture.file.path);
  return { ...picture, staged, written, metadata: await sharp(written).metadata(), ...deps };
}

const red = [0xd0, 0x20, 0x20];
const blue = [0x20, 0x20, 0xd0];

function closeTo(color: number[]) {
  return color.map((value) => expect.closeTo(value, -1.2));
}

describe('normaliseReference', () => {
  it.each([
    { format: 'png', mediaType: 'image/png' },
    { format: 'jpeg', mediaType: 'image/jpeg' },
    { format: 'webp', mediaType: 'image/webp' },
  ] as const)('keeps a fine $format byte for byte', async ({ format, mediaType }) => {
    const bytes = await redBlue().toFormat(format).toBuffer();

    const { file, staged, ...picture } = await normalise(bytes);

    expect(file).toBe(staged);
    expect(picture).toMatchObject({ mediaType, width: 64, height: 48 });
  });

  it('cuts the place out of a JPEG and keeps its pixels', async () => {
    const bytes = await withPlace(redBlue()).jpeg().toBuffer();
    expect(bytes.includes('SecretCamera')).toBe(true);

    const { written, metadata, staged, file, mediaType } = await normalise(bytes);

    expect({ mediaType, exif: metadata.exif }).toEqual({ mediaType: 'image/jpeg', exif: undefined });
    expect(written.includes('SecretCamera')).toBe(false);
    expect(await sharp(written).raw().toBuffer()).toEqual(await sharp(bytes).raw().toBuffer());
    expect(file.byteLength).toBe(written.byteLength);
    expect(await readFile(staged.path)).toEqual(bytes);
  });

  it('cuts a prompt out of a PNG and keeps its pixels', async () => {
    const clean = await redBlue().png().toBuffer();
    const text = pngChunk('tEXt', Buffer.from('parameters\0a secret prompt'));

    const { written } = await normalise(Buffer.concat([clean.subarray(0, 33), text, clean.subarray(33)]));

    expect(written).toEqual(clean);
  });

  it('cuts an archive off the end', async () => {
    const clean = await redBlue().png().toBuffer();

    const { written } = await normalise(Buffer.concat([clean, Buffer.from('PK\x03\x04')]));

    expect(written).toEqual(clean);
  });

  it('encodes a WebP with a place anew, without it', async () => {
    const { written, metadata } = await normalise(await withPlace(redBlue()).webp().toBuffer());

    expect(metadata.exif).toBeUndefined();
    expect(written.includes('SecretCamera')).toBe(false);
  });

  it.each([
    { orientation: 3, width: 64, height: 48, first: blue, last: red },
    { orientation: 6, width: 48, height: 64, first: red, last: blue },
    { orientation: 8, width: 48, height: 64, first: blue, last: red },
  ])('turns orientation $orientation upright', async ({ orientation, width, height, first, last }) => {
    const bytes = await redBlue().withMetadata({ orientation }).jpeg({ quality: 100 }).toBuffer();

    const picture = await normalise(bytes);

    expect(picture).toMatchObject({ mediaType: 'image/jpeg', width, height });
    expect(picture.metadata.orientation).toBeUndefined();
    expect(await pixelAt(picture.written, 2, 2)).toEqual(closeTo(first));
    expect(await pixelAt(picture.written, width - 3, height - 3)).toEqual(closeTo(last));
  });

  it.each([
    {
      kind: 'CMYK JPEG',
      make: () => redBlue().toColourspace('cmyk').jpeg().toBuffer(),
      mediaType: 'image/jpeg',
    },
    {
      kind: '16-bit PNG',
      make: () => redBlue().toColourspace('rgb16').png().toBuffer(),
      mediaType: 'image/png',
    },
    {
      kind: 'wide-gamut PNG',
      make: () => redBlue().withIccProfile('p3').png().toBuffer(),
      mediaType: 'image/png',
    },
    { kind: 'AVIF', make: () => redBlue().avif({ lossless: true }).toBuffer(), mediaType: 'image/jpeg' },
    { kind: 'TIFF', make: () => redBlue().tiff().toBuffer(), mediaType: 'image/jpeg' },
    { kind: 'GIF', make: () => redBlue().gif().toBuffer(), mediaType: 'image/png' },
    { kind: 'HEIC', make: () => fixture('red-blue-with-place.heic'), mediaType: 'image/jpeg' },
  ])('makes 8-bit sRGB of a $kind', async ({ make, mediaType }) => {
    const { written, metadata, ...picture } = await normalise(await make());

    expect(picture).toMatchObject({ mediaType, width: 64, height: 48 });
    const { space, depth, hasAlpha, exif, icc } = metadata;
    expect({ space, depth, hasAlpha, exif, icc }).toEqual({
      space: 'srgb',
      depth: 'uchar',
      hasAlpha: false,
      exif: undefined,
      icc: undefined,
    });
    const [r = 0, g = 0, b = 0] = await pixelAt(written, 2, 2);
    expect(r).toBeGreaterThan(Math.max(g, b) + 80);
  });

  it('turns a HEIC upright that is stored on its side', async () => {
    const picture = await normalise(await fixture('red-blue-turned.heic'));

    expect(picture).toMatchObject({ width: 48, height: 64 });
    expect(await pixelAt(picture.written, 2, 2)).toEqual(closeTo(red));
    expect(await pixelAt(picture.written, 45, 61)).toEqual(closeTo(blue));
  });

  it('makes a PNG of a bitmap', async () => {
    // Alpha, blue, green, red; the fourth byte of a bitmap is often left at zero.
    const data = Buffer.alloc(40 * 30 * 4);
    for (let offset = 0; offset < data.byteLength; offset += 4) data.set([0, 0x20, 0x20, 0xd0], offset);
    const bytes = Buffer.from(encodeBmp({ data, width: 40, height: 30, bitPP: 24 }).data);

    const picture = await normalise(bytes);

    expect(picture).toMatchObject({ mediaType: 'image/png', width: 40, height: 30 });
    expect(picture.metadata.hasAlpha).toBe(false);
    expect(await pixelAt(picture.written, 5, 5)).toEqual(red);
  });

  it.each(['gif', 'webp'] as const)('takes the first frame of an animated %s', async (format) => {
    const frames = sharp(
      await Promise.all(
        ['#d02020', '#2020d0'].map((background) =>
          sharp({ create: { width: 20, height: 20, channels: 3, background } })
            .png()
            .toBuffer(),
        ),
      ),
      { join: { animated: true } },
    );
    const bytes = await frames.toFormat(format).toBuffer();
    expect((await sharp(bytes).metadata()).pages).toBe(2);

    const picture = await normalise(bytes);

    expect(picture).toMatchObject({ width: 20, height: 20 });
    expect(picture.metadata.pages ?? 1).toBe(1);
    expect(await pixelAt(picture.written, 10, 10)).toEqual(closeTo(red));
  });

  it('keeps transparency', async () => {
    const bytes = await redBlue().ensureAlpha(0.5).tiff({ compression: 'lzw' }).toBuffer();

    const picture = await normalise(bytes);

    expect(picture).toMatchObject({ mediaType: 'image/png' });
    expect((await pixelAt(picture.written, 2, 2))[3]).toEqual(expect.closeTo(128, -1));
  });

  it('brings a large picture to the longest edge allowed', async () => {
    const bytes = await redBlue(400, 200).png().toBuffer();

    expect(await normalise(bytes, { referenceMaxEdge: 100 })).toMatchObject({ width: 100, height: 50 });
  });

  it.each([
    { what: 'an opaque one becomes a JPEG', channels: 3, mediaType: 'image/jpeg' },
    { what: 'one whose alpha says nothing becomes a JPEG', channels: 'opaque', mediaType: 'image/jpeg' },
    { what: 'a transparent one becomes smaller', channels: 4, mediaType: 'image/png' },
  ] as const)('makes a heavy picture light: $what', async ({ channels, mediaType }) => {
    const heavy: Sharp =
      channels === 'opaque' ? (await noise(300, 300)).ensureAlpha() : await noise(300, 300, channels);
    const bytes = await heavy.png().toBuffer();
    const referenceMaxBytes = 100_000;

    const picture = await normalise(bytes, { referenceMaxBytes });

    expect(picture.mediaType).toBe(mediaType);
    expect(picture.file.byteLength).toBeLessThanOrEqual(referenceMaxBytes);
    expect(await readdir(picture.staging.directory)).toHaveLength(1);
  });

  it('gives the lightest it can when nothing is light enough', async () => {
    const bytes = await (await noise(300, 300)).png().toBuffer();

    const picture = await normalise(bytes, { referenceMaxBytes: 100 });

    expect(picture).toMatchObject({ mediaType: 'image/jpeg' });
    expect(await readdir(picture.staging.directory)).toHaveLength(1);
  });

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff'] as const)(
    'refuses a %s that is cut off',
    async (format) => {
      const bytes = await (await noise(200, 200)).toFormat(format).toBuffer();

      await expect(normalise(bytes.subarray(0, bytes.byteLength / 2))).rejects.toMatchObject({
        code: 'media-not-image',
        reason: 'damaged',
      });
    },
  );

  it('refuses a well-built PNG whose data is not a picture', async () => {
    const bytes = pngThatClaims(64, 48);

    await expect(normalise(bytes)).rejects.toMatchObject({ code: 'media-not-image', reason: 'damaged' });
  });

  it('refuses a HEIC whose picture is cut off, in its own thread', async () => {
    const bytes = await fixture('red-blue-with-place.heic');
    bytes.fill(0xff, 0x205, 0x27f);

    await expect(normalise(bytes)).rejects.toMatchObject({ code: 'media-not-image', reason: 'damaged' });
  });

  it('ends a decoder that takes too long', async () => {
    const limits = { codecTimeoutMs: 1 };
    const { folder, decodePixels } = await makeCodec(limits);
    const { path } = await stagedFile(folder, 'a', await fixture('red-blue-with-place.heic'));

    await expect(decodePixels(path, 'heic')).rejects.toMatchObject({
      code: 'media-timeout',
      reason: 'decode-time',
    });
  });

  it('refuses pixels that the header did not tell of', async () => {
    const { folder, decodePixels } = await makeCodec({ maxWorkerPixels: 1000 });
    const { path } = await stagedFile(folder, 'a', await fixture('red-blue-with-place.heic'));

    await expect(decodePixels(path, 'heic')).rejects.toMatchObject({
      code: 'media-too-large',
      reason: 'pixels',
    });
  });

  it('passes on what the decoder threw and leaves nothing behind', async () => {
    const deps = await makeCodec({}, () => Promise.reject(damaged()));
    const staged = await stagedFile(deps.folder, 'a', await fixture('red-blue-with-place.heic'));

    await expect(normaliseReference(staged, deps)).rejects.toMatchObject({ reason: 'damaged' });
    expect(await readdir(deps.staging.directory).catch(() => [])).toEqual([]);
  });

  it('decodes a bomb of 36 million even pixels without holding them', async () => {
    const bytes = await sharp({ create: { width: 6000, height: 6000, channels: 3, background: '#888888' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bytes.byteLength).toBeLessThan(400_000);

    expect(await normalise(bytes)).toMatchObject({ width: 4096, height: 4096 });
  });
});
