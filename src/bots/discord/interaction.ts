import type { Requester } from '../../core/generation/generation.ts';
import { defaultSizeLimit, tokenLifeMs, type DiscordAddress } from './discord-address.ts';
// prettier-ignore
import {
  interactionSchema, type Attachment, type RawInteraction, type RawOption,
} from './interaction-schema.ts';
import { readPerson, type NamedPerson } from './named-person.ts';

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
  /** The language of the user's client, whatever they settled. */
  readonly platformLocale: string;
  /** The bot's permissions in the channel; undefined where Discord says nothing. */
  readonly appPermissions: bigint | undefined;
  /** May delete messages of others in this channel. */
  readonly mayManageMessages: boolean;
  /** The bot is a member here, so its own token works in this channel. */
  readonly botInChannel: boolean;
  readonly sizeLimit: number;
  /** The member's own permissions in the channel; undefined in direct messages. */
  readonly memberPermissions: bigint | undefined;
  /** The channel whose settings count here; a thread has those of its parent. */
  readonly placeId: string;
  /** Discord says that the channel is for adults. */
  readonly ageRestricted: boolean;
  /** What was settled in advance says that answers are private; false until the settings were read. */
  readonly privateByDefault: boolean;
  /** The component's message (or the form's) was seen by one user only. */
  readonly fromPrivateMessage: boolean;
  /** The component's message (or the form's). */
  readonly messageId: string | undefined;
}

export type InteractionValue = string | number | boolean;

/** An interaction in our words. */
export type DiscordInteraction = InteractionOrigin &
  (
    | {
        readonly kind: 'command';
        readonly name: string;
        readonly subcommand: string | undefined;
        readonly options: ReadonlyMap<string, InteractionValue>;
        readonly attachments: ReadonlyMap<string, Attachment>;
        /** Those who were named, by the option's name. */
        readonly people: ReadonlyMap<string, NamedPerson>;
      }
    /** Somebody is typing into an option that offers suggestions. */
    | {
        readonly kind: 'autocomplete';
        readonly name: string;
        readonly subcommand: string | undefined;
        readonly option: string;
        readonly typed: string;
      }
    | { readonly kind: 'message-command'; readonly name: string; readonly message: unknown }
    /** A button, or a menu with what was chosen in it. */
    | { readonly kind: 'button'; readonly customId: string; readonly values?: readonly string[] }
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
  const inThread = threadTypes.has(raw.channel?.type ?? -1);

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
    inThread,
    placeId: placeKey((inThread ? raw.channel?.parent_id : undefined) ?? channelId),
    ageRestricted: raw.channel?.nsfw === true,
    memberPermissions: raw.member?.permissions == null ? undefined : BigInt(raw.member.permissions),
    privateByDefault: false,
    locale: raw.locale ?? raw.guild_locale ?? 'en',
    platformLocale: raw.locale ?? raw.guild_locale ?? 'en',
    appPermissions: raw.app_permissions == null ? undefined : BigInt(raw.app_permissions),
    mayManageMessages: (BigInt(raw.member?.permissions ?? 0) & manageMessages) !== 0n,
    botInChannel: isBotHere(raw),
    sizeLimit: raw.attachment_size_limit ?? defaultSizeLimit,
    messageId: raw.message?.id ?? undefined,
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
    ...channelFacts(origin, origin.placeId, origin.ageRestricted),
  };
}

/** The channel of a server, by which rules name it: as `discord:<id>`, a thread by its parent. */
export function channelFacts(
  { guildId }: { readonly guildId: string | undefined },
  placeId: string,
  ageRestricted: boolean,
): Pick<Requester, 'channelId' | 'ageRestricted'> {
  if (guildId === undefined) return {};
  const channelId = placeId.replace(/^discord:channel:/, 'discord:');
  return { channelId, ...(ageRestricted ? { ageRestricted } : {}) };
}

export function userKey(userId: string): string {
  return `discord:${userId}`;
}

/** A channel, for its settings. */
export function placeKey(channelId: string): string {
  return `discord:channel:${channelId}`;
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

const ephemeral = 1 << 6;
/** With Administrator Discord sets every bit. */
const manageMessages = 1n << 13n;
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
      return data.custom_id == null ? undefined : readPress(data, data.custom_id, origin);
    case 4:
      return readTyping(data, origin);
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
  const people = new Map<string, NamedPerson>();
  const { subcommand, given } = readOptions(data);
  for (const option of given) {
    if (option.value == null) continue;
    const file = data.resolved?.attachments?.[String(option.value)];
    if (file) attachments.set(option.name, file);
    else options.set(option.name, option.value);
    const person = readPerson(data.resolved, String(option.value), origin.guildId);
    if (person) people.set(option.name, person);
  }
  return { ...origin, kind: 'command', name, subcommand, options, attachments, people };
}

/** The options of the command, or of the subcommand that was chosen. */
function readOptions(data: RawData): {
  subcommand: string | undefined;
  given: readonly RawOption[];
} {
  const [first] = data.options ?? [];
  if (first && first.value == null && first.focused == null) {
    return { subcommand: first.name, given: first.options ?? [] };
  }
  return { subcommand: undefined, given: data.options ?? [] };
}

function readTyping(data: RawData, origin: InteractionOrigin): DiscordInteraction | undefined {
  const { subcommand, given } = readOptions(data);
  const focused = given.find((option) => option.focused === true);
  if (!focused) return undefined;
  const typed = String(focused.value ?? '');
  return { ...origin, kind: 'autocomplete', name: data.name ?? '', subcommand, option: focused.name, typed };
}

function readPress(data: RawData, customId: string, origin: InteractionOrigin): DiscordInteraction {
  return { ...origin, kind: 'button', customId, ...(data.values ? { values: data.values } : {}) };
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
