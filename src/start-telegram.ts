import { createTelegramDelivery } from './bots/telegram/telegram-delivery.ts';
import { TelegramWebhook } from './bots/telegram/telegram-webhook.ts';
import type { Config } from './config.ts';
import type { PlatformKind } from './start-platforms.ts';
import { telegramFetch } from './telegram-fetch.ts';

/** Telegram in this process: what delivers, and what receives where its role runs. */
export async function loadTelegram(config: Config): Promise<PlatformKind> {
  const receiving = config.roles.includes('telegram')
    ? await import('./bots/telegram/telegram-bot.ts')
    : undefined;
  return ({ core, logger, secretKey, brakes, providerTitle }) => {
    const { telegram } = config;
    if (!telegram) throw new Error('Telegram is not configured');
    const shared = {
      config: { ...telegram, brakes, fetch: telegramFetch() },
      logger,
      now: Date.now,
      providerTitle,
    };
    const channel = createTelegramDelivery(shared);
    if (!receiving) return { channel };
    const { publicUrl } = config.http;
    const webhook =
      telegram.receive === 'webhook' && publicUrl !== undefined
        ? new TelegramWebhook({ publicUrl, secretKey }, logger)
        : undefined;
    const bot = receiving.createTelegramBot({
      ...{ ...shared, core, avatars: config.avatars },
      ...(webhook ? { webhook } : {}),
    });
    return { channel, bot };
  };
}
