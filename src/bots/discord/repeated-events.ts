import type { Logger } from '../../core/ports/logger.ts';
import { platform } from './discord-address.ts';

/** Own events that are remembered, to tell a repeated one from one that another process has taken. */
const rememberedKeys = 1_000;

/** Notices where events that come here are taken by another process, and says so once. */
export class RepeatedEvents {
  readonly #logger: Logger;
  readonly #begun = new Set<string>();
  #isShared = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** This process works on the event. */
  begun(key: string): void {
    this.#begun.add(key);
    if (this.#begun.size > rememberedKeys) this.#begun.clear();
  }

  /** Somebody has this event already: this process before the connection broke, or another with the same token. */
  taken(key: string): void {
    if (this.#isShared || this.#begun.has(key)) return;
    this.#isShared = true;
    this.#logger.warn(
      { platform },
      'Another process receives Discord’s events with the same token; each is taken once. One with the role discord is enough',
    );
  }
}
