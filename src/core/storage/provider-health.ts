import type { ScriptedRedis } from './connection.ts';
import { keys } from './keys.ts';

export interface ProviderHealthConfig {
  /** After 401, 402, 403, milliseconds. */
  readonly putAsideMs: number;
  /** Consecutive failures that open the breaker. */
  readonly failureLimit: number;
  /** From opening to the probe, milliseconds. */
  readonly probeAfterMs: number;
  /** How long what was read is believed without asking again, milliseconds (0); what this process writes counts at once. */
  readonly believeMs?: number;
}

/** The record as it was read, without what has passed since. */
interface KnownRecord {
  readonly asideUntil: number;
  readonly openUntil: number;
  readonly failures: number;
  readonly readAt: number;
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
  readonly #known = new Map<string, KnownRecord>();

  constructor(redis: ScriptedRedis, config: ProviderHealthConfig, now: () => number) {
    this.#redis = redis;
    this.#config = config;
    this.#now = now;
  }

  async get(provider: string): Promise<ProviderHealth> {
    const { asideUntil, openUntil } = this.#believed(provider) ?? (await this.#read(provider));
    const now = this.#now();
    if (asideUntil > now) return { state: 'put-aside', until: asideUntil };
    if (openUntil === 0) return { state: 'ok' };
    return openUntil > now ? { state: 'open', until: openUntil } : { state: 'probing' };
  }

  /** What it was found out at and has not made good since, however long ago; undefined where it is well. */
  async trouble(provider: string): Promise<'put-aside' | 'open' | undefined> {
    const { asideUntil, openUntil } = await this.#read(provider);
    if (asideUntil > openUntil) return 'put-aside';
    return openUntil > 0 ? 'open' : undefined;
  }

  async getMany(providers: readonly string[]): Promise<ReadonlyMap<string, ProviderHealth>> {
    const all = await Promise.all(providers.map(async (id) => [id, await this.get(id)] as const));
    return new Map(all);
  }

  /** It answered as it should, which ends a bad time. */
  async succeeded(provider: string): Promise<void> {
    const known = this.#believed(provider);
    if (known && known.failures === 0 && known.openUntil === 0 && known.asideUntil === 0) return;
    await this.#changing(provider, (key) => this.#redis.del(key));
  }

  /** It refused our key or our balance. */
  async putAside(provider: string): Promise<void> {
    await this.#changing(provider, (key) =>
      this.#redis
        .multi()
        .hset(key, 'asideUntil', this.#now() + this.#config.putAsideMs)
        .expire(key, 86_400)
        .exec(),
    );
  }

  /** It failed; resolves to true when that opened the breaker. */
  async failed(provider: string): Promise<boolean> {
    return this.#changing(provider, async (key) => {
      const failures = await this.#redis.hincrby(key, 'failures', 1);
      await this.#redis.expire(key, 86_400);
      if (failures < this.#config.failureLimit) return false;
      await this.#redis.hset(key, 'openUntil', this.#now() + this.#config.probeAfterMs);
      return true;
    });
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

  #believed(provider: string): KnownRecord | undefined {
    const known = this.#known.get(provider);
    return known && this.#now() - known.readAt < (this.#config.believeMs ?? 0) ? known : undefined;
  }

  async #read(provider: string): Promise<KnownRecord> {
    const values = await this.#redis.hmget(keys.health(provider), 'asideUntil', 'openUntil', 'failures');
    const [asideUntil = 0, openUntil = 0, failures = 0] = values.map((value) => Number(value ?? 0));
    const known = { asideUntil, openUntil, failures, readAt: this.#now() };
    this.#known.set(provider, known);
    return known;
  }

  /** What was read before or during a change is not believed after it. */
  async #changing<T>(provider: string, write: (key: string) => Promise<T>): Promise<T> {
    try {
      return await write(keys.health(provider));
    } finally {
      this.#known.delete(provider);
    }
  }
}
