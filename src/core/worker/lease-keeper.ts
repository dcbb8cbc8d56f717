import type { Logger } from '../ports/logger.ts';
import type { DueSet } from '../storage/due-set.ts';

/** Members that one piece of work keeps. */
interface Hold {
  readonly members: Set<string>;
  /** Until when all of them were leased; undefined where that is not known, or no more. */
  leasedUntil: number | undefined;
}

const nothingToWrite = Promise.resolve();
const none: readonly Hold[] = [];

/**
 * Renews what this process holds, so that only what nobody works on any more lapses. One timer for all. Each piece of work has a
 * table of its own: one for all, through which thousands come and go, would keep from being collected what went through it.
 */
export class LeaseKeeper {
  readonly #held = new Map<DueSet, Hold[]>();
  readonly #timer: NodeJS.Timeout;

  constructor(config: { leaseMs: number; now: () => number; logger: Logger }) {
    this.#timer = setInterval(() => {
      const until = config.now() + config.leaseMs;
      for (const [set, holds] of this.#held) {
        const members = new Set<string>();
        for (const hold of holds) {
          hold.leasedUntil = undefined;
          for (const member of hold.members) members.add(member);
        }
        if (members.size === 0) continue;
        set.renew([...members], until).catch((error: unknown) => {
          config.logger.debug({ error }, 'Leases could not be renewed');
        });
      }
    }, config.leaseMs / 4);
    this.#timer.unref();
  }

  /**
   * Moves a held member to another instant, and renews it no more. One promise for all that are written together.
   *
   * @param laterMs by how much later than that it may be: nothing is written where its lease ends within that time
   */
  postpone(set: DueSet, member: string, until: number, laterMs = 0): Promise<void> {
    const leased = this.letGo(set, member);
    if (leased !== undefined && leased >= until && leased <= until + laterMs) return nothingToWrite;
    return set.postpone(member, until);
  }

  /**
   * Renews a member no more, although the work that held it still runs.
   *
   * @returns until when it is leased (Unix ms), where that is known
   */
  letGo(set: DueSet, member: string): number | undefined {
    let until: number | undefined;
    for (const { members, leasedUntil } of this.#held.get(set) ?? none) {
      if (members.delete(member)) until = leasedUntil;
    }
    return until;
  }

  /** True while this process works on it: a lease that lapsed because the process was stopped is still its own. */
  holds(set: DueSet, member: string): boolean {
    for (const { members } of this.#held.get(set) ?? none) if (members.has(member)) return true;
    return false;
  }

  /**
   * Keeps the leases of some members while the work runs.
   *
   * @param leasedUntil when they were leased together, until when (Unix ms)
   */
  async during<T>(
    set: DueSet,
    members: readonly string[],
    work: () => Promise<T>,
    leasedUntil?: number,
  ): Promise<T> {
    const holds = this.#held.get(set) ?? [];
    this.#held.set(set, holds);
    const hold: Hold = { members: new Set(members), leasedUntil };
    holds.push(hold);
    try {
      return await work();
    } finally {
      holds.splice(holds.indexOf(hold), 1);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
