import { setTimeout as sleep } from 'node:timers/promises';
import type { ScriptedRedis } from './connection.ts';

/** How long changes of instants are gathered before they are written together, milliseconds. */
const gatherMs = 5;
/** A script cannot pass on more arguments than its stack holds, about 8,000. */
const renewAtOnce = 1_000;

export interface Leased {
  readonly members: readonly string[];
  /** When the next member will be due (Unix ms); undefined when the set is empty. */
  readonly nextAt: number | undefined;
}

/**
 * A sorted set of things that somebody must see to at an instant. Taking a due one leases it: its instant moves a lease
 * ahead, so a holder that dies needs no repair, its lease lapses. A holder that lives renews.
 */
export class DueSet {
  readonly #redis: ScriptedRedis;
  readonly #key: string;
  #gathered: { member: string; until: number }[] = [];
  #writing: Promise<void> | undefined;

  constructor(redis: ScriptedRedis, key: string) {
    this.#redis = redis;
    this.#key = key;
  }

  /** Leases up to `limit` due members until `now + leaseMs`. */
  async lease(now: number, leaseMs: number, limit: number): Promise<Leased> {
    const reply = await this.#redis.limnerLease(this.#key, now, now + leaseMs, limit);
    const next = reply.pop();
    return { members: reply, nextAt: next ? Number(next) : undefined };
  }

  async renew(members: readonly string[], until: number): Promise<void> {
    for (let start = 0; start < members.length; start += renewAtOnce) {
      await this.#redis.limnerRenew(this.#key, until, ...members.slice(start, start + renewAtOnce));
    }
  }

  /** Moves a member that is still there to another instant; with others that are moved at about the same time. */
  postpone(member: string, until: number): Promise<void> {
    this.#gathered.push({ member, until });
    this.#writing ??= this.#writeSoon();
    return this.#writing;
  }

  async postponeMany(entries: readonly { member: string; until: number }[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#redis.zadd(this.#key, 'XX', ...entries.flatMap(({ member, until }) => [until, member]));
  }

  async remove(member: string): Promise<void> {
    await this.#redis.zrem(this.#key, member);
  }

  async size(): Promise<number> {
    return this.#redis.zcard(this.#key);
  }

  async #writeSoon(): Promise<void> {
    await sleep(gatherMs);
    const entries = this.#gathered;
    this.#gathered = [];
    this.#writing = undefined;
    await this.postponeMany(entries);
  }
}
