/** What stands in a line where a secret stood. */
export const MASK = '[masked]';

/** Shapes that secrets have wherever they stand, for those that are in no configuration: links, headers, tokens. */
const shapes: readonly (readonly [RegExp, string])[] = [
  // A Telegram token, in an address or alone.
  [/\bbot\d+:[\w-]+/g, `bot${MASK}`],
  [/\b\d{6,}:[\w-]{30,}/g, MASK],
  // A Discord token.
  [/[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, MASK],
  // The token of an interaction, in an address.
  [/\b(webhooks|interactions)\/(\d+)\/[\w-]{16,}/g, `$1/$2/${MASK}`],
  // Headers.
  [
    /\b((?:proxy-)?authorization\\?["']?\s*[:=]\s*\\?["']?)(?:(?:bearer|basic|bot)\s+)?[^\s"'\\,;]+/gi,
    `$1${MASK}`,
  ],
  [/\b([Bb]earer|[Bb]asic)\s+(?=[\w.~+/-]*[A-Z0-9])[\w.~+/-]{8,}=*/g, `$1 ${MASK}`],
  // Parameters of an address.
  [
    /\b((?:api[-_]?key|key|token|access[-_]token|secret|sig|signature|password|x-amz-[\w-]+)=)[^\s&"'\\#,;]+/gi,
    `$1${MASK}`,
  ],
  // Keys of OpenAI and those who copy it.
  [/\bsk-[\w-]{16,}/g, MASK],
];

/** Finds the given values as they are, as JSON and as part of an address; undefined where there are none. */
export function patternOf(secrets: readonly string[]): RegExp | undefined {
  const writings = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  // Longest first: one secret may begin like another.
  const alternatives = [...new Set(writings)]
    .sort((one, other) => other.length - one.length)
    .map((writing) => writing.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return alternatives.length > 0 ? new RegExp(alternatives.join('|'), 'g') : undefined;
}

/**
 * A function that takes every secret out of a line of text: the given values, as they are, as JSON and as part of an
 * address, and whatever has the shape of a token.
 * Values of fewer than four characters are left: masking them would take the line apart and name them.
 */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const known = patternOf(secrets);

  return (text) => {
    let masked = known ? text.replace(known, MASK) : text;
    for (const [shape, replacement] of shapes) masked = masked.replace(shape, replacement);
    return masked;
  };
}
