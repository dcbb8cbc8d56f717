import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir } from '../../src/core/storage/local-redis/data-dir-lock.ts';
import { installAdvice } from '../../src/core/storage/local-redis/install-advice.ts';
import { DataDirLockedError, LocalRedisError } from '../../src/core/storage/local-redis/local-redis-error.ts';
import { identifyProcess, isAlive, machineId } from '../../src/core/storage/local-redis/process-identity.ts';
import {
  type LocalRedis,
  type LocalRedisOptions,
  startLocalRedis,
} from '../../src/core/storage/local-redis/start-local-redis.ts';
import { eventually } from '../support/eventually.ts';

interface LogLine {
  level: string;
  fields: object;
  message: string;
}

let base: string;
let dataDir: string;
let lines: LogLine[];
let open: { stop(): Promise<void> }[];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'limner-store-'));
  dataDir = base;
  lines = [];
  open = [];
});

afterEach(async () => {
  for (const redis of open.reverse()) await redis.stop();
  rmSync(base, { recursive: true, force: true });
});

async function start(options: Partial<LocalRedisOptions> = {}): Promise<LocalRedis> {
  const log = (level: string) => (fields: object, message: string) => lines.push({ level, fields, message });
  const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
  const redis = await startLocalRedis({ dataDir, logger, restartDelayMs: 10, ...options });
  open.push(redis);
  return redis;
}

async function withClient<T>(url: string, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => {});
  try {
    await client.connect();
    return await use(client);
  } finally {
    client.disconnect();
  }
}

interface Held {
  url: string;
  redisPid: number;
  adopted: boolean;
}

/** A process of its own that holds the store; resolves with what it says first. */
async function holdInChild(): Promise<{ child: ChildProcess; said: Held | { refusal: string } }> {
  const program = new URL('./programs/hold-local-redis.ts', import.meta.url);
  const child = fork(program, [dataDir], { execArgv: ['--import', 'tsx'], stdio: 'inherit' });
  const [said] = (await once(child, 'message')) as [Held | { refusal: string }];
  return { child, said };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function aofFile(kind: 'incr' | 'manifest'): string {
  const folder = join(dataDir, 'redis', 'appendonlydir');
  const name = readdirSync(folder).find((file) => file.includes(kind));
  if (!name) throw new Error(`No ${kind} file in ${folder}`);
  return join(folder, name);
}

describe('the own store', () => {
  it('listens on a socket of this user alone, writes through to the disk and refuses to forget', async () => {
    const redis = await start();

    const settings = await withClient(redis.url, async (client) => {
      const entries = await client.config(
        'GET',
        'port',
        'appendonly',
        'appendfsync',
        'maxmemory-policy',
        'dir',
      );
      return entries as string[];
    });

    expect(
      Object.fromEntries(settings.flatMap((name, at) => (at % 2 ? [] : [[name, settings[at + 1]]]))),
    ).toEqual({
      port: '0',
      appendonly: 'yes',
      appendfsync: 'always',
      'maxmemory-policy': 'noeviction',
      dir: join(dataDir, 'redis'),
    });
    expect(statSync(dirname(redis.url)).mode & 0o777).toBe(0o700);
    expect(redis.adopted).toBe(false);
  });

  it('tells where it will answer before it does', async () => {
    const told: [socketPath: string, isThere: boolean][] = [];

    const redis = await start({
      onSocket: (socketPath) => told.push([socketPath, existsSync(socketPath)]),
    });

    expect(told).toEqual([[redis.url, false]]);
  });

  it('has a process group of its own, so that the terminal does not end it', async () => {
    const redis = await start();

    const stat = readFileSync(`/proc/${redis.pid()}/stat`, 'utf8');
    const [, , processGroup, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');

    expect([processGroup, session]).toEqual([String(redis.pid()), String(redis.pid())]);
  });

  it('keeps its data from one start to the next, and leaves nothing running in between', async () => {
    const first = await start();
    await withClient(first.url, (client) => client.set('picture', 'kept'));
    const identity = identifyProcess(first.pid());
    await first.stop();

    expect(identity && isAlive(identity)).toBe(false);
    expect(existsSync(dirname(first.url))).toBe(false);
    const second = await start();
    expect(await withClient(second.url, (client) => client.get('picture'))).toBe('kept');
    expect(second.adopted).toBe(false);
  });

  it('stands in a short folder however long DATA_DIR is', async () => {
    dataDir = join(dataDir, 'a-rather-long-name'.repeat(8));

    const redis = await start();

    expect(Buffer.byteLength(redis.url)).toBeLessThan(104);
    expect(await withClient(redis.url, (client) => client.ping())).toBe('PONG');
  });

  it('refuses a runtime folder whose path is too long for a socket', async () => {
    const runtimeDir = join(dataDir, 'x'.repeat(100));

    await expect(start({ runtimeDir })).rejects.toThrow(
      /longer than the system allows.*Set TMPDIR.*REDIS_URL/,
    );
  });

  it('closes a runtime folder that others could read', async () => {
    const runtimeDir = join(dataDir, 'run');
    mkdirSync(runtimeDir);
    chmodSync(runtimeDir, 0o755);

    await start({ runtimeDir });

    expect(statSync(runtimeDir).mode & 0o777).toBe(0o700);
  });
});

describe('a server that dies', () => {
  it('is started again at the same address with everything it had acknowledged', async () => {
    const exits: object[] = [];
    const redis = await start({ onExit: (exit) => exits.push(exit) });
    const firstPid = redis.pid();
    await withClient(redis.url, (client) => client.set('picture', 'kept'));

    process.kill(firstPid, 'SIGKILL');

    const value = await eventually(() => withClient(redis.url, (client) => client.get('picture')));
    expect(value).toBe('kept');
    await eventually(() => expect(redis.pid()).not.toBe(firstPid));
    expect(exits).toEqual([{ signal: 'SIGKILL' }]);
    expect(lines).toContainEqual({
      level: 'error',
      fields: { signal: 'SIGKILL', restartInMs: 10 },
      message: 'Store ended by itself, starting it again',
    });
  });

  it('is started again as often as it takes, and a client that stayed connects again', async () => {
    const redis = await start({ maxRestartDelayMs: 20 });
    const client = new Redis(redis.url, { retryStrategy: () => 10, maxRetriesPerRequest: null });
    client.on('error', () => {});

    for (let round = 1; round <= 3; round++) {
      const pid = redis.pid();
      process.kill(pid, 'SIGKILL');
      await eventually(() => redis.pid() !== pid);
      expect(await client.incr('rounds')).toBe(round);
    }

    client.disconnect();
  });

  it('is started again although the folder of its socket was swept away', async () => {
    const redis = await start();
    const pid = redis.pid();
    rmSync(dirname(redis.url), { recursive: true });

    process.kill(pid, 'SIGKILL');

    await eventually(() => redis.pid() !== pid);
    expect(await withClient(redis.url, (client) => client.ping())).toBe('PONG');
  });

  it('stays down when a stop comes while it waits for its restart', async () => {
    const redis = await start({ restartDelayMs: 60_000 });
    const pid = redis.pid();
    process.kill(pid, 'SIGKILL');
    await eventually(() => expect(lines.map(({ level }) => level)).toContain('error'));

    await redis.stop();

    expect(redis.pid()).toBe(pid);
    expect(identifyProcess(pid)).toBeUndefined();
  });
});

describe('a process that is killed', () => {
  it('leaves its server to the next one, which takes it over at once', async () => {
    const { child, said } = await holdInChild();
    if (!('url' in said)) throw new Error(said.refusal);
    await withClient(said.url, (client) => client.set('picture', 'kept'));
    await kill(child);

    const redis = await start();

    expect({ url: redis.url, adopted: redis.adopted, pid: redis.pid() }).toEqual({
      url: said.url,
      adopted: true,
      pid: said.redisPid,
    });
    expect(await withClient(redis.url, (client) => client.get('picture'))).toBe('kept');
  });

  it('leaves a server that is watched, brought to the settings of today and stopped like an own one', async () => {
    const { child, said } = await holdInChild();
    if (!('url' in said)) throw new Error(said.refusal);
    await withClient(said.url, (client) => client.config('SET', 'appendfsync', 'everysec'));
    await kill(child);
    const redis = await start();

    const fsync = await withClient(redis.url, (client) => client.config('GET', 'appendfsync'));
    expect(fsync).toEqual(['appendfsync', 'always']);

    process.kill(said.redisPid, 'SIGKILL');
    await eventually(() => redis.pid() !== said.redisPid);
    expect(await withClient(redis.url, (client) => client.ping())).toBe('PONG');

    const identity = identifyProcess(redis.pid());
    await redis.stop();
    expect(identity && isAlive(identity)).toBe(false);
  });

  it('leaves a server that is found by its socket when it was killed before it could note it', async () => {
    const { child, said } = await holdInChild();
    if (!('url' in said)) throw new Error(said.refusal);
    await kill(child);
    rmSync(join(dataDir, 'redis', 'process.json'));

    const redis = await start();

    expect([redis.adopted, redis.pid()]).toEqual([true, said.redisPid]);
  });

  it('leaves a server that is ended first when it cannot be reached any more', async () => {
    const { child, said } = await holdInChild();
    if (!('url' in said)) throw new Error(said.refusal);
    await withClient(said.url, (client) => client.set('picture', 'kept'));
    await kill(child);
    rmSync(dirname(said.url), { recursive: true });

    const redis = await start({ graceMs: 300 });

    expect(redis.adopted).toBe(false);
    expect(identifyProcess(said.redisPid)).toBeUndefined();
    expect(await withClient(redis.url, (client) => client.get('picture'))).toBe('kept');
  });
});

describe('one live process per DATA_DIR', () => {
  it('refuses a second one with a sentence that names REDIS_URL', async () => {
    await start();

    const { child, said } = await holdInChild();

    expect(said).toEqual({
      refusal: `DataDirLockedError: Another Limner (process ${process.pid}) already uses ${dataDir}. Stop it, give this one another DATA_DIR, or set REDIS_URL so that several processes share one store.`,
    });
    if (child.exitCode === null) await once(child, 'exit');
  });

  it('lets exactly one of many in when all find the claim of a dead process', async () => {
    mkdirSync(join(dataDir, 'lock'));
    const dead = { machine: machineId(), pid: 999_999_999, startedAs: '1', released: false };
    writeFileSync(join(dataDir, 'lock', '41'), JSON.stringify(dead));

    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataDir(dataDir)));

    const refusals = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(refusals).toHaveLength(19);
    expect(refusals.every((refusal) => refusal instanceof DataDirLockedError)).toBe(true);
    expect(readdirSync(join(dataDir, 'lock'))).toEqual(['42']);
  });

  it('knows a process from another one that was given the same id', async () => {
    mkdirSync(join(dataDir, 'lock'));
    const recycled = { machine: machineId(), pid: process.pid, startedAs: '1', released: false };
    writeFileSync(join(dataDir, 'lock', '1'), JSON.stringify(recycled));

    const lock = await lockDataDir(dataDir);

    lock.release();
  });

  it('is free again after a release', async () => {
    const first = await lockDataDir(dataDir);
    await expect(lockDataDir(dataDir)).rejects.toBeInstanceOf(DataDirLockedError);
    first.release();

    const second = await lockDataDir(dataDir);

    second.release();
  });

  it('is given free without a complaint when the folder is gone', async () => {
    const lock = await lockDataDir(dataDir);
    rmSync(dataDir, { recursive: true });

    lock.release();

    expect(existsSync(dataDir)).toBe(false);
  });

  it('goes by the heartbeat where the holder ran on another machine or in another container', async () => {
    mkdirSync(join(dataDir, 'lock'));
    const path = join(dataDir, 'lock', '1');
    const foreign = { machine: 'elsewhere', pid: 1, startedAs: '1', released: false };
    writeFileSync(path, JSON.stringify(foreign));
    let beat = 0;
    const heart = setInterval(() => utimesSync(path, ++beat, beat), 5);

    await expect(lockDataDir(dataDir, { foreignWaitMs: 100 })).rejects.toBeInstanceOf(DataDirLockedError);
    clearInterval(heart);
    const lock = await lockDataDir(dataDir, { foreignWaitMs: 100 });

    lock.release();
  });

  it('does not count a process that ended and was not yet collected as alive', async () => {
    // The shell becomes a program that never collects its child.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(output.toString());

    await eventually(() => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '));
    expect(identifyProcess(pid)).toBeUndefined();
    parent.kill();
  });
});

describe('a store that cannot start', () => {
  it('goes on after a half-written last entry, and says so', async () => {
    const first = await start();
    await withClient(first.url, (client) => client.mset('kept', 'yes', 'also', 'yes'));
    await withClient(first.url, (client) => client.set('cut', 'x'.repeat(100)));
    await first.stop();
    const file = aofFile('incr');
    truncateSync(file, statSync(file).size - 50);

    const second = await start();

    expect(await withClient(second.url, (client) => client.mget('kept', 'cut'))).toEqual(['yes', null]);
    expect(lines).toContainEqual({
      level: 'warn',
      fields: { folder: join(dataDir, 'redis') },
      message: 'Store dropped a half-written last entry of its append-only file',
    });
  });

  it('says how to repair a damaged file, and gives DATA_DIR free', async () => {
    const first = await start();
    await withClient(first.url, (client) => client.set('kept', 'yes'));
    await first.stop();
    appendFileSync(aofFile('incr'), 'this is no entry\r\n');

    await expect(start()).rejects.toThrow(
      `The append-only file of the store is damaged. Copy ${join(dataDir, 'redis')} as a backup, run "redis-check-aof --fix appendonlydir/appendonly.aof.manifest" in it, and start Limner again.`,
    );
    const lock = await lockDataDir(dataDir);
    lock.release();
  });

  it('names the package to install when there is no program', async () => {
    const starting = start({ binary: '/nowhere/redis-server' });

    await expect(starting).rejects.toThrow(LocalRedisError);
    await expect(starting).rejects.toThrow(installAdvice());
  });

  it.each([
    ['/usr/bin/apt-get', 'with "sudo apt-get install redis-server"'],
    ['/usr/bin/dnf', 'with "sudo dnf install valkey || sudo dnf install redis"'],
    ['/sbin/apk', 'with "sudo apk add redis"'],
    ['/opt/homebrew/bin/brew', 'with "brew install redis"'],
    ['nothing', 'from https://redis.io/docs/latest/operate/oss_and_stack/install/'],
  ])('advises a system that has %s', (manager, install) => {
    expect(installAdvice((path) => path === manager)).toBe(
      `Limner found neither redis-server nor valkey-server: install it ${install}, or run "npm run setup", or set REDIS_URL to a store of yours.`,
    );
  });

  it('says that the folder cannot be made', async () => {
    writeFileSync(join(dataDir, 'file'), '');
    dataDir = join(dataDir, 'file');

    await expect(start()).rejects.toThrow(/^DATA_DIR cannot be used/);
  });

  it('ends with a sentence when the program is no store', async () => {
    await expect(start({ binary: 'false' })).rejects.toThrow(
      /^The store did not start. Its log, .*redis.log, says why.$/,
    );
  });
});
