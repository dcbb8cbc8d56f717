import type { ChatRecord, Content, MessageRecord } from './model.ts';
import type { World } from './world.ts';

/** One picture that the bot showed in one message at one time. */
export interface PicturePost {
  readonly chatId: number;
  readonly messageId: number;
  readonly kind: 'photo' | 'document';
  /** Of the uploaded bytes, so that the same picture is recognised in spite of recompression. */
  readonly sha256: string;
  readonly mediaGroupId?: string;
  readonly threadId?: number;
  readonly replyToId?: number;
  /** Still to be seen: not deleted and not replaced by an edit. */
  readonly isVisible: boolean;
}

export interface PicturePostSummary {
  readonly posts: readonly PicturePost[];
  /** Messages that show or showed a picture. */
  readonly messages: number;
  readonly messagesByChat: ReadonlyMap<number, number>;
  /** Pictures that were shown by more than one message of a chat, deleted ones included. Empty is what a bot wants. */
  readonly doubles: readonly (readonly PicturePost[])[];
}

/** Counts what the bot posted. Each message counts a picture once, however often it was edited to it. */
export function summarizePicturePosts(world: World): PicturePostSummary {
  const posts = [...world.chats.values()].flatMap((chat) =>
    [...chat.messages.values()].filter(({ from }) => from === undefined).flatMap((m) => postsOf(chat, m)),
  );
  const messagesByChat = new Map<number, number>();
  for (const id of new Set(posts.map((post) => `${post.chatId}:${post.messageId}`))) {
    const chatId = Number(id.split(':')[0]);
    messagesByChat.set(chatId, (messagesByChat.get(chatId) ?? 0) + 1);
  }
  const groups = new Map<string, PicturePost[]>();
  for (const post of posts) {
    const key = `${post.chatId}|${post.kind}|${post.sha256}`;
    groups.set(key, [...(groups.get(key) ?? []), post]);
  }
  return {
    posts,
    messages: [...messagesByChat.values()].reduce((sum, count) => sum + count, 0),
    messagesByChat,
    doubles: [...groups.values()].filter((group) => group.length > 1),
  };
}

function postsOf(chat: ChatRecord, message: MessageRecord): PicturePost[] {
  const shown = new Map<string, PicturePost>();
  for (const content of message.history) {
    const picture = pictureOf(content);
    if (!picture) continue;
    const isCurrent = pictureOf(message.content)?.sha256 === picture.sha256;
    shown.set(`${picture.kind}|${picture.sha256}`, {
      chatId: chat.id,
      messageId: message.id,
      ...picture,
      ...(message.mediaGroupId !== undefined && { mediaGroupId: message.mediaGroupId }),
      ...(message.threadId !== undefined && { threadId: message.threadId }),
      ...(message.replyToId !== undefined && { replyToId: message.replyToId }),
      isVisible: isCurrent && message.deletedAt === undefined,
    });
  }
  return [...shown.values()];
}

function pictureOf(content: Content): { kind: 'photo' | 'document'; sha256: string } | undefined {
  if (content.kind === 'photo') return { kind: 'photo', sha256: content.photo.uploaded.sha256 };
  if (content.kind !== 'document') return undefined;
  const isPicture = content.file.mediaType?.startsWith('image/') ?? false;
  return isPicture ? { kind: 'document', sha256: content.file.sha256 } : undefined;
}
