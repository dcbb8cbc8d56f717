import { REST, type RESTOptions } from '@discordjs/rest';
import type { Brakes } from '../../core/ports/brakes.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { longestWaitMs, withDiscordBrakes } from './discord-brakes.ts';
import { sendUpload, Upload } from './upload.ts';

export interface DiscordRestConfig {
  readonly token: string;
  /** Base of the API without version, such as `https://discord.com/api`. */
  readonly apiUrl: string;
}

/** What the processes of one bot share. Absent: this process is the only one. */
export interface SharedLimits {
  readonly brakes: Brakes;
  readonly logger: Logger;
}

/**
 * Two clients. `bot` carries the token and keeps to its 50 requests a second; `webhook` answers interactions, which
 * need no token and which Discord does not count, so a flood of answers never holds back the bot's own messages.
 */
export interface DiscordRest {
  readonly bot: REST;
  readonly webhook: REST;
}

/** Makes the clients. Neither repeats a request by itself: who asked decides whether a repetition can do harm. */
export function createDiscordRest(config: DiscordRestConfig, shared?: SharedLimits): DiscordRest {
  const sent = shared && withDiscordBrakes({ ...shared, send: makeRequest });
  const options: Partial<RESTOptions> = {
    api: config.apiUrl.replace(/\/+$/, ''),
    version: '10',
    // Counts from the first byte sent to the headers received, so an upload is in it.
    timeout: 60_000,
    // discord.js would repeat a POST at once, three times, without asking whether the first one arrived.
    retries: 0,
    // A 429 without Retry-After would otherwise be repeated in a hot loop, a long one hold up everything behind it.
    rejectOnRateLimit: ({ retryAfter, timeToReset }) => retryAfter === 0 || timeToReset > longestWaitMs,
    makeRequest,
  };
  const bot = new REST({ ...options, makeRequest: sent?.asBot ?? makeRequest }).setToken(config.token);
  shared?.brakes.share('discord', (part) => {
    bot.options.globalRequestsPerSecond = Math.max(1, Math.floor(requestsPerSecond * part));
  });
  const webhook = new REST({
    ...options,
    makeRequest: sent?.asWebhook ?? makeRequest,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
  });
  return { bot, webhook };
}

/**
 * Sends with Node's own fetch, and files by a way that holds less of them. The default is discord.js' own copy of undici, which shares one connection pool per
 * process with every other copy and version; where another one came first, it fails on forms.
 */
export const makeRequest: RESTOptions['makeRequest'] = (url, init) => {
  const { method = 'GET', headers = {}, body = null, signal = null } = init;
  const given: unknown = body;
  if (given instanceof Upload) {
    return sendUpload(url, { method, headers: Object.fromEntries(new Headers(headers)), signal }, given);
  }
  return fetch(url, { method, headers, body, signal });
};

/** What Discord allows a bot, over all of its processes. */
const requestsPerSecond = 50;
