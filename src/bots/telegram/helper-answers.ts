import type { CallbackQuery, Message, MessageEntity } from 'grammy/types';
import { AppError } from '../../core/errors.ts';
import type { ImageSource } from '../../core/ports/media.ts';
import { promptChanges, type HelpResult, type Suggestion } from '../../core/ports/prompt-helper.ts';
import { plainInstant } from '../shared/format.ts';
// prettier-ignore
import {
  buildHelperButtonId, helperButtons, suggestedRequest, suggestionAsWritten, suggestionHeading, type HelperButton,
} from '../shared/helper-buttons.ts';
import { parseImagine } from '../shared/parse-imagine.ts';
import { errorText, issuesText, refusalText } from '../shared/refusal-text.ts';
import { truncate } from '../shared/text.ts';
import type { BotContext } from './bot-context.ts';
import type { IntakeEvent } from './intake-event.ts';
import { homeOf, type OrderHandler } from './order-handler.ts';
import { textOf } from './read-message.ts';
import type { PressAnswer } from './region-answers.ts';
import { announce } from './status-message.ts';
import { pictureFor } from './sticker-answers.ts';
import { say, type Talk } from './talk.ts';
import { telegramTranslator } from './telegram-messages.ts';

interface Asked {
  readonly message: Message;
  readonly key: string;
}

/** Telegram's limit for the hint in an empty field. */
const maxHint = 64;

/** `/describe` with a picture or in reply to one: a prompt that would make such a picture. */
export async function answerDescribe(context: BotContext, talk: Talk, asked: Asked): Promise<void> {
  const { core, files, signal } = context;
  const { requester } = talk;
  const translator = telegramTranslator(requester.locale);
  // Said before a file is fetched for nothing.
  if (!core.promptHelper.isOffered) return sayOff(context, talk);
  const found = await pictureFor(context, talk, asked.message);
  if (typeof found === 'string') {
    const text =
      found === 'which-picture'
        ? translator.say('answer.which-picture')
        : translator.common.say(`answer.${found}`);
    await say(context, talk, text);
    return;
  }
  const describe = (source: ImageSource) => core.promptHelper.describe({ requester, key: asked.key, source });
  await suggest(context, talk, async () => {
    if (!('fileId' in found)) return describe({ kind: 'stored', image: found });
    const image = await files.fetch(found, signal);
    try {
      return await describe({ kind: 'staged', image });
    } finally {
      await core.media.discard(image);
    }
  });
}

/** `/prompt expand a castle`, or in reply to a message with words. */
export async function answerPrompt(
  context: BotContext,
  talk: Talk,
  argument: string,
  { message, key }: Asked,
): Promise<void> {
  const { core } = context;
  const { requester } = talk;
  const translator = telegramTranslator(requester.locale);
  if (!core.promptHelper.isOffered) return sayOff(context, talk);
  const [word = ''] = argument.split(/\s/u, 1);
  const change = promptChanges.find((name) => name === word.toLowerCase());
  const reply = message.reply_to_message as Message | undefined;
  const given = argument.slice(word.length).trim() || (reply ? textOf(reply) : '');
  if (!change || given === '') return void (await say(context, talk, translator.say('helper.usage')));
  const { request, issues } = parseImagine(given);
  if (issues.length > 0) return void (await say(context, talk, issuesText(issues, translator.common)));
  const { prompt, ...words } = request;
  await suggest(context, talk, () =>
    core.promptHelper.change({ ...{ requester, key, change, words }, prompt: String(prompt ?? '') }),
  );
}

/** A button under a suggestion. Resolves to what its presser is told, where that is anything. */
export async function pressHelper(
  context: BotContext,
  orders: OrderHandler,
  event: IntakeEvent,
  press: { readonly query: CallbackQuery; readonly talk: Talk; readonly button: HelperButton },
): Promise<PressAnswer> {
  const { core } = context;
  const { query, talk, button } = press;
  const { requester } = talk;
  const translator = telegramTranslator(requester.locale);
  const { common } = translator;
  const suggestion = await core.promptHelper.find(button.id, requester.userId);
  if (suggestion === 'not-yours') return { text: common.say('error.not-yours') };
  if (!suggestion) return { text: common.say('answer.gone') };
  if (button.verb === 'edit') {
    // Broken off while sending: whoever misses the question presses again.
    if (!event.note.sending) {
      await event.add({ sending: true });
      await askForWords(context, talk, query, suggestion);
    }
    return {};
  }
  const request = suggestedRequest(suggestion, button.verb);
  const home = homeOf(talk, request);
  const announced = await announce(context, event, home);
  if (!announced) {
    const isElsewhere = home.chatId !== talk.chatId;
    return isElsewhere ? { text: translator.say('answer.start-first', { bot: context.me.username }) } : {};
  }
  const result = await core.request({
    requestKey: event.key,
    requester,
    placeId: requester.chatId,
    target: announced.target,
    request,
  });
  await orders.settle(home, announced.status, result);
  return {};
}

/** The answer to this question is a prompt like any other: it needs nothing of what is kept. */
async function askForWords(
  context: BotContext,
  talk: Talk,
  { from }: CallbackQuery,
  suggestion: Suggestion,
): Promise<void> {
  const translator = telegramTranslator(talk.requester.locale);
  const name = talk.isPrivate ? '' : `${from.first_name}: `;
  const words = suggestionAsWritten(suggestion);
  const text = `${name}${translator.say('helper.question')}\n\n${words}`;
  const entities: MessageEntity[] = [
    ...(talk.isPrivate
      ? []
      : [{ type: 'text_mention', offset: 0, length: from.first_name.length, user: from } as const]),
    { type: 'pre', offset: text.length - words.length, length: words.length },
  ];
  const hint = truncate(translator.common.say('helper.edit'), maxHint);
  await say(context, talk, text, { entities, question: { hint } });
}

/** Foreign words: sent without any mark-up. */
async function suggest(context: BotContext, talk: Talk, help: () => Promise<HelpResult>): Promise<void> {
  const { common } = telegramTranslator(talk.requester.locale);
  const result = await helped(help);
  if (typeof result === 'string') return void (await say(context, talk, errorText(result, common)));
  if (result.kind === 'refused') {
    const formatInstant = plainInstant(common, context.now);
    return void (await say(context, talk, refusalText(result.refusal, common, { formatInstant })));
  }
  const { suggestion } = result;
  const keyboard = [
    helperButtons(suggestion, common).map((button) => ({
      text: button.label,
      callback_data: buildHelperButtonId(button),
    })),
  ];
  await say(context, talk, `${suggestionHeading(suggestion, common)}\n\n${suggestion.text}`, {
    keyboard: { inline_keyboard: keyboard },
  });
}

async function helped(help: () => Promise<HelpResult>): Promise<HelpResult | AppError['code']> {
  try {
    return await help();
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    return error.code;
  }
}

async function sayOff(context: BotContext, talk: Talk): Promise<void> {
  const { common } = telegramTranslator(talk.requester.locale);
  await say(context, talk, common.say('error.helper-off'));
}
