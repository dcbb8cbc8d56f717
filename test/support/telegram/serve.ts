import { TelegramStandin } from './telegram-standin.ts';
import type { TelegramStandinOptions } from './telegram-standin.ts';

export interface RunningTelegramStandin {
  readonly standin: TelegramStandin;
  readonly apiUrl: string;
  readonly token: string;
  /** What a Limner process needs to use it. */
  readonly environment: Readonly<Record<'TELEGRAM_TOKEN' | 'TELEGRAM_API_URL', string>>;
  readonly stop: () => Promise<void>;
}

/** Starts a Telegram stand-in on loopback. */
export async function startTelegramStandin(
  options: TelegramStandinOptions = {},
): Promise<RunningTelegramStandin> {
  const standin = new TelegramStandin(options);
  const { apiUrl, token } = await standin.start();
  return {
    standin,
    apiUrl,
    token,
    environment: { TELEGRAM_TOKEN: token, TELEGRAM_API_URL: apiUrl },
    stop: () => standin.stop(),
  };
}
