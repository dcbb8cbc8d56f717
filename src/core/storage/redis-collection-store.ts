import { z } from 'zod';
import type { CollectionStore } from '../collections/collection-desk.ts';
import type { CollectedPicture } from '../ports/collections.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';

/** How long a collection may be added to after its last picture. */
const keptSeconds = 600;

/** Adds the rest of ARGV behind a list, unless this event did, or the list would be too long: 1 added, 0 too long. */
const addScript = `
if redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 1 then return 1 end
if redis.call('LLEN', KEYS[1]) + #ARGV - 3 > tonumber(ARGV[2]) then return 0 end
for at = 4, #ARGV do redis.call('RPUSH', KEYS[1], ARGV[at]) end
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[3])
return 1`;

/** A list of JSON for each person, beside the set of events that brought them; both end by themselves. */
export class RedisCollectionStore implements CollectionStore {
  readonly #redis: StoreConnection;

  constructor(redis: StoreConnection) {
    this.#redis = redis;
  }

  async read(userId: string): Promise<readonly CollectedPicture[]> {
    const texts = await this.#redis.lrange(listKey(userId), 0, -1);
    return texts.map((text) => shape.parse(JSON.parse(text)) as unknown as CollectedPicture);
  }

  async add(
    userId: string,
    key: string,
    pictures: readonly CollectedPicture[],
    limit: number,
  ): Promise<boolean> {
    const texts = pictures.map((picture) => JSON.stringify(picture));
    const keys = [listKey(userId), eventsKey(userId)];
    return (await this.#redis.eval(addScript, 2, ...keys, key, limit, keptSeconds, ...texts)) === 1;
  }

  async rename(userId: string, names: ReadonlyMap<number, string>): Promise<void> {
    const pictures = await this.read(userId);
    for (const [at, name] of names) {
      const picture = pictures[at];
      if (picture) await this.#redis.lset(listKey(userId), at, JSON.stringify({ ...picture, name }));
    }
  }

  async clear(userId: string): Promise<void> {
    await this.#redis.del(listKey(userId), eventsKey(userId));
  }
}

const shape = z.looseObject({
  image: z.looseObject({ sha256: z.string(), width: z.number(), height: z.number() }),
  name: z.string().optional(),
});

function listKey(userId: string): string {
  return `${keyPrefix}collection:${userId}`;
}

function eventsKey(userId: string): string {
  return `${keyPrefix}collection:${userId}:events`;
}
