import type { DeliveryTarget } from '../../core/ports/delivery-channel.ts';
import type { Generation } from '../../core/generation/generation.ts';
import type { BotContext } from './bot-context.ts';
import type { IntakeEvent, IntakeNote } from './intake-event.ts';
import { maxText } from './outcome-caption.ts';
import type { Destination } from './post-pictures.ts';
import { say, type Talk } from './talk.ts';
import { readAddress, telegramTarget } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError, telegramFailure } from './telegram-error.ts';
import type { Keyboard } from './telegram-keyboard.ts';
import { telegramTranslator } from './telegram-messages.ts';
import { patiently } from './telegram-patience.ts';
import { truncate } from '../shared/text.ts';

export type Status = NonNullable<IntakeNote['status']>;

/** Where a request's outcome will be. */
export interface Announced {
  /** Absent when Telegram did not say that the message was sent; the outcome then gets a message of its own. */
  readonly status: Status | undefined;
  readonly target: DeliveryTarget;
}

/**
 * Sends the message that says how things stand, once per event. A lost answer is followed by one more try: a second
 * message that says "received" does less harm than none. Undefined when the bot may not write there at all.
 */
export async function announce(
  context: BotContext,
  event: IntakeEvent,
  home: Talk,
): Promise<Announced | undefined> {
  let status: Status | undefined = event.note.status;
  for (let tries = 0; status === undefined && tries < 2; tries += 1) {
    try {
      status = await send(context, home);
      await event.add({ status });
    } catch (error) {
      const kind = telegramFailure(error)?.kind;
      if (kind === undefined) throw error;
      if (kind === 'gone' || kind === 'no-rights') return undefined;
      context.logger.warn(
        { intake: event.key, error: describeTelegramError(error) },
        'A status message was not confirmed',
      );
    }
  }
  const { chatId, threadId, replyToId, isPrivate } = home;
  const moved = status !== undefined && status.chatId !== chatId;
  const target = telegramTarget({
    chatId: status?.chatId ?? chatId,
    isPrivate,
    ...(threadId === undefined || moved ? {} : { threadId }),
    ...(replyToId === undefined || moved ? {} : { replyToId }),
    ...(status ? { statusMessageId: status.messageId } : {}),
  });
  return { status, target };
}

/** Edits a status message into a last word; says it anew where that message is gone. */
export async function conclude(
  context: BotContext,
  home: Destination,
  status: Status | undefined,
  text: string,
  keyboard?: Keyboard,
): Promise<void> {
  const { api, signal } = context;
  if (status) {
    const edit = () =>
      api.editMessageText(
        status.chatId,
        status.messageId,
        truncate(text, maxText),
        { link_preview_options: { is_disabled: true }, ...(keyboard ? { reply_markup: keyboard } : {}) },
        asTelegramSignal(signal),
      );
    try {
      await patiently(edit, { repeatable: true, signal });
      return;
    } catch (error) {
      const kind = telegramFailure(error)?.kind;
      if (kind === 'not-modified') return;
      if (kind !== 'message-lost') throw error;
    }
  }
  await say(context, home, text, keyboard ? { keyboard } : {});
}

/** Takes a status message away that turned out to be one too many. */
export async function withdraw(context: BotContext, { chatId, messageId }: Status): Promise<void> {
  try {
    await context.api.deleteMessage(chatId, messageId, asTelegramSignal(context.signal));
  } catch (error) {
    context.logger.debug({ error: describeTelegramError(error) }, 'A status message could not be deleted');
  }
}

/** True when the generation's outcome goes to this status message. */
export function isStatusOf(status: Status, { target }: Generation): boolean {
  const { chatId, statusMessageId } = readAddress(target);
  return chatId === status.chatId && statusMessageId === status.messageId;
}

async function send(context: BotContext, home: Talk): Promise<Status> {
  const text = telegramTranslator(home.requester.locale).say('status.received');
  try {
    return { chatId: home.chatId, messageId: await say(context, home, text) };
  } catch (error) {
    const failure = telegramFailure(error);
    if (failure?.kind !== 'migrated') throw error;
    return { chatId: failure.chatId, messageId: await say(context, { chatId: failure.chatId }, text) };
  }
}
