import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cellArea, gridCells, gridMask, parseCell } from '../../../src/bots/shared/region-grid.ts';

async function pixelsOf(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(4);
  return {
    ...info,
    at: (x: number, y: number) => [...data.subarray((y * info.width + x) * 4).subarray(0, 4)],
  };
}

const paint = [0, 0, 0, 0];
const keep = [0, 0, 0, 255];

describe('gridMask', () => {
  it('is transparent in the chosen cells and black elsewhere, to the pixel', async () => {
    const size = { width: 100, height: 61 };
    const { width, height, at } = await pixelsOf(await gridMask(size, [0, 5]));

    expect({ width, height }).toEqual(size);
    for (let y = 0; y < size.height; y += 1) {
      for (let x = 0; x < size.width; x += 1) {
        // Edges at 33 and 67 of 100, and at 20 and 41 of 61.
        const isFirst = x < 33 && y < 20;
        const isSixth = x >= 67 && y >= 20 && y < 41;
        expect(at(x, y), `${x},${y}`).toEqual(isFirst || isSixth ? paint : keep);
      }
    }
  });

  it.each([
    { width: 3840, height: 2160 },
    { width: 1, height: 1 },
    { width: 1025, height: 7 },
  ])('is small and right in $width × $height', async (size) => {
    const png = await gridMask(size, gridCells);
    const { data, info } = await sharp(png)
      .extractChannel('alpha')
      .raw()
      .toBuffer({ resolveWithObject: true });

    expect(png.byteLength).toBeLessThan(20_000);
    expect({ width: info.width, height: info.height }).toEqual(size);
    expect(data.every((alpha) => alpha === 0)).toBe(true);
  });

  it('keeps everything where no cell is chosen', async () => {
    const { channels } = await sharp(await gridMask({ width: 30, height: 30 }, [])).stats();

    expect(channels.at(-1)).toMatchObject({ min: 255, max: 255 });
  });
});

it.each([
  { width: 100, height: 61 },
  { width: 1024, height: 1024 },
  { width: 2, height: 5 },
])('cells cover every pixel of $width × $height once', (size) => {
  const covered = new Uint8Array(size.width * size.height);
  for (const cell of gridCells) {
    const { left, top, width, height } = cellArea(size, cell);
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) {
        covered[y * size.width + x] = (covered[y * size.width + x] ?? 0) + 1;
      }
    }
  }

  expect(covered.every((times) => times === 1)).toBe(true);
});

it('reads cells from buttons, and nothing else', () => {
  expect(['0', '8', '9', '-1', '', '00', 'x', undefined].map(parseCell)).toEqual([
    0,
    8,
    ...Array.from({ length: 6 }, () => undefined),
  ]);
});
