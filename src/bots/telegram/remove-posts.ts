import { InputFile, InputMediaBuilder } from 'grammy';
import type { Generation } from '../../core/generation/generation.ts';
import { gridMask } from '../shared/region-grid.ts';
import type { BotContext } from './bot-context.ts';
import { messageKey, platform } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError, telegramFailure } from './telegram-error.ts';
import type { TelegramTranslator } from './telegram-messages.ts';

interface Post {
  readonly chatId: number;
  readonly messageId: number;
}

/** The posts that show these pictures, as far as is known; without an index all of the generation's. */
export function postsOf(generation: Generation, index: number | undefined): readonly Post[] {
  return (generation.delivery.receipt?.messages ?? []).flatMap(({ key, pictures }) => {
    const [where, chat = '', message = ''] = key.split(':');
    const post = { chatId: Number(chat), messageId: Number(message) };
    if (where !== platform || key !== messageKey(post.chatId, post.messageId)) return [];
    const isMeant = index === undefined || (pictures.length === 1 && pictures[0] === index);
    return isMeant ? [post] : [];
  });
}

/**
 * Takes a post away. Telegram lets nobody delete what is older than two days: then a sentence takes its place. False where
 * neither could be done.
 */
export async function removePost(
  context: Pick<BotContext, 'api' | 'logger' | 'signal'>,
  { chatId, messageId }: Post,
  translator: TelegramTranslator,
): Promise<boolean> {
  const { api, logger } = context;
  const signal = asTelegramSignal(context.signal);
  try {
    await api.deleteMessage(chatId, messageId, signal);
    return true;
  } catch (error) {
    if (telegramFailure(error)?.kind === 'gone') return true;
  }
  const sentence = translator.common.say('follow.replaced');
  const blank = (): Promise<Uint8Array> => gridMask({ width: 320, height: 320 }, []);
  const tries = [
    () => api.editMessageText(chatId, messageId, sentence, {}, signal),
    async () => {
      const file = new InputFile(await blank(), 'deleted.png');
      return api.editMessageMedia(chatId, messageId, InputMediaBuilder.photo(file, { caption: sentence }), {}, signal); // prettier-ignore
    },
    async () => {
      const file = new InputFile(await blank(), 'deleted.png');
      return api.editMessageMedia(chatId, messageId, InputMediaBuilder.document(file, { caption: sentence }), {}, signal); // prettier-ignore
    },
  ];
  for (const attempt of tries) {
    try {
      await attempt();
      return true;
    } catch (error) {
      logger.debug({ error: describeTelegramError(error) }, 'A post could not be replaced by a sentence');
    }
  }
  return false;
}
