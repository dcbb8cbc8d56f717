import { badRequest } from './api-error.ts';
import { parseHtml } from './html-entities.ts';
import { parseLegacyMarkdown, parseMarkdownV2 } from './markdown-entities.ts';
import type { Entity } from './model.ts';
import { isObject } from './params.ts';

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly Entity[];
}

const ENTITY_TYPES = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
]);

/** Text of a message or caption after entity parsing, with links, mentions and commands found as Telegram does. */
export function formatText(text: string, parseMode: string, entities: unknown): FormattedText {
  const parsed = parse(text, parseMode, entities);
  const trimmed = parsed.text.trimEnd();
  const kept = parsed.entities
    .map((entity) => ({ ...entity, length: Math.min(entity.length, trimmed.length - entity.offset) }))
    .filter((entity) => entity.length > 0);
  const found = detectEntities(trimmed).filter((entity) => !kept.some((other) => overlaps(entity, other)));
  return { text: trimmed, entities: [...kept, ...found].toSorted((a, b) => a.offset - b.offset) };
}

function parse(text: string, parseMode: string, entities: unknown): FormattedText {
  switch (parseMode.toLowerCase()) {
    case '':
    case 'none':
      return { text, entities: checkEntities(text, entities) };
    case 'html':
      return parseHtml(text);
    case 'markdownv2':
      return parseMarkdownV2(text);
    case 'markdown':
      return parseLegacyMarkdown(text);
    default:
      throw badRequest('Unsupported parse_mode');
  }
}

/** Offsets and lengths are UTF-16 code units and may not split a surrogate pair. */
function checkEntities(text: string, value: unknown): Entity[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entity: unknown) => {
    if (!isObject(entity)) throw badRequest("Can't parse MessageEntity: expected an Object");
    const { type, offset, length } = entity;
    if (typeof type !== 'string' || typeof offset !== 'number' || typeof length !== 'number') {
      throw badRequest('Can\'t parse MessageEntity: Field "offset" must be a valid Number');
    }
    if (!ENTITY_TYPES.has(type) || length <= 0) return [];
    const end = offset + length;
    if (offset < 0 || end > text.length) {
      throw badRequest(
        `Entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${text.length}`,
      );
    }
    if (splitsSymbol(text, offset) || splitsSymbol(text, end)) {
      throw badRequest(
        `Entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at UTF-16 offset ${end}`,
      );
    }
    return [{ ...entity, type, offset, length }];
  });
}

function splitsSymbol(text: string, index: number): boolean {
  return /^[\uDC00-\uDFFF]/.test(text.slice(index)) && /[\uD800-\uDBFF]$/.test(text.slice(0, index));
}

const DETECTED: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['url', /\bhttps?:\/\/[^\s<>"]+/g],
  ['bot_command', /(?<![\w/])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])/g],
  ['mention', /(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}\b/g],
  ['hashtag', /(?<![\w#&])#[\p{L}_][\p{L}\p{N}_]*/gu],
];

/** What Telegram marks by itself in any text, the users' and the bot's. */
export function detectEntities(text: string): Entity[] {
  const found: Entity[] = [];
  for (const [type, pattern] of DETECTED) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (!found.some((other) => overlaps(entity, other))) found.push(entity);
    }
  }
  return found.toSorted((a, b) => a.offset - b.offset);
}

function overlaps(a: Entity, b: Entity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
