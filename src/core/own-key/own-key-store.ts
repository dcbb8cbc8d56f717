/** A kept key: nothing of it can be read without the operator's secret. */
export interface StoredKey {
  /** Another for each key that was given, so that a task is looked at with the key that bought it. */
  readonly id: string;
  readonly sealed: string;
  readonly since: number;
}

/** Where own keys are kept, by person and gateway. */
export interface OwnKeyStore {
  all(userId: string): Promise<ReadonlyMap<string, StoredKey>>;
  find(userId: string, gateway: string): Promise<StoredKey | undefined>;
  write(userId: string, gateway: string, key: StoredKey): Promise<void>;
  drop(userId: string, gateway: string): Promise<void>;
  /** Keeps a key that was replaced or removed a while longer, for what is under way. */
  retire(userId: string, key: StoredKey): Promise<void>;
  findRetired(userId: string, keyId: string): Promise<StoredKey | undefined>;
}
