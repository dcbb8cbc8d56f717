import { dailyCommandLimit, unknownChannel, unknownCommand, unknownGuild, unknownUser } from './api-error.ts';
import { channelJson, guildJson, memberJson, userJson } from './entity-json.ts';
import { allPermissions, type JsonObject, type RegisteredCommand } from './model.ts';
import { param, type Reply, requireApplication, type Route, type RouteRequest } from './route.ts';
import type { DiscordState } from './state.ts';
import { validateCommands } from './validate-commands.ts';

const dayMs = 24 * 3_600_000;

/** Who am I, the gateway's address, users, guilds, commands. `identifiesUsed` counts today's IDENTIFYs. */
export function applicationRoutes(gateway: {
  url(): string;
  identifiesUsed(): number;
  shards(): number;
}): Route[] {
  return [
    { method: 'GET', path: '/gateway', auth: 'token', handle: () => ok({ url: gateway.url() }) },
    {
      method: 'GET',
      path: '/gateway/bot',
      auth: 'bot',
      handle: ({ state }) =>
        ok({
          url: gateway.url(),
          shards: gateway.shards(),
          session_start_limit: {
            total: state.limits.identifiesPerDay,
            remaining: Math.max(0, state.limits.identifiesPerDay - gateway.identifiesUsed()),
            reset_after: dayMs,
            max_concurrency: state.limits.identifiesAtOnce,
          },
        }),
    },
    { method: 'GET', path: '/users/@me', auth: 'bot', handle: ({ state }) => ok(selfJson(state)) },
    {
      method: 'GET',
      path: '/applications/@me',
      auth: 'bot',
      handle: ({ state }) => ok(applicationJson(state)),
    },
    {
      method: 'GET',
      path: '/oauth2/applications/@me',
      auth: 'bot',
      handle: ({ state }) => ok(applicationJson(state)),
    },
    { method: 'GET', path: '/users/@me/guilds', auth: 'bot', handle: ({ state }) => ok(myGuilds(state)) },
    { method: 'GET', path: '/users/:user', auth: 'bot', handle: getUser },
    { method: 'GET', path: '/guilds/:guild', auth: 'bot', handle: getGuild },
    { method: 'GET', path: '/guilds/:guild/channels', auth: 'bot', handle: getGuildChannels },
    { method: 'GET', path: '/guilds/:guild/members/:user', auth: 'bot', handle: getMember },
    { method: 'GET', path: '/applications/:application/commands', auth: 'bot', handle: listCommands },
    { method: 'PUT', path: '/applications/:application/commands', auth: 'bot', handle: overwriteCommands },
    {
      method: 'GET',
      path: '/applications/:application/guilds/:guild/commands',
      auth: 'bot',
      handle: listCommands,
    },
    {
      method: 'PUT',
      path: '/applications/:application/guilds/:guild/commands',
      auth: 'bot',
      handle: overwriteCommands,
    },
    { method: 'GET', path: '/applications/:application/commands/:command', auth: 'bot', handle: getCommand },
  ];
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function selfJson(state: DiscordState): JsonObject {
  return {
    ...userJson(state.bot),
    verified: true,
    mfa_enabled: true,
    email: null,
    flags: 0,
    locale: 'en-US',
  };
}

const flagMessageContentLimited = 1 << 19;

export function applicationFlags(state: DiscordState): number {
  return state.rules.messageContentAllowed ? flagMessageContentLimited : 0;
}

function applicationJson(state: DiscordState): JsonObject {
  return {
    id: state.applicationId,
    name: state.bot.username,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    team: null,
    owner: null,
    bot: userJson(state.bot),
    flags: applicationFlags(state),
    interactions_endpoint_url: state.rules.interactionsEndpointUrl ?? null,
    integration_types_config: { '0': {}, '1': {} },
    approximate_guild_count: state.guilds.size,
    approximate_user_install_count: 0,
  };
}

function myGuilds(state: DiscordState): JsonObject[] {
  return [...state.guilds.values()]
    .filter(({ botInstalled }) => botInstalled)
    .map(({ id, name }) => ({
      id,
      name,
      icon: null,
      owner: false,
      permissions: String(allPermissions & ~state.rules.revokedPermissions),
      features: [],
    }));
}

function getUser(request: RouteRequest): Reply {
  const user = request.state.users.get(param(request, 'user'));
  if (!user) throw unknownUser();
  return ok(userJson(user));
}

function installedGuild(request: RouteRequest): string {
  const id = param(request, 'guild');
  if (!request.state.guilds.get(id)?.botInstalled) throw unknownGuild();
  return id;
}

function getGuild(request: RouteRequest): Reply {
  const guild = request.state.guilds.get(installedGuild(request));
  if (!guild) throw unknownGuild();
  const {
    channels: _channels,
    threads: _threads,
    members: _members,
    ...rest
  } = guildJson(request.state, guild);
  return ok(rest);
}

function getGuildChannels(request: RouteRequest): Reply {
  const guildId = installedGuild(request);
  const channels = [...request.state.channels.values()];
  const inGuild = channels.filter(
    (item) => item.guildId === guildId && item.kind === 'text' && !item.deleted,
  );
  return ok(inGuild.map((channel) => channelJson(request.state, channel)));
}

function getMember(request: RouteRequest): Reply {
  const guild = request.state.guilds.get(installedGuild(request));
  const id = param(request, 'user');
  const user = id === '@me' ? request.state.bot : request.state.users.get(id);
  if (!user || !guild) throw unknownUser();
  return ok({ ...memberJson(guild.joinedAt), user: userJson(user) });
}

function commandScope(request: RouteRequest): { guildId: string | undefined; commands: RegisteredCommand[] } {
  requireApplication(request);
  const guildId = request.params['guild'];
  if (guildId === undefined) return { guildId, commands: request.state.globalCommands };
  if (!request.state.guilds.has(guildId)) throw unknownChannel();
  return { guildId, commands: request.state.guildCommands.get(guildId) ?? [] };
}

function listCommands(request: RouteRequest): Reply {
  const { commands } = commandScope(request);
  const full = request.query.get('with_localizations') === 'true';
  return ok(full ? commands : commands.map((command) => withoutLocalizations(command)));
}

function getCommand(request: RouteRequest): Reply {
  const command = commandScope(request).commands.find((item) => item.id === param(request, 'command'));
  if (!command) throw unknownCommand();
  return ok(command);
}

/** Lists come without the dictionaries unless asked for, and a caller who diffs must ask for them. */
function withoutLocalizations(node: JsonObject): JsonObject {
  const { name_localizations: _names, description_localizations: _descriptions, ...rest } = node;
  for (const field of ['options', 'choices']) {
    const list = rest[field];
    if (Array.isArray(list)) rest[field] = (list as JsonObject[]).map(withoutLocalizations);
  }
  return rest;
}

function overwriteCommands(request: RouteRequest): Reply {
  const { state } = request;
  const { guildId, commands: before } = commandScope(request);
  const wanted = validateCommands(request.payload, guildId === undefined ? 'global' : 'guild');
  const isNew = (command: JsonObject): boolean => !before.some((old) => sameCommand(old, command));
  const created = wanted.filter(isNew).length;
  if (createdToday(state, guildId) + created > state.limits.commandCreatesPerDay) throw dailyCommandLimit();

  const now = wanted.map((command) => {
    const old = before.find((item) => sameCommand(item, command));
    return normalizeCommand(state, command, old, guildId);
  });
  if (guildId === undefined) state.globalCommands = now;
  else state.guildCommands.set(guildId, now);
  state.commandPuts.push({ at: state.now(), guildId, names: now.map((command) => command.name), created });
  state.changed();
  return ok(now);
}

function createdToday(state: DiscordState, guildId: string | undefined): number {
  return state.commandPuts
    .filter((put) => put.guildId === guildId && put.at > state.now() - dayMs)
    .reduce((sum, put) => sum + put.created, 0);
}

function sameCommand(old: RegisteredCommand, command: JsonObject): boolean {
  return old.name === command['name'] && old.type === (command['type'] ?? 1);
}

/** Discord fills in what was left out and drops what says nothing. */
function normalizeCommand(
  state: DiscordState,
  command: JsonObject,
  old: RegisteredCommand | undefined,
  guildId: string | undefined,
): RegisteredCommand {
  const options = command['options'];
  return {
    id: old?.id ?? state.newId(),
    application_id: state.applicationId,
    version: state.newId(),
    default_member_permissions: command['default_member_permissions'] ?? null,
    type: Number(command['type'] ?? 1),
    name: String(command['name']),
    name_localizations: command['name_localizations'] ?? null,
    description: command['description'] ?? '',
    description_localizations: command['description_localizations'] ?? null,
    nsfw: command['nsfw'] ?? false,
    ...(guildId === undefined
      ? {
          dm_permission: command['dm_permission'] ?? true,
          contexts: command['contexts'] ?? null,
          integration_types: command['integration_types'] ?? [0],
        }
      : { guild_id: guildId }),
    ...(Array.isArray(options) && options.length > 0
      ? { options: (options as JsonObject[]).map(normalizeOption) }
      : {}),
  };
}

function normalizeOption(option: JsonObject): JsonObject {
  const { required, autocomplete, options, choices, ...rest } = option;
  return {
    ...rest,
    name_localizations: rest['name_localizations'] ?? null,
    description_localizations: rest['description_localizations'] ?? null,
    ...(required === true ? { required } : {}),
    ...(autocomplete === true ? { autocomplete } : {}),
    ...(Array.isArray(options) && options.length > 0
      ? { options: (options as JsonObject[]).map(normalizeOption) }
      : {}),
    ...(Array.isArray(choices) && choices.length > 0
      ? { choices: (choices as JsonObject[]).map((choice) => ({ name_localizations: null, ...choice })) }
      : {}),
  };
}
