import { KeySeal } from '../../src/core/own-key/key-seal.ts';
import { OwnKeyDesk } from '../../src/core/own-key/own-key-desk.ts';
import type { OwnKeyStore, StoredKey } from '../../src/core/own-key/own-key-store.ts';
import type { OwnKeys } from '../../src/core/ports/own-keys.ts';

/** `OwnKeyStore` in memory; nothing lapses. */
export function createMemoryOwnKeyStore(): OwnKeyStore {
  const keys = new Map<string, Map<string, StoredKey>>();
  const retired = new Map<string, StoredKey>();
  const of = (userId: string): Map<string, StoredKey> => {
    const own = keys.get(userId) ?? new Map<string, StoredKey>();
    keys.set(userId, own);
    return own;
  };
  return {
    all: (userId) => Promise.resolve(new Map(of(userId))),
    find: (userId, gateway) => Promise.resolve(of(userId).get(gateway)),
    async write(userId, gateway, key) {
      of(userId).set(gateway, key);
    },
    async drop(userId, gateway) {
      of(userId).delete(gateway);
    },
    async retire(userId, key) {
      retired.set(`${userId} ${key.id}`, key);
    },
    findRetired: (userId, keyId) => Promise.resolve(retired.get(`${userId} ${keyId}`)),
  };
}

/** The desk on such a store. */
export function createMemoryOwnKeys(gateways: readonly string[] = []): OwnKeys {
  let serial = 0;
  return new OwnKeyDesk({
    store: createMemoryOwnKeyStore(),
    ...(gateways.length === 0 ? {} : { seal: new KeySeal('a-secret-for-own-keys-0123456789-0123456789') }),
    gateways,
    hide: () => undefined,
    unfinished: () => Promise.resolve([]),
    now: Date.now,
    randomId: () => `key${(serial += 1)}`,
  });
}
