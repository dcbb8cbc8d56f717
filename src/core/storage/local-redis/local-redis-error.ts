/** The own store cannot be used. The message is a sentence for the operator, with what to do next. */
export class LocalRedisError extends Error {
  override readonly name: string = 'LocalRedisError';
}

/** Another live process works on the same `DATA_DIR` with a store of its own. */
export class DataDirLockedError extends LocalRedisError {
  override readonly name = 'DataDirLockedError';
  readonly dataDir: string;
  readonly holderPid: number;

  constructor(dataDir: string, holderPid: number) {
    super(
      `Another Limner (process ${holderPid}) already uses ${dataDir}. Stop it, give this one another DATA_DIR, or set REDIS_URL so that several processes share one store.`,
    );
    this.dataDir = dataDir;
    this.holderPid = holderPid;
  }
}
