/** The first answer to an interaction that came over HTTP. */
export interface DirectReply {
  readonly response: object;
  /** Called once: whether the answer left this machine. */
  readonly onSent: (arrived: boolean) => void;
}

/**
 * Interactions whose first answer is awaited by an HTTP request, by their id. Whoever answers first gets through; there is no
 * second one.
 */
export class DirectReplies {
  readonly #waiting = new Map<string, (reply: DirectReply | undefined) => void>();

  /** Resolves with the answer, or with undefined when there was none in time. */
  expect(interactionId: string, withinMs: number): Promise<DirectReply | undefined> {
    return new Promise((resolve) => {
      const settle = (reply: DirectReply | undefined): void => {
        clearTimeout(late);
        this.#waiting.delete(interactionId);
        resolve(reply);
      };
      const late = setTimeout(() => settle(undefined), withinMs);
      this.#waiting.set(interactionId, settle);
    });
  }

  /** The request is not answered here: somebody else has the interaction. */
  giveUp(interactionId: string): void {
    this.#waiting.get(interactionId)?.(undefined);
  }

  /** Answers. Undefined when nobody waits; else whether the answer left this machine. */
  answer(interactionId: string, response: object): Promise<boolean> | undefined {
    const settle = this.#waiting.get(interactionId);
    if (!settle) return undefined;
    return new Promise((resolve) => settle({ response, onSent: resolve }));
  }
}
