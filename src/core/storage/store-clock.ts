import type { Redis } from 'ioredis';
import type { Logger } from '../ports/logger.ts';

/** Between two measurements, milliseconds. */
const everyMs = 60_000;
/** An answer that took longer says too little about when it was given. */
const longestTripMs = 250;
/** Differences that measuring itself makes. */
const negligibleMs = 50;
const worthSayingMs = 1_000;

/**
 * The store's clock, told by this machine's clock and the difference between the two: leases and deadlines that several
 * machines share mean the same on all of them, however wrong one of their clocks is.
 */
export class StoreClock {
  readonly #redis: Pick<Redis, 'time'>;
  readonly #logger: Logger;
  readonly #machine: () => number;
  #aheadMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(redis: Pick<Redis, 'time'>, logger: Logger, machine: () => number = Date.now) {
    this.#redis = redis;
    this.#logger = logger;
    this.#machine = machine;
  }

  /** Measures now, and from time to time until `stop`. */
  async start(): Promise<void> {
    await this.measure();
    this.#timer = setInterval(() => void this.measure(), everyMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Unix milliseconds. */
  now(): number {
    return this.#machine() + this.#aheadMs;
  }

  /** Never rejects: without an answer the last difference stands. */
  async measure(): Promise<void> {
    try {
      const askedAt = this.#machine();
      const [seconds, microseconds] = await this.#redis.time();
      const answeredAt = this.#machine();
      if (answeredAt - askedAt > longestTripMs) return;
      const storeAt = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
      this.#take(Math.round(storeAt - (askedAt + answeredAt) / 2));
    } catch (error) {
      this.#logger.debug({ error }, 'The clock of the store could not be read');
    }
  }

  #take(aheadMs: number): void {
    const before = this.#aheadMs;
    this.#aheadMs = Math.abs(aheadMs) < negligibleMs ? 0 : aheadMs;
    if (Math.abs(this.#aheadMs - before) < worthSayingMs) return;
    this.#logger.warn(
      { aheadMs },
      'The clock of this machine and that of the store differ; the one of the store is followed',
    );
  }
}
