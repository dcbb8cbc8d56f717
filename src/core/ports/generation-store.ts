import type { Generation, LedgerScope, PictureRef } from '../generation/generation.ts';

/** A limit that a reservation must keep; absent numbers are no limit. */
export interface ScopeLimit {
  readonly scope: LedgerScope;
  readonly images?: number;
  readonly microUsd?: number;
}

export interface UserLimits {
  /** Unfinished generations a user may have at once, running and waiting together. */
  readonly unfinished: number;
  /** Generations that may be submitting or running at once; absent: the usual number. */
  readonly concurrent?: number;
}

/** Why a reservation was refused: the first limit that would be passed, and what is left of it. */
export type ReservationRefusal =
  | { readonly kind: 'limit'; readonly scope: LedgerScope; readonly unit: 'images' | 'microUsd'; readonly limit: number; readonly left: number } // prettier-ignore
  | { readonly kind: 'queue-full'; readonly limit: number };

export type CreateResult =
  | { readonly kind: 'created'; readonly generation: Generation }
  /** The request key was used before. */
  | { readonly kind: 'duplicate'; readonly generation: Generation }
  | { readonly kind: 'refused'; readonly refusal: ReservationRefusal };

export type TransitionResult =
  | { readonly kind: 'changed'; readonly generation: Generation }
  /** The decision function returned nothing: somebody else was faster, or there is nothing to do. */
  | { readonly kind: 'unchanged'; readonly generation: Generation }
  | { readonly kind: 'refused'; readonly generation: Generation; readonly refusal: ReservationRefusal }
  /** Nothing was written: an edit of the status message has begun, or may still arrive, which the change was to come before. */
  | { readonly kind: 'edited'; readonly generation: Generation };

/** Instants for entries that a transition leaves in the due sets; by default a new entry is due at once. */
export interface Schedule {
  /** Next look per attempt id. */
  readonly looks?: Readonly<Record<string, number>>;
  /** When the delivery is to be tried. */
  readonly deliverAt?: number;
  readonly collectAt?: number;
}

export interface Change {
  readonly next: Generation;
  readonly schedule?: Schedule;
  /** Checked when the change reserves more than before. */
  readonly limits?: readonly ScopeLimit[];
  /** Written only while the status message is not being edited; nor may an earlier edit still arrive, unless that is known. */
  readonly unlessEdited?: { readonly unsure: boolean };
}

/** A pure decision on the generation as it is now; may be asked again when another writer was faster. */
export type Decide = (current: Generation) => Change | undefined;

/** Where a waiting generation stands, in pictures. */
export interface PlaceInLine {
  /** About how many come before it, of anybody's. */
  readonly position: number;
  /** How many of the person's own come before it. */
  readonly ownBefore: number;
  /** The person has as much under way as one may have. */
  readonly isParked: boolean;
}

/**
 * The durable record of generations. Record, ledger lines, ready set, due sets, indexes and the event to publish are
 * written together or not at all, and always agree, because they are derived from the record's difference.
 */
export interface GenerationStore {
  create(
    generation: Generation,
    limits: readonly ScopeLimit[],
    userLimits: UserLimits,
  ): Promise<CreateResult>;
  get(id: string): Promise<Generation | undefined>;
  /**
   * As this process saw it last, without asking, if that was lately. It may be out of date: good enough to prepare a
   * change with, which is compared when it is written, not to do nothing upon.
   */
  recent(id: string): Generation | undefined;
  getMany(ids: readonly string[]): Promise<readonly Generation[]>;
  transition(id: string, decide: Decide): Promise<TransitionResult>;
  findByRequestKey(requestKey: string): Promise<Generation | undefined>;
  findByMessage(messageKey: string): Promise<PictureRef | undefined>;
  findByPicture(pictureId: string): Promise<PictureRef | undefined>;
  /** A user's generations, newest first. */
  history(userId: string, options: { before?: number; limit: number }): Promise<readonly Generation[]>;
  /** A user's unfinished generations, newest first. */
  unfinished(userId: string): Promise<readonly Generation[]>;
  /** Keeps originals that belong to no generation yet for an hour, after which they go unless one has taken them. */
  holdMedia(sha256s: readonly string[]): Promise<void>;
  /** About how many pictures come before this one. */
  position(generation: Generation): Promise<number | undefined>;
  /** The same, with what the person themselves has before it, and whether that alone holds it up. */
  line(generation: Generation): Promise<PlaceInLine | undefined>;
}
