import type { Brakes } from '../../src/core/ports/brakes.ts';

/** Brakes of several processes in one: what one holds, all obey at once. Time stands still but for `pass`. */
export class SharedBrakes implements Brakes {
  readonly held = new Map<string, number>();
  readonly troubles = new Map<string, number>();
  part = 1;
  #now = 0;
  readonly #listeners: ((part: number) => void)[] = [];

  pass(ms: number): void {
    this.#now += ms;
  }

  /** As many processes use every limit from now on. */
  processes(count: number): void {
    this.part = 1 / count;
    for (const listener of this.#listeners) listener(this.part);
  }

  waitMs(way: string): number {
    return Math.max(0, (this.held.get(way) ?? 0) - this.#now);
  }

  hold(way: string, forMs: number): void {
    if (forMs > this.waitMs(way)) this.held.set(way, this.#now + forMs);
  }

  countTrouble(what: string): Promise<{ count: number; leftMs: number }> {
    const count = (this.troubles.get(what) ?? 0) + 1;
    this.troubles.set(what, count);
    return Promise.resolve({ count, leftMs: 60_000 });
  }

  share(_limit: string, listener: (part: number) => void): void {
    this.#listeners.push(listener);
    listener(this.part);
  }
}
