import { AppError, ProviderError } from '../errors.ts';
import { missingCounted, resultsKnown } from '../generation/attempt-transitions.ts';
import { lookMember } from '../generation/effects.ts';
import { deadlinePassed, partFailed } from '../generation/ending-transitions.ts';
import { findAttempt } from '../generation/record-parts.ts';
import type { ImageProvider, TaskStatus } from '../ports/image-provider.ts';
import type { DueSet } from '../storage/due-set.ts';
import { heldFor, isRefusal, slowDown } from './gateway-pace.ts';
import type { KeyRefusals } from './key-refusals.ts';
import type { LookNews, LookSchedule } from './look-schedule.ts';
import { WatchedTasks } from './watched-tasks.ts';
import type { WatchedTask } from './watched-tasks.ts';
import { withoutEcho } from './without-echo.ts';
import type { WorkerContext } from './worker-context.ts';

/** How long a look may take; its lease is renewed meanwhile. */
const lookTimeoutMs = 15_000;
/** Looks at one gateway at the same time, where it has no batch. */
const looksAtOnce = 20;
/** Looks that a pause has held up are made over such a time, milliseconds. */
const resumeOverMs = 1_000;
/** How long a task is looked at after its deadline, and how often. Its picture is still kept for the history. */
export const lateForMs = 2 * 3_600_000;
const lateLookMs = 30_000;
/** Answers in a row that the gateway does not know a task, which end it. */
const missingLimit = 3;

/** Looks at a gateway's due tasks together: in batches where it has such a call, else side by side. */
export class TaskWatcher {
  readonly #context: WorkerContext;
  readonly #provider: ImageProvider;
  readonly #due: DueSet;
  readonly #schedule: LookSchedule;
  readonly #tasks: WatchedTasks;
  readonly #account: string;
  readonly #refusals: KeyRefusals | undefined;

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
    this.#refusals = refusals;
    this.#account = account;
    this.#context = context;
    this.#provider = provider;
    this.#due = due;
    this.#schedule = schedule;
    const { store, now } = context;
    this.#tasks = new WatchedTasks({ store, provider, now });
  }

  /** Sees to leased members; every one of them is afterwards postponed or gone. */
  async look(members: readonly string[]): Promise<void> {
    // All are held while some wait for their turn: else they would be looked at twice.
    await this.#context.leases.during(this.#due, members, () => this.#lookAtAll(members));
  }

  async #lookAtAll(members: readonly string[]): Promise<void> {
    const { tasks: looks, gone } = await this.#tasks.load(members);
    for (const member of gone) await this.#due.remove(member);
    const batchSize = this.#provider.limits.pollBatchSize;
    if (batchSize <= 1 || !this.#provider.pollMany) {
      await this.#lookSingly(looks);
      return;
    }
    const byBase = new Map<string, WatchedTask[]>();
    for (const look of looks) byBase.set(look.task.baseUrl, [...(byBase.get(look.task.baseUrl) ?? []), look]);
    for (const group of byBase.values()) {
      for (let start = 0; start < group.length; start += batchSize) {
        await this.#lookTogether(group.slice(start, start + batchSize));
      }
    }
  }

  async #lookTogether(looks: readonly WatchedTask[]): Promise<void> {
    const { pollMany } = this.#provider;
    if (!pollMany || looks.length < 2) return this.#lookSingly(looks);
    const heldMs = heldFor(this.#context, this.#account, 'look');
    if (heldMs > 0) return this.#waitOut(looks, heldMs);
    let statuses: ReadonlyMap<string, TaskStatus>;
    try {
      statuses = await pollMany.call(
        this.#provider,
        looks.map(({ task }) => task),
        { timeoutMs: lookTimeoutMs },
      );
      this.#schedule.price.asked();
    } catch (error) {
      this.#noteRefusal(error);
      await Promise.all(looks.map((look) => this.#couldNotAsk(look, error)));
      return;
    }
    const alone = looks.filter(({ task }) => !statuses.has(task.id));
    await Promise.all(
      looks.map(async (look) => {
        const status = statuses.get(look.task.id);
        if (status) await this.#takeIn(look, status);
      }),
    );
    await this.#lookSingly(alone);
  }

  async #lookSingly(looks: readonly WatchedTask[]): Promise<void> {
    const queue = [...looks];
    const takenIn: Promise<void>[] = [];
    const lane = async (): Promise<void> => {
      for (let look = queue.shift(); look; look = queue.shift()) {
        const heldMs = heldFor(this.#context, this.#account, 'look');
        if (heldMs > 0) return this.#waitOut([look, ...queue.splice(0)], heldMs);
        await this.#lookAtOne(look, takenIn);
      }
    };
    await Promise.all(Array.from({ length: Math.min(looksAtOnce, queue.length) }, lane));
    await Promise.all(takenIn);
  }

  /** Ends when the gateway has answered; what is done with its answer is added to `takenIn`. */
  async #lookAtOne(look: WatchedTask, takenIn: Promise<void>[]): Promise<void> {
    let status: TaskStatus;
    try {
      status = await this.#provider.poll(look.task, { timeoutMs: lookTimeoutMs });
      this.#schedule.price.asked();
    } catch (error) {
      this.#noteRefusal(error);
      await this.#couldNotAsk(look, error);
      return;
    }
    takenIn.push(this.#takeIn(look, status));
  }

  #noteRefusal(error: unknown): void {
    this.#schedule.price.asked(isRefusal(error));
    if (isRefusal(error)) slowDown(this.#context, this.#account, 'look', error);
  }

  /** The gateway asked some process for a pause: nothing is asked, and afterwards not everything at once. */
  async #waitOut(looks: readonly WatchedTask[], heldMs: number): Promise<void> {
    await Promise.all(
      looks.map(async (look, position) => {
        if (await this.#isOver(look)) return;
        const askedMs = heldMs + position * (resumeOverMs / Math.max(looksAtOnce, looks.length));
        await this.#lookAgain(look, { askedMs, unanswered: true });
      }),
    );
  }

  /** What cannot be taken in is asked for again until the deadline, and holds up no other look. */
  async #takeIn(look: WatchedTask, status: TaskStatus): Promise<void> {
    const { logger } = this.#context;
    this.#refusals?.forget(look.member);
    try {
      await this.#apply(look, status);
    } catch (error) {
      logger.error(
        { generationId: look.generationId, attemptId: look.attemptId, state: status.state, error },
        'An answer could not be taken in',
      );
      await this.#couldNotAsk(look, error).catch((again: unknown) =>
        logger.debug({ error: again }, 'A look is left to its lease'),
      );
    }
  }

  /** Trouble in asking never fails a task before its deadline, unless its own key is refused for good. */
  async #couldNotAsk(look: WatchedTask, error: unknown): Promise<void> {
    const { logger } = this.#context;
    const { generationId, attemptId } = look;
    const said = await this.#withoutPrompt(error, look);
    logger.debug({ generationId, attemptId, provider: this.#provider.id, error: said }, 'A look failed');
    if (await this.#isOver(look, this.#refusals?.after(look.member, error, this.#context.now()))) return;
    const asked = error instanceof AppError ? error.retryAfterMs : undefined;
    await this.#lookAgain(look, { askedMs: asked, unanswered: true });
  }

  async #apply(look: WatchedTask, status: TaskStatus): Promise<void> {
    const { generationId, attemptId } = look;
    const { store, live, logger, now } = this.#context;
    const fields = { generationId, attemptId, provider: this.#provider.id };
    switch (status.state) {
      case 'running':
        if (await this.#isOver(look)) return;
        if (status.progress !== undefined) await live.setProgress(generationId, status.progress);
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
        await store.transition(generationId, (current) => {
          const next = resultsKnown(current, attemptId, status.images, {
            costMicroUsd: status.costMicroUsd,
            revisedPrompt: status.revisedPrompt,
          });
          return next && { next };
        });
        return;
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

  /** The gateway does not know the task: believed when it says so three times in a row. */
  async #missing(look: WatchedTask): Promise<void> {
    const count = look.missingCount + 1;
    if (count >= missingLimit) return this.#fail(look, 'provider-failed');
    await this.#countMissing(look, count);
  }

  /** The member changes its name with whether the gateway missed the task, and with it its instant. */
  async #countMissing(look: WatchedTask, count: number): Promise<void> {
    const nextAt = await this.#nextLookAt(look, { unanswered: true });
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

  async #lookAgain(look: WatchedTask, news: LookNews): Promise<void> {
    await this.#context.leases.postpone(this.#due, look.member, await this.#nextLookAt(look, news));
  }

  async #nextLookAt(look: WatchedTask, news: LookNews): Promise<number> {
    const at = this.#context.now();
    const { deadlineAt } = look;
    const next =
      at < deadlineAt
        ? // A deadline is noticed when it passes, not at the next look after it.
          Math.min(await this.#schedule.again(look, news), Math.max(deadlineAt, at + 50))
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
