import { AppError, ProviderError } from '../errors.ts';
import { leaseMs, lookMember } from '../generation/effects.ts';
import { editScopeOf } from '../generation/stage.ts';
import type { Generation } from '../generation/generation.ts';
import type { PixelSize } from '../generation/image-request.ts';
import { costReported, resultsKnown, taskStarted } from '../generation/attempt-transitions.ts';
import { partFailed, submissionUnknown } from '../generation/ending-transitions.ts';
import { findAttempt } from '../generation/record-parts.ts';
import type { ImageProvider, SubmitResult } from '../ports/image-provider.ts';
import { afterRefusal } from './after-refusal.ts';
import { laneName } from '../own-key/own-lane.ts';
import { finishPictures } from './finish-pictures.ts';
import { submittedTask } from './look-schedule.ts';
import type { LookSchedule } from './look-schedule.ts';
import { orderInHand } from './make-order.ts';
import { persist } from './persist.ts';
import { takeBack } from './take-back.ts';
import { withoutEcho } from './without-echo.ts';
import { laneOf } from './worker-context.ts';
import type { WorkerContext } from './worker-context.ts';

/** How much longer than its time-out a submit may take before its outcome counts as unknown, milliseconds. */
const slackMs = 5_000;

/** One call to a gateway, from the written intention to the written answer. */
export class SubmitCall {
  readonly #context: WorkerContext;
  readonly #schedules: ReadonlyMap<string, LookSchedule>;

  /** @param schedules when each gateway's tasks are looked at */
  constructor(context: WorkerContext, schedules: ReadonlyMap<string, LookSchedule>) {
    this.#context = context;
    this.#schedules = schedules;
  }

  /** Sends the order of an attempt that is begun, and writes down what comes of it. */
  async send(
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
      const order = await orderInHand(this.#context, { provider, generation, part, attemptId });
      if (!order) return await takeBack(this.#context, { generationId: generation.id, index, attemptId });
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
        onPreview: (bytes) => this.#showPreview(generation, bytes),
      });
    } catch (error) {
      const said = withoutEcho(error, generation.request.prompt);
      await this.#failed(generation, index, attemptId, said);
      return;
    } finally {
      clearTimeout(overdue);
    }
    if (!generation.payer) await this.#noteHealth((health) => health.succeeded(provider.id));
    logger.info(
      { generationId: generation.id, attemptId, provider: provider.id, state: result.state },
      'Submitted',
    );
    if (result.state === 'running') {
      await this.#started(provider, generation, attemptId, result);
      return;
    }
    const submitted = findAttempt(generation, attemptId);
    const lane = laneName(provider.id, generation.payer);
    if (submitted) this.#schedules.get(lane)?.answeredAtOnce(submittedTask(provider, submitted));
    // Pictures that came inside the answer are stored at once: their bytes are on this machine only.
    const staged = result.images.every((image) => image.kind === 'staged');
    if (staged) {
      await this.#keep(generation.id, attemptId, result, part.applied.upscaleTo);
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

  /** True when this process stood still for so long that others have told the user that the outcome is unknown. */
  async #wasGivenUp(generation: Generation, attemptId: string): Promise<boolean> {
    const { store, now } = this.#context;
    const begun = findAttempt(generation, attemptId);
    if (begun && now() - begun.attempt.submittedAt < leaseMs) return false;
    const current = await persist(this.#context, () => store.get(generation.id));
    return (current && findAttempt(current, attemptId))?.attempt.state !== 'submitting';
  }

  /** Pictures that are staged here: what cannot be kept now never can. */
  async #keep(
    generationId: string,
    attemptId: string,
    { images, costMicroUsd, revisedPrompt }: Extract<SubmitResult, { state: 'succeeded' }>,
    upscaleTo: PixelSize | undefined,
  ): Promise<void> {
    const { store, logger, now } = this.#context;
    try {
      // The bytes are on this machine only: a disk that is full is waited for.
      await persist(this.#context, () =>
        finishPictures(this.#context, {
          ...{ generationId, attemptId, results: images, upscaleTo, costMicroUsd, revisedPrompt },
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
    const schedule = this.#schedules.get(laneName(provider.id, generation.payer));
    const firstLookAt =
      submitted && (await schedule?.first(submittedTask(provider, submitted), result.pollAfterMs));
    await persist(this.#context, () =>
      this.#context.store.transition(generation.id, (current) => {
        const next = taskStarted(current, attemptId, result.task);
        if (!next) return undefined;
        const begun = findAttempt(next, attemptId);
        if (!begun || firstLookAt === undefined) return { next };
        const member = lookMember(next.id, begun.part.index, begun.position, begun.attempt);
        return { next, schedule: { looks: { [member]: firstLookAt } } };
      }),
    );
  }

  async #failed(generation: Generation, index: number, attemptId: string, error: unknown): Promise<void> {
    const { id: generationId, payer } = generation;
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
      if (provider && !payer) await this.#noteHealth((health) => health.failed(provider));
      return;
    }
    await persist(this.#context, () => afterRefusal(this.#context, { generation, index, attemptId, error }));
  }

  #showPreview(generation: Generation, bytes: Uint8Array): void {
    const { media, live, logger } = this.#context;
    const generationId = generation.id;
    media
      .preview(bytes)
      .then((jpeg) => live.setPreview(generationId, jpeg, editScopeOf(generation)))
      .catch((error: unknown) => logger.debug({ generationId, error }, 'A preview could not be shown'));
  }
}
