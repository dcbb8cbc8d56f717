import { foldText, readLeet, shorten } from './fold-text.ts';

/** Finds words of a list in a text. */
export interface WordList {
  /** The first word of the list that the text has, as the list writes it. */
  find(text: string): string | undefined;
}

/**
 * A list of words and phrases, found as whole words only: "ass" is not in "glass". A star at an end stands for any further
 * letters ("gun*" finds "guns"). Words in scripts that put no spaces between words are found anywhere. `allow` are phrases
 * that pass although a word of the list is in them.
 */
export function compileWords(words: readonly string[], allow: readonly string[] = []): WordList {
  const patterns = words.flatMap(patternOf);
  const allowed = allow.flatMap(patternOf);
  if (patterns.length === 0) return { find: () => undefined };
  return {
    find: (text) => {
      const tokens = tokensOf(text);
      const passing = allowed.flatMap((pattern) => matchesOf(pattern, tokens));
      const solid = solidText(text);
      const passingParts = allowed.flatMap((pattern) => partsOf(pattern, solid));
      const isAllowed = (match: Range, among: readonly Range[]): boolean =>
        among.some(({ from, to }) => from <= match.from && match.to <= to);
      const found = patterns.find(
        (pattern) =>
          matchesOf(pattern, tokens).some((match) => !isAllowed(match, passing)) ||
          partsOf(pattern, solid).some((match) => !isAllowed(match, passingParts)),
      );
      return found?.word;
    },
  };
}

interface Pattern {
  readonly word: string;
  /** Tests for tokens one after the other; absent where the word is found anywhere. */
  readonly tests?: readonly ((token: string) => boolean)[];
  readonly part?: string;
}

/** From the first to the last that belong to it. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** All that one token may be meant as. */
type Token = readonly string[];

/** Scripts that put no spaces between words. */
const solidScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** What words consist of, the signs that stand for letters included. */
const tokenPattern = /[\p{L}\p{M}\p{N}@$!|+€]+/gu;

function patternOf(word: string): readonly Pattern[] {
  const folded = foldText(word).trim();
  if (folded === '') return [];
  if (solidScript.test(folded)) {
    const part = solidText(word);
    return part === '' ? [] : [{ word, part }];
  }
  const tests = folded.split(/[^\p{L}\p{M}\p{N}*@$!|+€]+/u).flatMap((piece) => {
    const [, open, stem = '', end] = /^(\**)([^*]+)(\**)$/.exec(piece) ?? [];
    if (stem === '') return [];
    if (open && end) return [(token: string) => token.includes(stem)];
    if (open) return [(token: string) => token.endsWith(stem)];
    if (end) return [(token: string) => token.startsWith(stem)];
    return [(token: string) => token === stem];
  });
  return tests.length === 0 ? [] : [{ word, tests }];
}

/** Text of such scripts has no boundaries: neither has what is looked for in it. */
function solidText(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

function tokensOf(text: string): readonly Token[] {
  const plain = foldText(text).match(tokenPattern) ?? [];
  const tokens: Token[] = [];
  for (let at = 0; at < plain.length; at += 1) {
    // Letters that stand alone, three and more, are one word that was pulled apart.
    let end = at;
    while (end < plain.length && [...(plain[end] ?? '')].length === 1) end += 1;
    if (end - at >= 3) {
      tokens.push(readings(plain.slice(at, end).join('')));
      at = end - 1;
    } else tokens.push(readings(plain[at] ?? ''));
  }
  return tokens;
}

function readings(token: string): Token {
  const bare = token.replace(/^[!|+]+|[!|+]+$/g, '');
  const forms = [token, bare];
  if (/\p{L}/u.test(token)) {
    for (const form of [token, bare]) forms.push(readLeet(form, 'i'), readLeet(form, 'l'));
  }
  return [...new Set([...forms, ...forms.map(shorten)])].filter((form) => form !== '');
}

function matchesOf({ tests }: Pattern, tokens: readonly Token[]): readonly Range[] {
  if (!tests) return [];
  const ranges: Range[] = [];
  for (let from = 0; from + tests.length <= tokens.length; from += 1) {
    const fits = tests.every((test, index) => tokens[from + index]?.some(test));
    if (fits) ranges.push({ from, to: from + tests.length - 1 });
  }
  return ranges;
}

function partsOf({ part }: Pattern, solid: string): readonly Range[] {
  if (part === undefined) return [];
  const ranges: Range[] = [];
  for (let from = solid.indexOf(part); from >= 0; from = solid.indexOf(part, from + 1)) {
    ranges.push({ from, to: from + part.length - 1 });
  }
  return ranges;
}
