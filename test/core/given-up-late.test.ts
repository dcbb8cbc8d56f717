import { expect, it } from 'vitest';
import type { Generation } from '../../src/core/generation/generation.ts';
import { beginSubmit, taskStarted } from '../../src/core/generation/attempt-transitions.ts';
import { deadlinePassed, partFailed } from '../../src/core/generation/ending-transitions.ts';
import { attemptsOf, makeQueued, partOf, priceEach, startAt } from './make-record.ts';

const now = startAt + 5_000;
const must = (generation: Generation | undefined): Generation => {
  if (!generation) throw new Error('A change did not apply');
  return generation;
};

function late(): Generation {
  const begun = beginSubmit(makeQueued({ count: 2 }), 0, {
    id: 'a1',
    provider: 'alpha',
    owner: 'w1',
    submittedAt: startAt,
    deadlineAt: startAt + 1_000,
  });
  const running = taskStarted(must(begun), 'a1', { id: 'task-1', baseUrl: 'http://127.0.0.1' });
  return must(deadlinePassed(must(running), 'a1', now));
}

it('writes off a task of which nothing was ever heard: it may well be on the bill', () => {
  const ended = must(partFailed(late(), 'a1', { code: 'generation-timed-out' }, now));

  expect(attemptsOf(ended)).toMatchObject([
    { state: 'failed', cost: { capturedMicroUsd: 0, writtenOffMicroUsd: 2 * priceEach } },
  ]);
  expect(partOf(ended).payment).toMatchObject({ capturedImages: 0, releasedImages: 2 });
});

it('writes nothing off where the gateway says that it has failed', () => {
  const ended = must(partFailed(late(), 'a1', { code: 'provider-failed' }, now));

  expect(attemptsOf(ended)).toMatchObject([{ cost: { capturedMicroUsd: 0, writtenOffMicroUsd: 0 } }]);
});
