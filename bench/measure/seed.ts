import { createHash } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Generation } from '../../src/core/generation/generation.ts';
import { imageRequestSchema } from '../../src/core/generation/image-request.ts';
import { newGeneration } from '../../src/core/generation/new-generation.ts';
// prettier-ignore
import { beginSubmit, picturesStored, resultsKnown, taskStarted } from '../../src/core/generation/attempt-transitions.ts';
import { beginDelivery, deliveryDone } from '../../src/core/generation/delivery-transitions.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import type { Route } from '../../src/core/routing/router.ts';
import { connect, whenReady } from '../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { startLocalRedis } from '../../src/core/storage/local-redis/start-local-redis.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';

export interface SeedOptions {
  readonly count: number;
  /** How far they have come. */
  readonly stage: 'waiting' | 'running' | 'finished';
  /** The gateway, and where its tasks are. */
  readonly provider: string;
  readonly baseUrl: string;
  readonly users?: number;
  /** Looks are spread over this time, milliseconds. */
  readonly spreadMs?: number;
  /** Starts the numbers of ids here. */
  readonly from?: number;
}

const day = 86_400_000;
const atOnce = 64;
/** What a program takes to start, about. */
const startMs = 5_000;

/** A folder with a store in which so many generations are, as the program would have left it. */
export async function seededDataDir(options: SeedOptions): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'limner-seed-'));
  const local = await startLocalRedis({ dataDir, logger: silentLogger });
  const redis = connect({ socketPath: local.url }, 'worker', silentLogger);
  await whenReady(redis, 10_000);
  // Written down once at the end; a seed that is lost is no loss.
  await redis.config('SET', 'appendfsync', 'no');
  await seed(redis, options);
  // The store may have begun one by itself.
  await rewritten(redis);
  await redis.bgrewriteaof();
  await rewritten(redis);
  redis.disconnect();
  await local.stop();
  return dataDir;
}

async function rewritten(redis: ScriptedRedis): Promise<void> {
  while (/aof_rewrite_in_progress:1|aof_rewrite_scheduled:1/.test(await redis.info('persistence')))
    await sleep(50);
}

/** Puts generations into a store, each with all its places and indexes. */
export async function seed(redis: ScriptedRedis, options: SeedOptions): Promise<void> {
  const now = Date.now();
  const store = new RedisGenerationStore({ redis, now: () => now, retentionMs: 30 * day });
  const from = options.from ?? 0;
  for (let start = from; start < from + options.count; start += atOnce) {
    const end = Math.min(from + options.count, start + atOnce);
    const batch = Array.from({ length: end - start }, (_, index) => recordOf(start + index, options, now));
    await Promise.all(batch.map((generation) => store.create(generation, [], { unfinished: 1_000_000 })));
  }
  if (options.stage === 'running') await spreadLooks(redis, options, from);
}

/** From when they are all there, and a program has had the time to start: over one pace, as they would lie after a while. */
async function spreadLooks(redis: ScriptedRedis, options: SeedOptions, from: number): Promise<void> {
  const { count, provider, spreadMs = 4_000 } = options;
  const firstAt = Date.now() + startMs;
  for (let start = from; start < from + count; start += 1_000) {
    const indexes = Array.from(
      { length: Math.min(1_000, from + count - start) },
      (_, index) => start + index,
    );
    const spread = indexes.flatMap((index) => [firstAt + ((index * 7_919) % spreadMs), `${idOf(index)}:0:0`]);
    await redis.zadd(keys.looks(provider), 'XX', ...spread);
  }
}

/** A generation that waits, of a user of one's choice. */
export function waitingOf(provider: string, userId: string, index: number): Generation {
  const record = recordOf(index, { count: 1, stage: 'waiting', provider, baseUrl: '' }, Date.now());
  return { ...record, requester: { ...record.requester, userId } };
}

function idOf(index: number): string {
  return `s${index.toString(36).padStart(11, '0')}`;
}

function recordOf(
  index: number,
  { stage, provider, baseUrl, users = 500 }: SeedOptions,
  now: number,
): Generation {
  const at = stage === 'finished' ? now - 3_600_000 : now;
  const user = `telegram:${10_000 + (index % users)}`;
  const id = idOf(index);
  const attemptId = `${id}-000000000000`;
  const route = {
    provider: { id: provider },
    plan: {
      applied: { ratio: '1:1', resolution: '1k', quality: 'auto', format: 'png', background: 'auto' },
      changes: [],
    },
    price: { microUsdPerImage: 13_889, assumed: false },
    perSubmit: 1,
  } as unknown as Route;
  const queued = newGeneration({
    id,
    requestKey: `seed:${index}`,
    requester: { userId: user, chatId: user, locale: 'en', name: 'Ada' },
    target: {
      platform: 'telegram',
      address: { chatId: 10_000 + (index % users), messageId: index, statusId: index + 1 },
    },
    request: imageRequestSchema.parse({
      prompt: 'a red fox in the snow, early morning light, long shadows, film grain',
    }),
    references: [],
    pictureVersion: 1,
    route,
    firstPlace: index + 1,
    now: at,
  });
  if (stage === 'waiting') return { ...queued, version: 1 };
  const times = { submittedAt: at, deadlineAt: now + day };
  const begun = beginSubmit(queued, 0, { id: attemptId, provider, owner: 'seed', ...times });
  const running = begun && taskStarted(begun, attemptId, { id: `seed-${index}`, baseUrl });
  if (!running) throw new Error('A seed could not be made');
  if (stage === 'running') return { ...running, version: 1 };
  const url = `${baseUrl}/result/${index}.png`;
  const known = resultsKnown(running, attemptId, [{ kind: 'remote', url }], {});
  const sha256 = createHash('sha256').update(id).digest('hex');
  const picture = {
    sha256,
    mediaType: 'image/png',
    width: 1_024,
    height: 1_024,
    byteLength: 1_500_000,
  } as const;
  const stored = known && picturesStored(known, attemptId, [picture], at + 40_000);
  const posting = stored && beginDelivery(stored, 'seed');
  const key = `telegram:${10_000 + (index % users)}:${index + 1}`;
  const done = posting && deliveryDone(posting, 'seed', { messages: [{ key, pictures: [0] }] });
  if (!done) throw new Error('A seed could not be finished');
  return { ...done, version: 1 };
}
