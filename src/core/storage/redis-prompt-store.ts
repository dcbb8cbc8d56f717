import type { PromptStore } from '../helper/prompt-desk.ts';
import type { Suggestion } from '../ports/prompt-helper.ts';
import type { StoreConnection } from './connection.ts';
import { keys } from './keys.ts';

/** Counts one more only where the limit is not reached. */
const countScript = `
local used = tonumber(redis.call('GET', KEYS[1]) or '0')
if used >= tonumber(ARGV[1]) then return 0 end
redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1`;

const keptSeconds = 30 * 86_400;
const countedSeconds = 2 * 86_400;
/** More than anybody goes back to. */
const maxKept = 100;

/** Suggestions of a person in one hash, thirty days after the last; the day's count beside it. */
export class RedisPromptStore implements PromptStore {
  readonly #redis: StoreConnection;
  readonly #now: () => number;

  constructor(redis: StoreConnection, now: () => number) {
    this.#redis = redis;
    this.#now = now;
  }

  async save(userId: string, suggestion: Suggestion): Promise<void> {
    const key = keys.suggestions(userId);
    await this.#redis
      .multi()
      .hset(key, suggestion.id, JSON.stringify(suggestion))
      .expire(key, keptSeconds)
      .exec();
    if ((await this.#redis.hlen(key)) > maxKept) await this.#dropOldest(key);
  }

  async find(userId: string, id: string): Promise<Suggestion | undefined> {
    const text = await this.#redis.hget(keys.suggestions(userId), id);
    return text === null ? undefined : read(text);
  }

  async count(userId: string, limit: number): Promise<boolean> {
    return (await this.#redis.eval(countScript, 1, this.#today(userId), limit, countedSeconds)) === 1;
  }

  async uncount(userId: string): Promise<void> {
    const key = this.#today(userId);
    await this.#redis.multi().decr(key).expire(key, countedSeconds).exec();
  }

  async #dropOldest(key: string): Promise<void> {
    const all = Object.values(await this.#redis.hgetall(key)).map(read);
    const old = all.sort((left, right) => right.createdAt - left.createdAt).slice(maxKept);
    if (old.length > 0) await this.#redis.hdel(key, ...old.map(({ id }) => id));
  }

  #today(userId: string): string {
    return keys.helped(userId, new Date(this.#now()).toISOString().slice(0, 10));
  }
}

/** A record of ours. */
function read(text: string): Suggestion {
  return JSON.parse(text) as Suggestion;
}
