import { MASK, patternOf } from './mask-secrets.ts';

const shortest = 8;
/** Beyond so many, the ones that were used longest ago are forgotten. */
const mostWords = 1_000;

/** Secrets that become known while the program runs: people's own keys. */
export class HiddenWords {
  readonly #words = new Set<string>();
  /** Undefined: to be made anew. */
  #pattern: RegExp | undefined;

  add(secret: string): void {
    if (secret.length < shortest) return;
    const isKnown = this.#words.delete(secret);
    this.#words.add(secret);
    if (isKnown) return;
    const [oldest] = this.#words;
    if (this.#words.size > mostWords && oldest !== undefined) this.#words.delete(oldest);
    this.#pattern = undefined;
  }

  mask(text: string): string {
    if (this.#words.size === 0) return text;
    this.#pattern ??= patternOf([...this.#words]);
    return this.#pattern ? text.replace(this.#pattern, MASK) : text;
  }
}
