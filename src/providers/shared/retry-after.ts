const maxWaitMs = 10 * 60_000;

/**
 * The `Retry-After` header (seconds or an HTTP date) as milliseconds from `now`, between 0 and ten minutes;
 * undefined when it is absent or makes no sense.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(waitMs) ? undefined : Math.round(Math.min(maxWaitMs, Math.max(0, waitMs)));
}
