import { AppError } from '../errors.ts';

/** A gateway's word about a key is believed when it says so as often, over such a time (milliseconds). */
const believedCount = 3;
const believedMs = 60_000;
/** As many tasks are remembered; a task that is forgotten is counted anew. */
const remembered = 10_000;

/** How often in a row looks at a task were refused for the key they carried. */
export class KeyRefusals {
  readonly #refused = new Map<string, { readonly since: number; count: number }>();

  /** After a look in vain: whether its key was `refused`, or so often that it is to be taken as `revoked`. */
  after(member: string, error: unknown, now: number): 'refused' | 'revoked' | undefined {
    if (!(error instanceof AppError) || error.code !== 'provider-unauthorized') {
      this.forget(member);
      return undefined;
    }
    if (this.#refused.size >= remembered) this.#refused.clear();
    const row = this.#refused.get(member) ?? { since: now, count: 0 };
    row.count += 1;
    this.#refused.set(member, row);
    if (row.count < believedCount || now - row.since < believedMs) return 'refused';
    return 'revoked';
  }

  forget(member: string): void {
    this.#refused.delete(member);
  }
}
