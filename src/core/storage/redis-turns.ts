import { setTimeout as sleep } from 'node:timers/promises';
import type { Turns } from '../ports/turns.ts';
import type { StoreConnection } from './connection.ts';
import { keys } from './keys.ts';

/** Turns as keys that lapse. */
export class RedisTurns implements Turns {
  readonly #redis: StoreConnection;
  readonly #own = new Map<string, number>();

  constructor(redis: StoreConnection) {
    this.#redis = redis;
  }

  async take(name: string, everyMs: number): Promise<void> {
    for (;;) {
      const waitMs = await this.#waitMs(name, everyMs);
      if (waitMs <= 0) break;
      await sleep(waitMs);
    }
    this.#own.set(name, performance.now());
  }

  /** 0 when the turn was taken. */
  async #waitMs(name: string, everyMs: number): Promise<number> {
    try {
      const key = keys.turnOf(name);
      if ((await this.#redis.set(key, '1', 'PX', everyMs, 'NX')) === 'OK') return 0;
      return Math.max(10, await this.#redis.pttl(key));
    } catch {
      const last = this.#own.get(name);
      return last === undefined ? 0 : last + everyMs - performance.now();
    }
  }
}
