import type * as discordJs from 'discord.js';
import type { Client, ClientOptions } from 'discord.js';
import type { Json } from '../../core/ports/delivery-channel.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { describeDiscordError } from './discord-error.ts';
import { makeRequest } from './discord-rest.ts';

export interface DiscordGatewayConfig {
  readonly token: string;
  readonly apiUrl: string;
  /** Absent: as many as Discord advises, all of them here. */
  readonly shards?: ShardRange | undefined;
}

/** Some of a bot's shards; other processes have the others. */
export interface ShardRange {
  readonly ids: readonly number[];
  readonly count: number;
}

export interface DiscordGatewayDependencies {
  readonly config: DiscordGatewayConfig;
  readonly logger: Logger;
  /** Payloads of INTERACTION_CREATE and MESSAGE_CREATE as they came. */
  readonly onInteraction: (payload: Json) => void;
  readonly onMessage: (payload: Json) => void;
  /** Whether the operator switched Message Content on in the portal. */
  readonly mayReadContent: () => Promise<boolean>;
  /** Resolves when it is this process's turn, no sooner than so long after the last turn of that name, anywhere. */
  readonly takeTurn: (name: string, everyMs: number) => Promise<void>;
  readonly onReady: (applicationId: string) => void;
  /** Discord will never let this token in; nothing is tried any more. */
  readonly onFatal: (reason: 'token' | 'intents') => void;
}

/** Close codes after which the same IDENTIFY would only be refused again. */
const authenticationFailed = 4004;
const disallowedIntents = 4014;
const firstRetryMs = 1_000;
/** What Discord asks for between two IDENTIFY of a group of shards. */
const identifyEveryMs = 5_000;
/** Discord resets a token that identifies a thousand times a day. */
const longestRetryMs = 120_000;

/** The connection over which Discord tells what happens. Comes back by itself after everything but a bad token. */
export class DiscordGateway {
  readonly #deps: DiscordGatewayDependencies;
  #library: typeof discordJs | undefined;
  #client: Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = firstRetryMs;
  #state: 'idle' | 'running' | 'stopped' = 'idle';
  #withoutContent = false;

  constructor(deps: DiscordGatewayDependencies) {
    this.#deps = deps;
  }

  /** Begins to connect, and goes on trying in the background. */
  start(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'running';
    void this.#connect();
  }

  /** True while events of all shards arrive. */
  ready(): boolean {
    const client = this.#client;
    const connected = this.#library?.Status.Ready;
    if (!client?.isReady()) return false;
    return client.ws.shards.size > 0 && client.ws.shards.every((shard) => shard.status === connected);
  }

  async stop(): Promise<void> {
    this.#state = 'stopped';
    clearTimeout(this.#retry);
    await this.#client?.destroy();
    this.#client = undefined;
  }

  /** The bot's user id, which is its application's id too. */
  get botId(): string | undefined {
    return this.#client?.user?.id;
  }

  /** What the gateway told of the bot's permissions in a channel; undefined where it told nothing. */
  permissionsIn(
    channelId: string,
  ):
    | { permissions: bigint; inThread: boolean; parentId: string | undefined; ageRestricted: boolean }
    | undefined {
    const channel = this.#client?.channels.cache.get(channelId);
    const me = this.#client?.user;
    if (!channel || !me || channel.isDMBased()) return undefined;
    const permissions = channel.permissionsFor(me)?.bitfield;
    if (permissions === undefined) return undefined;
    const inThread = channel.isThread();
    // A thread is for whom its parent is.
    const place = channel.isThread() ? channel.parent : channel;
    const ageRestricted = place !== null && 'nsfw' in place && place.nsfw;
    return {
      permissions,
      inThread,
      parentId: inThread ? (channel.parentId ?? undefined) : undefined,
      ageRestricted,
    };
  }

  guildLocale(guildId: string): string | undefined {
    return this.#client?.guilds.cache.get(guildId)?.preferredLocale;
  }

  async #connect(): Promise<void> {
    const { config, logger } = this.#deps;
    try {
      // A process that receives over HTTP, or only delivers, does without it: it is the largest package of all.
      const [content, library] = await Promise.all([
        !this.#withoutContent && this.#mayReadContent(),
        import('discord.js'),
      ]);
      if (this.#state !== 'running') return;
      this.#library = library;
      const client = this.#createClient(library, content);
      this.#client = client;
      await client.login(config.token);
    } catch (error) {
      if (isBadToken(error)) return this.#giveUp('token');
      logger.warn(
        { platform: 'discord', error: describeDiscordError(error) },
        'Discord could not be reached',
      );
      this.#connectLater();
    }
  }

  /** A proxy that does not know the route must not keep the bot away: then it goes on without other people's texts. */
  async #mayReadContent(): Promise<boolean> {
    try {
      return await this.#deps.mayReadContent();
    } catch (error) {
      if (isBadToken(error)) throw error;
      this.#deps.logger.warn(
        { platform: 'discord', error: describeDiscordError(error) },
        'Discord does not say which intents are switched on',
      );
      return false;
    }
  }

  #createClient(library: typeof discordJs, content: boolean): Client {
    const { Events, GatewayDispatchEvents, GatewayIntentBits, Options, Partials } = library;
    const { config, onInteraction, onMessage, onReady, logger } = this.#deps;
    const client = new library.Client({
      intents: [
        GatewayIntentBits.Guilds,
        GatewayIntentBits.GuildMessages,
        GatewayIntentBits.DirectMessages,
        ...(content ? [GatewayIntentBits.MessageContent] : []),
      ],
      ...(config.shards ? this.#sharedShards(config.shards) : {}),
      partials: [Partials.Channel],
      allowedMentions: { parse: [], repliedUser: false },
      // Events are read as they come; of what discord.js keeps only channels and roles are used, for permissions.
      makeCache: Options.cacheWithLimits({
        ...Options.DefaultMakeCacheSettings,
        MessageManager: 0,
        ReactionManager: 0,
        PresenceManager: 0,
        VoiceStateManager: 0,
        GuildEmojiManager: 0,
        GuildStickerManager: 0,
        GuildScheduledEventManager: 0,
        StageInstanceManager: 0,
        UserManager: { maxSize: 100, keepOverLimit: (user) => user.id === user.client.user.id },
        GuildMemberManager: { maxSize: 10, keepOverLimit: (member) => member.id === member.client.user.id },
      }),
      rest: {
        api: config.apiUrl.replace(/\/+$/, ''),
        rejectOnRateLimit: ({ retryAfter, timeToReset }) => retryAfter === 0 || timeToReset > 60_000,
        makeRequest,
      },
    });
    client.on(Events.Error, (error) => this.#note(error));
    client.on(Events.ShardError, (error) => this.#note(error));
    client.on(Events.ShardDisconnect, ({ code }) => void this.#closed(client, code));
    client.on(Events.Invalidated, () => void this.#closed(client, 0));
    client.on(Events.ClientReady, (ready) => {
      this.#retryMs = firstRetryMs;
      logger.info(
        { platform: 'discord', bot: ready.user.id, guilds: ready.guilds.cache.size },
        'Connected to Discord',
      );
      onReady(ready.application.id);
    });
    // Raw payloads: what is stored and what is handled after a crash are the same thing.
    client.ws.on(GatewayDispatchEvents.InteractionCreate, (payload: unknown) =>
      onInteraction(payload as Json),
    );
    client.ws.on(GatewayDispatchEvents.MessageCreate, (payload: unknown) => onMessage(payload as Json));
    return client;
  }

  /** Of every group of shards one may identify within five seconds, whichever process it belongs to. */
  #sharedShards({ ids, count }: ShardRange): Partial<ClientOptions> {
    const { takeTurn } = this.#deps;
    return {
      shards: [...ids],
      shardCount: count,
      ws: {
        buildIdentifyThrottler: async (manager) => {
          const { session_start_limit: limit } = await manager.fetchGatewayInformation();
          return {
            waitForIdentify: (shardId: number) =>
              takeTurn(`discord-identify:${shardId % limit.max_concurrency}`, identifyEveryMs),
          };
        },
      },
    };
  }

  /** The gateway closed the connection for good. */
  async #closed(client: Client, code: number): Promise<void> {
    if (this.#state !== 'running' || client !== this.#client) return;
    this.#client = undefined;
    await client.destroy().catch((error: unknown) => this.#note(error));
    if (code === authenticationFailed) return this.#giveUp('token');
    if (code === disallowedIntents) {
      if (this.#withoutContent) return this.#giveUp('intents');
      this.#withoutContent = true;
    }
    this.#connectLater();
  }

  #connectLater(): void {
    if (this.#state !== 'running') return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
  }

  #giveUp(reason: 'token' | 'intents'): void {
    if (this.#state !== 'running') return;
    this.#state = 'stopped';
    this.#deps.onFatal(reason);
  }

  #note(error: unknown): void {
    this.#deps.logger.warn(
      { platform: 'discord', error: describeDiscordError(error) },
      'The connection to Discord had an error',
    );
  }
}

function isBadToken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'TokenInvalid') return true;
  return 'status' in error && error.status === 401;
}
