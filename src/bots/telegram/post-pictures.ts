import { InputMediaBuilder, type Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { GeneratedImage } from '../../core/generation/generation.ts';
import type { FormattedText } from './outcome-caption.ts';
import type { KeptFile } from './kept-files.ts';
// prettier-ignore
import {
  keptForms, pictureForm, pictureKinds, uploadOf, type Fit, type PictureForm,
} from './picture-form.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { telegramFailure } from './telegram-error.ts';
import type { Keyboard } from './telegram-keyboard.ts';

/** Where new messages go. */
export interface Destination {
  readonly chatId: number;
  readonly threadId?: number | undefined;
  readonly replyToId?: number | undefined;
}

/** Arguments that every new message has: the topic, and what it answers, should that still be there. */
export function destinationArguments({ threadId, replyToId }: Destination): {
  message_thread_id?: number;
  reply_parameters?: { message_id: number; allow_sending_without_reply: true };
} {
  return {
    ...(threadId === undefined ? {} : { message_thread_id: threadId }),
    ...(replyToId === undefined
      ? {}
      : { reply_parameters: { message_id: replyToId, allow_sending_without_reply: true } }),
  };
}

export interface FormOptions {
  readonly fit: Fit;
  readonly isCovered?: boolean | undefined;
  /** What Telegram has of these pictures, in the same order. */
  readonly kept?: readonly (KeptFile | undefined)[];
}

/**
 * Calls `send` with the pictures as Telegram has them already, else in the best form that it takes; with a lesser one where
 * it refuses the file, the kind or the size. @throws what `send` throws for everything else
 */
export async function inSomeForm<T>(
  pictures: readonly GeneratedImage[],
  send: (forms: readonly PictureForm[]) => Promise<T>,
  { fit, isCovered = false, kept = [] }: FormOptions,
): Promise<T> {
  const present = kept.length === pictures.length ? keptForms(kept, isCovered) : undefined;
  if (present && present.length > 0) {
    try {
      return await send(present);
    } catch (error) {
      // Files of old, or of another server: they are uploaded anew.
      if (!refusesForm.has(telegramFailure(error)?.kind ?? '')) throw error;
    }
  }
  const attempts = pictureKinds(pictures, isCovered);
  for (const [index, attempt] of attempts.entries()) {
    const forms = await Promise.all(pictures.map((picture) => pictureForm(picture, attempt, fit)));
    try {
      return await send(forms);
    } catch (error) {
      const refused = refusesForm.has(telegramFailure(error)?.kind ?? '');
      if (!refused || index === attempts.length - 1) throw error;
    }
  }
  throw new RangeError('No form to post a picture in');
}

const refusesForm = new Set<string>(['too-large', 'bad-picture', 'no-rights']);

/** Posts several pictures as an album, which can have no buttons. Not to be repeated. Returns the messages in order. */
export async function postAlbum(
  api: Api,
  to: Destination,
  forms: readonly PictureForm[],
  signal: AbortSignal,
): Promise<readonly Message[]> {
  const isPhotos = forms.every(({ kind }) => kind === 'photo');
  const media = isPhotos
    ? forms.map((form) => InputMediaBuilder.photo(uploadOf(form), coverOf(form)))
    : forms.map((form) =>
        InputMediaBuilder.document(uploadOf(form), { disable_content_type_detection: true }),
      );
  return api.sendMediaGroup(
    to.chatId,
    media as Parameters<Api['sendMediaGroup']>[1],
    destinationArguments(to),
    asTelegramSignal(signal),
  );
}

/** What covers a photo until it is touched. */
export function coverOf({ isCovered }: Pick<PictureForm, 'isCovered'>): { has_spoiler?: true } {
  return isCovered ? { has_spoiler: true } : {};
}

/** Posts one picture. Not to be repeated. Returns its message. */
export async function postPicture(
  api: Api,
  to: Destination,
  form: PictureForm,
  { caption, keyboard, signal }: { caption: FormattedText; keyboard: Keyboard; signal: AbortSignal },
): Promise<Message> {
  const options = {
    ...destinationArguments(to),
    caption: caption.text,
    caption_entities: caption.entities,
    reply_markup: keyboard,
  };
  return form.kind === 'photo'
    ? api.sendPhoto(to.chatId, uploadOf(form), { ...options, ...coverOf(form) }, asTelegramSignal(signal))
    : api.sendDocument(
        to.chatId,
        uploadOf(form),
        { ...options, disable_content_type_detection: true },
        asTelegramSignal(signal),
      );
}
