import { GrammyError } from 'grammy';
import type { Message } from 'grammy/types';
import type { SealedKey } from '../../core/ports/own-keys.ts';
import { keepText, keptKeyLines, removedText } from '../shared/own-key-text.ts';
import type { BotContext } from './bot-context.ts';
import { misplaced, readKeyWords } from './key-message.ts';
import { say, type Talk } from './talk.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError } from './telegram-error.ts';
import { telegramTranslator } from './telegram-messages.ts';
import { patiently } from './telegram-patience.ts';

/** `/key`: in a private chat only. A message with a key is deleted, whatever becomes of the key. */
export async function answerKey(
  context: BotContext,
  talk: Talk,
  argument: string,
  message: Message,
): Promise<void> {
  const { core, me, providerTitle } = context;
  const { ownKeys } = core;
  const translator = telegramTranslator(talk.requester.locale);
  const options = { translator: translator.common, providerTitle };
  const words = readKeyWords(argument, ownKeys.gateways);
  const deleted = words.key === '' ? undefined : await deleteMessage(context, message);
  // Nothing can reply to a message that is gone.
  const { replyToId: _gone, ...rest } = talk;
  const place = deleted ? rest : talk;
  const isLeft = deleted === false ? [translator.common.say('own-key.not-deleted')] : [];
  if (!talk.isPrivate) {
    await say(context, place, [translator.say('key.in-group', { bot: me.username }), ...isLeft].join('\n'));
    return;
  }
  const fate = deleted ? [translator.common.say('own-key.deleted')] : isLeft;
  await say(context, place, [...(await answerLines()), ...fate].join('\n'));

  async function answerLines(): Promise<readonly string[]> {
    const { userId } = talk.requester;
    const usage = translator.say('key.usage', { provider: ownKeys.gateways.join('|') });
    switch (words.verb) {
      case 'remove': {
        const gateway = words.gateway === '' ? undefined : words.gateway;
        return [removedText(await ownKeys.remove(userId, gateway), ownKeys, options)];
      }
      case 'set': {
        if (ownKeys.gateways.length > 0 && words.key === '') return [usage];
        if (words.key === misplaced) {
          const command = `/key set ${ownKeys.gateways.join('|')} …`;
          return [translator.common.say('own-key.misplaced', { command })];
        }
        const owner = { userId, gateway: words.gateway };
        return [keepText(await ownKeys.keep(owner, words.key as SealedKey), ownKeys, options)];
      }
      default: {
        const lists = keptKeyLines(await ownKeys.list(userId), ownKeys, options);
        return words.verb === 'help' && ownKeys.gateways.length > 0 ? [...lists, usage] : lists;
      }
    }
  }
}

/** False where the message is still there for anybody to read. */
async function deleteMessage({ api, logger, signal }: BotContext, message: Message): Promise<boolean> {
  try {
    const remove = () => api.deleteMessage(message.chat.id, message.message_id, asTelegramSignal(signal));
    await patiently(remove, { repeatable: true, signal });
    return true;
  } catch (error) {
    // Deleted already, by its writer or before a crash.
    if (error instanceof GrammyError && /message to delete not found/i.test(error.description)) return true;
    logger.info({ error: describeTelegramError(error) }, 'A message with a key could not be deleted');
    return false;
  }
}
