import { InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import { AppError } from '../../core/errors.ts';
import type { StoredImage } from '../../core/ports/media.ts';
import { errorText } from '../shared/refusal-text.ts';
import type { BotContext } from './bot-context.ts';
import { destinationArguments } from './post-pictures.ts';
import { pictureOf, type TelegramFile } from './read-message.ts';
import { repliedPicture } from './replied-picture.ts';
import { say, type Talk } from './talk.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { telegramTranslator } from './telegram-messages.ts';
import { patiently } from './telegram-patience.ts';

/** `/sticker` with a picture or in reply to one: sends it as a sticker, at no charge. */
export async function answerSticker(context: BotContext, talk: Talk, message: Message): Promise<void> {
  const translator = telegramTranslator(talk.requester.locale);
  const found = await pictureFor(context, talk, message);
  if (typeof found === 'string') {
    const text =
      found === 'which-picture'
        ? translator.say('answer.which-picture')
        : translator.common.say(`answer.${found}`);
    await say(context, talk, text);
    return;
  }
  await sendSticker(context, talk, found);
}

/** A picture as a sticker, or the sentence why there is none. */
export async function sendSticker(
  context: BotContext,
  talk: Talk,
  source: TelegramFile | StoredImage,
): Promise<void> {
  const { common } = telegramTranslator(talk.requester.locale);
  try {
    const bytes = await stickerOf(context, source);
    const { api, signal } = context;
    const file = new InputFile(bytes, 'sticker.webp');
    const send = () =>
      api.sendSticker(talk.chatId, file, destinationArguments(talk), asTelegramSignal(signal));
    await patiently(send, { repeatable: false, signal });
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    await say(context, talk, errorText(error.code, common));
  }
}

/** The picture that a command is about: its own, or that of the message it replies to; else why there is none. */
export async function pictureFor(
  context: BotContext,
  talk: Talk,
  message: Message,
): Promise<TelegramFile | StoredImage | 'no-picture' | 'which-picture' | 'gone' | 'original-gone'> {
  const own = pictureOf(message);
  if (own) return own;
  const reply = message.reply_to_message as Message | undefined;
  const replied = reply && (await repliedPicture(context, talk, reply));
  if (replied?.kind === 'file') return replied.file;
  if (replied?.kind === 'ours') return replied.image;
  return replied?.kind === 'sentence' ? replied.sentence : 'no-picture';
}

async function stickerOf(
  { core, files, signal }: BotContext,
  source: TelegramFile | StoredImage,
): Promise<Buffer> {
  if (!('fileId' in source)) return core.media.sticker(source);
  const staged = await files.fetch(source, signal);
  try {
    return await core.media.sticker(await core.media.importReference({ kind: 'staged', image: staged }));
  } finally {
    await core.media.discard(staged);
  }
}
