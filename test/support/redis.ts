import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A real redis-server of a test's own: Unix socket, no TCP, nothing on disk unless asked for. */
export interface TestRedis {
  readonly socketPath: string;
  /** A client of the test's own, for looking at what was stored. */
  readonly client: Redis;
  readonly process: ChildProcess;
  flush(): Promise<void>;
  /** Kills it; where it was started with `appendOnly`, `revive` brings it back with everything in it. */
  kill(): Promise<void>;
  revive(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestRedis(options: { appendOnly?: boolean } = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'limner-redis-'));
  const socketPath = join(folder, 'redis.sock');
  const persistence = options.appendOnly
    ? ['--appendonly', 'yes', '--appendfsync', 'always']
    : ['--appendonly', 'no'];
  const settings = ['--port', '0', '--unixsocket', socketPath, '--dir', folder, '--save', ''];
  const serve = (): ChildProcess =>
    spawn('redis-server', [...settings, '--maxmemory-policy', 'noeviction', ...persistence], {
      stdio: 'ignore',
    });
  let child = serve();
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const client = new Redis({
    path: socketPath,
    protocol: 2,
    retryStrategy: () => 20,
    maxRetriesPerRequest: null,
  });
  client.on('error', () => undefined);
  await client.ping();
  return {
    socketPath,
    client,
    get process() {
      return child;
    },
    flush: async () => {
      await client.flushall();
    },
    kill,
    revive: async () => {
      await kill();
      child = serve();
      await client.ping();
    },
    stop: async () => {
      client.disconnect();
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
