/** Something that is to be over by an instant. */
export interface Expiring {
  /** By `performance.now()`. */
  readonly expiresAt: number;
  /** Its place in the list, while it is in one; kept by the list. */
  place: number | undefined;
  /** Called once, unless it was removed before. */
  expire(): void;
}

/** How much later than its instant something may be told so, milliseconds. */
const tickMs = 50;

/**
 * Ends what takes too long, with one timer for all: a timer of its own costs a short call as much as its parsing does. In places
 * that are used again and again, because the tables that a `Set` leaves behind when thousands come and go keep what was in them
 * from being collected early (measured: half of all requests outlived their young generation).
 */
export class Deadlines {
  readonly #places: (Expiring | undefined)[] = [];
  readonly #free: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  add(one: Expiring): void {
    const place = this.#free.pop() ?? this.#places.length;
    this.#places[place] = one;
    one.place = place;
    this.#timer ??= setInterval(() => this.#look(), tickMs).unref();
  }

  /** Nothing happens to one that is not there. */
  delete(one: Expiring): void {
    if (one.place === undefined) return;
    this.#places[one.place] = undefined;
    this.#free.push(one.place);
    one.place = undefined;
  }

  #look(): void {
    const now = performance.now();
    for (const one of this.#places) {
      if (!one || one.expiresAt > now) continue;
      this.delete(one);
      one.expire();
    }
    if (this.#free.length < this.#places.length) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
