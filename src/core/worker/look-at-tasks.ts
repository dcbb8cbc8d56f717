import type { ImageProvider, TaskStatus } from '../ports/image-provider.ts';
import type { DueSet } from '../storage/due-set.ts';
import { isRefusal, slowDown, wayOf } from './gateway-pace.ts';
import type { KeyRefusals } from './key-refusals.ts';
import type { LookSchedule } from './look-schedule.ts';
import { TaskAnswers } from './task-answers.ts';
import { WatchedTasks } from './watched-tasks.ts';
import type { WatchedTask } from './watched-tasks.ts';
import type { WorkerContext } from './worker-context.ts';

/** How long a look may take; its lease is renewed meanwhile. */
const lookTimeoutMs = 15_000;
/** Looks at one gateway at the same time, where it has no batch; else requests for many. */
const looksAtOnce = 20;
const batchesAtOnce = 8;
/** Looks that a pause has held up are made over such a time, milliseconds. */
const resumeOverMs = 1_000;

/** Looks at a gateway's due tasks together: in batches where it has such a call, else side by side. */
export class TaskWatcher {
  readonly #context: WorkerContext;
  readonly #provider: ImageProvider;
  readonly #due: DueSet;
  readonly #schedule: LookSchedule;
  readonly #tasks: WatchedTasks;
  readonly #answers: TaskAnswers;
  readonly #account: string;
  readonly #way: string;

  /**
   * @param account whose limits its looks count against
   * @param refusals where the key is a person's own: they are told when it is refused
   */
  constructor(
    context: WorkerContext,
    provider: ImageProvider,
    due: DueSet,
    schedule: LookSchedule,
    account = provider.id,
    refusals?: KeyRefusals,
  ) {
    this.#account = account;
    this.#way = wayOf(account, 'look');
    this.#context = context;
    this.#provider = provider;
    this.#due = due;
    this.#schedule = schedule;
    const { store, now } = context;
    const tasks = new WatchedTasks({ store, provider, now });
    this.#tasks = tasks;
    this.#answers = new TaskAnswers({ context, provider, due, schedule, tasks, refusals });
  }

  /**
   * Sees to leased members; every one of them is afterwards gone, or due at the instant of its next look.
   *
   * @param leasedUntil Unix ms
   */
  async look(members: readonly string[], leasedUntil?: number): Promise<void> {
    // All are held while some wait for their turn: else they would be looked at twice.
    await this.#context.leases.during(this.#due, members, () => this.#lookAtAll(members), leasedUntil);
  }

  async #lookAtAll(members: readonly string[]): Promise<void> {
    const { tasks: looks, gone } = await this.#tasks.load(members);
    for (const member of gone) await this.#due.remove(member);
    await this.#schedule.prepared(looks);
    // Most are about the same write, and one promise stands for all of those.
    const takenIn = new Set<Promise<void>>();
    const batchSize = this.#provider.limits.pollBatchSize;
    if (batchSize <= 1 || !this.#provider.pollMany) await this.#lookSingly(looks, takenIn);
    else await this.#lookInBatches(looks, batchSize, takenIn);
    for (const result of await Promise.allSettled(takenIn)) {
      if (result.status === 'fulfilled') continue;
      this.#context.logger.debug({ error: result.reason as unknown }, 'Looks are left to their leases');
    }
  }

  async #lookInBatches(
    looks: readonly WatchedTask[],
    batchSize: number,
    takenIn: Set<Promise<void>>,
  ): Promise<void> {
    const byBase = new Map<string, WatchedTask[]>();
    for (const look of looks) {
      const group = byBase.get(look.task.baseUrl);
      if (group) group.push(look);
      else byBase.set(look.task.baseUrl, [look]);
    }
    const batches = [...byBase.values()].flatMap((group) => inPieces(group, batchSize));
    await inLanes(batches, batchesAtOnce, (batch) => this.#lookTogether(batch, takenIn));
  }

  async #lookTogether(looks: readonly WatchedTask[], takenIn: Set<Promise<void>>): Promise<void> {
    const { pollMany } = this.#provider;
    if (!pollMany || looks.length < 2) return this.#lookSingly(looks, takenIn);
    const heldMs = this.#context.brakes.waitMs(this.#way);
    if (heldMs > 0) return this.#waitOut(looks, heldMs);
    let statuses: ReadonlyMap<string, TaskStatus>;
    const sentAt = this.#context.now();
    for (const look of looks) look.sentAt = sentAt;
    try {
      statuses = await pollMany.call(
        this.#provider,
        looks.map(({ task }) => task),
        { timeoutMs: lookTimeoutMs },
      );
      this.#schedule.price.asked();
    } catch (error) {
      this.#noteRefusal(error);
      await Promise.all(looks.map((look) => this.#answers.couldNotAsk(look, error)));
      return;
    }
    const alone: WatchedTask[] = [];
    for (const look of looks) {
      const status = statuses.get(look.task.id);
      if (status) takenIn.add(this.#answers.takeIn(look, status));
      else alone.push(look);
    }
    if (alone.length > 0) await this.#lookSingly(alone, takenIn);
  }

  /** What is done with the answers is added to `takenIn`: the next look does not wait for it. */
  async #lookSingly(looks: readonly WatchedTask[], takenIn: Set<Promise<void>>): Promise<void> {
    const late: WatchedTask[] = [];
    const options = { timeoutMs: lookTimeoutMs };
    await inLanes(looks, looksAtOnce, async (look) => {
      if (this.#context.brakes.waitMs(this.#way) > 0) {
        late.push(look);
        return;
      }
      let status: TaskStatus;
      look.sentAt = this.#context.now();
      try {
        status = await this.#provider.poll(look.task, options);
        this.#schedule.price.asked();
      } catch (error) {
        this.#noteRefusal(error);
        await this.#answers.couldNotAsk(look, error);
        return;
      }
      takenIn.add(this.#answers.takeIn(look, status));
    });
    if (late.length > 0) await this.#waitOut(late, this.#context.brakes.waitMs(this.#way));
  }

  #noteRefusal(error: unknown): void {
    this.#schedule.price.asked(isRefusal(error));
    if (isRefusal(error)) slowDown(this.#context, this.#account, 'look', error);
  }

  /** The gateway asked some process for a pause: nothing is asked, and afterwards not everything at once. */
  async #waitOut(looks: readonly WatchedTask[], heldMs: number): Promise<void> {
    await Promise.all(
      looks.map((look, position) =>
        this.#answers.notAsked(
          look,
          heldMs + position * (resumeOverMs / Math.max(looksAtOnce, looks.length)),
        ),
      ),
    );
  }
}

function inPieces<T>(all: readonly T[], size: number): readonly T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

/** Works on all, at most so many at once. */
async function inLanes<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < all.length) {
      const one = all[next] as T;
      next += 1;
      await work(one);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, lane));
}
