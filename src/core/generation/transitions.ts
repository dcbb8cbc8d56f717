import type { ErrorCode } from '../errors.ts';
import type { Json, DeliveryReceipt } from '../ports/delivery-channel.ts';
import type { ProviderTask, ResultImage } from '../ports/image-provider.ts';
import { isOpen, isTerminal, picturesOf, statusOf } from './generation.ts';
import type { Attempt, GeneratedImage, Generation, GenerationError, Part, Payment } from './generation.ts';

/**
 * Every change that a generation can undergo, as pure functions: they return the next record, or undefined when the
 * change does not apply any more because somebody else was faster. Money follows the table "who pays": captured in the
 * change that stores the picture, released with every other end, the owner's loss written off.
 */

const noCost = { capturedMicroUsd: 0, writtenOffMicroUsd: 0 } as const;

/** The intention to submit, written before the call. Applies only while the part still waits for that gateway. */
export function beginSubmit(
  generation: Generation,
  index: number,
  attempt: Pick<Attempt, 'id' | 'provider' | 'owner' | 'submittedAt' | 'deadlineAt'>,
): Generation | undefined {
  const part = generation.parts[index];
  if (part?.state !== 'waiting' || part.notBefore !== undefined) return undefined;
  if (generation.cancelRequestedAt !== undefined || part.provider !== attempt.provider) return undefined;
  const begun: Attempt = { ...attempt, state: 'submitting', cost: noCost };
  const { stalledSince: _over, ...free } = part;
  const next = withPart(generation, { ...free, state: 'submitting', attempts: [...part.attempts, begun] });
  return { ...next, startedAt: generation.startedAt ?? attempt.submittedAt };
}

/** The gateway named its task. Also believed late: after the submission was given up as unknown. */
export function taskStarted(
  generation: Generation,
  attemptId: string,
  task: ProviderTask,
): Generation | undefined {
  const found = findAttempt(generation, attemptId);
  if (!found) return undefined;
  const { part, attempt } = found;
  if (attempt.state === 'submitting' && part.state === 'submitting') {
    return withAttempt(generation, { ...part, state: 'running' }, { ...attempt, state: 'running', task });
  }
  if (attempt.state === 'unknown' && attempt.task === undefined) {
    return withAttempt(generation, part, { ...attempt, state: 'late', task });
  }
  return undefined;
}

/** The gateway has pictures, which are still to be fetched. */
export function resultsKnown(
  generation: Generation,
  attemptId: string,
  results: readonly ResultImage[],
  report: {
    task?: ProviderTask | undefined;
    costMicroUsd?: number | undefined;
    revisedPrompt?: string | undefined;
  },
): Generation | undefined {
  const found = findAttempt(generation, attemptId);
  if (!found) return undefined;
  const { part, attempt } = found;
  if (!['submitting', 'running', 'late', 'unknown'].includes(attempt.state)) return undefined;
  const collecting: Attempt = {
    ...attempt,
    state: 'collecting',
    results,
    collectTries: 0,
    ...(report.task ? { task: report.task } : {}),
    ...(report.costMicroUsd === undefined ? {} : { reportedMicroUsd: report.costMicroUsd }),
    ...(report.revisedPrompt ? { revisedPrompt: report.revisedPrompt } : {}),
  };
  return withAttempt(generation, isOpen(part) ? { ...part, state: 'collecting' } : part, collecting);
}

/** What the gateway says an attempt cost; the first word stands. */
export function costReported(
  generation: Generation,
  attemptId: string,
  costMicroUsd: number | undefined,
): Generation {
  const found = findAttempt(generation, attemptId);
  if (!found || costMicroUsd === undefined || found.attempt.reportedMicroUsd !== undefined) return generation;
  return withAttempt(generation, found.part, { ...found.attempt, reportedMicroUsd: costMicroUsd });
}

/** A fetch of results failed in a way that may pass. */
export function collectPostponed(generation: Generation, attemptId: string): Generation | undefined {
  const found = findAttempt(generation, attemptId);
  if (found?.attempt.state !== 'collecting') return undefined;
  return withAttempt(generation, found.part, {
    ...found.attempt,
    collectTries: (found.attempt.collectTries ?? 0) + 1,
  });
}

/**
 * Pictures are stored: captured for the user in the same change. A picture that comes after the user was told that its
 * fate is unknown, or that it took too long, costs the user nothing and is the owner's loss, and so is a picture that was
 * made (`made` of them were) and could not be had.
 */
export function picturesStored(
  generation: Generation,
  attemptId: string,
  images: readonly GeneratedImage[],
  now: number,
  made = images.length,
): Generation | undefined {
  const found = findAttempt(generation, attemptId);
  if (!found || images.length === 0) return undefined;
  const { part, attempt } = found;
  if (['succeeded', 'failed'].includes(attempt.state)) return undefined;
  const kept = images.slice(0, part.count);
  const each = part.price.microUsdPerImage ?? 0;
  const cost = attempt.reportedMicroUsd ?? each * images.length;
  const unusable = Math.max(0, made - images.length);
  const lost = attempt.reportedMicroUsd === undefined ? each * unusable : 0;
  const { results: _fetched, ...rest } = attempt;
  const done: Attempt = { ...rest, state: 'succeeded', finishedAt: now };
  if (isOpen(part)) {
    const captured = settle(part, kept.length);
    return conclude(
      generation,
      withAttempt(
        generation,
        { ...captured, state: 'succeeded', images: kept },
        {
          ...done,
          cost: { capturedMicroUsd: cost, writtenOffMicroUsd: attempt.cost.writtenOffMicroUsd + lost },
        },
      ),
      now,
    );
  }
  const loss = {
    ...attempt.cost,
    writtenOffMicroUsd: Math.max(attempt.cost.writtenOffMicroUsd, cost + lost),
  };
  if (part.images.length > 0) return withAttempt(generation, part, { ...done, cost: loss });
  if (part.error?.code !== 'submission-unknown') {
    return withAttempt(generation, { ...part, images: kept }, { ...done, cost: loss });
  }
  const { error: _unknown, ...revived } = part;
  const next = withAttempt(
    generation,
    { ...revived, state: 'succeeded', images: kept },
    { ...done, cost: loss },
  );
  return conclude(generation, next, now);
}

export interface AttemptFailure {
  /** `result-unusable`: paid for nothing that can be shown, written off. */
  readonly code: ErrorCode;
  /** What the gateway says the failure cost, micro-dollars. */
  readonly costMicroUsd?: number | undefined;
}

/** The attempt ended without a picture and so does its part. */
export function partFailed(
  generation: Generation,
  attemptId: string,
  failure: AttemptFailure,
  now: number,
): Generation | undefined {
  const found = findAttempt(generation, attemptId);
  if (!found) return undefined;
  const { part, attempt } = found;
  if (['succeeded', 'failed'].includes(attempt.state)) return undefined;
  const { results: _unused, ...rest } = attempt;
  const ended: Attempt = {
    ...rest,
    state: 'failed',
    finishedAt: now,
    errorCode: failure.code,
    cost: costOfFailure(part, attempt, failure),
  };
  if (!isOpen(part)) return withAttempt(generation, part, ended);
  const error: GenerationError = { code: failure.code, provider: attempt.provider, at: now };
  const failed: Part = { ...settle(part, 0), state: 'failed', error };
  return conclude(generation, withAttempt(generation, failed, ended), now);
}

function costOfFailure(part: Part, attempt: Attempt, failure: AttemptFailure): Attempt['cost'] {
  const { cost } = attempt;
  // A task that was given up without a word of its gateway may be on the bill, as one whose result is of no use is.
  if (failure.code !== 'result-unusable' && failure.code !== 'generation-timed-out') {
    return { ...cost, capturedMicroUsd: Math.max(cost.capturedMicroUsd, failure.costMicroUsd ?? 0) };
  }
  const table = (part.price.microUsdPerImage ?? 0) * part.count;
  const loss = failure.costMicroUsd ?? attempt.reportedMicroUsd ?? table;
  return { ...cost, writtenOffMicroUsd: Math.max(cost.writtenOffMicroUsd, loss) };
}

/** Whether the gateway took the submit cannot be known: never sent again, released, written off. */
export function submissionUnknown(
  generation: Generation,
  attemptId: string,
  now: number,
): Generation | undefined {
  const found = findAttempt(generation, attemptId);
  if (found?.attempt.state !== 'submitting') return undefined;
  const { part, attempt } = found;
  const loss = (part.price.microUsdPerImage ?? 0) * part.count;
  const unknown: Attempt = {
    ...attempt,
    state: 'unknown',
    errorCode: 'submission-unknown',
    cost: { ...attempt.cost, writtenOffMicroUsd: loss },
  };
  const error: GenerationError = { code: 'submission-unknown', provider: attempt.provider, at: now };
  const failed: Part = { ...settle(part, 0), state: 'failed', error };
  return conclude(generation, withAttempt(generation, failed, unknown), now);
}

/** The gateway did not know the task, so many times in a row. */
export function missingCounted(
  generation: Generation,
  attemptId: string,
  missingCount: number,
): Generation | undefined {
  const found = findAttempt(generation, attemptId);
  if (!found || !['running', 'late'].includes(found.attempt.state)) return undefined;
  return withAttempt(generation, found.part, { ...found.attempt, missingCount });
}

/** The deadline is over: the user is told, the task is looked at a while longer. */
export function deadlinePassed(
  generation: Generation,
  attemptId: string,
  now: number,
): Generation | undefined {
  const found = findAttempt(generation, attemptId);
  if (found?.attempt.state !== 'running' || !isOpen(found.part)) return undefined;
  const { part, attempt } = found;
  const error: GenerationError = { code: 'generation-timed-out', provider: attempt.provider, at: now };
  const failed: Part = { ...settle(part, 0), state: 'failed', error };
  return conclude(generation, withAttempt(generation, failed, { ...attempt, state: 'late' }), now);
}

/** What a part becomes when another gateway takes it over. */
export interface NewPlace {
  readonly provider: string;
  readonly applied: Part['applied'];
  readonly changes: Part['changes'];
  readonly price: Part['price'];
  /** Pictures one submit makes there: a larger part is divided. */
  readonly perSubmit: number;
}

/**
 * No picture can exist at the gateway that was asked: the part waits again, at another gateway or (without a place) for
 * this one, not before `notBefore`. Its reservation follows the new price. Applies to a part whose submit (`attemptId`)
 * was refused, or without one to a part that waits. A canceled one does not wait: it ends, released.
 */
export function waitAgain(
  generation: Generation,
  index: number,
  options: {
    attemptId?: string;
    code?: ErrorCode;
    refused: boolean;
    place?: NewPlace;
    notBefore?: number;
    now: number;
  },
): Generation | undefined {
  const part = generation.parts[index];
  if (!part || !nothingBought(part, options.attemptId)) return undefined;
  const attempts = part.attempts.map((attempt): Attempt =>
    attempt.id === options.attemptId
      ? {
          ...attempt,
          state: 'failed',
          finishedAt: options.now,
          ...(options.code ? { errorCode: options.code } : {}),
        }
      : attempt,
  );
  if (generation.cancelRequestedAt !== undefined) {
    return withPart(generation, { ...settle(part, 0), state: 'canceled', attempts });
  }
  const refusedBy =
    options.refused && !part.refusedBy.includes(part.provider)
      ? [...part.refusedBy, part.provider]
      : part.refusedBy;
  const { notBefore: _waited, stalledSince, ...free } = part;
  const waiting: Part = {
    ...free,
    state: 'waiting',
    attempts,
    refusedBy,
    ...(options.notBefore === undefined
      ? {}
      : { notBefore: options.notBefore, stalledSince: stalledSince ?? options.now }),
  };
  if (!options.place) return withPart(generation, waiting);
  return divide(generation, waiting, options.place);
}

/** The wait for a gateway's permission is over: into line again. */
export function waitOver(generation: Generation, index: number): Generation | undefined {
  const part = generation.parts[index];
  if (part?.state !== 'waiting' || part.notBefore === undefined) return undefined;
  const { notBefore: _waited, ...ready } = part;
  return withPart(generation, ready);
}

/** Nobody can make this part any more: failed before anything was bought. `attemptId` as for `waitAgain`. */
export function partRefused(
  generation: Generation,
  index: number,
  code: ErrorCode,
  now: number,
  attemptId?: string,
): Generation | undefined {
  const part = generation.parts[index];
  if (!part || !nothingBought(part, attemptId)) return undefined;
  const attempts = part.attempts.map((attempt): Attempt =>
    attempt.id === attemptId ? { ...attempt, state: 'failed', finishedAt: now, errorCode: code } : attempt,
  );
  const failed: Part = {
    ...settle(part, 0),
    state: 'failed',
    attempts,
    error: { code, provider: part.provider, at: now },
  };
  return conclude(generation, withPart(generation, failed), now);
}

/** The user withdraws. What waits costs nothing; what is bought goes on and is kept for the history. */
export function cancelRequested(generation: Generation, now: number): Generation | undefined {
  if (isTerminal(statusOf(generation))) return undefined;
  const parts = generation.parts.map((part): Part => {
    if (part.state !== 'waiting') return part;
    const { notBefore: _waited, ...rest } = settle(part, 0);
    return { ...rest, state: 'canceled' };
  });
  return conclude(generation, { ...generation, parts, cancelRequestedAt: now }, now);
}

/** True when a canceled generation had bought something. */
export function boughtBeforeCancel(generation: Generation): boolean {
  return generation.parts.some((part) => part.state !== 'canceled');
}

/** A worker takes the delivery over; every earlier holder is fenced off. */
export function beginDelivery(generation: Generation, holder: string): Generation | undefined {
  const { delivery } = generation;
  if (delivery.state !== 'pending' && delivery.state !== 'posting') return undefined;
  return { ...generation, delivery: { ...delivery, state: 'posting', holder, tries: delivery.tries + 1 } };
}

/** What the channel has sent. Kept even when the outcome has changed meanwhile: the next delivery goes on from it. */
export function checkpointSaved(
  generation: Generation,
  holder: string,
  checkpoint: Json,
): Generation | undefined {
  const { delivery } = generation;
  if (delivery.holder !== holder) return undefined;
  return { ...generation, delivery: { ...delivery, checkpoint } };
}

/** The outcome arrived. One that has changed meanwhile is still to be told, in the same messages. */
export function deliveryDone(
  generation: Generation,
  holder: string,
  receipt: DeliveryReceipt,
): Generation | undefined {
  const { delivery } = generation;
  if (delivery.holder !== holder) return undefined;
  const { holder: _done, ...rest } = delivery;
  const state = delivery.state === 'posting' ? 'delivered' : delivery.state;
  return { ...generation, delivery: { ...rest, state, receipt } };
}

export function deliveryGivenUp(generation: Generation, holder: string): Generation | undefined {
  const { delivery } = generation;
  if (delivery.state !== 'posting' || delivery.holder !== holder) return undefined;
  const { holder: _done, ...rest } = delivery;
  return { ...generation, delivery: { ...rest, state: 'undeliverable' } };
}

/** Finds an attempt by its id. */
export function findAttempt(
  generation: Generation,
  attemptId: string,
): { part: Part; attempt: Attempt; position: number } | undefined {
  for (const part of generation.parts) {
    const position = part.attempts.findIndex(({ id }) => id === attemptId);
    const attempt = part.attempts[position];
    if (attempt) return { part, attempt, position };
  }
  return undefined;
}

/** Notes the end, and that an outcome is to be delivered, when a change brought one about. */
function conclude(before: Generation, after: Generation, now: number): Generation {
  const status = statusOf(after);
  if (!isTerminal(status)) return after;
  const was = statusOf(before);
  const morePictures = status === 'succeeded' && picturesOf(after).length > picturesOf(before).length;
  if (isTerminal(was) && status === was && !morePictures) return after;
  const failure = after.parts.find((part) => part.error)?.error;
  const { error: _old, ...rest } = after;
  return {
    ...rest,
    ...(status === 'failed' && failure ? { error: failure } : {}),
    finishedAt: after.finishedAt ?? now,
    delivery: { ...after.delivery, state: 'pending', tries: 0, since: now },
  };
}

/** True while the part waits, or while the named attempt is its submit under way: nobody else has moved it on. */
function nothingBought(part: Part, attemptId: string | undefined): boolean {
  if (attemptId === undefined) return part.state === 'waiting';
  const attempt = part.attempts.find(({ id }) => id === attemptId);
  return part.state === 'submitting' && attempt?.state === 'submitting';
}

/** Captures `images` pictures of a part's reservation and releases the rest, once. */
function settle(part: Part, images: number): Part {
  const { payment, price } = part;
  const openImages = payment.reservedImages - payment.capturedImages - payment.releasedImages;
  const openMicroUsd = payment.reservedMicroUsd - payment.capturedMicroUsd - payment.releasedMicroUsd;
  const capturedImages = Math.min(images, openImages);
  const capturedMicroUsd =
    capturedImages === openImages && images > 0
      ? openMicroUsd
      : Math.min(openMicroUsd, (price.microUsdPerImage ?? 0) * capturedImages);
  const settled: Payment = {
    ...payment,
    capturedImages: payment.capturedImages + capturedImages,
    capturedMicroUsd: payment.capturedMicroUsd + capturedMicroUsd,
    releasedImages: payment.releasedImages + openImages - capturedImages,
    releasedMicroUsd: payment.releasedMicroUsd + openMicroUsd - capturedMicroUsd,
  };
  return { ...part, payment: settled };
}

/** Moves a part to another gateway, divided where that one makes fewer pictures at a time. */
function divide(generation: Generation, part: Part, place: NewPlace): Generation {
  const counts: number[] = [];
  for (let left = part.count; left > 0; left -= place.perSubmit) counts.push(Math.min(left, place.perSubmit));
  const { provider, applied, changes, price } = place;
  const pieces = counts.map((count, position): Part => {
    const moved = { ...part, provider, applied, changes, price, count };
    if (position === 0) return { ...moved, payment: repriced(part.payment, count, price) };
    return {
      ...moved,
      index: generation.parts.length + position - 1,
      attempts: [],
      payment: reservation(count, price),
    };
  });
  const [first, ...more] = pieces;
  if (!first) return generation;
  const replaced = withPart(generation, first);
  return { ...replaced, parts: [...replaced.parts, ...more] };
}

/** A fresh reservation for some pictures. */
export function reservation(images: number, price: Part['price']): Payment {
  return {
    reservedImages: images,
    reservedMicroUsd: images * (price.microUsdPerImage ?? 0),
    capturedImages: 0,
    capturedMicroUsd: 0,
    releasedImages: 0,
    releasedMicroUsd: 0,
  };
}

/** The same reservation for another number of pictures at another price; sums only grow. */
function repriced(payment: Payment, images: number, price: Part['price']): Payment {
  const openImages = payment.reservedImages - payment.capturedImages - payment.releasedImages;
  const openMicroUsd = payment.reservedMicroUsd - payment.capturedMicroUsd - payment.releasedMicroUsd;
  const microUsd = images * (price.microUsdPerImage ?? 0);
  return {
    ...payment,
    reservedImages: payment.reservedImages + Math.max(0, images - openImages),
    releasedImages: payment.releasedImages + Math.max(0, openImages - images),
    reservedMicroUsd: payment.reservedMicroUsd + Math.max(0, microUsd - openMicroUsd),
    releasedMicroUsd: payment.releasedMicroUsd + Math.max(0, openMicroUsd - microUsd),
  };
}

function withPart(generation: Generation, part: Part): Generation {
  return {
    ...generation,
    parts: generation.parts.map((other) => (other.index === part.index ? part : other)),
  };
}

function withAttempt(generation: Generation, part: Part, attempt: Attempt): Generation {
  const attempts = part.attempts.map((other) => (other.id === attempt.id ? attempt : other));
  return withPart(generation, { ...part, attempts });
}
