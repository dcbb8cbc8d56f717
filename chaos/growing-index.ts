/** Entries of a map that only ever grows, by something of theirs; each is looked at once, however often it is asked. */
export class GrowingIndex<Value> {
  readonly #source: ReadonlyMap<unknown, Value>;
  readonly #keyOf: (value: Value) => string | undefined;
  readonly #values: Iterator<Value>;
  readonly #found = new Map<string, Value[]>();
  #seen = 0;

  constructor(source: ReadonlyMap<unknown, Value>, keyOf: (value: Value) => string | undefined) {
    this.#source = source;
    this.#keyOf = keyOf;
    this.#values = source.values();
  }

  get(key: string): readonly Value[] {
    // An iterator that has come to the end stays there; one that has not goes on to what was added since.
    for (; this.#seen < this.#source.size; this.#seen += 1) {
      const next = this.#values.next();
      if (next.done) break;
      const known = this.#keyOf(next.value);
      if (known !== undefined) this.#found.set(known, [...(this.#found.get(known) ?? []), next.value]);
    }
    return this.#found.get(key) ?? [];
  }
}
