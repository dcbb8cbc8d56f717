import { ApiError, badRequest, forbidden } from './api-error.ts';
import type {
  CallbackRecord,
  InlineQueryRecord,
  ChatPermissions,
  ChatRecord,
  Content,
  MessageRecord,
  ReplyMarkup,
  TopicRecord,
  UserRecord,
} from './model.ts';
import type { JsonObject } from './params.ts';

export type Access = 'read' | 'edit' | 'write';

export interface NewMessage {
  readonly from: UserRecord | undefined;
  readonly content: Content;
  readonly markup?: ReplyMarkup | undefined;
  readonly threadId?: number | undefined;
  readonly mediaGroupId?: string | undefined;
  readonly replyToId?: number | undefined;
  readonly replyToChatId?: number | undefined;
  readonly forwardOf?: JsonObject | undefined;
  readonly hasProtectedContent?: boolean | undefined;
  readonly isViaBot?: boolean | undefined;
}

export interface NewChat {
  readonly type: ChatRecord['type'];
  readonly title?: string;
  readonly user?: UserRecord;
  readonly isForum?: boolean;
  readonly botReadsEverything: boolean;
}

/** Users, chats and messages: what exists, regardless of who asks. */
export class World {
  private readonly now: () => number;
  readonly users = new Map<number, UserRecord>();
  readonly chats = new Map<number, ChatRecord>();
  readonly callbacks = new Map<string, CallbackRecord>();
  readonly inlineQueries = new Map<string, InlineQueryRecord>();
  private nextUserId = 700_000_001;
  private nextGroupId = 4_100_001;
  private nextSupergroupId = 1_002_100_000_001;
  /** Private chats and basic groups share one counter, as in an account; each supergroup has its own. */
  private sharedMessageId = 1;
  private readonly supergroupMessageIds = new Map<number, number>();
  private mediaGroupCount = 13_500_000_000_000_000n;
  private callbackCount = 4_380_000_000_000_000_000n;

  constructor(now: () => number) {
    this.now = now;
  }

  addUser(user: Omit<UserRecord, 'id' | 'deactivated'>): UserRecord {
    const record = { ...user, id: this.nextUserId, deactivated: false };
    this.nextUserId += 1;
    this.users.set(record.id, record);
    return record;
  }

  addChat(chat: NewChat): ChatRecord {
    const record: ChatRecord = {
      ...chat,
      id: this.newChatId(chat),
      isForum: chat.isForum ?? false,
      topics: new Map(),
      messages: new Map(),
      members: new Map(),
      actions: [],
      permissions: allPermissions(),
      bot: 'member',
      anotherBotSpokeLast: false,
      started: true,
      blocked: false,
      deleted: false,
    };
    this.chats.set(record.id, record);
    return record;
  }

  addTopic(chat: ChatRecord, name: string, creator: UserRecord): TopicRecord {
    const message = this.addMessage(chat, {
      from: creator,
      content: { kind: 'service', payload: { forum_topic_created: { name, icon_color: 7322096 } } },
    });
    const topic = { threadId: message.id, name, closed: false, deleted: false };
    chat.topics.set(topic.threadId, topic);
    return topic;
  }

  addMessage(chat: ChatRecord, message: NewMessage): MessageRecord {
    const record: MessageRecord = {
      ...dropUndefined(message),
      id: this.newMessageId(chat),
      chatId: chat.id,
      from: message.from,
      content: message.content,
      sentAt: this.now(),
      markup: message.markup,
      edits: 0,
      history: [message.content],
      botReaction: undefined,
    };
    chat.messages.set(record.id, record);
    if (!message.from) chat.anotherBotSpokeLast = false;
    return record;
  }

  edit(message: MessageRecord, change: { content?: Content; markup?: ReplyMarkup | undefined }): void {
    if (change.content) {
      message.content = change.content;
      message.history.push(change.content);
    }
    if ('markup' in change) message.markup = change.markup;
    message.edits += 1;
    message.editedAt = this.now();
  }

  newMediaGroupId(): string {
    this.mediaGroupCount += 1n;
    return String(this.mediaGroupCount);
  }

  newCallbackId(): string {
    this.callbackCount += 1n;
    return String(this.callbackCount);
  }

  /** A chat by id or public name. @throws ApiError 400 or 403 in the server's words for what the bot may not reach. */
  chat(id: string, access: Access): ChatRecord {
    if (id === '') throw badRequest('chat_id is empty');
    const chat = this.chats.get(Number(id));
    if (!chat) throw badRequest('chat not found');
    if (chat.type === 'private') checkPrivateAccess(chat, access);
    else checkGroupAccess(chat, access);
    return chat;
  }

  /** A message that the bot can see. @throws ApiError 400 "<what> not found" */
  message(chat: ChatRecord, id: number, what: string): MessageRecord {
    const message = chat.messages.get(id);
    if (!message || message.deletedAt !== undefined) throw badRequest(`${what} not found`);
    return message;
  }

  private newChatId(chat: NewChat): number {
    if (chat.type === 'private') return chat.user?.id ?? 0;
    if (chat.type === 'group') {
      this.nextGroupId += 1;
      return -this.nextGroupId;
    }
    this.nextSupergroupId += 1;
    return -this.nextSupergroupId;
  }

  private newMessageId(chat: ChatRecord): number {
    if (chat.type !== 'supergroup') {
      this.sharedMessageId += 1;
      return this.sharedMessageId;
    }
    // Id 1 is the "group created" message, and the General topic.
    const id = (this.supergroupMessageIds.get(chat.id) ?? 1) + 1;
    this.supergroupMessageIds.set(chat.id, id);
    return id;
  }
}

function checkPrivateAccess(chat: ChatRecord, access: Access): void {
  if (access === 'read') return;
  if (chat.user?.deactivated) throw forbidden('user is deactivated');
  if (access === 'edit') return;
  if (chat.deleted) throw badRequest('chat not found');
  if (chat.blocked) throw forbidden('bot was blocked by the user');
  if (!chat.started) throw forbidden("bot can't initiate conversation with a user");
}

function checkGroupAccess(chat: ChatRecord, access: Access): void {
  if (chat.migratedToId !== undefined) {
    if (access === 'read') return;
    throw badRequest('group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: chat.migratedToId,
    });
  }
  if (chat.deleted) {
    if (chat.type === 'supergroup') throw badRequest('chat not found');
    if (access === 'write') throw forbidden('the group chat was deleted');
    return;
  }
  const forbiddenToRead = chat.type === 'supergroup' || access !== 'read';
  if (chat.bot === 'kicked' && forbiddenToRead) throw forbidden(`bot was kicked from the ${chat.type} chat`);
  if (chat.bot === 'left' && forbiddenToRead) throw forbidden(`bot is not a member of the ${chat.type} chat`);
}

/** @throws ApiError 400 when the group does not let the bot send this kind. */
export function checkSendingRight(chat: ChatRecord, content: Content): void {
  if (chat.type === 'private' || chat.bot === 'administrator') return;
  const [permission, what] = RIGHTS[content.kind];
  if (!chat.permissions[permission]) {
    throw new ApiError(400, `Bad Request: not enough rights to send ${what} to the chat`);
  }
}

const RIGHTS: Readonly<Record<Content['kind'], readonly [keyof ChatPermissions, string]>> = {
  text: ['can_send_messages', 'text messages'],
  service: ['can_send_messages', 'text messages'],
  photo: ['can_send_photos', 'photos'],
  document: ['can_send_documents', 'documents'],
  video: ['can_send_videos', 'videos'],
  voice: ['can_send_voice_notes', 'voice notes'],
  audio: ['can_send_audios', 'music'],
  animation: ['can_send_other_messages', 'animations'],
  sticker: ['can_send_other_messages', 'stickers'],
};

function allPermissions(): ChatPermissions {
  return {
    can_send_messages: true,
    can_send_photos: true,
    can_send_documents: true,
    can_send_videos: true,
    can_send_audios: true,
    can_send_voice_notes: true,
    can_send_other_messages: true,
  };
}

type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function dropUndefined<T extends object>(value: T): WithoutUndefined<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as WithoutUndefined<T>;
}
