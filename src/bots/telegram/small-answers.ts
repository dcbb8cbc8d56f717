import type { Message } from 'grammy/types';
import { picturesOf } from '../../core/generation/generation.ts';
import { cancelText, historyLine, quotaLines } from '../shared/account-text.ts';
import { buildButtonId } from '../shared/buttons.ts';
import { plainInstant } from '../shared/format.ts';
import { answerAdmin } from './admin-answers.ts';
import type { BotContext } from './bot-context.ts';
import { answerPreset } from './preset-answers.ts';
import { answerPrivacy } from './privacy-answers.ts';
import type { SmallCommand } from './read-message.ts';
import { startRegion } from './region-answers.ts';
import { answerSettings } from './settings-answers.ts';
import { say, type Talk } from './talk.ts';
import { telegramTranslator, type TelegramTranslator } from './telegram-messages.ts';

const historyLength = 10;
/** How far back a group's own requests are looked for. */
const historySearched = 100;
const buttonsInARow = 5;

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
      return answerAdmin(context, talk, { argument, ...order });
    case 'settings':
      return answerSettings(context, talk);
    case 'preset':
      return answerPreset(context, talk, argument, order.message);
    case 'cancel':
      return answerCancel(context, talk, translator, argument);
  }
}

function helpText({ core, me }: BotContext, talk: Talk, translator: TelegramTranslator): string {
  const providers = core.providers().map(({ id }) => id);
  return [
    translator.say(talk.isPrivate ? 'help.private' : 'help.group'),
    talk.isPrivate || !me.can_read_all_group_messages
      ? ''
      : translator.say('help.group-mention', { bot: me.username }),
    translator.say('help.flags', { providers: providers.join(' | ') }),
    translator.say('help.commands'),
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

/** In a group only what was asked for in it: a list of all my requests is nobody else's business. */
async function answerHistory(context: BotContext, talk: Talk, translator: TelegramTranslator): Promise<void> {
  const { userId, chatId } = talk.requester;
  const limit = talk.isPrivate ? historyLength : historySearched;
  const generations = (await context.core.history(userId, { limit }))
    .filter(({ requester, request }) => talk.isPrivate || (requester.chatId === chatId && !request.private))
    .slice(0, historyLength);
  if (generations.length === 0) {
    await say(context, talk, translator.common.say('answer.history-empty'));
    return;
  }
  const lines = generations.map(
    (generation, index) => `${index + 1}. ${historyLine(generation, translator.common)}`,
  );
  const buttons = generations.flatMap((generation, index) =>
    picturesOf(generation).length === 0
      ? []
      : [{ text: String(index + 1), callback_data: buildButtonId({ verb: 'show', id: generation.id }) }],
  );
  const rows = [buttons.slice(0, buttonsInARow), buttons.slice(buttonsInARow)].filter(
    ({ length }) => length > 0,
  );
  await say(context, talk, [translator.common.say('answer.history-title'), '', ...lines].join('\n'), {
    ...(rows.length > 0 ? { keyboard: { inline_keyboard: rows } } : {}),
  });
}
