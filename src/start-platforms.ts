import { createDiscordBot } from './bots/discord/discord-bot.ts';
import { createDiscordDelivery } from './bots/discord/discord-delivery.ts';
import { createDiscordRest } from './bots/discord/discord-rest.ts';
import type { PlatformHook } from './bots/shared/platform-hook.ts';
import { createTelegramBot } from './bots/telegram/telegram-bot.ts';
import { createTelegramDelivery } from './bots/telegram/telegram-delivery.ts';
import { TelegramWebhook } from './bots/telegram/telegram-webhook.ts';
import type { Config } from './config.ts';
import type { Core } from './core/core.ts';
import type { Brakes } from './core/ports/brakes.ts';
import type { DeliveryChannel } from './core/ports/delivery-channel.ts';
import type { Logger } from './core/ports/logger.ts';

export interface PlatformsDependencies {
  readonly config: Config;
  readonly core: Core;
  readonly logger: Logger;
  /** What words that platforms repeat to us are derived from. */
  readonly secretKey: string;
  readonly brakes: Brakes;
  /** What users read for a gateway's id. */
  readonly providerTitle: (id: string) => string;
}

/** The chat platforms of this process: a channel for each token, a receiving bot for each role. */
export interface Platforms {
  readonly channels: readonly DeliveryChannel[];
  /** What platforms deliver over HTTP. */
  readonly hooks: readonly PlatformHook[];
  /** Begins to connect. */
  start(): void;
  /** Names of platforms whose role runs here and that are not connected. */
  missing(): readonly string[];
  stop(): Promise<void>;
}

/** A receiving side, of whatever platform. */
interface Bot {
  readonly hook?: PlatformHook;
  start(): void;
  ready(): boolean;
  stop(): Promise<void>;
}

/** Builds them; nothing connects before `start`. */
export function createPlatforms(deps: PlatformsDependencies): Platforms {
  const channels: DeliveryChannel[] = [];
  const bots = new Map<string, Bot>();
  addDiscord(deps, channels, bots);
  addTelegram(deps, channels, bots);
  return {
    channels,
    hooks: [...bots.values()].flatMap(({ hook }) => (hook ? [hook] : [])),
    start: () => {
      for (const bot of bots.values()) bot.start();
    },
    missing: () => [...bots].filter(([, bot]) => !bot.ready()).map(([name]) => name),
    stop: async () => {
      await Promise.all([...bots.values()].map((bot) => bot.stop()));
    },
  };
}

function addDiscord(deps: PlatformsDependencies, channels: DeliveryChannel[], bots: Map<string, Bot>): void {
  const { config, core, logger, brakes, providerTitle } = deps;
  if (!config.discord) return;
  const { publicUrl } = config.http;
  const rest = createDiscordRest(config.discord, { brakes, logger });
  channels.push(
    createDiscordDelivery({ config: config.discord, logger, now: Date.now, providerTitle, rest }),
  );
  if (!config.roles.includes('discord')) return;
  const bot = createDiscordBot({
    config: { ...config.discord, publicUrl, avatars: config.avatars },
    ...{ core, logger, providerTitle, rest },
    now: Date.now,
    onFatal: (message) => process.stderr.write(`${message}\n`),
  });
  bots.set('discord', bot);
}

function addTelegram(deps: PlatformsDependencies, channels: DeliveryChannel[], bots: Map<string, Bot>): void {
  const { config, core, logger, brakes, providerTitle } = deps;
  if (!config.telegram) return;
  const shared = { config: { ...config.telegram, brakes }, logger, now: Date.now, providerTitle };
  channels.push(createTelegramDelivery(shared));
  if (!config.roles.includes('telegram')) return;
  const { publicUrl } = config.http;
  const webhook =
    config.telegram.receive === 'webhook' && publicUrl !== undefined
      ? new TelegramWebhook({ publicUrl, secretKey: deps.secretKey }, logger)
      : undefined;
  bots.set(
    'telegram',
    createTelegramBot({ ...shared, core, avatars: config.avatars, ...(webhook ? { webhook } : {}) }),
  );
}
