import { createReadStream } from 'node:fs';
import { InputFile } from 'grammy';
import type { GeneratedImage } from '../../core/generation/generation.ts';
import type { FitLimits, FittedImage } from '../../core/ports/media.ts';
import type { KeptFile } from './kept-files.ts';

/** How a picture is posted: shown large but recompressed, or as the file it is. */
export type PictureKind = 'photo' | 'document';

/** One way to post a picture. */
export interface PictureForm {
  readonly kind: PictureKind;
  /** A file of ours with the name under which people save it, or one that Telegram has already. */
  readonly source: { readonly file: FittedImage; readonly name: string } | { readonly fileId: string };
  /** True when Telegram shows it smaller than it is. */
  readonly shrunk: boolean;
  /** Telegram shows it once it is touched; it does so with photos alone. */
  readonly isCovered: boolean;
}

export type Fit = (picture: GeneratedImage, limits: FitLimits) => Promise<FittedImage>;

/** Telegram's limits for photos: bytes, width plus height, longest to shortest side, and what it keeps of a side. */
const photoLimits = { maxBytes: 10_000_000, maxEdgeSum: 10_000, maxRatio: 20, keptSide: 2560 };
/** For one call of the cloud's Bot API, with room for the rest of the form. */
const maxUploadBytes = 49_000_000;

/** What is read of a file at once while it is sent, bytes. */
const uploadPieceBytes = 512 * 1024;

/**
 * Ways to post pictures together, best first; later ones are for what the server refuses. What is to be covered goes as a
 * photo whatever that costs of it: a file shows its picture to everybody.
 */
export function pictureKinds(pictures: readonly GeneratedImage[], isCovered = false): readonly Attempt[] {
  const asFiles: Attempt[] = [
    { kind: 'document', maxBytes: Math.floor(maxUploadBytes / pictures.length) },
    { kind: 'document', maxBytes: Math.floor(20_000_000 / pictures.length) },
    { kind: 'photo', maxBytes: Math.floor(9_000_000 / pictures.length) },
  ];
  if (isCovered) return [...asFiles.slice(-1), ...asFiles.slice(0, -1)].map((one) => ({ ...one, isCovered }));
  const photo: Attempt = { kind: 'photo', maxBytes: photoLimits.maxBytes };
  const together = pictures.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const fits = pictures.every(isGoodPhoto) && together <= maxUploadBytes;
  return fits ? [photo, ...asFiles] : asFiles;
}

export interface Attempt {
  readonly kind: PictureKind;
  readonly maxBytes: number;
  readonly isCovered?: boolean;
}

export async function pictureForm(picture: GeneratedImage, attempt: Attempt, fit: Fit): Promise<PictureForm> {
  const { kind, maxBytes, isCovered = false } = attempt;
  const limits = kind === 'photo' ? { maxBytes, maxEdgeSum: photoLimits.maxEdgeSum } : { maxBytes };
  const file = await fit(picture, limits);
  const longest = Math.max(picture.width, picture.height);
  return {
    kind,
    source: { file, name: fileName(picture, file.mediaType) },
    isCovered,
    shrunk: file.reencoded || (kind === 'photo' && longest > photoLimits.keptSide),
  };
}

/**
 * The form in which Telegram has these pictures already; undefined where it has not all of them in one kind, and for what
 * is to be covered unless they are photos.
 */
export function keptForms(
  kept: readonly (KeptFile | undefined)[],
  isCovered = false,
): readonly PictureForm[] | undefined {
  const kind = isCovered ? 'photo' : kept[0]?.kind;
  const forms = kept.flatMap((file) =>
    file?.kind === kind && file
      ? [{ kind: file.kind, source: { fileId: file.fileId }, shrunk: file.shrunk, isCovered }]
      : [],
  );
  return forms.length === kept.length ? forms : undefined;
}

/** The file, read from disk while it is sent; or the id of one that Telegram has. */
export function uploadOf({ source }: PictureForm): InputFile | string {
  if ('fileId' in source) return source.fileId;
  const { path, byteLength } = source.file;
  // Few large pieces instead of many small ones, and no read beyond the end.
  const pieces = { end: byteLength - 1, highWaterMark: Math.min(byteLength, uploadPieceBytes) };
  return new InputFile(() => createReadStream(path, pieces), source.name);
}

/** Without spaces: grammY does not quote file names. */
export function fileName(picture: GeneratedImage, mediaType: string): string {
  const extension = mediaType === 'image/jpeg' ? 'jpg' : (mediaType.split('/')[1] ?? 'png');
  return `limner-${picture.pictureId}.${extension}`;
}

/** True for what Telegram takes as a photo and of which it keeps at least half the pixels. */
function isGoodPhoto({ width, height, byteLength }: GeneratedImage): boolean {
  const longest = Math.max(width, height);
  const kept = Math.min(1, photoLimits.keptSide / longest) ** 2;
  return (
    byteLength <= photoLimits.maxBytes &&
    width + height <= photoLimits.maxEdgeSum &&
    longest / Math.min(width, height) <= photoLimits.maxRatio &&
    kept >= 0.5
  );
}
