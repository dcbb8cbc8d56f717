/** Languages that every sentence exists in. A new one is a file per catalog and a line here. */
export const locales = [
  'en',
  'zh-CN',
  'de',
  'es',
  'fr',
  'id',
  'it',
  'ja',
  'ko',
  'pt-BR',
  'ru',
  'tr',
] as const;
export type Locale = (typeof locales)[number];

const defaultLocale: Locale = 'en';

/** The locale of ours for a language, whatever its region: zh-TW reads zh-CN. */
const byLanguage = new Map<string, Locale>(locales.map((locale) => [locale.split('-')[0] ?? locale, locale]));

/**
 * The locales to look a message up in, best first, for a BCP 47 tag such as "zh-Hant-TW" or Discord's "en-GB":
 * the tag itself, its language, English.
 */
export function localeChain(tag: string | undefined): readonly Locale[] {
  const wanted = (tag ?? '').replaceAll('_', '-').toLowerCase();
  const exact = locales.find((locale) => locale.toLowerCase() === wanted);
  const language = byLanguage.get(wanted.split('-')[0] ?? '');
  return [...new Set([exact, language, defaultLocale].filter((locale) => locale !== undefined))];
}
