import type { Core } from '../../core/core.ts';
import type { Json } from '../../core/ports/delivery-channel.ts';
import type { IntakeRecord } from '../../core/ports/intake.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { PlatformHook } from '../shared/platform-hook.ts';
import { ExcusedEvents, type BotContext } from './bot-context.ts';
import { platform } from './discord-address.ts';
import { DiscordApi } from './discord-api.ts';
import { describeDiscordError } from './discord-error.ts';
import { DirectReplies } from './direct-replies.ts';
import { DiscordGateway, type ShardRange } from './discord-gateway.ts';
import { createDiscordRest, type DiscordRest } from './discord-rest.ts';
import { InteractionsEndpoint } from './interactions-endpoint.ts';
import { formKey } from './form-pieces.ts';
import { InteractionHandler } from './interaction-handler.ts';
import { readInteraction } from './interaction.ts';
import { MessageHandler } from './message-handler.ts';
import { registerCommands } from './register-commands.ts';

export interface DiscordBotConfig {
  readonly token: string;
  /** Base of the API without version, such as `https://discord.com/api`. */
  readonly apiUrl: string;
  /** Register the commands in this server only. */
  readonly guildId?: string | undefined;
  /** The application's public key: takes interactions over HTTP too. */
  readonly publicKey?: string | undefined;
  /** False: without the connection over which Discord tells of messages; interactions come over HTTP alone. */
  readonly gateway?: boolean | undefined;
  /** Which shards of how many this process connects; all that Discord advises otherwise. */
  readonly shards?: ShardRange | undefined;
  /** Where the internet reaches this program, without a slash at the end; links to originals need it. */
  readonly publicUrl?: string | undefined;
  /** False: nobody's avatar is taken as a reference. */
  readonly avatars?: boolean | undefined;
  /** Where Discord's pictures lie, without a slash at the end. */
  readonly cdnUrl?: string | undefined;
}

export interface DiscordBotDependencies {
  readonly config: DiscordBotConfig;
  readonly core: Core;
  readonly logger: Logger;
  readonly now: () => number;
  /** What users read for a gateway's id. */
  readonly providerTitle: (id: string) => string;
  /** Shared with the delivery in the same process, so that both keep to the same limits; made here otherwise. */
  readonly rest?: DiscordRest;
  /** Called once when Discord refuses the token or the intents for good; the bot has stopped then. */
  readonly onFatal?: (message: string) => void;
}

export interface DiscordBot {
  /** Serves interactions over HTTP, where the public key is known. */
  readonly hook?: PlatformHook;
  /** Begins to connect; goes on trying in the background for as long as Discord is away. */
  start(): void;
  /** True while events arrive. */
  ready(): boolean;
  /** Takes no more events, and waits for those that are being answered. */
  stop(): Promise<void>;
}

/** Between two tries to register the commands. */
const registerAgainMs = 60_000;
/** Between two tries to learn which bot this is. */
const askAgainMs = 5_000;
/** Users whose language is remembered. */
const rememberedLocales = 10_000;

/** The receiving side on Discord: needs the gateway. The delivering side is `createDiscordDelivery`. */
export function createDiscordBot(deps: DiscordBotDependencies): DiscordBot {
  const { config, core, logger, now } = deps;
  const handling = new Set<Promise<void>>();
  const locales = new Map<string, string>();
  const hasGateway = config.gateway !== false;
  let registration: NodeJS.Timeout | undefined;
  let serving: { stop(): Promise<void> } | undefined;
  let stopped = false;

  const api = new DiscordApi({
    rest: deps.rest ?? createDiscordRest(config),
    onUnauthorized: () => fatal('token'),
  });
  const gateway = new DiscordGateway({
    config,
    logger,
    onInteraction: (payload) => handle(receiveInteraction(payload)),
    onMessage: (payload) => handle(messages.receive(payload)),
    mayReadContent: () => api.mayReadContent(),
    takeTurn: (name, everyMs) => core.turns.take(name, everyMs),
    onReady: begin,
    onFatal: (reason) => fatal(reason),
  });
  const replies = new DirectReplies();
  const context: BotContext = {
    core,
    api,
    replies,
    logger,
    now,
    providerTitle: deps.providerTitle,
    publicUrl: config.publicUrl,
    avatarsAt: config.avatars === false ? undefined : (config.cdnUrl ?? 'https://cdn.discordapp.com'),
    excused: new ExcusedEvents(core.intake),
    permissionsIn: (channelId) => gateway.permissionsIn(channelId),
    guildLocale: (guildId) => gateway.guildLocale(guildId),
  };
  const interactions = new InteractionHandler(context);
  const messages = new MessageHandler({
    ...context,
    botId: () => gateway.botId,
    localeOf: (userId) => locales.get(userId),
  });
  const endpoint =
    config.publicKey === undefined
      ? undefined
      : new InteractionsEndpoint({
          ...{ publicKey: config.publicKey, replies, now },
          onInteraction: (payload) => handle(receiveDirectly(payload)),
        });
  let isFatal = false;
  let isKnown = false;

  function begin(applicationId: string): void {
    isKnown = true;
    serving ??= core.intake.serve(platform, recover);
    endpoint?.open();
    void register(applicationId);
  }

  /** Without the gateway nobody tells which bot this is: asked until Discord answers. */
  async function beginWithoutGateway(): Promise<void> {
    try {
      const id = await api.applicationId();
      if (!stopped) begin(id);
    } catch (error) {
      if (stopped || isFatal) return;
      logger.warn({ platform, error: describeDiscordError(error) }, 'Discord could not be reached');
      registration = setTimeout(() => void beginWithoutGateway(), askAgainMs);
    }
  }

  function fatal(reason: 'token' | 'intents'): void {
    if (isFatal) return;
    isFatal = true;
    const message =
      reason === 'token'
        ? 'Discord does not accept DISCORD_TOKEN; copy the token anew from the developer portal and start again.'
        : 'Discord does not allow this bot its intents; look at the bot page of the developer portal and start again.';
    logger.error({ platform }, message);
    void gateway.stop();
    deps.onFatal?.(message);
  }

  function handle(work: Promise<void>): void {
    const tracked: Promise<void> = work
      .catch((error: unknown) =>
        logger.error({ platform, error }, 'An event of Discord could not be handled'),
      )
      .finally(() => handling.delete(tracked));
    handling.add(tracked);
  }

  async function receiveInteraction(payload: Json): Promise<void> {
    const interaction = readInteraction(payload, now());
    if (interaction) rememberLocale(interaction.userId, interaction.locale);
    await interactions.receive(payload);
  }

  /** The request waits for the first answer, and for nothing else. */
  async function receiveDirectly(payload: Json): Promise<void> {
    const interaction = readInteraction(payload, now());
    try {
      await receiveInteraction(payload);
    } finally {
      if (interaction) replies.giveUp(interaction.id);
    }
  }

  function rememberLocale(userId: string, locale: string): void {
    locales.delete(userId);
    locales.set(userId, locale);
    const oldest = locales.keys().next();
    if (locales.size > rememberedLocales && !oldest.done) locales.delete(oldest.value);
  }

  /** An event that a crash left behind, or a form whose two halves are together. */
  function recover(record: IntakeRecord): Promise<void> {
    if (record.key.startsWith(formKey(''))) return interactions.completeForm(record);
    if (record.key.startsWith(`${platform}:m`)) return messages.recover(record);
    return interactions.recover(record);
  }

  async function register(applicationId: string): Promise<void> {
    clearTimeout(registration);
    try {
      const providers = core.providers().map(({ id }) => id);
      const written = await registerCommands({
        ...{ api, applicationId, guildId: config.guildId, providers },
        hasHelper: core.promptHelper.isOffered,
        avatars: config.avatars !== false,
        ownKeys: core.ownKeys.gateways.length > 0,
      });
      if (written) logger.info({ platform, guildId: config.guildId }, 'Commands registered');
    } catch (error) {
      logger.warn({ platform, error: describeDiscordError(error) }, 'Commands could not be registered');
      if (!stopped) registration = setTimeout(() => void register(applicationId), registerAgainMs);
    }
  }

  return {
    ...(endpoint ? { hook: endpoint } : {}),
    start: () => {
      if (hasGateway) gateway.start();
      else void beginWithoutGateway();
    },
    ready: () => !isFatal && (hasGateway ? gateway.ready() : isKnown),
    async stop() {
      stopped = true;
      endpoint?.close();
      clearTimeout(registration);
      await gateway.stop();
      await serving?.stop();
      await Promise.allSettled(handling);
    },
  };
}
