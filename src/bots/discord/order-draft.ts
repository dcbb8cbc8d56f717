import type { RequestIssue } from '../../core/core.ts';
import { picturesOf, type Generation, type PictureRef } from '../../core/generation/generation.ts';
import type { ImageRequestInput } from '../../core/generation/image-request.ts';
import type { ImageSource } from '../../core/ports/media.ts';
import { settingsOf } from '../shared/edit-settings.ts';
import { parseImagine } from '../shared/parse-imagine.ts';
import type { InteractionValue } from './interaction.ts';
import type { Attachment } from './interaction-schema.ts';

/** What a user wants, before core has looked at it. */
export interface OrderDraft {
  readonly request: ImageRequestInput;
  readonly references: readonly ImageSource[];
  /** Who or what the references show, by their place. */
  readonly names?: readonly (string | undefined)[];
  readonly mask?: ImageSource;
  readonly parent?: PictureRef;
  /** With any of these nothing is ordered. */
  readonly issues: readonly RequestIssue[];
}

/** A slash command's options. Flags inside the prompt count too, as everywhere; an option given as such wins. */
export function draftOfCommand(
  options: ReadonlyMap<string, InteractionValue>,
  attachments: ReadonlyMap<string, Attachment>,
): OrderDraft {
  const { request, issues } = parseImagine(String(options.get('prompt') ?? ''));
  const chosen = Object.fromEntries(
    requestOptions.flatMap((name) => {
      const value = options.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const mask = attachments.get('mask');
  return {
    request: { ...request, ...chosen },
    references: imageOptions.flatMap((name) => {
      const attachment = attachments.get(name);
      return attachment ? [sourceOf(attachment)] : [];
    }),
    ...(mask ? { mask: sourceOf(mask) } : {}),
    issues,
  };
}

/** Words for some pictures: a filled-in form, or a message. */
export function draftOfWords(words: string, pictures: readonly ImageSource[]): OrderDraft {
  const { request, issues } = parseImagine(words);
  return { request, references: pictures, issues };
}

/**
 * Words for a picture of ours. It starts from the stored original and keeps the settings it was made with, but for the
 * shape, which is the picture's own.
 */
export function draftOfEdit(
  words: string,
  source: { readonly generation: Generation; readonly index: number },
  more: readonly ImageSource[],
): OrderDraft | undefined {
  const { generation, index } = source;
  const picture = picturesOf(generation)[index];
  if (!picture || picture.deletedAt !== undefined) return undefined;
  const { request, issues } = parseImagine(words);
  return {
    request: { ...settingsOf(generation, request), ...request },
    references: [{ kind: 'stored', image: picture }, ...more],
    parent: { generationId: generation.id, index },
    issues,
  };
}

export function sourceOf(attachment: Attachment): ImageSource {
  return { kind: 'url', url: attachment.url };
}

/** False for what is certainly no picture. The bytes decide in the end. */
export function mayBePicture({ contentType, name }: Attachment): boolean {
  if (pictureNames.test(name)) return true;
  return contentType === undefined ? !/\.\w+$/.test(name) : contentType.startsWith('image/');
}

/** Options of /imagine and /edit that are words of a request. */
export const requestOptions = [
  'ratio',
  'resolution',
  'quality',
  'count',
  'provider',
  'private',
  'spoiler',
  'preset',
] as const;
export const imageOptions = ['image', 'image2', 'image3', 'image4'] as const;

const pictureNames = /\.(png|jpe?g|webp|gif|bmp|tiff?|heic|heif|avif)$/i;
