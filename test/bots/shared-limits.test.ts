import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDiscordRest } from '../../src/bots/discord/discord-rest.ts';
import { createTelegramApi } from '../../src/bots/telegram/telegram-api.ts';
import { silentLogger, type Logger } from '../../src/core/ports/logger.ts';
import { SharedBrakes } from '../fakes/shared-brakes.ts';
import { telegramFetch } from '../../src/telegram-fetch.ts';

/** What the next requests are answered with; then with success. */
const answers: { status: number; headers?: Record<string, string>; body: object }[] = [];
const requests: string[] = [];
let apiUrl = '';

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  request.resume();
  requests.push(`${request.method} ${request.url?.replace(/^\/v10|^\/bot1:x/, '')}`);
  const { status, headers, body } = answers.shift() ?? {
    status: 200,
    body: { ok: true, id: '1', result: { message_id: 1 } },
  };
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

let brakes: SharedBrakes;
beforeEach(() => {
  brakes = new SharedBrakes();
  answers.length = 0;
  requests.length = 0;
});

describe('the Discord clients of two processes', () => {
  const start = (logger: Logger = silentLogger) =>
    [1, 2].map(() => createDiscordRest({ token: 'x', apiUrl }, { brakes, logger })) as [
      ReturnType<typeof createDiscordRest>,
      ReturnType<typeof createDiscordRest>,
    ];
  const limited = (scope: 'user' | 'global' | 'shared', seconds = 30) => ({
    status: 429,
    headers: {
      ...{ 'retry-after': String(seconds), 'x-ratelimit-scope': scope, via: '1.1 google' },
      ...(scope === 'global'
        ? { 'x-ratelimit-global': 'true' }
        : {
            ...{ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-bucket': 'b' },
            'x-ratelimit-reset-after': String(seconds),
          }),
    },
    body: { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' },
  });

  it('leave a channel alone that one of them was told to leave alone, and no other', async () => {
    const [one, two] = start();
    answers.push(limited('user'));

    await expect(one.bot.post('/channels/11/messages')).rejects.toThrow();

    await expect(two.bot.post('/channels/11/messages')).rejects.toMatchObject({ timeToReset: 30_000 });
    await two.bot.post('/channels/12/messages');
    await two.bot.patch('/channels/11/messages/22');
    expect(requests).toEqual([
      'POST /channels/11/messages',
      'POST /channels/12/messages',
      'PATCH /channels/11/messages/22',
    ]);
    brakes.pass(30_000);
    await two.bot.post('/channels/11/messages');
    expect(requests).toHaveLength(4);
  });

  it.each([
    { name: 'a global limit', answer: limited('global') },
    { name: 'Cloudflare', answer: { status: 429, body: {} } },
  ])('both stop for $name, but still answer interactions', async ({ answer }) => {
    const [one, two] = start();
    answers.push(answer);

    await expect(one.bot.post('/channels/11/messages')).rejects.toThrow();

    await expect(two.bot.get('/users/@me')).rejects.toMatchObject({
      name: expect.stringContaining('RateLimit'),
    });
    await two.webhook.post('/interactions/1/token/callback', { auth: false });
    expect(requests).toHaveLength(2);
  });

  it('share fifty requests a second', () => {
    const [one, two] = start();
    expect(one.bot.options.globalRequestsPerSecond).toBe(50);

    brakes.processes(4);

    expect([one, two].map(({ bot }) => bot.options.globalRequestsPerSecond)).toEqual([12, 12]);
    expect(one.webhook.options.globalRequestsPerSecond).toBe(Number.POSITIVE_INFINITY);
  });

  it('count refusals together, without those of shared limits, and stop long before Discord bans them', async () => {
    const said: unknown[] = [];
    const [one, two] = start({ ...silentLogger, error: (fields) => void said.push(fields) });
    const refused = { status: 403, body: { message: 'Missing Access', code: 50_001 } };
    brakes.troubles.set('discord', 4_997);
    answers.push(refused, limited('shared', 0.02), { status: 200, body: { id: '1' } }, refused);

    await expect(one.bot.get('/channels/1')).rejects.toThrow();
    await two.bot.get('/channels/2');
    await expect(two.webhook.get('/webhooks/1/token', { auth: false })).rejects.toThrow();
    expect(brakes.troubles.get('discord')).toBe(4_999);
    expect(brakes.waitMs('discord')).toBe(0);
    answers.push(refused);
    await expect(two.bot.get('/channels/3')).rejects.toThrow();

    expect(brakes.waitMs('discord')).toBe(60_000);
    expect(said).toEqual([{ refused: 5_000, pausedMs: 60_000 }]);
    await expect(one.bot.get('/channels/4')).rejects.toMatchObject({ timeToReset: 60_000 });
  });
});

describe('the Telegram clients of two processes', () => {
  const start = () => {
    const config = { token: '1:x', apiUrl, brakes, fetch: telegramFetch() };
    return [createTelegramApi(config, 5_000), createTelegramApi(config, 5_000)] as const;
  };
  const limited = (seconds: number) => ({
    status: 429,
    body: {
      ...{ ok: false, error_code: 429, description: `Too Many Requests: retry after ${seconds}` },
      parameters: { retry_after: seconds },
    },
  });

  it('leave a chat alone that was too full for one of them, and no other', async () => {
    const [one, two] = start();
    answers.push(limited(20));

    await expect(one.sendMessage(-7, 'a')).rejects.toMatchObject({ error_code: 429 });

    await expect(two.editMessageText(-7, 5, 'b')).rejects.toMatchObject({
      ...{ error_code: 429, parameters: { retry_after: 20 } },
    });
    await two.sendMessage(8, 'c');
    await two.getChat(-7);
    expect(requests.map((request) => request.split('/')[1])).toEqual([
      'sendMessage',
      'sendMessage',
      'getChat',
    ]);
    brakes.pass(20_000);
    await two.sendMessage(-7, 'd');
    expect(requests).toHaveLength(4);
  });

  it('send in step, each its part of thirty a second, once several chats were too full', async () => {
    const [one, two] = start();
    brakes.processes(2);
    answers.push(limited(6), limited(6));

    await Promise.allSettled([one.sendMessage(1, 'a'), one.sendMessage(2, 'b')]);
    expect(brakes.waitMs('telegram:pace')).toBe(60_000);
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 18 }, (_, chat) => two.sendMessage(100 + chat, 'c')));

    // A second's worth, fifteen, goes at once; each further one waits for its fifteenth of a second.
    expect(performance.now() - startedAt).toBeGreaterThan((2 / 15) * 1_000);
    expect(requests).toHaveLength(20);
  });
});
