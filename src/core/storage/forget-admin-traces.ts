import type { ForgettingTask } from '../privacy/privacy-store.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';
import { findKeys } from './personal-keys.ts';

/** moves a member's score to another name: (set; member, name) */
const renameScript = `
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not score then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZINCRBY', KEYS[1], score, ARGV[2])
return 1`;

/**
 * Takes a person out of what admins look at: sums of spending go over to the name that is nobody's, as the ledger's lines do;
 * notices that name the person, and what they asked to be told, are deleted.
 */
export async function forgetAdminTraces(
  redis: StoreConnection,
  { userId, pseudonym, chats }: Pick<ForgettingTask, 'userId' | 'pseudonym' | 'chats'>,
): Promise<void> {
  for (const key of await findKeys(redis, `${keyPrefix}book:`)) {
    for (const name of new Set([userId, ...chats])) await redis.eval(renameScript, 1, key, name, pseudonym);
  }
  for (const key of await findKeys(redis, `${keyPrefix}followers:`)) await redis.zrem(key, userId);
  await redis.hdel(`${keyPrefix}admin-locales`, userId);
  const quoted = JSON.stringify(userId);
  const notices = `${keyPrefix}notices`;
  for (const [id, fields] of await redis.xrange(notices, '-', '+')) {
    if (fields.some((text) => text.includes(quoted))) await redis.xdel(notices, id);
  }
  for (const key of await findKeys(redis, `${keyPrefix}notice:`)) {
    if ((await redis.get(key))?.includes(quoted)) await redis.del(key);
  }
}
