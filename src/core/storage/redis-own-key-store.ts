import { z } from 'zod';
import type { OwnKeyStore, StoredKey } from '../own-key/own-key-store.ts';
import type { StoreConnection } from './connection.ts';
import { keys } from './keys.ts';

/** Longer than a task is looked at, its late hours included; seconds. */
const retiredSeconds = 3 * 3_600;

const storedSchema = z.object({ id: z.string(), sealed: z.string(), since: z.number() });

/** A hash for each person: gateway → key; and one of keys that are gone and still fetch what they bought. */
export class RedisOwnKeyStore implements OwnKeyStore {
  readonly #redis: StoreConnection;

  constructor(redis: StoreConnection) {
    this.#redis = redis;
  }

  async all(userId: string): Promise<ReadonlyMap<string, StoredKey>> {
    const texts = await this.#redis.hgetall(keys.ownKeys(userId));
    return new Map(
      Object.entries(texts).flatMap(([gateway, text]) => {
        const stored = read(text);
        return stored ? [[gateway, stored] as const] : [];
      }),
    );
  }

  async find(userId: string, gateway: string): Promise<StoredKey | undefined> {
    return read(await this.#redis.hget(keys.ownKeys(userId), gateway));
  }

  async write(userId: string, gateway: string, key: StoredKey): Promise<void> {
    await this.#redis.hset(keys.ownKeys(userId), gateway, JSON.stringify(key));
  }

  async drop(userId: string, gateway: string): Promise<void> {
    await this.#redis.hdel(keys.ownKeys(userId), gateway);
  }

  async retire(userId: string, key: StoredKey): Promise<void> {
    const name = keys.retiredKeys(userId);
    await this.#redis.multi().hset(name, key.id, JSON.stringify(key)).expire(name, retiredSeconds).exec();
  }

  async findRetired(userId: string, keyId: string): Promise<StoredKey | undefined> {
    return read(await this.#redis.hget(keys.retiredKeys(userId), keyId));
  }
}

function read(text: string | null): StoredKey | undefined {
  return text === null ? undefined : storedSchema.parse(JSON.parse(text));
}
