import { IntlMessageFormat } from 'intl-messageformat';
import { localeChain, type Locale } from './locale.ts';

export type MessageValues = Readonly<Record<string, string | number>>;

/** Says the messages of one catalog in one language. */
export interface Translator<Key extends string> {
  readonly locale: Locale;
  /** The message in ICU syntax, filled in. Values are never read as syntax. */
  say(key: Key, values?: MessageValues): string;
}

/** Messages by key, in every language. */
export interface Catalog<Key extends string> {
  readonly files: Readonly<Record<Locale, Readonly<Partial<Record<Key, string>>>>>;
  /** For a BCP 47 tag as the platform gives it; English where there is nothing nearer. */
  translator(tag: string | undefined): Translator<Key>;
}

/** Makes a catalog of its language files. English is complete by type; a test holds the others equal to it. */
export function createCatalog<Key extends string>(files: {
  readonly [L in Locale]: L extends 'en'
    ? Readonly<Record<Key, string>>
    : Readonly<Partial<Record<Key, string>>>;
}): Catalog<Key> {
  const translators = new Map<Locale, Translator<Key>>();

  function translator(tag: string | undefined): Translator<Key> {
    const chain = localeChain(tag);
    const locale = chain[0] ?? 'en';
    const known = translators.get(locale);
    if (known) return known;

    const formats = new Map<Key, IntlMessageFormat>();
    const made: Translator<Key> = {
      locale,
      say(key, values) {
        let format = formats.get(key);
        if (!format) {
          const found = chain.find((candidate) => files[candidate][key] !== undefined) ?? 'en';
          format = new IntlMessageFormat(files[found][key] ?? key, found, undefined, { ignoreTag: true });
          formats.set(key, format);
        }
        return String(format.format({ ...values }));
      },
    };
    translators.set(locale, made);
    return made;
  }

  return { files, translator };
}
