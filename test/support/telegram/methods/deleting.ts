import { badRequest } from '../api-error.ts';
import type { Backend, Method } from '../backend.ts';
import type { ChatRecord, MessageRecord } from '../model.ts';

export const deleteMessage: Method = (backend, params) => {
  const chat = backend.world.chat(params.string('chat_id'), 'write');
  const message = backend.world.message(chat, params.integer('message_id'), 'message to delete');
  checkDeletable(backend, chat, message);
  message.deletedAt = backend.now();
  return true;
};

/** Messages that are gone are skipped; one that may not be deleted refuses the call. */
export const deleteMessages: Method = (backend, params) => {
  const chat = backend.world.chat(params.string('chat_id'), 'write');
  const ids = params.json('message_ids', 'message identifiers');
  if (!Array.isArray(ids)) throw badRequest('Expected an Array of message identifiers');
  if (ids.length === 0) throw badRequest('Message identifiers are not specified');
  if (ids.length > 100) throw badRequest('Too many message identifiers specified');
  const messages = ids.flatMap((id: unknown) => {
    const message = chat.messages.get(Number(id));
    return message && message.deletedAt === undefined ? [message] : [];
  });
  for (const message of messages) checkDeletable(backend, chat, message);
  for (const message of messages) message.deletedAt = backend.now();
  return true;
};

function checkDeletable(backend: Backend, chat: ChatRecord, message: MessageRecord): void {
  const isMine = message.from === undefined || chat.type === 'private';
  if (!isMine && chat.bot !== 'administrator') throw badRequest("message can't be deleted");
  const isOld = backend.now() - message.sentAt > backend.settings.deleteWindowMs;
  if (isOld && chat.bot !== 'administrator') throw badRequest("message can't be deleted for everyone");
}
