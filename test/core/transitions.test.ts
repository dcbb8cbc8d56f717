import { describe, expect, it } from 'vitest';
import { statusOf } from '../../src/core/generation/generation.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
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
import { applied, attemptsOf, makeImage, makeQueued, partOf, priceEach, startAt } from './make-record.ts';

const now = startAt + 5_000;
const task = { id: 'task-1', baseUrl: 'http://127.0.0.1' };
const results = [{ kind: 'remote', url: 'http://127.0.0.1/1.png' }] as const;

type Step = (generation: Generation) => Generation | undefined;

const elsewhere = {
  provider: 'beta',
  applied,
  changes: [],
  price: { microUsdPerImage: 70_000, assumed: false },
  perSubmit: 4,
};

const steps = {
  beginSubmit: (generation) =>
    beginSubmit(generation, 0, {
      id: 'a1',
      provider: 'alpha',
      owner: 'w1',
      submittedAt: startAt + 1_000,
      deadlineAt: startAt + 60_000,
    }),
  taskStarted: (generation) => taskStarted(generation, 'a1', task),
  resultsKnown: (generation) => resultsKnown(generation, 'a1', results, {}),
  collectPostponed: (generation) => collectPostponed(generation, 'a1'),
  picturesStored: (generation) => picturesStored(generation, 'a1', [makeImage('one')], now),
  partFailed: (generation) => partFailed(generation, 'a1', { code: 'provider-failed' }, now),
  submissionUnknown: (generation) => submissionUnknown(generation, 'a1', now),
  deadlinePassed: (generation) => deadlinePassed(generation, 'a1', now),
  refusedMoves: (generation) =>
    waitAgain(generation, 0, { attemptId: 'a1', refused: true, place: elsewhere, now }),
  refusedWaits: (generation) =>
    waitAgain(generation, 0, { attemptId: 'a1', refused: false, notBefore: now + 2_000, now }),
  laneClosed: (generation) => waitAgain(generation, 0, { refused: false, place: elsewhere, now }),
  waitOver: (generation) => waitOver(generation, 0),
  refusedEnds: (generation) => partRefused(generation, 0, 'provider-unauthorized', now, 'a1'),
  nobodyTakesIt: (generation) => partRefused(generation, 0, 'provider-unavailable', now),
  cancelRequested: (generation) => cancelRequested(generation, now),
} satisfies Record<string, Step>;
type StepName = keyof typeof steps;

/** Carries out steps that must apply. */
function after(...names: StepName[]): Generation {
  return names.reduce<Generation>((generation, name) => {
    const next: Generation | undefined = steps[name](generation);
    if (!next) throw new Error(`${name} does not apply`);
    return next;
  }, makeQueued());
}

const states = {
  waiting: () => after(),
  'waiting later': () => after('beginSubmit', 'refusedWaits'),
  'waiting elsewhere': () => after('beginSubmit', 'refusedMoves'),
  submitting: () => after('beginSubmit'),
  running: () => after('beginSubmit', 'taskStarted'),
  collecting: () => after('beginSubmit', 'taskStarted', 'resultsKnown'),
  succeeded: () => after('beginSubmit', 'picturesStored'),
  failed: () => after('beginSubmit', 'taskStarted', 'partFailed'),
  refused: () => after('nobodyTakesIt'),
  unknown: () => after('beginSubmit', 'submissionUnknown'),
  'unknown, task found': () => after('beginSubmit', 'submissionUnknown', 'taskStarted'),
  late: () => after('beginSubmit', 'taskStarted', 'deadlinePassed'),
  'late, collecting': () => after('beginSubmit', 'taskStarted', 'deadlinePassed', 'resultsKnown'),
  'canceled waiting': () => after('cancelRequested'),
  'canceled submitting': () => after('beginSubmit', 'cancelRequested'),
  'canceled running': () => after('beginSubmit', 'taskStarted', 'cancelRequested'),
} satisfies Record<string, () => Generation>;

/** What became of it: status, part, last attempt, and the user's and the owner's money. */
function summary(generation: Generation | undefined): string {
  if (!generation) return '-';
  const part = partOf(generation);
  const { payment } = part;
  const open = payment.reservedMicroUsd - payment.capturedMicroUsd - payment.releasedMicroUsd;
  const cost = attemptsOf(generation).reduce((sum, one) => sum + one.cost.capturedMicroUsd, 0);
  const off = attemptsOf(generation).reduce((sum, one) => sum + one.cost.writtenOffMicroUsd, 0);
  const money = [
    ...(open > 0 ? [`open ${open / 1000}`] : []),
    ...(payment.capturedMicroUsd > 0 ? [`charged ${payment.capturedMicroUsd / 1000}`] : []),
    ...(cost > 0 ? [`cost ${cost / 1000}`] : []),
    ...(off > 0 ? [`lost ${off / 1000}`] : []),
  ];
  const tell = generation.delivery.state === 'pending' ? ['tell'] : [];
  const attempt = part.attempts.at(-1)?.state ?? 'none';
  return [`${statusOf(generation)} (${part.state}, ${attempt})`, ...money, ...tell].join(', ');
}

/** For every state what each step makes of it; a step that is not named does not apply. */
const table: Record<keyof typeof states, Partial<Record<StepName, string>>> = {
  waiting: {
    beginSubmit: 'submitting (submitting, submitting), open 50',
    laneClosed: 'queued (waiting, none), open 70',
    nobodyTakesIt: 'failed (failed, none), tell',
    cancelRequested: 'canceled (canceled, none), tell',
  },
  'waiting later': {
    laneClosed: 'queued (waiting, failed), open 70',
    waitOver: 'queued (waiting, failed), open 50',
    nobodyTakesIt: 'failed (failed, failed), tell',
    cancelRequested: 'canceled (canceled, failed), tell',
  },
  'waiting elsewhere': {
    laneClosed: 'queued (waiting, failed), open 70',
    nobodyTakesIt: 'failed (failed, failed), tell',
    cancelRequested: 'canceled (canceled, failed), tell',
  },
  submitting: {
    taskStarted: 'running (running, running), open 50',
    resultsKnown: 'running (collecting, collecting), open 50',
    picturesStored: 'succeeded (succeeded, succeeded), charged 50, cost 50, tell',
    partFailed: 'failed (failed, failed), tell',
    submissionUnknown: 'failed (failed, unknown), lost 50, tell',
    refusedMoves: 'queued (waiting, failed), open 70',
    refusedWaits: 'queued (waiting, failed), open 50',
    refusedEnds: 'failed (failed, failed), tell',
    cancelRequested: 'canceled (submitting, submitting), open 50, tell',
  },
  running: {
    resultsKnown: 'running (collecting, collecting), open 50',
    picturesStored: 'succeeded (succeeded, succeeded), charged 50, cost 50, tell',
    partFailed: 'failed (failed, failed), tell',
    deadlinePassed: 'failed (failed, late), tell',
    cancelRequested: 'canceled (running, running), open 50, tell',
  },
  collecting: {
    collectPostponed: 'running (collecting, collecting), open 50',
    picturesStored: 'succeeded (succeeded, succeeded), charged 50, cost 50, tell',
    partFailed: 'failed (failed, failed), tell',
    cancelRequested: 'canceled (collecting, collecting), open 50, tell',
  },
  succeeded: {},
  failed: {},
  refused: {},
  unknown: {
    taskStarted: 'failed (failed, late), lost 50, tell',
    resultsKnown: 'failed (failed, collecting), lost 50, tell',
    picturesStored: 'succeeded (succeeded, succeeded), lost 50, tell',
    partFailed: 'failed (failed, failed), lost 50, tell',
  },
  'unknown, task found': {
    resultsKnown: 'failed (failed, collecting), lost 50, tell',
    picturesStored: 'succeeded (succeeded, succeeded), lost 50, tell',
    partFailed: 'failed (failed, failed), lost 50, tell',
  },
  late: {
    resultsKnown: 'failed (failed, collecting), tell',
    picturesStored: 'failed (failed, succeeded), lost 50, tell',
    partFailed: 'failed (failed, failed), tell',
  },
  'late, collecting': {
    collectPostponed: 'failed (failed, collecting), tell',
    picturesStored: 'failed (failed, succeeded), lost 50, tell',
    partFailed: 'failed (failed, failed), tell',
  },
  'canceled waiting': {},
  'canceled submitting': {
    taskStarted: 'canceled (running, running), open 50, tell',
    resultsKnown: 'canceled (collecting, collecting), open 50, tell',
    picturesStored: 'canceled (succeeded, succeeded), charged 50, cost 50, tell',
    partFailed: 'canceled (failed, failed), tell',
    submissionUnknown: 'canceled (failed, unknown), lost 50, tell',
    refusedMoves: 'canceled (canceled, failed), tell',
    refusedWaits: 'canceled (canceled, failed), tell',
    refusedEnds: 'canceled (failed, failed), tell',
  },
  'canceled running': {
    resultsKnown: 'canceled (collecting, collecting), open 50, tell',
    picturesStored: 'canceled (succeeded, succeeded), charged 50, cost 50, tell',
    partFailed: 'canceled (failed, failed), tell',
    deadlinePassed: 'canceled (failed, late), tell',
  },
};

describe('Transitions of a generation', () => {
  it.each(Object.keys(states) as (keyof typeof states)[])('apply from "%s" as the table says', (state) => {
    const record = states[state]();

    const made = Object.fromEntries(
      (Object.keys(steps) as StepName[]).flatMap((name) => {
        const outcome = summary(steps[name](record));
        return outcome === '-' ? [] : [[name, outcome]];
      }),
    );

    expect(made).toEqual(table[state]);
  });

  it('does not begin a submit at a gateway that is not the part’s choice any more', () => {
    const moved = after('laneClosed');

    expect(steps.beginSubmit(moved)).toBeUndefined();
  });

  it('charges the pictures that came and releases the rest', () => {
    const begun = steps.beginSubmit(makeQueued({ count: 4 }));
    const images = ['one', 'two', 'three'].map(makeImage);

    const done = begun && picturesStored(begun, 'a1', images, now);

    expect(done && partOf(done).payment).toEqual({
      reservedImages: 4,
      reservedMicroUsd: 4 * priceEach,
      capturedImages: 3,
      capturedMicroUsd: 3 * priceEach,
      releasedImages: 1,
      releasedMicroUsd: priceEach,
    });
  });

  it('writes off what was paid for and could not be had beside pictures that could', () => {
    const begun = steps.beginSubmit(makeQueued({ count: 4 }));
    const images = ['one', 'two', 'three'].map(makeImage);

    const done = begun && picturesStored(begun, 'a1', images, now, 4);

    expect(done && attemptsOf(done)[0]?.cost).toEqual({
      capturedMicroUsd: 3 * priceEach,
      writtenOffMicroUsd: priceEach,
    });
  });

  it('divides a part for a gateway that makes fewer at once, within one reservation', () => {
    const place = { ...elsewhere, price: { microUsdPerImage: 20_000, assumed: false }, perSubmit: 1 };

    const divided = waitAgain(makeQueued({ count: 3 }), 0, { refused: false, place, now });

    expect(
      divided?.parts.map(({ index, count, provider, state, payment }) => ({
        ...{ index, count, provider, state },
        images: payment.reservedImages - payment.releasedImages,
        microUsd: payment.reservedMicroUsd - payment.releasedMicroUsd,
      })),
    ).toEqual(
      [0, 1, 2].map((index) => ({
        ...{ index, count: 1, provider: 'beta', state: 'waiting' },
        ...{ images: 1, microUsd: 20_000 },
      })),
    );
  });

  describe('with an unknown part beside a delivered one', () => {
    /** Two parts: the first has its picture and is delivered, the fate of the second is unknown. */
    function oneOfTwo(): Generation {
      const begin = (generation: Generation, index: number): Generation =>
        beginSubmit(generation, index, {
          ...{ id: `a${index}`, provider: 'alpha', owner: 'w1', submittedAt: now, deadlineAt: now + 60_000 },
        }) ?? generation;
      const both = begin(begin(makeQueued({ count: 2, perSubmit: 1 }), 0), 1);
      const first = picturesStored(both, 'a0', [makeImage('one')], now) ?? both;
      return submissionUnknown(first, 'a1', now) ?? first;
    }
    const deliver = (generation: Generation): Generation => {
      const begun = beginDelivery(generation, 'h1') ?? generation;
      return deliveryDone(begun, 'h1', { messages: [] }) ?? begun;
    };

    it('tells the outcome again when its picture comes after all', () => {
      const delivered = deliver(oneOfTwo());

      const revived = picturesStored(delivered, 'a1', [makeImage('two')], now + 9_000);

      expect(delivered.delivery.state).toBe('delivered');
      expect(revived?.delivery).toMatchObject({ state: 'pending', tries: 0, since: now + 9_000 });
    });
  });
});

describe('A delivery', () => {
  const posting = (): Generation => beginDelivery(states.unknown(), 'h1') ?? states.unknown();

  it('fences a holder that was taken over', () => {
    const taken = beginDelivery(posting(), 'h2');
    if (!taken) throw new Error('not taken over');

    expect(checkpointSaved(taken, 'h1', { message: 1 })).toBeUndefined();
    expect(deliveryDone(taken, 'h1', { messages: [] })).toBeUndefined();
    expect(deliveryGivenUp(taken, 'h1')).toBeUndefined();
    expect(checkpointSaved(taken, 'h2', { message: 1 })?.delivery).toMatchObject({
      checkpoint: { message: 1 },
      holder: 'h2',
      tries: 2,
    });
  });

  it('keeps what its holder posted when the outcome changes under it, and starts again', () => {
    const changed = picturesStored(posting(), 'a1', [makeImage('one')], now);
    if (!changed) throw new Error('not changed');

    const saved = checkpointSaved(changed, 'h1', { message: 7 });
    const done = saved && deliveryDone(saved, 'h1', { messages: [{ key: 'test:7', pictures: [] }] });

    expect(done?.delivery).toMatchObject({
      state: 'pending',
      checkpoint: { message: 7 },
      receipt: { messages: [{ key: 'test:7', pictures: [] }] },
    });
  });

  it('is not begun again once it is done', () => {
    const done = deliveryDone(posting(), 'h1', { messages: [] });

    expect(done?.delivery).toMatchObject({ state: 'delivered', receipt: { messages: [] } });
    expect(done && beginDelivery(done, 'h2')).toBeUndefined();
  });
});
