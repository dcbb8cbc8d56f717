import { keys } from '../storage/keys.ts';
import type { WorkerContext } from './worker-context.ts';

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
