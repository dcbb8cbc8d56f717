import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginSubmit, resultsKnown } from '../../src/core/generation/attempt-transitions.ts';
import { beginDelivery, deliveryDone } from '../../src/core/generation/delivery-transitions.ts';
import { cancelRequested } from '../../src/core/generation/ending-transitions.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import type { DeliveryChannel, EditPace } from '../../src/core/ports/delivery-channel.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect, type ScriptedRedis } from '../../src/core/storage/connection.ts';
import { EditBoard, type EditResult } from '../../src/core/storage/edit-board.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';
import { tendEdits } from '../../src/core/worker/tend-edits.ts';
import type { WorkerContext } from '../../src/core/worker/worker-context.ts';
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
    const score = await client.zscore(keys.progress(), member);
    return score === null ? undefined : Number(score) - startAt;
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
    expect(await client.exists(keys.edits(scope))).toBe(0);
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
});
