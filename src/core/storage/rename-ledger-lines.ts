import { randomUUID } from 'node:crypto';
import type { ForgettingTask } from '../privacy/privacy-store.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix, keys } from './keys.ts';

const pageSize = 1_000;

/**
 * Entries of a stream cannot be changed: the ledger is copied, entry by entry under the same ids, and the copy takes its
 * place in one step together with whatever was written meanwhile. The caller holds the lock of all who do this.
 */
export async function renameLedgerLines(
  redis: StoreConnection,
  task: ForgettingTask,
  kept: ReadonlySet<string>,
): Promise<void> {
  if (!(await hasLines(redis, task, kept))) return;
  const copy = `${keyPrefix}ledger:${randomUUID()}`;
  // Should this process end here, the half-made copy goes by itself.
  let last = '-';
  for (;;) {
    const entries = await redis.xrange(keys.ledgerLines(), after(last), '+', 'COUNT', pageSize);
    if (entries.length === 0) break;
    const writing = redis.pipeline();
    for (const [id, fields] of entries) writing.xadd(copy, id, ...renamed(fields, task, kept));
    if (last === '-') writing.expire(copy, 3_600);
    for (const [error] of (await writing.exec()) ?? []) if (error) throw error;
    last = entries.at(-1)?.[0] ?? last;
  }
  const left = { user: task.userId, name: task.pseudonym, chats: task.chats, kept: [...kept] };
  await redis.eval(swapScript, 2, keys.ledgerLines(), copy, after(last), JSON.stringify(left));
}

const swapScript = `
local task = cjson.decode(ARGV[2])
local chats, kept = {}, {}
for _, chat in ipairs(task.chats) do chats[chat] = true end
for _, id in ipairs(task.kept) do kept[id] = true end
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], ARGV[1], '+')) do
  local fields, named = entry[2], {}
  for index = 1, #fields, 2 do named[fields[index]] = fields[index + 1] end
  if named.s == task.user and not kept[named.g] then
    for index = 1, #fields, 2 do
      local name, value = fields[index], fields[index + 1]
      if name == 's' or (name == 'h' and chats[value]) then fields[index + 1] = task.name end
    end
  end
  redis.call('XADD', KEYS[2], entry[1], unpack(fields))
end
redis.call('PERSIST', KEYS[2])
redis.call('RENAME', KEYS[2], KEYS[1])
return 1
`;

async function hasLines(
  redis: StoreConnection,
  task: ForgettingTask,
  kept: ReadonlySet<string>,
): Promise<boolean> {
  let last = '-';
  for (;;) {
    const entries = await redis.xrange(keys.ledgerLines(), after(last), '+', 'COUNT', pageSize);
    if (entries.some(([, fields]) => isMeant(fields, task, kept))) return true;
    const [id] = entries.at(-1) ?? [];
    if (id === undefined) return false;
    last = id;
  }
}

function after(id: string): string {
  return id === '-' ? '-' : `(${id}`;
}

function isMeant(fields: readonly string[], task: ForgettingTask, kept: ReadonlySet<string>): boolean {
  return valueOf(fields, 's') === task.userId && !kept.has(valueOf(fields, 'g'));
}

function renamed(fields: readonly string[], task: ForgettingTask, kept: ReadonlySet<string>): string[] {
  if (!isMeant(fields, task, kept)) return [...fields];
  return fields.map((value, index) => {
    const name = index % 2 === 1 ? fields[index - 1] : undefined;
    return name === 's' || (name === 'h' && task.chats.includes(value)) ? task.pseudonym : value;
  });
}

function valueOf(fields: readonly string[], name: string): string {
  const at = fields.findIndex((field, index) => index % 2 === 0 && field === name);
  return at < 0 ? '' : (fields[at + 1] ?? '');
}
