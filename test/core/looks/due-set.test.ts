import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import { connect } from '../../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../../src/core/storage/connection.ts';
import { DueSet } from '../../../src/core/storage/due-set.ts';
import { startTestRedis } from '../../support/redis.ts';
import type { TestRedis } from '../../support/redis.ts';

const leaseMs = 3_000;

describe('A set of what is due', () => {
  let redis: TestRedis;
  let client: ScriptedRedis;
  let due: DueSet;

  beforeAll(async () => {
    redis = await startTestRedis();
    client = connect({ socketPath: redis.socketPath }, 'worker', silentLogger);
  });
  afterAll(async () => {
    client.disconnect();
    await redis.stop();
  });
  beforeEach(async () => {
    await redis.flush();
    due = new DueSet(client, 'due');
  });

  const instants = async (): Promise<Record<string, number>> => {
    const flat = await client.zrange('due', '0', '-1', 'WITHSCORES');
    return Object.fromEntries(
      flat.flatMap((name, index) => (index % 2 ? [] : [[name, Number(flat[index + 1])] as const])),
    );
  };

  it('leases what is due and tells when the next is', async () => {
    await client.zadd('due', '10', 'a', '20', 'b', '30', 'c');

    expect(await due.lease(20, leaseMs, 10)).toEqual({ members: ['a', 'b'], nextAt: 30 });
    expect(await instants()).toEqual({ a: 3_020, b: 3_020, c: 30 });
  });

  it('writes what was postponed on the way of a lease that is expected, without a write of its own', async () => {
    await client.zadd('due', '10', 'a', '20', 'b', '500', 'c');
    const { members } = await due.lease(20, leaseMs, 10);
    due.expectLease(10);
    await client.config('RESETSTAT');
    const written = Promise.all(members.map((member, index) => due.postpone(member, 1_000 + index)));

    expect(await due.lease(500, leaseMs, 10)).toEqual({ members: ['c'], nextAt: 1_000 });
    await written;
    expect(await instants()).toEqual({ a: 1_000, b: 1_001, c: 3_500 });
    expect(await client.info('commandstats')).toMatch(/cmdstat_zadd:calls=2,/);
  });

  it('writes what was postponed soon, where nobody is about to lease, and brings nothing back that is gone', async () => {
    await client.zadd('due', '10', 'a');

    await Promise.all([due.postpone('a', 50), due.postpone('gone', 60)]);

    expect(await instants()).toEqual({ a: 50 });
  });

  it('gives out again what somebody made due while it was looked at, although it is postponed', async () => {
    await client.zadd('due', '10', 'a');
    await due.lease(10, leaseMs, 10);
    due.expectLease(0);
    const written = due.postpone('a', 9_000);
    await client.zadd('due', '15', 'a');

    expect((await due.lease(20, leaseMs, 10)).members).toEqual(['a']);
    await written;
  });

  it('moves thousands in one call', async () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `m${index}`);
    await client.zadd('due', ...names.flatMap((name) => [1, name]));
    due.expectLease(0);
    const written = Promise.all(names.map((name) => due.postpone(name, 7)));

    expect((await due.lease(5, leaseMs, 3_000)).members).toHaveLength(3_000);
    await written;
    expect(new Set(Object.values(await instants()))).toEqual(new Set([7]));
  });
});
