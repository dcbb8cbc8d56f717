import { createCatalog, type Translator } from '../shared/catalog.ts';
import { createTranslator, type MessageTranslator } from '../shared/messages.ts';
import { en } from './messages/en.ts';
import { zhCN } from './messages/zh-CN.ts';

export type TelegramMessageKey = keyof typeof en;

/** What only the Telegram bot says, in every language. */
export const telegramMessages = createCatalog<TelegramMessageKey>({ en, 'zh-CN': zhCN });

/** Both catalogs in one language. */
export interface TelegramTranslator extends Translator<TelegramMessageKey> {
  readonly common: MessageTranslator;
}

/** Speaks the language of Telegram's language code, such as "en" or "zh-hans". */
export function telegramTranslator(locale: string | undefined): TelegramTranslator {
  const { locale: spoken, say } = telegramMessages.translator(locale);
  return { locale: spoken, say, common: createTranslator(locale) };
}
