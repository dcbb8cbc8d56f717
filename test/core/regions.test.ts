import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GenerationOrder, RequestResult } from '../../src/core/core.ts';
import { RegionDesk } from '../../src/core/region/region-desk.ts';
import { regionToken } from '../../src/core/region/region-token.ts';
import { connect, whenReady, type StoreConnection } from '../../src/core/storage/connection.ts';
import { RedisRegionStore } from '../../src/core/storage/redis-region-store.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { regionStoreContract, sampleSession } from '../contracts/region-store-contract.ts';
import { createMemoryRegionStore } from '../fakes/memory-region-store.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

let redis: TestRedis;
let connection: StoreConnection;

beforeAll(async () => {
  redis = await startTestRedis();
  const opened = connect({ socketPath: redis.socketPath }, 'command', silentLogger);
  await whenReady(opened, 5_000);
  connection = opened;
});
afterAll(async () => {
  connection?.disconnect();
  await redis?.stop();
});
afterEach(() => redis.flush());

regionStoreContract('memory', createMemoryRegionStore);
regionStoreContract('Redis', () => new RedisRegionStore(connection));

describe('RegionDesk', () => {
  const secretKey = 'secret-key-of-the-tests-0123456789';
  const mask = { kind: 'data-uri', uri: 'data:image/png;base64,AAAA' } as const;
  const { id: _id, expiresAt: _expiresAt, ...wish } = sampleSession;
  let orders: GenerationOrder[];
  let answer: () => RequestResult;
  let passed: number;

  beforeEach(() => {
    orders = [];
    passed = 0;
    answer = () => ({ kind: 'accepted', generation: { id: 'g9' } as never, position: 0 });
  });

  function openDesk(publicUrl: string | undefined = 'https://limner.example'): RegionDesk {
    let serial = 0;
    return new RegionDesk({
      store: new RedisRegionStore(connection),
      request: (order) => {
        orders.push(order);
        return Promise.resolve(answer());
      },
      secretKey,
      publicUrl,
      now: () => 1_000_000 + passed,
      randomId: () => `region000${(serial += 1)}`,
    });
  }

  it('hands out an address that opens the session, for a quarter of an hour', async () => {
    const desk = openDesk();
    const session = await desk.create(wish);

    const link = desk.linkTo(session) ?? '';
    const token = link.split('/').at(-1) ?? '';

    expect(link).toMatch(/^https:\/\/limner\.example\/region\/region0001\.[\w-]{43}$/);
    expect(await desk.open(token)).toEqual(session);
    passed = 15 * 60_000 - 1;
    expect(await desk.open(token)).toEqual(session);
    passed += 1;
    expect(await desk.open(token)).toBeUndefined();
    expect(await desk.send({ id: session.id, sender: 'a', request: {}, mask })).toEqual({ kind: 'gone' });
    expect(orders).toEqual([]);
  });

  it('opens nothing for a forged address', async () => {
    const desk = openDesk();
    const { id } = await desk.create(wish);
    const good = regionToken(secretKey, id);
    const forgeries = [
      id,
      `${id}.`,
      `${id}.${'A'.repeat(43)}`,
      regionToken('another-key', id),
      good.replace('region0001', 'region0002'),
      `${good}x`,
      `${id}.${'é'.repeat(43)}`,
      '',
    ];

    expect(await Promise.all(forgeries.map((token) => desk.open(token)))).toEqual(
      forgeries.map(() => undefined),
    );
    expect(await desk.open(good)).toBeDefined();
  });

  it('has no address where none is public', () => {
    expect(new RegionDesk({ publicUrl: undefined, secretKey } as never).linkTo({ id: 'x' })).toBeUndefined();
  });

  it('orders what the session is for, with the words that came on top', async () => {
    const desk = openDesk();
    const { id } = await desk.create(wish);

    const result = await desk.send({ id, sender: 'a', request: { prompt: 'a hat', quality: 'low' }, mask });

    expect(result).toMatchObject({ kind: 'accepted', generation: { id: 'g9' } });
    expect(orders).toEqual([
      {
        requestKey: `region:${id}`,
        requester: wish.requester,
        target: wish.target,
        request: { prompt: 'a hat', quality: 'low' },
        references: [{ kind: 'stored', image: wish.references[0] }],
        mask,
        parent: wish.parent,
      },
    ]);
  });

  it('brings the outcome elsewhere where whoever sends says so', async () => {
    const desk = openDesk();
    const { id } = await desk.create(wish);
    const target = { platform: 'test', address: { chat: 8 } };

    await desk.send({ id, sender: 'a', request: { prompt: 'a hat' }, mask, target });

    expect(orders[0]?.target).toEqual(target);
  });

  it('is good for one sender once, who may repeat what was not answered', async () => {
    const desk = openDesk();
    const { id } = await desk.create(wish);
    const send = (sender: string) => desk.send({ id, sender, request: { prompt: 'a hat' }, mask });

    const [first, second] = await Promise.all([send('a'), send('b')]);
    const again = await send(first.kind === 'used' ? 'b' : 'a');

    expect([first.kind, second.kind].sort()).toEqual(['accepted', 'used']);
    expect(again.kind).toBe('accepted');
    expect(orders.map(({ requestKey }) => requestKey)).toEqual([`region:${id}`, `region:${id}`]);
    expect((await desk.get(id))?.isSent).toBe(true);
  });

  it('can be sent again after a refusal, and stays with its sender where nobody knows', async () => {
    const desk = openDesk();
    const { id } = await desk.create(wish);
    const send = (sender: string) => desk.send({ id, sender, request: { prompt: 'a hat' }, mask });

    answer = () => ({ kind: 'refused', refusal: { code: 'quota-exceeded' } });
    expect(await send('a')).toEqual({ kind: 'refused', refusal: { code: 'quota-exceeded' } });
    answer = () => {
      throw new Error('store away');
    };
    await expect(send('b')).rejects.toThrow('store away');
    answer = () => ({ kind: 'accepted', generation: { id: 'g9' } as never, position: 0 });

    expect(await send('a')).toEqual({ kind: 'used' });
    expect((await send('b')).kind).toBe('accepted');
  });

  it('keeps no marks for a session that is gone', async () => {
    const desk = openDesk();
    const { id } = await desk.create(wish);

    expect(await desk.setCell(id, 4, true)).toEqual([4]);
    expect(await desk.setCell(id, 0, true)).toEqual([0, 4]);
    expect(await desk.setCell(id, 4, false)).toEqual([0]);
    passed = 15 * 60_000;

    expect(await desk.setCell(id, 4, true)).toEqual([]);
    expect(await desk.cells(id)).toEqual([0]);
  });
});
