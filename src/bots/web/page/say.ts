import type { MessageValues } from '../../shared/catalog.ts';
import { localeChain } from '../../shared/locale.ts';
import { readSaved, save } from './state/saved.ts';
import { createStore } from './state/store.ts';
import { type PageMessageKey, pageMessages } from './messages/page-messages.ts';

/** The first of the browser's languages that the page speaks. */
const preferred = navigator.languages.find((tag) => /^en\b/i.test(tag) || localeChain(tag)[0] !== 'en');
const saved = readSaved('language');
let translator = pageMessages.translator(typeof saved === 'string' ? saved : preferred);

/** The language that is spoken; whoever watches it renders again when another is chosen. */
export const pageLocale = createStore(translator.locale);

/** Speaks the chosen language from now on, also on the next visit; without one the browser's. */
export function speak(language: string | undefined): void {
  save('language', language ?? null);
  translator = pageMessages.translator(language ?? preferred);
  pageLocale.set(translator.locale);
  document.documentElement.lang = translator.locale;
}

/** A sentence in the page's language. */
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
  return new Intl.NumberFormat(pageLocale.get(), {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: usd !== 0 && usd < 0.1 ? 4 : 2,
    minimumFractionDigits: 2,
  }).format(usd);
}
