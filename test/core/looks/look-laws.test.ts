import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import { connect, whenReady } from '../../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../../src/core/storage/connection.ts';
import { keys } from '../../../src/core/storage/keys.ts';
import { LookLaws } from '../../../src/core/storage/look-laws.ts';
import type { TaskKind } from '../../../src/core/storage/look-laws.ts';
import { startTestRedis } from '../../support/redis.ts';
import type { TestRedis } from '../../support/redis.ts';

const kind: TaskKind = { provider: 'one', model: 'm', resolution: '1k', quality: 'high', count: 1 };

describe('The laws that workers share', () => {
  let redis: TestRedis;
  const connections: ScriptedRedis[] = [];
  let at: number;

  const worker = async (): Promise<LookLaws> => {
    const connection = connect({ socketPath: redis.socketPath }, 'command', silentLogger);
    connections.push(connection);
    await whenReady(connection, 5_000);
    return new LookLaws({ redis: connection, logger: silentLogger, now: () => at });
  };
  const ended = (laws: LookLaws, times: number): void => {
    for (let task = 0; task < times; task += 1) laws.learn(kind, { afterMs: 20_000, byMs: 22_000 });
  };

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    at = 1_000_000;
    await redis.flush();
  });
  afterEach(() => {
    for (const connection of connections.splice(0)) connection.disconnect();
  });

  it('are not used before eight tasks have ended', async () => {
    const laws = await worker();
    ended(laws, 7);
    await laws.flush();
    const after7 = await laws.get(kind);
    ended(laws, 1);
    await laws.flush();

    expect(after7).toBeUndefined();
    expect((await laws.get(kind))?.histogram.seen).toBe(8);
  });

  it('count every task once when several workers learn at the same time', async () => {
    const workers = await Promise.all([worker(), worker(), worker()]);
    for (const laws of workers) ended(laws, 20);

    await Promise.all(workers.map((laws) => laws.flush()));
    for (const laws of workers) ended(laws, 1);
    await Promise.all(workers.map((laws) => laws.flush()));

    at += 60_000;
    const seen = await Promise.all(workers.map(async (laws) => (await laws.get(kind))?.histogram.seen));
    expect(seen).toEqual([63, 63, 63]);
  });

  it('are read again after a few seconds, not for every task', async () => {
    const [one, other] = await Promise.all([worker(), worker()]);
    ended(one, 10);
    await one.flush();
    await other.get(kind);
    ended(one, 10);
    await one.flush();

    const soon = await other.get(kind);
    at += 5_000;
    const later = await other.get(kind);

    expect([soon?.histogram.seen, later?.histogram.seen]).toEqual([10, 20]);
  });

  it('are kept apart by all that decides how long a task takes, and take a few hundred bytes', async () => {
    const laws = await worker();
    ended(laws, 300);
    await laws.flush();

    expect(await laws.get({ ...kind, resolution: '4k' })).toBeUndefined();
    expect(await redis.client.strlen(keys.law('one:m:1k:high:1'))).toBeLessThan(400);
    expect(await redis.client.ttl(keys.law('one:m:1k:high:1'))).toBeGreaterThan(86_400);
  });

  it('leave the advice to be followed while the store is away', async () => {
    const laws = await worker();
    for (const connection of connections) connection.disconnect();

    ended(laws, 10);
    await laws.flush();

    expect(await laws.get(kind)).toBeUndefined();
  });
});
