import type { Cluster } from 'ioredis';
import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';

/** What a person's requests keep under the person's name: it comes and goes with them. */
const ownNames = new Set(['history', 'active', 'parked']);
/** Keys that name a person for another purpose: money, places in line, events, and who is not to ask any more. */
const otherPurposes = new Set([
  'l',
  'lane',
  'rk',
  'in',
  'in-due',
  'msg',
  'told',
  'forgetting',
  'cooldown',
  'helped',
]);
const scanCount = 1_000;

/**
 * Keys of what is kept about a person beside requests: all that have the person's name in them between colons or at the
 * end. Looks at every key of the store, a thousand at a time.
 */
export async function findPersonalKeys(redis: StoreConnection, userId: string): Promise<readonly string[]> {
  const found = await matching(redis, `${keyPrefix}*${escaped(userId)}*`);
  return found.filter((key) => {
    if (!isNamedIn(key, userId)) return false;
    const rest = key.slice(key.indexOf(`:${userId}`) + userId.length + 1);
    const [purpose = ''] = key.slice(keyPrefix.length).split(':');
    return !otherPurposes.has(purpose) && !(purpose === 'u' && ownNames.has(rest.slice(1)));
  });
}

/** Whether a name stands in a key between colons or at its end. */
export function isNamedIn(key: string, name: string): boolean {
  const wanted = `:${name}`;
  for (let at = key.indexOf(wanted); at >= 0; at = key.indexOf(wanted, at + 1)) {
    const next = key[at + wanted.length];
    if (next === undefined || next === ':') return true;
  }
  return false;
}

/** What a person's key is called without the person: `settings`. */
export function nameOfKey(key: string, userId: string): string {
  const words = key.slice(keyPrefix.length).replace(userId, '').split(':');
  return words.filter((word) => word !== '' && word !== 'u' && word !== 'user').join(' ');
}

/** Keys that begin so. */
export function findKeys(redis: StoreConnection, begin: string): Promise<readonly string[]> {
  return matching(redis, `${escaped(begin)}*`);
}

async function matching(redis: StoreConnection, pattern: string): Promise<readonly string[]> {
  const found = new Set<string>();
  await scan(redis, pattern, (page) => {
    for (const key of page) found.add(key);
    return Promise.resolve();
  });
  return [...found];
}

/** A key of any type as plain values, with how many entries it has. */
export async function readAny(
  redis: StoreConnection,
  key: string,
): Promise<{ readonly value: unknown; readonly count: number }> {
  switch (await redis.type(key)) {
    case 'string': {
      const text = await redis.get(key);
      return { value: parsed(text ?? ''), count: text === null ? 0 : 1 };
    }
    case 'hash': {
      const fields = Object.entries(await redis.hgetall(key));
      const value = Object.fromEntries(fields.map(([name, text]) => [name, parsed(text)]));
      return { value, count: fields.length };
    }
    case 'set':
      return listOf(await redis.smembers(key));
    case 'zset':
      return listOf(await redis.zrange(key, '0', '-1'));
    case 'list':
      return listOf(await redis.lrange(key, 0, -1));
    default:
      return { value: undefined, count: 0 };
  }
}

/** Settings and the like, intakes, regions that are being chosen, and the places in the rings of the gateways. */
export async function deletePersonalKeys(redis: StoreConnection, userId: string): Promise<void> {
  for (const key of await findPersonalKeys(redis, userId)) await redis.del(key);
  await scan(redis, `${keyPrefix}lane:*:entitled`, async (page) => {
    for (const key of page) await redis.hdel(key, userId);
  });
  await deleteWhere(redis, `${keyPrefix}in:*`, (stored) => (stored as { userId?: string }).userId === userId);
  await deleteWhere(
    redis,
    `${keyPrefix}region:*`,
    (stored) => (stored as { requester?: { userId?: string } }).requester?.userId === userId,
  );
}

async function deleteWhere(
  redis: StoreConnection,
  pattern: string,
  isMeant: (stored: object) => boolean,
): Promise<void> {
  await scan(redis, pattern, async (page) => {
    // What is no string (the cells of a region) reads as nothing and goes by itself within the hour.
    const texts = await redis.mget(page);
    const meant = page.filter((_, index) => {
      const stored = parsed(texts[index] ?? '');
      return typeof stored === 'object' && stored !== null && isMeant(stored);
    });
    if (meant.length > 0) await redis.del(...meant);
  });
}

async function scan(
  redis: StoreConnection,
  pattern: string,
  see: (page: string[]) => Promise<void>,
): Promise<void> {
  for (const server of serversOf(redis)) {
    let cursor = '0';
    do {
      const [next, page] = await server.scan(cursor, 'MATCH', pattern, 'COUNT', scanCount);
      cursor = next;
      if (page.length > 0) await see(page);
    } while (cursor !== '0');
  }
}

/** A cluster knows its keys only server by server. */
function serversOf(redis: StoreConnection): readonly StoreConnection[] {
  return redis.isCluster ? (redis as unknown as Cluster).nodes('master') : [redis];
}

function listOf(members: readonly string[]): { value: unknown; count: number } {
  return { value: members.map(parsed), count: members.length };
}

function parsed(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A pattern's own signs as they are. */
function escaped(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}
