import type { Config } from './config.ts';
import type { Logger } from './core/ports/logger.ts';
import { startLocalRedis } from './core/storage/local-redis/start-local-redis.ts';
import type { StoreAddress } from './core/storage/store-address.ts';

/** A store on its way. */
export interface OpeningStore {
  /** Where it will be; known before it answers. Rejects when it cannot be started. */
  readonly address: Promise<StoreAddress>;
  /** Resolves once it has read its file. */
  readonly open: Promise<OpenStore>;
}

/** How a store is given back. */
export interface OpenStore {
  close(): Promise<void>;
}

/** The store of the configuration, or one of our own. What is rejected is told to whoever awaits it. */
export function openStore(config: Config, logger: Logger): OpeningStore {
  if (config.store) {
    return {
      address: Promise.resolve(config.store),
      open: Promise.resolve({ close: async () => undefined }),
    };
  }
  const { dataDir } = config;
  let settle: (address: StoreAddress) => void;
  const settled = new Promise<StoreAddress>((resolve) => (settle = resolve));
  const own = startLocalRedis({ dataDir, logger, onSocket: (socketPath) => settle({ socketPath }) });
  const open = own.then(({ stop }) => ({ close: stop }));
  const address = Promise.race([settled, open.then(() => settled)]);
  // Told of where they are awaited.
  for (const one of [open, address]) one.catch(() => undefined);
  return { address, open };
}
