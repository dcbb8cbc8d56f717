/**
 * Text as it is compared: one form for what looks or reads the same. Compatibility forms (full width, mathematical
 * letters), case, accents on Latin, Greek and Cyrillic letters, letters of other alphabets that look Latin, and what
 * cannot be seen at all make no difference. The same is done to the words of a list, so a Russian word is found by a
 * Russian word.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(invisible, '')
    .normalize('NFD')
    .replace(accents, '$1')
    .normalize('NFC')
    .replace(lookalikePattern, (letter) => lookalikes.get(letter) ?? letter);
}

/** Digits and signs read as the letters that they stand for: "h4t3" as "hate". `one` is what a 1 is taken for. */
export function readLeet(token: string, one: 'i' | 'l'): string {
  return token.replace(/[013457@$!|+€]/g, (sign) =>
    sign === '1' || sign === '|' ? one : (leet.get(sign) ?? sign),
  );
}

/** Letters that are held down: three and more of the same count as one. */
export function shorten(token: string): string {
  return token.replace(/(.)\1{2,}/gu, '$1');
}

/** Format characters, variation selectors, fillers: what changes nothing that can be seen. */
const invisible = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu;
const accents = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu;

const lookalikes = new Map(
  [
    // Cyrillic
    ...['аa', 'вb', 'еe', 'ѕs', 'іi', 'јj', 'кk', 'мm', 'нh', 'оo', 'рp', 'сc', 'тt', 'уy', 'хx', 'һh', 'ԁd', 'ԛq', 'ԝw', 'ӏl'],
    // Greek
    ...['αa', 'βb', 'εe', 'ηn', 'ιi', 'κk', 'νv', 'οo', 'ρp', 'τt', 'υu', 'χx', 'ωw'],
    // Latin letters that no accent makes
    ...['ıi', 'łl', 'øo', 'đd', 'ħh', 'ŧt', 'ɑa', 'ɡg', 'ɩi', 'ʀr', 'ꜱs', 'ßss', 'æae', 'œoe'],
  ].map((pair) => {
    const [letter = '', ...latin] = pair;
    return [letter, latin.join('')] as const;
  }),
); // prettier-ignore
const lookalikePattern = new RegExp(`[${[...lookalikes.keys()].join('')}]`, 'gu');

const leet = new Map(
  Object.entries({ 0: 'o', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i', '+': 't', '€': 'e' }),
);
