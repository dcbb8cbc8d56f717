import type { DueSet } from '../storage/due-set.ts';
import type { WorkerContext } from './worker-context.ts';

export interface DueLoopConfig {
  readonly due: DueSet;
  readonly context: WorkerContext;
  readonly leaseMs: number;
  /** For how long what is leased need not be looked at again if nothing is new, where that is known and longer than a lease. */
  readonly restMs?: () => number;
  /** How many are taken at once; one by one, also how many run at once. */
  readonly batch: number;
  /** True: the handler gets all that were leased, and until when, and renews their leases itself; false: one call for each. */
  readonly together: boolean;
  readonly handle: (members: readonly string[], leasedUntil: number) => Promise<void>;
  /** How long what becomes due is left to gather, so that it is taken together, milliseconds; a nudge does not wait. */
  readonly gatherMs?: () => number;
}

/** One of a loop's places: either given back, or used for one piece of work, which the loop's stop waits for. */
export interface ReservedPlace {
  giveBack(): void;
  run(work: () => Promise<void>): void;
}

/** The longest sleep: what a forgotten wake-up costs. */
const longestSleepMs = 1_000;
/** Those who have nothing to do turn at the same instants, so that one write asks the store for all; each process at its own. */
const turnsAt = Math.floor(performance.timeOrigin % longestSleepMs);
/** A timer may be early or late by so much. */
const timerSlackMs = 20;

/** Where a handler takes groups: how many batches of members may be in hand at once, in whatever groups they came. */
const batchesInHand = 4;

/** Sleeps until something in a due set is due, leases it, and hands it on while renewing the lease. */
export class DueLoop {
  readonly #config: DueLoopConfig;
  readonly #running = new Set<Promise<void>>();
  #inHand = 0;
  #timer: NodeJS.Timeout | undefined;
  #wakeAt = 0;
  #turnedAt = -Infinity;
  #turning = false;
  /** Something may be due that there was no room for. */
  #full = false;
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(config: DueLoopConfig) {
    this.#config = config;
  }

  start(): void {
    this.#config.due.tellPostponed((until) => this.#postponed(until));
    this.#sleepUntil(0);
  }

  /** Something will be due at this instant, perhaps before the timer. */
  nudge(at: number): void {
    if (at < this.#wakeAt) this.#sleepUntil(at);
  }

  /** False while it could take nothing that is due. */
  get hasRoom(): boolean {
    return this.#room() > 0;
  }

  /** Takes a place for work that goes on without a turn of the set, which holds its member by a lease of its own. */
  reserve(): ReservedPlace | undefined {
    if (this.#stopped || this.#config.together || this.#room() <= 0) return undefined;
    this.#inHand += 1;
    const giveBack = (): void => {
      this.#inHand -= 1;
      if (this.#full) this.nudge(this.#config.context.now());
    };
    return {
      giveBack,
      run: (work) => {
        this.#inHand -= 1;
        this.#run(1, work());
      },
    };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    // What a turn under way has leased already is still seen to.
    await this.#turn;
    await Promise.allSettled([...this.#running]);
  }

  #sleepUntil(at: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    const { due, context } = this.#config;
    this.#wakeAt = at;
    const delay = Math.min(longestSleepMs + timerSlackMs, Math.max(0, at - context.now()));
    due.expectLease(delay);
    this.#timer = setTimeout(() => this.#turnOnce(), delay);
  }

  /** What is postponed here may be due before the timer. */
  #postponed(until: number): void {
    if (until < this.#wakeAt) this.nudge(this.#gathered(until));
  }

  /** When to turn for what is due at an instant, and for what else becomes due until then. */
  #gathered(at: number): number {
    return Math.max(at, this.#turnedAt + (this.#config.gatherMs?.() ?? 0));
  }

  #turnOnce(): void {
    if (this.#turning || this.#stopped) return;
    this.#turning = true;
    this.#turn = this.#lookForDue();
  }

  async #lookForDue(): Promise<void> {
    const { due, context, leaseMs } = this.#config;
    this.#turnedAt = context.now();
    let next = idleTurnAfter(this.#turnedAt);
    // A nudge during the turn must not be forgotten by the sleep at its end.
    this.#wakeAt = Infinity;
    const nudged = (): number => this.#wakeAt;
    try {
      const room = this.#room();
      this.#full = room === 0;
      // While the store was away no holder could renew: they get the time to do so before their leases count as lapsed.
      const judgedFrom = context.storeBackAt() + leaseMs;
      if (context.now() < judgedFrom) {
        next = Math.min(next, judgedFrom);
      } else if (room > 0) {
        const now = context.now();
        const leasedMs = Math.max(leaseMs, this.#config.restMs?.() ?? 0);
        const { members, nextAt } = await due.lease(now, leasedMs, room);
        const free = members.filter((member) => !context.leases.holds(due, member));
        if (free.length > 0) this.#take(free, now + leasedMs);
        if (nextAt !== undefined) next = Math.min(next, this.#gathered(nextAt));
        this.#full = members.length === room;
        if (this.#full) next = context.now();
      }
    } catch (error) {
      context.logger.debug({ error }, 'A due set could not be looked at');
    } finally {
      this.#turning = false;
    }
    this.#sleepUntil(Math.min(next, nudged()));
  }

  #room(): number {
    const { together, batch } = this.#config;
    return together ? Math.min(batch, batchesInHand * batch - this.#inHand) : batch - this.#inHand;
  }

  #take(members: readonly string[], leasedUntil: number): void {
    const { due, context, handle } = this.#config;
    if (this.#config.together) return this.#run(members.length, handle(members, leasedUntil));
    for (const member of members) {
      this.#run(
        1,
        context.leases.during(due, [member], () => handle([member], leasedUntil)),
      );
    }
  }

  #run(members: number, work: Promise<void>): void {
    const { context } = this.#config;
    this.#inHand += members;
    const task: Promise<void> = work
      .catch((error: unknown) => context.logger.error({ error }, 'Due work broke off'))
      .finally(() => {
        this.#running.delete(task);
        this.#inHand -= members;
        if (this.#full) this.nudge(context.now());
      });
    this.#running.add(task);
  }
}

function idleTurnAfter(now: number): number {
  return Math.floor((now + timerSlackMs - turnsAt) / longestSleepMs + 1) * longestSleepMs + turnsAt;
}
