import type { PriceBook } from '../ledger/price-book.ts';
import type { GenerationStore } from '../ports/generation-store.ts';
import type { OwnKeys } from '../ports/own-keys.ts';
import { Router } from '../routing/router.ts';
import type { StoreConnection } from '../storage/connection.ts';
import { RedisOwnKeyStore } from '../storage/redis-own-key-store.ts';
import type { StoreGuard } from '../storage/store-errors.ts';
import { KeySeal } from './key-seal.ts';
import { OwnKeyDesk } from './own-key-desk.ts';
import { OwnKeyRing } from './own-key-ring.ts';
import type { OwnKeysConfig } from './own-key-ring.ts';
import type { OwnRouting } from './own-route.ts';

export interface OwnKeysDependencies {
  readonly config: OwnKeysConfig | undefined;
  readonly redis: StoreConnection;
  readonly store: Pick<GenerationStore, 'unfinished'>;
  readonly prices: PriceBook;
  readonly guard: StoreGuard;
  readonly now: () => number;
  readonly randomId: () => string;
}

/** What entrances, requests and workers need of own keys; where none are taken, people can still remove what is kept. */
export function openOwnKeys(deps: OwnKeysDependencies): {
  readonly ownKeys: OwnKeys;
  readonly ring: OwnKeyRing | undefined;
  readonly own: OwnRouting | undefined;
} {
  const { config, prices, guard, now, randomId } = deps;
  const store = guard(new RedisOwnKeyStore(deps.redis));
  const seal = config && new KeySeal(config.secret);
  const ring = config && seal && guard(new OwnKeyRing(config, store, seal));
  const gateways = config?.gateways ?? [];
  const ownKeys = guard(
    new OwnKeyDesk({
      ...{ store, seal, now, randomId },
      gateways: gateways.map(({ id }) => id),
      hide: config?.hide ?? (() => undefined),
      unfinished: (userId) => deps.store.unfinished(userId),
    }),
  );
  const own = ring && { keysOf: ring.keysOf.bind(ring), router: new Router(gateways, prices) };
  return { ownKeys, ring, own };
}
