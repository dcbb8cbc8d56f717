import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { PixelSize } from '../../core/generation/image-request.ts';
import { encodeMaskPng, packRow } from './mask-png.ts';

/** The grid that is laid over a picture where no page can be opened: three rows of three cells, numbered from 0. */
export const gridSide = 3;
export const gridCells: readonly number[] = Array.from({ length: gridSide * gridSide }, (_, cell) => cell);

const compress = promisify(deflate);

/** The mask of some cells, in the picture's own pixels: transparent where to paint. */
export async function gridMask(size: PixelSize, cells: readonly number[]): Promise<Uint8Array> {
  const chosen = new Set(cells);
  const columns = cellOfPixels(size.width);
  const rows = cellOfPixels(size.height);
  const packed = Array.from({ length: gridSide }, (_, row) =>
    packRow(columns.map((column) => Number(chosen.has(row * gridSide + column)))),
  );
  const nothing = new Uint8Array(0);
  return encodeMaskPng(
    size,
    (y) => packed[rows[y] ?? 0] ?? nothing,
    (bytes) => compress(bytes),
  );
}

/** The part of a picture that a cell covers, in its pixels. Together the cells cover every pixel once. */
export function cellArea(
  { width, height }: PixelSize,
  cell: number,
): PixelSize & { readonly left: number; readonly top: number } {
  const column = cell % gridSide;
  const row = Math.floor(cell / gridSide);
  const left = edge(width, column);
  const top = edge(height, row);
  return { left, top, width: edge(width, column + 1) - left, height: edge(height, row + 1) - top };
}

/** Reads what a button carries; undefined for anything but a cell's number. */
export function parseCell(text: string | undefined): number | undefined {
  return gridCells.find((cell) => String(cell) === text);
}

function edge(length: number, index: number): number {
  return Math.round((length * index) / gridSide);
}

/** The row or column of the grid that each pixel is in. */
function cellOfPixels(length: number): Uint8Array {
  const cells = new Uint8Array(length);
  for (let index = 0; index < gridSide; index += 1) {
    cells.fill(index, edge(length, index), edge(length, index + 1));
  }
  return cells;
}
