import type { Message } from 'grammy/types';
import { AppError } from '../../core/errors.ts';
import type { ImageSource } from '../../core/ports/media.ts';
import type { PresetWords } from '../../core/ports/presets.ts';
import { parseImagine } from '../shared/parse-imagine.ts';
import { presetLine } from '../shared/preset-text.ts';
import { errorText, issuesText } from '../shared/refusal-text.ts';
import type { BotContext } from './bot-context.ts';
import { pictureOf } from './read-message.ts';
import { maySettle } from './settings-answers.ts';
import { say, type Talk } from './talk.ts';
import { telegramTranslator, type TelegramTranslator } from './telegram-messages.ts';

/** `/preset` lists; `/preset add name words… [flags]`, with a picture or in reply to one; `/preset remove name`. */
export async function answerPreset(
  context: BotContext,
  talk: Talk,
  argument: string,
  message: Message,
): Promise<void> {
  const translator = telegramTranslator(talk.requester.locale);
  const [, verb, name = '', words = ''] = /^(add|remove)\s+(\S+)\s*([\s\S]*)$/iu.exec(argument) ?? [];
  if (verb === undefined) return answerList(context, talk, translator);
  if (!(await maySettle(context, talk, message.from?.id ?? 0))) {
    await say(context, talk, translator.common.say('preset.forbidden'));
    return;
  }
  const sentence =
    verb.toLowerCase() === 'add'
      ? await add(context, talk, { name, words, message }, translator)
      : await remove(context, talk, name, translator);
  await say(context, talk, sentence);
}

async function answerList(
  context: BotContext,
  talk: Talk,
  { common, say: own }: TelegramTranslator,
): Promise<void> {
  const presets = await context.core.presets.list(talk.requester.chatId);
  const lines = presets.map((preset) => presetLine(preset, common));
  await say(context, talk, [own('preset.title'), '', ...lines].join('\n'));
}

async function remove(
  { core }: BotContext,
  { requester }: Talk,
  name: string,
  { common }: TelegramTranslator,
): Promise<string> {
  const removed = await core.presets.remove(requester.chatId, name);
  return common.say(removed ? 'preset.removed' : 'preset.not-here', { name });
}

async function add(
  context: BotContext,
  { requester }: Talk,
  wish: { readonly name: string; readonly words: string; readonly message: Message },
  { common }: TelegramTranslator,
): Promise<string> {
  const { core, files, signal } = context;
  const { request, issues } = parseImagine(wish.words);
  if (issues.length > 0) return issuesText(issues, common);
  const { prompt, ratio, resolution, quality, format, background } = request;
  const words = Object.fromEntries(
    Object.entries({ ratio, resolution, quality, format, background }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as PresetWords;
  const reply = wish.message.reply_to_message as Message | undefined;
  const file = pictureOf(wish.message) ?? (reply && pictureOf(reply));
  const staged = file && (await files.fetch(file, signal));
  try {
    const references: readonly ImageSource[] = staged ? [{ kind: 'staged', image: staged }] : [];
    const template = String(prompt ?? '');
    const result = await core.presets.save(requester.chatId, {
      name: wish.name,
      template,
      words,
      references,
    });
    switch (result.kind) {
      case 'invalid':
        return issuesText(result.issues, common);
      case 'full':
        return common.say('preset.full', { limit: result.limit });
      case 'saved':
        break;
    }
    return common.say(result.replaced ? 'preset.replaced' : 'preset.saved', { name: result.preset.name });
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    return errorText(error.code, common);
  } finally {
    if (staged) await core.media.discard(staged);
  }
}
