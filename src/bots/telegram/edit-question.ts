import type { MessageEntity, User } from 'grammy/types';
import type { BotContext } from './bot-context.ts';
import { say, type Talk } from './talk.ts';
import { telegramTranslator } from './telegram-messages.ts';

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
  const question = translator.say('edit.question', { id: pictureId });
  const entities: MessageEntity[] = [];
  let text = question;
  if (!talk.isPrivate) {
    text = `${person.first_name}: ${question}`;
    entities.push({ type: 'text_mention', offset: 0, length: person.first_name.length, user: person });
  }
  entities.push({ type: 'code', offset: text.lastIndexOf(pictureId), length: pictureId.length });
  await say(context, talk, text, { entities, question: { hint: translator.say('edit.hint') } });
}
