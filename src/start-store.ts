import type { Config } from './config.ts';
import type { Logger } from './core/ports/logger.ts';
import { startLocalRedis } from './core/storage/local-redis/start-local-redis.ts';
import type { StoreAddress } from './core/storage/store-address.ts';

/** Where the store is, and how it is given back. */
export interface OpenStore {
  readonly address: StoreAddress;
  close(): Promise<void>;
}

/** The store of the configuration, or one of our own, which is ready once this resolves. */
export async function openStore(config: Config, logger: Logger): Promise<OpenStore> {
  if (config.store) return { address: config.store, close: async () => undefined };
  const own = await startLocalRedis({ dataDir: config.dataDir, logger });
  return { address: { socketPath: own.url }, close: () => own.stop() };
}
