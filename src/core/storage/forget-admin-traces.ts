import type { ForgettingTask } from '../privacy/privacy-store.ts';
import type { StoreConnection } from './connection.ts';
import { forgetAuditTraces } from './forget-audit-traces.ts';
import { keyPrefix } from './keys.ts';
import { findKeys, isNamedIn } from './personal-keys.ts';
import { noticesDueKey } from './redis-admin-notices.ts';

/** moves a member's score to another name: (set; member, name) */
const renameScript = `
local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not score then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZINCRBY', KEYS[1], score, ARGV[2])
return 1`;

/**
 * Takes a person out of what admins look at: sums of spending go over to the name that is nobody's, as the ledger's lines do,
 * and so does the audit log; notices that name the person, and what they asked to be told, are deleted.
 */
export async function forgetAdminTraces(
  redis: StoreConnection,
  task: Pick<ForgettingTask, 'userId' | 'pseudonym' | 'chats'>,
): Promise<void> {
  const { userId, pseudonym, chats } = task;
  const names = [...new Set([userId, ...chats])];
  for (const key of await findKeys(redis, `${keyPrefix}book:`)) {
    // Sums by user of a chat that is nobody else's say what the ledger says already.
    if (names.some((name) => isNamedIn(key, name))) await redis.del(key);
    else for (const name of names) await redis.eval(renameScript, 1, key, name, pseudonym);
  }
  await redis.srem(`${keyPrefix}book-moved`, ...names);
  for (const key of await findKeys(redis, `${keyPrefix}followers:`)) await redis.zrem(key, userId);
  await redis.hdel(`${keyPrefix}admin-locales`, userId);
  await forgetNotices(redis, names);
  for (const member of await redis.zrange(noticesDueKey, '0', '-1')) {
    if (member.endsWith(` ${userId}`)) await redis.zrem(noticesDueKey, member);
  }
  await forgetAuditTraces(redis, task);
}

async function forgetNotices(redis: StoreConnection, names: readonly string[]): Promise<void> {
  const quoted = names.map((name) => JSON.stringify(name));
  const namesThem = (text: string): boolean => quoted.some((name) => text.includes(name));
  const notices = `${keyPrefix}notices`;
  for (const [id, fields] of await redis.xrange(notices, '-', '+')) {
    if (fields.some(namesThem)) await redis.xdel(notices, id);
  }
  for (const key of await findKeys(redis, `${keyPrefix}notice:`)) {
    if (namesThem((await redis.get(key)) ?? '')) await redis.del(key);
  }
  // That it was told is noted under a name that may hold the person's.
  for (const key of await findKeys(redis, `${keyPrefix}told:`)) {
    if (names.some((name) => isNamedIn(key, name))) await redis.del(key);
  }
}
