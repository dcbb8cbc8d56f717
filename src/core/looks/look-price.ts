export interface LookPriceConfig {
  /** Seconds of a user's waiting that one look is worth while the gateway has room. */
  readonly usual: number;
  readonly now: () => number;
}

/** Never dearer: a task is still looked at every ten seconds or so. */
const dearest = 8;
const secondMs = 1_000;
/** What is kept of the rate at which a gateway refused looks, and how fast it is tried again, per second. */
const backOff = 0.8;
const tryAgain = 1.05;

/**
 * The price of a look at one gateway. Looks per task go with the inverse square root of the price, so a gateway that refuses
 * looks (429) makes them dearer until the demand fits what it takes: every second, price × (demand / budget)².
 */
export class LookPrice {
  readonly #config: LookPriceConfig;
  #price: number;
  /** Looks per second that the gateway takes; undefined while it has refused none. */
  #budget: number | undefined;
  #since: number;
  #asked = 0;
  #refused = 0;

  constructor(config: LookPriceConfig) {
    this.#config = config;
    this.#price = config.usual;
    this.#since = config.now();
  }

  /** One request was made; `refused` when the gateway said that it was one too many. */
  asked(refused = false): void {
    this.#settle();
    this.#asked += 1;
    if (refused) this.#refused += 1;
  }

  get value(): number {
    this.#settle();
    return this.#price;
  }

  #settle(): void {
    const at = this.#config.now();
    const seconds = (at - this.#since) / secondMs;
    if (seconds < 1) return;
    const demand = this.#asked / seconds;
    if (this.#refused > 0) {
      this.#budget = Math.max(0.1, backOff * ((this.#asked - this.#refused) / seconds));
    } else if (this.#budget !== undefined) {
      this.#budget *= tryAgain ** Math.min(seconds, 60);
    }
    if (this.#budget !== undefined && demand > 0) {
      // At most fourfold a second: one bad second says little.
      const factor = Math.min(4, Math.max(0.25, (demand / this.#budget) ** 2));
      this.#price = Math.min(dearest, Math.max(this.#config.usual, this.#price * factor));
      if (this.#price === this.#config.usual && demand < this.#budget / 2) this.#budget = undefined;
    }
    this.#since = at;
    this.#asked = 0;
    this.#refused = 0;
  }
}
