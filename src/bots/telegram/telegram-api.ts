import { Api, type ApiClientOptions } from 'grammy';
import type { Brakes } from '../../core/ports/brakes.ts';
import { telegramBrakes } from './telegram-brakes.ts';

/** What calls are sent with. */
export type ApiFetch = NonNullable<ApiClientOptions['fetch']>;

export interface TelegramApiConfig {
  readonly token: string;
  /** Base of the Bot API without a slash at the end, such as `https://api.telegram.org`. */
  readonly apiUrl: string;
  readonly fetch: ApiFetch;
  /** What the processes of one bot share. Absent: this process is the only one. */
  readonly brakes?: Brakes;
}

/** The signal type that grammY's methods are declared with; a native one is what they work with. */
export type TelegramSignal = NonNullable<Parameters<Api['getMe']>[0]>;

/**
 * A client of the Bot API. It never repeats a call by itself: Telegram has no idempotency key, so each caller decides
 * whether its call may be made twice.
 */
export function createTelegramApi(config: TelegramApiConfig, timeoutMs: number): Api {
  const apiRoot = config.apiUrl.replace(/\/+$/, '');
  const api = new Api(config.token, {
    apiRoot,
    timeoutSeconds: Math.ceil(timeoutMs / 1000),
    fetch: config.fetch,
  });
  if (config.brakes) api.config.use(telegramBrakes(config.brakes));
  return api;
}

export function asTelegramSignal(signal: AbortSignal): TelegramSignal {
  // Declared by a polyfill's types; at run time only `aborted` and the event are used.
  return signal as unknown as TelegramSignal;
}
