import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { request } from 'undici';
import { cpuSeconds, startCommand } from './processes.ts';
import type { Child } from './processes.ts';

/** The program as it is shipped, built into this folder by `bench/run.ts`; BENCH_PROGRAM names another build to compare. */
export const program =
  process.env['BENCH_PROGRAM'] ?? fileURLToPath(new URL('../dist/main.js', import.meta.url));

export interface RunningLimner extends Child {
  readonly url: string;
  readonly dataDir: string;
  /** The process of its own store. */
  readonly storePid: number;
  readonly redis: Redis;
  /** CPU of the program and of its store so far, seconds. */
  cpu(): { node: number; store: number };
}

export interface LimnerOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Pins the program to a core. */
  readonly core?: number;
  readonly nodeFlags?: readonly string[];
  /** Another build of the program. */
  readonly program?: string;
  /** A folder that was prepared; it is left alone at the end. */
  readonly dataDir?: string;
  /** Shares this store instead of having one of its own. */
  readonly store?: { readonly url: string; readonly pid: number };
}

/** What every scenario sets: no limits that would stop a load, no waiting for advice. */
export const loadEnvironment = {
  LOG_LEVEL: 'warn',
  ALLOW_PRIVATE_HOSTS: '127.0.0.1',
  LIMIT_USER_DAILY_IMAGES: '1000000',
  LIMIT_USER_CONCURRENT: '1000',
  LIMIT_USER_QUEUED: '100000',
} as const;

/** Starts the built program and waits until it is ready. */
export async function startLimner(options: LimnerOptions): Promise<RunningLimner> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'limner-bench-')));
  const port = await freePort();
  const child = startCommand(['node', ...(options.nodeFlags ?? []), options.program ?? program], {
    env: {
      PATH: process.env['PATH'],
      HOME: dataDir,
      DATA_DIR: dataDir,
      PORT: String(port),
      NODE_ENV: 'production',
      ...options.env,
      ...(options.store ? { REDIS_URL: options.store.url } : {}),
    },
    cwd: dataDir,
    ...(options.core === undefined ? {} : { core: options.core }),
  });
  const url = `http://127.0.0.1:${port}`;
  await whenReady(url, child);
  const own = options.store ? undefined : storeOf(dataDir);
  const storePid = options.store?.pid ?? own?.pid ?? 0;
  const redis = options.store
    ? new Redis(options.store.url, { protocol: 2 })
    : new Redis({ path: own?.socketPath ?? '', protocol: 2 });
  redis.on('error', () => undefined);
  return {
    ...child,
    ...{ url, dataDir, storePid, redis },
    cpu: () => ({ node: cpuSeconds(child.pid), store: cpuSeconds(storePid) }),
    stop: async () => {
      redis.disconnect();
      await child.stop();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function whenReady(url: string, child: Child): Promise<void> {
  for (;;) {
    if (child.process.exitCode !== null) throw new Error('The program ended before it was ready');
    const status = await request(`${url}/readyz`).then(
      async ({ statusCode, body }) => {
        await body.dump();
        return statusCode;
      },
      () => 0,
    );
    if (status === 200) return;
    await sleep(10);
  }
}

function storeOf(dataDir: string): { pid: number; socketPath: string } {
  return JSON.parse(readFileSync(join(dataDir, 'redis', 'process.json'), 'utf8')) as {
    pid: number;
    socketPath: string;
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
