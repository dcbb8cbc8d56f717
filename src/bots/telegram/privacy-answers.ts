import { InputFile } from 'grammy';
import type { CallbackQuery } from 'grammy/types';
import { buildPrivacyButtonId, type PrivacyWish } from '../shared/privacy-buttons.ts';
import {
  forgottenText,
  formatBytes,
  isEmpty,
  needsLink,
  partText,
  summaryLines,
} from '../shared/privacy-text.ts';
import type { BotContext } from './bot-context.ts';
import type { IntakeEvent } from './intake-event.ts';
import type { PressAnswer } from './region-answers.ts';
import { say, type Talk } from './talk.ts';
import { userKey } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { telegramFailure } from './telegram-error.ts';
import type { Keyboard } from './telegram-keyboard.ts';
import { telegramTranslator, type TelegramTranslator } from './telegram-messages.ts';
import { patiently } from './telegram-patience.ts';

/** Telegram's limit for one upload. */
const maxUploadBytes = 49_000_000;

const noWayThere = new Set<string>(['gone', 'refused', 'no-rights']);

/** The answer to /privacy. It comes to the person's own chat with the bot, wherever it was asked for. */
export async function answerPrivacy(context: BotContext, talk: Talk): Promise<void> {
  const { core, me } = context;
  const translator = telegramTranslator(talk.requester.locale);
  const summary = await core.privacy.summary(talk.requester.userId);
  const text = summaryLines(summary, translator.common).join('\n');
  const keyboard = isEmpty(summary) ? {} : { keyboard: buttons([['export'], ['delete']], translator) };
  if (talk.isPrivate) {
    await say(context, talk, text, keyboard);
    return;
  }
  const ownChat = Number(talk.requester.userId.split(':')[1]);
  try {
    // Somebody who writes as a chat has none of their own.
    if (ownChat < 0) throw new RangeError('A chat has no private chat');
    await say(context, { chatId: ownChat }, text, keyboard);
  } catch (error) {
    if (ownChat >= 0 && !noWayThere.has(telegramFailure(error)?.kind ?? '')) throw error;
    await say(context, talk, translator.say('answer.start-first', { bot: me.username }));
    return;
  }
  await say(context, talk, translator.say('answer.sent-in-private'));
}

/** A button under /privacy. Always about whoever presses, and answered in their own chat only. */
export async function pressPrivacy(
  context: BotContext,
  event: IntakeEvent,
  press: { readonly query: CallbackQuery; readonly talk: Talk; readonly wish: PrivacyWish },
): Promise<PressAnswer> {
  const { query, talk, wish } = press;
  const translator = telegramTranslator(talk.requester.locale);
  const { common } = translator;
  const person = userKey(query.from.id);
  if (!talk.isPrivate) return { text: common.say('answer.gone') };
  switch (wish) {
    case 'keep':
      return { text: common.say('privacy.kept') };
    case 'delete':
      await say(context, talk, common.say('privacy.sure'), {
        keyboard: buttons([['delete-all'], ['keep']], translator),
      });
      return {};
    case 'delete-all': {
      const forgotten = await context.core.privacy.forget(person);
      await say(context, talk, forgottenText(forgotten, common));
      return {};
    }
    case 'export':
      // Broken off while sending: whoever misses a part presses again.
      if (event.note.sending) return {};
      await event.add({ sending: true });
      await sendExport(context, talk, person, translator);
      return {};
  }
}

async function sendExport(
  context: BotContext,
  talk: Talk,
  person: string,
  { common }: TelegramTranslator,
): Promise<void> {
  const { core, api, signal } = context;
  const link = needsLink(await core.privacy.summary(person), maxUploadBytes)
    ? await core.privacy.exportLink(person)
    : undefined;
  if (link) {
    const { url, byteLength } = link;
    await say(context, talk, common.say('privacy.export-link', { url, size: formatBytes(byteLength) }));
    return;
  }
  const { parts, left } = await core.privacy.export(person, { maxBytes: maxUploadBytes });
  try {
    for (const [index, { path, name }] of parts.entries()) {
      const caption = partText({ number: index + 1, count: parts.length, left }, common);
      const send = () =>
        api.sendDocument(talk.chatId, new InputFile(path, name), { caption }, asTelegramSignal(signal));
      await patiently(send, { repeatable: false, signal });
    }
  } finally {
    for (const part of parts) await core.privacy.discard(part);
  }
}

function buttons(rows: readonly (readonly PrivacyWish[])[], { common }: TelegramTranslator): Keyboard {
  return {
    inline_keyboard: rows.map((row) =>
      row.map((wish) => ({ text: common.say(`privacy.${wish}`), callback_data: buildPrivacyButtonId(wish) })),
    ),
  };
}
