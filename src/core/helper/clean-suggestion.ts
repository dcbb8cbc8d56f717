/** The longest suggestion, in UTF-16 units: with every character escaped it still fits into one message of any chat. */
export const maxSuggestion = 1_900;

/**
 * A model's answer as a prompt: one line, without what models put around it, without controls and what turns the direction
 * of text, and without anything that would be read as a flag. Empty where nothing is left.
 */
export function cleanSuggestion(answer: string): string {
  const bare = answer
    .toWellFormed()
    .replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/i, '')
    .replace(/^\s*```\w*\s*\n([\s\S]*?)\n\s*```\s*$/, '$1')
    .replace(unseen, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const words = withoutFlags(withoutMarks(bare)).trim();
  return cut(words);
}

/** Controls, and what turns the direction of the text after it. */
const unseen = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/gu;
const marks = new Map([
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
  ['`', '`'],
]);

/** Marks around the whole, not around a lettering at its beginning. */
function withoutMarks(text: string): string {
  const closing = marks.get(text.charAt(0));
  if (closing === undefined || text.length < 2) return text;
  return text.indexOf(closing, 1) === text.length - 1 ? text.slice(1, -1) : text;
}

/** `--ar 16:9`, and words that only look like a flag: behind a dash of any kind, at its beginning. */
function withoutFlags(text: string): string {
  return text
    .replace(/(^|\s)--[a-z][\w-]*(?:[\s=]+[\d.:x]+[,;]?)?(?=\s|$)/giu, '$1')
    .replace(/(^|\s)(?:--|[—–―−]{1,2})(?=\p{L})/gu, '$1')
    .replace(/ {2,}/g, ' ');
}

function cut(text: string): string {
  if (text.length <= maxSuggestion) return text;
  const kept = text
    .slice(0, maxSuggestion)
    .toWellFormed()
    .replace(/\ufffd$/u, '');
  const end = kept.lastIndexOf(' ');
  return (end > maxSuggestion / 2 ? kept.slice(0, end) : kept).trim();
}
