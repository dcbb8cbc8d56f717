import type { CallbackQuery, Message, MessageEntity } from 'grammy/types';
import type { Requester } from '../../core/generation/generation.ts';
import type { BotContext } from './bot-context.ts';
import { maxText } from './outcome-caption.ts';
import { destinationArguments, type Destination } from './post-pictures.ts';
import { topicOf } from './read-message.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { chatKey, userKey } from './telegram-address.ts';
import type { Keyboard } from './telegram-keyboard.ts';
import { patiently } from './telegram-patience.ts';
import { truncate } from '../shared/text.ts';

/** A person in a place: who asks, and where answers go. */
export interface Talk extends Destination {
  readonly isPrivate: boolean;
  /** What was settled in advance says that answers are private. */
  readonly privateByDefault?: boolean;
  readonly requester: Requester;
}

/** Who wrote a message, and an answer to it. Somebody who writes as a chat is that chat. */
export function talkOf(message: Message): Talk {
  const { chat, from, sender_chat: senderChat } = message;
  const isPrivate = chat.type === 'private';
  const person = senderChat ? { id: senderChat.id, name: senderChat.title } : from;
  const name = senderChat ? senderChat.title : (from?.username ?? from?.first_name);
  return {
    chatId: chat.id,
    threadId: topicOf(message),
    replyToId: message.message_id,
    isPrivate,
    requester: {
      userId: userKey(person?.id ?? chat.id),
      chatId: chatKey(chat.id),
      locale: from?.language_code ?? 'en',
      ...(name === undefined ? {} : { name }),
    },
  };
}

/** New messages answer the one with the button and stay in its topic. */
export function talkOfPress({ message, from }: CallbackQuery): Talk | undefined {
  if (!message) return undefined;
  const { chat, message_id: messageId } = message;
  return {
    chatId: chat.id,
    threadId: message.date === 0 ? undefined : topicOf(message),
    replyToId: messageId,
    isPrivate: chat.type === 'private',
    requester: {
      userId: userKey(from.id),
      chatId: chatKey(chat.id),
      locale: from.language_code ?? 'en',
      name: from.username ?? from.first_name,
    },
  };
}

export interface SayOptions {
  readonly entities?: readonly MessageEntity[];
  readonly keyboard?: Keyboard;
  /** Asks the person to answer this very message; such a message can never be edited. */
  readonly question?: { readonly hint: string };
}

/** Sends a text as a new message. Returns its id. @throws what grammY throws */
export async function say(
  context: BotContext,
  to: Destination,
  text: string,
  options: SayOptions = {},
): Promise<number> {
  const { entities, keyboard, question } = options;
  const { signal } = context;
  const send = () =>
    context.api.sendMessage(
      to.chatId,
      truncate(text, maxText),
      {
        ...destinationArguments(to),
        link_preview_options: { is_disabled: true },
        ...(entities ? { entities: [...entities] } : {}),
        ...(keyboard ? { reply_markup: keyboard } : {}),
        ...(question
          ? { reply_markup: { force_reply: true, selective: true, input_field_placeholder: question.hint } }
          : {}),
      },
      asTelegramSignal(signal),
    );
  const message = await patiently(send, { repeatable: false, signal });
  return message.message_id;
}
