import { AppError, ProviderError } from '../errors.ts';
import { missingCounted, resultsKnown } from '../generation/attempt-transitions.ts';
import { lookMember } from '../generation/effects.ts';
import { deadlinePassed, partFailed } from '../generation/ending-transitions.ts';
import { findAttempt } from '../generation/record-parts.ts';
import type { ImageProvider, TaskStatus } from '../ports/image-provider.ts';
import type { DueSet } from '../storage/due-set.ts';
import { fetchAtOnce } from './fetch-at-once.ts';
import type { KeyRefusals } from './key-refusals.ts';
import { paceSlackMs } from './look-schedule.ts';
import type { LookNews, LookSchedule } from './look-schedule.ts';
import type { WatchedTask, WatchedTasks } from './watched-tasks.ts';
import { withoutEcho } from './without-echo.ts';
import type { WorkerContext } from './worker-context.ts';

/** How long a task is looked at after its deadline, and how often. Its picture is still kept for the history. */
export const lateForMs = 2 * 3_600_000;
const lateLookMs = 30_000;
/** Answers in a row that the gateway does not know a task, which end it. */
const missingLimit = 3;

export interface TaskAnswersConfig {
  readonly context: WorkerContext;
  readonly provider: ImageProvider;
  readonly due: DueSet;
  readonly schedule: LookSchedule;
  readonly tasks: WatchedTasks;
  /** Where the key is a person's own: they are told when it is refused. */
  readonly refusals: KeyRefusals | undefined;
}

/** What a gateway's answer about a task leads to, and a look that brought none. */
export class TaskAnswers {
  readonly #context: WorkerContext;
  readonly #provider: ImageProvider;
  readonly #due: DueSet;
  readonly #schedule: LookSchedule;
  readonly #tasks: WatchedTasks;
  readonly #refusals: KeyRefusals | undefined;

  constructor({ context, provider, due, schedule, tasks, refusals }: TaskAnswersConfig) {
    this.#context = context;
    this.#provider = provider;
    this.#due = due;
    this.#schedule = schedule;
    this.#tasks = tasks;
    this.#refusals = refusals;
  }

  /**
   * What cannot be taken in is asked for again until the deadline, and holds up no other look. "Not yet", which nearly every
   * answer is, costs no more than noting when to ask again: the promise is then that of the write, which others share.
   */
  takeIn(look: WatchedTask, status: TaskStatus): Promise<void> {
    this.#refusals?.forget(look.member);
    if (status.state !== 'running' || look.missingCount > 0 || this.#context.now() >= look.deadlineAt) {
      return this.#takeInChange(look, status);
    }
    const { progress, pollAfterMs } = status;
    if (progress !== undefined && progress !== look.shownProgress) return this.#takeInChange(look, status);
    return this.#lookAgain(look, { askedMs: pollAfterMs, progress });
  }

  async #takeInChange(look: WatchedTask, status: TaskStatus): Promise<void> {
    const { logger } = this.#context;
    try {
      await this.#apply(look, status);
    } catch (error) {
      logger.error(
        { generationId: look.generationId, attemptId: look.attemptId, state: status.state, error },
        'An answer could not be taken in',
      );
      await this.couldNotAsk(look, error).catch((again: unknown) =>
        logger.debug({ error: again }, 'A look is left to its lease'),
      );
    }
  }

  /** Trouble in asking never fails a task before its deadline, unless its own key is refused for good. */
  async couldNotAsk(look: WatchedTask, error: unknown): Promise<void> {
    const { logger } = this.#context;
    const { generationId, attemptId } = look;
    const said = await this.#withoutPrompt(error, look);
    logger.debug({ generationId, attemptId, provider: this.#provider.id, error: said }, 'A look failed');
    if (await this.#isOver(look, this.#refusals?.after(look.member, error, this.#context.now()))) return;
    const asked = error instanceof AppError ? error.retryAfterMs : undefined;
    await this.#lookAgain(look, { askedMs: asked, unanswered: true });
  }

  /** The gateway is not to be asked for so long. */
  async notAsked(look: WatchedTask, askedMs: number): Promise<void> {
    if (await this.#isOver(look)) return;
    await this.#lookAgain(look, { askedMs, unanswered: true });
  }

  async #apply(look: WatchedTask, status: TaskStatus): Promise<void> {
    const { generationId, attemptId } = look;
    const { live, logger, now } = this.#context;
    const fields = { generationId, attemptId, provider: this.#provider.id };
    switch (status.state) {
      case 'running':
        if (await this.#isOver(look)) return;
        if (status.progress !== undefined) {
          await live.setProgress(generationId, status.progress);
          look.shownProgress = status.progress;
        }
        if (look.missingCount > 0) return this.#countMissing(look, 0);
        return this.#lookAgain(look, { askedMs: status.pollAfterMs, progress: status.progress });
      case 'missing':
        return this.#missing(look);
      case 'succeeded':
        logger.info(fields, 'The gateway has finished');
        await this.#schedule.ended(look);
        this.#tasks.forget(look);
        if (status.images.length === 0) {
          return this.#fail(look, 'result-unusable', status.costMicroUsd);
        }
        return this.#fetch(look, status);
      case 'failed':
        logger.warn(
          {
            ...{ ...fields, code: status.error.code, at: now() },
            error: await this.#withoutPrompt(status.error, look),
          },
          'The gateway failed a task',
        );
        await this.#schedule.ended(look);
        return this.#fail(look, status.error.code, status.costMicroUsd ?? status.error.costMicroUsd);
    }
  }

  async #fetch(look: WatchedTask, status: Extract<TaskStatus, { state: 'succeeded' }>): Promise<void> {
    if (await fetchAtOnce(this.#context, { look, status, due: this.#due })) return;
    const { images, costMicroUsd, revisedPrompt } = status;
    await this.#context.store.transition(look.generationId, (current) => {
      const next = resultsKnown(current, look.attemptId, images, { costMicroUsd, revisedPrompt });
      return next && { next };
    });
  }

  /** The gateway does not know the task: believed when it says so three times in a row. */
  async #missing(look: WatchedTask): Promise<void> {
    const count = look.missingCount + 1;
    if (count >= missingLimit) return this.#fail(look, 'provider-failed');
    await this.#countMissing(look, count);
  }

  /** The member changes its name with whether the gateway missed the task, and with it its instant. */
  async #countMissing(look: WatchedTask, count: number): Promise<void> {
    const nextAt = this.#nextLookAt(look, { unanswered: true });
    this.#tasks.forget(look);
    await this.#context.store.transition(look.generationId, (current) => {
      const next = missingCounted(current, look.attemptId, count);
      const found = next && findAttempt(next, look.attemptId);
      if (!found) return undefined;
      const member = lookMember(current.id, found.part.index, found.position, found.attempt);
      return { next, schedule: { looks: { [member]: nextAt } } };
    });
    this.#context.leases.letGo(this.#due, look.member);
  }

  async #fail(look: WatchedTask, code: AppError['code'], costMicroUsd?: number): Promise<void> {
    this.#tasks.forget(look);
    await this.#context.store.transition(look.generationId, (current) => {
      const next = partFailed(current, look.attemptId, { code, costMicroUsd }, this.#context.now());
      return next && { next };
    });
  }

  /** Tells the user when the deadline is over or their key is taken no more; gives a late task up after a while. */
  async #isOver(look: WatchedTask, key?: 'refused' | 'revoked'): Promise<boolean> {
    const { store, now, logger } = this.#context;
    const { generationId, attemptId, deadlineAt, late } = look;
    const at = now();
    if (at < deadlineAt && (late || key !== 'revoked')) return false;
    if (late) {
      if (at < deadlineAt + lateForMs) return false;
      await this.#schedule.ended(look, 'given-up');
      await this.#fail(look, 'generation-timed-out');
      return true;
    }
    const code = key ? 'own-key-revoked' : 'generation-timed-out';
    const fields = { generationId, attemptId, provider: this.#provider.id, code };
    logger.warn(fields, 'A task is waited for no more');
    // It may be late before its deadline: from now on its record tells.
    this.#tasks.forget(look);
    await store.transition(generationId, (current) => {
      const next = deadlinePassed(current, attemptId, at, code);
      return next && { next, schedule: { looks: { [look.member]: at + lateLookMs } } };
    });
    this.#context.leases.letGo(this.#due, look.member);
    return true;
  }

  #lookAgain(look: WatchedTask, news: LookNews): Promise<void> {
    const nextAt = this.#nextLookAt(look, news);
    return this.#context.leases.postpone(this.#due, look.member, nextAt, paceSlackMs);
  }

  #nextLookAt(look: WatchedTask, news: LookNews): number {
    const at = this.#context.now();
    const { deadlineAt } = look;
    const next =
      at < deadlineAt
        ? // A deadline is noticed when it passes, not at the next look after it.
          Math.min(this.#schedule.again(look, news), Math.max(deadlineAt, at + 50))
        : at + Math.max(news.askedMs ?? 0, lateLookMs);
    return Math.ceil(next);
  }

  /** The prompt is read only where a gateway's words are to be freed of it. */
  async #withoutPrompt(error: unknown, { generationId }: WatchedTask): Promise<unknown> {
    if (!(error instanceof ProviderError) || error.providerMessage === undefined) return error;
    const generation = await this.#context.store.get(generationId).catch(() => undefined);
    return withoutEcho(error, generation?.request.prompt ?? error.providerMessage);
  }
}
