import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimitError, type RESTOptions } from '@discordjs/rest';
import type { Brakes } from '../../core/ports/brakes.ts';
import type { Logger } from '../../core/ports/logger.ts';

type MakeRequest = RESTOptions['makeRequest'];

export interface DiscordBrakesDependencies {
  readonly brakes: Brakes;
  readonly logger: Logger;
  readonly send: MakeRequest;
}

/** Waits shorter than this are slept through; longer ones are given back to whoever asked. */
export const longestWaitMs = 5_000;
/** Discord bans an address for an hour after 10,000 requests in ten minutes that it refused; half of them is enough. */
const mostRefused = 5_000;
const refusedWindowMs = 10 * 60_000;
/** Without a word of how long: Cloudflare's, which is not to be asked again soon. */
const unsaidMs = 15_000;

export interface BrakedRequests {
  /** A route, or everything, that Discord closed to one process of this bot is closed to all. */
  readonly asBot: MakeRequest;
  /** Answers to interactions, which no limit of the bot holds up. */
  readonly asWebhook: MakeRequest;
}

/** Sends what the other processes of this bot leave room for. Requests that were refused are counted together. */
export function withDiscordBrakes({ brakes, logger, send }: DiscordBrakesDependencies): BrakedRequests {
  const countRefused = async (): Promise<void> => {
    const { count, leftMs } = await brakes.countTrouble('discord', refusedWindowMs);
    if (count < mostRefused) return;
    if (brakes.waitMs(everything) < leftMs) {
      logger.error(
        { refused: count, pausedMs: leftMs },
        'Discord refused so many requests that it is left alone before it bans this address. See to the token and the rights of the bot',
      );
    }
    brakes.hold(everything, leftMs);
  };

  const noteRefused = ({ status, headers }: Awaited<ReturnType<MakeRequest>>): void => {
    const isInvalid = status === 401 || status === 403 || status === 429;
    if (!isInvalid || headers.get('x-ratelimit-scope') === 'shared') return;
    countRefused().catch((error: unknown) => logger.debug({ error }, 'A refusal was not counted'));
  };

  const asBot: MakeRequest = async (url, init) => {
    const route = routeOf(url, init.method ?? 'GET');
    const waitMs = Math.max(brakes.waitMs(everything), brakes.waitMs(route));
    if (waitMs > longestWaitMs) throw tooMany(url, init.method ?? 'GET', waitMs);
    if (waitMs > 0) await sleep(waitMs, undefined, { ...(init.signal ? { signal: init.signal } : {}) });
    const answer = await send(url, init);
    if (answer.status === 429) {
      const seconds = Number(answer.headers.get('retry-after') ?? '');
      // Cloudflare, which closes everything, knows no scopes.
      const scope = answer.headers.get('x-ratelimit-scope') ?? 'global';
      brakes.hold(scope === 'global' ? everything : route, seconds > 0 ? seconds * 1_000 : unsaidMs);
    }
    noteRefused(answer);
    return answer;
  };

  const asWebhook: MakeRequest = async (url, init) => {
    const answer = await send(url, init);
    noteRefused(answer);
    return answer;
  };
  return { asBot, asWebhook };
}

const everything = 'discord';

/** Discord counts by the channel, server or webhook and by what is done there, not by the message. */
function routeOf(url: string, method: string): string {
  const [path = ''] = url.replace(/^.*?\/v\d+(?=\/)/, '').split('?');
  const [first = '', major = '', ...rest] = path.split('/').filter(Boolean);
  const last = rest.map((part) => (/^\d+$/.test(part) ? ':id' : part)).join('/');
  return `discord:${method}:${first}/${major}/${last}`;
}

function tooMany(url: string, method: string, waitMs: number): RateLimitError {
  return new RateLimitError({
    ...{ timeToReset: waitMs, retryAfter: waitMs, sublimitTimeout: 0, limit: 0, global: false },
    ...{ method, url: '', hash: '', route: routeOf(url, method), majorParameter: '', scope: 'user' as const },
  });
}
