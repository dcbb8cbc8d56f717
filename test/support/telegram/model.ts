import type { JsonObject } from './params.ts';

export interface UserRecord {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly languageCode?: string;
  deactivated: boolean;
  /** The newest profile photo that the bot may see. */
  avatar?: PhotoRecord | undefined;
}

export interface Entity extends JsonObject {
  type: string;
  /** UTF-16 code units, as everywhere in the Bot API. */
  offset: number;
  length: number;
}

/** The identity of the bytes that were uploaded, before any recompression. */
export interface UploadIdentity {
  /** What the upload was called. */
  readonly name?: string;
  readonly length: number;
  readonly sha256: string;
}

export type FileKind = 'photo' | 'document' | 'video' | 'voice' | 'animation' | 'audio' | 'sticker';

export interface StoredFile {
  readonly fileId: string;
  readonly uniqueId: string;
  readonly kind: FileKind;
  readonly length: number;
  readonly sha256: string;
  readonly width?: number;
  readonly height?: number;
  readonly durationSeconds?: number;
  readonly fileName?: string;
  readonly mediaType?: string;
  /** Dropped, oldest first, when the store is over its memory limit. */
  bytes: Uint8Array | undefined;
  /** Set by getFile; the link dies at `pathValidUntil` (Unix milliseconds). */
  path?: string;
  pathValidUntil?: number;
  /** The photo that this is one size of. */
  photo?: PhotoRecord;
}

export interface PhotoRecord {
  /** Smallest first, as the Bot API lists them. */
  readonly sizes: readonly StoredFile[];
  readonly uploaded: UploadIdentity;
}

interface Captioned {
  readonly caption: string;
  readonly captionEntities: readonly Entity[];
}

export type MediaContent =
  | (Captioned & { readonly kind: 'photo'; readonly photo: PhotoRecord; readonly hasSpoiler: boolean })
  | (Captioned & { readonly kind: Exclude<FileKind, 'photo'>; readonly file: StoredFile });

export type Content =
  | { readonly kind: 'text'; readonly text: string; readonly entities: readonly Entity[] }
  | { readonly kind: 'service'; readonly payload: JsonObject }
  | MediaContent;

export interface InlineButton extends JsonObject {
  text: string;
  callback_data?: string;
  url?: string;
}

export type ReplyMarkup =
  | {
      readonly kind: 'inline';
      readonly rows: readonly (readonly InlineButton[])[];
      readonly json: JsonObject;
    }
  | { readonly kind: 'keyboard' | 'remove' | 'force-reply'; readonly json: JsonObject };

export interface MessageRecord {
  readonly id: number;
  readonly chatId: number;
  /** `undefined` is the bot. */
  readonly from: UserRecord | undefined;
  readonly sentAt: number;
  readonly threadId?: number;
  readonly mediaGroupId?: string;
  readonly replyToId?: number;
  readonly replyToChatId?: number;
  readonly forwardOf?: JsonObject;
  /** Somebody chose it from what the bot offered inline. */
  readonly isViaBot?: boolean;
  readonly hasProtectedContent?: boolean;
  content: Content;
  markup: ReplyMarkup | undefined;
  editedAt?: number;
  /** Content and keyboard edits that changed something. */
  edits: number;
  /** Every content this message ever showed, the present one last. */
  readonly history: Content[];
  deletedAt?: number;
  /** Emoji of the bot's reaction, if any. */
  botReaction: string | undefined;
}

export interface TopicRecord {
  readonly threadId: number;
  readonly name: string;
  closed: boolean;
  deleted: boolean;
}

export interface ChatPermissions {
  can_send_messages: boolean;
  can_send_photos: boolean;
  can_send_documents: boolean;
  can_send_videos: boolean;
  can_send_audios: boolean;
  can_send_voice_notes: boolean;
  can_send_other_messages: boolean;
}

export interface ChatActionRecord {
  readonly action: string;
  readonly threadId?: number;
  readonly at: number;
}

export interface ChatRecord {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup';
  readonly title?: string;
  /** The other side of a private chat. */
  readonly user?: UserRecord;
  readonly isForum: boolean;
  readonly topics: Map<number, TopicRecord>;
  readonly messages: Map<number, MessageRecord>;
  readonly members: Map<number, 'creator' | 'administrator' | 'member' | 'left'>;
  readonly actions: ChatActionRecord[];
  readonly permissions: ChatPermissions;
  bot: 'member' | 'administrator' | 'left' | 'kicked';
  /** What the bot's privacy mode was when it joined; a later change counts only after it was added again. */
  botReadsEverything: boolean;
  /** A command without @name goes to the bot that spoke last; true when that is another one. */
  anotherBotSpokeLast: boolean;
  /** Private chats: the user pressed Start. */
  started: boolean;
  /** Private chats: the user blocked the bot. */
  blocked: boolean;
  deleted: boolean;
  migratedToId?: number;
}

export interface InlineResult {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** What is posted where it is chosen. */
  readonly content: MediaContent;
}

export interface InlineButtonRecord {
  readonly text: string;
  readonly startParameter: string;
}

export interface InlineAnswer {
  readonly results: readonly InlineResult[];
  readonly nextOffset: string;
  readonly button: InlineButtonRecord | undefined;
  readonly isPersonal: boolean;
  readonly cacheSeconds: number;
}

export interface InlineQueryRecord {
  readonly id: string;
  readonly userId: number;
  readonly createdAt: number;
  answer: InlineAnswer | undefined;
}

export interface CallbackAnswer {
  readonly text: string;
  readonly showAlert: boolean;
  readonly url: string;
}

export interface CallbackRecord {
  readonly id: string;
  readonly chatId: number;
  readonly messageId: number;
  readonly userId: number;
  readonly data: string;
  readonly createdAt: number;
  answer: CallbackAnswer | undefined;
}
