import type { ScriptedRedis } from './connection.ts';
import { DueSet } from './due-set.ts';
import { parkedScore } from './edit-chats.ts';
import { keys } from './keys.ts';

/** The chats in which status messages are to be edited, by when: a due set whose members lie in small groups. */
export class EditSchedule extends DueSet {
  readonly #redis: ScriptedRedis;
  readonly #platforms: string;

  /** @param platforms those whose chats are leased here; others are left to other processes */
  constructor(redis: ScriptedRedis, platforms: readonly string[]) {
    super(redis, keys.editsIn(0));
    this.#redis = redis;
    this.#platforms = `/${platforms.join('/')}/`;
  }

  protected override leaseDue(
    now: number,
    until: number,
    limit: number,
    moves: readonly (number | string)[],
  ): Promise<string[]> {
    return this.#redis.limnerLeaseEdits(keys.editsIn(0), now, until, limit, this.#platforms, ...moves);
  }

  protected override async move(moves: readonly (number | string)[]): Promise<void> {
    await this.#redis.limnerMoveEdits(keys.editsIn(0), ...moves);
  }

  override async renew(members: readonly string[], until: number): Promise<void> {
    if (members.length > 0) await this.move(members.flatMap((member) => [until, member]));
  }

  /** Leaves a chat alone until something else is to be shown there. */
  override remove(member: string): Promise<void> {
    return this.move([parkedScore, member]);
  }
}
