interface Upload {
  readonly url: Promise<string>;
  readonly usableUntil: number;
}

const mostUploads = 2_000;

/** Remembers which pictures a gateway holds already, by content, for as long as their links live. */
export class UploadCache {
  readonly #uploads = new Map<string, Upload>();
  readonly #lifetimeMs: number;
  readonly #now: () => number;

  constructor(lifetimeMs: number, now: () => number) {
    this.#lifetimeMs = lifetimeMs;
    this.#now = now;
  }

  /** The link of this content, from an earlier upload or from `upload`, which runs once at a time per key. */
  get(key: string, upload: () => Promise<string>): Promise<string> {
    const known = this.#uploads.get(key);
    if (known && this.#now() < known.usableUntil) return known.url;
    const url = upload();
    this.#uploads.delete(key);
    this.#uploads.set(key, { url, usableUntil: this.#now() + this.#lifetimeMs });
    url.catch(() => this.#uploads.delete(key));
    this.#trim();
    return url;
  }

  #trim(): void {
    for (const key of this.#uploads.keys()) {
      if (this.#uploads.size <= mostUploads) return;
      this.#uploads.delete(key);
    }
  }
}
