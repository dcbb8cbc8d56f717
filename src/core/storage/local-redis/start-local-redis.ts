import { once } from 'node:events';
import { existsSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../ports/logger.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { LocalRedisError } from './local-redis-error.ts';
import { identifyProcess, isAlive } from './process-identity.ts';
import {
  durableSettings,
  endProcess,
  type RedisExit,
  type RedisProcess,
  spawnRedis,
  storePrograms,
  watchRedis,
} from './redis-process.ts';
import { readRecord, removeRecord, writeRecord } from './running-record.ts';
import { prepareSocketPath } from './runtime-dir.ts';
import { droppedTail, logEnd, readLog, startFailure } from './start-failure.ts';

export interface LocalRedisOptions {
  /** `DATA_DIR`; made where it is missing. The store keeps its files in the folder `redis` under it. */
  readonly dataDir: string;
  /** Folder of the socket; by default a short one under the system's folder for temporary files. */
  readonly runtimeDir?: string;
  readonly logger: Logger;
  /** Told where the server will answer as soon as that is settled; it may have to read its file before. */
  readonly onSocket?: (socketPath: string) => void;
  /** Program to run; by default the first of redis-server and valkey-server that exists. */
  readonly binary?: string;
  /** Told each time the server ended without being asked to; it is started again in any case. */
  readonly onExit?: (exit: RedisExit) => void;
  /** First wait before a restart (100 ms); doubles up to `maxRestartDelayMs` (5,000). */
  readonly restartDelayMs?: number;
  readonly maxRestartDelayMs?: number;
  /** How long a server may go silent, at a start or a stop, before it is killed (10,000). */
  readonly graceMs?: number;
}

export interface LocalRedis {
  /** What ioredis connects to: the path of the socket. The same through every restart. */
  readonly url: string;
  /** True when an earlier process had left it running. */
  readonly adopted: boolean;
  /** Process id of the server of this moment. */
  pid(): number;
  /** Ends the server and gives `dataDir` free. To be called last of all; a second call waits for the first. */
  stop(): Promise<void>;
}

/**
 * Runs a Redis (or Valkey) server as a child process, on a Unix socket and with every write on disk before it is
 * answered. Restarts it when it dies, and adopts the one that a killed process left behind.
 * Throws a `LocalRedisError` whose message is for the operator, and a `DataDirLockedError` when another live process
 * has a store under the same `dataDir`.
 */
export async function startLocalRedis(options: LocalRedisOptions): Promise<LocalRedis> {
  const dataDir = resolve(options.dataDir);
  const folder = join(dataDir, 'redis');
  makeFolder(folder);
  const lock = await lockDataDir(dataDir);
  try {
    const keeper = new RedisKeeper(options, folder, prepareSocketPath(dataDir, options.runtimeDir));
    await keeper.start();
    let stopped: Promise<void> | undefined;
    return {
      url: keeper.socketPath,
      adopted: keeper.adopted,
      pid: () => keeper.pid,
      stop: () => (stopped ??= keeper.stop().finally(() => lock.release())),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new LocalRedisError(
      `DATA_DIR cannot be used: ${folder} cannot be made. Choose a folder that this user may write.`,
      {
        cause: error,
      },
    );
  }
}

/** Loaded once a server was started: it reads its file meanwhile. */
const redisClient = () => import('./redis-client.ts');

/** Keeps one server running on one folder until it is told to stop. */
class RedisKeeper {
  socketPath: string;
  adopted = false;
  readonly #options: LocalRedisOptions;
  readonly #folder: string;
  readonly #graceMs: number;
  readonly #stopping = new AbortController();
  #process: RedisProcess | undefined;
  #keeping: Promise<void> | undefined;

  constructor(options: LocalRedisOptions, folder: string, socketPath: string) {
    this.#options = options;
    this.#folder = folder;
    this.#graceMs = options.graceMs ?? 10_000;
    this.socketPath = socketPath;
  }

  get pid(): number {
    return this.#process?.identity.pid ?? 0;
  }

  async start(): Promise<void> {
    const adopted = await this.#adopt();
    this.adopted = adopted !== undefined;
    this.#options.onSocket?.(this.socketPath);
    try {
      this.#process = adopted ?? (await this.#launch());
    } catch (error) {
      this.#removeTraces();
      throw error;
    }
    this.#keeping = this.#keep(this.#process);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#process) await endProcess(this.#process.identity, this.#graceMs);
    await this.#keeping;
    this.#removeTraces();
    this.#options.logger.info({}, 'Store stopped');
  }

  #removeTraces(): void {
    removeRecord(this.#folder);
    // A server that was killed leaves its socket.
    rmSync(this.socketPath, { force: true });
    if (this.#options.runtimeDir === undefined) removeIfEmpty(dirname(this.socketPath));
  }

  async #keep(first: RedisProcess): Promise<void> {
    let process = first;
    let delayMs = this.#options.restartDelayMs ?? 100;
    const stopped = once(this.#stopping.signal, 'abort').then(() => undefined);
    for (;;) {
      const startedAt = performance.now();
      const exit = await Promise.race([process.exited, stopped]);
      if (!exit || this.#stopping.signal.aborted) return;
      // One that lived for a while did not die of its start: the next try need not wait.
      if (performance.now() - startedAt > 60_000) delayMs = this.#options.restartDelayMs ?? 100;
      this.#options.logger.error(
        { ...exit, restartInMs: delayMs },
        'Store ended by itself, starting it again',
      );
      this.#options.onExit?.(exit);

      let next: RedisProcess | undefined;
      while (!next) {
        if (!(await this.#pause(delayMs))) return;
        delayMs = Math.min(delayMs * 2, this.#options.maxRestartDelayMs ?? 5000);
        next = await this.#relaunch(delayMs);
        if (this.#stopping.signal.aborted) return;
      }
      process = this.#process = next;
    }
  }

  async #relaunch(nextDelayMs: number): Promise<RedisProcess | undefined> {
    try {
      const process = await this.#launch();
      this.#options.logger.info({ pid: process.identity.pid }, 'Store is back');
      return process;
    } catch (error) {
      if (this.#stopping.signal.aborted) return undefined;
      this.#options.logger.error({ error, retryInMs: nextDelayMs }, 'Store could not be started again');
      return undefined;
    }
  }

  /** False when the stop came first. */
  async #pause(delayMs: number): Promise<boolean> {
    await sleep(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
    return !this.#stopping.signal.aborted;
  }

  async #launch(): Promise<RedisProcess> {
    const { logger, binary } = this.#options;
    // Folders for temporary files are swept now and then.
    mkdirSync(dirname(this.socketPath), { recursive: true, mode: 0o700 });
    const logFrom = logEnd(this.#folder);
    const binaries = binary === undefined ? storePrograms : [binary];
    const process = await spawnRedis(binaries, this.#folder, this.socketPath);
    // Written before anything else: should we be killed now, the next process finds the server by it.
    writeRecord(this.#folder, { ...process.identity, socketPath: this.socketPath });

    if (!(await this.#answers(process))) {
      await endProcess(process.identity, this.#graceMs);
      throw startFailure(readLog(this.#folder, logFrom), this.#folder);
    }
    if (droppedTail(readLog(this.#folder, logFrom))) {
      logger.warn(
        { folder: this.#folder },
        'Store dropped a half-written last entry of its append-only file',
      );
    }
    logger.debug({ pid: process.identity.pid, socketPath: this.socketPath }, 'Store started');
    return process;
  }

  /** Waits through the loading of a large file; false when it ends, or says nothing at all for too long. */
  async #answers({ identity }: RedisProcess): Promise<boolean> {
    const { askRedis } = await redisClient();
    let silentSince = performance.now();
    while (isAlive(identity) && !this.#stopping.signal.aborted) {
      const answer = await askRedis(this.socketPath, this.#folder);
      if (answer.state === 'ready' && answer.pid === identity.pid) return true;
      if (answer.state === 'loading') silentSince = performance.now();
      if (performance.now() - silentSince > this.#graceMs) return false;
      await sleep(20);
    }
    return false;
  }

  async #adopt(): Promise<RedisProcess | undefined> {
    const record = readRecord(this.#folder);
    if (record && isAlive(record)) {
      const process = watchRedis(record, record.socketPath);
      const ownSocketPath = this.socketPath;
      this.socketPath = record.socketPath;
      if (await this.#answers(process)) return this.#adopted(process);
      // Two servers on one folder would destroy it, so one that cannot be reached must end first.
      await endProcess(record, this.#graceMs);
      this.socketPath = ownSocketPath;
      return undefined;
    }

    if (!existsSync(this.socketPath)) return undefined;
    const { askRedis } = await redisClient();
    let answer = await askRedis(this.socketPath, this.#folder);
    while (answer.state === 'loading') {
      await sleep(100);
      answer = await askRedis(this.socketPath, this.#folder);
    }
    if (answer.state !== 'ready') return undefined;
    const identity = identifyProcess(answer.pid);
    return identity && this.#adopted(watchRedis(identity, this.socketPath));
  }

  async #adopted(process: RedisProcess): Promise<RedisProcess> {
    const { applySettings } = await redisClient();
    await applySettings(this.socketPath, durableSettings);
    const { identity } = process;
    writeRecord(this.#folder, { ...identity, socketPath: this.socketPath });
    this.#options.logger.info({ pid: identity.pid }, 'Store was left running and is taken over');
    return process;
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something else lies in it, or it is gone already; both are fine.
  }
}
