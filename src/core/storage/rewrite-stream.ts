import { randomUUID } from 'node:crypto';
import type { StoreConnection } from './connection.ts';

const pageSize = 1_000;
/** How often what was written meanwhile is copied too, before a busy stream is left for the next time. */
const rounds = 100;

/** swap(stream, copy; the copy's last id) → 1, or 0 where the stream has gone on. */
const swapScript = `
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if not last or last[1] ~= ARGV[1] then return 0 end
redis.call('PERSIST', KEYS[2])
redis.call('RENAME', KEYS[2], KEYS[1])
return 1`;

/**
 * Changes entries of a stream, which cannot be changed in place: they are copied under the same ids, and the copy takes the
 * stream's place once it has all of them. The caller holds the lock of all who do this. Does nothing where no entry changes.
 */
export async function rewriteStream(
  redis: StoreConnection,
  key: string,
  change: (fields: readonly string[]) => readonly string[],
): Promise<void> {
  if (!(await wouldChange(redis, key, change))) return;
  const copy = `${key}:${randomUUID()}`;
  let last = '-';
  for (let round = 0; round < rounds; round += 1) {
    for await (const entries of pages(redis, key, last)) {
      const writing = redis.pipeline();
      for (const [id, fields] of entries) writing.xadd(copy, id, ...change(fields));
      // Should this process end here, the half-made copy goes by itself.
      writing.expire(copy, 3_600);
      for (const [error] of (await writing.exec()) ?? []) if (error) throw error;
      last = entries.at(-1)?.[0] ?? last;
    }
    if ((await redis.eval(swapScript, 2, key, copy, last)) === 1) return;
  }
  await redis.del(copy);
  throw new Error('A stream went on faster than it could be copied');
}

async function wouldChange(
  redis: StoreConnection,
  key: string,
  change: (fields: readonly string[]) => readonly string[],
): Promise<boolean> {
  for await (const entries of pages(redis, key, '-')) {
    const isChanged = entries.some(([, fields]) => change(fields).some((text, at) => text !== fields[at]));
    if (isChanged) return true;
  }
  return false;
}

async function* pages(
  redis: StoreConnection,
  key: string,
  after: string,
): AsyncGenerator<[id: string, fields: string[]][]> {
  for (let last = after; ;) {
    const entries = await redis.xrange(key, last === '-' ? '-' : `(${last}`, '+', 'COUNT', pageSize);
    const end = entries.at(-1)?.[0];
    if (end === undefined) return;
    yield entries;
    last = end;
  }
}
