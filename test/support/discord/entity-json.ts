import { allPermissions, type Channel, type Guild, type JsonObject, type User } from './model.ts';
import type { DiscordState } from './state.ts';

export const channelTypes = { text: 0, dm: 1, 'group-dm': 3, thread: 11 } as const;

export function userJson(user: User): JsonObject {
  return {
    id: user.id,
    username: user.username,
    global_name: user.bot ? null : user.username,
    discriminator: user.bot ? '0001' : '0',
    avatar: user.avatar?.hash ?? null,
    avatar_decoration_data: null,
    public_flags: 0,
    bot: user.bot,
  };
}

/** A member without its user, as in a message's `member`; with permissions as in an interaction. */
export function memberJson(joinedAt: number, memberPermissions?: bigint): JsonObject {
  return {
    nick: null,
    avatar: null,
    roles: [],
    joined_at: new Date(joinedAt).toISOString(),
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    communication_disabled_until: null,
    ...(memberPermissions === undefined ? {} : { permissions: memberPermissions.toString() }),
  };
}

export function channelJson(state: DiscordState, channel: Channel): JsonObject {
  const base = { id: channel.id, type: channelTypes[channel.kind], flags: 0, last_message_id: null };
  if (channel.guildId === undefined) {
    const recipients = channel.recipientIds.map((id) => userJson(state.user(id)));
    return { ...base, recipients };
  }
  const inGuild = {
    ...base,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId ?? null,
    rate_limit_per_user: 0,
    nsfw: channel.nsfw ?? false,
    position: 0,
    topic: null,
  };
  if (channel.kind !== 'thread') return { ...inGuild, permission_overwrites: [overwrite(state, channel)] };
  return {
    ...inGuild,
    owner_id: state.guilds.get(channel.guildId)?.ownerId,
    message_count: 0,
    member_count: 1,
    thread_metadata: {
      archived: false,
      auto_archive_duration: 1440,
      archive_timestamp: new Date(state.now()).toISOString(),
      locked: false,
    },
  };
}

/** The channel's permissions for the bot, as the overwrite that gives exactly these. */
function overwrite(state: DiscordState, channel: Channel): JsonObject {
  const allow = channel.botPermissions & allPermissions;
  const deny = allPermissions & ~channel.botPermissions;
  return { id: state.bot.id, type: 1, allow: allow.toString(), deny: deny.toString() };
}

/** A guild as GUILD_CREATE brings it. */
export function guildJson(state: DiscordState, guild: Guild): JsonObject {
  const channels = [...state.channels.values()].filter(
    (channel) => channel.guildId === guild.id && !channel.deleted,
  );
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: [everyoneRole(guild)],
    emojis: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    stickers: [],
    joined_at: new Date(guild.joinedAt).toISOString(),
    large: false,
    unavailable: false,
    member_count: state.users.size,
    members: [{ ...memberJson(guild.joinedAt), user: userJson(state.bot) }],
    channels: channels
      .filter((channel) => channel.kind === 'text')
      .map((channel) => channelJson(state, channel)),
    threads: channels
      .filter((channel) => channel.kind === 'thread')
      .map((channel) => channelJson(state, channel)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function everyoneRole(guild: Guild): JsonObject {
  return {
    id: guild.id,
    name: '@everyone',
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: 0,
    permissions: allPermissions.toString(),
    managed: false,
    mentionable: false,
    flags: 0,
  };
}
