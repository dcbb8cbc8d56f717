import { createHash } from 'node:crypto';
import type { ImageProvider } from '../core/ports/image-provider.ts';
import { createProvider } from './registry.ts';
import type { KeyedProvider } from './registry.ts';
import type { GatewayConfig, GatewayDependencies } from './shared/provider-config.ts';

/** Keys whose clients are kept with their open connections. */
const rememberedClients = 64;

/** Gateways for which people bring keys. */
export interface OwnKeyClients {
  /** For plans and prices; without a key, never to be called. */
  readonly gateways: readonly ImageProvider[];
  open(gateway: string, apiKey: string): ImageProvider;
  close(): Promise<void>;
}

/** Makes a client for each key that is used, and keeps those that were used last. */
export function createOwnKeyClients(
  configs: readonly { readonly id: KeyedProvider; readonly config: Omit<GatewayConfig, 'apiKey'> }[],
  deps: GatewayDependencies,
): OwnKeyClients {
  const clients = new Map<string, ImageProvider>();
  const gateways = configs.map(({ id, config }) => createProvider(id, { ...config, apiKey: 'none' }, deps));
  return {
    gateways,
    open: (gateway, apiKey) => {
      const found = configs.find(({ id }) => id === gateway);
      if (!found) throw new Error(`No keys are taken for ${gateway}`);
      const name = `${gateway} ${createHash('sha256').update(apiKey).digest('base64url')}`;
      const client = clients.get(name) ?? createProvider(found.id, { ...found.config, apiKey }, deps);
      clients.delete(name);
      clients.set(name, client);
      // Not closed: a paid submit may be under way, and idle connections end by themselves within a minute.
      const [oldest] = clients.keys();
      if (clients.size > rememberedClients && oldest !== undefined) clients.delete(oldest);
      return client;
    },
    close: async () => {
      await Promise.allSettled([...gateways, ...clients.values()].map((client) => client.close()));
    },
  };
}
