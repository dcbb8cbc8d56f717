import type { Message, Update } from 'grammy/types';
import type { BotContext } from './bot-context.ts';
import { readMessages } from './read-message.ts';
import { destinationArguments } from './post-pictures.ts';
import { talkOf } from './talk.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError } from './telegram-error.ts';
import { telegramTranslator } from './telegram-messages.ts';

/** Tells people once per chat that their requests wait for the store. Telegram keeps the requests meanwhile. */
export class StoreAwayNotice {
  readonly #context: BotContext;
  readonly #told = new Set<string>();

  constructor(context: BotContext) {
    this.#context = context;
  }

  tell({ message, callback_query: press }: Update): void {
    const key = press ? `press:${press.id}` : `chat:${message?.chat.id}`;
    if (this.#told.has(key)) return;
    const telling = press
      ? this.#answerPress(press.id, press.from.language_code)
      : this.#answerMessage(message as Message | undefined);
    if (!telling) return;
    this.#told.add(key);
    telling.catch((error: unknown) => {
      this.#context.logger.debug({ error: describeTelegramError(error) }, 'A delay could not be told');
    });
  }

  reset(): void {
    this.#told.clear();
  }

  #answerMessage(message: Message | undefined): Promise<unknown> | undefined {
    if (!message || readMessages([message], this.#context.me).kind === 'nothing') return undefined;
    const talk = talkOf(message);
    const text = telegramTranslator(talk.requester.locale).say('answer.store-away');
    const { api, signal } = this.#context;
    return api.sendMessage(talk.chatId, text, destinationArguments(talk), asTelegramSignal(signal));
  }

  #answerPress(id: string, locale: string | undefined): Promise<unknown> {
    const text = telegramTranslator(locale).say('answer.store-away');
    const { api, signal } = this.#context;
    return api.answerCallbackQuery(id, { text, show_alert: true }, asTelegramSignal(signal));
  }
}
