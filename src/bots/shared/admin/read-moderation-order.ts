import type { AuditSearch } from '../../../core/ports/audit.ts';
import type { WordListName } from '../../../core/ports/moderation.ts';
import { personOf, type OrderPlace } from './read-admin-order.ts';

/** What an admin wants of moderation, the same on every entrance. */
export type ModerationOrder =
  | { readonly kind: 'words' }
  | {
      readonly kind: 'change';
      readonly list: WordListName;
      readonly change: 'add' | 'remove';
      readonly words: readonly string[];
    }
  /** `page` counts from 1; `words` are those of the order, for the next page. */
  | {
      readonly kind: 'search';
      readonly wanted: Omit<AuditSearch, 'limit' | 'skip'>;
      readonly page: number;
      readonly words: string;
    };

export interface ReadModerationOrder {
  readonly order: ModerationOrder;
  /** The chat that is named instead of this one; only for who may decide about all. */
  readonly chatId?: string;
}

const changes = {
  add: { list: 'refused', change: 'add' },
  remove: { list: 'refused', change: 'remove' },
  allow: { list: 'allowed', change: 'add' },
  disallow: { list: 'allowed', change: 'remove' },
} as const;

const dayMs = 86_400_000;

/**
 * Reads the words after `/moderation`. Words of a list are parted by commas. A search takes `who:`, `action:`, `day:` and `page:`
 * anywhere, the rest is looked for as text. Undefined for what is no order.
 */
export function readModerationOrder(text: string, place: OrderPlace): ReadModerationOrder | undefined {
  const [, chatId, rest = ''] = /^\s*(?:in:(\S+)\s*)?([\s\S]*)$/u.exec(text) ?? [];
  const [, verb = '', argument = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(rest.trim()) ?? [];
  const order = orderOf(verb.toLowerCase(), argument.trim(), place);
  return order && { order, ...(chatId === undefined ? {} : { chatId }) };
}

function orderOf(verb: string, argument: string, place: OrderPlace): ModerationOrder | undefined {
  if (verb === '' || verb === 'list' || verb === 'help') return { kind: 'words' };
  if (verb === 'search') return searchOf(argument, place);
  if (!isChange(verb)) return undefined;
  const words = argument
    .split(/[,，、\n]/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return words.length === 0 ? undefined : { kind: 'change', ...changes[verb], words };
}

function isChange(verb: string): verb is keyof typeof changes {
  return Object.hasOwn(changes, verb);
}

function searchOf(argument: string, place: OrderPlace): ModerationOrder | undefined {
  const given = new Map<string, string>();
  const text = argument
    .replace(/(?<=^|\s)(who|action|day|page):(\S+)/gu, (_all, name: string, value: string) => {
      given.set(name, value);
      return '';
    })
    .replace(/\s+/gu, ' ')
    .trim();
  const day = given.get('day');
  const since = day === undefined ? undefined : Date.parse(`${day}T00:00:00.000Z`);
  if (since !== undefined && !(since >= 0)) return undefined;
  const who = given.get('who');
  const action = given.get('action');
  const page = Number(given.get('page') ?? 1);
  if (!Number.isInteger(page) || page < 1) return undefined;
  return {
    kind: 'search',
    page,
    words: argument.replace(/(?<=^|\s)page:\S+/gu, '').trim(),
    wanted: {
      ...(who === undefined ? {} : { who: personOf(who, place) ?? who }),
      ...(action === undefined ? {} : { action }),
      ...(since === undefined ? {} : { since, until: since + dayMs }),
      ...(text === '' ? {} : { text }),
    },
  };
}
