import type { ErrorCode } from '../errors.ts';
import type { Attempt, Generation, Part } from './generation.ts';
import { withPart } from './record-parts.ts';
import { nothingBought, repriced, reservation, settle } from './settlement.ts';

// Pure changes of a part that goes back into line.

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
