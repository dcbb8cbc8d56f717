import { ProviderError } from '../errors.ts';

/**
 * The error, fit for a log: a gateway that says no likes to repeat what it was asked, whole or in part, in other letters
 * or escaped. Whatever its words have in common with the prompt is taken out of them.
 */
export function withoutEcho(error: unknown, prompt: string): unknown {
  if (!(error instanceof ProviderError) || error.providerMessage === undefined) return error;
  const {
    code,
    retryable,
    retryAfterMs,
    cause,
    provider,
    phase,
    statusCode,
    providerRequestId,
    costMicroUsd,
  } = error;
  return new ProviderError(error.message, {
    ...{ code, retryable, retryAfterMs, cause, provider, phase, statusCode, providerRequestId, costMicroUsd },
    providerMessage: cutEcho(error.providerMessage, prompt),
  });
}

/** Letters in a row that are no coincidence any more; fewer of scripts that say more with each. */
const runLength = 8;
const denseRunLength = 4;
const dense = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u;

/** A text without what it shares with the prompt. */
export function cutEcho(text: string, prompt: string): string {
  const said = fold(unescape(text));
  const asked = fold(prompt).map(({ letter }) => letter);
  const lengths = new Set([Math.min(runLength, asked.length), Math.min(denseRunLength, asked.length)]);
  const isEcho = Array.from({ length: said.length }, () => false);
  for (const length of lengths) {
    // Single letters are everywhere.
    if (length < 2) continue;
    const runs = new Set(windows(asked, length).filter((run) => length >= runLength || isWhole(run, asked)));
    windows(
      said.map(({ letter }) => letter),
      length,
    ).forEach((run, start) => {
      if (runs.has(run)) isEcho.fill(true, start, start + length);
    });
  }
  return withoutMarked(unescape(text), said, isEcho);
}

/** Short runs count where every letter is dense, or where they are all of the prompt. */
function isWhole(run: string, asked: readonly string[]): boolean {
  return dense.test(run) || run === asked.join('');
}

function windows(letters: readonly string[], length: number): readonly string[] {
  const found: string[] = [];
  for (let start = 0; start + length <= letters.length; start += 1) {
    found.push(letters.slice(start, start + length).join(''));
  }
  return found;
}

interface Letter {
  readonly letter: string;
  readonly start: number;
  readonly end: number;
}

/** Letters and digits alone, of one case and form, with where they stand. */
function fold(text: string): readonly Letter[] {
  return [...text.matchAll(/[\p{L}\p{N}]/gu)].map((match) => ({
    letter: match[0].normalize('NFKC').toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function withoutMarked(text: string, letters: readonly Letter[], isMarked: readonly boolean[]): string {
  let kept = '';
  let from = 0;
  letters.forEach((letter, at) => {
    if (!isMarked[at]) return;
    if (!isMarked[at - 1]) kept += `${text.slice(from, letter.start)}[removed]`;
    from = letter.end;
  });
  return kept + text.slice(from);
}

/** As a person would read it: JSON's and HTML's ways of writing a letter as a number resolved. */
function unescape(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&#x([0-9a-f]{1,6});/gi, (whole, code: string) => letterOf(Number.parseInt(code, 16)) ?? whole)
    .replace(/&#(\d{1,7});/g, (whole, code: string) => letterOf(Number(code)) ?? whole)
    .replace(/(?:%[0-9a-f]{2})+/gi, (whole) => decoded(whole));
}

function letterOf(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
