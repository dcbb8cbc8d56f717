import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CreateResult } from '../../src/core/ports/generation-store.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect } from '../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { keyPrefix, keys } from '../../src/core/storage/keys.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { HarnessOptions } from '../support/core-harness.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { makeQueued, startAt } from './make-record.ts';

const day = 86_400_000;
const week = 7 * day;
/** Where one week of Unix time ends and the next begins. */
const border = Math.ceil(startAt / week) * week;

describe('A request that comes again', () => {
  let redis: TestRedis;
  let now = border;
  let ids = 0;
  const clients: ScriptedRedis[] = [];
  /** As of two processes. */
  const stores: RedisGenerationStore[] = [];

  beforeAll(async () => {
    redis = await startTestRedis();
    for (let index = 0; index < 2; index += 1) {
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
    await redis.flush();
    now = border;
  });

  const storeOf = (index = 0): RedisGenerationStore => stores[index % 2] ?? raise();
  /** Writes it down without having asked first, as whoever asked a moment too early does. */
  const create = (requestKey: string, createdAt = now, which = 0): Promise<CreateResult> => {
    const id = `generation${(ids += 1)}`.padEnd(24, 'x');
    const generation = { ...makeQueued({ id }), requestKey, createdAt };
    return storeOf(which).create(generation, [], { unfinished: 10_000 });
  };
  const idOf = (result: CreateResult): string =>
    result.kind === 'refused' ? raise() : `${result.kind} ${result.generation.id}`;
  const made = async (requestKey: string, createdAt = now): Promise<string> => {
    const result = await create(requestKey, createdAt);
    return result.kind === 'created' ? result.generation.id : raise();
  };
  const hashes = (): Promise<readonly string[]> => redis.client.keys(`${keyPrefix}rks:*`);
  const withCore = async (
    options: Partial<HarnessOptions>,
    use: (harness: Awaited<ReturnType<typeof startHarness>>) => Promise<void>,
  ): Promise<void> => {
    const alpha = new ScriptedProvider('alpha');
    const channels = [new RecordingChannel()];
    const wrapMedia = withTestPictures;
    const harness = await startHarness({ redis, providers: [alpha], channels, wrapMedia, ...options });
    try {
      await use(harness);
    } finally {
      await harness.stop();
    }
  };

  it('is the same one for a week, over the end of a week of the calendar too, and after it another', async () => {
    await withCore({ withoutWorker: true, now: () => now }, async ({ core, order, ask }) => {
      const same = order({ requestKey: 'discord:1' });
      const begin = border - 1_000;
      now = begin;
      const first = await ask(same);
      for (const later of [0, 999, 1_000, day, week - 1]) {
        now = begin + later;
        expect(await core.request(same), `${later} ms later`).toMatchObject({
          kind: 'duplicate',
          generation: { id: first.id },
        });
        expect(idOf(await create('discord:1')), `written ${later} ms later`).toBe(`duplicate ${first.id}`);
      }

      now = begin + week;
      const second = await ask(same);

      expect(second.id).not.toBe(first.id);
      for (const later of [0, 1_000, week - 1]) {
        now = begin + week + later;
        const again = await core.request(same);
        expect(again).toMatchObject({ kind: 'duplicate', generation: { id: second.id } });
        expect(idOf(await create('discord:1'))).toBe(`duplicate ${second.id}`);
      }
      expect((await core.history('test:1')).map(({ id }) => id)).toEqual([second.id, first.id]);
    });
  });

  it('is made once, in whatever order and however far apart requests of a few keys come', async () => {
    const requests = fc.array(
      fc.record({
        key: fc.constantFrom(
          'telegram:1',
          `web:ann:key:${'a'.repeat(200)}`,
          `web:ann:key:${'a'.repeat(199)}b`,
        ),
        after: fc.oneof(fc.nat(2_000), fc.nat(week), fc.constantFrom(week - 1, week, week + 1)),
        // Clocks of several processes are not quite the same.
        off: fc.integer({ min: -60_000, max: 60_000 }),
      }),
      { maxLength: 12 },
    );
    const property = fc.asyncProperty(requests, fc.nat(2 * week), async (all, begin) => {
      await redis.flush();
      const known = new Map<string, { id: string; at: number }>();
      let time = border + begin;
      for (const [index, { key, after, off }] of all.entries()) {
        time += after;
        now = time + off;
        const before = known.get(key);
        const counts = before !== undefined && now - before.at < week;
        const found = await storeOf(index).findByRequestKey(key);
        expect(found?.id).toBe(counts ? before.id : undefined);
        const result = await create(key, now, index);
        if (counts) expect(idOf(result)).toBe(`duplicate ${before.id}`);
        else if (result.kind === 'created') known.set(key, { id: result.generation.id, at: now });
        else raise();
      }
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it.each([25, -25])(
    'in two processes whose clocks are a little apart is made once: %i ms from the end of a week',
    async (ms) => {
      const at = (index: number): number => border + (index % 2 === 0 ? ms : -ms);

      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => create('discord:7', at(index), index)),
      );

      const kinds = results.map(({ kind }) => kind).toSorted();
      expect(kinds).toEqual(['created', ...Array.from({ length: 19 }, () => 'duplicate')]);
      expect(new Set(results.map((result) => idOf(result).split(' ')[1])).size).toBe(1);
    },
  );

  it('is the one that an older version has noted, as long as that note lasts', async () => {
    const id = await made('discord:1');
    await redis.client.del(...(await hashes()));
    await redis.client.set(keys.requestKey('discord:1'), id, 'EX', 7 * 86_400);

    expect((await storeOf(1).findByRequestKey('discord:1'))?.id).toBe(id);
    expect(idOf(await create('discord:1'))).toBe(`duplicate ${id}`);
    expect(await hashes()).toEqual([]);

    await redis.client.del(keys.requestKey('discord:1'));
    expect(await storeOf(1).findByRequestKey('discord:1')).toBeUndefined();
    expect((await create('discord:1')).kind).toBe('created');
    expect(await redis.client.exists(keys.requestKey('discord:1'))).toBe(0);
  });

  it('works once for ever where it is a press of Retry', async () => {
    const id = await made('retry:failed');

    for (const later of [week - 1, week, 2 * week, 399 * day]) {
      now = border + later;
      expect((await storeOf(1).findByRequestKey('retry:failed'))?.id).toBe(id);
      expect(idOf(await create('retry:failed'))).toBe(`duplicate ${id}`);
    }
    expect(await redis.client.ttl(keys.requestKey('retry:failed'))).toBeGreaterThan(399 * 86_400);
    expect(await hashes()).toEqual([]);
  });

  it('is unknown when its person is forgotten, who takes nothing of anybody else’s along', async () => {
    let shift = 0;
    await withCore({ now: () => Date.now() + shift }, async ({ core, order, ask, ended }) => {
      const draw = async (userId: string, requestKey: string): Promise<string> =>
        (await ended((await ask({ userId, requestKey })).id)).id;
      const bens = async (requestKey: string): Promise<string> => {
        const again = await core.request(order({ userId: 'test:ben', requestKey }));
        return again.kind === 'duplicate' ? again.generation.id : again.kind;
      };
      // The platform gave these numbers to events of Ben's a week later; one was noted by an older version.
      await draw('test:ann', 'telegram:1');
      await draw('test:ann', 'telegram:2');
      await draw('test:ann', 'retry:of-ann');
      shift = week;
      await draw('test:ann', 'telegram:3');
      const [first, second] = [await draw('test:ben', 'telegram:1'), await draw('test:ben', 'telegram:4')];
      await redis.client.set(keys.requestKey('telegram:2'), second);
      await redis.client.set(keys.requestKey('telegram:3'), (await core.history('test:ann'))[0]?.id ?? '');

      await core.privacy.forget('test:ann');

      expect(await bens('telegram:1')).toBe(first);
      expect(await bens('telegram:2')).toBe(second);
      expect(await bens('telegram:4')).toBe(second);
      const left = await Promise.all((await hashes()).map((hash) => redis.client.hgetall(hash)));
      const requests = left.flatMap(Object.keys).filter((name) => name !== '#');
      expect(requests.toSorted()).toEqual(['telegram:1', 'telegram:4']);
      expect(await redis.client.keys(`${keyPrefix}rk:*`)).toEqual([keys.requestKey('telegram:2')]);
      expect(await bens('telegram:3')).toBe('accepted');
    });
  });

  it('is looked for in one write, and noted in little space that goes by itself', async () => {
    const usual = [
      ...['discord:1290000000000000000', 'discord:m1290000000000000000', 'telegram:987654321', 'web:local:k'],
      ...['telegram:album:-1001234567890:13712345678901234', 'region:0123456789abcdefghijklmn', '#', 'ключ'],
      ...[47, 48, 49, 64, 200].map((length) => `web:0123456789abcdefghijklmn:key:${'k'.repeat(length)}`),
    ];
    now = border + day;
    const all = new Map<string, string>();
    for (const requestKey of usual) all.set(requestKey, await made(requestKey, border + 4 * day));
    for (const requestKey of usual) await made(`${requestKey}!`);

    now = border + 5 * day;
    for (const [requestKey, id] of all) {
      await redis.client.config('RESETSTAT');
      expect((await storeOf().findByRequestKey(requestKey))?.id).toBe(id);
      // Beside it the store read the question for the record, and this one.
      expect(await redis.client.info('stats')).toContain('\r\ntotal_reads_processed:3\r\n');
    }
    for (const hash of await hashes()) {
      expect(await redis.client.object('ENCODING', hash)).toMatch(/listpack|ziplist/);
      const lasts = await redis.client.ttl(hash);
      expect([10 * 86_400, 13 * 86_400].some((whole) => lasts <= whole && lasts > whole - 600)).toBe(true);
    }
    // What comes into a hash later leaves its end where it is: it goes in time, whatever still comes.
    for (const hash of await hashes()) {
      await redis.client.expire(hash, 1_000);
      await redis.client.hdel(hash, 'discord:1290000000000000000');
    }
    const before = await hashes();
    await made('discord:1290000000000000000');
    expect((await hashes()).toSorted()).toEqual(before.toSorted());
    for (const hash of before) expect(await redis.client.ttl(hash)).toBeLessThanOrEqual(1_000);
  });
});

function raise(): never {
  throw new Error('Not expected');
}
