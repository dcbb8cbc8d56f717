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

  constructor(connect: () => Redis, logger: Logger) {
    this.#connect = connect;
    this.#logger = logger;
  }

  on(generationId: string, listener: (event: PublishedEvent) => void): () => void {
    this.#open();
    const listeners = this.#listeners.get(generationId) ?? new Set();
    this.#listeners.set(generationId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(generationId);
    };
  }

  close(): void {
    this.#subscriber?.disconnect();
  }

  #open(): void {
    if (this.#subscriber) return;
    this.#subscriber = this.#connect();
    this.#subscriber.on('message', (_channel: string, text: string) => {
      const event = JSON.parse(text) as PublishedEvent;
      for (const listener of this.#listeners.get(event.id) ?? []) listener(event);
    });
    this.#subscriber.subscribe(keys.events()).catch((error: unknown) => {
      this.#logger.warn({ error }, 'Changes cannot be followed');
    });
  }
}
