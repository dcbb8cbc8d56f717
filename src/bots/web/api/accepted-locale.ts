import { localeChain, type Locale } from '../../shared/locale.ts';

/** The language that an Accept-Language header likes best among those that sentences exist in; English without one. */
export function acceptedLocale(header: string | undefined): Locale {
  const wishes = (header ?? '').split(',').map((entry, order) => {
    const [tag = '', ...parameters] = entry.trim().split(';');
    const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
    return { tag: tag.trim(), weight: quality === undefined ? 1 : Number(quality), order };
  });
  const known = wishes
    .filter(({ tag, weight }) => weight > 0 && isSpoken(tag))
    .sort((a, b) => b.weight - a.weight || a.order - b.order);
  return localeChain(known[0]?.tag)[0] ?? 'en';
}

/** `localeChain` falls back to English for every tag; here that must not win over a later wish that is spoken. */
function isSpoken(tag: string): boolean {
  return tag !== '' && (/^en\b/i.test(tag) || localeChain(tag)[0] !== 'en');
}
