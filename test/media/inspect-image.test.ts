import { encode as encodeBmp } from 'bmp-ts';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inspectImage } from '../../src/media/inspect-image.ts';
import { makeCodec } from './support/make-codec.ts';
import { fixture, pngThatClaims, redBlue, stagedFile } from './support/pictures.ts';
import type { MediaLimits } from '../../src/media/media-limits.ts';

async function inspect(bytes: Uint8Array, limits: Partial<MediaLimits> = {}) {
  const { folder, codec } = await makeCodec(limits);
  const { path } = await stagedFile(folder, 'picture.png', bytes);
  return inspectImage(path, codec);
}

const bmp = () =>
  Buffer.from(encodeBmp({ data: Buffer.alloc(64 * 48 * 4, 0x80), width: 64, height: 48 }).data);

const plain = { width: 64, height: 48, orientation: 1, hasAlpha: false, pages: 1, plainColor: true };

describe('inspectImage', () => {
  it.each([
    { kind: 'PNG', make: () => redBlue().png().toBuffer(), expected: { ...plain, format: 'png' } },
    {
      kind: 'JPEG',
      make: () => redBlue().jpeg().toBuffer(),
      expected: { ...plain, format: 'jpeg', density: 72 },
    },
    { kind: 'WebP', make: () => redBlue().webp().toBuffer(), expected: { ...plain, format: 'webp' } },
    { kind: 'AVIF', make: () => redBlue().avif().toBuffer(), expected: { ...plain, format: 'avif' } },
    { kind: 'HEIC', make: () => fixture('red-blue-with-place.heic'), expected: { ...plain, format: 'heic' } },
    { kind: 'BMP', make: async () => bmp(), expected: { ...plain, format: 'bmp' } },
    {
      kind: 'GIF',
      make: () => redBlue().gif().toBuffer(),
      expected: { ...plain, format: 'gif', hasAlpha: true },
    },
    {
      kind: 'TIFF',
      make: () => redBlue().tiff().toBuffer(),
      expected: { ...plain, format: 'tiff' },
    },
    {
      kind: 'PNG with alpha',
      make: () => redBlue().ensureAlpha(0.5).png().toBuffer(),
      expected: { ...plain, format: 'png', hasAlpha: true },
    },
    {
      kind: 'JPEG on its side',
      make: () => redBlue().withMetadata({ orientation: 6, density: 300 }).jpeg().toBuffer(),
      expected: { ...plain, format: 'jpeg', width: 48, height: 64, orientation: 6, density: 300 },
    },
    {
      kind: 'HEIC on its side',
      make: () => fixture('red-blue-turned.heic'),
      expected: { ...plain, format: 'heic', width: 48, height: 64 },
    },
    {
      kind: 'CMYK JPEG',
      make: () => redBlue().toColourspace('cmyk').jpeg().toBuffer(),
      expected: { ...plain, format: 'jpeg', plainColor: false, density: 72 },
    },
    {
      kind: '16-bit PNG',
      make: () => redBlue().toColourspace('rgb16').png().toBuffer(),
      expected: { ...plain, format: 'png', plainColor: false },
    },
    {
      kind: 'PNG with a wide-gamut profile',
      make: () => redBlue().withIccProfile('p3').png().toBuffer(),
      expected: { ...plain, format: 'png', plainColor: false },
    },
    {
      kind: 'PNG with the usual profile',
      make: () => redBlue().withIccProfile('srgb').png().toBuffer(),
      expected: { ...plain, format: 'png' },
    },
  ])('reads a file of the kind $kind by its content, whatever it is called', async ({ make, expected }) => {
    const bytes = await make();

    expect(await inspect(bytes)).toEqual({ density: undefined, byteLength: bytes.byteLength, ...expected });
  });

  it.each([
    { what: 'SVG', text: '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>' },
    { what: 'SVG with a prologue', text: '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>' },
    { what: 'PDF', text: '%PDF-1.7\n1 0 obj' },
    { what: 'HTML', text: '<!doctype html><title>404</title>' },
    { what: 'JSON', text: '{"error":"expired"}' },
    { what: 'PostScript', text: '%!PS-Adobe-3.0 EPSF-3.0' },
    { what: 'an MP4 film', text: '\0\0\0\x18ftypisom\0\0\0\0isommp42' },
    { what: 'two letters that begin a bitmap', text: 'BMW is a car, and this is a long enough sentence' },
    { what: 'JPEG XL', text: '\xff\x0a\xfa\x1f' },
    { what: 'a libvips file', text: '\x08\xf2\xa6\xb6\0\0\0\x40\0\0\0\x40' },
    { what: 'one byte', text: 'x' },
  ])('refuses $what called .png', async ({ text }) => {
    await expect(inspect(Buffer.from(text, 'latin1'))).rejects.toMatchObject({
      code: 'media-not-image',
      reason: 'unknown-type',
    });
  });

  it('refuses an empty file', async () => {
    await expect(inspect(Buffer.alloc(0))).rejects.toMatchObject({
      code: 'media-not-image',
      reason: 'empty',
    });
  });

  it.each([
    { what: 'a PNG signature before SVG', bytes: Buffer.from('\x89PNG\r\n\x1a\n<svg/>', 'latin1') },
    { what: 'a JPEG signature before PDF', bytes: Buffer.from('\xff\xd8\xff%PDF-1.4', 'latin1') },
    { what: 'a WebP signature and nothing more', bytes: Buffer.from('RIFF\0\0\0\0WEBP', 'latin1') },
    {
      what: 'an HEIC signature and nothing more',
      bytes: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    },
    { what: 'a bitmap that ends in its header', bytes: bmp().subarray(0, 28) },
  ])('refuses $what', async ({ bytes }) => {
    await expect(inspect(bytes)).rejects.toMatchObject({ code: 'media-not-image', reason: 'damaged' });
  });

  it('refuses a file that begins like one format and is read as another', async () => {
    const { folder, codec } = await makeCodec();
    const { path } = await stagedFile(folder, 'a', await redBlue().png().toBuffer());
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');

    await expect(
      inspectImage(path, { ...codec, readMetadata: () => sharp(svg).metadata() }),
    ).rejects.toMatchObject({
      code: 'media-not-image',
      reason: 'unknown-type',
    });
  });

  it('refuses a header that claims 60,000 × 60,000 before anything is decoded', async () => {
    await expect(inspect(pngThatClaims(60_000, 60_000))).rejects.toMatchObject({
      code: 'media-too-large',
      reason: 'pixels',
    });
  });

  it('refuses a bitmap header that claims too many pixels, also with rows from the top', async () => {
    const bytes = bmp();
    bytes.writeInt32LE(60_000, 18);
    bytes.writeInt32LE(-60_000, 22);

    await expect(inspect(bytes)).rejects.toMatchObject({ code: 'media-too-large', reason: 'pixels' });
  });

  it('holds formats that need much memory to a lower limit', async () => {
    const limits = { maxWorkerPixels: 1000, maxAvifPixels: 1000, maxPixels: 10_000 };

    await expect(inspect(bmp(), limits)).rejects.toMatchObject({ code: 'media-too-large', reason: 'pixels' });
    await expect(inspect(await fixture('red-blue-with-place.heic'), limits)).rejects.toMatchObject({
      code: 'media-too-large',
      reason: 'pixels',
    });
    await expect(inspect(await redBlue().avif().toBuffer(), limits)).rejects.toMatchObject({
      code: 'media-too-large',
      reason: 'pixels',
    });
    expect(await inspect(await redBlue().png().toBuffer(), limits)).toMatchObject({ format: 'png' });
  });

  it('refuses a file over the limit on bytes', async () => {
    const bytes = await redBlue().png().toBuffer();

    await expect(inspect(bytes, { maxBytes: bytes.byteLength - 1 })).rejects.toMatchObject({
      code: 'media-too-large',
      reason: 'bytes',
    });
  });

  it('says so when the file is gone', async () => {
    const { folder, codec } = await makeCodec();

    await expect(inspectImage(`${folder}/gone.png`, codec)).rejects.toMatchObject({
      code: 'media-not-found',
    });
  });
});
