import { GrammyError, InputFile, InputMediaBuilder } from 'grammy';
import type { Generation } from '../../core/generation/generation.ts';
import { gridMask } from '../shared/region-grid.ts';
import type { BotContext } from './bot-context.ts';
import { messageKey, platform } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError, telegramFailure } from './telegram-error.ts';
import type { TelegramTranslator } from './telegram-messages.ts';
import { patiently } from './telegram-patience.ts';

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

/** How long a call that Telegram put off is tried again before a person is told how it went, milliseconds. */
const patienceMs = 5_000;

/** Takes a post away, as `takePostAway` does; false also where Telegram could not be asked. */
export async function removePost(...removal: Parameters<typeof takePostAway>): Promise<boolean> {
  try {
    return await takePostAway(...removal);
  } catch (error) {
    const [{ logger }] = removal;
    logger.debug({ error: describeTelegramError(error) }, 'A post could not be taken away');
    return false;
  }
}

/**
 * Takes a post away. Telegram lets nobody delete what is older than two days: then a sentence takes its place. False where
 * neither can be done. @throws what grammY throws for what may be possible later
 */
export async function takePostAway(
  context: Pick<BotContext, 'api' | 'logger' | 'signal'>,
  { chatId, messageId }: Post,
  translator: TelegramTranslator,
): Promise<boolean> {
  const { api, logger } = context;
  const signal = asTelegramSignal(context.signal);
  try {
    const remove = () => api.deleteMessage(chatId, messageId, signal);
    await patiently(remove, { repeatable: true, signal: context.signal, patienceMs });
    return true;
  } catch (error) {
    if (telegramFailure(error)?.kind === 'gone' || isNotThere(error)) return true;
    if (mayPass(error)) throw error;
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
      if (mayPass(error)) throw error;
      logger.debug({ error: describeTelegramError(error) }, 'A post could not be replaced by a sentence');
    }
  }
  return false;
}

const passing = new Set<string>(['rate-limited', 'unreached', 'unknown', 'unauthorized', 'conflict']);

function mayPass(error: unknown): boolean {
  return passing.has(telegramFailure(error)?.kind ?? '');
}

/** Deleted already: by somebody else, or by a call whose answer was lost. */
function isNotThere(error: unknown): boolean {
  return error instanceof GrammyError && /message to delete not found/i.test(error.description);
}
