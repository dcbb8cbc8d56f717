import { AppError } from '../errors.ts';
import { missingCounted, resultsKnown } from '../generation/attempt-transitions.ts';
import { deadlinePassed, partFailed } from '../generation/ending-transitions.ts';
import type { Attempt, Generation, Part } from '../generation/generation.ts';
import type { ImageProvider, ProviderTask, TaskStatus } from '../ports/image-provider.ts';
import type { DueSet } from '../storage/due-set.ts';
import { heldFor, slowDown } from './gateway-pace.ts';
import type { LookNews, LookSchedule } from './look-schedule.ts';
import { withoutEcho } from './without-echo.ts';
import type { WorkerContext } from './worker-context.ts';

/** One attempt that is due to be looked at. */
interface Look {
  readonly member: string;
  readonly generation: Generation;
  readonly part: Part;
  readonly attempt: Attempt;
  readonly task: ProviderTask;
}

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

  constructor(context: WorkerContext, provider: ImageProvider, due: DueSet, schedule: LookSchedule) {
    this.#context = context;
    this.#provider = provider;
    this.#due = due;
    this.#schedule = schedule;
  }

  /** Sees to leased members; every one of them is afterwards postponed or gone. */
  async look(members: readonly string[]): Promise<void> {
    // All are held while some wait for their turn: else they would be looked at twice.
    await this.#context.leases.during(this.#due, members, () => this.#lookAtAll(members));
  }

  async #lookAtAll(members: readonly string[]): Promise<void> {
    const looks = await this.#load(members);
    const batchSize = this.#provider.limits.pollBatchSize;
    if (batchSize <= 1 || !this.#provider.pollMany) {
      await this.#lookSingly(looks);
      return;
    }
    const byBase = new Map<string, Look[]>();
    for (const look of looks) byBase.set(look.task.baseUrl, [...(byBase.get(look.task.baseUrl) ?? []), look]);
    for (const group of byBase.values()) {
      for (let start = 0; start < group.length; start += batchSize) {
        await this.#lookTogether(group.slice(start, start + batchSize));
      }
    }
  }

  async #load(members: readonly string[]): Promise<readonly Look[]> {
    const ids = [...new Set(members.map((member) => member.split(':')[0] ?? ''))];
    const generations = new Map((await this.#context.store.getMany(ids)).map((one) => [one.id, one]));
    const looks: Look[] = [];
    for (const member of members) {
      const [id = '', index, position] = member.split(':');
      const generation = generations.get(id);
      const part = generation?.parts[Number(index)];
      const attempt = part?.attempts[Number(position)];
      if (generation && part && attempt?.task && (attempt.state === 'running' || attempt.state === 'late')) {
        looks.push({ member, generation, part, attempt, task: attempt.task });
      } else {
        await this.#due.remove(member);
      }
    }
    return looks;
  }

  async #lookTogether(looks: readonly Look[]): Promise<void> {
    const { pollMany } = this.#provider;
    if (!pollMany || looks.length < 2) return this.#lookSingly(looks);
    const heldMs = heldFor(this.#context, this.#provider.id, 'look');
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

  async #lookSingly(looks: readonly Look[]): Promise<void> {
    const queue = [...looks];
    const lane = async (): Promise<void> => {
      for (let look = queue.shift(); look; look = queue.shift()) {
        const heldMs = heldFor(this.#context, this.#provider.id, 'look');
        if (heldMs > 0) return this.#waitOut([look, ...queue.splice(0)], heldMs);
        await this.#lookAtOne(look);
      }
    };
    await Promise.all(Array.from({ length: Math.min(looksAtOnce, queue.length) }, lane));
  }

  async #lookAtOne(look: Look): Promise<void> {
    let status: TaskStatus;
    try {
      status = await this.#provider.poll(look.task, { timeoutMs: lookTimeoutMs });
      this.#schedule.price.asked();
    } catch (error) {
      this.#noteRefusal(error);
      await this.#couldNotAsk(look, error);
      return;
    }
    await this.#takeIn(look, status);
  }

  #noteRefusal(error: unknown): void {
    this.#schedule.price.asked(isRefusal(error));
    if (isRefusal(error)) slowDown(this.#context, this.#provider.id, 'look', error);
  }

  /** The gateway asked some process for a pause: nothing is asked, and afterwards not everything at once. */
  async #waitOut(looks: readonly Look[], heldMs: number): Promise<void> {
    await Promise.all(
      looks.map(async (look, position) => {
        if (await this.#isOver(look)) return;
        const askedMs = heldMs + position * (resumeOverMs / Math.max(looksAtOnce, looks.length));
        await this.#lookAgain(look, { askedMs, unanswered: true });
      }),
    );
  }

  /** What cannot be taken in is asked for again until the deadline, and holds up no other look. */
  async #takeIn(look: Look, status: TaskStatus): Promise<void> {
    const { logger } = this.#context;
    try {
      await this.#apply(look, status);
    } catch (error) {
      logger.error(
        { generationId: look.generation.id, attemptId: look.attempt.id, state: status.state, error },
        'An answer could not be taken in',
      );
      await this.#couldNotAsk(look, error).catch((again: unknown) =>
        logger.debug({ error: again }, 'A look is left to its lease'),
      );
    }
  }

  /** Trouble in asking never fails a task before its deadline. */
  async #couldNotAsk(look: Look, error: unknown): Promise<void> {
    const { logger } = this.#context;
    const { generation, attempt } = look;
    const said = withoutEcho(error, generation.request.prompt);
    logger.debug(
      { generationId: generation.id, attemptId: attempt.id, provider: this.#provider.id, error: said },
      'A look failed',
    );
    if (await this.#isOver(look)) return;
    const asked = error instanceof AppError ? error.retryAfterMs : undefined;
    await this.#lookAgain(look, { askedMs: asked, unanswered: true });
  }

  async #apply(look: Look, status: TaskStatus): Promise<void> {
    const { generation, attempt } = look;
    const { store, live, logger, now } = this.#context;
    const fields = { generationId: generation.id, attemptId: attempt.id, provider: this.#provider.id };
    switch (status.state) {
      case 'running':
        if (await this.#isOver(look)) return;
        if (attempt.missingCount) await this.#countMissing(look, 0);
        if (status.progress !== undefined) await live.setProgress(generation.id, status.progress);
        return this.#lookAgain(look, { askedMs: status.pollAfterMs, progress: status.progress });
      case 'missing':
        return this.#missing(look);
      case 'succeeded':
        logger.info(fields, 'The gateway has finished');
        await this.#schedule.ended(look);
        if (status.images.length === 0) {
          return this.#fail(look, 'result-unusable', status.costMicroUsd);
        }
        await store.transition(generation.id, (current) => {
          const next = resultsKnown(current, attempt.id, status.images, {
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
            error: withoutEcho(status.error, generation.request.prompt),
          },
          'The gateway failed a task',
        );
        await this.#schedule.ended(look);
        return this.#fail(look, status.error.code, status.costMicroUsd ?? status.error.costMicroUsd);
    }
  }

  /** The gateway does not know the task: believed when it says so three times in a row. */
  async #missing(look: Look): Promise<void> {
    const count = (look.attempt.missingCount ?? 0) + 1;
    if (count >= missingLimit) return this.#fail(look, 'provider-failed');
    await this.#countMissing(look, count);
    await this.#lookAgain(look, { unanswered: true });
  }

  async #countMissing(look: Look, count: number): Promise<void> {
    await this.#context.store.transition(look.generation.id, (current) => {
      const next = missingCounted(current, look.attempt.id, count);
      return next && { next };
    });
  }

  async #fail(look: Look, code: AppError['code'], costMicroUsd?: number): Promise<void> {
    await this.#context.store.transition(look.generation.id, (current) => {
      const next = partFailed(current, look.attempt.id, { code, costMicroUsd }, this.#context.now());
      return next && { next };
    });
  }

  /** Tells the user when the deadline is over; gives a late task up for good after a while. */
  async #isOver(look: Look): Promise<boolean> {
    const { store, now, logger } = this.#context;
    const { generation, attempt } = look;
    const at = now();
    if (at < attempt.deadlineAt) return false;
    if (attempt.state === 'late') {
      if (at < attempt.deadlineAt + lateForMs) return false;
      await this.#schedule.ended(look, 'given-up');
      await this.#fail(look, 'generation-timed-out');
      return true;
    }
    logger.warn(
      { generationId: generation.id, attemptId: attempt.id, provider: this.#provider.id },
      'A deadline has passed',
    );
    await store.transition(generation.id, (current) => {
      const next = deadlinePassed(current, attempt.id, at);
      return next && { next, schedule: { looks: { [look.member]: at + lateLookMs } } };
    });
    this.#context.leases.letGo(this.#due, look.member);
    return true;
  }

  async #lookAgain(look: Look, news: LookNews): Promise<void> {
    const { now } = this.#context;
    const { deadlineAt } = look.attempt;
    const at = now();
    const next =
      at < deadlineAt
        ? // A deadline is noticed when it passes, not at the next look after it.
          Math.min(await this.#schedule.again(look, news), Math.max(deadlineAt, at + 50))
        : at + Math.max(news.askedMs ?? 0, lateLookMs);
    await this.#context.leases.postpone(this.#due, look.member, Math.ceil(next));
  }
}

/** The gateway said that this look was one too many. */
function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'provider-rate-limited';
}
