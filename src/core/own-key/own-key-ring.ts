import type { ImageProvider } from '../ports/image-provider.ts';
import type { KeyOwner } from '../ports/own-keys.ts';
import type { KeySeal } from './key-seal.ts';
import type { OwnKeyStore, StoredKey } from './own-key-store.ts';

/** What core needs to take people's own keys; absent where the operator allows none. */
export interface OwnKeysConfig {
  /** What keys are encrypted under, at least 32 bytes. */
  readonly secret: string;
  /** Gateways for which keys are taken, in order of preference: they plan and price, and are never asked for anything. */
  readonly gateways: readonly ImageProvider[];
  /** The gateway as the owner of a key sees it. May be called again and again with the same key. */
  readonly open: (gateway: string, apiKey: string) => ImageProvider;
  /** Told of every key before anything is done with it, so that no log line can hold it. */
  readonly hide: (apiKey: string) => void;
}

/** A gateway that is called with somebody's own key. */
export interface OwnGateway {
  readonly kind: 'open';
  readonly client: ImageProvider;
  readonly keyId: string;
}

export interface NoOwnGateway {
  readonly kind: 'missing' | 'unreadable';
}

/** Turns kept keys into gateways that are called with them. */
export class OwnKeyRing {
  readonly gateways: readonly ImageProvider[];
  readonly #config: Pick<OwnKeysConfig, 'open' | 'hide'>;
  readonly #store: OwnKeyStore;
  readonly #seal: KeySeal;

  constructor(config: OwnKeysConfig, store: OwnKeyStore, seal: KeySeal) {
    this.gateways = config.gateways;
    this.#config = config;
    this.#store = store;
    this.#seal = seal;
  }

  /** Gateways that this person has a key for, and whether the key can still be read. */
  async keysOf(userId: string): Promise<ReadonlyMap<string, boolean>> {
    const stored = await this.#store.all(userId);
    return new Map(
      this.gateways.flatMap(({ id }) => {
        const key = stored.get(id);
        return key ? [[id, this.#seal.open({ userId, gateway: id }, key.sealed) !== undefined] as const] : [];
      }),
    );
  }

  /** With the key as it is now: for something new. */
  async current(owner: KeyOwner): Promise<OwnGateway | NoOwnGateway> {
    return this.#gateway(owner, await this.#store.find(owner.userId, owner.gateway));
  }

  /** With the very key that bought something, which may have been replaced or removed since. */
  async byId(owner: KeyOwner, keyId: string): Promise<OwnGateway | NoOwnGateway> {
    const present = await this.#store.find(owner.userId, owner.gateway);
    const meant = present?.id === keyId ? present : await this.#store.findRetired(owner.userId, keyId);
    return this.#gateway(owner, meant);
  }

  #gateway(owner: KeyOwner, stored: StoredKey | undefined): OwnGateway | NoOwnGateway {
    if (!stored || !this.gateways.some(({ id }) => id === owner.gateway)) return { kind: 'missing' };
    const apiKey = this.#seal.open(owner, stored.sealed);
    if (apiKey === undefined) return { kind: 'unreadable' };
    this.#config.hide(apiKey);
    return { kind: 'open', client: this.#config.open(owner.gateway, apiKey), keyId: stored.id };
  }
}
