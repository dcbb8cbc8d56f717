import type { Logger } from '../ports/logger.ts';
import type { DueSet } from '../storage/due-set.ts';

/** Renews what this process holds, so that only what nobody works on any more lapses. One timer for all. */
export class LeaseKeeper {
  readonly #held = new Map<DueSet, Map<string, number>>();
  readonly #timer: NodeJS.Timeout;

  constructor(config: { leaseMs: number; now: () => number; logger: Logger }) {
    this.#timer = setInterval(() => {
      const until = config.now() + config.leaseMs;
      for (const [set, members] of this.#held) {
        if (members.size === 0) continue;
        set.renew([...members.keys()], until).catch((error: unknown) => {
          config.logger.debug({ error }, 'Leases could not be renewed');
        });
      }
    }, config.leaseMs / 4);
    this.#timer.unref();
  }

  /** Moves a held member to another instant, and renews it no more. One promise for all that are written together. */
  postpone(set: DueSet, member: string, until: number): Promise<void> {
    this.letGo(set, member);
    return set.postpone(member, until);
  }

  /** Renews a member no more, although the work that held it still runs. */
  letGo(set: DueSet, member: string): void {
    this.#held.get(set)?.delete(member);
  }

  /** True while this process works on it: a lease that lapsed because the process was stopped is still its own. */
  holds(set: DueSet, member: string): boolean {
    return this.#held.get(set)?.has(member) ?? false;
  }

  /** Keeps the leases of some members while the work runs. */
  async during<T>(set: DueSet, members: readonly string[], work: () => Promise<T>): Promise<T> {
    const held = this.#held.get(set) ?? new Map<string, number>();
    this.#held.set(set, held);
    for (const member of members) held.set(member, (held.get(member) ?? 0) + 1);
    try {
      return await work();
    } finally {
      for (const member of members) {
        const holders = (held.get(member) ?? 1) - 1;
        if (holders <= 0) held.delete(member);
        else held.set(member, holders);
      }
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
