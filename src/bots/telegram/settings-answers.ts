import type { CallbackQuery, InlineKeyboardButton } from 'grammy/types';
import { isPrivateByDefault } from '../../core/settings/fill-words.ts';
import { settingChange, settingRows, type SettingsScope } from '../shared/settings-view.ts';
import type { BotContext } from './bot-context.ts';
import { say, type Talk } from './talk.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError } from './telegram-error.ts';
import type { Keyboard } from './telegram-keyboard.ts';
import { telegramTranslator } from './telegram-messages.ts';

/** A page of the settings: all of one scope, or the values of one of them. */
export interface SettingsPress {
  readonly scope: SettingsScope;
  readonly name?: string;
  readonly value?: string;
}

interface SettingsPage {
  readonly text: string;
  readonly keyboard: Keyboard;
}

const choicesInARow = 4;

/** The person with what they and the place settled in advance. @throws AppError `store-unavailable` */
export async function settledTalk({ core }: Pick<BotContext, 'core'>, talk: Talk): Promise<Talk> {
  const { userId, chatId, locale } = talk.requester;
  const here = await core.settings.here({ userId, placeId: chatId });
  return {
    ...talk,
    requester: { ...talk.requester, locale: here.personal.language ?? locale },
    privateByDefault: isPrivateByDefault(undefined, here),
  };
}

/** `set:me`, `set:here:ratio`, `set:me:ratio=16:9`. Undefined for what no button of ours carries. */
export function parseSettingsPress(text: string): SettingsPress | undefined {
  const [, scope, name, value] = /^set:(me|here)(?::([a-z]+)(?:=([\w:-]{1,20}))?)?$/.exec(text) ?? [];
  if (scope !== 'me' && scope !== 'here') return undefined;
  return { scope, ...(name === undefined ? {} : { name }), ...(value === undefined ? {} : { value }) };
}

/** The answer to /settings: one's own in the private chat, those of the group elsewhere. */
export async function answerSettings(context: BotContext, talk: Talk): Promise<void> {
  const { text, keyboard } = await pageOf(context, talk, { scope: talk.isPrivate ? 'me' : 'here' });
  await say(context, talk, text, { keyboard });
}

/** A button of /settings. Resolves to what its presser is told, where that is anything. */
export async function pressSettings(
  context: BotContext,
  talk: Talk,
  query: CallbackQuery,
  press: SettingsPress,
): Promise<{ readonly text?: string }> {
  const { core } = context;
  const { common } = telegramTranslator(talk.requester.locale);
  // A group's message is everybody's: there it is about the group alone.
  if ((press.scope === 'me') !== talk.isPrivate) return { text: common.say('answer.gone') };
  if (press.scope === 'here' && !(await maySettle(context, talk, query.from.id))) {
    return { text: common.say('settings.place-forbidden') };
  }
  let { name } = press;
  if (name !== undefined && press.value !== undefined) {
    const change = settingChange(press.scope, name, press.value);
    if (!change) return { text: common.say('answer.gone') };
    if (press.scope === 'me') await core.settings.changePersonal(talk.requester.userId, change);
    else await core.settings.changePlace(talk.requester.chatId, change);
    name = undefined;
  }
  const { language } = await core.settings.personal(talk.requester.userId);
  const locale = language ?? query.from.language_code ?? 'en';
  const reader = { ...talk, requester: { ...talk.requester, locale } };
  await redraw(
    context,
    query,
    await pageOf(context, reader, { scope: press.scope, ...(name ? { name } : {}) }),
  );
  return {};
}

/** Administrators of a group, and anybody in their own chat. */
export async function maySettle(
  { api, core, signal }: BotContext,
  { chatId, isPrivate, requester }: Talk,
  person: number,
): Promise<boolean> {
  if (isPrivate || requester.userId === requester.chatId || core.isAdmin(requester.userId)) return true;
  const { status } = await api.getChatMember(chatId, person, asTelegramSignal(signal));
  return status === 'creator' || status === 'administrator';
}

async function pageOf(
  { core, me }: BotContext,
  { requester, isPrivate }: Talk,
  { scope, name }: SettingsPress,
): Promise<SettingsPage> {
  const { common } = telegramTranslator(requester.locale);
  const here = await core.settings.here({ userId: requester.userId, placeId: requester.chatId });
  const rows = settingRows(scope, scope === 'me' ? here.personal : here.place, common);
  const chosen = rows.find((row) => row.name === name);
  const title = common.say(scope === 'me' ? 'settings.personal-title' : 'settings.place-title');
  if (!chosen) {
    const buttons = rows.map((row) => [
      {
        text: common.say('settings.line', { name: row.label, value: row.current }),
        callback_data: `set:${scope}:${row.name}`,
      },
    ]);
    const mine = {
      text: common.say('settings.to-personal'),
      url: `https://t.me/${me.username}?start=settings`,
    };
    return { text: title, keyboard: { inline_keyboard: isPrivate ? buttons : [...buttons, [mine]] } };
  }
  const values = chosen.choices.map(({ value, label, isChosen }) => ({
    text: isChosen ? `✓ ${label}` : label,
    callback_data: `set:${scope}:${chosen.name}=${value}`,
  }));
  const back = { text: common.say('settings.back'), callback_data: `set:${scope}` };
  const text = `${title}\n\n${common.say('settings.line', { name: chosen.label, value: chosen.current })}`;
  return { text, keyboard: { inline_keyboard: [...inRows(values), [back]] } };
}

async function redraw(context: BotContext, { message }: CallbackQuery, page: SettingsPage): Promise<void> {
  if (!message) return;
  const { api, logger, signal } = context;
  try {
    await api.editMessageText(
      message.chat.id,
      message.message_id,
      page.text,
      { reply_markup: page.keyboard },
      asTelegramSignal(signal),
    );
  } catch (error) {
    logger.debug({ error: describeTelegramError(error) }, 'Settings could not be shown anew');
  }
}

function inRows(buttons: readonly InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  for (let at = 0; at < buttons.length; at += choicesInARow) rows.push(buttons.slice(at, at + choicesInARow));
  return rows;
}
