import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IntakeRecord } from '../../src/core/ports/intake.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect } from '../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { RedisIntake } from '../../src/core/storage/redis-intake.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

describe('The intake', () => {
  let redis: TestRedis;
  let client: ScriptedRedis;
  const open: { close(): void }[] = [];
  const serving: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    redis = await startTestRedis();
    client = connect({ socketPath: redis.socketPath }, 'worker', silentLogger);
  });
  afterAll(async () => {
    client.disconnect();
    await redis.stop();
  });
  beforeEach(() => redis.flush());
  afterEach(async () => {
    await Promise.all(serving.splice(0).map((one) => one.stop()));
    for (const intake of open.splice(0)) intake.close();
  });

  /** The intake of one process. Closed, it is the intake of a process that has died. */
  function intakeOf(leaseMs = 3_000): RedisIntake {
    const settings = { redis: client, now: Date.now, logger: silentLogger };
    const intake = new RedisIntake({ ...settings, leaseMs, writeTimeoutMs: 300 });
    open.push(intake);
    return intake;
  }
  function serve(intake: RedisIntake, handler: (record: IntakeRecord) => Promise<void>): void {
    serving.push(intake.serve('test', handler));
  }

  const event = { key: 'test:1', platform: 'test', payload: { text: 'a fox', id: '12345678901234567890' } };
  const piece = (index: number, delayMs = 0) => ({
    ...{ key: 'album', pieceKey: `piece-${index}`, platform: 'test', payload: { index }, delayMs },
  });

  it('takes an event once, however often and wherever it comes', async () => {
    const [first, second] = [intakeOf(), intakeOf()];

    const answers = await Promise.all([first, second, first, second].map((intake) => intake.begin(event)));
    await first.finish(event.key);

    expect(answers.toSorted()).toEqual(['duplicate', 'duplicate', 'duplicate', 'new']);
    expect(await second.begin(event)).toBe('duplicate');
    expect(await redis.client.zcard(keys.intakes('test'))).toBe(0);
  });

  it('hands out what a process left behind that died, with its note', async () => {
    const dying = intakeOf(200);
    await dying.begin(event);
    await dying.note(event.key, { message: 7, place: null, list: [] });
    dying.close();

    const living = intakeOf();
    const handed: IntakeRecord[] = [];
    serve(living, async (record) => {
      handed.push(record);
      await living.finish(record.key);
    });
    await eventually(async () => (await redis.client.zcard(keys.intakes('test'))) === 0);

    expect(handed).toEqual([
      {
        ...{ key: 'test:1', platform: 'test', payloads: [event.payload], tries: 1 },
        note: { message: 7, place: null, list: [] },
        receivedAt: expect.any(Number) as number,
      },
    ]);
  });

  it('does not hand out what a living process holds', async () => {
    const living = intakeOf(300);
    await living.begin(event);
    const handed: string[] = [];
    serve(intakeOf(), async ({ key }) => void handed.push(key));
    await intakeOf(10).begin({ ...event, key: 'left behind' });
    open.pop()?.close();

    const begunAt = Date.now();
    await eventually(() => Date.now() > begunAt + 700 && handed.length > 0);

    expect(new Set(handed)).toEqual(new Set(['left behind']));
  });

  it('collects the pieces of one event in their order, each once', async () => {
    const intake = intakeOf();
    for (const index of [0, 1, 1, 2]) await intake.collect(piece(index));

    const handed: IntakeRecord[] = [];
    serve(intake, async (record) => {
      handed.push(record);
      await intake.finish(record.key);
    });
    await eventually(() => handed.length === 1);
    await intake.collect(piece(2));

    expect(handed[0]?.payloads).toEqual([{ index: 0 }, { index: 1 }, { index: 2 }]);
    expect(await redis.client.zcard(keys.intakes('test'))).toBe(0);
  });

  it('loses no piece that comes while a note is written or another piece comes', async () => {
    const [first, second] = [intakeOf(), intakeOf()];
    await first.collect(piece(0, 60_000));

    await Promise.all([
      ...Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? first : second).collect(piece(index + 1, 60_000)),
      ),
      ...Array.from({ length: 10 }, (_, index) => second.note('album', { index })),
    ]);

    const stored = JSON.parse((await redis.client.get(keys.intake('album'))) ?? '{}') as {
      pieces: string[];
      payloads: string[];
      note: { index: number };
    };
    expect(stored.pieces).toHaveLength(11);
    expect(stored.payloads).toHaveLength(11);
    expect(stored.note).toEqual({ index: expect.any(Number) as number });
  });

  it('hands out again what its handler broke on, and gives it up in the end', async () => {
    const tries: number[] = [];
    const dying = intakeOf(10);
    await dying.begin(event);
    dying.close();
    const living = intakeOf(1);
    serve(living, (record) => {
      tries.push(record.tries);
      return Promise.reject(new Error('broken'));
    });

    await eventually(async () => (await redis.client.zcard(keys.intakes('test'))) === 0);

    expect(tries).toEqual([1, 2, 3, 4, 5]);
    expect(await living.begin(event)).toBe('duplicate');
  });

  it('forgets what was written down too late, but nothing that another process has', async () => {
    const [first, second] = [intakeOf(200), intakeOf()];
    await first.begin(event);
    await second.withdraw(event.key);
    await first.withdraw(event.key);
    first.close();
    const handed: string[] = [];
    serve(second, async ({ key }) => {
      handed.push(key);
      await second.finish(key);
    });
    await eventually(() => handed.length === 1);
    await eventually(async () => (await redis.client.zcard(keys.intakes('test'))) === 0);

    // The store stands still for longer than the write may take, and takes it all the same.
    await redis.client.call('CLIENT', 'PAUSE', '400', 'WRITE');
    await expect(second.begin({ ...event, key: 'test:2' })).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    await second.withdraw('test:2');

    expect(await redis.client.zcard(keys.intakes('test'))).toBe(0);
    expect(await second.begin({ ...event, key: 'test:2' })).toBe('duplicate');
  });

  it('says at once that the store is away, and survives it', async () => {
    const own = await startTestRedis();
    const front = connect({ socketPath: own.socketPath }, 'command', silentLogger);
    await eventually(() => front.status === 'ready');
    const intake = new RedisIntake({
      ...{ redis: front, now: Date.now, logger: silentLogger, leaseMs: 20, writeTimeoutMs: 300 },
    });
    open.push(intake);
    let broken = 0;
    serve(intake, async () => {
      broken += 1;
      await own.kill();
      throw new Error('broken');
    });
    await intake.collect(piece(0));
    await eventually(() => broken === 1);
    await eventually(() => front.status !== 'ready');

    await expect(intake.begin(event)).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    await expect(intake.collect(piece(1))).rejects.toMatchObject({ code: 'store-unavailable' });

    front.disconnect();
    await own.stop();
  });
});
