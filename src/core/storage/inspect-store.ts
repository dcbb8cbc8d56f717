import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cluster, Redis, RedisOptions } from 'ioredis';
import { keyPrefix } from './keys.ts';
import { openClient } from './open-client.ts';
import type { StoreAddress } from './store-address.ts';
import { askRedis } from './local-redis/redis-client.ts';
import { storePrograms } from './local-redis/redis-process.ts';
import { readRecord } from './local-redis/running-record.ts';

/** What a store says of itself. A setting is absent where the store does not tell it, as managed ones often do not. */
export interface StoreFacts {
  readonly version: string;
  /** It reads its file and answers nothing else yet. */
  readonly loading: boolean;
  /** It takes no writes: a replica. */
  readonly readOnly: boolean;
  /** Why it refused its last write to disk. */
  readonly lastWriteFailed: boolean;
  readonly appendOnly: boolean;
  readonly fsync?: string;
  readonly evictionPolicy: string;
  readonly usedBytes: number;
  /** 0: no limit. */
  readonly maxBytes: number;
  /** Its clock less ours, milliseconds. */
  readonly aheadMs: number;
}

/**
 * Asks a store about itself.
 *
 * @throws Error of the client when it cannot be reached or refuses us; its message may hold the address
 */
export async function inspectStore(
  address: StoreAddress,
  { timeoutMs = 3_000, now = Date.now }: { timeoutMs?: number; now?: () => number } = {},
): Promise<StoreFacts> {
  const options = {
    ...{ lazyConnect: true, enableReadyCheck: false, enableOfflineQueue: false, protocol: 2 as const },
    ...{ retryStrategy: () => null, connectTimeout: timeoutMs, commandTimeout: timeoutMs },
  } satisfies RedisOptions;
  const opened = openClient(address, { redis: options });
  // The client rejects with "closed"; why, it only tells here.
  let reason: Error | undefined;
  opened.on('error', (error: Error) => (reason ??= error));
  try {
    await opened.connect().catch((error: unknown) => {
      throw reason ?? error;
    });
    const client = 'cluster' in address ? await nodeOfOurs(opened as unknown as Cluster) : opened;
    const info = fieldsOf(await client.info());
    const askedAt = now();
    const [seconds, microseconds] =
      info.get('loading') === '1' ? [undefined, undefined] : await client.time();
    const answeredAt = now();
    const storeAt =
      seconds === undefined
        ? (askedAt + answeredAt) / 2
        : Number(seconds) * 1_000 + Number(microseconds) / 1_000;
    const fsync = await client.config('GET', 'appendfsync').then(
      (reply) => (Array.isArray(reply) ? String(reply[1] ?? '') : ''),
      () => '',
    );
    return {
      version: info.get('valkey_version') ?? info.get('redis_version') ?? '',
      loading: info.get('loading') === '1',
      readOnly: info.get('role') === 'slave',
      lastWriteFailed: info.get('aof_last_write_status') === 'err',
      appendOnly: info.get('aof_enabled') === '1',
      ...(fsync === '' ? {} : { fsync }),
      evictionPolicy: info.get('maxmemory_policy') ?? '',
      usedBytes: Number(info.get('used_memory') ?? 0),
      maxBytes: Number(info.get('maxmemory') ?? 0),
      aheadMs: storeAt - (askedAt + answeredAt) / 2,
    };
  } finally {
    opened.disconnect();
  }
}

/** The store of a `DATA_DIR`: the one that runs, else the program that would be started, else nothing. */
export async function findLocalStore(
  dataDir: string,
): Promise<{ socketPath: string } | { program: string } | undefined> {
  const folder = join(dataDir, 'redis');
  const socketPath = readRecord(folder)?.socketPath;
  if (socketPath !== undefined && (await askRedis(socketPath, folder)).state !== 'silent')
    return { socketPath };
  for (const program of storePrograms) {
    const runs = await promisify(execFile)(program, ['--version'], { timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (runs) return { program };
  }
  return undefined;
}

/** The node that holds all of our keys. */
async function nodeOfOurs(cluster: Cluster): Promise<Redis> {
  const slot = Number(await cluster.cluster('KEYSLOT', keyPrefix));
  const [name] = cluster.slots[slot] ?? [];
  const node = cluster
    .nodes('master')
    .find(({ options: { host, port } }) => `${host ?? ''}:${port ?? 0}` === name);
  if (!node) throw new Error('CLUSTERDOWN no node serves our slot');
  return node;
}

function fieldsOf(info: string): ReadonlyMap<string, string> {
  return new Map(
    info.split('\r\n').flatMap((line) => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : [];
    }),
  );
}
