import type { Generation, PictureRef } from '../generation/generation.ts';
import type { PictureStore } from '../pictures/picture-desk.ts';
import type { StoreConnection } from './connection.ts';
import { keys, lifetimes } from './keys.ts';
import { isOwned } from './media-owners.ts';
import { scoresOf } from './user-places.ts';

/** Lists of a user's requests and favourites by position, and the owners of originals. */
export class RedisPictureStore implements PictureStore {
  readonly #redis: StoreConnection;
  readonly #now: () => number;

  constructor(redis: StoreConnection, now: () => number) {
    this.#redis = redis;
    this.#now = now;
  }

  requests(userId: string, start: number, count: number): Promise<readonly string[]> {
    const [oldest, newest] = scoresOf.history;
    return this.#redis.zrevrangebyscore(keys.requests(userId), newest, oldest, 'LIMIT', start, count);
  }

  async requestPosition(
    userId: string,
    { id, createdAt }: Pick<Generation, 'id' | 'createdAt'>,
  ): Promise<number> {
    const rank = await this.#redis.zrevrank(keys.requests(userId), id);
    return rank ?? this.#redis.zcount(keys.requests(userId), `(${createdAt}`, '+inf');
  }

  async favourites(userId: string, start: number, count: number): Promise<readonly PictureRef[]> {
    const members = await this.#redis.zrevrange(keys.favourites(userId), start, start + count - 1);
    return members.map(refOf);
  }

  async favouritePosition(userId: string, picture: PictureRef): Promise<number | undefined> {
    return (await this.#redis.zrevrank(keys.favourites(userId), memberOf(picture))) ?? undefined;
  }

  async areFavourites(userId: string, pictures: readonly PictureRef[]): Promise<readonly boolean[]> {
    if (pictures.length === 0) return [];
    const scores = await this.#redis.zmscore(keys.favourites(userId), ...pictures.map(memberOf));
    return scores.map((score) => score !== null);
  }

  async setFavourite(userId: string, picture: PictureRef, at: number | undefined): Promise<void> {
    const key = keys.favourites(userId);
    if (at === undefined) {
      await this.#redis.zrem(key, memberOf(picture));
      return;
    }
    // Two of the same millisecond stay in the order in which they came.
    const [, latest = '0'] = await this.#redis.zrevrange(key, 0, 0, 'WITHSCORES');
    const score = Math.max(at, Number(latest) + 1);
    await this.#redis.multi().zadd(key, score, memberOf(picture)).expire(key, lifetimes.record).exec();
  }

  async takeOwnerless(sha256s: readonly string[]): Promise<readonly string[]> {
    const ownerless: string[] = [];
    for (const sha256 of sha256s) {
      if (await isOwned(this.#redis, sha256, this.#now())) continue;
      await this.#redis.zrem(keys.mediaExpiry(), sha256);
      ownerless.push(sha256);
    }
    return ownerless;
  }
}

function memberOf({ generationId, index }: PictureRef): string {
  return `${generationId}:${index}`;
}

function refOf(member: string): PictureRef {
  const separator = member.lastIndexOf(':');
  return { generationId: member.slice(0, separator), index: Number(member.slice(separator + 1)) };
}
