import { badRequest } from './api-error.ts';
import type { ApiError } from './api-error.ts';
import type { FormattedText } from './entities.ts';
import type { Entity } from './model.ts';

const TYPE_BY_TAG: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  'tg-emoji': 'custom_emoji',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly offset: number;
}

/** The HTML style of the Bot API: its own small list of tags, everything else is refused with a byte offset. */
export function parseHtml(source: string): FormattedText {
  const entities: Entity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    if (source[at] === '&') {
      const [decoded, length] = decodeReference(source, at);
      text += decoded;
      at += length;
    } else if (source[at] !== '<') {
      text += source[at];
      at += 1;
    } else {
      const end = source.indexOf('>', at);
      if (end < 0) throw parseError('Unclosed start tag', source, at);
      const tag = source.slice(at + 1, end);
      if (tag.startsWith('/')) closeTag({ tag: tag.slice(1).trim(), open, entities, text, source, at });
      else open.push(openTag(tag, source, at, text.length));
      at = end + 1;
    }
  }
  const unfinished = open.at(-1);
  if (unfinished) {
    throw badRequest(
      `can't parse entities: Can't find end tag corresponding to start tag "${unfinished.name}"`,
    );
  }
  return { text, entities: entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length) };
}

function openTag(tag: string, source: string, at: number, offset: number): OpenTag {
  const name = (/^[^\s>]*/.exec(tag)?.[0] ?? '').toLowerCase();
  if (!(name in TYPE_BY_TAG)) throw parseError(`Unsupported start tag "${name}"`, source, at);
  const attributes = new Map<string, string>();
  for (const match of tag.slice(name.length).matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+)))?/g)) {
    attributes.set((match[1] ?? '').toLowerCase(), decodeAll(match[2] ?? match[3] ?? match[4] ?? ''));
  }
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw parseError('Tag "span" must have class "tg-spoiler"', source, at);
  }
  return { name, attributes, offset };
}

interface Closing {
  readonly tag: string;
  readonly open: OpenTag[];
  readonly entities: Entity[];
  readonly text: string;
  readonly source: string;
  readonly at: number;
}

function closeTag({ tag, open, entities, text, source, at }: Closing): void {
  const start = open.pop();
  if (!start) throw parseError('Unexpected end tag', source, at);
  if (tag !== '' && tag.toLowerCase() !== start.name) {
    throw badRequest(
      `can't parse entities: Unmatched end tag at byte offset ${byteOffset(source, at)}, expected "</${start.name}>", found "</${tag}>"`,
    );
  }
  const length = text.length - start.offset;
  if (length > 0) entities.push(...toEntity(start, text.slice(start.offset), length));
}

function toEntity(start: OpenTag, inner: string, length: number): Entity[] {
  const base = { offset: start.offset, length };
  const type = TYPE_BY_TAG[start.name] ?? start.name;
  if (start.name === 'a') {
    const url = start.attributes.get('href') ?? inner;
    return /^(https?|tg|mailto):/.test(url) ? [{ type, ...base, url }] : [];
  }
  if (start.name === 'tg-emoji')
    return [{ type, ...base, custom_emoji_id: start.attributes.get('emoji-id') ?? '' }];
  if (start.name === 'blockquote' && start.attributes.has('expandable')) {
    return [{ type: 'expandable_blockquote', ...base }];
  }
  return [{ type, ...base }];
}

function decodeReference(source: string, at: number): [text: string, length: number] {
  const match = /^&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));?/i.exec(source.slice(at, at + 12));
  if (!match) return ['&', 1];
  if (match[3] !== undefined) {
    const named = NAMED[match[3].toLowerCase()];
    return named === undefined ? ['&', 1] : [named, match[0].length];
  }
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  return code > 0 && code <= 0x10ffff ? [String.fromCodePoint(code), match[0].length] : ['&', 1];
}

function decodeAll(value: string): string {
  return value.replace(/&[^;\s]+;/g, (reference) => decodeReference(reference, 0)[0]);
}

function parseError(message: string, source: string, at: number): ApiError {
  return badRequest(`can't parse entities: ${message} at byte offset ${byteOffset(source, at)}`);
}

/** The real server counts UTF-8 bytes here, not the UTF-16 units of entity offsets. */
export function byteOffset(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at));
}
