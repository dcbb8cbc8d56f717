import { createDiscordDelivery } from './bots/discord/discord-delivery.ts';
import { createDiscordRest } from './bots/discord/discord-rest.ts';
import type { Config } from './config.ts';
import type { PlatformKind } from './start-platforms.ts';

/** Discord in this process: what delivers, and what receives where its role runs. */
export async function loadDiscord(config: Config): Promise<PlatformKind> {
  const receiving = config.roles.includes('discord')
    ? await import('./bots/discord/discord-bot.ts')
    : undefined;
  return ({ core, logger, brakes, providerTitle }) => {
    const { discord } = config;
    if (!discord) throw new Error('Discord is not configured');
    const rest = createDiscordRest(discord, { brakes, logger });
    const channel = createDiscordDelivery({ config: discord, logger, now: Date.now, providerTitle, rest });
    if (!receiving) return { channel };
    const bot = receiving.createDiscordBot({
      config: { ...discord, publicUrl: config.http.publicUrl, avatars: config.avatars },
      ...{ core, logger, providerTitle, rest },
      now: Date.now,
      onFatal: (message) => process.stderr.write(`${message}\n`),
    });
    return { channel, bot };
  };
}
