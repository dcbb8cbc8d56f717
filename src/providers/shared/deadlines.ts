/** Something that is to be over by an instant. */
export interface Expiring {
  /** By `performance.now()`. */
  readonly expiresAt: number;
  /** Called once, unless it was removed before. */
  expire(): void;
}

/** How much later than its instant something may be told so, milliseconds. */
const tickMs = 50;

/** Ends what takes too long, with one timer for all: a timer of its own costs a short call as much as its parsing does. */
export class Deadlines {
  readonly #waiting = new Set<Expiring>();
  #timer: NodeJS.Timeout | undefined;

  add(one: Expiring): void {
    this.#waiting.add(one);
    this.#timer ??= setInterval(() => this.#look(), tickMs).unref();
  }

  delete(one: Expiring): void {
    this.#waiting.delete(one);
  }

  #look(): void {
    const now = performance.now();
    for (const one of this.#waiting) {
      if (one.expiresAt > now) continue;
      this.#waiting.delete(one);
      one.expire();
    }
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
