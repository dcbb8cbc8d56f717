import type { Message } from 'grammy/types';
import type { FoundPicture } from '../../core/core.ts';
import { picturesOf, statusOf, type Generation } from '../../core/generation/generation.ts';
import type { StoredImage } from '../../core/ports/media.ts';
import type { RefusedOrder } from '../../core/ports/refused-orders.ts';
import { parseButtonId } from '../shared/buttons.ts';
import type { BotContext } from './bot-context.ts';
import { pictureOf, type TelegramFile } from './read-message.ts';
import type { Talk } from './talk.ts';
import { messageKey } from './telegram-address.ts';

/** What a message that was replied to gives to an edit. */
export type Replied =
  /** Nothing: the words stand for themselves. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file'; readonly file: TelegramFile }
  /** A picture of ours, from the stored original. */
  | { readonly kind: 'ours'; readonly image: StoredImage; readonly source: FoundPicture }
  /** A request that came to nothing: other words for the same pictures. */
  | { readonly kind: 'unfinished'; readonly generation: Generation }
  /** A request that was refused for its words. */
  | { readonly kind: 'refused'; readonly order: RefusedOrder }
  | { readonly kind: 'sentence'; readonly sentence: 'which-picture' | 'gone' | 'original-gone' };

/** Finds out which picture is meant, best source first: our stored original, then what the message itself shows. */
export async function repliedPicture(context: BotContext, talk: Talk, reply: Message): Promise<Replied> {
  const file = pictureOf(reply);
  if (reply.from?.id !== context.me.id) return file ? { kind: 'file', file } : { kind: 'nothing' };

  const asked = questionedPicture(reply);
  const found = asked === undefined ? await shownBy(context, reply) : await mine(context, talk, asked);
  const refusedId = found ? undefined : (asked ?? refusedBy(reply));
  if (refusedId !== undefined) {
    const order = await context.core.refused.find(talk.requester.userId, refusedId);
    if (typeof order === 'object') return { kind: 'refused', order };
  }
  if (!found) {
    if (file) return { kind: 'file', file };
    return asked === undefined ? { kind: 'nothing' } : { kind: 'sentence', sentence: 'gone' };
  }
  const { generation } = found;
  const pictures = picturesOf(generation);
  const [only] = pictures;
  if (!only) {
    const ended = statusOf(generation) === 'failed' || statusOf(generation) === 'canceled';
    return ended ? { kind: 'unfinished', generation } : { kind: 'nothing' };
  }
  if (found.index < 0 && pictures.length > 1) return { kind: 'sentence', sentence: 'which-picture' };
  const index = Math.max(0, found.index);
  const image = pictures[index];
  if (image && (await context.core.media.exists(image))) {
    return { kind: 'ours', image, source: { generation, index } };
  }
  return file ? { kind: 'file', file } : { kind: 'sentence', sentence: 'original-gone' };
}

/** By the message's key; by its buttons where the message was sent on somebody's wish, outside a delivery. */
async function shownBy({ core }: BotContext, message: Message): Promise<FoundPicture | undefined> {
  const known = await core.findByMessage(messageKey(message.chat.id, message.message_id));
  if (known) return known;
  for (const button of message.reply_markup?.inline_keyboard.flat() ?? []) {
    const parsed = 'callback_data' in button ? parseButtonId(button.callback_data) : undefined;
    const generation = parsed && (await core.get(parsed.id));
    if (generation) return { generation, index: parsed.index ?? -1 };
  }
  return undefined;
}

/** Only for whoever made the picture, or where it was made: an id alone opens nothing. */
async function mine({ core }: BotContext, talk: Talk, pictureId: string): Promise<FoundPicture | undefined> {
  const { userId, chatId } = talk.requester;
  const found = await core.findByPicture(pictureId);
  if (!found) {
    const unmade = await core.get(pictureId);
    return unmade?.requester.userId === userId ? { generation: unmade, index: -1 } : undefined;
  }
  const maker = found.generation.requester;
  return maker.userId === userId || maker.chatId === chatId ? found : undefined;
}

/** The request that the refusal with its button Rephrase is about. */
function refusedBy({ reply_markup: keyboard }: Message): string | undefined {
  for (const button of keyboard?.inline_keyboard.flat() ?? []) {
    const parsed = 'callback_data' in button ? parseButtonId(button.callback_data) : undefined;
    if (parsed?.verb === 'rephrase') return parsed.id;
  }
  return undefined;
}

/** The picture, or the request without one, that the question behind Edit and Rephrase names: the only thing set as code. */
function questionedPicture({ text, entities, reply_markup: keyboard }: Message): string | undefined {
  if (text === undefined || keyboard) return undefined;
  const code = entities?.find(({ type }) => type === 'code');
  const id = code && text.slice(code.offset, code.offset + code.length);
  return id !== undefined && code && code.offset > 0 && /^[\w-]{4,50}$/.test(id) ? id : undefined;
}
