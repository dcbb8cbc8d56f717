import { createCatalog } from '../../../shared/catalog.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

export type PageMessageKey = keyof typeof en;

/** Every sentence that only the page says; errors come from the server. */
export const pageMessages = createCatalog<PageMessageKey>({ en, 'zh-CN': zhCN });
