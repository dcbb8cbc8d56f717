import type { MessageValues } from '../../shared/catalog.ts';
import { localeChain } from '../../shared/locale.ts';
import { type PageMessageKey, pageMessages } from './messages/page-messages.ts';

/** The first of the browser's languages that the page speaks. */
const preferred = navigator.languages.find((tag) => /^en\b/i.test(tag) || localeChain(tag)[0] !== 'en');
const translator = pageMessages.translator(preferred);

export const pageLocale = translator.locale;

/** A sentence in the browser's language. */
export function say(key: PageMessageKey, values?: MessageValues): string {
  return translator.say(key, values);
}

/** Milliseconds in words: "34 s", "2 min 5 s", "9 days". */
export function sayDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return say('unit.seconds', { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say('unit.minutes', { minutes, seconds: seconds % 60 });
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return say('unit.days', { days: Math.round(hours / 24) });
  return say('unit.hours', { hours, minutes: minutes % 60 });
}

export function sayMoney(usd: number): string {
  return new Intl.NumberFormat(pageLocale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: usd !== 0 && usd < 0.1 ? 4 : 2,
    minimumFractionDigits: 2,
  }).format(usd);
}
