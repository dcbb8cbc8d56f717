import { createCatalog, type Translator } from './catalog.ts';
import { en } from './messages/en.ts';
import { zhCN } from './messages/zh-CN.ts';

export type MessageKey = keyof typeof en;
export type MessageTranslator = Translator<MessageKey>;

/** Every sentence that all entrances share. What only one platform says is in that platform's folder. */
export const messages = createCatalog<MessageKey>({ en, 'zh-CN': zhCN });

/** Speaks the language of a BCP 47 tag, or the nearest there is. */
export function createTranslator(tag: string | undefined): MessageTranslator {
  return messages.translator(tag);
}
