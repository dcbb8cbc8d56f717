import type { ErrorCode } from '../errors.ts';
import type { Attempt, Generation, GenerationError, Part } from './generation.ts';
import { isOpen, isTerminal, statusOf } from './generation.ts';
import { findAttempt, withAttempt, withPart } from './record-parts.ts';
import { conclude, nothingBought, settle } from './settlement.ts';

// Pure changes that end a part, or a whole generation, without a picture.

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

/**
 * The deadline is over, or (as `own-key-revoked`) the gateway tells its owner nothing any more: the user is told, the task
 * is looked at a while longer.
 */
export function deadlinePassed(
  generation: Generation,
  attemptId: string,
  now: number,
  code: 'generation-timed-out' | 'own-key-revoked' = 'generation-timed-out',
): Generation | undefined {
  const found = findAttempt(generation, attemptId);
  if (found?.attempt.state !== 'running' || !isOpen(found.part)) return undefined;
  const { part, attempt } = found;
  const error: GenerationError = { code, provider: attempt.provider, at: now };
  const failed: Part = { ...settle(part, 0), state: 'failed', error };
  return conclude(generation, withAttempt(generation, failed, { ...attempt, state: 'late' }), now);
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

/** True when something of a canceled generation is still paid for: it was handed over, and no gateway has refused it. */
export function boughtBeforeCancel(generation: Generation): boolean {
  return generation.parts.some(({ payment }) => payment.reservedImages > payment.releasedImages);
}
