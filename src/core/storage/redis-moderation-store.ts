import type { PictureRef } from '../generation/generation.ts';
import type { ModerationStore } from '../moderation/moderation-desk.ts';
import type { WordListName } from '../ports/moderation.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';

/** Sorted set: posts to be taken away, `<generation>:<index>`, by when somebody must see to them. */
export const takeDownsKey = `${keyPrefix}take-downs`;

/** count(refusals, until; limit, within, for) → 1 when the person has to wait from now on */
const countScript = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
if count < tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[2], '1', 'PX', ARGV[3])
redis.call('DEL', KEYS[1])
return 1`;

/** Words of chats, and who was refused how often lately. */
export class RedisModerationStore implements ModerationStore {
  readonly #redis: StoreConnection;
  readonly #now: () => number;

  constructor(redis: StoreConnection, now: () => number) {
    this.#redis = redis;
    this.#now = now;
  }

  async words(chatId: string, list: WordListName): Promise<readonly string[]> {
    return (await this.#redis.smembers(wordsKey(chatId, list))).sort();
  }

  async addWords(chatId: string, list: WordListName, words: readonly string[]): Promise<void> {
    if (words.length > 0) await this.#redis.sadd(wordsKey(chatId, list), ...words);
  }

  async removeWords(chatId: string, list: WordListName, words: readonly string[]): Promise<void> {
    if (words.length > 0) await this.#redis.srem(wordsKey(chatId, list), ...words);
  }

  async queueTakeDown({ generationId, index }: PictureRef): Promise<void> {
    await this.#redis.zadd(takeDownsKey, this.#now(), `${generationId}:${index}`);
  }

  async coolsUntil(userId: string): Promise<number | undefined> {
    const left = await this.#redis.pttl(untilKey(userId));
    return left > 0 ? this.#now() + left : undefined;
  }

  async countRefusal(
    userId: string,
    { refusals, withinMs, forMs }: { refusals: number; withinMs: number; forMs: number },
  ): Promise<void> {
    const keys = [`${keyPrefix}cooldown:${userId}`, untilKey(userId)];
    await this.#redis.eval(countScript, 2, ...keys, refusals, withinMs, forMs);
  }
}

function wordsKey(chatId: string, list: WordListName): string {
  return `${keyPrefix}moderation-${list === 'refused' ? 'words' : 'allowed'}:${chatId}`;
}

function untilKey(userId: string): string {
  return `${keyPrefix}cooldown:${userId}:until`;
}
