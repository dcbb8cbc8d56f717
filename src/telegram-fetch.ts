import type { Readable } from 'node:stream';
import { Agent, request, type Dispatcher } from 'undici';
import type { ApiFetch } from './bots/telegram/telegram-api.ts';

/** What grammY sets of a request, and what it reads of the answer. */
interface ApiRequest {
  readonly method?: Dispatcher.HttpMethod;
  readonly headers?: Record<string, string>;
  readonly body?: string | Readable;
  readonly signal?: AbortSignal;
}

/** How long a connection that nobody uses is kept, where the server does not say, milliseconds. */
const keepAliveTimeout = 10_000;

/**
 * Calls of the Bot API over undici's `request`: node-fetch, which grammY brings, costs three times as much CPU a call. An
 * answer is JSON whatever its status says. grammY keeps the time.
 *
 * @throws what undici throws; the code is the system's where no connection came about
 */
export function telegramFetch(): ApiFetch {
  const dispatcher = new Agent({ keepAliveTimeout, headersTimeout: 0, bodyTimeout: 0 });
  const call = async (url: string, { method = 'GET', headers, body, signal }: ApiRequest) => {
    const { body: answer } = await request(url, {
      ...{ dispatcher, method, body: body ?? null },
      ...(headers ? { headers } : {}),
      ...(signal ? { signal } : {}),
    });
    return { json: () => answer.json() };
  };
  // Of the much larger type of `fetch`, grammY uses this.
  return call as unknown as ApiFetch;
}
