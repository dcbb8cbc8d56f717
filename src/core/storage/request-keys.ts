import { createHash } from 'node:crypto';
import type { Generation } from '../generation/generation.ts';
import type { StoreConnection } from './connection.ts';
import { keys, lifetimes } from './keys.ts';

/**
 * Which request became which generation, so that what comes twice is made once. A key for each would be a third of all keys of
 * a store, with a hundred bytes and its own time at a start; so requests of one week whose keys hash alike lie together in one
 * small hash, as `<when> <generation id>`: milliseconds since the week began, in base 36. What is older than
 * `lifetimes.requestKey` counts no more, to the millisecond, and a hash goes when that is so for all that can be in it.
 *
 * A press that must work once for ever has a key of its own. So had every request in an older version; those count as long as
 * they last.
 */

/** At 100,000 requests a week a hash has a hundred entries, the fullest 140: small ones for a store, to which 512 are, unless it is set. */
const groups = 1_024;
/** As long as a request key lives, so that all that counts lies in two weeks. */
const weekMs = lifetimes.requestKey * 1_000;
/** More than clocks of two processes differ: what one has noted in a week that has not begun yet, the others find. */
const aheadMs = 3_600_000;
/** Names and values of more than 64 bytes make a small hash a large one. */
const longestName = 48;
/** Stands in a hash from its first entry on, so that it is told when to go once only. No request is called so. */
const madeField = '#';

/** Where a request is noted that is not to work once for ever. */
interface Places {
  /** What it is called there. */
  readonly field: string;
  /** The hash that it is noted in itself. */
  readonly hash: string;
  /** All hashes in which it may be, if it has come before, each with the instant of its week after which entries count. */
  readonly seen: readonly { readonly hash: string; readonly after: number }[];
}

function placesOf(requestKey: string, at: number): Places | undefined {
  // A press of Retry works once, however late it comes again.
  if (requestKey.startsWith('retry:')) return undefined;
  const digest = createHash('sha256').update(requestKey).digest();
  const hashOf = (week: number): string => keys.requestKeys(week, digest.readUInt16BE() % groups);
  const isPlain = Buffer.byteLength(requestKey) <= longestName && !requestKey.startsWith(madeField);
  const week = Math.floor(at / weekMs);
  const next = Math.floor((at + aheadMs) / weekMs);
  return {
    field: isPlain ? requestKey : `${madeField}${digest.toString('base64url')}`,
    hash: hashOf(week),
    seen: [
      ...(next > week ? [{ hash: hashOf(next), after: -1 }] : []),
      { hash: hashOf(week), after: -1 },
      { hash: hashOf(week - 1), after: inWeek(at) },
    ],
  };
}

function inWeek(at: number): number {
  return Math.floor(at) % weekMs;
}

/**
 * Functions of scripts. `seen`: a hash and the instant after which its entries count, again and again.
 * `known_request` says which generation a request has become, and which of the hashes are there.
 */
export const requestKeysLibrary = `
local function known_request(key, field, seen)
  local known, made = redis.call('GET', P .. 'rk:' .. key), {}
  if known then return known, made end
  for index = 1, #seen, 2 do
    local found = redis.call('HMGET', seen[index], field, '${madeField}')
    made[seen[index]] = found[2]
    local at, id = string.match(found[1] or '', '^(%w+) (.+)$')
    if at and tonumber(at, 36) > tonumber(seen[index + 1]) then return id, made end
  end
  return nil, made
end
local function note_request(hash, life, field, entry, made)
  if made[hash] then
    redis.call('HSET', hash, field, entry)
  else
    redis.call('HSET', hash, field, entry, '${madeField}', '')
    redis.call('EXPIRE', hash, life)
  end
end
-- But not what the key stands for by now, if that is another.
local function forget_request(key, id, hash, field)
  if redis.call('GET', P .. 'rk:' .. key) == id then redis.call('DEL', P .. 'rk:' .. key) end
  if hash and string.match(redis.call('HGET', hash, field) or '', ' (.+)$') == id then redis.call('HDEL', hash, field) end
end
`;

/** What a script needs to look for the request of a generation and to note it: life in seconds; hash, field, entry, seen… */
export function noteOf({ id, requestKey, createdAt }: Generation): readonly (string | number)[] {
  const places = placesOf(requestKey, createdAt);
  if (!places) return [lifetimes.record];
  const since = inWeek(createdAt);
  const life = Math.ceil((2 * weekMs - since) / 1_000);
  const seen = places.seen.flatMap(({ hash, after }) => [hash, after]);
  return [life, places.hash, places.field, `${since.toString(36)} ${id}`, ...seen];
}

/** What a script needs to forget the request of a generation: request key, generation id; hash, field. */
export function forgettingOf({ id, requestKey, createdAt }: Generation): readonly string[] {
  const places = placesOf(requestKey, createdAt);
  return [requestKey, id, ...(places ? [places.hash, places.field] : [])];
}

/** The id of the generation that a request has become, asked for in one write. Whoever creates one has the script look again. */
export async function findRequest(
  redis: StoreConnection,
  requestKey: string,
  now: number,
): Promise<string | undefined> {
  const places = placesOf(requestKey, now);
  const [own, ...entries] = await Promise.all([
    redis.get(keys.requestKey(requestKey)),
    ...(places?.seen ?? []).map(({ hash }) => redis.hget(hash, places?.field ?? '')),
  ]);
  if (own !== null && own !== undefined) return own;
  for (const [index, { after }] of (places?.seen ?? []).entries()) {
    const [at = '', id] = entries[index]?.split(' ') ?? [];
    if (id !== undefined && Number.parseInt(at, 36) > after) return id;
  }
  return undefined;
}
