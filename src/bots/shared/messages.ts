import { createCatalog, type Translator } from './catalog.ts';
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

export type MessageKey = keyof typeof en;
export type MessageTranslator = Translator<MessageKey>;

/** Every sentence that all entrances share. What only one platform says is in that platform's folder. */
export const messages = createCatalog<MessageKey>({
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

/** Speaks the language of a BCP 47 tag, or the nearest there is. */
export function createTranslator(tag: string | undefined): MessageTranslator {
  return messages.translator(tag);
}
