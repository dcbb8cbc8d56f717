import type { ScriptedRedis } from './connection.ts';
import { keys } from './keys.ts';
import { waitingIn } from './user-places.ts';

/** A part that a worker may submit now. */
export interface ClaimedPart {
  readonly generationId: string;
  readonly part: number;
  readonly userId: string;
}

/**
 * The waiting work of every gateway's lane: one ring of users a lane, first-in-first-out within one user, a turn is
 * one picture. A claim is atomic and costs O(log n).
 */
export class ReadySet {
  readonly #redis: ScriptedRedis;
  readonly #crowded = new Map<string, boolean>();

  constructor(redis: ScriptedRedis) {
    this.#redis = redis;
  }

  /** The fair next part of a lane, leased to the caller; undefined when the lane is full or nobody is entitled. */
  async claim(
    lane: string,
    options: { laneLimit: number; userLimit: number; leaseUntil: number },
  ): Promise<(ClaimedPart & { readonly othersWait: boolean }) | undefined> {
    const claimed = await this.#redis.limnerClaim(
      keys.turns(lane),
      lane,
      options.laneLimit,
      options.userLimit,
      options.leaseUntil,
    );
    this.#crowded.set(lane, claimed?.length === 0);
    if (claimed === null || claimed.length === 0) return undefined;
    const [member, userId, others] = claimed;
    const separator = member.lastIndexOf(':');
    const part = Number(member.slice(separator + 1));
    return { generationId: member.slice(0, separator), part, userId, othersWait: others === 1 };
  }

  /** Whether somebody waited while all of the lane's places were taken, when this process claimed there last. */
  isCrowded(lane: string): boolean {
    return this.#crowded.get(lane) ?? false;
  }

  /**
   * Ends a claim that was not used; nothing happens when it has ended already. `place` puts the part into line again, at
   * its old place. `active`: the generation is under way otherwise. Returns lanes that can go on.
   */
  async unclaim(
    lane: string,
    { generationId, part, userId }: ClaimedPart,
    options: { active: boolean; place?: { sequence: number; weight: number } },
  ): Promise<readonly string[]> {
    return this.#redis.limnerUnclaim(
      keys.turns(lane),
      lane,
      userId,
      `${generationId}:${part}`,
      options.place?.sequence ?? '',
      options.place?.weight ?? 1,
      options.active ? '1' : '0',
    );
  }

  /** Takes the next `count` places in line; returns the first. */
  async takePlaces(count: number): Promise<number> {
    return (await this.#redis.incrby(keys.sequence(), count)) - count + 1;
  }

  /** Users that wait in a lane (of thousands, about how many) and pictures' parts that wait and run there. */
  async size(lane: string): Promise<{ users: number; waiting: number; running: number }> {
    const [users, waiting, running] = await Promise.all([
      this.#redis.limnerRingSize(keys.turns(lane), lane),
      waitingIn(this.#redis, lane),
      this.#redis.scard(keys.laneActive(lane)),
    ]);
    return { users, waiting, running };
  }
}
