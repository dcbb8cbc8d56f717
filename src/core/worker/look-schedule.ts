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
const batchGridMs = 100;
/** Tasks whose last look is remembered here; of others it is worked out. */
const rememberedLooks = 20_000;

/** What the schedule must know of a task. */
export interface SubmittedTask {
  readonly part: Part;
  readonly attempt: Pick<Attempt, 'submittedAt'>;
}

/** One that was looked at, by its name in the due set. */
export interface LookedAt extends SubmittedTask {
  readonly member: string;
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
  readonly #lastLooks = new Map<string, number>();

  constructor(context: WorkerContext, provider: ImageProvider) {
    this.#context = context;
    this.#provider = provider;
    const usual = provider.limits.pollBatchSize > 1 ? usualPrice.batch : usualPrice.single;
    this.price = new LookPrice({ usual, now: context.now });
  }

  /** When to look for the first time at a task that the gateway has just taken (Unix ms). */
  async first(task: SubmittedTask, askedMs: number | undefined): Promise<number> {
    const { firstLookMs } = laneOf(this.#context, this.#provider);
    return this.#at(task, { askedMs }, askedMs ?? firstLookMs);
  }

  /** The submit itself brought the pictures: nothing to look at, all the more exact for the law. */
  answeredAtOnce({ part, attempt }: SubmittedTask): void {
    const elapsedMs = this.#context.now() - attempt.submittedAt;
    this.#context.laws.learn(kindOf(this.#provider, part), { afterMs: elapsedMs - 1, byMs: elapsedMs });
  }

  /** When to look again at a task that has not ended (Unix ms). */
  async again(task: LookedAt, news: LookNews): Promise<number> {
    const { lookMs } = laneOf(this.#context, this.#provider);
    // An operator may look more often than the gateway advises, never by accident.
    const advised = Math.max(news.askedMs ?? lookMs, Math.min(this.#provider.limits.minLookMs, lookMs));
    await this.#tellUnusual(task);
    const at = await this.#at(task, news, advised);
    if (!news.unanswered) this.#remember(task.member, this.#context.now());
    return at;
  }

  /** A task has ended, or was given up unfinished. */
  async ended(task: LookedAt, how: 'ended' | 'given-up' = 'ended'): Promise<void> {
    const elapsedMs = this.#context.now() - task.attempt.submittedAt;
    const last = this.#lastLooks.get(task.member);
    this.#lastLooks.delete(task.member);
    const kind = kindOf(this.#provider, task.part);
    if (how === 'given-up') {
      this.#context.laws.learn(kind, { afterMs: elapsedMs });
      return;
    }
    const afterMs =
      last === undefined ? await this.#likelyLastLook(task, elapsedMs) : last - task.attempt.submittedAt;
    this.#context.laws.learn(kind, { afterMs, byMs: elapsedMs });
  }

  async #at(task: SubmittedTask, news: LookNews, advisedMs: number): Promise<number> {
    const now = this.#context.now();
    const known = await this.#law(task.part);
    const at = known ? this.#byLaw(task, news, known, now) : now + advisedMs;
    if (this.#provider.limits.pollBatchSize <= 1) return at;
    return laneOf(this.#context, this.#provider).fixed ? at : Math.ceil(at / batchGridMs) * batchGridMs;
  }

  #byLaw(task: SubmittedTask, { askedMs, progress }: LookNews, known: KnownLaw, now: number): number {
    const { submittedAt } = task.attempt;
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
  async #law(part: Part): Promise<KnownLaw | undefined> {
    if (laneOf(this.#context, this.#provider).fixed) return undefined;
    return this.#context.laws.get(kindOf(this.#provider, part));
  }

  /** Another process looked last: about when, going by the law. */
  async #likelyLastLook(task: LookedAt, elapsedMs: number): Promise<number> {
    const known = await this.#law(task.part);
    if (!known) return Math.max(0, elapsedMs - laneOf(this.#context, this.#provider).lookMs);
    const bounds = this.#bounds();
    let last = 0;
    for (let at = 0; at <= elapsedMs - bounds.floorMs; at = nextLookMs(known.law, at, bounds)) last = at;
    return last;
  }

  /** One line when a task passes what is usual, at the first look after that. */
  async #tellUnusual({ member, part, attempt }: LookedAt): Promise<void> {
    const last = this.#lastLooks.get(member);
    const known = last === undefined ? undefined : await this.#law(part);
    if (last === undefined || !known) return;
    const elapsedMs = this.#context.now() - attempt.submittedAt;
    if (elapsedMs < known.unusualMs || last - attempt.submittedAt >= known.unusualMs) return;
    this.#context.logger.info(
      { task: member, provider: this.#provider.id, elapsedMs, usualMs: Math.round(known.unusualMs) },
      'A task takes longer than usual',
    );
  }

  #remember(member: string, at: number): void {
    this.#lastLooks.delete(member);
    this.#lastLooks.set(member, at);
    const [oldest] = this.#lastLooks.keys();
    if (this.#lastLooks.size > rememberedLooks && oldest !== undefined) this.#lastLooks.delete(oldest);
  }
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
