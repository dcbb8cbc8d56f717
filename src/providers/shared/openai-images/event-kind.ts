/** `unnamed`: nothing says what it is. `other`: something else, to be ignored. */
export type EventKind = 'partial' | 'final' | 'error' | 'unnamed' | 'other';

/**
 * What an event of an image stream is, from its lines as far as they have come. Gateways disagree on the names: what
 * counts is the end of the JSON field `type` or of the `event:` line, whichever is known.
 */
export function eventKind(lines: string): EventKind {
  const names = [...lines.matchAll(/"type"\s*:\s*"([\w.]+)"|^event:[ \t]*([\w.]+)/gm)].map(
    ([, type, event]) => type ?? event ?? '',
  );
  for (const name of names) {
    const kind = kindOfName(name);
    if (kind) return kind;
  }
  if (/"error"\s*:\s*[{"]/.test(lines)) return 'error';
  if (/"partial_image_index"/.test(lines)) return 'partial';
  return names.length === 0 ? 'unnamed' : 'other';
}

function kindOfName(name: string): EventKind | undefined {
  if (/(^|\.)partial_image$/.test(name)) return 'partial';
  if (/(^|\.)(completed|complete|done)$/.test(name)) return 'final';
  return /(^|\.)(error|failed)$/.test(name) ? 'error' : undefined;
}
