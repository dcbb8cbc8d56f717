import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { createMedia, type MediaStore } from '../../src/media/create-media.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

let media: MediaStore;
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  media = createMedia({
    dataDir: folder,
    secretKey: 'secret-key-of-the-tests-0123456789',
    logger: silentLogger,
  });
});
afterEach(() => media.close());

async function gridOf(size: { width: number; height: number }, marked: readonly number[]) {
  const bytes = await sharp({ create: { ...size, channels: 3, background: '#00ff00' } })
    .png()
    .toBuffer();
  const picture = await media.importReference({ kind: 'staged', image: await media.stage(bytes) });
  const jpeg = await media.gridView(picture, { side: 3, marked });
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  /** Part of red in the middle of a cell. */
  const redness = (cell: number): number => {
    const left = ((cell % 3) + 0.25) * (info.width / 3);
    const top = (Math.floor(cell / 3) + 0.25) * (info.height / 3);
    let [red, all] = [0, 0];
    for (let y = Math.floor(top); y < top + info.height / 6; y += 1) {
      for (let x = Math.floor(left); x < left + info.width / 6; x += 1) {
        red += data[(y * info.width + x) * 3] ?? 0;
        all += 255;
      }
    }
    return red / all;
  };
  return { width: info.width, height: info.height, redness };
}

it('tints the marked cells, and no other', async () => {
  const { redness, ...size } = await gridOf({ width: 300, height: 210 }, [0, 5]);

  expect(size).toEqual({ width: 300, height: 210 });
  const tinted = Array.from({ length: 9 }, (_, cell) => cell).filter((cell) => redness(cell) > 0.3);
  const plain = Array.from({ length: 9 }, (_, cell) => cell).filter((cell) => redness(cell) < 0.05);
  expect([tinted, plain]).toEqual([
    [0, 5],
    [1, 2, 3, 4, 6, 7, 8],
  ]);
});

it('is small enough for a chat', async () => {
  const { width, height } = await gridOf({ width: 3000, height: 1500 }, []);

  expect({ width, height }).toEqual({ width: 1024, height: 512 });
});

it.each([
  { from: { width: 900, height: 600 }, to: { width: 512, height: 341 } },
  { from: { width: 60, height: 120 }, to: { width: 256, height: 512 } },
])(
  'makes a sticker of $to.width × $to.height of $from.width × $from.height, however noisy',
  async ({ from, to }) => {
    const noise = { type: 'gaussian', mean: 128, sigma: 80 } as const;
    const bytes = await sharp({ create: { ...from, channels: 3, background: 'black', noise } })
      .png()
      .toBuffer();
    const picture = await media.importReference({ kind: 'staged', image: await media.stage(bytes) });

    const sticker = await media.sticker(picture);

    expect(await sharp(sticker).metadata()).toMatchObject({ format: 'webp', ...to });
    expect(sticker.byteLength).toBeLessThanOrEqual(512 * 1024);
  },
);
