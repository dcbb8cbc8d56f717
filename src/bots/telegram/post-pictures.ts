import { InputMediaBuilder, type Api } from 'grammy';
import type { GeneratedImage } from '../../core/generation/generation.ts';
import type { FormattedText } from './outcome-caption.ts';
import { pictureForm, pictureKinds, uploadOf, type Fit, type PictureForm } from './picture-form.ts';
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

/**
 * Calls `send` with the pictures in the best form that Telegram takes; with a lesser one where it refuses the kind or
 * the size. @throws what `send` throws for everything else
 */
export async function inSomeForm<T>(
  pictures: readonly GeneratedImage[],
  fit: Fit,
  send: (forms: readonly PictureForm[]) => Promise<T>,
  isCovered = false,
): Promise<T> {
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

/** Posts several pictures as an album, which can have no buttons. Not to be repeated. Returns the ids in order. */
export async function postAlbum(
  api: Api,
  to: Destination,
  forms: readonly PictureForm[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const isPhotos = forms.every(({ kind }) => kind === 'photo');
  const media = isPhotos
    ? forms.map((form) => InputMediaBuilder.photo(uploadOf(form), coverOf(form)))
    : forms.map((form) =>
        InputMediaBuilder.document(uploadOf(form), { disable_content_type_detection: true }),
      );
  const messages = await api.sendMediaGroup(
    to.chatId,
    media as Parameters<Api['sendMediaGroup']>[1],
    destinationArguments(to),
    asTelegramSignal(signal),
  );
  return messages.map(({ message_id: id }) => id);
}

/** What covers a photo until it is touched. */
export function coverOf({ isCovered }: Pick<PictureForm, 'isCovered'>): { has_spoiler?: true } {
  return isCovered ? { has_spoiler: true } : {};
}

/** Posts one picture. Not to be repeated. Returns its message id. */
export async function postPicture(
  api: Api,
  to: Destination,
  form: PictureForm,
  { caption, keyboard, signal }: { caption: FormattedText; keyboard: Keyboard; signal: AbortSignal },
): Promise<number> {
  const options = {
    ...destinationArguments(to),
    caption: caption.text,
    caption_entities: caption.entities,
    reply_markup: keyboard,
  };
  const message =
    form.kind === 'photo'
      ? await api.sendPhoto(
          to.chatId,
          uploadOf(form),
          { ...options, ...coverOf(form) },
          asTelegramSignal(signal),
        )
      : await api.sendDocument(
          to.chatId,
          uploadOf(form),
          { ...options, disable_content_type_detection: true },
          asTelegramSignal(signal),
        );
  return message.message_id;
}
