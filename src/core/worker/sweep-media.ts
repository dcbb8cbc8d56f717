import { keys } from '../storage/keys.ts';
import { isOwned } from '../storage/media-owners.ts';
import type { WorkerContext } from './worker-context.ts';

/** Removes originals whose last owner's claim has ended. Resolves to their number. */
export async function sweepMedia(context: WorkerContext): Promise<number> {
  const { redis, media, now } = context;
  const at = now();
  let removed = 0;
  for (const sha256 of await redis.zrangebyscore(keys.mediaExpiry(), '-inf', at, 'LIMIT', 0, 500)) {
    if (await isOwned(redis, sha256, at)) continue;
    await media.remove(sha256);
    await redis.zrem(keys.mediaExpiry(), sha256);
    removed += 1;
  }
  return removed;
}
