import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect } from '../../src/core/storage/connection.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { RedisBrakes } from '../../src/core/storage/redis-brakes.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

let redis: TestRedis;
let processes = 0;

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.stop());
beforeEach(() => redis.flush());

async function startProcess(now: () => number = Date.now): Promise<RedisBrakes> {
  const address = { socketPath: redis.socketPath };
  const command = connect(address, 'command', silentLogger);
  const subscriber = connect(address, 'worker', silentLogger);
  await eventually(() => command.status === 'ready');
  const brakes = new RedisBrakes({
    ...{ redis: command, connect: () => subscriber, logger: silentLogger, now, beatMs: 40 },
    owner: `process-${(processes += 1)}`,
  });
  await brakes.start();
  onTestFinished(async () => {
    await brakes.stop();
    command.disconnect();
  });
  return brakes;
}

describe('limits that processes share', () => {
  it('are told to all when one hears of them, and to those that start later', async () => {
    const [one, two] = await Promise.all([startProcess(), startProcess()]);

    one.hold('gateway:alpha:submit', 60_000);

    expect(one.waitMs('gateway:alpha:submit')).toBeGreaterThan(59_000);
    await eventually(() => two.waitMs('gateway:alpha:submit') > 59_000);
    const late = await startProcess();
    expect(late.waitMs('gateway:alpha:submit')).toBeGreaterThan(59_000);
    expect(two.waitMs('gateway:beta:submit')).toBe(0);
  });

  it('end by themselves, and are made longer but never shorter', async () => {
    let at = 1_000_000;
    const brakes = await startProcess(() => at);

    brakes.hold('discord', 500);
    brakes.hold('discord', 100);
    expect(brakes.waitMs('discord')).toBe(500);
    brakes.hold('discord', 900);
    at += 899;
    expect(brakes.waitMs('discord')).toBe(1);
    at += 1;
    expect(brakes.waitMs('discord')).toBe(0);
  });

  it('ask the store nothing while nothing is wrong', async () => {
    const brakes = await startProcess();
    const before = await redis.client.info('commandstats');

    for (let call = 0; call < 1_000; call += 1) brakes.waitMs('discord');

    const counted = (text: string): string => text.replace(/cmdstat_info.*|usec[^\n]*/g, '');
    expect(counted(await redis.client.info('commandstats'))).toBe(counted(before));
  });

  it('are divided among the processes that live', async () => {
    const [one, two] = await Promise.all([startProcess(), startProcess()]);
    const parts: number[] = [];

    one.share('discord', (part) => parts.push(part));
    await eventually(async () => (await redis.client.zcard(keys.limitUsers('discord'))) === 1);
    two.share('discord', () => undefined);
    await eventually(() => parts.at(-1) === 0.5);
    await two.stop();
    await eventually(() => parts.at(-1) === 1);

    expect(parts).toEqual([1, 0.5, 1]);
  });

  it('count trouble over all of them', async () => {
    let at = 1_000_000;
    const [one, two] = await Promise.all([startProcess(() => at), startProcess(() => at)]);

    await one.countTrouble('discord', 600_000);
    expect(await two.countTrouble('discord', 600_000)).toEqual({ count: 2, leftMs: 200_000 });
    at += 200_000;
    expect(await one.countTrouble('discord', 600_000)).toEqual({ count: 1, leftMs: 600_000 });
  });
});

describe('a gateway that says "too many"', () => {
  async function startWorkers() {
    const gateway = new ScriptedProvider('alpha');
    const channel = new RecordingChannel();
    const shared = { redis, providers: [gateway], channels: [channel], wrapMedia: withTestPictures };
    const one = await startHarness(shared);
    const two = await startHarness(shared);
    onTestFinished(async () => {
      await Promise.all([one.stop(), two.stop()]);
    });
    return { gateway, one, two };
  }

  it('to one submit is asked for no other picture by any worker until then', async () => {
    const { gateway, one, two } = await startWorkers();
    gateway.script.push({ kind: 'error', code: 'provider-rate-limited', retryAfterMs: 400 });

    const first = await one.ask();
    await eventually(() => two.brakes.waitMs('gateway:alpha:submit') > 0);
    const others = await Promise.all(['test:2', 'test:3', 'test:4'].map((userId) => two.ask({ userId })));
    expect(gateway.submits).toHaveLength(1);

    for (const { id } of [first, ...others]) await one.ended(id);
    expect(gateway.submits).toHaveLength(5);
  });

  it('to one look is not looked at by any worker until then', async () => {
    const { gateway, one, two } = await startWorkers();
    gateway.usual = { kind: 'slow' };
    const tasks = await Promise.all(['test:1', 'test:2', 'test:3'].map((userId) => one.ask({ userId })));
    for (const { id } of tasks) await one.ended(id, 'running');

    two.brakes.hold('gateway:alpha:look', 1_500);
    await eventually(() => one.brakes.waitMs('gateway:alpha:look') > 0);
    // Looks under way when the word came are not called back.
    await eventually(async () => {
      const dues = await redis.client.zrange(keys.looks('alpha'), '0', '-1', 'WITHSCORES');
      const waitMs = one.brakes.waitMs('gateway:alpha:look');
      return dues.every((due, index) => index % 2 === 0 || Number(due) >= Date.now() + waitMs - 5);
    });
    const looks = gateway.looks.length;
    const heldMs = one.brakes.waitMs('gateway:alpha:look');
    expect(heldMs).toBeGreaterThan(0);
    await eventually(() => one.brakes.waitMs('gateway:alpha:look') === 0);
    expect(gateway.looks.length - looks).toBeLessThanOrEqual(tasks.length);

    for (const { order } of gateway.submits) gateway.finish(order);
    for (const { id } of tasks) await one.ended(id);
  });
});
