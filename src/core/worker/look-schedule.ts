import type { Attempt, Part } from '../generation/generation.ts';
import { lawOf } from '../looks/duration-law.ts';
import type { DurationLaw } from '../looks/duration-law.ts';
import { LookPrice } from '../looks/look-price.ts';
import { nextLookMs } from '../looks/next-look.ts';
import { progressHint } from '../looks/progress-hint.ts';
import type { ImageProvider } from '../ports/image-provider.ts';
import type { KnownLaw, TaskKind } from '../storage/look-laws.ts';
import { laneOf } from './worker-context.ts';
import type { WorkerContext } from './worker-context.ts';

/** Seconds of a user's waiting that a look is worth: alone, and where one request looks at many. */
const usualPrice = { single: 0.2, batch: 0.05 };
/**
 * The longest time without a look, as a multiple of the advised pace. A law that has become wrong (the gateway is suddenly
 * faster) then costs its users half a minute at most, and one look in eight advised ones is all that it costs a right one.
 */
const longestInLooks = 8;
/** Where one request looks at many tasks, they are due together on such a grid. */
const batchGridMs = 160;

/**
 * A look at an operator's pace may be later by this, milliseconds: most answers are then within the lease that their task was taken
 * with, which ends when it is looked at next, and nothing needs to be written.
 */
export const paceSlackMs = 40;
/**
 * The slowest pace at which a lease lasts until the next look, milliseconds: so long nobody looks at what a process had in hand
 * that died, and a slower pace writes seldom anyway.
 */
const longestRestMs = 10_000;

/**
 * How long looks that become due are gathered, milliseconds: alone, and where one request looks at many. A picture is
 * noticed later by half of it on average, for a hundredth of the calls to the store, and full requests. At an operator's pace it is a share of that pace, within bounds.
 */
const gatheredMs = { single: 40, batch: 150 } as const;
const gatheredShare = { single: 1 / 50, batch: 1 / 20 } as const;
const longestGatherMs = 200;

/** What the schedule must know of a task. */
export interface SubmittedTask {
  readonly kind: TaskKind;
  /** Unix ms. */
  readonly submittedAt: number;
}

/** One that is looked at, by its name in the due set. */
export interface LookedAt extends SubmittedTask {
  readonly member: string;
  /** When the gateway last said that it is not done (Unix ms); undefined where this process does not know. */
  lastLookAt?: number;
  /** When the gateway was asked last (Unix ms). */
  sentAt?: number;
}

export interface LookNews {
  /** How long the gateway asked us to wait, milliseconds. */
  readonly askedMs?: number | undefined;
  /** Percent, where the gateway tells. */
  readonly progress?: number | undefined;
  /** The gateway did not say how the task stands. */
  readonly unanswered?: true;
}

/** Decides when a gateway's tasks are looked at, and learns from when they end. */
export class LookSchedule {
  readonly price: LookPrice;
  readonly #context: WorkerContext;
  readonly #provider: ImageProvider;

  constructor(context: WorkerContext, provider: ImageProvider) {
    this.#context = context;
    this.#provider = provider;
    const usual = provider.limits.pollBatchSize > 1 ? usualPrice.batch : usualPrice.single;
    this.price = new LookPrice({ usual, now: context.now });
  }

  /** How long a task that is taken now rests until its next look, where that is the same for all, milliseconds; else 0. */
  get restMs(): number {
    const { lookMs, fixed } = laneOf(this.#context, this.#provider);
    return fixed && lookMs <= longestRestMs ? lookMs + paceSlackMs : 0;
  }

  /** How long looks that become due are left to gather, milliseconds. */
  get gatherMs(): number {
    const how = this.#provider.limits.pollBatchSize > 1 ? 'batch' : 'single';
    const { lookMs, fixed } = laneOf(this.#context, this.#provider);
    const share = fixed ? Math.min(longestGatherMs, lookMs * gatheredShare[how]) : 0;
    return Math.max(gatheredMs[how], share);
  }

  /** When to look for the first time at a task that the gateway has just taken (Unix ms). */
  async first(task: SubmittedTask, askedMs: number | undefined): Promise<number> {
    const { firstLookMs } = laneOf(this.#context, this.#provider);
    const known = await this.#law(task.kind);
    return this.#at(task, { askedMs }, { known, advisedMs: askedMs ?? firstLookMs });
  }

  /** The submit itself brought the pictures: nothing to look at, all the more exact for the law. */
  answeredAtOnce({ kind, submittedAt }: SubmittedTask): void {
    const elapsedMs = this.#context.now() - submittedAt;
    this.#context.laws.learn(kind, { afterMs: elapsedMs - 1, byMs: elapsedMs });
  }

  /** What `again` goes by for these tasks is in memory once this resolves; undefined when it is already. */
  prepared(tasks: readonly SubmittedTask[]): Promise<unknown> | undefined {
    if (laneOf(this.#context, this.#provider).fixed) return undefined;
    return this.#context.laws.refresh(new Set(tasks.map(({ kind }) => kind)));
  }

  /** When to look again at a task that has not ended (Unix ms). Asks nobody: thousands wait. */
  again(task: LookedAt, news: LookNews): number {
    const { lookMs, fixed } = laneOf(this.#context, this.#provider);
    // An operator may look more often than the gateway advises, never by accident.
    const advised = Math.max(news.askedMs ?? lookMs, Math.min(this.#provider.limits.minLookMs, lookMs));
    const known = fixed ? undefined : this.#context.laws.known(task.kind);
    if (known) this.#tellUnusual(task, known);
    const at = fixed
      ? this.#atPace(task, news, advised)
      : this.#at(task, news, { known, advisedMs: advised });
    if (!news.unanswered) task.lastLookAt = this.#context.now();
    return at;
  }

  /** A task has ended, or was given up unfinished. */
  async ended(task: LookedAt, how: 'ended' | 'given-up' = 'ended'): Promise<void> {
    const { kind, submittedAt, lastLookAt } = task;
    const elapsedMs = this.#context.now() - submittedAt;
    if (how === 'given-up') {
      this.#context.laws.learn(kind, { afterMs: elapsedMs });
      return;
    }
    const afterMs =
      lastLookAt === undefined ? await this.#likelyLastLook(task, elapsedMs) : lastLookAt - submittedAt;
    this.#context.laws.learn(kind, { afterMs, byMs: elapsedMs });
  }

  /** An operator's pace is counted from request to request, a gateway's minimum from its answer on. */
  #atPace({ sentAt }: LookedAt, { askedMs, unanswered }: LookNews, advisedMs: number): number {
    const now = this.#context.now();
    if (sentAt === undefined || askedMs !== undefined || unanswered) return now + advisedMs;
    return Math.max(sentAt + advisedMs, now + Math.min(this.#provider.limits.minLookMs, advisedMs));
  }

  #at(
    task: SubmittedTask,
    news: LookNews,
    { known, advisedMs }: { known: KnownLaw | undefined; advisedMs: number },
  ): number {
    const now = this.#context.now();
    const at = known ? this.#byLaw(task, news, known, now) : now + advisedMs;
    if (this.#provider.limits.pollBatchSize <= 1) return at;
    return laneOf(this.#context, this.#provider).fixed ? at : Math.ceil(at / batchGridMs) * batchGridMs;
  }

  #byLaw(task: SubmittedTask, { askedMs, progress }: LookNews, known: KnownLaw, now: number): number {
    const { submittedAt } = task;
    const elapsedMs = Math.max(0, now - submittedAt);
    const law = sharpened(known, progress, elapsedMs);
    return submittedAt + Math.round(nextLookMs(law, elapsedMs, this.#bounds(askedMs)));
  }

  #bounds(askedMs = 0): { floorMs: number; longestMs: number; price: number } {
    const { firstLookMs, lookMs } = laneOf(this.#context, this.#provider);
    return {
      floorMs: Math.max(this.#provider.limits.minLookMs, askedMs),
      longestMs: Math.max(firstLookMs, longestInLooks * lookMs),
      price: this.price.value,
    };
  }

  /** Undefined while advice is followed: an operator's pace, or too little seen. */
  async #law(kind: TaskKind): Promise<KnownLaw | undefined> {
    if (laneOf(this.#context, this.#provider).fixed) return undefined;
    return this.#context.laws.get(kind);
  }

  /** Another process looked last: about when, going by the law. */
  async #likelyLastLook(task: LookedAt, elapsedMs: number): Promise<number> {
    const known = await this.#law(task.kind);
    if (!known) return Math.max(0, elapsedMs - laneOf(this.#context, this.#provider).lookMs);
    const bounds = this.#bounds();
    let last = 0;
    for (let at = 0; at <= elapsedMs - bounds.floorMs; at = nextLookMs(known.law, at, bounds)) last = at;
    return last;
  }

  /** One line when a task passes what is usual, at the first look after that. */
  #tellUnusual({ member, submittedAt, lastLookAt }: LookedAt, known: KnownLaw): void {
    if (lastLookAt === undefined) return;
    const elapsedMs = this.#context.now() - submittedAt;
    if (elapsedMs < known.unusualMs || lastLookAt - submittedAt >= known.unusualMs) return;
    this.#context.logger.info(
      { task: member, provider: this.#provider.id, elapsedMs, usualMs: Math.round(known.unusualMs) },
      'A task takes longer than usual',
    );
  }
}

/** What the schedule must know of an attempt that was begun. */
export function submittedTask(
  provider: ImageProvider,
  { part, attempt }: { part: Part; attempt: Pick<Attempt, 'submittedAt'> },
): SubmittedTask {
  return { kind: kindOf(provider, part), submittedAt: attempt.submittedAt };
}

/** What makes tasks of a gateway alike. */
export function kindOf({ id, model }: ImageProvider, { applied, count }: Part): TaskKind {
  return { provider: id, model, resolution: applied.resolution, quality: applied.quality, count };
}

/** The law, narrowed by what the gateway says about this one task; the very same where it says nothing. */
export function sharpened(known: KnownLaw, progress: number | undefined, elapsedMs: number): DurationLaw {
  const hint = progress === undefined ? undefined : progressHint(progress, elapsedMs);
  return hint ? lawOf(known.histogram, hint) : known.law;
}
