import { standingOf } from '../generation/effects.ts';
import { keys } from '../storage/keys.ts';
import type { RedisGenerationStore } from '../storage/redis-generation-store.ts';
import { unpackGeneration } from '../storage/generation-record.ts';
import type { WorkerContext } from './worker-context.ts';

const pageSize = 200;

/**
 * Compares what is stored with what is waited for: a generation whose place in line, look or step has vanished gets it
 * back. With scripts that write both together this finds nothing; it is there for what scripts cannot promise (a
 * store restored from an older file). Resolves to the number of repaired generations.
 */
export async function sweepGenerations(context: WorkerContext, store: RedisGenerationStore): Promise<number> {
  const { redis, now, logger } = context;
  let repaired = 0;
  let cursor = '0';
  do {
    const [next, entries] = await redis.zscan(keys.open(), cursor, 'COUNT', pageSize);
    cursor = next;
    const ids = entries.filter((_, index) => index % 2 === 0);
    if (ids.length === 0) continue;
    const records = await redis.mget(ids.map(keys.generation));
    for (const [position, record] of records.entries()) {
      const id = ids[position] ?? '';
      if (record === null) {
        await redis.zrem(keys.open(), id);
        continue;
      }
      const generation = unpackGeneration(record);
      const missing = await missingPlaces(
        context,
        generation.requester.userId,
        standingOf(generation, now()),
      );
      if (missing.length === 0) continue;
      if (await store.restore(generation, missing)) {
        repaired += 1;
        logger.warn(
          { generationId: id, missing: missing.length },
          'A generation had lost its place and goes on',
        );
      }
    }
  } while (cursor !== '0');
  return repaired;
}

/** The operations that put back what is not there. */
async function missingPlaces(
  context: WorkerContext,
  userId: string,
  standing: ReturnType<typeof standingOf>,
): Promise<readonly (readonly (string | number)[])[]> {
  const { redis, now } = context;
  const operations: (readonly (string | number)[])[] = [];
  const bare = (key: string): string => key.slice(key.indexOf('}:') + 2);
  for (const [member, { lane, sequence, weight }] of standing.ready) {
    const [inLine, claimed] = await Promise.all([
      redis.zscore(keys.line(lane, userId), member),
      redis.zscore(keys.steps(), `submit:${member}`),
    ]);
    if (inLine === null && claimed === null)
      operations.push(['ready', lane, userId, member, sequence, weight]);
  }
  for (const [member, provider] of standing.looks) {
    if ((await redis.zscore(keys.looks(provider), member)) === null) {
      operations.push(['zaddnx', bare(keys.looks(provider)), now(), member]);
    }
  }
  for (const [member, { at }] of standing.steps) {
    if ((await redis.zscore(keys.steps(), member)) === null) {
      operations.push(['zaddnx', bare(keys.steps()), at ?? now(), member]);
    }
  }
  return operations;
}

/** Removes originals whose last owner's claim has ended. Resolves to their number. */
export async function sweepMedia(context: WorkerContext): Promise<number> {
  const { redis, media, now } = context;
  const at = now();
  let removed = 0;
  for (const sha256 of await redis.zrangebyscore(keys.mediaExpiry(), '-inf', at, 'LIMIT', 0, 500)) {
    await redis.zremrangebyscore(keys.mediaOwners(sha256), '-inf', at);
    const latest = await redis.zrevrange(keys.mediaOwners(sha256), 0, 0, 'WITHSCORES');
    if (latest[1] !== undefined) {
      await redis.zadd(keys.mediaExpiry(), Number(latest[1]), sha256);
      continue;
    }
    await media.remove(sha256);
    await redis.zrem(keys.mediaExpiry(), sha256);
    removed += 1;
  }
  return removed;
}
