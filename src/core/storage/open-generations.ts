import type { Generation } from '../generation/generation.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix, keys } from './keys.ts';

/**
 * Every generation with something left to happen, for the sweeper: in small sets of those that took their places in line about
 * the same time, and a sorted set of those sets by how many each holds. An entry of a small set takes some twenty bytes,
 * one of a large set more than a hundred.
 */

/** Places in line that one set is for. */
const placesTogether = 64;
/** An older version kept the generations themselves beside each other, by creation. */
const firstCreation = 1_000_000_000_000;
const idsAtOnce = 200;
const setsAtOnce = 4;

/** Which of the sets a generation is in, for good: the place that its first part took is kept. */
export function openSetOf({ parts }: Pick<Generation, 'parts'>): number {
  return Math.floor((parts[0]?.sequence ?? 0) / placesTogether);
}

/** The same in scripts. */
export const openLibrary = `
local function open(id, set)
  if redis.call('ZADD', P .. 'open:' .. set, 0, id) == 1 then redis.call('ZINCRBY', P .. 'open', 1, set) end
end
local function close(id, set)
  if redis.call('ZREM', P .. 'open:' .. set, id) == 0 then return end
  if tonumber(redis.call('ZINCRBY', P .. 'open', -1, set)) <= 0 then redis.call('ZREM', P .. 'open', set) end
end
`;

const forgetScript = `local P = '${keyPrefix}'${openLibrary}close(ARGV[1], ARGV[2])`;

/** How many there are. */
export async function countOpen(redis: StoreConnection): Promise<number> {
  return (await openSets(redis)).reduce((sum, { count }) => sum + count, 0);
}

export interface OpenId {
  readonly id: string;
  /** The set it is in; absent for those that an older version noted. */
  readonly set: number | undefined;
}

/** Ids of all, some hundreds at a time. */
export async function* openIds(redis: StoreConnection): AsyncGenerator<readonly OpenId[]> {
  const all = await openSets(redis);
  const old = all.filter(({ isOld }) => isOld).map(({ name }) => ({ id: name, set: undefined }));
  for (let from = 0; from < old.length; from += idsAtOnce) yield old.slice(from, from + idsAtOnce);
  const sets = all.filter(({ isOld }) => !isOld).map(({ name }) => Number(name));
  for (let from = 0; from < sets.length; from += setsAtOnce) {
    const pages = sets.slice(from, from + setsAtOnce).map(async (set) => {
      const ids = await redis.zrange(keys.openIn(set), '0', '-1');
      return ids.map((id) => ({ id, set }));
    });
    const found = (await Promise.all(pages)).flat();
    if (found.length > 0) yield found;
  }
}

/** Forgets one whose record is gone. */
export async function forgetOpen(redis: StoreConnection, { id, set }: OpenId): Promise<void> {
  if (set === undefined) await redis.zrem(keys.open(), id);
  else await redis.eval(forgetScript, 1, keys.open(), id, set);
}

async function openSets(
  redis: StoreConnection,
): Promise<readonly { readonly name: string; readonly count: number; readonly isOld: boolean }[]> {
  const flat = await redis.zrange(keys.open(), '0', '-1', 'WITHSCORES');
  return flat.flatMap((name, index) => {
    if (index % 2 === 1) return [];
    const score = Number(flat[index + 1]);
    const isOld = score >= firstCreation;
    return [{ name, isOld, count: isOld ? 1 : score }];
  });
}
