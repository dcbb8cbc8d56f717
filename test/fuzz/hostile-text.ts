import fc from 'fast-check';
import { anyText } from './any-text.ts';

/** Pieces that have broken text handling somewhere. */
export const hostilePieces = [
  '\u0000',
  '\ud800',
  '\udc00',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u200d',
  '\ufeff',
  '\u2028',
  '\u0007\u001b[2J',
  '👩‍👩‍👧',
  '👩‍',
  '🏳️‍🌈'.slice(0, 3),
  'é́́́́́́',
  '@everyone',
  '@here',
  '<@&1234567890123456789>',
  '<@1234567890123456789>',
  '@someone_else_bot',
  '<script>alert(1)</script>',
  '<b>&lt;&amp;</b>',
  '**bold** __u__ ~~s~~ ||spoiler||',
  '```\n',
  '[link](https://example.com/?token=x)',
  'https://example.com/a b',
  'tg://user?id=1',
  '${7*7} {{7*7}} %s %n',
  "'; DROP TABLE users; --",
  '../../../etc/passwd',
  '{limner}:g:*',
  '\r\nSet-Cookie: a=b',
  '--ratio',
  '--ratio 99:1',
  '--count -1',
  '--count 1e9',
  '--n=٣',
  '—size 999999x1',
  '--provider ../../x',
  '--__proto__ x',
  '--constructor',
  '"unclosed',
  '“',
  '/imagine',
  '/cancel all',
  'undefined',
  'null',
  '[object Object]',
  'ﷺ'.repeat(20),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
];

/** Text of such pieces, ordinary words and any UTF-16 units at all. */
export const hostileText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...hostilePieces) },
      { weight: 2, arbitrary: fc.constantFrom('a fox', ' ', '\n', 'in the snow', '一只猫') },
      { weight: 2, arbitrary: anyText(20) },
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(' '));
