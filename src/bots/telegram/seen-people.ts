import type { Update, User } from 'grammy/types';

/** Names that are remembered; the oldest goes first. */
const maxNames = 10_000;

/**
 * Whose @name is whose, as far as people wrote to the bot while this process ran: Telegram tells no id with a name alone.
 * Kept in memory only, so that nothing of it is stored about anybody.
 */
export class SeenPeople {
  readonly #ids = new Map<string, number>();

  see({ message, callback_query: press, inline_query: query }: Update): void {
    for (const person of [message?.from, message?.reply_to_message?.from, press?.from, query?.from]) {
      if (person) this.#remember(person);
    }
  }

  /** The id of whoever had this name when they were seen last; case makes no difference. */
  find(username: string): number | undefined {
    return this.#ids.get(username.toLowerCase());
  }

  #remember({ id, username }: User): void {
    if (username === undefined) return;
    const name = username.toLowerCase();
    this.#ids.delete(name);
    this.#ids.set(name, id);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > maxNames && oldest !== undefined) this.#ids.delete(oldest);
  }
}
