import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installAdvice } from './install-advice.ts';
import { LocalRedisError } from './local-redis-error.ts';
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity.ts';

/** Programs that can be the store, in the order in which they are tried. */
export const storePrograms = ['redis-server', 'valkey-server'] as const;

const MAX_LOG_BYTES = 5_000_000;

/** What must hold on a server that runs already, too. */
export const durableSettings = {
  appendonly: 'yes',
  // Measured: 0.4 ms a write, and nothing is lost to SIGKILL. A lost "submitting" would be a second purchase.
  appendfsync: 'always',
  'maxmemory-policy': 'noeviction',
} as const;

export interface RedisExit {
  readonly exitCode?: number;
  readonly signal?: string;
}

export interface RedisProcess {
  readonly identity: ProcessIdentity;
  /** Fulfilled once it is gone, whatever ended it. How it ended is known of our own children only. */
  readonly exited: Promise<RedisExit>;
}

/** Starts the first program of `binaries` that exists, in a process group of its own: Ctrl-C is for us alone. */
export async function spawnRedis(
  binaries: readonly string[],
  folder: string,
  socketPath: string,
): Promise<RedisProcess> {
  const log = openLog(folder);
  try {
    for (const binary of binaries) {
      const child = spawn(binary, redisArguments(folder, socketPath), {
        cwd: folder,
        detached: true,
        stdio: ['ignore', log, log],
      });
      const process = await started(child);
      if (process) return process;
    }
  } finally {
    closeSync(log);
  }
  throw new LocalRedisError(installAdvice());
}

/** A server that an earlier process left running. */
export function watchRedis(identity: ProcessIdentity, socketPath: string): RedisProcess {
  return { identity, exited: waitForEnd(identity, socketPath) };
}

/** Lets the server write what it has and end; kills it when it does not within `graceMs`. */
export async function endProcess(identity: ProcessIdentity, graceMs: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isAlive(identity)) return;
    sendSignal(identity.pid, signal);
    const deadline = performance.now() + graceMs;
    while (isAlive(identity) && performance.now() < deadline) await sleep(20);
  }
}

/** Opened for appending: Limner finds in it why a server did not start. */
function openLog(folder: string): number {
  const path = join(folder, 'redis.log');
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_LOG_BYTES) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function redisArguments(folder: string, socketPath: string): string[] {
  const settings = {
    ...durableSettings,
    port: '0',
    unixsocket: socketPath,
    unixsocketperm: '700',
    dir: folder,
    // No snapshots: the append-only file holds everything, and a fork for a snapshot doubles the memory.
    save: '',
    'aof-load-truncated': 'yes',
    daemonize: 'no',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/** Undefined when there is no such program. */
async function started(child: ChildProcess): Promise<RedisProcess | undefined> {
  const exited = once(child, 'exit').then(([exitCode, signal]: (number | string | null)[]) => ({
    ...(typeof exitCode === 'number' && { exitCode }),
    ...(typeof signal === 'string' && { signal }),
  }));
  // "error" rejects this promise too; it is awaited by nobody then.
  exited.catch(() => {});
  if (child.pid !== undefined) {
    child.on('error', () => {});
    child.unref();
    // It may have ended already; then its log tells why, as it does of one that ends a moment later.
    return { identity: identifyProcess(child.pid) ?? { pid: child.pid, startedAs: 'ended' }, exited };
  }

  try {
    await once(child, 'spawn');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new LocalRedisError(`${child.spawnfile} cannot be run. Check its permissions, or set REDIS_URL.`, {
      cause: error,
    });
  }
  throw new Error(`${child.spawnfile} was started without a process id`);
}

async function waitForEnd(identity: ProcessIdentity, socketPath: string): Promise<RedisExit> {
  while (isAlive(identity)) {
    // A connection that breaks tells of the end at once; asking the system again and again is only the fallback.
    const connection = connect(socketPath);
    connection.unref();
    await new Promise((resolve) => connection.once('close', resolve).once('error', () => {}));
    await sleep(50, undefined, { ref: false });
  }
  return {};
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
