/**
 * At most `max` UTF-16 units of a text, the unit that Discord and Telegram count in, cut between graphemes so that no
 * emoji or accent is torn, with an ellipsis where something is missing.
 */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  // A window a little longer than needed: segmenting 32,000 characters for a line of 200 would be waste.
  for (const { segment } of segmenter.segment(text.slice(0, max + 64))) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** A text as one line: runs of white space become one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Lines joined by line breaks until `max` is reached; the last that fits is cut, the rest left out. */
export function joinLines(lines: readonly string[], max: number): string {
  return truncate(lines.filter((line) => line !== '').join('\n'), max);
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
