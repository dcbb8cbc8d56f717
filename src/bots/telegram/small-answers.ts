import type { Message } from 'grammy/types';
import { livePictures, type Generation } from '../../core/generation/generation.ts';
import { cancelText, quotaLines } from '../shared/account-text.ts';
import { plainInstant } from '../shared/format.ts';
import { answerAdmin } from './admin-answers.ts';
import type { BotContext } from './bot-context.ts';
import { answerDescribe, answerPrompt } from './helper-answers.ts';
import { answerKey } from './own-key-answers.ts';
import { answerPreset } from './preset-answers.ts';
import { answerPrivacy } from './privacy-answers.ts';
import { bringAgain } from './bring-pictures.ts';
import { historyPage } from './history-pages.ts';
import type { SmallCommand } from './read-message.ts';
import { startRegion } from './region-answers.ts';
import { answerSettings } from './settings-answers.ts';
import { answerSticker } from './sticker-answers.ts';
import { say, type Talk } from './talk.ts';
import { telegramTranslator, type TelegramTranslator } from './telegram-messages.ts';

/** The commands that are answered at once. */
export async function answerCommand(
  context: BotContext,
  talk: Talk,
  command: SmallCommand,
  argument: string,
  order: { readonly message: Message; readonly key: string },
): Promise<void> {
  const translator = telegramTranslator(talk.requester.locale);
  switch (command) {
    case 'start':
      if (await startRegion(context, talk, argument)) return;
      if (argument === 'settings' && talk.isPrivate) return answerSettings(context, talk);
      await say(context, talk, helpText(context, talk, translator));
      return;
    case 'help':
      await say(context, talk, helpText(context, talk, translator));
      return;
    case 'quota':
      return answerQuota(context, talk, translator);
    case 'history':
      return answerHistory(context, talk, translator);
    case 'privacy':
      return answerPrivacy(context, talk);
    case 'admin':
    case 'moderation':
      return answerAdmin(context, talk, { name: command, argument, ...order });
    case 'key':
      return answerKey(context, talk, argument, order.message);
    case 'sticker':
      return answerSticker(context, talk, order.message);
    case 'describe':
      return answerDescribe(context, talk, order);
    case 'prompt':
      return answerPrompt(context, talk, argument, order);
    case 'settings':
      return answerSettings(context, talk);
    case 'preset':
      return answerPreset(context, talk, argument, order.message);
    case 'last':
      return answerLast(context, talk, translator);
    case 'show':
      return answerShow(context, talk, translator, argument);
    case 'cancel':
      return answerCancel(context, talk, translator, argument);
  }
}

function helpText({ core, me, avatars }: BotContext, talk: Talk, translator: TelegramTranslator): string {
  const providers = core.providers().map(({ id }) => id);
  return [
    translator.say(talk.isPrivate ? 'help.private' : 'help.group'),
    talk.isPrivate || !me.can_read_all_group_messages
      ? ''
      : translator.say('help.group-mention', { bot: me.username }),
    translator.say('help.flags', { providers: providers.join(' | ') }),
    avatars ? translator.say('help.avatar') : '',
    translator.say('help.commands'),
    me.supports_inline_queries ? translator.say('help.inline', { bot: me.username }) : '',
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

async function answerQuota(context: BotContext, talk: Talk, translator: TelegramTranslator): Promise<void> {
  const { core, now, providerTitle } = context;
  const quota = await core.quota(talk.requester);
  const formatInstant = plainInstant(translator.common, now);
  const lines = quotaLines(quota, translator.common, { formatInstant, providerTitle });
  await say(context, talk, lines.join('\n'));
}

async function answerCancel(
  context: BotContext,
  talk: Talk,
  translator: TelegramTranslator,
  argument: string,
): Promise<void> {
  const { userId, chatId } = talk.requester;
  const all = /^(all|全部|所有)$/iu.test(argument);
  const canceled = await context.core.cancel({ userId, chatId, all });
  await say(context, talk, cancelText(canceled, translator.common));
}

async function answerHistory(context: BotContext, talk: Talk, translator: TelegramTranslator): Promise<void> {
  const { text, keyboard } = await historyPage(context, talk, {}, translator);
  await say(context, talk, text, keyboard ? { keyboard } : {});
}

/** In a group the newest that was asked for openly in it. */
async function answerLast(context: BotContext, talk: Talk, translator: TelegramTranslator): Promise<void> {
  const { userId, chatId } = talk.requester;
  const generation = await context.core.pictures.latest(userId, talk.isPrivate ? undefined : chatId);
  if (!generation) return void (await say(context, talk, translator.common.say('answer.history-empty')));
  return bringKept(context, talk, generation, undefined, translator);
}

/** One of the asker's own pictures, wherever they are. An unknown id and somebody else's are the same. */
async function answerShow(
  context: BotContext,
  talk: Talk,
  translator: TelegramTranslator,
  argument: string,
): Promise<void> {
  const { userId } = talk.requester;
  const id = argument.trim().toLowerCase();
  if (id === '') return void (await say(context, talk, translator.common.say('follow.no-id')));
  const found = await context.core.pictures.mine(userId, id);
  if (!found) return void (await say(context, talk, translator.common.say('follow.not-found')));
  const { generation, index } = found;
  const isHidden = generation.request.private && !talk.isPrivate;
  const home = isHidden ? { ...talk, chatId: Number(userId.split(':')[1]), isPrivate: true } : talk;
  const { threadId: _topic, replyToId: _reply, ...elsewhere } = home;
  return bringKept(context, isHidden ? elsewhere : home, generation, index, translator);
}

async function bringKept(
  context: BotContext,
  talk: Talk,
  generation: Generation,
  only: number | undefined,
  translator: TelegramTranslator,
): Promise<void> {
  const shown = livePictures(generation).filter(({ index }) => only === undefined || index === only);
  const kept = await Promise.all(shown.map(({ picture }) => context.core.media.exists(picture)));
  if (!kept.every(Boolean)) {
    await say(context, talk, translator.common.say('answer.original-gone'));
    return;
  }
  await bringAgain(context, talk, generation, only);
}
