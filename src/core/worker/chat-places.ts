/** Deliveries into one chat that one process has in hand at once. */
const placesPerChat = 8;
/** How much longer each further one that finds no place waits, milliseconds. */
const stepMs = 25;
const longestMs = 5_000;

interface Chat {
  running: number;
  turnedAway: number;
}

/** Keeps one chat, which may be flooded and slow, from taking all the places that deliveries of a platform have. */
export class ChatPlaces {
  readonly #chats = new Map<string, Chat>();

  /** A function that gives the place back, or how many milliseconds later to ask again. */
  take(chat: string): (() => void) | number {
    const known = this.#chats.get(chat) ?? { running: 0, turnedAway: 0 };
    this.#chats.set(chat, known);
    if (known.running >= placesPerChat) {
      known.turnedAway += 1;
      return Math.min(longestMs, known.turnedAway * stepMs);
    }
    known.running += 1;
    return () => {
      known.running -= 1;
      known.turnedAway = 0;
      if (known.running === 0) this.#chats.delete(chat);
    };
  }
}
