import type { Locale } from '../shared/locale.ts';

/**
 * Our languages by Discord's names for them. It knows English as "en-US" and "en-GB", and shows one's text to both; Spanish
 * it knows as that of Spain and that of Latin America, each with its own text.
 */
const discordNames: Readonly<Partial<Record<Locale, readonly string[]>>> = {
  en: ['en-US'],
  es: ['es-ES', 'es-419'],
};

/** What Discord calls a locale of ours. */
export function discordLocalesOf(locale: Locale): readonly string[] {
  return discordNames[locale] ?? [locale];
}
