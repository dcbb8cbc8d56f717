/** What is asked for where its user gave pictures and no words. */
const wordless = 'Combine these pictures into one coherent picture.';

/** The words of a blend with the names of its pictures before them, numbered as the gateway is given them. */
export function blendPrompt(words: string, names: readonly (string | undefined)[]): string {
  const named = names.flatMap((name, at) => (name === undefined ? [] : [`picture ${at + 1} is ${name}`]));
  const wish = words.trim() === '' ? wordless : words.trim();
  if (named.length === 0) return wish;
  const legend = named.join(', ');
  return `${legend.charAt(0).toUpperCase()}${legend.slice(1)}. ${wish}`;
}

/** "1 = person, 2 = jacket", or just "person, jacket", as names by position. */
export function readNames(text: string): readonly (string | undefined)[] {
  const names: (string | undefined)[] = [];
  for (const [at, piece] of text.split(/[,;，；、\n]/u).entries()) {
    const [, number, name = ''] = /^\s*(?:(\d{1,2})\s*[=:：＝.)]\s*)?(.*?)\s*$/su.exec(piece) ?? [];
    const position = number === undefined ? at : Number(number) - 1;
    if (name !== '' && position >= 0 && position < 16) names[position] = name;
  }
  return Array.from(names);
}
