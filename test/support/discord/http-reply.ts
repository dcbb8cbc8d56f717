import type { ServerResponse } from 'node:http';
import type { How } from './misbehaviour.ts';

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: { [name: string]: string } = {},
): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

/** Answers a planned refusal; the status sent, or undefined when this kind is not an answer. */
export function sendMisbehaviour(response: ServerResponse, how: How): number | undefined {
  switch (how.kind) {
    case 'rate-limited':
      sendRateLimit(response, how.retryAfterMs, how.scope ?? (how.global ? 'global' : 'user'));
      return 429;
    case 'banned':
      response
        .writeHead(429, { 'content-type': 'text/html', server: 'cloudflare' })
        .end('<html><head><title>Access denied</title></head><body>error code: 1015</body></html>');
      return 429;
    case 'status':
      if (how.code === undefined && how.message === undefined) {
        response
          .writeHead(how.status, { 'content-type': 'text/html' })
          .end('<html><body>upstream error</body></html>');
      } else {
        sendJson(response, how.status, { message: how.message ?? 'Error', code: how.code ?? 0 });
      }
      return how.status;
    default:
      return undefined;
  }
}

/** A 429 as Discord itself sends it. */
export function sendRateLimit(
  response: ServerResponse,
  retryAfterMs: number,
  scope: 'user' | 'global' | 'shared',
  bucket = 'standin',
): void {
  const seconds = retryAfterMs / 1000;
  const isGlobal = scope === 'global';
  sendJson(
    response,
    429,
    { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal },
    {
      'retry-after': String(Math.ceil(seconds)),
      via: '1.1 google',
      'x-ratelimit-scope': scope,
      ...(isGlobal
        ? { 'x-ratelimit-global': 'true' }
        : {
            'x-ratelimit-limit': '5',
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset': String((Date.now() + retryAfterMs) / 1000),
            'x-ratelimit-reset-after': String(seconds),
            'x-ratelimit-bucket': bucket,
          }),
    },
  );
}
