import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCore } from '../../src/core/create-core.ts';
import type { RunningCore } from '../../src/core/create-core.ts';
import { chargedOf, picturesOf } from '../../src/core/generation/generation.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { connect } from '../../src/core/storage/connection.ts';
import { ReadySet } from '../../src/core/storage/ready-set.ts';
import { createMedia } from '../../src/media/create-media.ts';
import type { MediaStore } from '../../src/media/create-media.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { allGenerations, expectBooksToBalance } from './books.ts';
import { expectPlacesToMatch } from './places.ts';
import { createCrashProvider } from './programs/crash-provider.ts';
import { crashLimits, pausePoints } from './programs/crash-settings.ts';
import type { PausePoint } from './programs/crash-settings.ts';
import { CrashWorld, startCrashWorker } from './programs/crash-world.ts';
import type { CrashWorker } from './programs/crash-world.ts';

/** A machine that is busy otherwise starts processes slowly. */
const patienceMs = 25_000;
const secretKey = 'a-secret-key-for-tests-only-0123456789';

describe('A worker in a process of its own', { timeout: 90_000 }, () => {
  let redis: TestRedis;
  let world: CrashWorld;
  let dataDir: string;
  let media: MediaStore;
  let receiving: RunningCore;
  const workers: CrashWorker[] = [];

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());

  beforeEach(async () => {
    await redis.flush();
    world = new CrashWorld();
    await world.start();
    dataDir = await mkdtemp(join(tmpdir(), 'limner-crash-'));
    media = createMedia({ dataDir, secretKey, logger: silentLogger });
    const { deadlineMs, firstLookMs, lookMs } = crashLimits;
    receiving = await createCore({
      store: { socketPath: redis.socketPath },
      providers: [createCrashProvider(world.url, () => Promise.resolve())],
      lanes: new Map([['alpha', { concurrency: 50, fixed: true, deadlineMs, firstLookMs, lookMs }]]),
      limits: { userConcurrent: 3, userQueued: 10 },
      health: { putAsideMs: 60_000, failureLimit: 100, probeAfterMs: 30_000 },
      prices: { cnyPerUsd: 7.2 },
      ...{ media, publicUrl: undefined, secretKey, retentionMs: 86_400_000 },
      ...{ adminIds: new Set<string>(), logger: silentLogger },
    });
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.kill()));
    await receiving.close();
    await media.close();
    await world.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function startWorker(pauses = false): Promise<CrashWorker> {
    const worker = await startCrashWorker({ socketPath: redis.socketPath, dataDir, url: world.url, pauses });
    workers.push(worker);
    return worker;
  }

  async function ask(prompt: string): Promise<Generation> {
    const result = await receiving.core.request({
      requestKey: `test:${prompt}`,
      requester: { userId: `test:${prompt}`, chatId: 'test:chat', locale: 'en' },
      target: { platform: 'test', address: {} },
      request: { prompt },
    });
    if (result.kind !== 'accepted') throw new Error('Not accepted');
    return result.generation;
  }

  const settled = () =>
    eventually(
      async () => {
        const generations = await allGenerations(redis.client);
        const told = generations.filter(({ delivery }) => delivery.state === 'delivered');
        if (told.length < generations.length) throw new Error(`Told ${told.length} of ${generations.length}`);
        return generations;
      },
      { timeoutMs: patienceMs },
    );

  const outcomeOf = (generations: readonly Generation[], prompt: string) => {
    const generation = generations.find(({ request }) => request.prompt === prompt);
    if (!generation) throw new Error(`Nothing asked: ${prompt}`);
    return {
      submits: world.submits.filter((one) => one === prompt).length,
      posts: world.messages.filter((message) => message.prompt === prompt).map(({ outcomes }) => outcomes),
      pictures: picturesOf(generation).length,
      charged: chargedOf(generation).images,
      lost: generation.parts[0]?.attempts.reduce((sum, one) => sum + one.cost.writtenOffMicroUsd, 0),
    };
  };

  const picture = { submits: 1, posts: [['succeeded']], pictures: 1, charged: 1, lost: 0 };
  const unknown = { posts: [['submission-unknown']], pictures: 0, charged: 0, lost: 50_000 };
  /** What is allowed to become of a generation whose worker is killed there. */
  const afterKill: Record<PausePoint, object> = {
    'before the submit': { ...unknown, submits: 0 },
    'during the submit': { ...unknown, submits: 1 },
    'with the answer': { ...unknown, submits: 1 },
    'at a look': picture,
    'before the fetch': picture,
    'after the fetch': picture,
    'before the delivery': picture,
    'before the post': picture,
    'during the post': picture,
    'after the post': picture,
    'after the last checkpoint': picture,
    'at an edit of progress': picture,
  };

  it('may be killed at every step: one outcome, one submit, one post, and the ledger is the bill', async () => {
    const forever = new Promise<void>(() => undefined);
    const held: string[] = [];
    world.hold = (what, prompt) => {
      if (prompt !== `pause during the ${what}` || held.includes(prompt)) return undefined;
      held.push(prompt);
      return forever;
    };
    world.unfinished.add('pause at an edit of progress');
    const victim = await startWorker(true);
    for (const point of pausePoints) await ask(`pause ${point}`);
    await eventually(() => victim.pausedAt.length + held.length === pausePoints.length, {
      timeoutMs: patienceMs,
    });
    expect([...victim.pausedAt, ...held.map((prompt) => prompt.slice('pause '.length))].toSorted()).toEqual(
      pausePoints.toSorted(),
    );

    await victim.kill();
    world.unfinished.clear();
    await ask('asked meanwhile');
    await startWorker();
    const generations = await settled();

    expect(
      Object.fromEntries(pausePoints.map((point) => [point, outcomeOf(generations, `pause ${point}`)])),
    ).toEqual(afterKill);
    expect(outcomeOf(generations, 'asked meanwhile')).toEqual(picture);
    await expectBooksToBalance(redis.client);
    await expectPlacesToMatch(redis.client);
    const attempts = generations.flatMap(({ parts }) => parts.flatMap((part) => part.attempts));
    const known = attempts.filter(({ state }) => state !== 'unknown');
    const unsure = attempts.filter(({ state }) => state === 'unknown');
    const cost = known.reduce((sum, one) => sum + one.cost.capturedMicroUsd, 0);
    const writtenOff = unsure.reduce((sum, one) => sum + one.cost.writtenOffMicroUsd, 0);
    const billed = world.submits.length * 50_000;
    expect(billed - cost).toBeGreaterThanOrEqual(0);
    expect(billed - cost).toBeLessThanOrEqual(writtenOff);
  });

  it('may be killed between its claim and its submit: another one submits', async () => {
    const client = connect({ socketPath: redis.socketPath }, 'worker', silentLogger);
    const asked = await ask('claimed');
    const limits = { laneLimit: 1, userLimit: 1 };
    const claimed = await new ReadySet(client).claim('alpha', { ...limits, leaseUntil: Date.now() + 200 });
    client.disconnect();
    expect(claimed?.generationId).toBe(asked.id);

    await startWorker();
    const generations = await settled();

    expect(outcomeOf(generations, 'claimed')).toEqual(picture);
    await expectPlacesToMatch(redis.client);
  });

  it('that is stopped in the middle of a submit and a post goes on with one of each', async () => {
    const releases = new Map<string, () => void>();
    const reached: string[] = [];
    world.hold = (what, prompt) => {
      if (prompt !== `stop during the ${what}` || reached.includes(prompt)) return undefined;
      reached.push(prompt);
      return new Promise((resolve) => releases.set(prompt, resolve));
    };
    const slow = await startWorker();
    await ask('stop during the submit');
    await ask('stop during the post');
    await eventually(() => reached.length === 2);

    slow.signal('SIGSTOP');
    const other = await startWorker();
    const told = await settled();
    expect(outcomeOf(told, 'stop during the submit')).toEqual({ ...unknown, submits: 1 });
    slow.signal('SIGCONT');
    for (const release of releases.values()) release();
    await eventually(() => world.messages.some(({ outcomes }) => outcomes.length === 2), {
      timeoutMs: patienceMs,
    });
    const generations = await settled();

    expect(other.process.exitCode).toBeNull();
    expect(outcomeOf(generations, 'stop during the submit')).toEqual({
      ...{ submits: 1, posts: [['submission-unknown', 'succeeded']], pictures: 1, charged: 0, lost: 50_000 },
    });
    expect(outcomeOf(generations, 'stop during the post')).toEqual(picture);
    await expectBooksToBalance(redis.client);
    await expectPlacesToMatch(redis.client);
  });

  it('that is alone and was stopped for longer than its leases still trusts its own submit', async () => {
    let release: () => void = () => undefined;
    world.hold = (what) => (what === 'submit' ? new Promise((resolve) => (release = resolve)) : undefined);
    const alone = await startWorker();
    const asked = await ask('alone');
    await eventually(() => world.submits.length === 1);

    alone.signal('SIGSTOP');
    await redis.client.zadd(keys.steps('submit'), 'XX', '0', `submit:${asked.id}:0`);
    alone.signal('SIGCONT');
    await eventually(async () => {
      const lease = await redis.client.zscore(keys.steps('submit'), `submit:${asked.id}:0`);
      return Number(lease) > 0;
    });
    release();

    expect(outcomeOf(await settled(), 'alone')).toEqual(picture);
  });
});
