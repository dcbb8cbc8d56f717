import fc from 'fast-check';
import { describe, it } from 'vitest';
import { standingOf } from '../../src/core/generation/effects.ts';
import { chargedOf, isOpen, isTerminal, picturesOf, statusOf } from '../../src/core/generation/generation.ts';
import type { Attempt, Generation, Part } from '../../src/core/generation/generation.ts';
// prettier-ignore
import { beginSubmit, collectPostponed, picturesStored, resultsKnown, taskStarted } from '../../src/core/generation/attempt-transitions.ts';
import {
  beginDelivery,
  checkpointSaved,
  deliveryDone,
  deliveryGivenUp,
} from '../../src/core/generation/delivery-transitions.ts';
import {
  cancelRequested,
  deadlinePassed,
  partFailed,
  partRefused,
  submissionUnknown,
} from '../../src/core/generation/ending-transitions.ts';
import { waitAgain, waitOver } from '../../src/core/generation/waiting-transitions.ts';
import { applied, attemptsOf, makeImage, makeQueued, startAt } from './make-record.ts';

/**
 * Two workers, a sweeper, a user and the gateways' late answers act on one record in any order, each with what it
 * believes at that moment: any attempt of the past, any part. The record must keep the promises whatever comes.
 */

/** Something that somebody does. `who` and `pick` choose a worker, a part and an attempt among those there are. */
const action = fc.record({
  what: fc.constantFrom(
    ...(['submit', 'submit', 'submit', 'task', 'results', 'collected', 'collected'] as const),
    ...(['postponed', 'failed', 'unknown', 'late', 'moved', 'waits', 'over', 'refused', 'cancel'] as const),
    ...(['deliver', 'checkpoint', 'delivered', 'gaveUp'] as const),
  ),
  who: fc.constantFrom('w1', 'w2'),
  pick: fc.nat(20),
  images: fc.integer({ min: 1, max: 4 }),
  cost: fc.option(fc.nat(300_000), { nil: undefined }),
  perSubmit: fc.integer({ min: 1, max: 4 }),
  price: fc.constantFrom(undefined, 0, 20_000, 50_000, 90_000),
  blind: fc.boolean(),
});
type Action = ReturnType<typeof action.generate>['value'];

interface World {
  generation: Generation;
  now: number;
  ids: number;
  outcomes: string[];
}

function act(world: World, { what, who, pick, ...given }: Action): Generation | undefined {
  const { generation, now } = world;
  const attempts = attemptsOf(generation);
  const attemptId = attempts[pick % Math.max(1, attempts.length)]?.id ?? 'none';
  const index = pick % generation.parts.length;
  // What a gateway refused is either the attempt just made, or (a closed lane) none.
  const own = given.blind ? {} : { attemptId };
  const refusedPart = given.blind
    ? index
    : (generation.parts.find((part) => part.attempts.some(({ id }) => id === attemptId))?.index ?? index);
  switch (what) {
    case 'submit':
      return beginSubmit(generation, index, {
        id: `a${(world.ids += 1)}`,
        provider: generation.parts[index]?.provider ?? '',
        owner: who,
        submittedAt: now,
        deadlineAt: now + 60_000,
      });
    case 'task':
      return taskStarted(generation, attemptId, { id: `t-${attemptId}`, baseUrl: 'http://127.0.0.1' });
    case 'results':
      return resultsKnown(generation, attemptId, [{ kind: 'remote', url: 'http://127.0.0.1/1' }], {
        costMicroUsd: given.cost,
      });
    case 'collected': {
      const images = Array.from({ length: given.images }, () => makeImage(`p${(world.ids += 1)}`));
      return picturesStored(generation, attemptId, images, now, images.length + (given.blind ? 1 : 0));
    }
    case 'postponed':
      return collectPostponed(generation, attemptId);
    case 'failed':
      return partFailed(generation, attemptId, { code: 'provider-failed', costMicroUsd: given.cost }, now);
    case 'unknown':
      return submissionUnknown(generation, attemptId, now);
    case 'late':
      return deadlinePassed(generation, attemptId, now);
    case 'moved': {
      const price = {
        assumed: false,
        ...(given.price === undefined ? {} : { microUsdPerImage: given.price }),
      };
      const place = { provider: `g${pick % 3}`, applied, changes: [], price, perSubmit: given.perSubmit };
      return waitAgain(generation, refusedPart, { ...own, refused: true, place, now });
    }
    case 'waits':
      return waitAgain(generation, refusedPart, { ...own, refused: false, notBefore: now + 1_000, now });
    case 'over':
      return waitOver(generation, index);
    case 'refused':
      return partRefused(generation, refusedPart, 'provider-unavailable', now, own.attemptId);
    case 'cancel':
      return cancelRequested(generation, now);
    case 'deliver':
      return beginDelivery(generation, `${who}-${(world.ids += 1)}`);
    case 'checkpoint':
      return checkpointSaved(generation, generation.delivery.holder ?? who, { step: now });
    case 'delivered':
      return deliveryDone(generation, generation.delivery.holder ?? who, { messages: [] });
    case 'gaveUp':
      return deliveryGivenUp(generation, generation.delivery.holder ?? who);
  }
}

/** From which state of an attempt which others may follow. */
const followers: Record<Attempt['state'], readonly Attempt['state'][]> = {
  submitting: ['running', 'collecting', 'succeeded', 'failed', 'unknown'],
  running: ['collecting', 'succeeded', 'failed', 'late'],
  unknown: ['late', 'collecting', 'succeeded', 'failed'],
  late: ['collecting', 'succeeded', 'failed'],
  collecting: ['succeeded', 'failed'],
  succeeded: [],
  failed: [],
};

function claim(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

function checkPayment(part: Part, before: Part | undefined): void {
  const { payment } = part;
  for (const unit of ['Images', 'MicroUsd'] as const) {
    const [reserved, captured, released] = [
      payment[`reserved${unit}`],
      payment[`captured${unit}`],
      payment[`released${unit}`],
    ];
    claim(captured >= 0 && released >= 0, `a negative sum of ${unit}`);
    claim(captured + released <= reserved, `more settled than reserved (${unit})`);
    if (!isOpen(part)) claim(captured + released === reserved, `something left open (${unit})`);
    else claim(captured === 0, `captured before the part has ended (${unit})`);
    if (!before) continue;
    claim(reserved >= before.payment[`reserved${unit}`], `reserved shrank (${unit})`);
    claim(captured >= before.payment[`captured${unit}`], `captured shrank (${unit})`);
    claim(released >= before.payment[`released${unit}`], `released shrank (${unit})`);
    if (!isOpen(before)) claim(captured === before.payment[`captured${unit}`], `captured twice (${unit})`);
  }
  claim(payment.capturedImages === 0 || part.images.length >= payment.capturedImages, 'charged for nothing');
}

function checkAttempts(part: Part, before: Part | undefined): void {
  const open = part.attempts.filter(({ state }) => ['submitting', 'running', 'collecting'].includes(state));
  claim(!isOpen(part) || part.state === 'waiting' || open.length === 1, 'open without exactly one attempt');
  claim(part.state !== 'waiting' || open.length === 0, 'waiting while something is under way');
  claim(
    part.attempts.slice(0, -1).every(({ state }) => state === 'failed'),
    'submitted again although the earlier submit may have made a picture',
  );
  if (part.attempts.at(-1)?.errorCode === 'submission-unknown')
    claim(!isOpen(part), 'open again after unknown');
  for (const attempt of part.attempts) {
    const old = before?.attempts.find(({ id }) => id === attempt.id);
    if (!old) continue;
    claim(
      old.state === attempt.state || followers[old.state].includes(attempt.state),
      `an attempt went from ${old.state} to ${attempt.state}`,
    );
    claim(attempt.cost.capturedMicroUsd >= old.cost.capturedMicroUsd, 'cost shrank');
    claim(attempt.cost.writtenOffMicroUsd >= old.cost.writtenOffMicroUsd, 'write-off shrank');
  }
}

function checkWhoPays(part: Part): void {
  const attempt = part.attempts.at(-1);
  if (part.state !== 'succeeded') claim(part.payment.capturedImages === 0, 'charged without a success');
  if (!attempt) return;
  const { cost } = attempt;
  if (attempt.state === 'unknown') claim(cost.capturedMicroUsd === 0, 'a cost of an unknown submission');
  if (part.payment.capturedImages > 0) {
    claim(attempt.state === 'succeeded', 'charged without stored pictures');
  }
  if (attempt.state === 'succeeded' && part.payment.capturedImages === 0) {
    claim(cost.capturedMicroUsd === 0, 'a late picture is a loss, not a cost');
  }
}

/** Everything unfinished has somebody who will see to it, and nothing finished has. */
function checkStanding(generation: Generation, now: number): void {
  const standing = standingOf(generation, now);
  const canceled = generation.cancelRequestedAt !== undefined;
  for (const part of generation.parts) {
    const member = `${generation.id}:${part.index}`;
    const looks = [...standing.looks.keys()].some((key) => key.startsWith(`${member}:`));
    const step = (kind: string): boolean => standing.steps.has(`${kind}:${member}`);
    const ready = standing.ready.has(member);
    claim(
      ready === (part.state === 'waiting' && part.notBefore === undefined && !canceled),
      'ready otherwise than waiting',
    );
    const seenTo = ready || step('requeue') || step('submit') || step('collect') || looks;
    claim(!isOpen(part) || seenTo, `nobody sees to a part that is ${part.state}`);
    claim(step('submit') === (part.state === 'submitting'), 'the lease of a submit is not its state');
  }
  const telling = generation.delivery.state === 'pending' || generation.delivery.state === 'posting';
  claim(standing.steps.has(`deliver:${generation.id}`) === telling, 'the delivery step is not its state');
  claim(standing.unfinished === !isTerminal(statusOf(generation)), 'unfinished otherwise than its status');
  const idle = standing.looks.size === 0 && standing.steps.size === 0 && standing.ready.size === 0;
  claim(standing.open || idle, 'closed while something is left');
  const sums = { i: 0, u: 0 };
  for (const line of standing.money.values()) {
    const sign = line.kind === 'reserve' ? 1 : line.kind === 'release' ? -1 : 0;
    sums.i += sign * line.images;
    sums.u += sign * line.microUsd;
  }
  const open = generation.parts.filter(isOpen);
  const left = open.reduce((sum, { count }) => sum + count, 0);
  claim(sums.i === chargedOf(generation).images + left, 'the counter of pictures is not charged plus open');
  if (open.length === 0) {
    claim(sums.u === chargedOf(generation).microUsd, 'the counter of money is not what was charged');
  }
}

function checkOutcome(world: World, before: Generation): void {
  const { generation } = world;
  const [was, is] = [statusOf(before), statusOf(generation)];
  if (was === 'succeeded' || was === 'canceled') claim(is === was, `${was} became ${is}`);
  if (was === 'failed') claim(is === 'failed' || is === 'succeeded', `failed became ${is}`);
  const wasPending = before.delivery.state === 'pending' && before.delivery.tries === 0;
  const isPending = generation.delivery.state === 'pending' && generation.delivery.tries === 0;
  if (isPending && (!wasPending || before.delivery.since !== generation.delivery.since)) {
    world.outcomes.push(`${is} ${is === 'succeeded' ? picturesOf(generation).length : 0}`);
    claim(new Set(world.outcomes).size === world.outcomes.length, 'the same outcome told twice');
  }
  if (isTerminal(is)) claim(generation.delivery.state !== 'none', 'an end that nobody is told');
  else claim(generation.delivery.state === 'none', 'told before the end');
}

function play(count: number, perSubmit: number, actions: readonly Action[]): void {
  const world: World = {
    generation: makeQueued({ count, perSubmit }),
    now: startAt,
    ids: 0,
    outcomes: [],
  };
  for (const one of actions) {
    world.now += 1_000;
    const before = world.generation;
    const next = act(world, one);
    if (!next) continue;
    world.generation = { ...next, version: before.version + 1 };
    for (const part of next.parts) {
      const old = before.parts[part.index];
      checkPayment(part, old);
      checkAttempts(part, old);
      checkWhoPays(part);
    }
    claim(
      next.parts.reduce((sum, part) => sum + part.count, 0) === count,
      'pictures were lost or made up by a division',
    );
    checkStanding(world.generation, world.now);
    checkOutcome(world, before);
  }
}

describe('Any interleaving of two workers, a sweeper, a user and late answers', () => {
  it('keeps the money, the single submit, the single outcome and the places of a generation', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(action, { maxLength: 40 }),
        play,
      ),
      { numRuns: 3_000 },
    );
  });
});
