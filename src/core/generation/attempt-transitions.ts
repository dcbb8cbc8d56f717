import type { ProviderTask, ResultImage } from '../ports/image-provider.ts';
import type { Attempt, Generation, NewImage } from './generation.ts';
import { isOpen } from './generation.ts';
import { findAttempt, pictureIdOf, withAttempt, withPart } from './record-parts.ts';
import { conclude, settle } from './settlement.ts';

// Pure changes of a submit that is under way: begun, known at the gateway, its pictures made, fetched and stored.

const noCost = { capturedMicroUsd: 0, writtenOffMicroUsd: 0 } as const;

/** The intention to submit, written before the call. Applies only while the part still waits for that gateway. */
export function beginSubmit(
  generation: Generation,
  index: number,
  attempt: Pick<Attempt, 'id' | 'provider' | 'owner' | 'submittedAt' | 'deadlineAt' | 'keyId'>,
): Generation | undefined {
  const part = generation.parts[index];
  if (part?.state !== 'waiting' || part.notBefore !== undefined) return undefined;
  if (generation.cancelRequestedAt !== undefined || generation.toConfirm !== undefined) return undefined;
  if (part.provider !== attempt.provider) return undefined;
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

/**
 * Pictures are stored: captured for the user in the same change. A picture that comes after the user was told that its
 * fate is unknown, or that it took too long, costs the user nothing and is the owner's loss, and so is a picture that was
 * made (`made` of them were) and could not be had.
 */
export function picturesStored(
  generation: Generation,
  attemptId: string,
  images: readonly NewImage[],
  now: number,
  made = images.length,
): Generation | undefined {
  const found = findAttempt(generation, attemptId);
  if (!found || images.length === 0) return undefined;
  const { part, attempt } = found;
  if (['succeeded', 'failed'].includes(attempt.state)) return undefined;
  const earlier = generation.parts.reduce((count, other) => count + other.images.length, 0);
  const kept = images
    .slice(0, part.count)
    .map((image, position) => ({ ...image, pictureId: pictureIdOf(generation.id, earlier + position) }));
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
