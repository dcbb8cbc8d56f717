import type { Redis } from 'ioredis';
import { editChatsLibrary } from '../../src/core/storage/edit-chats.ts';
import { keyPrefix, keys } from '../../src/core/storage/keys.ts';

const dueScript = `
local P = '${keyPrefix}'${editChatsLibrary}
local at = due_of(chat_of(ARGV[1]))
return at < PARKED and whole(at) or false
`;

/** When a status message of a chat may be edited next (Unix ms); undefined when none is to be. */
export async function editDueAt(client: Redis, scope: string): Promise<number | undefined> {
  const at = await client.eval(dueScript, 1, keys.editsIn(0), scope);
  return at === null ? undefined : Number(at);
}
