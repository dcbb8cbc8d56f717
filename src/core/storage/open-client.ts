import { Cluster, Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { loginOf } from './store-address.ts';
import { writeTogether } from './write-together.ts';
import type { OutsideAddress, StoreAddress, StoreLogin } from './store-address.ts';

export interface ClientOptions {
  readonly redis: RedisOptions;
  /** Called for every connection to a server: one, or one a node of a cluster. */
  readonly onServer?: (server: Redis) => void;
}

/** Replies as the scripts' readers expect them. */
const flat = { replyMapping: 'legacy' } as const;
/** How often a cluster is asked which node serves what, milliseconds: a failover is noticed by then at the latest. */
const slotsRefreshMs = 1_000;

/**
 * A client for a store of any shape: a server, a server that sentinels name, a cluster. What it is used for is the same
 * for all: every key of ours is in one slot, and a cluster's client sends a command to the node of its first key.
 */
export function openClient(address: StoreAddress, { redis, onServer }: ClientOptions): Redis {
  if ('socketPath' in address)
    return told(new Redis({ ...redis, ...flat, path: address.socketPath }), onServer);
  const login = loginOf(address);
  if (!login) return told(new Redis({ ...redis, ...flat, path: address.url }), onServer);
  if (address.cluster) return openCluster(login, redis, onServer);
  const { hosts, ...who } = login;
  if (address.sentinel)
    return told(new Redis({ ...throughSentinels(address, login, redis), ...flat }), onServer);
  return told(new Redis({ ...redis, ...who, ...hosts[0], ...flat }), onServer);
}

function told(client: Redis, onServer: ClientOptions['onServer']): Redis {
  writeTogether(client);
  onServer?.(client);
  return client;
}

function throughSentinels(
  { sentinel }: OutsideAddress,
  { hosts, ...who }: StoreLogin,
  redis: RedisOptions,
): RedisOptions {
  return {
    ...redis,
    ...who,
    sentinels: [...hosts],
    name: sentinel?.name ?? '',
    ...(sentinel?.password === undefined ? {} : { sentinelPassword: sentinel.password }),
    ...(who.tls ? { sentinelTLS: who.tls, enableTLSForSentinelMode: true } : {}),
    // A primary that was made a replica keeps our connections and refuses what we write.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 1 : false),
    failoverDetector: true,
    sentinelRetryStrategy: (tries) => Math.min(50 * tries, 1_000),
  };
}

function openCluster(
  { hosts, ...who }: StoreLogin,
  redis: RedisOptions,
  onServer?: (server: Redis) => void,
): Redis {
  const { retryStrategy, enableOfflineQueue = true, ...each } = redis;
  const waits = enableOfflineQueue;
  const cluster = new Cluster([...hosts], {
    redisOptions: { ...each, ...who, ...flat },
    enableOfflineQueue,
    ...(redis.protocol === undefined ? {} : { protocol: redis.protocol }),
    lazyConnect: redis.lazyConnect ?? false,
    clusterRetryStrategy: (tries: number) => retryStrategy?.(tries) ?? null,
    slotsRefreshInterval: slotsRefreshMs,
    slotsRefreshTimeout: 2_000,
    // Nothing is asked twice but by those who wait for the store anyway.
    ...(waits ? {} : { retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 }),
    // Certificates of managed clusters name hosts, not addresses.
    ...(who.tls
      ? { dnsLookup: (host: string, done: (error: null, address: string) => void) => done(null, host) }
      : {}),
  });
  cluster.on('+node', writeTogether);
  if (onServer) cluster.on('+node', onServer);
  // What is used of a client, a cluster's has too; the rest it lacks is not part of what is handed out.
  return cluster as unknown as Redis;
}
