import type { PixelSize } from '../core/generation/image-request.ts';
import type { ImageCodec } from './image-codec.ts';

export interface Grid {
  /** Rows, and columns. */
  readonly side: number;
  /** Cells, counted from 0, row by row. */
  readonly marked: readonly number[];
}

const maxEdge = 1_024;

/** A small picture with a grid over it, its marked cells tinted and hatched: told by more than a colour. */
export async function drawGridView(
  picture: PixelSize & { readonly path: string },
  grid: Grid,
  codec: ImageCodec,
): Promise<Buffer> {
  const scale = Math.min(1, maxEdge / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  return codec.run(() =>
    codec
      .open(picture.path)
      .autoOrient()
      .resize({ width, height, fit: 'fill' })
      .flatten({ background: '#ffffff' })
      .composite([{ input: Buffer.from(overlay({ width, height }, grid)) }])
      .jpeg({ quality: 80 })
      .toBuffer(),
  );
}

function overlay({ width, height }: PixelSize, { side, marked }: Grid): string {
  const [columns, rows] = [width / side, height / side];
  const cells = marked.map((cell) => {
    const [x, y] = [(cell % side) * columns, Math.floor(cell / side) * rows];
    return `<rect x="${x}" y="${y}" width="${columns}" height="${rows}"/>`;
  });
  const lines = Array.from({ length: side - 1 }, (_, index) => {
    const [x, y] = [(index + 1) * columns, (index + 1) * rows];
    return `M${x} 0V${height}M0 ${y}H${width}`;
  }).join('');
  const thick = Math.max(1, Math.round(Math.max(width, height) / 300));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<defs><pattern id="h" width="${6 * thick}" height="${6 * thick}" patternUnits="userSpaceOnUse" ` +
    `patternTransform="rotate(45)"><rect width="${thick}" height="${6 * thick}" fill="#fff4e2"/></pattern></defs>` +
    `<g fill="#d63a20" fill-opacity="0.5">${cells.join('')}</g><g fill="url(#h)">${cells.join('')}</g>` +
    `<path d="${lines}" stroke="#000" stroke-opacity="0.6" stroke-width="${3 * thick}"/>` +
    `<path d="${lines}" stroke="#fff" stroke-width="${thick}"/></svg>`
  );
}
