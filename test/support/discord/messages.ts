import { draftMessage, type DraftInput, type MessageDraft } from './message-draft.ts';
import { messageJson } from './message-json.ts';
import { noPings, pingedUsers } from './mentions.ts';
import { type Attachment, type Channel, type JsonObject, type Message, messageFlags } from './model.ts';
import type { UploadedFile } from './request-body.ts';
import type { DiscordState } from './state.ts';
import { dispatch, intents } from './dispatch.ts';
import { picturesOf } from './visible-message.ts';

export interface NewMessage {
  readonly channel: Channel;
  readonly payload: JsonObject;
  readonly files: readonly UploadedFile[];
  readonly sizeLimit: number;
  readonly allowedFlags: number;
  readonly defaultParse: readonly string[];
  readonly type: number;
  readonly replyTo?: Message | undefined;
  readonly nonce?: string | number | undefined;
  readonly ephemeralFor?: string | undefined;
  readonly interactionId?: string | undefined;
}

/** A message by the bot, checked. Throws ApiError. */
export function createBotMessage(state: DiscordState, request: NewMessage): Message {
  const { replyTo, ephemeralFor } = request;
  const draft = draftMessage(state, { ...request, existing: undefined, replyTo });
  const message = plainMessage(state, { ...request, authorId: state.bot.id, replyTo, ephemeralFor });
  message.pings = draft.pings;
  apply(state, message, draft);
  if (ephemeralFor !== undefined) message.flags |= messageFlags.ephemeral;
  state.messages.set(message.id, message);
  announce(state, message, 'MESSAGE_CREATE');
  return message;
}

/** The "is thinking" message of a deferred answer. */
export function createLoadingMessage(
  state: DiscordState,
  request: Pick<NewMessage, 'channel' | 'type' | 'replyTo' | 'ephemeralFor' | 'interactionId'>,
): Message {
  const message = plainMessage(state, {
    channel: request.channel,
    authorId: state.bot.id,
    type: request.type,
    replyTo: request.replyTo,
    ephemeralFor: request.ephemeralFor,
    interactionId: request.interactionId,
  });
  message.flags = messageFlags.loading | (request.ephemeralFor === undefined ? 0 : messageFlags.ephemeral);
  state.messages.set(message.id, message);
  announce(state, message, 'MESSAGE_CREATE');
  return message;
}

/** An edit by the bot, checked. Only a deferred answer that is filled in notifies anyone. */
export function editBotMessage(
  state: DiscordState,
  message: Message,
  request: Pick<DraftInput, 'payload' | 'files' | 'channel' | 'sizeLimit' | 'defaultParse'>,
): Message {
  const replyTo = message.replyTo === undefined ? undefined : state.messages.get(message.replyTo);
  const allowedFlags = messageFlags.suppressEmbeds | messageFlags.componentsV2;
  const draft = draftMessage(state, { ...request, allowedFlags, existing: message, replyTo });
  const wasLoading = (message.flags & messageFlags.loading) !== 0;
  if (wasLoading) message.pings = draft.pings;
  apply(state, message, draft);
  message.edits += 1;
  if (!wasLoading) message.editedAt = state.now();
  announce(state, message, 'MESSAGE_UPDATE');
  return message;
}

export interface UserMessage {
  readonly channel: Channel;
  readonly authorId: string;
  readonly content: string;
  readonly attachments: readonly Attachment[];
  readonly embeds?: readonly JsonObject[];
  readonly replyTo: Message | undefined;
  /** The reply ping that Discord's clients have on by default. */
  readonly pingReplied: boolean;
}

/** A message by a person: nothing to check, Discord's own client made it. */
export function createUserMessage(state: DiscordState, request: UserMessage): Message {
  const message = plainMessage(state, {
    channel: request.channel,
    authorId: request.authorId,
    type: request.replyTo ? 19 : 0,
    replyTo: request.replyTo,
  });
  const users = [...request.content.matchAll(/<@!?(\d+)>/g)].map((match) => match[1] ?? '');
  message.content = request.content;
  message.embeds = [...(request.embeds ?? [])];
  message.attachments = [...request.attachments];
  message.pings = {
    everyone: /@(everyone|here)\b/.test(request.content),
    users: [...new Set(users)].filter((id) => state.users.has(id)),
    roles: [],
    repliedUser: request.replyTo && request.pingReplied ? request.replyTo.authorId : undefined,
  };
  message.mentions = pingedUsers(message.pings);
  message.mentionsEveryone = message.pings.everyone;
  message.showedPicture = picturesOf(state, message).length > 0;
  state.messages.set(message.id, message);
  announce(state, message, 'MESSAGE_CREATE');
  return message;
}

/** A person rewrites their message. */
export function editUserMessage(state: DiscordState, message: Message, content: string): void {
  message.content = content;
  message.editedAt = state.now();
  message.edits += 1;
  announce(state, message, 'MESSAGE_UPDATE');
}

export function deleteMessage(state: DiscordState, message: Message): void {
  message.deleted = true;
  for (const attachment of message.attachments) attachment.gone = true;
  const { id, channelId, guildId, ephemeralFor } = message;
  if (ephemeralFor === undefined) {
    dispatch(state, {
      name: 'MESSAGE_DELETE',
      channelId,
      intent: guildId === undefined ? intents.directMessages : intents.guildMessages,
      data: () => ({ id, channel_id: channelId, ...(guildId === undefined ? {} : { guild_id: guildId }) }),
    });
  }
  state.changed();
}

function plainMessage(
  state: DiscordState,
  request: {
    channel: Channel;
    authorId: string;
    type: number;
    replyTo: Message | undefined;
    nonce?: string | number | undefined;
    ephemeralFor?: string | undefined;
    interactionId?: string | undefined;
  },
): Message {
  return {
    id: state.newId(),
    channelId: request.channel.id,
    guildId: request.channel.guildId,
    authorId: request.authorId,
    type: request.type,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    nonce: request.nonce,
    replyTo: request.replyTo?.id,
    mentions: [],
    mentionsEveryone: false,
    pings: noPings,
    createdAt: state.now(),
    editedAt: undefined,
    edits: 0,
    ephemeralFor: request.ephemeralFor,
    interactionId: request.interactionId,
    reactions: [],
    deleted: false,
    showedPicture: false,
  };
}

function apply(state: DiscordState, message: Message, draft: MessageDraft): void {
  const kept = draft.keep.map(({ attachment, description }) => Object.assign(attachment, { description }));
  const added = draft.add.map((item) =>
    state.addAttachment(item.file, item.name, message.channelId, {
      description: item.description,
      spoiler: item.spoiler,
    }),
  );
  for (const attachment of message.attachments) if (!kept.includes(attachment)) attachment.gone = true;
  message.content = draft.content;
  message.embeds = draft.embeds;
  message.components = draft.components;
  message.attachments = [...kept, ...added];
  message.flags = draft.flags | (message.flags & messageFlags.ephemeral);
  message.mentions = pingedUsers(draft.pings);
  message.mentionsEveryone = draft.pings.everyone;
  message.showedPicture ||= picturesOf(state, message).length > 0;
}

function announce(state: DiscordState, message: Message, name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'): void {
  if (message.ephemeralFor === undefined) {
    dispatch(state, {
      name,
      channelId: message.channelId,
      intent: message.guildId === undefined ? intents.directMessages : intents.guildMessages,
      data: (full) => messageJson(state, message, { full, asEvent: true }),
    });
  }
  state.changed();
}
