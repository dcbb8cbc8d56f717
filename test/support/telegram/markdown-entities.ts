import { badRequest } from './api-error.ts';
import type { FormattedText } from './entities.ts';
import { byteOffset } from './html-entities.ts';
import type { Entity } from './model.ts';

const RESERVED = new Set('_*[]()~`>#+-=|{}.!');

const ENTITY_NAMES: Readonly<Record<string, string>> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  code: 'Code',
  pre: 'Pre',
  text_link: 'TextUrl',
  custom_emoji: 'CustomEmoji',
};

const MARKERS: readonly (readonly [marker: string, type: string])[] = [
  ['__', 'underline'],
  ['||', 'spoiler'],
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strikethrough'],
];

interface OpenMark {
  readonly type: string;
  readonly offset: number;
  readonly sourceAt: number;
}

/** MarkdownV2: every reserved character that is not part of an entity must be escaped. */
export function parseMarkdownV2(source: string): FormattedText {
  return new MarkdownV2Parser(source).parse();
}

class MarkdownV2Parser {
  private readonly source: string;
  private readonly entities: Entity[] = [];
  private readonly open: OpenMark[] = [];
  private text = '';
  private at = 0;
  private quoteFrom: number | undefined;

  constructor(source: string) {
    this.source = source;
  }

  parse(): FormattedText {
    while (this.at < this.source.length) this.step();
    this.endQuote();
    const unfinished = this.open.at(-1);
    if (unfinished) throw endNotFound(unfinished.type, this.source, unfinished.sourceAt);
    return {
      text: this.text,
      entities: this.entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length),
    };
  }

  private step(): void {
    if (this.escaped() || this.quoteMark() || this.code() || this.link()) return;
    for (const [marker, type] of MARKERS) {
      if (!this.source.startsWith(marker, this.at)) continue;
      this.toggle(type, marker.length);
      return;
    }
    const character = this.source[this.at] ?? '';
    if (RESERVED.has(character)) throw reserved(character);
    if (character === '\n' && !this.source.startsWith('>', this.at + 1)) this.endQuote();
    this.text += character;
    this.at += 1;
  }

  private escaped(): boolean {
    const next = this.source.charCodeAt(this.at + 1);
    if (this.source[this.at] !== '\\' || !(next > 0 && next <= 126)) return false;
    this.text += this.source[this.at + 1];
    this.at += 2;
    return true;
  }

  private quoteMark(): boolean {
    const startsLine = this.at === 0 || this.source[this.at - 1] === '\n';
    if (!startsLine || this.source[this.at] !== '>') return false;
    this.quoteFrom ??= this.text.length;
    this.at += 1;
    return true;
  }

  private endQuote(): void {
    if (this.quoteFrom === undefined) return;
    const length = this.text.length - this.quoteFrom;
    if (length > 0) this.entities.push({ type: 'blockquote', offset: this.quoteFrom, length });
    this.quoteFrom = undefined;
  }

  private code(): boolean {
    if (this.source[this.at] !== '`') return false;
    const fence = this.source.startsWith('```', this.at) ? '```' : '`';
    const type = fence === '`' ? 'code' : 'pre';
    const from = this.at + fence.length;
    const end = findUnescaped(this.source, fence, from);
    if (end < 0) throw endNotFound(type, this.source, this.at);
    let inner = this.source.slice(from, end);
    const language = fence === '```' ? /^(\S+)\n/.exec(inner)?.[1] : undefined;
    if (fence === '```') inner = inner.replace(/^\S*\n/, '');
    inner = inner.replace(/\\([ -~])/g, '$1');
    if (inner.length > 0) {
      this.entities.push({
        type,
        offset: this.text.length,
        length: inner.length,
        ...(language && { language }),
      });
    }
    this.text += inner;
    this.at = end + fence.length;
    return true;
  }

  private link(): boolean {
    if (this.source.startsWith('![', this.at)) return this.openLink('custom_emoji', 2);
    if (this.source[this.at] === '[') return this.openLink('text_link', 1);
    const mark = this.open.at(-1);
    if (this.source[this.at] !== ']' || !mark || !['text_link', 'custom_emoji'].includes(mark.type))
      return false;
    const url = /^\]\(((?:\\.|[^)\\])*)\)/.exec(this.source.slice(this.at));
    if (!url) throw endNotFound(mark.type, this.source, mark.sourceAt);
    this.open.pop();
    this.closeLink(mark, (url[1] ?? '').replace(/\\(.)/g, '$1'));
    this.at += url[0].length;
    return true;
  }

  private openLink(type: string, length: number): boolean {
    this.open.push({ type, offset: this.text.length, sourceAt: this.at });
    this.at += length;
    return true;
  }

  private closeLink(mark: OpenMark, url: string): void {
    const base = { type: mark.type, offset: mark.offset, length: this.text.length - mark.offset };
    if (base.length === 0) return;
    if (mark.type === 'text_link') this.entities.push({ ...base, url });
    else this.entities.push({ ...base, custom_emoji_id: /id=(\d+)/.exec(url)?.[1] ?? '' });
  }

  private toggle(type: string, length: number): void {
    const mark = this.open.at(-1);
    if (mark?.type === type) {
      this.open.pop();
      const size = this.text.length - mark.offset;
      if (size > 0) this.entities.push({ type, offset: mark.offset, length: size });
    } else if (this.open.some((other) => other.type === type) && mark) {
      throw endNotFound(mark.type, this.source, mark.sourceAt);
    } else {
      this.open.push({ type, offset: this.text.length, sourceAt: this.at });
    }
    this.at += length;
  }
}

const LEGACY: Readonly<Record<string, string>> = { '*': 'bold', _: 'italic', '`': 'code' };

/** The old "Markdown" mode: no nesting, lone markers are an error. */
export function parseLegacyMarkdown(source: string): FormattedText {
  const entities: Entity[] = [];
  let text = '';
  let at = 0;
  const add = (type: string, inner: string, extra: object = {}): void => {
    if (inner.length > 0) entities.push({ type, offset: text.length, length: inner.length, ...extra });
    text += inner;
  };
  while (at < source.length) {
    const character = source[at] ?? '';
    const link = /^\[([^\]]*)\]\(([^)]*)\)/.exec(source.slice(at));
    if (character === '\\' && '_*`['.includes(source[at + 1] ?? ' ')) {
      text += source[at + 1];
      at += 2;
    } else if (link) {
      add('text_link', link[1] ?? '', { url: link[2] });
      at += link[0].length;
    } else if (character === '[') {
      throw legacyEndNotFound(source, at);
    } else if (character in LEGACY) {
      const fence = source.startsWith('```', at) ? '```' : character;
      const end = source.indexOf(fence, at + fence.length);
      if (end < 0) throw legacyEndNotFound(source, at);
      add(fence === '```' ? 'pre' : (LEGACY[character] ?? ''), source.slice(at + fence.length, end));
      at = end + fence.length;
    } else {
      text += character;
      at += 1;
    }
  }
  return { text, entities };
}

function findUnescaped(source: string, needle: string, from: number): number {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source.startsWith(needle, at)) return at;
  }
  return -1;
}

function reserved(character: string): Error {
  return badRequest(
    `can't parse entities: Character '${character}' is reserved and must be escaped with the preceding '\\'`,
  );
}

function endNotFound(type: string, source: string, at: number): Error {
  const name = ENTITY_NAMES[type] ?? type;
  return badRequest(
    `can't parse entities: Can't find end of ${name} entity at byte offset ${byteOffset(source, at)}`,
  );
}

function legacyEndNotFound(source: string, at: number): Error {
  return badRequest(
    `can't parse entities: Can't find end of the entity starting at byte offset ${byteOffset(source, at)}`,
  );
}
