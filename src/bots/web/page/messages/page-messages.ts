import { createCatalog } from '../../../shared/catalog.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';
import { de } from './de.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { id } from './id.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ptBR } from './pt-BR.ts';
import { ru } from './ru.ts';
import { tr } from './tr.ts';

export type PageMessageKey = keyof typeof en;

/** Every sentence that only the page says; errors come from the server. */
export const pageMessages = createCatalog<PageMessageKey>({
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
