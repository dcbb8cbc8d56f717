import type { Generation } from '../generation/generation.ts';
import type { StoredImage } from '../ports/media.ts';
import type { LedgerLine } from '../storage/redis-ledger.ts';

/** How far the forgetting of a person has come. Plain JSON. */
export interface ForgettingTask {
  readonly userId: string;
  /** Who the ledger's lines belong to afterwards: nobody can tell whose name it stands for. */
  readonly pseudonym: string;
  /** What was asked for later is not meant (Unix ms). */
  readonly at: number;
  /** True once everything but unfinished requests is gone. */
  readonly isRestGone: boolean;
  /** Chats that are nobody else's: their counters and lines name the person too. */
  readonly chats: readonly string[];
}

/** Anything that is kept about a person beside requests and money. */
export interface OtherRecord {
  readonly name: string;
  readonly value: unknown;
  /** How many entries it has. */
  readonly count: number;
}

/** A link to an export, which is put together when it is fetched, on whatever machine that is. */
export interface KeptExport {
  readonly userId: string;
  readonly name: string;
  readonly expiresAt: number;
}

/** What forgetting needs of the store. Everything may be repeated. */
export interface PrivacyStore {
  /** Newest first, in pages; those asked for until `until` (Unix ms), where given. */
  generations(userId: string, until?: number): AsyncGenerator<Generation>;
  /** What the person deleted: out of their history, and still there because the ledger has lines about it. */
  tombstones(userId: string): AsyncGenerator<Generation>;
  /** Oldest first, in pages. */
  ledgerLines(userId: string): AsyncGenerator<LedgerLine>;
  others(userId: string): AsyncGenerator<OtherRecord>;

  task(userId: string): Promise<ForgettingTask | undefined>;
  tasks(): Promise<readonly ForgettingTask[]>;
  saveTask(task: ForgettingTask): Promise<void>;
  endTask(userId: string): Promise<void>;
  /** Undefined while somebody else holds it. */
  lock(): Promise<{ release(): Promise<void> } | undefined>;

  /**
   * Deletes a record that has come to an end, with its places, indexes and claims. Resolves to the originals that nobody
   * owns any more, whose files are to be deleted; undefined when the record has changed meanwhile.
   */
  deleteGeneration(generation: Generation): Promise<readonly StoredImage[] | undefined>;
  /** Settings and the like, intakes, regions being chosen, places in rings. */
  deleteOthers(task: ForgettingTask): Promise<void>;
  /**
   * Puts the pseudonym on counters of days and months that are over. Those of today and of this month are what limits are
   * checked against: they keep the name until they are over, and then go.
   */
  releaseCounters(task: ForgettingTask): Promise<void>;
  /** Puts the pseudonym into lines of the person, except into those of `kept` requests. */
  renameLines(task: ForgettingTask, kept: ReadonlySet<string>): Promise<void>;
  /** Has the append-only file of a store of our own written anew, now or as soon as it can be. */
  rewriteFile(): Promise<void>;
  /** Goes on with a rewriting that could not begin. */
  resumeRewrite(): Promise<void>;

  saveExport(id: string, kept: KeptExport): Promise<void>;
  findExport(id: string): Promise<KeptExport | undefined>;
  exports(): Promise<ReadonlyMap<string, KeptExport>>;
  deleteExport(id: string): Promise<void>;
}
