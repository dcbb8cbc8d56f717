import { createCatalog } from '../../shared/catalog.ts';
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

/** Sentences that only the HTTP side says. */
export const httpMessages = createCatalog<keyof typeof en>({
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
