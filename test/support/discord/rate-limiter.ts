interface Window {
  startedAt: number;
  used: number;
}

/** Fixed windows in real time, one per key. */
export class RateLimiter {
  private readonly windows = new Map<string, Window>();

  /** Counts one request; what is left and, when nothing was, the ms to wait. */
  take(
    key: string,
    limit: number,
    windowMs: number,
  ): { remaining: number; resetAfterMs: number; refused: boolean } {
    const now = Date.now();
    let window = this.windows.get(key);
    if (!window || now >= window.startedAt + windowMs) {
      window = { startedAt: now, used: 0 };
      this.windows.set(key, window);
    }
    const resetAfterMs = window.startedAt + windowMs - now;
    if (window.used >= limit) return { remaining: 0, resetAfterMs, refused: true };
    window.used += 1;
    return { remaining: limit - window.used, resetAfterMs, refused: false };
  }
}
