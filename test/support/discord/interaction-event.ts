import { randomBytes } from 'node:crypto';
import { channelJson, memberJson, userJson } from './entity-json.ts';
import {
  allPermissions,
  type Channel,
  type Interaction,
  type JsonObject,
  permissions,
  type User,
} from './model.ts';
import type { DiscordState } from './state.ts';

/** Where and how a user does something. Everything has a default. */
export interface Place {
  /** Id of the channel; the stand-in's first channel by default. */
  readonly channel?: string;
  /** In the direct messages with the bot. */
  readonly dm?: boolean;
  /** The user's client language; the user's own by default. */
  readonly locale?: string;
  /** The member's permissions here. */
  readonly permissions?: bigint;
  /** Bytes per file that the user may have the app upload; the stand-in's `limits.fileBytes` by default. */
  readonly attachmentSizeLimit?: number;
  /** The user has the app installed for themselves; by default only where the bot is not. */
  readonly userInstall?: boolean;
  /** The event reaches every session twice. */
  readonly twice?: boolean;
}

export interface NewInteraction {
  readonly type: Interaction['type'];
  readonly name: string;
  readonly commandType?: number;
  readonly user: User;
  readonly channel: Channel;
  readonly place: Place;
  readonly data: JsonObject;
  readonly sourceMessageId?: string | undefined;
  readonly message?: JsonObject | undefined;
}

/** Makes an interaction and dispatches it: from here its clocks run. */
export function startInteraction(state: DiscordState, request: NewInteraction): Interaction {
  const { user, channel, place } = request;
  const id = state.newId();
  const token = randomBytes(64).toString('base64url');
  const owners = integrationOwners(state, channel, user, place);
  const attachmentSizeLimit =
    place.attachmentSizeLimit ?? channel.attachmentSizeLimit ?? state.limits.fileBytes;
  const memberPermissions = place.permissions ?? allPermissions;
  const onlyUserInstalled = !('0' in owners);
  const event: JsonObject = {
    id,
    application_id: state.applicationId,
    type: request.type,
    token,
    version: 1,
    data: request.data,
    ...whereAndWho(state, request, memberPermissions),
    ...(request.message ? { message: request.message } : {}),
    app_permissions: appPermissions(state, channel).toString(),
    locale: place.locale ?? user.locale,
    entitlements: [],
    authorizing_integration_owners: owners,
    context: channel.guildId !== undefined ? 0 : channel.kind === 'dm' && !onlyUserInstalled ? 1 : 2,
    attachment_size_limit: attachmentSizeLimit,
  };
  const interaction: Interaction = {
    id,
    token,
    type: request.type,
    name: request.name,
    commandType: request.commandType,
    userId: user.id,
    channelId: channel.id,
    guildId: channel.guildId,
    owners,
    attachmentSizeLimit,
    createdAt: state.now(),
    sourceMessageId: request.sourceMessageId,
    forcedEphemeral:
      channel.guildId !== undefined &&
      onlyUserInstalled &&
      (memberPermissions & permissions.useExternalApps) === 0n,
    event,
    acknowledgement: undefined,
    originalId: undefined,
    followupIds: [],
    modal: undefined,
    choices: undefined,
    expired: false,
  };
  state.interactions.set(id, interaction);
  state.interactionsByToken.set(token, interaction);
  for (let time = 0; time < (place.twice ? 2 : 1); time += 1) deliverInteraction(state, interaction);
  return interaction;
}

/** Sends the event (again). */
export function deliverInteraction(state: DiscordState, interaction: Interaction): void {
  state.emit('interaction', interaction);
}

function integrationOwners(
  state: DiscordState,
  channel: Channel,
  user: User,
  place: Place,
): { [kind: string]: string } {
  const inServer = channel.guildId !== undefined;
  const byServer = state.botIsIn(channel);
  const byUser = place.userInstall ?? !byServer;
  return {
    ...(byServer ? { '0': inServer ? (channel.guildId ?? '0') : '0' } : {}),
    ...(byUser ? { '1': user.id } : {}),
  };
}

/** Where the app is no member it has what every app has: embeds, files, mentions, emojis. */
function appPermissions(state: DiscordState, channel: Channel): bigint {
  if (state.botIsIn(channel)) return channel.botPermissions;
  return (
    permissions.embedLinks |
    permissions.attachFiles |
    permissions.mentionEveryone |
    permissions.useExternalEmojis
  );
}

function whereAndWho(state: DiscordState, request: NewInteraction, memberPermissions: bigint): JsonObject {
  const { channel, user } = request;
  const guild = channel.guildId === undefined ? undefined : state.guilds.get(channel.guildId);
  if (!guild) return { channel: channelJson(state, channel), channel_id: channel.id, user: userJson(user) };
  const { permission_overwrites: _overwrites, ...partial } = channelJson(state, channel);
  return {
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_id: guild.id,
    guild_locale: guild.locale,
    channel: { ...partial, permissions: memberPermissions.toString() },
    channel_id: channel.id,
    member: { ...memberJson(guild.joinedAt, memberPermissions), user: userJson(user) },
  };
}
