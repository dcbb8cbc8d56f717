import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginSubmit, resultsKnown } from '../../src/core/generation/attempt-transitions.ts';
import { beginDelivery, deliveryDone } from '../../src/core/generation/delivery-transitions.ts';
import { cancelRequested } from '../../src/core/generation/ending-transitions.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import type { DeliveryChannel, EditPace } from '../../src/core/ports/delivery-channel.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect, type ScriptedRedis } from '../../src/core/storage/connection.ts';
import { adoptOldEdits } from '../../src/core/storage/edit-chats.ts';
import { EditBoard, type EditResult } from '../../src/core/storage/edit-board.ts';
import { EditSchedule } from '../../src/core/storage/edit-schedule.ts';
import { keyPrefix, keys } from '../../src/core/storage/keys.ts';
import { LiveView } from '../../src/core/storage/live-view.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';
import { tendEdits } from '../../src/core/worker/tend-edits.ts';
import type { WorkerContext } from '../../src/core/worker/worker-context.ts';
import { editDueAt } from '../support/edit-due.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { makeQueued, startAt } from './make-record.ts';

const scope = 'test/den';
const quick: EditPace = { gapMs: 0 };
const edited: EditResult = { how: 'edited', againMs: 5_000 };

describe('The schedule of edits in a chat', () => {
  let redis: TestRedis;
  let client: ScriptedRedis;
  let now = startAt;
  let store: RedisGenerationStore;
  /** Two processes. */
  let here: EditBoard;
  let there: EditBoard;
  let holders = 0;

  beforeAll(async () => {
    redis = await startTestRedis();
    client = connect({ socketPath: redis.socketPath }, 'worker', silentLogger);
    store = new RedisGenerationStore({ redis: client, now: () => now, retentionMs: 60_000 });
    here = new EditBoard(client, () => now);
    there = new EditBoard(client, () => now);
  });
  afterAll(async () => {
    client.disconnect();
    await redis.stop();
  });
  beforeEach(async () => {
    await redis.flush();
    now = startAt;
  });

  async function ask(id: string, chat: string | undefined = 'den'): Promise<Generation> {
    const queued = makeQueued({ id, userId: `test:${id}` });
    const target = { ...queued.target, ...(chat === undefined ? {} : { chat }) };
    const generation = { ...queued, target, createdAt: now };
    await store.create(generation, [], { unfinished: 100 });
    return generation;
  }
  const submit = (id: string) =>
    store.transition(id, (current) => {
      const begun = {
        id: `${id}-a`,
        provider: 'alpha',
        owner: 'w',
        submittedAt: now,
        deadlineAt: now + 60_000,
      };
      const next = beginSubmit(current, 0, begun);
      return next && { next };
    });
  const end = (id: string) =>
    store.transition(id, (current) => {
      const next = cancelRequested(current, now);
      return next && { next };
    });
  const post = (id: string) =>
    store.transition(id, (current) => {
      const begun = beginDelivery(current, 'w');
      const next = begun && deliveryDone(begun, 'w', { messages: [] });
      return next && { next };
    });
  const take = (board = here, pace = quick) => board.take(scope, pace, `h${(holders += 1)}`);
  const dueAt = async (member = scope): Promise<number | undefined> => {
    const at = await editDueAt(client, member);
    return at === undefined ? undefined : at - startAt;
  };
  /** Takes the next edit, which must be there, and ends it. */
  async function edit(result: EditResult = edited, pace = quick, board = here): Promise<string> {
    const taken = await take(board, pace);
    if (!taken) throw new Error('Nothing to edit');
    await board.put(taken, result);
    return taken.generationId;
  }

  it('has the first edit a moment after the request, with the stage of that moment', async () => {
    await ask('g1');
    expect(await dueAt()).toBe(300);
    expect(await take()).toBeUndefined();

    await submit('g1');
    expect(await dueAt()).toBe(300);
    now += 300;

    expect(await edit()).toBe('g1');
    expect(await dueAt()).toBe(5_300);
  });

  it('costs nothing when the outcome was there before', async () => {
    await ask('g1');
    await end('g1');
    await post('g1');

    expect(await dueAt()).toBeUndefined();
    expect(await client.keys(`${keyPrefix}edits*`)).toEqual([]);
  });

  it('brings a change of stage forward, and leaves the rest alone', async () => {
    await ask('g1');
    now += 300;
    await edit({ how: 'edited', againMs: undefined });
    expect(await dueAt()).toBeUndefined();

    now += 10_000;
    await submit('g1');
    expect(await dueAt()).toBe(10_600);
    now += 300;
    expect(await edit({ how: 'edited', againMs: undefined })).toBe('g1');
    await store.transition('g1', (current) => {
      const next = resultsKnown(current, 'g1-a', [{ kind: 'remote', url: 'https://x.example/a' }], {});
      return next && { next };
    });

    // A picture is usually there before this would be worth an edit.
    expect(await dueAt()).toBe(12_100);
  });

  it('puts an outcome again over an edit that came after it from a process that had stood still', async () => {
    await ask('g1');
    now += 300;
    const showProgress: DeliveryChannel['showProgress'] = async () => {
      // Counted as dead, and everything went on without it.
      await client.del(keys.editLock('g1'));
      await end('g1');
      await post('g1');
      await sleep(2_100);
      return { edited: true };
    };
    const context = {
      ...{ store, edits: here, owner: 'here', randomId: () => 'x', now: () => now, logger: silentLogger },
      channels: new Map([['test', { showProgress }]]),
      leases: { letGo: () => undefined },
      live: {},
      progressDesk: { of: async (generation: Generation) => ({ generation }) },
    } as unknown as WorkerContext;

    await tendEdits(context, scope);

    expect((await store.get('g1'))?.delivery).toMatchObject({ state: 'pending', receipt: { messages: [] } });
  });

  it('edits one message at a time, the longest due first, whoever looks', async () => {
    await ask('g1');
    now += 50;
    await ask('g2');
    now += 2_000;

    const first = await take();
    const second = await take(there);

    expect([first?.generationId, second?.generationId]).toEqual(['g1', 'g2']);
    expect(await take()).toBeUndefined();
    if (first) await here.put(first, edited);
    expect(await dueAt()).toBe(5_050);
  });

  it('keeps its distance between edits, in all processes together', async () => {
    await ask('g1');
    await ask('g2');
    now += 1_000;
    const calm = { gapMs: 1_000 };
    expect(await edit(edited, calm)).toBe('g1');

    expect(await take(there, calm)).toBeUndefined();
    now += 1_000;
    expect(await edit(edited, calm, there)).toBe('g2');
  });

  it('does not count what changed nothing', async () => {
    await ask('g1');
    await ask('g2');
    now += 1_000;
    const calm = { gapMs: 1_000 };

    await edit({ how: 'unchanged', againMs: 5_000 }, calm);

    expect(await edit(edited, calm)).toBe('g2');
  });

  it('keeps an edit in reserve for every message that is unfinished', async () => {
    const few = { gapMs: 0, limit: { edits: 4, windowMs: 60_000 } };
    for (const id of ['g1', 'g2', 'g3']) await ask(id);
    now += 1_000;

    expect(await edit(edited, few)).toBe('g1');
    // One of four is used, three are unfinished: another would be one too many.
    expect(await take(here, few)).toBeUndefined();
    expect(await dueAt()).toBe(61_000);

    await end('g3');
    await post('g3');
    expect(await edit(edited, few)).toBe('g2');
    now += 60_000;
    expect(await edit(edited, few)).toBe('g1');
  });

  it('makes no edit of progress at all where the unfinished could use up the chat', async () => {
    const few = { gapMs: 0, limit: { edits: 4, windowMs: 60_000 } };
    for (const id of ['g1', 'g2', 'g3', 'g4']) await ask(id);
    now += 1_000;

    expect(await take(here, few)).toBeUndefined();
  });

  it('counts outcomes as edits', async () => {
    const few = { gapMs: 0, limit: { edits: 4, windowMs: 60_000 } };
    const [first, second] = [await ask('g1'), await ask('g2')];
    for (const [index, generation] of [first, second].entries()) {
      expect(await here.beginPost(generation)).toEqual({ kind: 'go', unsure: false });
      await end(generation.id);
      await post(generation.id);
      await ask(`more${index}`);
    }
    now += 1_000;

    expect(await take(here, few)).toBeUndefined();
  });

  it('rests while an outcome waits, for as long as that is likely to help', async () => {
    await ask('g1');
    await ask('g2');
    now += 1_000;
    await end('g1');

    expect(await take()).toBeUndefined();
    expect(await dueAt()).toBe(1_500);
    now += 61_000;
    expect((await take())?.generationId).toBe('g2');
  });

  it('leaves a chat alone for as long as the platform asks, in every process and for outcomes too', async () => {
    const [first] = [await ask('g1'), await ask('g2')];
    now += 1_000;
    await edit({ how: 'refused', askedMs: 17_000 });

    expect(await take(there)).toBeUndefined();
    expect(await dueAt()).toBe(18_000);
    expect(await there.beginPost(first)).toEqual({ kind: 'wait', ms: 17_000 });
    now += 17_000;
    expect(await there.beginPost(first)).toEqual({ kind: 'go', unsure: false });
    expect(await edit(edited, quick, there)).toBe('g2');
  });

  it('finds a pause of its own where the platform names none, longer every time, and holds up no outcome by it', async () => {
    const asked = await ask('g1');
    now += 1_000;
    for (const pauseMs of [5_000, 10_000, 20_000]) {
      await edit({ how: 'refused', askedMs: undefined });
      const before = now - startAt;
      expect(await take()).toBeUndefined();
      expect(await dueAt()).toBe(before + pauseMs);
      expect(await here.beginPost(asked)).toEqual({ kind: 'go', unsure: false });
      now += pauseMs;
    }
    await edit();
    now += 5_000;
    await edit({ how: 'refused', askedMs: undefined });
    expect(await take()).toBeUndefined();
    expect(await dueAt()).toBe(now - startAt + 5_000);
  });

  it('keeps progress away as well when an outcome was asked to wait', async () => {
    const asked = await ask('g1');
    now += 1_000;

    await here.hold(asked, 9_000);

    expect(await take(there)).toBeUndefined();
    expect(await there.beginPost(asked)).toEqual({ kind: 'wait', ms: 9_000 });
  });

  it('lets an outcome wait for the edit of its own message only', async () => {
    const [first, second] = [await ask('g1'), await ask('g2')];
    now += 1_000;
    const taken = await take();
    expect(taken?.generationId).toBe('g1');

    expect(await there.beginPost(first)).toEqual({ kind: 'wait', ms: 100 });
    expect(await there.beginPost(second)).toEqual({ kind: 'go', unsure: false });

    if (taken) await here.put(taken, { how: 'unknown', againMs: 15_000 });
    expect(await there.beginPost(first)).toEqual({ kind: 'go', unsure: true });
  });

  it('goes on after the process that was editing has died', async () => {
    await ask('g1');
    now += 1_000;
    await take();

    now += 3_000;
    await client.del(keys.editLock('g1'));

    expect((await take(there))?.generationId).toBe('g1');
  });

  it('shares a second between all chats of a platform', async () => {
    const pace = { gapMs: 0, perSecond: 1 };
    await ask('g1');
    await ask('g2', 'other');
    now += 1_000;

    expect(await here.take('test/den', pace, 'a')).toBeDefined();
    expect(await here.take('test/other', pace, 'b')).toBeUndefined();
    expect(await dueAt('test/other')).toBe(2_000);
  });

  describe('of many chats', () => {
    const chatsOf = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => `test/chat-${index}`);
    const groups = () => client.keys(`${keyPrefix}edits-in:*`);
    const askIn = (chat: string, id = chat) => ask(id, chat.slice('test/'.length));
    /** Leases all that are due, in as many turns as it takes. */
    async function leaseAll(limit = 12): Promise<readonly string[]> {
      const schedule = new EditSchedule(client, ['web', 'test']);
      const leased: string[] = [];
      for (;;) {
        const { members, nextAt } = await schedule.lease(now, 3_000, limit);
        leased.push(...members);
        if (nextAt === undefined || nextAt > now) return leased;
      }
    }

    it('lies in small groups, each due chat leased once, and leaves nothing when all is told', async () => {
      const chats = chatsOf(500);
      for (const chat of chats) await askIn(chat);
      const made = await groups();

      expect(made.length).toBeGreaterThan(10);
      for (const group of made) expect(await client.object('ENCODING', group)).toMatch(/listpack|ziplist/);
      expect(await leaseAll()).toEqual([]);
      now += 300;
      expect((await leaseAll()).toSorted()).toEqual(chats.toSorted());
      expect(await leaseAll()).toEqual([]);
      now += 3_000;
      expect(await leaseAll()).toHaveLength(500);

      for (const chat of chats.slice(10)) await post((await end(chat)).generation.id);
      expect(await groups()).toHaveLength(1);
      expect(await dueAt(chats[3])).toBe(6_300);
      for (const chat of chats.slice(0, 10)) await post((await end(chat)).generation.id);
      expect(await client.keys(`${keyPrefix}edits*`)).toEqual([]);
    }, 20_000);

    it('takes those first that are due longest, postponed ones when it is their turn, and removed ones never', async () => {
      const schedule = new EditSchedule(client, ['web', 'test']);
      const [first = '', second = '', third = '', fourth = ''] = chatsOf(4);
      for (const chat of [first, second, third, fourth]) {
        await askIn(chat);
        now += 1_000;
      }
      await schedule.remove(second);
      await schedule.postpone(third, now + 7_000);
      await schedule.postpone('test/nobody', now + 7_000);

      expect((await schedule.lease(now, 3_000, 1)).members).toEqual([first]);
      expect((await schedule.lease(now, 3_000, 12)).members).toEqual([fourth]);
      await schedule.renew([first], now + 20_000);
      now += 8_000;

      expect((await schedule.lease(now, 3_000, 12)).members.toSorted()).toEqual([third, fourth].toSorted());
      expect([await dueAt(first), await dueAt(second), await dueAt('test/nobody')]).toEqual([
        now - 8_000 + 20_000 - startAt,
        undefined,
        undefined,
      ]);
    });

    it('leaves those of platforms that it does not serve to others, as they are', async () => {
      const elsewhere = new EditSchedule(client, ['web', 'testing']);
      const chats = chatsOf(4);
      for (const chat of chats) await askIn(chat);
      const before = await Promise.all(chats.map((chat) => dueAt(chat)));
      now += 1_000;

      expect(await elsewhere.lease(now, 3_000, 12)).toEqual({ members: [], nextAt: undefined });
      expect(await Promise.all(chats.map((chat) => dueAt(chat)))).toEqual(before);
      // However often the others come first.
      expect((await leaseAll()).toSorted()).toEqual(chats.toSorted());
    });

    it('keeps as many messages of one chat as it has, and each is edited when it is due', async () => {
      for (let index = 1; index <= 9; index += 1) {
        await ask(`g${index}`);
        now += 100;
      }
      now += 1_000;

      for (let index = 1; index <= 9; index += 1)
        expect(await edit({ how: 'edited', againMs: 60_000 })).toBe(`g${index}`);
      expect(await take()).toBeUndefined();
      now += 60_000;
      expect(await edit()).toBe('g1');

      for (let index = 1; index <= 9; index += 1) await post((await end(`g${index}`)).generation.id);
      expect(await client.keys(`${keyPrefix}edits*`)).toEqual([]);
    });

    it('is worth an edit for a new preview only where progress is still shown', async () => {
      const live = new LiveView(client, () => now);
      await ask('g1');
      now += 300;
      await edit({ how: 'edited', againMs: undefined });

      await live.setPreview('g1', Buffer.from('jpeg'), scope);
      await live.setPreview('g2', Buffer.from('jpeg'), 'test/other');

      expect(await dueAt()).toBe(now - startAt);
      expect(await dueAt('test/other')).toBeUndefined();
    });

    it('takes over what an older version kept in a sorted set of its own for every chat', async () => {
      const asked = await askIn('test/old', 'g1');
      await client.del(...(await client.keys(`${keyPrefix}edits*`)));
      await client.zadd(keys.edits('test/old'), startAt + 300, 'g1', 9_000_000_000_000_000, 'g2');
      await client.zadd(keys.edits('test/parked'), 9_000_000_000_000_000, 'g3');
      await client.zadd(`${keyPrefix}progress`, startAt + 300, 'test/old', startAt, 'test/gone');

      await adoptOldEdits(client);
      await adoptOldEdits(client);
      now += 300;

      expect(await client.exists(`${keyPrefix}progress`)).toBe(0);
      expect(await leaseAll()).toEqual(['test/old']);
      expect((await here.take('test/old', quick, 'h'))?.generationId).toBe(asked.id);
      await askIn('test/parked', 'g4');
      expect(await dueAt('test/parked')).toBe(600);
      expect(await client.zcard(keys.edits('test/parked'))).toBe(2);
    });
  });
});
