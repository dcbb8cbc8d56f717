/** Things that all processes together may only do so often. */
export interface Turns {
  /**
   * Resolves when it is the caller's turn, no sooner than `everyMs` after the last turn of that name was taken, in whatever
   * process. While the store is away nobody waits for it: then each process counts for itself.
   */
  take(name: string, everyMs: number): Promise<void>;
}
