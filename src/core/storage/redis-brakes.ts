import type { Redis } from 'ioredis';
import type { Brakes } from '../ports/brakes.ts';
import type { Logger } from '../ports/logger.ts';
import { keys } from './keys.ts';

export interface RedisBrakesConfig {
  readonly redis: Redis;
  /** A connection of its own, on which others are heard. */
  readonly connect: () => Redis;
  /** This process, unique for ever. */
  readonly owner: string;
  readonly logger: Logger;
  readonly now: () => number;
  /** Between two signs of life, milliseconds (5,000). */
  readonly beatMs?: number;
}

/** A process that has been silent for so many beats uses no limit any more. */
const beatsUntilGone = 3;
/** Held ways that are remembered; chats that were written to too fast, mostly. */
const rememberedWays = 10_000;

interface Told {
  readonly way: string;
  readonly until: number;
}

interface Share {
  readonly listeners: ((part: number) => void)[];
  part: number;
}

/** `Brakes` over Redis: a message to all for each hold, a sign of life every few seconds for each shared limit. */
export class RedisBrakes implements Brakes {
  readonly #config: RedisBrakesConfig;
  readonly #held = new Map<string, number>();
  readonly #shares = new Map<string, Share>();
  #subscriber: Redis | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(config: RedisBrakesConfig) {
    this.#config = config;
  }

  /** Begins to hear others; what they held before is known once this resolves. */
  async start(): Promise<void> {
    const { connect, beatMs = 5_000 } = this.#config;
    this.#subscriber = connect();
    this.#subscriber.on('message', (_channel: string, text: string) => this.#heard(JSON.parse(text) as Told));
    // Also after a connection that was lost: what was said meanwhile is read.
    this.#subscriber.on('ready', () => void this.#catchUp());
    this.#timer = setInterval(() => void this.#beat(), beatMs);
    this.#timer.unref();
    void this.#beat();
    await this.#subscriber.subscribe(keys.brakesTold()).catch((error: unknown) => {
      this.#config.logger.warn({ error }, 'What other processes say about limits cannot be heard');
    });
    await this.#catchUp();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#subscriber?.disconnect();
    if (!this.#timer) return;
    const { redis, owner, logger } = this.#config;
    await Promise.all(
      [...this.#shares.keys()].map((limit) => redis.zrem(keys.limitUsers(limit), owner)),
    ).catch((error: unknown) => logger.debug({ error }, 'A share could not be given back'));
  }

  waitMs(way: string): number {
    const until = this.#held.get(way);
    if (until === undefined) return 0;
    const leftMs = until - this.#config.now();
    if (leftMs <= 0) this.#held.delete(way);
    return Math.max(0, leftMs);
  }

  hold(way: string, forMs: number): void {
    const { redis, now, logger } = this.#config;
    const until = Math.ceil(now() + forMs);
    if (forMs <= this.waitMs(way)) return;
    this.#heard({ way, until });
    redis
      .multi()
      .zadd(keys.brakes(), 'GT', until, way)
      .zremrangebyscore(keys.brakes(), '-inf', now())
      .publish(keys.brakesTold(), JSON.stringify({ way, until }))
      .exec()
      .catch((error: unknown) => logger.debug({ way, error }, 'A hold could not be told to others'));
  }

  async countTrouble(what: string, windowMs: number): Promise<{ count: number; leftMs: number }> {
    const at = this.#config.now();
    const window = Math.floor(at / windowMs);
    const key = keys.trouble(what, window);
    const replies = await this.#config.redis.multi().incr(key).pexpire(key, windowMs).exec();
    return { count: Number(replies?.[0]?.[1] ?? 0), leftMs: (window + 1) * windowMs - at };
  }

  share(limit: string, listener: (part: number) => void): void {
    const known = this.#shares.get(limit) ?? { listeners: [], part: 1 };
    this.#shares.set(limit, known);
    known.listeners.push(listener);
    listener(known.part);
    // Before `start` there may be no store yet.
    if (this.#timer) void this.#beat();
  }

  #heard({ way, until }: Told): void {
    if (until <= (this.#held.get(way) ?? 0)) return;
    this.#held.delete(way);
    this.#held.set(way, until);
    const [oldest] = this.#held.keys();
    if (this.#held.size > rememberedWays && oldest !== undefined) this.#held.delete(oldest);
  }

  async #catchUp(): Promise<void> {
    const { redis, now, logger } = this.#config;
    try {
      const entries = await redis.zrangebyscore(keys.brakes(), now(), '+inf', 'WITHSCORES');
      for (let index = 0; index + 1 < entries.length; index += 2) {
        this.#heard({ way: entries[index] ?? '', until: Number(entries[index + 1]) });
      }
    } catch (error) {
      logger.debug({ error }, 'Holds could not be read');
    }
  }

  async #beat(): Promise<void> {
    for (const [limit, share] of this.#shares) {
      const users = await this.#usersOf(limit);
      if (users === undefined || share.part === 1 / users) continue;
      share.part = 1 / users;
      for (const listener of share.listeners) listener(share.part);
    }
  }

  /** How many processes use a limit, this one included; undefined while the store is away: the last number stands. */
  async #usersOf(limit: string): Promise<number | undefined> {
    const { redis, owner, now, beatMs = 5_000 } = this.#config;
    const key = keys.limitUsers(limit);
    const goneAt = now() + beatMs * beatsUntilGone;
    try {
      const replies = await redis
        .multi()
        .zadd(key, goneAt, owner)
        .zremrangebyscore(key, '-inf', now())
        .zcard(key)
        .pexpire(key, beatMs * beatsUntilGone)
        .exec();
      return Math.max(1, Number(replies?.[2]?.[1] ?? 1));
    } catch {
      return undefined;
    }
  }
}
