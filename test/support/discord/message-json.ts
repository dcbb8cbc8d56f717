import { channelTypes, memberJson, userJson } from './entity-json.ts';
import type { Attachment, JsonObject, Message } from './model.ts';
import { isObject } from './form-errors.ts';
import type { DiscordState } from './state.ts';
import { attachmentName } from './validate-components.ts';

export interface MessageView {
  /** Show content, embeds, attachments and components even without the Message Content intent. */
  readonly full: boolean;
  /** Add guild_id and member, and channel_type, as gateway events have them. */
  readonly asEvent?: boolean;
  /** Include the replied-to message (one level). */
  readonly withReference?: boolean;
}

/** A message as the API shows it to the bot. */
export function messageJson(state: DiscordState, message: Message, view: MessageView): JsonObject {
  const visible = view.full || botMayRead(state, message);
  const author = state.user(message.authorId);
  return {
    id: message.id,
    type: message.type,
    channel_id: message.channelId,
    author: userJson(author),
    content: visible ? message.content : '',
    embeds: visible ? message.embeds.map((embed) => resolveEmbed(state, message, embed)) : [],
    components: visible ? message.components.map((part) => resolveMedia(state, message, part)) : [],
    attachments: visible ? looseAttachments(message).map((item) => attachmentJson(state, item)) : [],
    mentions: message.mentions.map((id) => userJson(state.user(id))),
    mention_roles: [...message.pings.roles],
    mention_everyone: message.mentionsEveryone,
    pinned: false,
    tts: false,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
    flags: message.flags,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...interactionFields(state, message),
    ...eventFields(state, message, view),
    ...referenceFields(state, message, view),
  };
}

/**
 * Without the Message Content intent the bot reads its own messages, direct messages, messages that mention it, and
 * replies to its plain messages with the reply ping on; a reply to an interaction's answer does not count.
 */
function botMayRead(state: DiscordState, message: Message): boolean {
  if (message.authorId === state.bot.id) return true;
  const channel = state.channels.get(message.channelId);
  if (channel?.kind === 'dm') return true;
  if (message.content.includes(`<@${state.bot.id}>`) || message.content.includes(`<@!${state.bot.id}>`))
    return true;
  const target = message.replyTo === undefined ? undefined : state.messages.get(message.replyTo);
  return (
    message.pings.repliedUser === state.bot.id && target !== undefined && target.interactionId === undefined
  );
}

function interactionFields(state: DiscordState, message: Message): JsonObject {
  if (message.authorId !== state.bot.id) return {};
  const interaction =
    message.interactionId === undefined ? undefined : state.interactions.get(message.interactionId);
  if (!interaction) return {};
  return {
    application_id: state.applicationId,
    webhook_id: state.applicationId,
    interaction_metadata: {
      id: interaction.id,
      type: interaction.type,
      user: userJson(state.user(interaction.userId)),
      authorizing_integration_owners: interaction.owners,
      ...(interaction.type === 2 ? { name: interaction.name, command_type: interaction.commandType } : {}),
    },
  };
}

function eventFields(state: DiscordState, message: Message, view: MessageView): JsonObject {
  if (!view.asEvent) return {};
  const channel_type = channelTypes[state.channel(message.channelId).kind];
  if (message.guildId === undefined) return { channel_type };
  const joinedAt = state.guilds.get(message.guildId)?.joinedAt ?? message.createdAt;
  return { channel_type, guild_id: message.guildId, member: memberJson(joinedAt) };
}

function referenceFields(state: DiscordState, message: Message, view: MessageView): JsonObject {
  if (message.replyTo === undefined) return {};
  const reference = {
    type: 0,
    message_id: message.replyTo,
    channel_id: message.channelId,
    ...(message.guildId === undefined ? {} : { guild_id: message.guildId }),
  };
  if (view.withReference === false) return { message_reference: reference };
  const target = state.liveMessage(message.replyTo);
  return {
    message_reference: reference,
    referenced_message: target
      ? messageJson(state, target, {
          full: state.rules.messageContentAllowed && view.full,
          withReference: false,
        })
      : null,
  };
}

export function attachmentJson(state: DiscordState, attachment: Attachment): JsonObject {
  const url = state.attachmentUrl(attachment);
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.size,
    url,
    proxy_url: url,
    content_type: attachment.contentType,
    ...(attachment.width === undefined ? {} : { width: attachment.width, height: attachment.height }),
    ...(attachment.description === undefined ? {} : { description: attachment.description }),
    ...(attachment.ephemeral ? { ephemeral: true } : {}),
    flags: attachment.spoiler ? 1 << 3 : 0,
  };
}

/** What `attachments` lists: files that no embed and no component refers to. */
export function looseAttachments(message: Message): Attachment[] {
  const used = referencedNames([...message.embeds, ...message.components]);
  return message.attachments.filter((attachment) => !used.has(attachment.filename));
}

/** All names behind `attachment://` anywhere in a value. */
function referencedNames(value: unknown, names = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) referencedNames(item, names);
  else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const name = key === 'url' || key === 'icon_url' ? attachmentName(inner) : undefined;
      if (name !== undefined) names.add(name);
      else referencedNames(inner, names);
    }
  }
  return names;
}

/** Media items come back with a signed address, size and attachment id. */
function resolveMedia(state: DiscordState, message: Message, value: JsonObject): JsonObject {
  return mapObjects(value, (media) => {
    const attachment = findAttachment(message, media['url']);
    if (!attachment) return media;
    const url = state.attachmentUrl(attachment);
    return {
      ...media,
      url,
      proxy_url: url,
      attachment_id: attachment.id,
      content_type: attachment.contentType,
      width: attachment.width ?? null,
      height: attachment.height ?? null,
      loading_state: 2,
    };
  });
}

function resolveEmbed(state: DiscordState, message: Message, embed: JsonObject): JsonObject {
  return mapObjects({ type: 'rich', ...embed }, (media) => {
    const attachment = findAttachment(message, media['url']);
    if (!attachment) return media;
    const url = state.attachmentUrl(attachment);
    return { ...media, url, proxy_url: url, width: attachment.width ?? 0, height: attachment.height ?? 0 };
  });
}

function findAttachment(message: Message, url: unknown): Attachment | undefined {
  const name = attachmentName(url);
  return name === undefined ? undefined : message.attachments.find((item) => item.filename === name);
}

function mapObjects(value: JsonObject, change: (media: JsonObject) => JsonObject): JsonObject {
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (Array.isArray(item)) {
        return [key, item.map((entry: unknown) => (isObject(entry) ? mapObjects(entry, change) : entry))];
      }
      return [key, isObject(item) ? mapObjects(item, change) : item];
    }),
  );
  return change(inner);
}
