import { z } from 'zod';
import type { Requester } from '../../core/generation/generation.ts';
import { defaultSizeLimit, tokenLifeMs, type DiscordAddress } from './discord-address.ts';

/** A file that came with an interaction or stands in a message. */
export interface Attachment {
  readonly url: string;
  readonly name: string;
  readonly contentType: string | undefined;
}

/** What every interaction says about who and where. */
export interface InteractionOrigin {
  readonly id: string;
  readonly applicationId: string;
  readonly token: string;
  /** When it arrived here (Unix ms): the clock of the token, whatever the clocks of Discord say. */
  readonly receivedAt: number;
  readonly userId: string;
  readonly userName: string;
  readonly roles: readonly string[];
  readonly guildId: string | undefined;
  readonly channelId: string;
  readonly inThread: boolean;
  readonly locale: string;
  /** The bot's permissions in the channel; undefined where Discord says nothing. */
  readonly appPermissions: bigint | undefined;
  /** The bot is a member here, so its own token works in this channel. */
  readonly botInChannel: boolean;
  readonly sizeLimit: number;
  /** The component's message (or the form's) was seen by one user only. */
  readonly fromPrivateMessage: boolean;
}

export type InteractionValue = string | number | boolean;

/** An interaction in our words. */
export type DiscordInteraction = InteractionOrigin &
  (
    | {
        readonly kind: 'command';
        readonly name: string;
        readonly options: ReadonlyMap<string, InteractionValue>;
        readonly attachments: ReadonlyMap<string, Attachment>;
      }
    | { readonly kind: 'message-command'; readonly name: string; readonly message: unknown }
    | { readonly kind: 'button'; readonly customId: string }
    | {
        readonly kind: 'form';
        readonly customId: string;
        readonly texts: ReadonlyMap<string, string>;
        readonly choices: ReadonlyMap<string, readonly string[]>;
        readonly attachments: readonly Attachment[];
      }
  );

/** Reads the payload of INTERACTION_CREATE. Undefined for kinds that no part of ours makes. */
export function readInteraction(payload: unknown, receivedAt: number): DiscordInteraction | undefined {
  const parsed = interactionSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  const raw = parsed.data;
  const user = raw.member?.user ?? raw.user;
  const channelId = raw.channel_id ?? raw.channel?.id;
  if (!user || channelId === undefined) return undefined;

  const origin: InteractionOrigin = {
    id: raw.id,
    applicationId: raw.application_id,
    token: raw.token,
    receivedAt,
    userId: user.id,
    userName: user.global_name ?? user.username,
    roles: raw.member?.roles ?? [],
    guildId: raw.guild_id ?? undefined,
    channelId,
    inThread: threadTypes.has(raw.channel?.type ?? -1),
    locale: raw.locale ?? raw.guild_locale ?? 'en',
    appPermissions: raw.app_permissions == null ? undefined : BigInt(raw.app_permissions),
    botInChannel: isBotHere(raw),
    sizeLimit: raw.attachment_size_limit ?? defaultSizeLimit,
    fromPrivateMessage: ((raw.message?.flags ?? 0) & ephemeral) !== 0,
  };
  return readData(raw, origin);
}

/** Who asks, in core's words. */
export function requesterOf(origin: InteractionOrigin): Requester {
  return {
    userId: userKey(origin.userId),
    chatId: chatKey(origin.guildId, origin.channelId),
    locale: origin.locale,
    name: origin.userName,
    roles: origin.roles,
  };
}

export function userKey(userId: string): string {
  return `discord:${userId}`;
}

/** A server is one chat with one budget; a direct message is its own. */
export function chatKey(guildId: string | undefined, channelId: string): string {
  return guildId === undefined ? `discord:dm:${channelId}` : `discord:${guildId}`;
}

/** Where the outcome of an interaction goes, once it is known what its answer is. */
export function addressOf(
  origin: InteractionOrigin,
  answer: { readonly messageId: string | undefined; readonly ephemeral: boolean },
): DiscordAddress {
  return {
    applicationId: origin.applicationId,
    userId: origin.userId,
    channelId: origin.channelId,
    interaction: { token: origin.token, expiresAt: origin.receivedAt + tokenLifeMs },
    ...(answer.messageId === undefined ? {} : { statusMessageId: answer.messageId }),
    private: answer.ephemeral,
    botInChannel: origin.botInChannel,
    sizeLimit: origin.sizeLimit,
  };
}

const attachment = z
  .object({ url: z.string(), filename: z.string(), content_type: z.string().nullish() })
  .transform(({ url, filename, content_type }): Attachment => ({
    url,
    name: filename,
    contentType: content_type ?? undefined,
  }));

const user = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() });

const component = z.object({
  type: z.number(),
  custom_id: z.string().nullish(),
  value: z.unknown().optional(),
  values: z.array(z.string()).nullish(),
});

const interactionSchema = z.object({
  id: z.string(),
  application_id: z.string(),
  type: z.number(),
  token: z.string(),
  guild_id: z.string().nullish(),
  channel_id: z.string().nullish(),
  channel: z.object({ id: z.string(), type: z.number().nullish() }).nullish(),
  member: z.object({ user, roles: z.array(z.string()).nullish() }).nullish(),
  user: user.nullish(),
  locale: z.string().nullish(),
  guild_locale: z.string().nullish(),
  app_permissions: z.string().regex(/^\d+$/).nullish(),
  authorizing_integration_owners: z.record(z.string(), z.string()).nullish(),
  context: z.number().nullish(),
  attachment_size_limit: z.number().nullish(),
  message: z.object({ flags: z.number().nullish() }).nullish(),
  data: z
    .object({
      type: z.number().nullish(),
      name: z.string().nullish(),
      target_id: z.string().nullish(),
      custom_id: z.string().nullish(),
      options: z
        .array(
          z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).nullish() }),
        )
        .nullish(),
      resolved: z
        .object({
          attachments: z.record(z.string(), attachment).nullish(),
          messages: z.record(z.string(), z.unknown()).nullish(),
        })
        .nullish(),
      components: z
        .array(z.object({ component: component.nullish(), components: z.array(component).nullish() }))
        .nullish(),
    })
    .nullish(),
});

type RawInteraction = z.output<typeof interactionSchema>;

const ephemeral = 1 << 6;
const threadTypes = new Set([10, 11, 12]);

/** Values of `context`, and the type of a channel of direct messages. */
const botDirectMessages = 1;
const privateChannel = 2;
const directMessageChannel = 1;

/** Discord names the owner of the installation: "0" is a server's, and with it the bot is a member there. */
function isBotHere(raw: RawInteraction): boolean {
  if (raw.context === privateChannel) return false;
  if (raw.context === botDirectMessages) return true;
  const owners = raw.authorizing_integration_owners;
  if (owners) return owners['0'] !== undefined;
  return raw.guild_id != null || raw.channel?.type === directMessageChannel;
}

function readData(raw: RawInteraction, origin: InteractionOrigin): DiscordInteraction | undefined {
  const { data } = raw;
  if (!data) return undefined;
  switch (raw.type) {
    case 2:
      return readCommand(data, origin);
    case 3:
      return data.custom_id == null ? undefined : { ...origin, kind: 'button', customId: data.custom_id };
    case 5:
      return data.custom_id == null ? undefined : readForm(data, data.custom_id, origin);
    default:
      return undefined;
  }
}

type RawData = NonNullable<RawInteraction['data']>;

function readCommand(data: RawData, origin: InteractionOrigin): DiscordInteraction | undefined {
  const name = data.name ?? '';
  if (data.type === 3) {
    const message = data.resolved?.messages?.[data.target_id ?? ''];
    return { ...origin, kind: 'message-command', name, message };
  }
  if (data.type !== 1 && data.type != null) return undefined;
  const options = new Map<string, InteractionValue>();
  const attachments = new Map<string, Attachment>();
  for (const option of data.options ?? []) {
    if (option.value == null) continue;
    const file = data.resolved?.attachments?.[String(option.value)];
    if (file) attachments.set(option.name, file);
    else options.set(option.name, option.value);
  }
  return { ...origin, kind: 'command', name, options, attachments };
}

function readForm(data: RawData, customId: string, origin: InteractionOrigin): DiscordInteraction {
  const texts = new Map<string, string>();
  const choices = new Map<string, readonly string[]>();
  const files: Attachment[] = [];
  const fields = (data.components ?? []).flatMap(({ component: one, components: row }) => [
    ...(one ? [one] : []),
    ...(row ?? []),
  ]);
  for (const field of fields) {
    const name = field.custom_id ?? '';
    const uploaded = (field.values ?? []).flatMap((id) => data.resolved?.attachments?.[id] ?? []);
    files.push(...uploaded);
    if (typeof field.value === 'string') texts.set(name, field.value);
    else if (field.values && uploaded.length === 0) choices.set(name, field.values);
  }
  return { ...origin, kind: 'form', customId, texts, choices, attachments: files };
}
