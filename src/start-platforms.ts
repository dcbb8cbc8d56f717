import type { PlatformHook } from './bots/shared/platform-hook.ts';
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
export interface Bot {
  readonly hook?: PlatformHook;
  start(): void;
  ready(): boolean;
  stop(): Promise<void>;
}

/** One platform in this process. */
export interface PlatformParts {
  readonly channel: DeliveryChannel;
  /** Absent where its role does not run. */
  readonly bot?: Bot;
}

/** Builds a platform whose modules are loaded. */
export type PlatformKind = (deps: PlatformsDependencies) => PlatformParts;

/** The configured platforms, by name. */
export type PlatformKinds = ReadonlyMap<string, PlatformKind>;

/** Loads what the configured platforms need, and nothing of the others: their packages are most of what a start takes. */
export async function loadPlatforms(config: Config): Promise<PlatformKinds> {
  const kinds: [string, Promise<PlatformKind>][] = [];
  if (config.discord)
    kinds.push(['discord', import('./start-discord.ts').then((of) => of.loadDiscord(config))]);
  if (config.telegram)
    kinds.push(['telegram', import('./start-telegram.ts').then((of) => of.loadTelegram(config))]);
  return new Map(await Promise.all(kinds.map(async ([name, kind]) => [name, await kind] as const)));
}

/** Builds them; nothing connects before `start`. */
export function createPlatforms(kinds: PlatformKinds, deps: PlatformsDependencies): Platforms {
  const platforms = new Map([...kinds].map(([name, build]) => [name, build(deps)] as const));
  const bots = new Map([...platforms].flatMap(([name, { bot }]) => (bot ? [[name, bot] as const] : [])));
  return {
    channels: [...platforms.values()].map(({ channel }) => channel),
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
