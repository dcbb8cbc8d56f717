/** What Discord remembers. Instants are Unix milliseconds of the stand-in's clock, sizes are bytes. */

export type JsonObject = { [key: string]: unknown };

/** A person or the bot. `dm` decides what a bot's direct message gets: accepted, 50007 or 50278. */
export interface User {
  readonly id: string;
  username: string;
  readonly bot: boolean;
  locale: string;
  dm: 'open' | 'closed' | 'no-mutual-server';
  /** By the hash that names it; the server's own only in servers. */
  avatar?: Avatar | undefined;
  serverAvatar?: Avatar | undefined;
}

export interface Avatar {
  readonly hash: string;
  readonly png: Uint8Array;
}

export interface Guild {
  readonly id: string;
  name: string;
  readonly ownerId: string;
  locale: string;
  /** False: the app can only come here in a user's pocket (user install). */
  botInstalled: boolean;
  readonly joinedAt: number;
}

export type ChannelKind = 'text' | 'thread' | 'dm' | 'group-dm';

export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  name: string;
  readonly guildId: string | undefined;
  readonly parentId: string | undefined;
  /** The people of a dm or group dm, the bot not counted. */
  readonly recipientIds: readonly string[];
  /** What the bot may do here. */
  botPermissions: bigint;
  /** Per file, for messages sent with the bot token; undefined: the stand-in's `limits.fileBytes`. */
  attachmentSizeLimit: number | undefined;
  deleted: boolean;
  /** For adults only. */
  nsfw?: boolean;
}

/** A file on the stand-in's disk, named by its content. */
export interface StoredFile {
  readonly size: number;
  readonly sha256: string;
  readonly path: string;
  /** Read from the header of PNG, JPEG, GIF and WebP; undefined for anything else. */
  readonly width: number | undefined;
  readonly height: number | undefined;
}

export interface Attachment extends StoredFile {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  description: string | undefined;
  spoiler: boolean;
  readonly channelId: string;
  /** Came with an interaction: served from another path and forgotten one day. */
  readonly ephemeral: boolean;
  gone: boolean;
}

/** Who was notified, by what the message said and what its `allowed_mentions` let through. */
export interface Pings {
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly repliedUser: string | undefined;
}

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly authorId: string;
  /** Discord's message type: 0 plain, 19 reply, 20 answer to a slash command, 23 to a context-menu command. */
  readonly type: number;
  content: string;
  embeds: JsonObject[];
  components: JsonObject[];
  attachments: Attachment[];
  flags: number;
  readonly nonce: string | number | undefined;
  readonly replyTo: string | undefined;
  /** Users mentioned in the text or by the reply ping. */
  mentions: string[];
  mentionsEveryone: boolean;
  pings: Pings;
  readonly createdAt: number;
  editedAt: number | undefined;
  edits: number;
  /** Only this user sees it. */
  readonly ephemeralFor: string | undefined;
  readonly interactionId: string | undefined;
  reactions: string[];
  deleted: boolean;
  /** True as soon as a picture was visible in it once, even when it was edited away or deleted later. */
  showedPicture: boolean;
}

export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** Discord's interaction type: 2 command, 3 component, 4 autocomplete, 5 modal submit. */
  readonly type: 2 | 3 | 4 | 5;
  /** Command name or custom id. */
  readonly name: string;
  readonly commandType: number | undefined;
  readonly userId: string;
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly owners: { readonly [kind: string]: string };
  readonly attachmentSizeLimit: number;
  readonly createdAt: number;
  /** The message whose component was used. */
  readonly sourceMessageId: string | undefined;
  /** The user may not show answers of apps that are not in the server: every answer is ephemeral. */
  readonly forcedEphemeral: boolean;
  /** The dispatched event. */
  readonly event: JsonObject;
  acknowledgement: Acknowledgement | undefined;
  originalId: string | undefined;
  readonly followupIds: string[];
  modal: JsonObject | undefined;
  choices: JsonObject[] | undefined;
  expired: boolean;
}

export interface Acknowledgement {
  /** Callback type: 4 message, 5 deferred, 6 deferred update, 7 update, 8 choices, 9 modal. */
  readonly type: number;
  readonly ephemeral: boolean;
  /** From the dispatch to the callback. */
  readonly afterMs: number;
}

/** A registered command as the API returns it. */
export interface RegisteredCommand extends JsonObject {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly guild_id?: string;
}

export const messageFlags = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  voiceMessage: 1 << 13,
  componentsV2: 1 << 15,
} as const;

export const permissions = {
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useExternalEmojis: 1n << 18n,
  useApplicationCommands: 1n << 31n,
  sendMessagesInThreads: 1n << 38n,
  useExternalApps: 1n << 50n,
} as const;

/** What only those have who run a server or a channel. */
export const managing = { manageChannels: 1n << 4n, manageGuild: 1n << 5n } as const;

/** All of the first: what a bot or member may do unless a test says otherwise. */
export const allPermissions = Object.values(permissions).reduce((sum, bit) => sum | bit, 0n);
