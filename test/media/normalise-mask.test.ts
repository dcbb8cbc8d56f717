import { encode as encodeBmp } from 'bmp-ts';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { normaliseMask } from '../../src/media/normalise-mask.ts';
import { makeCodec } from './support/make-codec.ts';
import { noise, redBlue, stagedFile } from './support/pictures.ts';

const size = { width: 64, height: 48 };

async function normalise(bytes: Uint8Array, to = size) {
  const deps = await makeCodec();
  const staged = await stagedFile(deps.folder, 'mask', bytes);
  const mask = await normaliseMask(staged, to, deps);
  const { data, info } = await sharp(mask.file.path).raw().toBuffer({ resolveWithObject: true });
  /** What each quarter of the middle row says. */
  const row = [0.1, 0.4, 0.6, 0.9].map((part) => {
    const offset = (Math.floor(info.height / 2) * info.width + Math.floor(part * info.width)) * info.channels;
    return [...data.subarray(offset, offset + info.channels)];
  });
  const metadata = await sharp(mask.file.path).metadata();
  return { ...mask, row, format: metadata.format, channels: info.channels };
}

/** The left half in one value, the right half in another, of one channel. */
function halves(left: number, right: number, { width, height } = size): Sharp {
  const data = Buffer.alloc(width * height, right);
  for (let y = 0; y < height; y += 1) data.fill(left, y * width, y * width + width / 2);
  return sharp(data, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
}

async function withAlpha(alpha: Sharp, color: Sharp): Promise<Sharp> {
  const channel = await alpha.raw().toBuffer();
  return sharp(await color.raw().toBuffer(), { raw: { ...size, channels: 3 } }).joinChannel(channel, {
    raw: { ...size, channels: 1 },
  });
}

const paint = [0, 0, 0, 0];
const keep = [0, 0, 0, 255];
const left = { mediaType: 'image/png', format: 'png', channels: 4, ...size, row: [paint, paint, keep, keep] };
const right = { ...left, row: [keep, keep, paint, paint] };

describe('normaliseMask', () => {
  it.each([
    {
      what: 'transparent parts of a picture',
      make: async () => (await withAlpha(halves(0, 255), redBlue())).png().toBuffer(),
      expected: left,
    },
    {
      what: 'half-transparent parts',
      make: async () => (await withAlpha(halves(90, 255), redBlue())).png().toBuffer(),
      expected: left,
    },
    {
      what: 'transparent parts of a WebP',
      make: async () => (await withAlpha(halves(255, 0), redBlue())).webp().toBuffer(),
      expected: right,
    },
    { what: 'white on black', make: () => halves(255, 0).png().toBuffer(), expected: left },
    { what: 'white on black in a JPEG', make: () => halves(0, 255).jpeg().toBuffer(), expected: right },
    { what: 'nearly white on nearly black', make: () => halves(220, 30).png().toBuffer(), expected: left },
    {
      what: 'white on black with an alpha channel that says nothing',
      make: async () =>
        (await withAlpha(halves(255, 255), halves(255, 0).toColourspace('srgb'))).png().toBuffer(),
      expected: left,
    },
    {
      what: 'white on black, larger',
      make: () => halves(255, 0, { width: 640, height: 480 }).png().toBuffer(),
      expected: left,
    },
    {
      what: 'white on black, smaller',
      make: () => halves(255, 0, { width: 32, height: 24 }).png().toBuffer(),
      expected: left,
    },
    {
      what: 'a ratio that is a pixel off',
      make: () => halves(255, 0, { width: 644, height: 480 }).png().toBuffer(),
      expected: left,
    },
    {
      what: 'white on black, turned by its orientation',
      make: () => halves(255, 0).rotate(180).withMetadata({ orientation: 3 }).jpeg().toBuffer(),
      expected: left,
    },
  ])('understands $what', async ({ make, expected }) => {
    expect(await normalise(await make())).toEqual({ ...expected, file: expect.anything() });
  });

  it('understands a bitmap', async () => {
    const grey = await halves(255, 0).raw().toBuffer();
    const data = Buffer.alloc(grey.byteLength * 4);
    for (const [pixel, value] of grey.entries()) data.set([255, value, value, value], pixel * 4);
    const bytes = Buffer.from(encodeBmp({ data, ...size, bitPP: 24 }).data);

    expect(await normalise(bytes)).toMatchObject(left);
  });

  it('paints everything where everything is marked', async () => {
    expect(await normalise(await halves(255, 255).png().toBuffer())).toMatchObject({
      row: [paint, paint, paint, paint],
    });
  });

  it.each([
    {
      what: 'another shape',
      reason: 'mask-size',
      make: () => halves(255, 0, { width: 48, height: 64 }).png().toBuffer(),
    },
    {
      what: 'nearly the same shape',
      reason: 'mask-size',
      make: () => halves(255, 0, { width: 66, height: 48 }).png().toBuffer(),
    },
    { what: 'colours', reason: 'mask-unclear', make: () => redBlue().png().toBuffer() },
    { what: 'noise', reason: 'mask-unclear', make: async () => (await noise(64, 48)).png().toBuffer() },
    { what: 'grey', reason: 'mask-unclear', make: () => halves(128, 128).png().toBuffer() },
    {
      what: 'a hint of transparency on colours',
      reason: 'mask-unclear',
      make: async () => (await withAlpha(halves(200, 255), redBlue())).png().toBuffer(),
    },
    { what: 'nothing marked', reason: 'mask-paints-nothing', make: () => halves(0, 0).png().toBuffer() },
  ])('refuses a mask of $what', async ({ reason, make }) => {
    await expect(normalise(await make())).rejects.toMatchObject({ code: 'mask-mismatch', reason });
  });

  it('refuses what is no picture', async () => {
    await expect(normalise(Buffer.from('<svg/>'))).rejects.toMatchObject({ code: 'media-not-image' });
  });
});
