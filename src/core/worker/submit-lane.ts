import { AppError, ProviderError } from '../errors.ts';
import { leaseMs, stepMember } from '../generation/effects.ts';
import { isInFlight } from '../generation/generation.ts';
import type { Generation, Part } from '../generation/generation.ts';
// prettier-ignore
import {
  beginSubmit, costReported, findAttempt, partFailed, resultsKnown, submissionUnknown, taskStarted, waitAgain,
} from '../generation/transitions.ts';
import type { ImageProvider, SubmitResult } from '../ports/image-provider.ts';
import type { ClaimedPart } from '../storage/ready-set.ts';
import { finishPictures } from './finish-pictures.ts';
import { afterRefusal } from './after-refusal.ts';
import { makeOrder } from './make-order.ts';
import { persist } from './persist.ts';
import { reroute } from './reroute.ts';
import type { LookSchedule } from './look-schedule.ts';
import { withoutEcho } from './without-echo.ts';
import { laneOf } from './worker-context.ts';
import type { WorkerContext } from './worker-context.ts';

/** How much longer than its time-out a submit may take before its outcome counts as unknown, milliseconds. */
const slackMs = 5_000;

/**
 * Works one gateway's lane: claims the fair next part and submits it. A submit runs outside any job slot, owned by this
 * process through a lease: it may last minutes, and hundreds of them hold nothing but their sockets.
 */
export class LaneSubmitter {
  readonly #context: WorkerContext;
  readonly #schedules: ReadonlyMap<string, LookSchedule>;
  readonly #running = new Set<Promise<void>>();
  readonly #working = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  #stopped = false;

  /** @param schedules when each gateway's tasks are looked at */
  constructor(context: WorkerContext, schedules: ReadonlyMap<string, LookSchedule>) {
    this.#context = context;
    this.#schedules = schedules;
  }

  /** Claims and starts everything that may start in this lane now. A call during another makes that one look again. */
  async work(lane: string): Promise<void> {
    if (this.#working.has(lane)) {
      this.#again.add(lane);
      await this.#working.get(lane);
      return;
    }
    const work = this.#claimUntilQuiet(lane).finally(() => this.#working.delete(lane));
    this.#working.set(lane, work);
    await work;
  }

  /** Claims no more; resolves when the submits in flight have been answered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.allSettled([...this.#working.values()]);
    await Promise.allSettled([...this.#running]);
  }

  get inFlight(): number {
    return this.#running.size;
  }

  async #claimUntilQuiet(lane: string): Promise<void> {
    do {
      this.#again.delete(lane);
      await this.#claimAll(lane);
    } while (this.#again.has(lane) && !this.#stopped);
  }

  async #claimAll(lane: string): Promise<void> {
    const { router, ready, limits, now, health } = this.#context;
    const provider = router.provider(lane);
    if (!provider) return;
    const { concurrency } = laneOf(this.#context, provider);
    while (!this.#stopped) {
      const { state } = await health.get(lane);
      if (!(await this.#context.hasRoom())) return;
      // A closed lane is not drained: its work is taken elsewhere, or waits for the probe.
      const laneLimit = state === 'probing' ? 1 : concurrency;
      const claimed = await ready.claim(lane, {
        laneLimit,
        userLimit: limits.userConcurrent,
        leaseUntil: now() + leaseMs,
      });
      if (!claimed) return;
      const task: Promise<void> = this.#guarded(lane, provider, claimed).finally(() =>
        this.#running.delete(task),
      );
      this.#running.add(task);
    }
  }

  /** One claimed part, under its lease; a bug ends here and the lease brings the part back. */
  async #guarded(lane: string, provider: ImageProvider, claimed: ClaimedPart): Promise<void> {
    const { leases, steps, logger } = this.#context;
    const member = stepMember('submit', claimed.generationId, claimed.part);
    try {
      await leases.during(steps.of('submit'), [member], () => this.#submit(lane, provider, claimed));
    } catch (error) {
      logger.error(
        { generationId: claimed.generationId, part: claimed.part, error },
        'A submit step broke off',
      );
    }
  }

  async #submit(lane: string, provider: ImageProvider, claimed: ClaimedPart): Promise<void> {
    const { store, now, randomId, owner } = this.#context;
    const generation = await store.get(claimed.generationId);
    const part = generation?.parts[claimed.part];
    if (!generation || part?.state !== 'waiting' || part.provider !== lane || generation.cancelRequestedAt) {
      await this.#unclaim(lane, claimed, generation);
      return;
    }
    const verdict = await this.#mayAsk(lane, generation, part);
    if (verdict !== 'ask') {
      // The change that takes the part elsewhere ends the claim, so that a crash in between loses nothing.
      await reroute(this.#context, generation.id, part.index, { reason: verdict });
      await this.#unclaim(lane, claimed, await store.get(generation.id));
      return;
    }
    const attemptId = `${generation.id}-${randomId()}`;
    const submittedAt = now();
    const begun = await store
      .transition(generation.id, (current) => {
        const next = beginSubmit(current, part.index, {
          id: attemptId,
          provider: lane,
          owner,
          submittedAt,
          deadlineAt: submittedAt + laneOf(this.#context, provider).deadlineMs,
        });
        return next && { next };
      })
      .catch(async (error: unknown) => {
        await this.#takeBack(generation.id, part.index, attemptId);
        throw error;
      });
    if (begun.kind !== 'changed') {
      await this.#unclaim(lane, claimed, begun.generation);
      return;
    }
    await this.#call(provider, begun.generation, part.index, attemptId);
  }

  /** The intention may be written or not: nothing was sent, so the part waits as before. */
  async #takeBack(generationId: string, index: number, attemptId: string): Promise<void> {
    const { store, now } = this.#context;
    await persist(this.#context, () =>
      store.transition(generationId, (current) => {
        const next = waitAgain(current, index, { attemptId, refused: false, now: now() });
        return next && { next };
      }),
    );
  }

  /** True when this process stood still for so long that others have told the user that the outcome is unknown. */
  async #wasGivenUp(generation: Generation, attemptId: string): Promise<boolean> {
    const { store, now } = this.#context;
    const begun = findAttempt(generation, attemptId);
    if (begun && now() - begun.attempt.submittedAt < leaseMs) return false;
    const current = await persist(this.#context, () => store.get(generation.id));
    return (current && findAttempt(current, attemptId))?.attempt.state !== 'submitting';
  }

  async #unclaim(lane: string, claimed: ClaimedPart, generation: Generation | undefined): Promise<void> {
    const { ready, wakeUps } = this.#context;
    const lanes = await ready.unclaim(lane, claimed, {
      active: generation?.parts.some(isInFlight) ?? false,
    });
    await wakeUps.wake('submit', lanes);
  }

  /** Whether the gateway may be asked now: a named one always, a bad one only for its probe. */
  async #mayAsk(lane: string, generation: Generation, part: Part): Promise<'ask' | 'put-aside' | 'open'> {
    const { health } = this.#context;
    const { state } = await health.get(lane);
    if (state === 'ok') return 'ask';
    if (generation.request.provider === lane && !part.refusedBy.includes(lane)) return 'ask';
    if (state === 'probing') return (await health.takeProbe(lane)) ? 'ask' : 'open';
    return state;
  }

  async #call(
    provider: ImageProvider,
    generation: Generation,
    index: number,
    attemptId: string,
  ): Promise<void> {
    const { store, logger } = this.#context;
    const part = generation.parts[index];
    if (!part) return;
    let result: SubmitResult;
    const { submitTimeoutMs } = provider.limits;
    const patienceMs = Math.min(submitTimeoutMs + slackMs, laneOf(this.#context, provider).deadlineMs);
    const overdue = setTimeout(() => void this.#tooLong(generation.id, attemptId), patienceMs);
    try {
      const order = await makeOrder(this.#context, { provider, generation, part, attemptId });
      if (await this.#wasGivenUp(generation, attemptId)) {
        logger.warn({ generationId: generation.id, attemptId }, 'A submit was given up before it was sent');
        return;
      }
      result = await provider.submit(order, {
        timeoutMs: submitTimeoutMs,
        sink: {
          saveBase64: (text) => this.#context.media.stageBase64(text),
          saveBytes: (bytes) => this.#context.media.stage(bytes),
        },
        onPreview: (bytes) => this.#showPreview(generation.id, bytes),
      });
    } catch (error) {
      const said = withoutEcho(error, generation.request.prompt);
      await this.#failed(generation.id, index, attemptId, said);
      return;
    } finally {
      clearTimeout(overdue);
    }
    await this.#noteHealth((health) => health.succeeded(provider.id));
    logger.info(
      { generationId: generation.id, attemptId, provider: provider.id, state: result.state },
      'Submitted',
    );
    if (result.state === 'running') {
      await this.#started(provider, generation, attemptId, result);
      return;
    }
    const submitted = findAttempt(generation, attemptId);
    if (submitted) this.#schedules.get(provider.id)?.answeredAtOnce(submitted);
    // Pictures that came inside the answer are stored at once: their bytes are on this machine only.
    const staged = result.images.every((image) => image.kind === 'staged');
    if (staged) {
      await this.#keep(generation.id, attemptId, result);
      return;
    }
    const { images, task, costMicroUsd, revisedPrompt } = result;
    await persist(this.#context, () =>
      store.transition(generation.id, (current) => {
        const next = resultsKnown(current, attemptId, images, { task, costMicroUsd, revisedPrompt });
        return next && { next };
      }),
    );
  }

  /** Pictures that are staged here: what cannot be kept now never can. */
  async #keep(
    generationId: string,
    attemptId: string,
    { images, costMicroUsd, revisedPrompt }: Extract<SubmitResult, { state: 'succeeded' }>,
  ): Promise<void> {
    const { store, logger, now } = this.#context;
    try {
      // The bytes are on this machine only: a disk that is full is waited for.
      await persist(this.#context, () =>
        finishPictures(this.#context, {
          ...{ generationId, attemptId, results: images, costMicroUsd, revisedPrompt },
        }),
      );
    } catch (error) {
      logger.error(
        { generationId, attemptId, error },
        'Pictures that came with the answer could not be kept',
      );
      await persist(this.#context, () =>
        store.transition(generationId, (current) => {
          const reported = costReported(current, attemptId, costMicroUsd);
          const next = partFailed(reported, attemptId, { code: 'result-unusable' }, now());
          return next && { next };
        }),
      );
    }
  }

  /** The user is told; the call goes on, and its answer is still believed. */
  async #tooLong(generationId: string, attemptId: string): Promise<void> {
    const { store, logger, now } = this.#context;
    logger.error({ generationId, attemptId }, 'A submit took too long; its outcome is unknown');
    await persist(this.#context, () =>
      store.transition(generationId, (current) => {
        const next = submissionUnknown(current, attemptId, now());
        return next && { next };
      }),
    ).catch((error: unknown) => {
      logger.error({ generationId, attemptId, error }, 'An unknown outcome could not be stored');
    });
  }

  /** How a gateway is, is worth less than the answer that it gave. */
  async #noteHealth(note: (health: WorkerContext['health']) => Promise<unknown>): Promise<void> {
    const { health, logger } = this.#context;
    await note(health).catch((error: unknown) => logger.debug({ error }, 'Health could not be noted'));
  }

  async #started(
    provider: ImageProvider,
    generation: Generation,
    attemptId: string,
    result: Extract<SubmitResult, { state: 'running' }>,
  ): Promise<void> {
    const submitted = findAttempt(generation, attemptId);
    const schedule = this.#schedules.get(provider.id);
    const firstLookAt = submitted && (await schedule?.first(submitted, result.pollAfterMs));
    await persist(this.#context, () =>
      this.#context.store.transition(generation.id, (current) => {
        const next = taskStarted(current, attemptId, result.task);
        if (!next) return undefined;
        const member = lookMember(next, attemptId);
        const scheduled = member !== undefined && firstLookAt !== undefined;
        return { next, ...(scheduled ? { schedule: { looks: { [member]: firstLookAt } } } : {}) };
      }),
    );
  }

  async #failed(generationId: string, index: number, attemptId: string, error: unknown): Promise<void> {
    const { store, logger, now } = this.#context;
    const provider = error instanceof ProviderError ? error.provider : undefined;
    const code = error instanceof AppError ? error.code : 'submission-unknown';
    logger.warn({ generationId, attemptId, provider, code, error }, 'A submit was not taken');
    if (code === 'submission-unknown' || !(error instanceof AppError)) {
      await persist(this.#context, () =>
        store.transition(generationId, (current) => {
          const next = submissionUnknown(current, attemptId, now());
          return next && { next };
        }),
      );
      if (provider) await this.#noteHealth((health) => health.failed(provider));
      return;
    }
    await persist(this.#context, () =>
      afterRefusal(this.#context, { generationId, index, attemptId, error }),
    );
  }

  #showPreview(generationId: string, bytes: Uint8Array): void {
    const { media, live, logger } = this.#context;
    media
      .preview(bytes)
      .then((jpeg) => live.setPreview(generationId, jpeg))
      .catch((error: unknown) => logger.debug({ generationId, error }, 'A preview could not be shown'));
  }
}

/** The due set's member of an attempt. */
export function lookMember(generation: Generation, attemptId: string): string | undefined {
  for (const part of generation.parts) {
    const position = part.attempts.findIndex(({ id }) => id === attemptId);
    if (position >= 0) return `${generation.id}:${part.index}:${position}`;
  }
  return undefined;
}
