import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWeb, type WebUnderTest } from '../bots/web/web-under-test.ts';
import { eventually } from '../support/eventually.ts';

describe('Slow and endless requests', () => {
  let web: WebUnderTest;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    web = await startWeb({ patience: { headersMs: 300, requestMs: 900, idleMs: 500, everyMs: 50 } });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await web.close();
  });

  /** A connection of a client that takes its time. */
  async function open(): Promise<{ socket: Socket; heard: () => string; closed: () => boolean }> {
    const socket = connect(web.port, '127.0.0.1');
    sockets.push(socket);
    let heard = '';
    let closed = false;
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => (closed = true));
    await once(socket, 'connect');
    return { socket, heard: () => heard, closed: () => closed };
  }

  function drip(socket: Socket, text: string): void {
    let at = 0;
    const timer = setInterval(() => {
      if (socket.destroyed) clearInterval(timer);
      else socket.write(text[at++ % text.length] ?? 'x');
    }, 50);
    socket.once('close', () => clearInterval(timer));
  }

  it('a header that never ends is cut off', async () => {
    const { socket, closed } = await open();

    socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-slow: ');
    drip(socket, 'a');

    await eventually(closed);
  });

  it('a body that drips is cut off with a sentence', async () => {
    const { socket, heard, closed } = await open();

    socket.write(
      'POST /api/generations HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"prompt":"',
    );
    drip(socket, 'a');

    await eventually(closed);
    expect(heard()).toMatch(/^(HTTP\/1\.1 408|$)/);
    expect(web.core.orders).toEqual([]);
  });

  it('hundreds of them keep nobody else from an answer', async () => {
    for (let count = 0; count < 300; count += 1) {
      const { socket } = await open();
      socket.write('POST /api/generations HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n');
    }

    expect((await web.send('/healthz')).status).toBe(200);
  });

  it.each([
    [
      'a header of 40 kB',
      `GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-big: ${'a'.repeat(40_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431/,
    ],
    [
      'a request line of 40 kB',
      `GET /${'a'.repeat(40_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
      /^HTTP\/1\.1 (431|414)/,
    ],
    [
      'two lengths',
      'POST /api/login HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    ['no host', 'GET /api/quota HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 40[03]/],
    [
      'two hosts',
      'GET /api/quota HTTP/1.1\r\nhost: localhost\r\nhost: evil.example\r\n\r\n',
      /^HTTP\/1\.1 (40[03]|200)/,
    ],
    [
      'a host with a line break',
      'GET /healthz HTTP/1.1\r\nhost: localhost\r\n evil\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    ['nonsense', '\u0000\u0001\u0002\r\n\r\n', /^HTTP\/1\.1 400/],
  ])('answers %s with a refusal', async (_, request, answer) => {
    const { socket, heard, closed } = await open();

    socket.write(request);

    await eventually(() => heard() !== '' || closed());
    expect(heard()).toMatch(answer);
    expect(heard()).not.toMatch(/node_modules|at .*\.ts/);
  });

  it.each([
    '/media/../../etc/passwd',
    '/media/%2e%2e/%2e%2e/etc/passwd',
    '/media/..%5c..%5csecret.key',
    '/assets/../secret.key',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fetc/passwd',
    '/%00',
    '//evil.example/',
  ])('serves nothing from outside its folders for %s', async (path) => {
    const { socket, heard } = await open();

    socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);

    await eventually(() => heard() !== '');
    expect(heard()).toMatch(/^HTTP\/1\.1 (400|403|404)/);
    expect(heard()).not.toMatch(/root:|"dependencies"/);
  });
});
