import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/bots/shared/catalog.ts';
import { locales } from '../../../src/bots/shared/locale.ts';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Names of everything that is filled in, with the kind of each: "count:plural", "provider:argument". */
export function placeholdersOf(message: string, locale: string): readonly string[] {
  const names = new Set<string>();
  collect(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst(), names);
  return [...names].sort();
}

/**
 * What every catalog must hold to: same keys and placeholders in all languages, no key unused, none asked for that is
 * missing. `usedIn` are source folders searched for the keys, whole ('answer.gone') or by template (`error.${code}`).
 */
export function catalogChecks(name: string, catalog: Catalog<string>, usedIn: readonly string[]): void {
  describe(`messages of ${name}`, () => {
    const english = catalog.files.en;

    it.each(locales)('has the same keys in %s as in English', (locale) => {
      expect(Object.keys(catalog.files[locale]).sort()).toEqual(Object.keys(english).sort());
    });

    it.each(locales)('has the same placeholders in %s as in English', (locale) => {
      const found = Object.entries(catalog.files[locale]).map(([key, text]) => [
        key,
        placeholdersOf(text ?? '', locale),
      ]);
      const wanted = Object.keys(catalog.files[locale]).map((key) => [
        key,
        placeholdersOf(english[key] ?? '', 'en'),
      ]);

      expect(found).toEqual(wanted);
    });

    it('has no message that nobody says', () => {
      const source = usedIn.map(sourceOf).join('\n');

      const unused = Object.keys(english).filter((key) => !isUsed(key, source));

      expect(unused).toEqual([]);
    });
  });
}

function isUsed(key: string, source: string): boolean {
  if (source.includes(`'${key}'`)) return true;
  return [...source.matchAll(/`([a-z][a-z.-]*[.-])\$\{[^}]*\}([a-z-]*)`/g)].some(
    ([, before = '', after = '']) => key.startsWith(before) && key.endsWith(after),
  );
}

function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('messages/'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

// Element types of the ICU parser that are compared: 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural.
function collect(elements: readonly Element[], names: Set<string>): void {
  for (const element of elements) {
    if (element.type >= 1 && element.type <= 6 && 'value' in element) names.add(element.value);
    if ('options' in element) {
      for (const option of Object.values(element.options)) collect(option.value, names);
    }
  }
}
