import { badRequest } from './api-error.ts';
import type { Backend } from './backend.ts';
import type { ChatRecord, Content, MessageRecord, ReplyMarkup } from './model.ts';
import { isObject } from './params.ts';
import type { JsonObject, Params } from './params.ts';
import { checkSendingRight } from './world.ts';

const GENERAL_TOPIC_ID = 1;

/** Where a new message goes and what it answers. */
export interface Destination {
  readonly chat: ChatRecord;
  readonly threadId: number | undefined;
  readonly replyToId: number | undefined;
  readonly replyToChatId: number | undefined;
}

/** @throws ApiError for a chat that cannot be written to, a lost topic, a lost message to reply to. */
export function readDestination(backend: Backend, params: Params): Destination {
  const chat = backend.world.chat(params.string('chat_id'), 'write');
  const threadId = readThread(chat, params.integer('message_thread_id'));
  const reply = readReply(backend, chat, params);
  const inherited = backend.settings.repliesInheritTopic && chat.isForum ? reply?.threadId : undefined;
  return {
    chat,
    threadId: threadId ?? inherited,
    replyToId: reply?.id,
    replyToChatId: reply && reply.chatId !== chat.id ? reply.chatId : undefined,
  };
}

/** Ignored where there are no topics. The General topic must be addressed by leaving the id out. */
function readThread(chat: ChatRecord, threadId: number): number | undefined {
  if (threadId === 0) return undefined;
  if (chat.type !== 'private' && !chat.isForum) return undefined;
  const topic = threadId === GENERAL_TOPIC_ID ? undefined : chat.topics.get(threadId);
  if (!topic || topic.deleted) throw badRequest('message thread not found');
  if (topic.closed && chat.bot !== 'administrator') throw badRequest('TOPIC_CLOSED');
  return threadId;
}

function readReply(backend: Backend, chat: ChatRecord, params: Params): MessageRecord | undefined {
  const parameters = params.has('reply_parameters')
    ? params.json('reply_parameters', 'reply parameters')
    : {
        message_id: params.integer('reply_to_message_id'),
        allow_sending_without_reply: params.boolean('allow_sending_without_reply'),
      };
  if (!isObject(parameters)) throw badRequest('Object expected as reply parameters');
  const id = Number(parameters['message_id'] ?? 0);
  if (!(id > 0)) return undefined;

  const otherChat = parameters['chat_id'];
  const inChat = otherChat === undefined ? chat : backend.world.chat(String(otherChat), 'read');
  const replied = inChat.messages.get(id);
  if (!replied || replied.deletedAt !== undefined) {
    if (parameters['allow_sending_without_reply'] === true) return undefined;
    throw badRequest('message to be replied not found');
  }
  checkQuote(parameters, replied.content);
  return replied;
}

function checkQuote(parameters: JsonObject, content: Content): void {
  const quote = parameters['quote'];
  if (typeof quote !== 'string' || quote === '') return;
  const text = content.kind === 'text' ? content.text : 'caption' in content ? content.caption : '';
  if (quote.length > 1024 || !text.includes(quote)) throw badRequest('QUOTE_TEXT_INVALID');
}

export interface PostOptions {
  readonly markup?: ReplyMarkup | undefined;
  readonly forwardOf?: JsonObject | undefined;
  readonly hasProtectedContent?: boolean;
}

/** Puts the bot's messages into a chat, all or none: one, or the items of an album. */
export function post(
  backend: Backend,
  { chat, threadId, replyToId, replyToChatId }: Destination,
  contents: readonly Content[],
  options: PostOptions = {},
): MessageRecord[] {
  for (const content of contents) checkSendingRight(chat, content);
  backend.flood.send(chat.id, contents.length);
  const mediaGroupId = contents.length > 1 ? backend.world.newMediaGroupId() : undefined;
  return contents.map((content) =>
    backend.world.addMessage(chat, {
      from: undefined,
      content,
      threadId,
      replyToId,
      replyToChatId,
      mediaGroupId,
      ...options,
    }),
  );
}
