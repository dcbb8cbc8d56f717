import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makePreview } from '../../src/media/preview.ts';
import { upscale } from '../../src/media/upscale.ts';
import { makeCodec } from './support/make-codec.ts';
import { noise, pixelAt, redBlue, stagedFile } from './support/pictures.ts';

describe('upscale', () => {
  it.each(['png', 'jpeg', 'webp'] as const)(
    'enlarges a %s to exactly the pixels asked for',
    async (format) => {
      const { folder, codec } = await makeCodec();
      const { path, sha256, byteLength } = await stagedFile(
        folder,
        'a',
        await redBlue(167, 94).toFormat(format).toBuffer(),
      );
      const image = {
        path,
        sha256,
        byteLength,
        mediaType: `image/${format}` as const,
        width: 167,
        height: 94,
      };

      const larger = await upscale(image, { width: 204, height: 115 }, codec);

      expect(larger).toMatchObject({ width: 204, height: 115 });
      expect(await sharp(larger.path).metadata()).toMatchObject({ format, width: 204, height: 115 });
      expect((await pixelAt(larger.path, 2, 57))[0]).toBeGreaterThan(190);
      expect((await pixelAt(larger.path, 201, 57))[2]).toBeGreaterThan(190);
    },
  );

  it('cuts at the middle rather than distort', async () => {
    const { folder, codec } = await makeCodec();
    const staged = await stagedFile(folder, 'a', await redBlue(100, 50).png().toBuffer());

    const image = { ...staged, mediaType: 'image/png', width: 100, height: 50 } as const;
    const square = await upscale(image, { width: 100, height: 100 }, codec);

    expect(await pixelAt(square.path, 40, 50)).toEqual([0xd0, 0x20, 0x20]);
    expect(await pixelAt(square.path, 60, 50)).toEqual([0x20, 0x20, 0xd0]);
  });
});

describe('makePreview', () => {
  it('makes a small JPEG', async () => {
    const { codec } = await makeCodec();

    const preview = await makePreview(await redBlue(1200, 600).png().toBuffer(), codec);

    expect(await sharp(preview).metadata()).toMatchObject({
      format: 'jpeg',
      width: 512,
      height: 256,
      hasAlpha: false,
    });
  });

  it('never enlarges', async () => {
    const { codec } = await makeCodec();

    const preview = await makePreview(await redBlue().webp().toBuffer(), codec);

    expect(await sharp(preview).metadata()).toMatchObject({ width: 64, height: 48 });
  });

  it('shows what is there of a picture that is cut off', async () => {
    const { codec } = await makeCodec();
    const bytes = await (await noise(200, 200)).jpeg().toBuffer();

    const preview = await makePreview(bytes.subarray(0, bytes.byteLength / 2), codec);

    expect(await sharp(preview).metadata()).toMatchObject({ width: 200, height: 200 });
  });

  it.each(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', '', 'GIF89a'])(
    'refuses %j',
    async (text) => {
      const { codec } = await makeCodec();

      await expect(makePreview(Buffer.from(text), codec)).rejects.toMatchObject({ code: 'media-not-image' });
    },
  );
});
