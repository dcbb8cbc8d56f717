import type { Locale } from '../shared/locale.ts';

/** Our languages by Discord's names for them. It knows English as "en-US" and "en-GB", and shows one's text to both. */
export const discordLocales: Readonly<Record<Locale, string>> = { en: 'en-US', 'zh-CN': 'zh-CN' };
