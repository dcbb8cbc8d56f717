import sharp from 'sharp';
import type { OverlayOptions, Sharp } from 'sharp';
import type { Format, PixelSize } from '../../core/generation/image-request.ts';
import { captionSvg } from './caption.ts';
import type { Area } from './caption.ts';
import { diceFor, sceneSvg } from './scene.ts';
import type { Dice } from './scene.ts';

/** What a sandbox picture is made of. The same painting gives the same pixels. */
export interface Painting {
  readonly prompt: string;
  /** Position among the pictures of one order; each looks different. */
  readonly index: number;
  readonly size: PixelSize;
  readonly references: readonly Uint8Array[];
  /** Transparent where the first reference is to be painted anew. */
  readonly mask?: Uint8Array | undefined;
}

export interface Encoding {
  readonly format: Format;
  /** 0–100, jpeg and webp. */
  readonly compression?: number | undefined;
}

/** Paints from words, over a reference, or into the open part of a mask. */
export async function paint(painting: Painting, encoding: Encoding): Promise<Buffer> {
  const { size, references, mask } = painting;
  const [first] = references;
  if (!first) return encode(sharp(svg(size, scene(painting) + caption(painting, whole(size)))), encoding);
  const region = mask ? inner(await openArea(mask, size)) : whole(size);
  const edited = await editReference(painting, first, region);
  if (!mask) return encode(sharp(edited), encoding);
  return encode(await keepOutside({ original: first, edited, mask, size }), encoding);
}

/** A blurred JPEG of a small painting, as a half-finished picture; `share` of the work is done. */
export async function paintPreview(painting: Painting, share: number): Promise<Buffer> {
  const scale = Math.min(1, 448 / Math.max(painting.size.width, painting.size.height));
  const size = {
    width: Math.max(1, Math.round(painting.size.width * scale)),
    height: Math.max(1, Math.round(painting.size.height * scale)),
  };
  const small = await paint({ ...painting, size }, { format: 'png' });
  return sharp(small)
    .blur(1 + 18 * (1 - share))
    .jpeg({ quality: 80 })
    .toBuffer();
}

function scene({ prompt, index, size }: Painting): string {
  return sceneSvg(size, dice(prompt, index));
}

function caption({ prompt }: Painting, area: Area): string {
  return captionSvg(prompt, area);
}

function dice(prompt: string, index: number): Dice {
  return diceFor(`${prompt}#${index}`);
}

function whole(size: PixelSize): Area {
  return { left: 0, top: 0, ...size };
}

/** Most openings are round: what stands in their corners would not be seen. */
function inner({ left, top, width, height }: Area): Area {
  const [x, y] = [Math.round(width * 0.15), Math.round(height * 0.15)];
  return { left: left + x, top: top + y, width: width - 2 * x, height: height - 2 * y };
}

function svg({ width, height }: PixelSize, content: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`,
  );
}

/** The reference in other colours under a veil of the scene, with the further references along the top. */
async function editReference(painting: Painting, first: Uint8Array, region: Area): Promise<Buffer> {
  const { size, prompt, index, references } = painting;
  const turn = 60 + Math.floor(dice(prompt, index + 1_000)() * 240);
  const recoloured = await sharp(first)
    .resize({ ...size, fit: 'cover' })
    .removeAlpha()
    .toColourspace('srgb')
    .modulate({ hue: turn, saturation: 1.3 })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const veil = svg(size, `<g opacity="0.45">${scene(painting)}</g>`);
  const insets = await Promise.all(
    references.slice(1).map((bytes, position) => inset(bytes, position, size)),
  );
  const words = svg(size, caption(painting, region));
  return sharp(recoloured)
    .composite([{ input: veil }, ...insets, { input: words }])
    .removeAlpha()
    .png({ compressionLevel: 1 })
    .toBuffer();
}

async function inset(bytes: Uint8Array, position: number, size: PixelSize): Promise<OverlayOptions> {
  const edge = Math.max(8, Math.floor(Math.min(size.width, size.height) / 6));
  const perRow = Math.max(1, Math.floor(size.width / edge));
  const input = await sharp(bytes).resize(edge, edge, { fit: 'cover' }).png().toBuffer();
  const top = Math.min(size.height - edge, edge + Math.floor(position / perRow) * edge);
  return { input, left: (position % perRow) * edge, top: Math.max(0, top) };
}

/** The smallest area around everything transparent in the mask; the whole picture when nothing is. */
async function openArea(mask: Uint8Array, size: PixelSize): Promise<Area> {
  const alpha = await maskAlpha(mask, size);
  let [left, top, right, bottom] = [size.width, size.height, -1, -1];
  for (let y = 0; y < size.height; y += 1) {
    const row = alpha.subarray(y * size.width, (y + 1) * size.width);
    const from = row.findIndex((value) => value < 128);
    if (from < 0) continue;
    const to = row.findLastIndex((value) => value < 128);
    left = Math.min(left, from);
    right = Math.max(right, to);
    top = Math.min(top, y);
    bottom = y;
  }
  if (right < 0) return whole(size);
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

async function maskAlpha(mask: Uint8Array, size: PixelSize): Promise<Buffer> {
  return sharp(mask)
    .resize({ ...size, fit: 'cover', kernel: 'nearest' })
    .ensureAlpha()
    .extractChannel('alpha')
    .raw()
    .toBuffer();
}

async function keepOutside(parts: {
  original: Uint8Array;
  edited: Buffer;
  mask: Uint8Array;
  size: PixelSize;
}): Promise<Sharp> {
  const { original, edited, mask, size } = parts;
  const alpha = await maskAlpha(mask, size);
  const open = Buffer.from(alpha.map((value) => 255 - value));
  // No `removeAlpha` here: it would take the joined channel off again.
  const top = await sharp(edited)
    .joinChannel(open, { raw: { ...size, channels: 1 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const below = sharp(original)
    .resize({ ...size, fit: 'cover' })
    .removeAlpha()
    .toColourspace('srgb');
  return sharp(await below.png({ compressionLevel: 1 }).toBuffer()).composite([{ input: top }]);
}

function encode(picture: Sharp, { format, compression }: Encoding): Promise<Buffer> {
  const opaque = picture.removeAlpha();
  const quality = Math.max(1, compression ?? 90);
  if (format === 'jpeg') return opaque.jpeg({ quality }).toBuffer();
  if (format === 'webp') return opaque.webp({ quality, effort: 1 }).toBuffer();
  return opaque.png({ compressionLevel: 4 }).toBuffer();
}
