import type { MessageEntity, User } from 'grammy/types';
import { truncate } from '../shared/text.ts';
import type { BotContext } from './bot-context.ts';
import { say, type Talk } from './talk.ts';
import { telegramTranslator } from './telegram-messages.ts';

/** Longest request that is shown to be copied; Telegram takes little more in one message. */
const maxShown = 3_500;

/**
 * Asks what to change in a picture. The question names the picture's id, which is all that its answer needs: it works
 * after a restart. In a group it is put to one person, by name.
 */
export async function askWhatToChange(
  context: BotContext,
  talk: Talk,
  person: User,
  pictureId: string,
): Promise<void> {
  const translator = telegramTranslator(talk.requester.locale);
  const { text, entities } = question(
    talk,
    person,
    translator.say('edit.question', { id: pictureId }),
    pictureId,
  );
  await say(context, talk, text, { entities, question: { hint: translator.say('edit.hint') } });
}

/** Asks for other words for a request that was refused, and shows the first ones to be copied by a tap. */
export async function askToRephrase(
  context: BotContext,
  talk: Talk,
  person: User,
  refused: { readonly id: string; readonly written: string },
): Promise<void> {
  const { id } = refused;
  const translator = telegramTranslator(talk.requester.locale);
  const { text, entities } = question(talk, person, translator.say('rephrase.question', { id }), id);
  const written = truncate(refused.written, maxShown);
  const quoted: MessageEntity = { type: 'pre', offset: text.length + 1, length: written.length };
  await say(context, talk, `${text}\n${written}`, {
    entities: [...entities, quoted],
    question: { hint: truncate(translator.common.say('button.rephrase'), 64) },
  });
}

function question(
  talk: Talk,
  person: User,
  sentence: string,
  id: string,
): { readonly text: string; readonly entities: readonly MessageEntity[] } {
  const entities: MessageEntity[] = [];
  let text = sentence;
  if (!talk.isPrivate) {
    text = `${person.first_name}: ${sentence}`;
    entities.push({ type: 'text_mention', offset: 0, length: person.first_name.length, user: person });
  }
  entities.push({ type: 'code', offset: text.lastIndexOf(id), length: id.length });
  return { text, entities };
}
