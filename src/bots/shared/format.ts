import type { Locale } from './locale.ts';
import type { MessageTranslator } from './messages.ts';

/** Micro-dollars as dollars, with as many digits as the amount needs: "$0.12", "$0.0035". */
export function formatMoney(microUsd: number, locale: Locale): string {
  const digits = microUsd !== 0 && microUsd % 10_000 !== 0 ? 4 : 2;
  return moneyFormat(locale, digits).format(microUsd / 1_000_000);
}

/** One is dear to make (100 us), and there are two a language. */
const moneyFormats = new Map<string, Intl.NumberFormat>();

function moneyFormat(locale: Locale, digits: number): Intl.NumberFormat {
  const name = `${locale} ${digits}`;
  const format =
    moneyFormats.get(name) ??
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 2,
      maximumFractionDigits: digits,
    });
  moneyFormats.set(name, format);
  return format;
}

/** A span of milliseconds in words, rounded to whole seconds: "34 s", "2 min 5 s", "5 h 3 min", "9 days". */
export function formatDuration(ms: number, translator: MessageTranslator): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return translator.say('unit.seconds', { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return translator.say('unit.minutes', { minutes, seconds: seconds % 60 }).trim();
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return translator.say('unit.days', { days: Math.round(hours / 24) });
  return translator.say('unit.hours', { hours, minutes: minutes % 60 }).trim();
}

/** Writes an instant (Unix ms) the way a platform can show it; Discord's own time stamps, for one. */
export type FormatInstant = (at: number) => string;

/** An instant by the clock: "at 00:00 UTC". */
export function clockTime(translator: MessageTranslator): FormatInstant {
  return (at) => translator.say('unit.at', { time: new Date(at).toISOString().slice(11, 16) });
}

/** An instant as plain text: "at 00:00 UTC (in 5 h)", "on December 1 (in 9 days)". */
export function plainInstant(translator: MessageTranslator, now: () => number): FormatInstant {
  return (at) => {
    const duration = formatDuration(at - now(), translator);
    if (at - now() < 48 * 3_600_000) {
      return translator.say('unit.at-in', { time: new Date(at).toISOString().slice(11, 16), duration });
    }
    const format = new Intl.DateTimeFormat(translator.locale, {
      month: 'long',
      day: 'numeric',
      timeZone: 'UTC',
    });
    return translator.say('unit.on-in', { date: format.format(at), duration });
  };
}
