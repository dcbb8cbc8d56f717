import type { Redis } from 'ioredis';
import { isOpen, isTerminal, statusOf } from '../src/core/generation/generation.ts';
import type { Generation } from '../src/core/generation/generation.ts';
import { unpackGeneration } from '../src/core/storage/generation-record.ts';
import { keyPrefix, keys } from '../src/core/storage/keys.ts';
import { openIds } from '../src/core/storage/open-generations.ts';
import { RedisLedger } from '../src/core/storage/redis-ledger.ts';
import type { LedgerLine } from '../src/core/storage/redis-ledger.ts';
import { scoresOf } from '../src/core/storage/user-places.ts';
import type { ScriptedRedis } from '../src/core/storage/connection.ts';

/** What the store holds at the end. */
export interface StoreContent {
  readonly generations: readonly Generation[];
  readonly lines: readonly LedgerLine[];
  /** Counters by `<kind>:<id>:<period>`. */
  readonly counters: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** Sets of waiting work that should be empty: name and size. */
  readonly leftovers: readonly string[];
}

async function scan(redis: Redis, match: string): Promise<string[]> {
  const found: string[] = [];
  let cursor = '0';
  do {
    const [next, keysFound] = await redis.scan(cursor, 'MATCH', match, 'COUNT', 1_000);
    cursor = next;
    found.push(...keysFound);
  } while (cursor !== '0');
  return [...new Set(found)];
}

export async function readStore(redis: Redis): Promise<StoreContent> {
  const ids = await scan(redis, keys.generation('*'));
  const generations: Generation[] = [];
  for (let start = 0; start < ids.length; start += 500) {
    const records = await redis.mgetBuffer(ids.slice(start, start + 500));
    for (const record of records) if (record !== null) generations.push(unpackGeneration(record));
  }
  const ledger = new RedisLedger(redis as ScriptedRedis);
  const lines: LedgerLine[] = [];
  for (;;) {
    const last = lines.at(-1)?.id;
    const page = await ledger.lines({ limit: 5_000, ...(last === undefined ? {} : { after: last }) });
    lines.push(...page);
    if (page.length === 0) break;
  }
  const counters = new Map<string, Record<string, number>>();
  for (const key of await scan(redis, `${keyPrefix}l:*`)) {
    const fields = await redis.hgetall(key);
    counters.set(
      key.slice(`${keyPrefix}l:`.length),
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Number(value)])),
    );
  }
  return { generations, lines, counters, leftovers: await leftovers(redis) };
}

/** Places that only unfinished work may have. When to look at a group of chats next is no place: the chats in it are. */
async function leftovers(redis: Redis): Promise<string[]> {
  const found: string[] = [];
  const messages = ['edits:*', 'edits-in:*'];
  const patterns = ['lane:*:turns*', 'lane:*:active', 'u:*:active', 'u:*:parked', ...messages, 'steps*'];
  for (const pattern of patterns) {
    for (const key of await scan(redis, `${keyPrefix}${pattern}`)) {
      const type = await redis.type(key);
      const members =
        type === 'zset'
          ? await redis.zrange(key, '0', '5')
          : type === 'set'
            ? (await redis.smembers(key)).slice(0, 6)
            : await redis.hkeys(key);
      if (members.length > 0) found.push(`${key.slice(keyPrefix.length)}: ${members.join(' ')}`);
    }
  }
  for (const key of await scan(redis, `${keyPrefix}u:*:history`)) {
    const kinds = [scoresOf.unfinished, scoresOf.inLine];
    const entries = await Promise.all(kinds.map(([least, most]) => redis.zrangebyscore(key, least, most)));
    const left = entries.flat().slice(0, 6);
    if (left.length > 0) found.push(`${key.slice(keyPrefix.length)}: ${left.join(' ')}`);
  }
  return found;
}

/** What still moves: generations that are not told yet, and events that are not worked on yet. */
export async function unsettled(
  redis: Redis,
): Promise<{ generations: Generation[]; events: number; late: Generation[] }> {
  const generations: Generation[] = [];
  const late: Generation[] = [];
  for await (const open of openIds(redis)) {
    const records = await redis.mgetBuffer(open.map(({ id }) => keys.generation(id)));
    for (const record of records) {
      if (record === null) continue;
      const generation = unpackGeneration(record);
      if (isSettled(generation)) late.push(generation);
      else generations.push(generation);
    }
  }
  const events = await Promise.all(
    ['discord', 'telegram'].map((platform) => redis.zcard(keys.intakes(platform))),
  );
  return { generations, late, events: events.reduce((sum, count) => sum + count, 0) };
}

/** Nothing is left but looking at tasks whose user was told that they take too long. */
export function isSettled(generation: Generation): boolean {
  const { parts, delivery } = generation;
  const isQuiet = parts.every(
    (part) =>
      !isOpen(part) && part.attempts.every(({ state }) => state !== 'collecting' && state !== 'submitting'),
  );
  return (
    isQuiet &&
    isTerminal(statusOf(generation)) &&
    delivery.state !== 'pending' &&
    delivery.state !== 'posting'
  );
}
