import type { Message } from 'grammy/types';
import { blockAsker, decideReport, refusedDecider } from '../shared/admin/decide-report.ts';
import { buildReportButtonId, type ReportButton } from '../shared/report-buttons.ts';
import type { BotContext } from './bot-context.ts';
import type { IntakeEvent } from './intake-event.ts';
import type { PressAnswer } from './region-answers.ts';
import { say, type Talk } from './talk.ts';
import type { Keyboard } from './telegram-keyboard.ts';
import { telegramTranslator, type TelegramTranslator } from './telegram-messages.ts';

/** The buttons under a report, a row each: their names are long. */
export function reportKeyboard(buttons: readonly ReportButton[], { common }: TelegramTranslator): Keyboard {
  return {
    inline_keyboard: buttons.map((button) => [
      { text: common.say(`report.do-${button.kind}`), callback_data: buildReportButtonId(button) },
    ]),
  };
}

/** A button under a report, pressed by one of those who run the bot. */
export async function pressReport(
  context: BotContext,
  event: IntakeEvent,
  { talk, button }: { readonly talk: Talk; readonly button: ReportButton },
): Promise<PressAnswer> {
  const { userId, locale } = talk.requester;
  const { common: translator } = telegramTranslator(locale);
  const deps = { core: context.core, translator };
  const refused = refusedDecider(userId, deps);
  if (refused !== undefined) return { text: refused };
  if (button.kind !== 'block') return { text: await decideReport(button, userId, deps) };
  // Broken off while sending: whoever misses the question presses again.
  if (event.note.sending) return {};
  await event.add({ sending: true });
  const code = `b-${button.generationId}`;
  const text = translator.say('report.block-question', { id: code });
  const entity = { type: 'code' as const, offset: text.lastIndexOf(code), length: code.length };
  await say(context, talk, text, { entities: [entity], question: { hint: translator.say('report.reason') } });
  return {};
}

/** The request whose asker the question behind Block is about; undefined for every other message. */
export function blockOfReply({ me }: BotContext, reply: Message | undefined): string | undefined {
  if (reply?.from?.id !== me.id) return undefined;
  const { text = '', entities = [] } = reply;
  const code = entities.find(({ type }) => type === 'code');
  return /^b-([\w-]{1,40})$/.exec(code ? text.slice(code.offset, code.offset + code.length) : '')?.[1];
}

/** The reason came: the asker is kept out. */
export async function blockForReason(
  context: BotContext,
  talk: Talk,
  {
    generationId,
    reason,
    key,
  }: { readonly generationId: string; readonly reason: string; readonly key: string },
): Promise<void> {
  const { core, now } = context;
  const { userId, locale } = talk.requester;
  const deps = { core, translator: telegramTranslator(locale).common, now, key };
  const refused = refusedDecider(userId, deps);
  await say(context, talk, refused ?? (await blockAsker(generationId, { userId, reason }, deps)));
}
