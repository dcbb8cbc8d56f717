import type { ScriptedRedis } from './connection.ts';

/** How long changes of instants are gathered before they are written together, milliseconds. */
const gatherMs = 5;
/** They wait longer for somebody who is about to lease: that takes them along, in one write. */
const leaseSoonMs = 100;
/** An expected lease may be as late as this. */
const leaseLateMs = 20;
/** A script cannot pass on more arguments than its stack holds, about 8,000. */
const atOnce = 1_000;

export interface Leased {
  readonly members: readonly string[];
  /** When the next member will be due (Unix ms); undefined when the set is empty. */
  readonly nextAt: number | undefined;
}

/** Changes that are written together. */
interface Gathered {
  /** Instant, member, instant, member… */
  readonly moves: (number | string)[];
  readonly written: Promise<void>;
  readonly settle: (written: Promise<void>) => void;
  timer: NodeJS.Timeout;
}

/**
 * A sorted set of things that somebody must see to at an instant. Taking a due one leases it: its instant moves a lease
 * ahead, so a holder that dies needs no repair, its lease lapses. A holder that lives renews.
 */
export class DueSet {
  readonly #redis: ScriptedRedis;
  readonly #key: string;
  #gathered: Gathered | undefined;
  /** By `performance.now()`. */
  #leaseExpectedAt = -Infinity;
  #onPostponed: ((until: number) => void) | undefined;

  constructor(redis: ScriptedRedis, key: string) {
    this.#redis = redis;
    this.#key = key;
  }

  /** Leases up to `limit` due members until `now + leaseMs`. What was postponed meanwhile is written on the way. */
  async lease(now: number, leaseMs: number, limit: number): Promise<Leased> {
    const gathered = this.#takeGathered();
    const leased = this.leaseDue(now, now + leaseMs, limit, gathered?.moves ?? []);
    gathered?.settle(leased.then(() => undefined));
    const reply = await leased;
    const next = reply.pop();
    return { members: reply, nextAt: next ? Number(next) : undefined };
  }

  async renew(members: readonly string[], until: number): Promise<void> {
    for (let start = 0; start < members.length; start += atOnce) {
      await this.#redis.limnerRenew(this.#key, until, ...members.slice(start, start + atOnce));
    }
  }

  /** Moves a member that is still there to another instant; with others that are moved at about the same time. */
  postpone(member: string, until: number): Promise<void> {
    this.#gathered ??= this.#gather();
    const { moves, written } = this.#gathered;
    moves.push(until, member);
    this.#onPostponed?.(until);
    return written;
  }

  /** Calls back with the instant whenever something is postponed here. */
  tellPostponed(listener: (until: number) => void): void {
    this.#onPostponed = listener;
  }

  /** Somebody is going to lease in so many milliseconds. */
  expectLease(inMs: number): void {
    this.#leaseExpectedAt = performance.now() + inMs;
  }

  async remove(member: string): Promise<void> {
    await this.#redis.zrem(this.#key, member);
  }

  async size(): Promise<number> {
    return this.#redis.zcard(this.#key);
  }

  /** Members that are leased now, and the next instant or ''; moves: instant, member, instant, member… */
  protected leaseDue(
    now: number,
    until: number,
    limit: number,
    moves: readonly (number | string)[],
  ): Promise<string[]> {
    return this.#redis.limnerLease(this.#key, now, until, limit, ...moves);
  }

  protected async move(moves: readonly (number | string)[]): Promise<void> {
    await this.#redis.zadd(this.#key, 'XX', ...moves);
  }

  #gather(): Gathered {
    let settle: Gathered['settle'] = () => undefined;
    const written = new Promise<void>((resolve) => (settle = resolve));
    // Whoever postponed hears of it; one who does not wait for it leaves the member to its lease.
    written.catch(() => undefined);
    return { moves: [], written, settle, timer: this.#writeLater() };
  }

  #writeLater(): NodeJS.Timeout {
    return setTimeout(
      () => {
        const gathered = this.#gathered;
        if (gathered && this.#isLeasedSoon()) gathered.timer = this.#writeLater();
        else if (gathered) this.#takeGathered()?.settle(this.#write(gathered.moves));
      },
      this.#isLeasedSoon() ? leaseSoonMs : gatherMs,
    );
  }

  #isLeasedSoon(): boolean {
    const inMs = this.#leaseExpectedAt - performance.now();
    return inMs > -leaseLateMs && inMs < leaseSoonMs;
  }

  #takeGathered(): Gathered | undefined {
    const gathered = this.#gathered;
    clearTimeout(gathered?.timer);
    this.#gathered = undefined;
    return gathered;
  }

  async #write(moves: readonly (number | string)[]): Promise<void> {
    for (let start = 0; start < moves.length; start += 2 * atOnce) {
      await this.move(moves.slice(start, start + 2 * atOnce));
    }
  }
}
