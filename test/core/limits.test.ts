import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cancelRequested } from '../../src/core/generation/ending-transitions.ts';
import type { Generation, Requester } from '../../src/core/generation/generation.ts';
import { appliedLimits, noRules, overridesOf } from '../../src/core/ledger/applied-limits.ts';
import { LimitDesk } from '../../src/core/ledger/limit-desk.ts';
import type { LimitStore } from '../../src/core/ledger/limit-desk.ts';
import type { CreateResult } from '../../src/core/ports/generation-store.ts';
import type { LimitRules, LimitScope, Tier } from '../../src/core/ports/limits.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect } from '../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { ReadySet } from '../../src/core/storage/ready-set.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';
import { RedisLedger } from '../../src/core/storage/redis-ledger.ts';
import { RedisLimitStore } from '../../src/core/storage/redis-limit-store.ts';
import { createMemoryLimitStore } from '../fakes/memory-limit-store.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';
import { makeQueued, priceEach, startAt } from './make-record.ts';
import { expectPlacesToMatch } from './places.ts';

const defaults = { userConcurrent: 3, userQueued: 10, userDailyImages: 50 };
const nobody = { users: new Set<string>(), roles: new Set<string>(), chats: new Set<string>(), lists: new Set<string>() }; // prettier-ignore
const friends = new Map([['friends', new Set(['test:1', 'test:group'])]]);

function tier(name: string, changes: Partial<Tier> = {}): Tier {
  return { name, members: nobody, ...changes };
}

describe('What applies to one who asks', () => {
  const who = { userId: 'test:1', chatId: 'test:chat', roles: ['r1', 'r2'] };
  const told = (
    rules: Partial<LimitRules>,
    overrides: Parameters<typeof overridesOf>[0] = [],
    payer: Parameters<typeof appliedLimits>[0] = who,
  ) => {
    const { limits, ...applied } = appliedLimits(payer, startAt, {
      defaults: { ...defaults, globalMonthlyMicroUsd: 9_000_000 },
      rules: { ...noRules, ...rules },
      overrides: overridesOf(overrides),
    });
    const lines = limits.map(({ scope: { kind, id, period }, images, microUsd }) =>
      [kind, id, period, images, microUsd].join(' ').trim(),
    );
    return { ...applied, lines };
  };

  it('is the environment where nobody says otherwise', () => {
    expect(told({})).toMatchObject({
      concurrent: 3,
      queued: 10,
      lines: ['user test:1 2026-11-21 50', 'all all 2026-11  9000000'],
    });
    expect(told({}).scopes).toHaveLength(6);
  });

  it.each([
    { by: 'themselves', members: { ...nobody, users: new Set(['test:1']) } },
    { by: 'a role', members: { ...nobody, roles: new Set(['r2']) } },
    { by: 'the chat or server', members: { ...nobody, chats: new Set(['test:chat']) } },
    { by: 'a list', members: { ...nobody, lists: new Set(['friends']) } },
  ])('is their tier over that, by $by: the first that names them', ({ members }) => {
    const limits = { day: { images: null, microUsd: 400_000 }, month: { images: 7 } };
    const tiers = [
      tier('other', { limits: { day: { images: 1 } } }),
      tier('patron', { members, limits, concurrent: 8, gateways: ['alpha'], qualities: ['low'] }),
      tier('late', { members, limits: { day: { images: 2 } } }),
    ];

    expect(told({ tiers, defaultTier: 'other', lists: friends })).toMatchObject({
      ...{ tier: 'patron', concurrent: 8, queued: 10, gateways: ['alpha'], qualities: ['low'] },
      lines: ['user test:1 2026-11-21  400000', 'user test:1 2026-11 7', 'all all 2026-11  9000000'],
    });
  });

  it('is the default tier for those whom nobody names', () => {
    const tiers = [tier('guest', { limits: { day: { images: 1 } }, queued: 1 })];

    expect(told({ tiers, defaultTier: 'guest' })).toMatchObject({ tier: 'guest', queued: 1 });
    expect(told({ tiers })).not.toHaveProperty('tier');
  });

  it('is a budget of theirs over that, and what was set by command over all', () => {
    const budgets = new Map([
      ['user:test:1', { day: { images: 60 } }],
      ['role:r1', { month: { microUsd: 5_000_000 } }],
      ['list:friends', { day: { images: 9 } }],
      ['role:r9', { day: { images: 1 } }],
    ]);
    const chat = { day: { images: 100 } };
    const set = (scope: LimitScope, value: number | null) =>
      ({ scope, period: 'day', unit: 'images', value }) as const;

    const file = told({ budgets, chat, lists: friends });
    const commands = told({ budgets, chat, lists: friends }, [
      set({ kind: 'user', id: 'test:1' }, 70),
      set({ kind: 'chat', id: 'test:chat' }, null),
      set({ kind: 'role', id: 'r2' }, 5),
    ]);

    expect(file.lines).toEqual([
      'user test:1 2026-11-21 60',
      'chat test:chat 2026-11-21 100',
      'list friends 2026-11-21 9',
      'role r1 2026-11  5000000',
      'all all 2026-11  9000000',
    ]);
    expect(commands.lines).toEqual([
      'user test:1 2026-11-21 70',
      'role r2 2026-11-21 5',
      'list friends 2026-11-21 9',
      'role r1 2026-11  5000000',
      'all all 2026-11  9000000',
    ]);
    expect(file.scopes.map(({ kind, id }) => `${kind}:${id}`)).not.toContain('role:r2');
  });
});

describe('Limits that are kept by the store', () => {
  let redis: TestRedis;
  const clients: ScriptedRedis[] = [];
  const stores: RedisGenerationStore[] = [];
  let now = startAt;
  let ids = 0;

  beforeAll(async () => {
    redis = await startTestRedis();
    for (let index = 0; index < 4; index += 1) {
      const client = connect({ socketPath: redis.socketPath }, 'worker', silentLogger);
      clients.push(client);
      stores.push(new RedisGenerationStore({ redis: client, now: () => now, retentionMs: 60_000 }));
    }
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await redis.stop();
  });
  beforeEach(async () => {
    now = startAt;
    await redis.flush();
  });

  const client = (index = 0): ScriptedRedis => clients[index % 4] ?? raise();
  const deskOf = (rules: Partial<LimitRules> = {}, store: LimitStore = limitStore()): LimitDesk =>
    new LimitDesk({
      ...{ store, defaults: { userConcurrent: 3, userQueued: 10 }, now: () => now },
      rules: () => ({ ...noRules, ...rules }),
    });
  const limitStore = (): RedisLimitStore => new RedisLimitStore(client(), () => `version-${(ids += 1)}`);

  /** A request as the use case makes it, by whoever is meant. */
  async function ask(
    desk: LimitDesk,
    options: { id: string; count?: number; index?: number; requester?: Partial<Requester> },
  ): Promise<CreateResult> {
    const { id, count = 1, index = 0 } = options;
    const requester = { userId: 'test:1', chatId: 'test:chat', locale: 'en', ...options.requester };
    const applied = await desk.resolve(requester);
    const generation = { ...makeQueued({ id, count, userId: requester.userId }), requester, createdAt: now };
    const store = stores[index % 4] ?? raise();
    return store.create({ ...generation, scopes: applied.scopes }, applied.limits, { unfinished: 1_000 });
  }
  const askMany = async (
    desk: LimitDesk,
    count: number,
    requester: (index: number) => Partial<Requester>,
  ) => {
    const results = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        ask(desk, { id: `g${(ids += 1)}`, index, requester: requester(index) }),
      ),
    );
    return {
      created: results.filter(({ kind }) => kind === 'created').length,
      refusal: results.flatMap((one) => (one.kind === 'refused' ? [one.refusal] : []))[0],
    };
  };
  const cancel = (id: string) =>
    (stores[0] ?? raise()).transition(id, (current: Generation) => {
      const next = cancelRequested(current, now);
      return next && { next };
    });

  const budget = (key: string, allowance: object) => new Map([[key, allowance]]);
  it.each([
    { of: 'a user in a month', rules: { budgets: budget('user:test:1', { month: { images: 17 } }) }, one: true },
    { of: 'a chat or server in a month', rules: { chat: { month: { microUsd: 17 * priceEach } } } },
    { of: 'a role in a day', rules: { budgets: budget('role:r1', { day: { images: 17 } }) } },
    { of: 'a role in a month', rules: { budgets: budget('role:r1', { month: { microUsd: 18 * priceEach - 1 } }) } },
    { of: 'a list in a day', rules: { lists: friends, budgets: budget('list:friends', { day: { images: 17 } }) } },
    { of: 'a list in a month', rules: { lists: friends, budgets: budget('list:friends', { month: { microUsd: 17 * priceEach } }) } },
    { of: 'all in a month', rules: { budgets: budget('all:all', { month: { images: 17 } }) } },
  ] as { of: string; rules: Partial<LimitRules>; one?: boolean }[])('let exactly as many through at once as fit: $of', async ({ rules, one }) => {
    const desk = deskOf(rules);

    const { created, refusal } = await askMany(desk, 50, (index) => ({
      userId: one ? 'test:1' : `test:${index % 7}`,
      chatId: rules.lists ? 'test:group' : 'test:chat',
      roles: ['r1', 'r5'],
    }));

    expect(created).toBe(17);
    expect(refusal).toMatchObject({ kind: 'limit', left: expect.any(Number) });
    await expectBooksToBalance(redis.client);
    await expectPlacesToMatch(redis.client);
  }); // prettier-ignore

  it('count a role and a list of somebody for others who have it too, and nobody else', async () => {
    const desk = deskOf({
      lists: friends,
      budgets: new Map([
        ['role:r1', { day: { images: 2 } }],
        ['list:friends', { day: { images: 1 } }],
      ]),
    });

    const byRole = await askMany(desk, 4, (index) => ({ userId: `test:${index + 20}`, roles: ['r1'] }));
    const byList = await askMany(desk, 3, (index) => ({
      userId: `test:${index + 40}`,
      chatId: 'test:group',
    }));
    const others = await askMany(desk, 5, (index) => ({ userId: `test:${index + 60}` }));

    expect([byRole.created, byList.created, others.created]).toEqual([2, 1, 5]);
    expect(byRole.refusal).toMatchObject({ scope: { kind: 'role', id: 'r1' } });
  });

  it('change by command for every process from the next request on', async () => {
    const [here, there] = [deskOf(), deskOf()];
    await there.resolve({ userId: 'test:1', chatId: 'test:chat' });
    const scope = { kind: 'user', id: 'test:1' } as const;
    const set = (value: number | 'none' | 'default') =>
      here.setLimit({ scope, unit: 'images', period: 'month', value });

    await set(3);
    const limited = await askMany(there, 5, () => ({}));
    await set('none');
    const free = await askMany(there, 5, () => ({}));
    const listed = await there.list();
    await set('default');

    expect([limited.created, free.created]).toEqual([3, 5]);
    expect(listed).toEqual([{ scope, unit: 'images', period: 'month', value: null }]);
    expect(await there.list()).toEqual([]);
  });

  it('are widened by grants for their period, each once by its key', async () => {
    const desk = deskOf({ budgets: new Map([['user:test:1', { day: { images: 2 } }]]) });
    const scope = { kind: 'user', id: 'test:1' } as const;
    const grant = () => desk.grant({ scope, unit: 'images', amount: 3, period: 'day', key: 'interaction:1' });
    await askMany(desk, 3, () => ({}));

    const granted = [await grant(), await grant()];
    const { created, refusal } = await askMany(desk, 9, () => ({}));

    expect(granted).toEqual([true, false]);
    expect(created).toBe(3);
    expect(refusal).toMatchObject({ limit: 5, left: 0 });
    expect((await desk.usage(scope))[0]).toEqual({
      ...{ period: 'day', unit: 'images', used: 5, granted: 3, endsAt: Date.UTC(2026, 10, 22) },
    });
    await expectBooksToBalance(redis.client);
  });

  it('start anew after a reset while the sums stay, and what is given back from before does not widen them', async () => {
    const desk = deskOf({ budgets: new Map([['user:test:1', { day: { images: 3 } }]]) });
    const scope = { kind: 'user', id: 'test:1' } as const;
    for (const id of ['a', 'b', 'c']) await ask(desk, { id });

    now += 1_000;
    await desk.reset(scope);
    await cancel('a');
    const { created } = await askMany(desk, 9, () => ({}));
    await cancel('b');

    expect(created).toBe(3);
    expect((await askMany(desk, 2, () => ({}))).created).toBe(0);
    const totals = await new RedisLedger(client()).totals({ ...scope, period: '2026-11-21' });
    expect(totals.committedImages).toBe(4);
    await expectBooksToBalance(redis.client);
  });

  it('are never passed by one, whatever is asked, canceled, granted and reset', async () => {
    const scope = { kind: 'user', id: 'test:1' } as const;
    const step = fc.record({
      what: fc.constantFrom('ask', 'ask', 'ask', 'cancel', 'grant', 'reset'),
      amount: fc.integer({ min: 1, max: 4 }),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        await redis.flush();
        now = startAt;
        const desk = deskOf({ budgets: new Map([['user:test:1', { day: { images: 6 } }]]) });
        let allowed = 6;
        let open: { id: string; count: number; old: boolean }[] = [];
        for (const { what, amount } of steps) {
          now += 10;
          if (what === 'grant') {
            await desk.grant({ scope, unit: 'images', amount, period: 'day' });
            allowed += amount;
          } else if (what === 'reset') {
            await desk.reset(scope);
            open = open.map((one) => ({ ...one, old: true }));
          } else if (what === 'cancel') {
            const [one] = open.splice(amount % Math.max(open.length, 1), 1);
            if (one) await cancel(one.id);
          } else {
            const id = `p${(ids += 1)}`;
            const used = open.reduce((sum, one) => sum + (one.old ? 0 : one.count), 0);
            const result = await ask(desk, { id, count: amount });
            expect(result.kind).toBe(used + amount <= allowed ? 'created' : 'refused');
            if (result.kind === 'created') open.push({ id, count: amount, old: false });
          }
        }
        await expectBooksToBalance(redis.client);
      }),
      { numRuns: 30 },
    );
  });

  it('keep each user to the places of their tier', async () => {
    const ready = new ReadySet(client());
    for (const [userId, concurrent] of [['test:1', 2], ['test:2', undefined]] as const) {
      for (let index = 0; index < 6; index += 1) {
        const generation = makeQueued({ id: `${userId.slice(-1)}x${index}`, userId, sequence: (ids += 1) });
        const places = concurrent === undefined ? {} : { concurrent };
        await (stores[0] ?? raise()).create(generation, [], { unfinished: 100, ...places });
      }
    } // prettier-ignore

    const claimed: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      const part = await ready.claim('alpha', { laneLimit: 50, userLimit: 4, leaseUntil: now + 3_000 });
      if (part) claimed.push(part.userId);
    }

    expect(claimed.filter((userId) => userId === 'test:1')).toHaveLength(2);
    expect(claimed.filter((userId) => userId === 'test:2')).toHaveLength(4);
  });

  it.each([
    { name: 'in Redis', make: () => limitStore() },
    { name: 'in memory', make: () => createMemoryLimitStore() },
  ])('are remembered $name under any id', async ({ make }) => {
    const store = make();
    const before = await store.version();
    const scope = { kind: 'list', id: 'odd: name, with "all" of it' } as const;

    await store.write({ scope, period: 'day', unit: 'microUsd', value: 0 });
    await store.write({ scope, period: 'month', unit: 'images', value: null });

    const { version, overrides } = await store.read();
    expect(version).toBe(await store.version());
    expect(version).not.toBe(before);
    expect(overrides).toEqual(
      expect.arrayContaining([
        { scope, period: 'day', unit: 'microUsd', value: 0 },
        { scope, period: 'month', unit: 'images', value: null },
      ]),
    );
    expect(await store.grant(scope, { unit: 'images', amount: 2, period: '2026-11', key: 'k' })).toBe(true);
    expect(await store.grant(scope, { unit: 'images', amount: 2, period: '2026-11', key: 'k' })).toBe(false);
    expect((await store.counted(scope, '2026-11')).images).toEqual({ used: 0, granted: 2 });
  });
});

function raise(): never {
  throw new Error('There is none');
}
