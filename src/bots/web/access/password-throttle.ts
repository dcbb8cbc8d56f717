export interface PasswordThrottleOptions {
  readonly now: () => number;
  /** Wrong passwords one address may send within the window. Default 10. */
  readonly maxFailures?: number;
  /** Milliseconds. Default 60,000. */
  readonly windowMs?: number;
}

/** Counts wrong passwords by address. While an address is blocked, even the right one is not looked at. */
export interface PasswordThrottle {
  /** When the address may try again (Unix ms); undefined while it may now. */
  blockedUntil(address: string): number | undefined;
  fail(address: string): void;
  succeed(address: string): void;
}

interface Failures {
  count: number;
  readonly until: number;
}

const maxAddresses = 10_000;

export function createPasswordThrottle(options: PasswordThrottleOptions): PasswordThrottle {
  const { now, maxFailures = 10, windowMs = 60_000 } = options;
  const failures = new Map<string, Failures>();

  return {
    blockedUntil(address) {
      const entry = failures.get(address);
      if (!entry) return undefined;
      if (entry.until <= now()) failures.delete(address);
      else if (entry.count >= maxFailures) return entry.until;
      return undefined;
    },
    fail(address) {
      const entry = failures.get(address);
      if (entry && entry.until > now()) {
        entry.count += 1;
        return;
      }
      // Insertion order is order of age, so the first entry is the one that lapses next.
      const oldest = failures.size >= maxAddresses ? failures.keys().next().value : undefined;
      if (oldest !== undefined) failures.delete(oldest);
      failures.delete(address);
      failures.set(address, { count: 1, until: now() + windowMs });
    },
    succeed(address) {
      failures.delete(address);
    },
  };
}
