import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreUnreachable, whenReady } from '../../src/core/storage/connection.ts';
import { connectLater, openConnections } from '../../src/core/storage/open-connections.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { runLimner } from './support/limner-process.ts';

describe('A store that cannot be used at the start', () => {
  let redis: TestRedis;
  const clients: Redis[] = [];

  beforeAll(async () => {
    redis = await startTestRedis();
    await redis.client.config('SET', 'requirepass', 'a-password-of-the-store');
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await redis.stop();
  });

  function client(path: string | number): Redis {
    const place = typeof path === 'string' ? { path } : { port: path };
    const one = new Redis({ ...place, protocol: 2, retryStrategy: () => 20 });
    one.on('error', () => undefined);
    clients.push(one);
    return one;
  }

  /** A client whose connection was taken, however long that took. */
  async function connected(port: number): Promise<Redis> {
    const one = client(port);
    await once(one, 'connect');
    return one;
  }

  it('is named in one sentence, and the program ends', async () => {
    const child = runLimner({ REDIS_URL: redis.socketPath, DATA_DIR: join(tmpdir(), 'limner-never-made') });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));

    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said).toBe('The store refuses the user or password of REDIS_URL. Correct them and start again.\n');
  }, 60_000);

  it('is given up at once where it refuses the password, and soon where nobody answers', async () => {
    const refused = await whenReady(client(redis.socketPath), 60_000).catch((error: unknown) => error);
    const absent = await whenReady(client('/nowhere/redis.sock'), 50).catch((error: unknown) => error);

    expect([refused, absent].map((error) => error instanceof StoreUnreachable)).toEqual([true, true]);
    expect(refused).toMatchObject({ cause: { message: expect.stringMatching(/NOAUTH/) as string } });
    expect(absent).toMatchObject({ cause: { code: 'ENOENT' } });
  });

  it('is left alone until it is open, whatever is asked of it before', async () => {
    let callers = 0;
    const server = createServer((socket) => {
      callers += 1;
      answerInfo(socket, () => 'redis_version:7.0.0');
    }).listen(`${redis.socketPath}.later`);
    await once(server, 'listening');
    const later = connectLater({ socketPath: `${redis.socketPath}.later` }, 'front', silentLogger);
    clients.push(later);

    const early = await Promise.allSettled([later.get('a'), later.multi().get('a').get('b').exec()]);
    expect(early.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect([later.status, callers]).toEqual(['wait', 0]);

    await openConnections([later], silentLogger);
    expect([later.status, callers]).toEqual(['ready', 1]);
    later.disconnect();
    server.close();
  });

  it('is waited for longer, and that is said, while it reads its file', async () => {
    let isLoading = true;
    const server = createServer((socket) => {
      answerInfo(socket, () => (isLoading ? 'loading:1\r\nloading_eta_seconds:0.02' : 'redis_version:7.0.0'));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const stopLoading = (): void => void (isLoading = false);

    await whenReady(await connected(port), 50, { timeoutMs: 10_000, onLoading: stopLoading });
    expect(isLoading).toBe(false);

    isLoading = true;
    const endless = whenReady(await connected(port), 50, { timeoutMs: 50, onLoading: () => undefined });
    await expect(endless).rejects.toThrow(StoreUnreachable);
    for (const one of clients) one.disconnect();
    server.close();
  });
});

/** A store that answers every command with its state. */
function answerInfo(socket: Socket, info: () => string): void {
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    const commands = chunk.toString().match(/^\*/gm) ?? [];
    socket.write(`$${info().length}\r\n${info()}\r\n`.repeat(commands.length));
  });
}
