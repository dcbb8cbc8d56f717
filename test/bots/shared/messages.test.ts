import { describe, expect, it } from 'vitest';
import { createTranslator, messages } from '../../../src/bots/shared/messages.ts';
import { localeChain, locales } from '../../../src/bots/shared/locale.ts';
import { errorCodes } from '../../../src/core/errors.ts';
import { generationStatuses } from '../../../src/core/generation/generation.ts';
import { verbs } from '../../../src/bots/shared/buttons.ts';
import { catalogChecks, placeholdersOf } from './catalog-checks.ts';

catalogChecks('all entrances', messages, ['src/bots']);

describe('messages', () => {
  it.each(locales)('has a sentence in %s for every error code, status and button', (locale) => {
    const keys = new Set(Object.keys(messages.files[locale]));

    const missing = [
      ...errorCodes.map((code) => `error.${code}`),
      ...generationStatuses.map((status) => `status.${status}`),
      ...verbs.map((verb) => `button.${verb}`),
    ].filter((key) => !keys.has(key));

    expect(missing).toEqual([]);
  });

  it.each(locales)('ends every error in %s with a next step after its first half', (locale) => {
    const odd = errorCodes.filter((code) => {
      const text = createTranslator(locale).say(`error.${code}`, { provider: 'gccai' });
      return !/[;；:：].+[.。]$/u.test(text);
    });

    expect(odd).toEqual([]);
  });

  it('keeps button labels within the 80 characters of Discord and command texts free of markup', () => {
    const long = locales.flatMap((locale) =>
      verbs.filter((verb) => createTranslator(locale).say(`button.${verb}`).length > 40),
    );

    expect(long).toEqual([]);
  });

  it.each([
    { tag: 'zh-CN', chain: ['zh-CN', 'en'] },
    { tag: 'zh_cn', chain: ['zh-CN', 'en'] },
    { tag: 'zh-Hant-TW', chain: ['zh-CN', 'en'] },
    { tag: 'zh', chain: ['zh-CN', 'en'] },
    { tag: 'en-GB', chain: ['en'] },
    { tag: 'pt-BR', chain: ['pt-BR', 'en'] },
    { tag: 'pt', chain: ['pt-BR', 'en'] },
    { tag: 'es-419', chain: ['es', 'en'] },
    { tag: 'sv-SE', chain: ['en'] },
    { tag: 'constructor', chain: ['en'] },
    { tag: undefined, chain: ['en'] },
  ])('looks $tag up in $chain', ({ tag, chain }) => {
    expect(localeChain(tag)).toEqual(chain);
  });

  it('fills in what users wrote without reading it as syntax', () => {
    const said = createTranslator('en').say('outcome.revised', { prompt: '{x, plural, other {#}} <b>' });

    expect(said).toBe('Drawn as: {x, plural, other {#}} <b>');
  });

  it('finds placeholders inside plurals and selects', () => {
    expect(placeholdersOf('{a, plural, one {# {b}} other {{c, select, none {} other {{d}}}}}', 'en')).toEqual(
      ['a', 'b', 'c', 'd'],
    );
  });
});
