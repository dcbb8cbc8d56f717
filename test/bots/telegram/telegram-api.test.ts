import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramApi } from '../../../src/bots/telegram/telegram-api.ts';
import { telegramFetch } from '../../../src/telegram-fetch.ts';

describe('the client of the Bot API', () => {
  let server: Server;
  let apiUrl: string;
  let uncaught: unknown[];
  const note = (error: unknown) => uncaught.push(error);

  beforeEach(async () => {
    uncaught = [];
    // Answers before it has read the upload, and closes: what a proxy does with a 413.
    server = createServer((request, response) => {
      const body = JSON.stringify({ ok: false, error_code: 413, description: 'Request Entity Too Large' });
      response.writeHead(413, { 'content-type': 'application/json', 'content-length': body.length });
      response.end(body);
      setTimeout(() => request.socket.destroy(), 0);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.on('uncaughtException', note);
  });

  afterEach(async () => {
    process.off('uncaughtException', note);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('survives a server that answers an upload early and closes the connection', async () => {
    const api = createTelegramApi({ token: '1:x', apiUrl, fetch: telegramFetch() }, 5_000);

    for (let upload = 0; upload < 100; upload += 1) {
      const sending = api.sendDocument(1, new InputFile(fileURLToPath(import.meta.url), 'x.bin'));
      await expect(sending).rejects.toThrow();
    }

    expect(uncaught).toEqual([]);
  });

  it('takes a base address with a slash at its end', async () => {
    const api = createTelegramApi({ token: '1:x', apiUrl: `${apiUrl}/`, fetch: telegramFetch() }, 5_000);

    await expect(api.getMe()).rejects.toMatchObject({ error_code: 413 });
  });
});
