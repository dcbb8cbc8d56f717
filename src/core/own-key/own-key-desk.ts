import type { Generation } from '../generation/generation.ts';
import type { KeepResult, KeptKey, KeyOwner, OwnKeys, SealedKey } from '../ports/own-keys.ts';
import type { KeySeal } from './key-seal.ts';
import type { OwnKeyStore, StoredKey } from './own-key-store.ts';

export interface OwnKeyDeskConfig {
  readonly store: OwnKeyStore;
  /** Absent where the operator takes no keys. */
  readonly seal?: KeySeal | undefined;
  readonly gateways: readonly string[];
  readonly hide: (apiKey: string) => void;
  /** A person's unfinished generations. */
  readonly unfinished: (userId: string) => Promise<readonly Generation[]>;
  readonly now: () => number;
  readonly randomId: () => string;
}

/** Keys are long, made of such letters and have digits; no word that a log line needs is taken for one. */
const keyShape = /^(?=.*\d)[\w.~+/=:-]{16,512}$/;
const shownLetters = 4;

/** What people do with keys of their own; see `OwnKeys`. */
export class OwnKeyDesk implements OwnKeys {
  readonly gateways: readonly string[];
  readonly #config: OwnKeyDeskConfig;

  constructor(config: OwnKeyDeskConfig) {
    this.gateways = config.seal ? config.gateways : [];
    this.#config = config;
  }

  seal(owner: KeyOwner, text: string): SealedKey {
    const { seal, hide } = this.#config;
    const key = text.trim();
    if (keyShape.test(key)) hide(key);
    // Without a secret nothing could be read again: nothing of it is kept.
    return seal ? seal.seal(owner, key) : ('own0' as SealedKey);
  }

  async keep(owner: KeyOwner, sealed: SealedKey): Promise<KeepResult> {
    const { store, seal, hide, now, randomId } = this.#config;
    if (!seal || !this.gateways.includes(owner.gateway)) return { kind: 'not-offered' };
    const text = seal.open(owner, sealed);
    if (text === undefined || !keyShape.test(text)) return { kind: 'not-a-key' };
    hide(text);
    const { userId, gateway } = owner;
    const earlier = await store.find(userId, gateway);
    // The same event may come again after a crash: the same key stays the same.
    if (earlier && seal.open(owner, earlier.sealed) === text)
      return { kind: 'kept', key: keptKey(gateway, earlier, text) };
    if (earlier) await this.#retire(owner, earlier);
    const key = { id: randomId(), sealed, since: now() };
    await store.write(userId, gateway, key);
    return { kind: 'kept', key: keptKey(gateway, key, text) };
  }

  async list(userId: string): Promise<readonly KeptKey[]> {
    const { store, seal } = this.#config;
    const stored = await store.all(userId);
    return [...stored].map(([gateway, key]) =>
      keptKey(gateway, key, seal?.open({ userId, gateway }, key.sealed)),
    );
  }

  async remove(userId: string, gateway?: string): Promise<readonly string[]> {
    const { store } = this.#config;
    const meant = [...(await store.all(userId))].filter(([id]) => gateway === undefined || id === gateway);
    for (const [id, key] of meant) {
      await this.#retire({ userId, gateway: id }, key);
      await store.drop(userId, id);
    }
    return meant.map(([id]) => id);
  }

  /** Kept on only where something is, or is about to be, made with it. */
  async #retire({ userId, gateway }: KeyOwner, key: StoredKey): Promise<void> {
    const { store, unfinished } = this.#config;
    const isUsed = (await unfinished(userId)).some(
      ({ payer, parts }) => payer === 'own-key' && parts.some(({ provider }) => provider === gateway),
    );
    if (isUsed) await store.retire(userId, key);
  }
}

function keptKey(gateway: string, { since }: StoredKey, text: string | undefined): KeptKey {
  return { gateway, since, ...(text === undefined ? {} : { end: text.slice(-shownLetters) }) };
}
