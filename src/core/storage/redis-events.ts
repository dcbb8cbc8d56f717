import type { Redis } from 'ioredis';
import type { Logger } from '../ports/logger.ts';
import { keys } from './keys.ts';

/** What was published about a generation: its record changed, its live view changed, or a new preview is there. */
export interface PublishedEvent {
  readonly id: string;
  readonly live?: boolean;
  readonly preview?: boolean;
}

/** Hears of changes of generations. One subscription a process, opened with the first listener. */
export class RedisEvents {
  readonly #connect: () => Redis;
  readonly #logger: Logger;
  readonly #listeners = new Map<string, Set<(event: PublishedEvent) => void>>();
  #subscriber: Redis | undefined;
  #subscribed: Promise<unknown> | undefined;

  constructor(connect: () => Redis, logger: Logger) {
    this.#connect = connect;
    this.#logger = logger;
  }

  /** Calls back once as soon as nothing can be missed any more, and then on every change. */
  on(generationId: string, listener: (event: PublishedEvent) => void): () => void {
    const subscribed = this.#open();
    const listeners = this.#listeners.get(generationId) ?? new Set();
    this.#listeners.set(generationId, listeners.add(listener));
    // What changed before the subscription stood was not heard.
    void subscribed.then(() => {
      if (listeners.has(listener)) listener({ id: generationId });
    });
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(generationId);
    };
  }

  close(): void {
    this.#subscriber?.disconnect();
  }

  #open(): Promise<unknown> {
    if (this.#subscriber && this.#subscribed) return this.#subscribed;
    this.#subscriber = this.#connect();
    this.#subscriber.on('message', (_channel: string, text: string) => {
      const event = JSON.parse(text) as PublishedEvent;
      for (const listener of this.#listeners.get(event.id) ?? []) listener(event);
    });
    this.#subscribed = this.#subscriber.subscribe(keys.events()).catch((error: unknown) => {
      this.#logger.warn({ error }, 'Changes cannot be followed');
    });
    return this.#subscribed;
  }
}
