import { setTimeout as sleep } from 'node:timers/promises';
import { ManagedProcess } from './managed-process.ts';
import { dailyLimit, gatewayNames } from './plan.ts';
import type { RunFolder } from './run-folder.ts';
import { freePort } from './store-server.ts';

/** Limner as a cluster would run it: some processes that receive, some that work. */
export interface Cluster {
  readonly processes: readonly ManagedProcess[];
  readonly receivers: readonly ManagedProcess[];
  readonly workers: readonly ManagedProcess[];
  /** Where the HTTP API answers. */
  readonly addresses: readonly string[];
  readonly secretKey: string;
  pids(): readonly number[];
  byPid(pid: number): ManagedProcess | undefined;
  start(): void;
  /** Resolves when all of them can work. @throws Error after `timeoutMs` */
  ready(timeoutMs: number): Promise<void>;
  /** Ends all with SIGTERM; resolves to the names of those that had to be killed. */
  stop(): Promise<readonly string[]>;
  /** Starts all again in a world that is `ms` later. */
  startLater(ms: number, preload: string): void;
}

export interface ClusterOptions {
  readonly folder: RunFolder;
  readonly redisUrl: string;
  readonly receivers: number;
  readonly workers: number;
  /** Addresses and keys of the stand-ins. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onPids: (pids: readonly number[]) => void;
}

/** How long a task may take, milliseconds; shorter than `finishLate`, longer than anything else. */
const deadlineMs = 15_000;

export async function createCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder, environment, redisUrl, onPids } = options;
  const ports: number[] = [];
  while (ports.length < options.receivers) ports.push(await freePort());
  const addresses = ports.map((port) => `http://127.0.0.1:${port}`);
  const secretKey = 'chaos-secret-key-of-one-run-0123456789';
  const shared: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    REDIS_URL: redisUrl,
    DATA_DIR: folder.dataDir,
    SECRET_KEY: secretKey,
    PUBLIC_URL: addresses[0] ?? '',
    LOG_LEVEL: 'info',
    LIMIT_USER_DAILY_IMAGES: String(dailyLimit),
    SUBMIT_TIMEOUT_MS: '12000',
    PUT_ASIDE_MS: '2000',
    BREAKER_PROBE_MS: '1500',
    SHUTDOWN_GRACE_MS: '8000',
    ...Object.fromEntries(
      gatewayNames.flatMap((name) => [
        [`${name.toUpperCase()}_FIRST_LOOK_MS`, '150'],
        [`${name.toUpperCase()}_LOOK_MS`, '250'],
        [`${name.toUpperCase()}_DEADLINE_MS`, String(deadlineMs)],
      ]),
    ),
    ...environment,
  };
  const make = (name: string, roles: string, port: number): ManagedProcess =>
    new ManagedProcess({
      name,
      command: process.execPath,
      args: [folder.main],
      env: { ...shared, ROLES: roles, PORT: String(port) },
      folder: folder.path,
      restartMs: 1_000,
      onStarted: () => onPids(pids()),
    });
  const receivers = ports.map((port, index) => make(`receiver-${index + 1}`, 'discord,telegram,web', port));
  const workers = Array.from({ length: options.workers }, (_, index) =>
    make(`worker-${index + 1}`, 'worker', 0),
  );
  const processes = [...receivers, ...workers];
  const pids = (): number[] => processes.flatMap(({ pid }) => (pid === undefined ? [] : [pid]));

  return {
    ...{ processes, receivers, workers, addresses, secretKey, pids },
    byPid: (pid) => processes.find((one) => one.pid === pid),
    start: () => processes.forEach((one) => one.start()),
    async ready(timeoutMs) {
      const until = Date.now() + timeoutMs;
      for (const address of addresses) {
        // Only one of two receivers holds Telegram's poll at a time, so the store and the server are all that is asked.
        while (!(await answers(`${address}/healthz`))) {
          if (Date.now() > until) throw new Error('Limner did not become ready; its logs say why');
          await sleep(100);
        }
      }
    },
    async stop() {
      const ended = await Promise.all(
        processes.map(async (one) => ((await one.stop(20_000)) ? undefined : one.name)),
      );
      return ended.filter((name) => name !== undefined);
    },
    startLater(ms, preload) {
      for (const [index, one] of processes.entries()) {
        const isReceiver = index < receivers.length;
        one.start({
          ...shared,
          ROLES: isReceiver ? 'discord,telegram,web' : 'worker',
          PORT: String(isReceiver ? (ports[index] ?? 0) : 0),
          NODE_OPTIONS: `--import=${preload}`,
          CHAOS_LATER_MS: String(ms),
        });
      }
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
