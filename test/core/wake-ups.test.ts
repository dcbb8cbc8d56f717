import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { StageWorkers, WakeUps } from '../../src/core/queue/wake-ups.ts';
import { connect } from '../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

describe('Wake-ups', () => {
  let redis: TestRedis;
  let client: ScriptedRedis;
  let wakeUps: WakeUps;
  let workers: StageWorkers | undefined;

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
    wakeUps = new WakeUps(client, silentLogger);
    wakeUps.open();
  });
  afterEach(async () => {
    await wakeUps.close();
    await workers?.close(1_000);
    workers = undefined;
  });

  const waiting = (): Promise<number> => redis.client.llen('{limner}:limner-submit:wait');

  it('that follow each other at once are one, and one more for what came last', async () => {
    await Promise.all(Array.from({ length: 50 }, () => wakeUps.wake('submit', ['alpha'])));

    await eventually(async () => (await waiting()) > 1);
    expect(await waiting()).toBeLessThan(5);
  });

  it('for different ways are each their own', async () => {
    await wakeUps.wake('submit', ['alpha', 'beta']);

    expect(await waiting()).toBe(2);
  });

  it('reach a worker also for what comes while it is being woken', async () => {
    const handled: string[] = [];
    workers = new StageWorkers({
      connection: connect({ socketPath: redis.socketPath }, 'worker', silentLogger),
      logger: silentLogger,
      handle: (stage, id) => void handled.push(`${stage} ${id}`),
    });

    await wakeUps.wake('submit', ['alpha']);
    await eventually(() => handled.length === 1);
    await wakeUps.wake('submit', ['alpha']);

    await eventually(() => handled.length === 2);
    expect(handled).toEqual(['submit alpha', 'submit alpha']);
  });
});
