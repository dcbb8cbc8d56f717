/**
 * Whether a text is nothing but what looks like the key of an account: one word that begins as keys do, or in which letters
 * and digits alternate as in no word of a prompt. When in doubt it is a prompt.
 */
export function looksLikeKey(text: string): boolean {
  const word = text.trim();
  if (!oneWord.test(word)) return false;
  if (uuid.test(word)) return true;
  if (prefix.test(word) && /\d/.test(word)) return true;
  return (word.match(/[a-z0-9]{20,}/gi) ?? []).some(isMixed);
}

const oneWord = /^[\w.~+=-]{20,512}$/;
const prefix = /^(?:sk|pk|rk|gsk|xai|r8|hf)[-_]/i;
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Dates, sizes and versions go from letters to digits and back a few times at most. */
const changesOfMixed = 5;

function isMixed(run: string): boolean {
  const digits = run.replace(/\D/g, '').length;
  const changes = run.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;
  return digits >= 4 && run.length - digits >= 4 && changes >= changesOfMixed;
}
