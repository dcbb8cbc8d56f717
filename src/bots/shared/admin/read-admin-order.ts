import type { LimitPeriod, LimitScope, LimitUnit } from '../../../core/ports/limits.ts';

/** What an admin orders, the same on every entrance. Money in micro-dollars. */
export type AdminOrder =
  | { readonly kind: 'help' | 'blocks' | 'resume' | 'gateways' }
  | { readonly kind: 'limits' | 'reset'; readonly scope: LimitScope }
  | {
      readonly kind: 'limit';
      readonly scope: LimitScope;
      readonly period: LimitPeriod;
      readonly amount: Amount | { readonly unit: LimitUnit; readonly value: 'none' | 'default' };
    }
  | {
      readonly kind: 'grant';
      readonly scope: LimitScope;
      readonly period: LimitPeriod;
      readonly amount: Amount;
    }
  | { readonly kind: 'block'; readonly userId: string; readonly reason: string }
  | { readonly kind: 'unblock'; readonly userId: string }
  | { readonly kind: 'pause' | 'drain'; readonly reason?: string }
  | { readonly kind: 'spend'; readonly period: LimitPeriod }
  /** The last so many days; absent: this month. */
  | { readonly kind: 'ledger'; readonly days?: number }
  | { readonly kind: 'warnings'; readonly wish?: 'on' | 'off' }
  | { readonly kind: 'audit'; readonly about?: string };

interface Amount {
  readonly unit: LimitUnit;
  readonly value: number;
}

export interface ReadOrder {
  readonly order: AdminOrder;
  /** The order is about this chat, whoever gives it. */
  readonly isHere: boolean;
}

export interface OrderPlace {
  readonly chatId: string;
  /** Puts a bare id into a user key. */
  readonly userKey: (id: string) => string;
  /** Whose message was replied to: who is meant where nobody is named. */
  readonly repliedTo?: string | undefined;
}

/** Reads the words after `/admin`. Undefined for what is no order. */
export function readAdminOrder(text: string, place: OrderPlace): ReadOrder | undefined {
  const [first = '', ...rest] = text.trim().split(/\s+/u);
  if (first.toLowerCase() === 'here') {
    const read = readAdminOrder(rest.join(' '), place);
    return read && { ...read, isHere: true };
  }
  const order = orderOf(first.toLowerCase(), rest, place);
  return order && { order, isHere: false };
}

function orderOf(verb: string, words: readonly string[], place: OrderPlace): AdminOrder | undefined {
  switch (verb) {
    case '':
    case 'help':
      return { kind: 'help' };
    case 'blocks':
    case 'resume':
    case 'gateways':
      return { kind: verb };
    case 'limits': {
      const scope = words[0] === undefined ? ({ kind: 'all', id: 'all' } as const) : scopeOf(words[0], place);
      return scope && { kind: 'limits', scope };
    }
    case 'reset': {
      const scope = scopeOf(words[0] ?? '', place);
      return scope && { kind: 'reset', scope };
    }
    case 'limit':
    case 'grant':
      return readAmountOrder(verb, words, place);
    case 'block':
    case 'unblock':
      return readBlock(verb, words, place);
    case 'pause':
    case 'drain': {
      const reason = words.join(' ');
      return { kind: verb, ...(reason === '' ? {} : { reason }) };
    }
    case 'spend':
      return { kind: 'spend', period: words[0] === 'month' ? 'month' : 'day' };
    case 'ledger': {
      const days = Number.parseInt(words[0] ?? '', 10);
      return { kind: 'ledger', ...(days > 0 ? { days } : {}) };
    }
    case 'warnings':
      return { kind: 'warnings', ...(words[0] === 'on' || words[0] === 'off' ? { wish: words[0] } : {}) };
    case 'audit': {
      const about = words[0] === undefined ? undefined : (personOf(words[0], place) ?? words[0]);
      return { kind: 'audit', ...(about === undefined ? {} : { about }) };
    }
    default:
      return undefined;
  }
}

function readAmountOrder(
  kind: 'limit' | 'grant',
  [who = '', ...words]: readonly string[],
  place: OrderPlace,
): AdminOrder | undefined {
  const scope = scopeOf(who, place);
  const amount = amountOf(words);
  const period = words.includes('month') ? 'month' : 'day';
  if (!scope || !amount) return undefined;
  if (kind === 'limit') return { kind, scope, period, amount };
  return typeof amount.value === 'number'
    ? { kind, scope, period, amount: { ...amount, value: amount.value } }
    : undefined;
}

function readBlock(
  kind: 'block' | 'unblock',
  words: readonly string[],
  place: OrderPlace,
): AdminOrder | undefined {
  const named = personOf(words[0] ?? '', place);
  const userId = named ?? place.repliedTo;
  if (userId === undefined) return undefined;
  const reason = words
    .slice(named === undefined ? 0 : 1)
    .join(' ')
    .slice(0, maxReason);
  return kind === 'block' ? { kind, userId, reason } : { kind, userId };
}

/** `all`, `here`, a person, or a key with its kind: `chat:telegram:-100`, `role:123`, `list:friends`. */
function scopeOf(word: string, place: OrderPlace): LimitScope | undefined {
  if (word === 'all') return { kind: 'all', id: 'all' };
  if (word === 'here') return { kind: 'chat', id: place.chatId };
  const [, kind, id] = /^(chat|role|list):(.+)$/.exec(word) ?? [];
  if (id !== undefined) return { kind: kind as 'chat' | 'role' | 'list', id };
  const userId = personOf(word, place);
  return userId === undefined ? undefined : { kind: 'user', id: userId };
}

/** A user key, a bare id of this platform, or a mention as Discord writes it. */
export function personOf(word: string, { userKey }: OrderPlace): string | undefined {
  const id = /^(?:<@!?)?(\d{3,20})>?$/.exec(word)?.[1];
  if (id !== undefined) return userKey(id);
  return /^(?!chat:|role:|list:)[a-z]+:[\w-]+$/.test(word) ? word : undefined;
}

/** `20` or `20 pictures`, `$5`, `5 usd`; `none` and `default` with `usd` or for pictures. */
function amountOf(
  words: readonly string[],
): { unit: LimitUnit; value: number | 'none' | 'default' } | undefined {
  const text = words
    .filter((word) => word !== 'day' && word !== 'month')
    .join(' ')
    .toLowerCase();
  const isMoney = /\$|usd|dollar|美元/.test(text);
  const unit = isMoney ? 'microUsd' : 'images';
  const word = /none|default/.exec(text)?.[0];
  if (word === 'none' || word === 'default') return { unit, value: word };
  const figure = /-?\d+(?:[.]\d{1,6})?/.exec(text)?.[0];
  if (figure === undefined) return undefined;
  const value = isMoney ? Math.round(Number(figure) * 1_000_000) : Number(figure);
  return Number.isInteger(value) ? { unit, value } : undefined;
}

const maxReason = 300;
