import type { Generation } from '../generation/generation.ts';

/**
 * A record says the same few words again and again (who asked, where, on which day, the generation itself), each time at some
 * three bytes for looking back to it; and between them, what all records share falls to pieces. So these words stand once in
 * front, and in the text a control character for each, which the text of a record never has otherwise.
 */

const end = '\u0001';
/** Of the asker, of their name without the platform, of the chat, of day and month, of the generation. */
const marks = ['\u0002', '\u0003', '\u0004', '\u0005', '\u0006', '\u0007'] as const;
/** Long enough to be worth it, and the same inside JSON as outside. */
const worthIt = /^[\w:=-]{4,}$/;
const monthLength = '2026-11'.length;

/** The JSON of a record with its words in front. */
export function withWords(generation: Generation): string {
  const { id, requester, target, scopes } = generation;
  const said = [requester.userId, target.chat ?? '', scopes[0]?.period ?? '', id].map((word) =>
    worthIt.test(word) ? word : '',
  );
  const text = wordsOf(said).reduce(
    (shorter, word, index) => (word === '' ? shorter : shorter.replaceAll(word, marks[index] ?? word)),
    JSON.stringify(generation),
  );
  return [...said, text].join(end);
}

/** The JSON again. */
export function withoutWords(text: string): string {
  const said = text.split(end);
  const json = said.pop() ?? '';
  return wordsOf(said).reduce((longer, word, index) => longer.replaceAll(marks[index] ?? word, word), json);
}

/** One word for each mark; '' for none. Those that contain others come before them. */
function wordsOf([user = '', chat = '', day = '', id = '']: readonly string[]): readonly string[] {
  const own = user.slice(user.indexOf(':') + 1);
  return [user, worthIt.test(own) ? own : '', chat === own ? '' : chat, day, day.slice(0, monthLength), id];
}
