import { standingOf } from '../generation/effects.ts';
import type { MoneyLine, Standing } from '../generation/effects.ts';
import { statusOf } from '../generation/generation.ts';
import type { Generation, LedgerScope } from '../generation/generation.ts';
import type { Schedule, ScopeLimit } from '../ports/generation-store.ts';
import { attemptOperations } from './attempt-counts.ts';
import { editOperations } from './edit-operations.ts';
import { keyPrefix, keys, lifetimes } from './keys.ts';
import { openSetOf } from './open-generations.ts';
import { unfinishedEntry } from './user-places.ts';

/** One instruction to the transition script; see `apply` in `scripts.ts`. */
export type Operation = readonly (string | number | readonly (string | number)[])[];

/** A limit with what the change would add to it. */
export interface LimitCheck {
  readonly scope: string;
  readonly images?: number;
  readonly microUsd?: number;
  readonly addImages: number;
  readonly addMicroUsd: number;
}

/** What else the writer should do once the change is stored. */
export interface Aftermath {
  /** Lanes that gained waiting work or a free place. */
  readonly lanes: ReadonlySet<string>;
  /** Steps that are due now, as kind and way. */
  readonly steps: readonly { readonly kind: 'collect' | 'deliver'; readonly way: string }[];
  /** When the first of the steps that are due later is due. */
  readonly stepsAt: number | undefined;
  readonly looksAt: number | undefined;
  /** When a status message is to be edited. */
  readonly editsAt: number | undefined;
}

export interface Differences {
  readonly operations: readonly Operation[];
  readonly reserved: { readonly images: number; readonly microUsd: number };
  readonly aftermath: Aftermath;
}

/** Keys without their common prefix, as the scripts expect them. */
const bare = (key: string): string => key.slice(keyPrefix.length);

/** What has to be written when a record changes from `before` (or nothing) to `after`. */
export function differences(
  before: Generation | undefined,
  after: Generation,
  options: { now: number; schedule?: Schedule | undefined; retentionMs: number },
): Differences {
  const { now, schedule = {} } = options;
  const old = before ? standingOf(before, now) : undefined;
  const fresh = standingOf(after, now);
  const operations: Operation[] = [];
  const lanes = new Set<string>();
  const steps: { kind: 'collect' | 'deliver'; way: string }[] = [];
  const user = after.requester.userId;

  for (const [member, entry] of old?.ready ?? []) {
    if (fresh.ready.get(member)?.lane === entry.lane) continue;
    // Whoever claimed it: the claim becomes the attempt, with its lease, or comes to nothing, with this change.
    const used = fresh.steps.has(`submit:${member}`) ? 1 : 0;
    operations.push(['unready', entry.lane, user, member, entry.weight, fresh.active ? 1 : 0, used]);
  }
  for (const [member, entry] of fresh.ready) {
    const known = old?.ready.get(member);
    if (known?.lane === entry.lane) continue;
    operations.push(['ready', entry.lane, user, member, entry.sequence, entry.weight]);
    lanes.add(entry.lane);
  }
  for (const [attempt, lane] of old?.lanes ?? []) {
    if (fresh.lanes.has(attempt)) continue;
    operations.push(['leave', lane, attempt]);
  }
  for (const [attempt, lane] of fresh.lanes) {
    if (old?.lanes.has(attempt)) continue;
    operations.push(['sadd', bare(keys.laneActive(lane)), attempt]);
  }
  for (const [member, provider] of old?.looks ?? []) {
    if (!fresh.looks.has(member)) operations.push(['zrem', bare(keys.looks(provider)), member]);
  }
  let looksAt: number | undefined;
  for (const [member, provider] of fresh.looks) {
    const wanted = schedule.looks?.[member];
    if (old?.looks.has(member) && wanted === undefined) continue;
    looksAt = Math.min(looksAt ?? Infinity, wanted ?? now);
    operations.push(['zadd', bare(keys.looks(provider)), wanted ?? now, member]);
  }
  let stepsAt: number | undefined;
  for (const [member, { kind, way }] of old?.steps ?? []) {
    if (fresh.steps.get(member)?.way === way && fresh.steps.has(member)) continue;
    operations.push(['zrem', bare(keys.steps(kind, way)), member]);
  }
  for (const [member, { kind, way = '', at }] of fresh.steps) {
    const wanted =
      kind === 'deliver' ? schedule.deliverAt : kind === 'collect' ? schedule.collectAt : undefined;
    const known = old?.steps.get(member);
    if (known && (known.way ?? '') === way && wanted === undefined) continue;
    const due = wanted ?? at ?? now;
    // The claim that becomes the attempt leaves its lease.
    const name = kind === 'submit' && old?.ready.has(member.slice('submit:'.length)) ? 'lease' : 'zadd';
    operations.push([name, bare(keys.steps(kind, way)), due, member]);
    if (due > now) stepsAt = Math.min(stepsAt ?? Infinity, due);
    if (due <= now && (kind === 'deliver' || kind === 'collect')) steps.push({ kind, way });
  }
  if (fresh.active && !old?.active) operations.push(['active', user, after.id]);
  if (!fresh.active && old?.active) operations.push(['free', user, after.id]);
  if (!before)
    operations.push(['asked', user, after.createdAt, after.id, unfinishedEntry(after.id), lifetimes.record]);
  const gone = [
    ...(old?.unfinished && !fresh.unfinished ? [unfinishedEntry(after.id)] : []),
    ...(old?.listed && !fresh.listed ? [after.id] : []),
  ];
  if (gone.length > 0) operations.push(['zrem', bare(keys.requests(user)), ...gone]);
  if (fresh.open !== (old?.open ?? false)) {
    operations.push([fresh.open ? 'open' : 'close', after.id, openSetOf(after)]);
  }
  const editsAt = editOperations(old, fresh, after, { now, operations });
  for (const messageKey of old?.messages.keys() ?? []) {
    if (!fresh.messages.has(messageKey)) operations.push(['del', bare(keys.message(messageKey))]);
  }
  for (const [messageKey, position] of fresh.messages) {
    if (old?.messages.get(messageKey) !== position) {
      operations.push(['set', bare(keys.message(messageKey)), position, lifetimes.record]);
    }
  }
  for (const sha256 of fresh.media) {
    if (!old?.media.has(sha256))
      operations.push(['own', sha256, after.id, after.createdAt + options.retentionMs]);
  }
  operations.push(...attemptOperations(before, after, now));
  for (const sha256 of old?.media ?? []) {
    if (!fresh.media.has(sha256)) operations.push(['disown', sha256, after.id, now]);
  }
  const reserved = moneyOperations(old, fresh, after, operations);
  operations.push([
    'publish',
    JSON.stringify({ id: after.id, version: after.version, status: statusOf(after) }),
  ]);
  return { operations, reserved, aftermath: { lanes, steps, stepsAt, looksAt, editsAt } };
}

/** Adds the counters and lines of all money that moved; returns what is reserved beyond what is released. */
function moneyOperations(
  old: Standing | undefined,
  fresh: Standing,
  generation: Generation,
  operations: Operation[],
): { images: number; microUsd: number } {
  const counters: Record<string, number> = {};
  const reserved = { images: 0, microUsd: 0 };
  const count = (field: string, by: number): void => {
    if (by !== 0) counters[field] = (counters[field] ?? 0) + by;
  };
  for (const [key, line] of fresh.money) {
    const known = old?.money.get(key);
    const images = line.images - (known?.images ?? 0);
    const microUsd = line.microUsd - (known?.microUsd ?? 0);
    if (images === 0 && microUsd === 0) continue;
    const sign = line.kind === 'reserve' ? 1 : line.kind === 'release' ? -1 : 0;
    if (sign !== 0) {
      count('i', sign * images);
      count('u', sign * microUsd);
      reserved.images += sign * images;
      reserved.microUsd += sign * microUsd;
    }
    if (line.kind === 'capture') {
      count('ci', images);
      count('cu', microUsd);
    }
    // What somebody paid with their own key is no cost of the operator's.
    if (line.kind === 'cost' && !generation.payer) count('cost', microUsd);
    if (line.kind === 'write-off' && !generation.payer) count('off', microUsd);
    operations.push(['line', lineFields(generation, line, images, microUsd)]);
  }
  const names = Object.keys(counters);
  if (names.length > 0 && generation.scopes.length > 0) {
    const counted = generation.scopes.flatMap(({ kind, id, period }) => {
      const life = period.length > 7 ? lifetimes.ledgerDay : lifetimes.ledgerMonth;
      return [bare(keys.ledger(kind, id, period)), life];
    });
    operations.push(['count', counted, names, Object.values(counters), generation.createdAt]);
  }
  return reserved;
}

/** One entry of the ledger's stream; short field names, because there are several of them for every picture. */
function lineFields(generation: Generation, line: MoneyLine, images: number, microUsd: number): string[] {
  const { userId, chatId } = generation.requester;
  return [
    ...[
      'k',
      line.kind,
      'g',
      generation.id,
      'p',
      String(line.part),
      'i',
      String(images),
      'u',
      String(microUsd),
    ],
    // Most chats are those of one person, who are the chat.
    ...['s', userId, 'h', chatId === userId ? '' : chatId, 'v', line.provider],
    ...(generation.payer ? ['o', generation.payer] : []),
  ];
}

/** The limits that a reservation has to be checked against, in the order in which they are told. */
export function limitChecks(
  limits: readonly ScopeLimit[] | undefined,
  add: { images: number; microUsd: number },
): LimitCheck[] {
  if (add.images <= 0 && add.microUsd <= 0) return [];
  return (limits ?? []).map((limit) => ({
    scope: scopeName(limit.scope),
    addImages: add.images,
    addMicroUsd: add.microUsd,
    ...(limit.images === undefined ? {} : { images: limit.images }),
    ...(limit.microUsd === undefined ? {} : { microUsd: limit.microUsd }),
  }));
}

export function scopeName(scope: LedgerScope): string {
  return `${scope.kind}:${scope.id}:${scope.period}`;
}
