import type { RequestIssue } from '../../core/core.ts';
// prettier-ignore
import {
  backgrounds, formats, maxCount, qualities, ratios, resolutions, type ImageRequestInput,
} from '../../core/generation/image-request.ts';

/** A command's text, taken apart. With any issue nothing may be bought. */
export interface ParsedImagine {
  readonly request: ImageRequestInput;
  readonly issues: readonly RequestIssue[];
}

/**
 * Reads what stands behind a command: a prompt with flags before, in or after it (`--ratio 16:9`, `--ratio=16:9`, and
 * the dashes that phones make of `--`). Text in quotation marks is taken as it is; a prompt that is quoted as a whole
 * loses its marks. A flag nobody knows is an issue, so that a slip of the finger does not become a wrong picture.
 * Values are checked by core, not here.
 */
export function parseImagine(text: string): ParsedImagine {
  const quoted = quotedSpans(text);
  const request: Record<string, unknown> = {};
  const issues: RequestIssue[] = [];
  let prompt = '';
  let position = 0;

  for (const match of text.matchAll(flagPattern)) {
    const start = match.index + (match[1]?.length ?? 0);
    if (start < position || quoted.some((span) => span.start < start && start < span.end)) continue;
    const word = match[3] ?? '';
    const field = flags.get(word.toLowerCase());
    if (!field && match[2] !== '--' && !/^[a-z][a-z-]*$/.test(word)) continue;

    prompt = joinWords(prompt, text.slice(position, start));
    position = match.index + match[0].length;
    if (!field) {
      issues.push({ field: 'flag', problem: 'not-allowed', allowed: allowedFlags, given: `--${word}` });
      position += /^=\S*/.exec(text.slice(position))?.[0].length ?? 0;
      continue;
    }
    const value = readValue(text, position, isSwitch(field));
    position = value.end;
    if (isSwitch(field)) {
      request[field] = value.text === undefined || !/^(false|no|off|0)$/i.test(value.text);
    } else if (value.text === undefined) {
      const allowed = allowedValues[field];
      issues.push({ field, problem: 'required', ...(allowed === undefined ? {} : { allowed }) });
    } else {
      request[field] = value.text;
    }
  }
  request['prompt'] = withoutMarks(joinWords(prompt, text.slice(position)));

  return { request, issues };
}

const flags = new Map<string, keyof ImageRequestInput>(
  Object.entries({
    ratio: 'ratio',
    ar: 'ratio',
    aspect: 'ratio',
    resolution: 'resolution',
    res: 'resolution',
    size: 'size',
    quality: 'quality',
    q: 'quality',
    count: 'count',
    n: 'count',
    format: 'format',
    compression: 'compression',
    background: 'background',
    provider: 'provider',
    private: 'private',
    spoiler: 'spoiler',
    preset: 'preset',
  } as const),
);

/** A flag that means yes where nothing follows. */
function isSwitch(field: keyof ImageRequestInput): boolean {
  return field === 'private' || field === 'spoiler';
}

const allowedValues: { readonly [field in keyof ImageRequestInput]?: string } = {
  ratio: ratios.join(', '),
  resolution: resolutions.join(', '),
  quality: qualities.join(', '),
  count: `1–${maxCount}`,
  format: formats.join(', '),
  compression: '0–100',
  background: backgrounds.join(', '),
};

const allowedFlags =
  '--ratio, --resolution, --size, --quality, --count, --format, --compression, --background, --provider, --private, --spoiler, --preset';

// A dash word at the start or after white space. Phones turn two hyphens into an em dash, an en dash or a minus.
const flagPattern = /(^|\s)(--|[—–―−]{1,2})([\p{L}][\p{L}\p{N}_-]*)(?=$|[\s=])/gu;

// prettier-ignore
const marks = new Map([
  ['"', '"'], ['“', '”'], ['„', '“'], ['«', '»'], ['「', '」'], ['＂', '＂'],
]);

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where quoted text stands; a mark that is never closed quotes nothing. */
function quotedSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < text.length; start += 1) {
    const closing = marks.get(text.charAt(start));
    const before = text.charAt(start - 1);
    if (closing === undefined || (before !== '' && !/[\s=(（,，:：]/u.test(before))) continue;
    const end = text.indexOf(closing, start + 1);
    if (end < 0) continue;
    spans.push({ start, end: end + 1 });
    start = end;
  }
  return spans;
}

function readValue(
  text: string,
  from: number,
  onlyAttached: boolean,
): { text: string | undefined; end: number } {
  const pattern = onlyAttached ? attachedValue : anyValue;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  const raw = match?.[1] ?? match?.[2];
  if (!match || raw === undefined || raw === '')
    return { text: undefined, end: match ? pattern.lastIndex : from };
  // Chinese keyboards give full-width digits and colons.
  const value = withoutMarks(raw.normalize('NFKC').replace(/∶/g, ':')).replace(/[,;.、，。；]+$/u, '');
  return { text: value, end: from + match[0].length };
}

const attachedValue = /=(\S*)/y;
// A word that is itself a flag is no value.
const anyValue = /(?:\s*=\s*|\s+)(?!(?:--|[—–―−]{1,2})\p{L})(?:("[^"]*"|“[^”]*”)|(\S+))/uy;

function joinWords(left: string, right: string): string {
  return [left.trim(), right.trim()].filter((part) => part !== '').join(' ');
}

function withoutMarks(text: string): string {
  const trimmed = text.trim();
  const closing = marks.get(trimmed.charAt(0));
  if (closing === undefined || trimmed.length < 2) return trimmed;
  return trimmed.indexOf(closing, 1) === trimmed.length - 1 ? trimmed.slice(1, -1).trim() : trimmed;
}
