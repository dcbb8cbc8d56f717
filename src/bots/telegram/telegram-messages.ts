import { createCatalog, type Translator } from '../shared/catalog.ts';
import { createTranslator, type MessageTranslator } from '../shared/messages.ts';
import { en } from './messages/en.ts';
import { zhCN } from './messages/zh-CN.ts';
import { de } from './messages/de.ts';
import { es } from './messages/es.ts';
import { fr } from './messages/fr.ts';
import { id } from './messages/id.ts';
import { it } from './messages/it.ts';
import { ja } from './messages/ja.ts';
import { ko } from './messages/ko.ts';
import { ptBR } from './messages/pt-BR.ts';
import { ru } from './messages/ru.ts';
import { tr } from './messages/tr.ts';

export type TelegramMessageKey = keyof typeof en;

/** What only the Telegram bot says, in every language. */
export const telegramMessages = createCatalog<TelegramMessageKey>({
  en,
  'zh-CN': zhCN,
  de,
  es,
  fr,
  id,
  it,
  ja,
  ko,
  'pt-BR': ptBR,
  ru,
  tr,
});

/** Both catalogs in one language. */
export interface TelegramTranslator extends Translator<TelegramMessageKey> {
  readonly common: MessageTranslator;
}

/** Speaks the language of Telegram's language code, such as "en" or "zh-hans". */
export function telegramTranslator(locale: string | undefined): TelegramTranslator {
  const { locale: spoken, say } = telegramMessages.translator(locale);
  return { locale: spoken, say, common: createTranslator(locale) };
}
