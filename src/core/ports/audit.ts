import type { Json } from './delivery-channel.ts';

/** Something that was decided about somebody or something. Plain JSON; it holds no token and no key. */
export interface AuditEntry {
  /** What was done, its subject first: `admin.block`, `moderation.refused`. */
  readonly action: string;
  /** User key of who did it; absent: Limner itself. */
  readonly by?: string;
  /** User key, chat key or id of whom or what it was done to. */
  readonly about?: string;
  /** The chat that it concerns; absent: all of them. Admins of one chat find the entries of that chat only. */
  readonly chatId?: string;
  /** Whatever else explains it, such as the reason or the new limit. */
  readonly facts?: { readonly [key: string]: Json | undefined };
}

/** An entry as it was written. */
export interface AuditRecord extends AuditEntry {
  /** Ascending with time. */
  readonly id: string;
  /** Unix milliseconds. */
  readonly at: number;
}

export interface AuditSearch {
  readonly by?: string;
  readonly about?: string;
  readonly chatId?: string;
  /** User key of who did it, or to whom it was done. */
  readonly who?: string;
  /** Words that are somewhere in it; case does not matter. */
  readonly text?: string;
  /** Beginning of the action: `admin.` finds all that admins did. */
  readonly action?: string;
  /** Not older (Unix ms). */
  readonly since?: number;
  /** Older than this (Unix ms). */
  readonly until?: number;
  /** So many of the newest that fit are left out: earlier pages. */
  readonly skip?: number;
  /** At most this many (50). */
  readonly limit?: number;
}

/** What admins did and what moderation decided. Keeps the newest fifty thousand entries, about. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  search(wanted: AuditSearch): Promise<readonly AuditRecord[]>;
}
