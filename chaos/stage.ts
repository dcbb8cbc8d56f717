import { createCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { Link } from './link.ts';
import type { ChaosOptions } from './options.ts';
import type { RunFolder } from './run-folder.ts';
import { startStore } from './store-server.ts';
import type { StoreServer } from './store-server.ts';
import type { Snap } from './trap.ts';

/** All processes of a run. */
export interface Stage {
  readonly folder: RunFolder;
  readonly store: StoreServer;
  readonly platforms: Link;
  readonly gateways: Link;
  readonly cluster: Cluster;
  /** Told of a trap that snapped. */
  onSnap: (snap: Snap) => void;
}

/** Starts the platforms, the gateways and the store; the cluster waits for its own start. */
export async function setUp(
  options: ChaosOptions,
  folder: RunFolder,
  say: (line: string) => void,
): Promise<Stage> {
  const hooks: { onSnap: (snap: Snap) => void } = { onSnap: () => undefined };
  const onNotice = (notice: string, detail: unknown): void => {
    if (notice === 'snap') hooks.onSnap(detail as Snap);
    else say(`${notice}: ${String(detail)}`);
  };
  const link = (script: string, name: string): Link =>
    new Link(script, { name, folder: folder.path, onNotice, onLost: (problem) => say(problem) });
  const platforms = link('./platform-process.ts', 'platforms');
  const gateways = link('./gateway-process.ts', 'gateways');
  const store = await startStore(folder.path);
  const [platformEnvironment, gatewayEnvironment] = await Promise.all([
    platforms.ask<Record<string, string>>('start'),
    gateways.ask<Record<string, string>>('start', { seed: options.seed }),
  ]);
  const { CDN_HOST: _cdn, ...tokens } = platformEnvironment;
  const cluster = await createCluster({
    folder,
    redisUrl: store.url,
    receivers: options.receivers,
    workers: options.workers,
    environment: { ...gatewayEnvironment, ...tokens, ALLOW_PRIVATE_HOSTS: '127.0.0.1' },
    onPids: (pids) => {
      void platforms.ask('aimAt', pids).catch(() => undefined);
      void gateways.ask('aimAt', pids).catch(() => undefined);
    },
  });
  return Object.assign(hooks, { folder, store, platforms, gateways, cluster });
}
