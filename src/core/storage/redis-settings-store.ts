import type { SettingsStore } from '../settings/settings-desk.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';

/** A hash for each owner, kept until it is taken back. */
export class RedisSettingsStore implements SettingsStore {
  readonly #redis: StoreConnection;

  constructor(redis: StoreConnection) {
    this.#redis = redis;
  }

  async read(owner: string): Promise<Readonly<Record<string, string>>> {
    return this.#redis.hgetall(keyOf(owner));
  }

  async write(owner: string, set: Readonly<Record<string, string>>, drop: readonly string[]): Promise<void> {
    const key = keyOf(owner);
    await Promise.all([
      Object.keys(set).length > 0 && this.#redis.hset(key, set),
      drop.length > 0 && this.#redis.hdel(key, ...drop),
    ]);
  }

  async forget(owner: string): Promise<void> {
    await this.#redis.del(keyOf(owner));
  }
}

function keyOf(owner: string): string {
  return `${keyPrefix}settings:${owner}`;
}
