import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { ManagedProcess } from './managed-process.ts';

/** A real redis-server with an append-only file, that can be killed, stopped and continued. */
export interface StoreServer {
  readonly url: string;
  readonly process: ManagedProcess;
  /** A client of our own, which waits for the server to come back. */
  readonly client: Redis;
  stop(): Promise<void>;
}

/** A port of the loopback address that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function startStore(folder: string): Promise<StoreServer> {
  const port = await freePort();
  const data = join(folder, 'redis');
  mkdirSync(data, { recursive: true });
  const server = new ManagedProcess({
    name: 'redis',
    command: 'redis-server',
    // prettier-ignore
    args: [
      '--port', String(port), '--bind', '127.0.0.1', '--dir', data, '--save', '', '--appendonly', 'yes',
      '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--protected-mode', 'yes',
    ],
    env: { PATH: process.env['PATH'] ?? '' },
    folder,
    restartMs: 500,
  });
  server.start();
  const client = new Redis({
    host: '127.0.0.1',
    port,
    protocol: 2,
    retryStrategy: () => 100,
    maxRetriesPerRequest: null,
  });
  client.on('error', () => undefined);
  await client.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    process: server,
    client,
    stop: async () => {
      client.disconnect();
      await server.stop(5_000);
    },
  };
}
