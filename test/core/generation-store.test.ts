import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Generation } from '../../src/core/generation/generation.ts';
import { picturesOf, statusOf } from '../../src/core/generation/generation.ts';
// prettier-ignore
import { beginSubmit, picturesStored, resultsKnown, taskStarted } from '../../src/core/generation/attempt-transitions.ts';
import { beginDelivery, deliveryDone } from '../../src/core/generation/delivery-transitions.ts';
import {
  cancelRequested,
  deadlinePassed,
  partFailed,
  partRefused,
  submissionUnknown,
} from '../../src/core/generation/ending-transitions.ts';
import { priceConfirmed } from '../../src/core/generation/confirm-price.ts';
import { waitAgain, waitOver } from '../../src/core/generation/waiting-transitions.ts';
import { appliedLimits, noRules } from '../../src/core/ledger/applied-limits.ts';
import type { LedgerLimits } from '../../src/core/ledger/scopes.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import type { CreateResult, ScopeLimit } from '../../src/core/ports/generation-store.ts';
import { connect } from '../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { packGeneration, unpackGeneration } from '../../src/core/storage/generation-record.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { recordDictionary } from '../../src/core/storage/record-dictionary.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';
import { RedisLedger } from '../../src/core/storage/redis-ledger.ts';
import { scoresOf } from '../../src/core/storage/user-places.ts';
import { wholeRecordsDictionary } from '../../src/core/storage/whole-records-dictionary.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';
import { applied, attemptsOf, makeImage, makeQueued, priceEach, startAt } from './make-record.ts';
import { expectPlacesToMatch } from './places.ts';

const unlimited = { unfinished: 1_000 };
const day = '2026-11-21';

describe('The generation store', () => {
  let redis: TestRedis;
  const clients: ScriptedRedis[] = [];
  const stores: RedisGenerationStore[] = [];
  let ledger: RedisLedger;

  beforeAll(async () => {
    redis = await startTestRedis();
    for (let index = 0; index < 4; index += 1) {
      const client = connect({ socketPath: redis.socketPath }, 'worker', silentLogger);
      clients.push(client);
      stores.push(new RedisGenerationStore({ redis: client, now: () => startAt, retentionMs: 60_000 }));
    }
    ledger = new RedisLedger(storeClient());
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await redis.stop();
  });
  beforeEach(() => redis.flush());

  const storeClient = (): ScriptedRedis => clients[0] ?? raise();
  /** One of several connections, as of several processes. */
  const storeOf = (index = 0): RedisGenerationStore => stores[index % stores.length] ?? raise();

  /** Creates many at the same time, spread over the connections. */
  const createAll = (
    generations: readonly Generation[],
    limits: LedgerLimits = {},
    userLimits = unlimited,
  ): Promise<readonly CreateResult[]> =>
    Promise.all(
      generations.map((generation, index) =>
        storeOf(index).create(generation, limitsOf(generation, limits), userLimits),
      ),
    );
  const many = (count: number, of: (index: number) => Generation): readonly Generation[] =>
    Array.from({ length: count }, (_, index) => of(index));
  const kindsOf = (results: readonly CreateResult[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };

  describe('creating', () => {
    it('makes one generation of one request key, however often and in however many places it comes', async () => {
      const same = many(40, (index) => ({ ...makeQueued({ id: `g${index}` }), requestKey: 'update:1' }));

      const results = await createAll(same);

      expect(kindsOf(results)).toEqual({ created: 1, duplicate: 39 });
      const ids = results.map((one) => (one.kind === 'refused' ? '' : one.generation.id));
      expect(new Set(ids).size).toBe(1);
      expect(await storeOf().findByRequestKey('update:1')).toEqual(await storeOf(1).get(ids[0] ?? ''));
      await expectBooksToBalance(redis.client);
      await expectPlacesToMatch(redis.client);
    });

    it('lets exactly as many unfinished generations in as the queue holds', async () => {
      const results = await createAll(
        many(50, (index) => makeQueued({ id: `g${index}` })),
        {},
        { unfinished: 13 },
      );

      expect(kindsOf(results)).toEqual({ created: 13, refused: 37 });
      expect(results.find(({ kind }) => kind === 'refused')).toEqual({
        kind: 'refused',
        refusal: { kind: 'queue-full', limit: 13 },
      });
      expect(await storeOf().unfinished('test:1')).toHaveLength(13);
      await expectBooksToBalance(redis.client);
    });
  });

  describe('limits', () => {
    it.each([
      {
        name: 'pictures of a user',
        limits: { userDailyImages: 17 },
        scope: 'user',
        unit: 'images',
        limit: 17,
      },
      {
        name: 'dollars of a user',
        limits: { userDailyMicroUsd: 17 * priceEach + 1 },
        ...{ scope: 'user', unit: 'microUsd', limit: 17 * priceEach + 1 },
      },
      {
        name: 'dollars of a chat',
        limits: { chatDailyMicroUsd: 17 * priceEach },
        ...{ scope: 'chat', unit: 'microUsd', limit: 17 * priceEach },
      },
      {
        name: 'dollars of all',
        limits: { globalDailyMicroUsd: 18 * priceEach - 1 },
        ...{ scope: 'all', unit: 'microUsd', limit: 18 * priceEach - 1 },
      },
    ])('let exactly as many through at once as fit: $name', async ({ limits, scope, unit, limit }) => {
      const user = (index: number): string => (scope === 'user' ? 'test:1' : `test:${index % 7}`);
      const wanted = many(50, (index) => makeQueued({ id: `g${index}`, userId: user(index) }));

      const results = await createAll(wanted, limits);

      expect(kindsOf(results)).toEqual({ created: 17, refused: 33 });
      const refused = results.find(({ kind }) => kind === 'refused');
      expect(refused).toMatchObject({
        refusal: { kind: 'limit', scope: { kind: scope, period: day }, unit, limit },
      });
      const totals = await ledger.totals({ kind: 'all', id: 'all', period: day });
      expect(totals).toMatchObject({ committedImages: 17, committedMicroUsd: 17 * priceEach });
      await expectBooksToBalance(redis.client);
    });

    it('refuse a request for several pictures whole and say how many are left', async () => {
      const limits = { userDailyImages: 5 };
      await createAll([makeQueued({ id: 'g1', count: 3 })], limits);

      const [refused] = await createAll([makeQueued({ id: 'g2', count: 3 })], limits);
      const [fits] = await createAll([makeQueued({ id: 'g3', count: 2 })], limits);

      expect(refused).toMatchObject({ kind: 'refused', refusal: { kind: 'limit', limit: 5, left: 2 } });
      expect(fits?.kind).toBe('created');
    });

    it('count what was released as free again, and what was charged not', async () => {
      const limits = { userDailyImages: 2 };
      await createAll([makeQueued({ id: 'g1' }), makeQueued({ id: 'g2' })], limits);
      await storeOf().transition('g1', (current) => changed(cancelRequested(current, startAt)));
      await storeOf().transition('g2', (current) => changed(begin(current, 0, 'g2-a1')));
      await storeOf().transition('g2', (current) =>
        changed(picturesStored(current, 'g2-a1', [makeImage('one')], startAt)),
      );

      const results = await createAll(
        many(5, (index) => makeQueued({ id: `h${index}` })),
        limits,
      );

      expect(kindsOf(results)).toEqual({ created: 1, refused: 4 });
    });

    it('count the day and the month of the reservation', async () => {
      await createAll([makeQueued({ count: 2 })]);

      for (const period of [day, '2026-11']) {
        for (const [kind, id] of [
          ['user', 'test:1'],
          ['chat', 'test:chat'],
          ['all', 'all'],
        ] as const) {
          const totals = await ledger.totals({ kind, id, period });
          expect(totals).toMatchObject({ committedImages: 2, committedMicroUsd: 2 * priceEach });
        }
      }
      expect(await ledger.totals({ kind: 'user', id: 'test:1', period: '2026-11-22' })).toMatchObject({
        committedImages: 0,
      });
    });

    it('are kept by a change that reserves more', async () => {
      const limits = { userDailyMicroUsd: 100_000 };
      await createAll([makeQueued({ id: 'g1' })], limits);
      const dearer = (microUsdPerImage: number) =>
        storeOf().transition('g1', (current) => {
          const price = { microUsdPerImage, assumed: false };
          const place = { provider: 'beta', applied, changes: [], price, perSubmit: 1 };
          const next = waitAgain(current, 0, { refused: true, place, now: startAt });
          return next && { next, limits: limitsOf(current, limits) };
        });

      expect(await dearer(100_001)).toMatchObject({
        kind: 'refused',
        refusal: { unit: 'microUsd', left: 50_000 },
      });
      expect(await dearer(100_000)).toMatchObject({ kind: 'changed' });
      await expectBooksToBalance(redis.client);
    });
  });

  describe('changing', () => {
    it('loses none of many changes at once', async () => {
      await createAll([makeQueued()]);

      await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          storeOf(index).transition('g1', (current) => ({
            next: { ...current, delivery: { ...current.delivery, tries: current.delivery.tries + 1 } },
          })),
        ),
      );

      expect(await storeOf().get('g1')).toMatchObject({ version: 41, delivery: { tries: 40 } });
    });

    it('lets one of many workers begin a submit', async () => {
      await createAll([makeQueued()]);

      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          storeOf(index).transition('g1', (current) => changed(begin(current, 0, `g1-a${index}`))),
        ),
      );

      expect(results.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
      expect(attemptsOf((await storeOf().get('g1')) ?? raise())).toHaveLength(1);
      await expectPlacesToMatch(redis.client);
    });

    it('keeps counters, lines, records and places together through any history of several generations', async () => {
      const move = fc.record({
        what: fc.constantFrom(...moves),
        which: fc.nat(3),
        part: fc.nat(3),
        cost: fc.nat(90_000),
      });
      let runs = 0;

      await fc.assert(
        fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 60 }), async (played) => {
          await redis.flush();
          runs += 1;
          await createAll(
            many(4, (index) =>
              makeQueued({
                ...{ id: `r${runs}x${index}`, userId: `test:${index % 2}`, count: index + 1, perSubmit: 2 },
                // The larger ones wait for an agreement to their price first.
                confirmAboveMicroUsd: 2 * priceEach,
              }),
            ),
          );
          for (const [step, { what, which, part, cost }] of played.entries()) {
            await storeOf(step).transition(`r${runs}x${which}`, (current) =>
              changed(play(current, { what, part, cost, step })),
            );
          }
          await expectBooksToBalance(redis.client);
          await expectPlacesToMatch(redis.client);
        }),
        { numRuns: 40 },
      );
    });
  });

  describe('finding', () => {
    it('pages through a user’s history, newest first', async () => {
      for (let index = 0; index < 7; index += 1) {
        const generation = makeQueued({ id: `g${index}` });
        await createAll([{ ...generation, createdAt: startAt + index }]);
      }
      await createAll([makeQueued({ id: 'other', userId: 'test:2' })]);
      const idsOf = (page: readonly Generation[]): readonly string[] => page.map(({ id }) => id);

      const first = await storeOf().history('test:1', { limit: 3 });
      const second = await storeOf().history('test:1', { limit: 3, before: first.at(-1)?.createdAt ?? 0 });
      const third = await storeOf().history('test:1', { limit: 3, before: second.at(-1)?.createdAt ?? 0 });

      expect([first, second, third].map(idsOf)).toEqual([['g6', 'g5', 'g4'], ['g3', 'g2', 'g1'], ['g0']]);
    });

    it('reads records as older versions wrote them', async () => {
      const written = makeQueued({ id: 'old' });
      const json = JSON.stringify(written);
      const deflated = (dictionary: Buffer) => deflateRawSync(json, { windowBits: 12, dictionary });
      for (const packed of [
        Buffer.from(json),
        Buffer.concat([Buffer.of(1), deflated(recordDictionary)]),
        Buffer.concat([Buffer.of(2), deflated(wholeRecordsDictionary)]),
      ]) {
        await redis.client.set(keys.generation('old'), Buffer.concat([Buffer.from('1\n'), packed]));

        expect(await storeOf().get('old')).toEqual(written);
      }
    });

    it('reads every record as it was written, whatever it says', () => {
      const plain = makeQueued({ id: 'abc123def456', userId: 'telegram:1234567' });
      const withPrompt = (prompt: string) => ({ ...plain, request: { ...plain.request, prompt } });
      for (const record of [
        plain,
        withPrompt('telegram:1234567 on 2026-11-21, $& $1 $$ abc123def456'),
        withPrompt('\u0001\u0002\u0003\u0007 "\\u0002" \n é 🦊'),
        { ...plain, target: { ...plain.target, chat: '1234567' } },
        { ...plain, target: { ...plain.target, chat: '-1001234567' }, scopes: [] },
        { ...plain, requester: { ...plain.requester, userId: 'odd:"\u0001$&\\' } },
        { ...plain, requester: { ...plain.requester, userId: '' }, id: '' },
      ])
        expect(unpackGeneration(packGeneration(record))).toEqual(record);
    });

    it('remembers a few that are read together, which soon change, and no long list', async () => {
      const ids = Array.from({ length: 9 }, (_, index) => `few${index}`);
      await createAll(ids.map((id) => makeQueued({ id })));
      const otherProcess = (): RedisGenerationStore =>
        new RedisGenerationStore({ redis: storeClient(), now: () => startAt, retentionMs: 60_000 });
      const [few, list] = [otherProcess(), otherProcess()];

      expect((await few.getMany(ids.slice(0, 8))).map(({ id }) => id)).toEqual(ids.slice(0, 8));
      expect((await list.getMany(ids)).map(({ id }) => id)).toEqual(ids);

      expect(ids.filter((id) => few.recent(id))).toEqual(ids.slice(0, 8));
      expect(ids.filter((id) => list.recent(id))).toEqual([]);
    });

    it('forgets in a history what is older than records are kept', async () => {
      const old = { ...makeQueued({ id: 'old' }), createdAt: startAt - 401 * 86_400_000 };
      await createAll([old]);
      await createAll([makeQueued({ id: 'new' })]);

      const key = '{limner}:u:test:1:history';
      expect(await redis.client.zrangebyscore(key, ...scoresOf.history)).toEqual(['new']);
      expect(await redis.client.ttl(key)).toBeGreaterThan(399 * 86_400);
    });

    it('finds a picture by its short id and by the message that shows it', async () => {
      await createAll([makeQueued({ count: 2 })]);
      const change = (next: (current: Generation) => Generation | undefined) =>
        storeOf().transition('g1', (current) => changed(next(current)));
      await change((current) => begin(current, 0, 'g1-a1'));
      await change((current) => picturesStored(current, 'g1-a1', ['one', 'two'].map(makeImage), startAt));
      await change((current) => beginDelivery(current, 'h1'));
      await change((current) =>
        deliveryDone(current, 'h1', {
          messages: [
            { key: 'test:chat:7', pictures: [1] },
            { key: 'test:chat:8', pictures: [] },
          ],
        }),
      );

      const store = storeOf(1);
      expect(await store.findByPicture('g1-2')).toEqual({ generationId: 'g1', index: 1 });
      expect(await store.findByMessage('test:chat:7')).toEqual({ generationId: 'g1', index: 1 });
      expect(await store.findByMessage('test:chat:8')).toEqual({ generationId: 'g1', index: -1 });
      expect(await store.findByMessage('test:chat:9')).toBeUndefined();
      const done = await store.get('g1');
      expect(done && [statusOf(done), picturesOf(done).length]).toEqual(['succeeded', 2]);
    });

    it('lists every movement of money with whom it concerns', async () => {
      await createAll([makeQueued({ count: 2 })]);
      await storeOf().transition('g1', (current) => changed(begin(current, 0, 'g1-a1')));
      await storeOf().transition('g1', (current) =>
        changed(picturesStored(current, 'g1-a1', [makeImage('one')], startAt, 2)),
      );

      const lines = await ledger.lines({ limit: 10 });
      const [first] = lines;

      const who = { generationId: 'g1', part: 0, userId: 'test:1', chatId: 'test:chat' };
      expect(lines.map(({ id: _id, at: _at, ...line }) => line)).toEqual([
        { ...who, kind: 'reserve', images: 2, microUsd: 2 * priceEach },
        { ...who, kind: 'capture', images: 1, microUsd: priceEach },
        { ...who, kind: 'release', images: 1, microUsd: priceEach },
        { ...who, kind: 'cost', images: 0, microUsd: priceEach, provider: 'alpha' },
        { ...who, kind: 'write-off', images: 0, microUsd: priceEach, provider: 'alpha' },
      ]);
      expect(await ledger.lines({ limit: 2, after: first?.id ?? '' })).toEqual(lines.slice(1, 3));
    });
  });
});

const moves = [
  ...(['begin', 'begin', 'task', 'results', 'stored', 'stored', 'failed', 'unknown', 'late'] as const),
  ...(['moved', 'waits', 'over', 'refused', 'cancel', 'deliver', 'delivered', 'agree'] as const),
];

function play(
  current: Generation,
  { what, part, cost, step }: { what: (typeof moves)[number]; part: number; cost: number; step: number },
): Generation | undefined {
  const index = part % current.parts.length;
  const attemptId = current.parts[index]?.attempts.at(-1)?.id ?? 'none';
  const price = { microUsdPerImage: cost, assumed: false };
  switch (what) {
    case 'begin':
      return begin(current, index, `${current.id}-a${step}`);
    case 'task':
      return taskStarted(current, attemptId, { id: `t${step}`, baseUrl: 'http://127.0.0.1' });
    case 'results':
      return resultsKnown(current, attemptId, [{ kind: 'remote', url: 'http://127.0.0.1/1' }], {
        costMicroUsd: cost,
      });
    case 'stored':
      return picturesStored(current, attemptId, [makeImage(`p${step}`)], startAt, 2);
    case 'failed':
      return partFailed(current, attemptId, { code: 'provider-failed', costMicroUsd: cost }, startAt);
    case 'unknown':
      return submissionUnknown(current, attemptId, startAt);
    case 'late':
      return deadlinePassed(current, attemptId, startAt);
    case 'moved':
      return waitAgain(current, index, {
        ...{ refused: true, now: startAt },
        ...(current.parts[index]?.state === 'submitting' ? { attemptId } : {}),
        place: { provider: `g${step % 3}`, applied, changes: [], price, perSubmit: 1 + (step % 2) },
      });
    case 'waits':
      return waitAgain(current, index, { attemptId, refused: false, notBefore: startAt + 1, now: startAt });
    case 'over':
      return waitOver(current, index);
    case 'refused':
      return partRefused(current, index, 'provider-unavailable', startAt);
    case 'agree':
      return priceConfirmed(current, startAt);
    case 'cancel':
      return cancelRequested(current, startAt);
    case 'deliver':
      return beginDelivery(current, `h${step}`);
    case 'delivered':
      return deliveryDone(current, current.delivery.holder ?? '', { messages: [] });
  }
}

function begin(current: Generation, index: number, id: string): Generation | undefined {
  const provider = current.parts[index]?.provider ?? '';
  const times = { submittedAt: startAt, deadlineAt: startAt + 60_000 };
  return beginSubmit(current, index, { id, provider, owner: 'w1', ...times });
}

/** The environment's limits alone. */
function limitsOf({ requester }: Generation, limits: LedgerLimits): readonly ScopeLimit[] {
  const defaults = { userConcurrent: 3, userQueued: 10, ...limits };
  return appliedLimits(requester, startAt, { defaults, rules: noRules, overrides: new Map() }).limits;
}

const changed = (next: Generation | undefined): { next: Generation } | undefined => next && { next };

function raise(): never {
  throw new Error('There is none');
}
