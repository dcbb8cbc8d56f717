import type { Standing } from '../generation/effects.ts';
import type { Generation } from '../generation/generation.ts';
import { editScopeOf } from '../generation/stage.ts';
import type { Stage } from '../generation/stage.ts';
import type { Operation } from './operations.ts';

/**
 * How long a stage is given to pass before it is shown, milliseconds: what follows it at once is shown instead, and a picture
 * that is there by then costs no edit at all.
 */
const settleMs: Readonly<Record<Stage, number>> = {
  confirming: 0,
  waiting: 300,
  submitting: 300,
  drawing: 300,
  collecting: 1_500,
};
/** Edits that are due at about the same time are looked at together. */
const gridMs = 100;

/**
 * Adds what a change means for the edits of the status message: wanted soon when the stage is another, out of the way of the
 * outcome once that is known. Returns when it is to be edited, if it is.
 */
export function editOperations(
  before: Standing | undefined,
  { edit }: Standing,
  after: Generation,
  { now, operations }: { now: number; operations: Operation[] },
): number | undefined {
  const scope = editScopeOf(after);
  if (edit?.next !== before?.edit?.next) {
    if (edit?.next === 'outcome') operations.push(['outcome', scope, after.id, now]);
    if (!edit) operations.push(['edited', scope, after.id]);
  }
  if (edit?.next !== 'progress') return undefined;
  const isNew = before?.edit?.next !== 'progress';
  // The first edit is still to come: it will show this stage.
  const isAhead = now < after.createdAt + settleMs.waiting;
  if (!isNew && (edit.stage === before.edit.stage || isAhead)) return undefined;
  const at = Math.ceil((now + settleMs[edit.stage]) / gridMs) * gridMs;
  operations.push(['edit', scope, after.id, at]);
  return at;
}
