/** A key of a person's own for one gateway, as it may be shown. */
export interface KeptKey {
  /** Id of the gateway. */
  readonly gateway: string;
  /** The last four characters; absent where the kept key can no longer be read and has to be given again. */
  readonly end?: string;
  /** When it was given (Unix ms). */
  readonly since: number;
}

/** A key in a form that may be written down: only this program can read it, and only for this person and gateway. */
export type SealedKey = string & { readonly sealed: true };

export type KeepResult =
  | { readonly kind: 'kept'; readonly key: KeptKey }
  /** What was given cannot be a key, or could not be read. */
  | { readonly kind: 'not-a-key' }
  /** The operator takes no keys for that gateway. */
  | { readonly kind: 'not-offered' };

export interface KeyOwner {
  readonly userId: string;
  readonly gateway: string;
}

/**
 * Keys that people bring for gateways, where the operator allows it: what a gateway with such a key can make is made there
 * and paid by the key's owner. Nothing but `seal` ever takes a key as it is.
 */
export interface OwnKeys {
  /** Ids of the gateways for which keys are taken, in order of preference; empty where none are. */
  readonly gateways: readonly string[];
  /** Encrypts what somebody gave as a key. An entrance does so before anything else, its intake included. */
  seal(owner: KeyOwner, text: string): SealedKey;
  /** Keeps a sealed key in place of an earlier one. Requests that are not submitted yet use the new one. */
  keep(owner: KeyOwner, sealed: SealedKey): Promise<KeepResult>;
  list(userId: string): Promise<readonly KeptKey[]>;
  /**
   * Deletes a person's key, or all of them, and resolves to their gateways. What a gateway is at work on with a key is still
   * fetched with it; the copy that is kept for that lapses after three hours.
   */
  remove(userId: string, gateway?: string): Promise<readonly string[]>;
}
