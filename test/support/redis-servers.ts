import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { eventually } from './eventually.ts';

/** A redis-server on a TCP port of loopback. */
export interface RedisServer {
  readonly port: number;
  readonly client: Redis;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Several servers that belong together. */
export interface RedisServers {
  readonly hosts: string;
  readonly servers: readonly RedisServer[];
  /** Lets the store change hands, and resolves once another server holds our keys. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

export const certificates = fileURLToPath(new URL('../storage/fixtures', import.meta.url));
const user = ['--user', 'limner', 'on', '>p@ss', '~*', '&*', '+@all'];

/** One server that speaks TLS alone and knows one user. */
export async function startTlsServer(): Promise<{ port: number; stop(): Promise<void> }> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'limner-tls-'));
  const child = serve([
    ...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', '--dir', folder, '--save', ''],
    ...['--tls-cert-file', join(certificates, 'redis-server.pem')],
    ...['--tls-key-file', join(certificates, 'redis-server.key')],
    ...['--tls-ca-cert-file', join(certificates, 'redis-ca.pem')],
    ...['--user', 'default', 'off', ...user],
  ]);
  return {
    port,
    stop: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A primary, a replica, and a sentinel that promotes it. */
export async function startSentinels(): Promise<RedisServers> {
  const folder = await mkdtemp(join(tmpdir(), 'limner-sentinel-'));
  const [first, second, watcher] = [await freePort(), await freePort(), await freePort()];
  const primary = await startServer(first, folder);
  const replica = await startServer(second, folder, ['--replicaof', '127.0.0.1', String(first)]);
  await eventually(async () => (await replica.client.info('replication')).includes('master_link_status:up'));
  const file = join(folder, 'sentinel.conf');
  await writeFile(
    file,
    [
      `port ${watcher}`,
      ...['bind 127.0.0.1', `dir ${folder}`, `sentinel monitor pictures 127.0.0.1 ${first} 1`],
      ...['sentinel down-after-milliseconds pictures 300', 'sentinel failover-timeout pictures 2000', ''],
    ].join('\n'),
  );
  const sentinel = clientOf(watcher);
  const child = serve([file, '--sentinel']);
  await eventually(async () => {
    const replicas = (await sentinel.call('SENTINEL', 'REPLICAS', 'pictures')) as unknown[];
    return replicas.length === 1;
  });
  return {
    hosts: `127.0.0.1:${watcher}`,
    servers: [primary, replica],
    failOver: async () => {
      await primary.client.wait(1, 1_000);
      await primary.kill();
      await eventually(async () => (await replica.client.info('replication')).includes('role:master'), {
        timeoutMs: 10_000,
      });
    },
    stop: async () => {
      sentinel.disconnect();
      await Promise.all([end(child), primary.kill(), replica.kill()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Three nodes that share the slots, and a replica of the one that has ours. */
export async function startCluster(): Promise<RedisServers> {
  const folder = await mkdtemp(join(tmpdir(), 'limner-cluster-'));
  const nodes: RedisServer[] = [];
  for (let index = 0; index < 4; index += 1) {
    const port = await freePort(10_000);
    const own = ['--cluster-config-file', `nodes-${port}.conf`, '--cluster-node-timeout', '1000'];
    nodes.push(await startServer(port, folder, ['--cluster-enabled', 'yes', ...own]));
  }
  const [one, two, three, spare] = nodes as [RedisServer, RedisServer, RedisServer, RedisServer];
  const slot = await one.client.cluster('KEYSLOT', '{limner}:');
  for (const [index, { client }] of [one, two, three].entries()) {
    await client.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
    const third = Math.ceil(16_384 / 3);
    await client.call('CLUSTER', 'ADDSLOTSRANGE', index * third, Math.min(16_383, (index + 1) * third - 1));
  }
  for (const { port } of nodes) await one.client.cluster('MEET', '127.0.0.1', port);
  const owner = nodes[Math.floor(Number(slot) / Math.ceil(16_384 / 3))] ?? one;
  const ownerId = String(await owner.client.cluster('MYID' as 'INFO'));
  await eventually(async () => {
    await spare.client.call('CLUSTER', 'REPLICATE', ownerId);
    return true;
  });
  await eventually(async () => {
    const states = await Promise.all(nodes.map(({ client }) => client.cluster('INFO')));
    if (!states.every((state) => state.includes('cluster_state:ok'))) return false;
    return (await spare.client.info('replication')).includes('master_link_status:up');
  });
  return {
    hosts: `127.0.0.1:${two.port},127.0.0.1:${one.port}`,
    servers: nodes,
    failOver: async () => {
      await spare.client.cluster('FAILOVER' as 'INFO');
      await eventually(async () => (await spare.client.info('replication')).includes('role:master'), {
        timeoutMs: 10_000,
      });
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startServer(port: number, folder: string, more: readonly string[] = []): Promise<RedisServer> {
  const child = serve([
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    ...more,
  ]);
  const client = clientOf(port);
  await client.ping();
  return {
    port,
    client,
    kill: async () => {
      client.disconnect();
      await end(child);
    },
  };
}

function clientOf(port: number): Redis {
  const client = new Redis({
    ...{ port, host: '127.0.0.1', protocol: 2, retryStrategy: () => 20, maxRetriesPerRequest: null },
  });
  client.on('error', () => undefined);
  return client;
}

function serve(args: readonly string[]): ChildProcess {
  return spawn('redis-server', [...args], { stdio: 'ignore' });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** A node of a cluster also listens 10,000 ports further up. */
async function freePort(room = 0): Promise<number> {
  for (;;) {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    if (port + room <= 65_535) return port;
  }
}
