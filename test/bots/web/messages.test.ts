import { expect, it } from 'vitest';
import { acceptedLocale } from '../../../src/bots/web/api/accepted-locale.ts';
import { httpMessages } from '../../../src/bots/web/api/http-messages.ts';
import { pageMessages } from '../../../src/bots/web/page/messages/page-messages.ts';
import { catalogChecks } from '../shared/catalog-checks.ts';

catalogChecks('the HTTP side', httpMessages, ['src/bots/web/api']);
catalogChecks('the page', pageMessages, ['src/bots/web/page']);

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['zh-CN,zh;q=0.9', 'zh-CN'],
  ['zh-TW', 'zh-CN'],
  ['en-GB,zh;q=0.9', 'en'],
  ['en;q=0.2, zh;q=0.8', 'zh-CN'],
  ['sv, fi;q=0.9', 'en'],
  ['sv, zh-Hans;q=0.5', 'zh-CN'],
  ['fr;q=0.8, de;q=0.9', 'de'],
  ['zh;q=0, en', 'en'],
  ['zh;q=nonsense', 'zh-CN'],
  [';;;,=', 'en'],
])('answers "%s" in %s', (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});
