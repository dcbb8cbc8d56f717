import type { ScriptedRedis } from './connection.ts';
import { keys } from './keys.ts';

export interface ProviderHealthConfig {
  /** After 401, 402, 403, milliseconds. */
  readonly putAsideMs: number;
  /** Consecutive failures that open the breaker. */
  readonly failureLimit: number;
  /** From opening to the probe, milliseconds. */
  readonly probeAfterMs: number;
}

export interface ProviderHealth {
  readonly state: 'ok' | 'put-aside' | 'open' | 'probing';
  /** When it may be asked again. */
  readonly until?: number;
}

/** How each gateway is, shared by all workers: put aside for a refusal of our key, open after failures in a row. */
export class ProviderHealthBoard {
  readonly #redis: ScriptedRedis;
  readonly #config: ProviderHealthConfig;
  readonly #now: () => number;

  constructor(redis: ScriptedRedis, config: ProviderHealthConfig, now: () => number) {
    this.#redis = redis;
    this.#config = config;
    this.#now = now;
  }

  async get(provider: string): Promise<ProviderHealth> {
    const [asideUntil, openUntil] = await this.#redis.hmget(keys.health(provider), 'asideUntil', 'openUntil');
    const now = this.#now();
    if (Number(asideUntil ?? 0) > now) return { state: 'put-aside', until: Number(asideUntil) };
    if (!openUntil) return { state: 'ok' };
    return Number(openUntil) > now ? { state: 'open', until: Number(openUntil) } : { state: 'probing' };
  }

  async getMany(providers: readonly string[]): Promise<ReadonlyMap<string, ProviderHealth>> {
    const all = await Promise.all(providers.map(async (id) => [id, await this.get(id)] as const));
    return new Map(all);
  }

  /** It answered as it should. Resolves to whether that ended a bad time. */
  async succeeded(provider: string): Promise<void> {
    await this.#redis.del(keys.health(provider));
  }

  /** It refused our key or our balance. */
  async putAside(provider: string): Promise<void> {
    const key = keys.health(provider);
    await this.#redis
      .multi()
      .hset(key, 'asideUntil', this.#now() + this.#config.putAsideMs)
      .expire(key, 86_400)
      .exec();
  }

  /** It failed; resolves to true when that opened the breaker. */
  async failed(provider: string): Promise<boolean> {
    const key = keys.health(provider);
    const failures = await this.#redis.hincrby(key, 'failures', 1);
    await this.#redis.expire(key, 86_400);
    if (failures < this.#config.failureLimit) return false;
    await this.#redis.hset(key, 'openUntil', this.#now() + this.#config.probeAfterMs);
    return true;
  }

  /** Takes the one probe that a breaker allows once its time is over; false when somebody else has it. */
  async takeProbe(provider: string): Promise<boolean> {
    const taken = await this.#redis.set(
      `${keys.health(provider)}:probe`,
      '1',
      'PX',
      this.#config.probeAfterMs,
      'NX',
    );
    return taken === 'OK';
  }
}
