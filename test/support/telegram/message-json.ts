import type {
  ChatRecord,
  Content,
  MediaContent,
  MessageRecord,
  PhotoRecord,
  StoredFile,
  UserRecord,
} from './model.ts';
import type { JsonObject } from './params.ts';
import type { World } from './world.ts';

/** `undefined` members vanish when the answer is serialised. */
export function userJson(user: UserRecord): JsonObject {
  return {
    id: user.id,
    is_bot: false,
    first_name: user.firstName,
    last_name: user.lastName,
    username: user.username,
    language_code: user.languageCode,
  };
}

export function chatJson(chat: ChatRecord): JsonObject {
  if (chat.type === 'private') {
    return {
      id: chat.id,
      first_name: chat.user?.firstName,
      last_name: chat.user?.lastName,
      username: chat.user?.username,
      type: 'private',
    };
  }
  return { id: chat.id, title: chat.title, type: chat.type, is_forum: chat.isForum || undefined };
}

/** A message as an update or an answer shows it; what it replies to is shown one level deep. */
export function messageJson(world: World, bot: JsonObject, message: MessageRecord, depth = 0): JsonObject {
  const chat = world.chats.get(message.chatId);
  if (!chat) throw new Error(`Message ${message.id} is in no chat`);
  return {
    message_id: message.id,
    message_thread_id: message.threadId,
    is_topic_message: (chat.isForum && message.threadId !== undefined) || undefined,
    from: message.from ? userJson(message.from) : bot,
    chat: chatJson(chat),
    date: seconds(message.sentAt),
    edit_date: message.editedAt === undefined ? undefined : seconds(message.editedAt),
    media_group_id: message.mediaGroupId,
    forward_origin: message.forwardOf,
    via_bot: message.isViaBot ? bot : undefined,
    has_protected_content: message.hasProtectedContent || undefined,
    reply_to_message: depth === 0 ? repliedJson(world, bot, chat, message) : undefined,
    ...contentJson(message.content),
    reply_markup: message.markup?.kind === 'inline' ? message.markup.json : undefined,
  };
}

/** In a topic, a message that answers nothing still claims to reply to the service message that made the topic. */
function repliedJson(
  world: World,
  bot: JsonObject,
  chat: ChatRecord,
  message: MessageRecord,
): JsonObject | undefined {
  const inChat = message.replyToChatId === undefined ? chat : world.chats.get(message.replyToChatId);
  const replyToId = message.replyToId ?? (chat.isForum ? message.threadId : undefined);
  const replied = replyToId === undefined ? undefined : inChat?.messages.get(replyToId);
  return replied && replied.deletedAt === undefined ? messageJson(world, bot, replied, 1) : undefined;
}

function contentJson(content: Content): JsonObject {
  switch (content.kind) {
    case 'service':
      return content.payload;
    case 'text':
      return { text: content.text, entities: filled(content.entities) };
    case 'photo':
      return {
        photo: content.photo.sizes.map(sizeJson),
        has_media_spoiler: content.hasSpoiler || undefined,
        ...captionJson(content),
      };
    default:
      return {
        [content.kind]: fileJson(content.file),
        // Old bots know animations as documents; the server sends both.
        ...(content.kind === 'animation' && { document: fileJson(content.file) }),
        ...captionJson(content),
      };
  }
}

function captionJson(content: MediaContent): JsonObject {
  return { caption: content.caption || undefined, caption_entities: filled(content.captionEntities) };
}

export function sizeJson(size: StoredFile): JsonObject {
  return {
    file_id: size.fileId,
    file_unique_id: size.uniqueId,
    file_size: size.length,
    width: size.width,
    height: size.height,
  };
}

function fileJson(file: StoredFile): JsonObject {
  return {
    file_id: file.fileId,
    file_unique_id: file.uniqueId,
    file_size: file.length,
    file_name: file.fileName,
    mime_type: file.mediaType,
    width: file.width,
    height: file.height,
    duration: file.durationSeconds,
  };
}

/** The largest size, which is the picture that a person sees. */
export function largestSize(photo: PhotoRecord): StoredFile {
  const largest = photo.sizes.at(-1);
  if (!largest) throw new Error('A photo has at least one size');
  return largest;
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function seconds(unixMs: number): number {
  return Math.floor(unixMs / 1000);
}
