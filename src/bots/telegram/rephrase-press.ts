import type { CallbackQuery } from 'grammy/types';
import { asWritten } from '../shared/edit-settings.ts';
import type { BotContext } from './bot-context.ts';
import { askToRephrase } from './edit-question.ts';
import type { IntakeEvent } from './intake-event.ts';
import type { PressAnswer } from './region-answers.ts';
import type { Talk } from './talk.ts';
import { telegramTranslator } from './telegram-messages.ts';

/** Rephrase under a request that never became one: asks its asker for other words. */
export async function pressRephrase(
  context: BotContext,
  event: IntakeEvent,
  { query, talk, id }: { readonly query: CallbackQuery; readonly talk: Talk; readonly id: string },
): Promise<PressAnswer> {
  const { common } = telegramTranslator(talk.requester.locale);
  const order = await context.core.refused.find(talk.requester.userId, id);
  if (order === undefined) return { text: common.say('answer.gone') };
  if (order === 'not-yours') return { text: common.say('error.not-yours') };
  // Broken off while sending: whoever misses the question presses again.
  if (event.note.sending) return {};
  await event.add({ sending: true });
  await askToRephrase(context, talk, query.from, { id, written: asWritten(order) });
  return {};
}
