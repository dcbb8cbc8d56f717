/** Carries pieces of text from one writer to one reader, one at a time, so that neither runs ahead of the other. */
export class PieceChannel implements AsyncIterable<string> {
  #pieces: string[] = [];
  #state: 'open' | 'ended' | 'left' = 'open';
  #error: unknown;
  #wakeReader: () => void = () => undefined;
  #wakeWriter: () => void = () => undefined;

  /** Settles when the reader asks for more; at once when there is no reader any more. */
  async write(piece: string): Promise<void> {
    if (this.#state !== 'open') return;
    this.#pieces.push(piece);
    const taken = new Promise<void>((resolve) => (this.#wakeWriter = resolve));
    this.#wakeReader();
    await taken;
  }

  /** With an error, the reader gets it after the last piece. */
  end(error?: unknown): void {
    if (this.#state !== 'open') return;
    this.#state = 'ended';
    this.#error = error;
    this.#wakeReader();
  }

  /** Nobody will read any more. */
  leave(): void {
    this.#state = 'left';
    this.#pieces = [];
    this.#wakeWriter();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    try {
      for (;;) {
        const piece = this.#pieces.shift();
        if (piece !== undefined) {
          yield piece;
          this.#wakeWriter();
        } else if (this.#state !== 'open') {
          if (this.#error !== undefined) throw this.#error;
          return;
        } else {
          await new Promise<void>((resolve) => (this.#wakeReader = resolve));
        }
      }
    } finally {
      this.leave();
    }
  }
}
