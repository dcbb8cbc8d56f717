import type { Readable } from 'node:stream';
import type { StagedImage } from './media.ts';

/** What is stored about a person, counted. */
export interface PersonalSummary {
  /** Requests with their prompts. */
  readonly requests: number;
  /** Of these, how many have not come to an end. */
  readonly unfinished: number;
  readonly pictures: number;
  /** References and masks. */
  readonly references: number;
  /** Of all these files, as they were stored. */
  readonly byteLength: number;
  /** Lines of the ledger that name the person. */
  readonly ledgerLines: number;
  /** Settings, favourites, own keys and the like, by the name they are stored under. */
  readonly others: readonly { readonly name: string; readonly count: number }[];
  /** The oldest request (Unix ms). */
  readonly since?: number;
}

/** One archive of an export, kept as a file until it is discarded. */
export interface ExportPart extends Pick<StagedImage, 'path' | 'byteLength'> {
  readonly name: string;
}

export interface PersonalExport {
  /** Discarded by the caller, each after it was handed over. */
  readonly parts: readonly ExportPart[];
  /** Originals that are larger than a part may be, and are in none. */
  readonly left: number;
}

/** What is behind a link that was given to one person. */
export interface LinkedExport {
  readonly name: string;
  /** The archive, read while it is written. */
  readonly open: () => Readable;
}

export interface Forgotten {
  readonly requests: number;
  readonly pictures: number;
  /** Requests that are still on their way: each is forgotten as soon as it has come to an end. */
  readonly later: number;
}

/**
 * What a person may know and decide of what is stored about them. Whoever stores something about a person under a key
 * with the user's id in it need do nothing else: it is counted, exported and forgotten here.
 */
export interface Privacy {
  summary(userId: string): Promise<PersonalSummary>;
  /** Everything in one archive, read while it is written. */
  archive(userId: string): Readable;
  /** Everything in files of at most `maxBytes` each. @throws AppError `store-unavailable` without room on the disk */
  export(userId: string, options: { readonly maxBytes: number }): Promise<PersonalExport>;
  /**
   * Everything in one file behind a link that only this program can have made and that is good for a day, whatever its
   * size. Any process that serves the web puts it together when it is fetched; `byteLength` is what the originals have.
   * Undefined without a public address.
   */
  exportLink(userId: string): Promise<{ readonly url: string; readonly byteLength: number } | undefined>;
  /** The file of such a link's last segment; undefined for a forged or expired one. */
  openExport(token: string): Promise<LinkedExport | undefined>;
  /** Deletes an export's file once it was handed over. */
  discard(part: ExportPart): Promise<void>;
  /**
   * Withdraws what is unfinished, then deletes requests, pictures, references, settings and all else that names the
   * person. The ledger's lines stay, under a name that is nobody's. Goes on after a crash.
   */
  forget(userId: string): Promise<Forgotten>;
  /** Goes on with what a crash or an unfinished request has left, and forgets links to exports that have expired. */
  resume(): Promise<void>;
}
