import { AppError } from '../errors.ts';
import type { Logger } from '../ports/logger.ts';

/** Replies by which a Redis says that it cannot serve now, as opposed to that we asked for nonsense. */
const awayReply = /\b(OOM|READONLY|LOADING|MISCONF|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY)\b/;
/** What the client says when it has no connection. */
const awayMessage =
  /^(Connection is closed|Stream isn't writeable|Command timed out|Reached the max retries|Too many Cluster redirections|Cluster isn't ready|All sentinels are unreachable|None of startup nodes)/;
const awayNames = new Set([
  'AbortError',
  'InterruptError',
  'MaxRetriesPerRequestError',
  'ClusterAllFailedError',
]);
const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'ENOTFOUND']);

/** True when an error of the client means that the store cannot be used at the moment. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof AppError) return false;
  if (error.name === 'ReplyError') return awayReply.test(error.message);
  if (awayNames.has(error.name) || awayMessage.test(error.message)) return true;
  return 'syscall' in error && 'code' in error && awayCodes.has(String(error.code));
}

/** `store-unavailable` where the store is away, else the error as it is. */
export function asStoreError(error: unknown): unknown {
  if (!isStoreAway(error)) return error;
  return new AppError('The store does not answer', {
    code: 'store-unavailable',
    retryable: true,
    cause: error,
  });
}

/** Puts a guard around an object: its asynchronous methods reject with `store-unavailable` while the store is away. */
export type StoreGuard = <T extends object>(target: T) => T;

/** What an operator has to do about a store that is there and refuses to write, by the first word of its reply. */
const refusals: Readonly<Record<string, string>> = {
  OOM: 'The store is full and refuses to write. Give it more memory (maxmemory), or free some',
  READONLY: 'The store is a read-only replica. Let REDIS_URL name the primary',
  MISCONF: 'The store cannot save to its disk and refuses to write. See to its disk and its log',
  NOREPLICAS: 'The store misses its replicas and refuses to write. See to them, or to min-replicas-to-write',
};
const repeatedAfterMs = 30_000;

/** Says in the log, at most every half minute, why a store refuses to write. */
export function createStoreGuard(logger: Logger, now: () => number): StoreGuard {
  const said = new Map<string, number>();
  return (target) =>
    withStoreErrors(target, (error) => {
      const reason = (error instanceof Error && /^[A-Z]+/.exec(error.message)?.[0]) || '';
      const advice = refusals[reason];
      if (!advice || now() < (said.get(reason) ?? -Infinity) + repeatedAfterMs) return;
      said.set(reason, now());
      logger.error({ reason }, advice);
    });
}

/** The guard itself; `onAway` hears of every error that means it. */
export function withStoreErrors<T extends object>(target: T, onAway?: (error: unknown) => void): T {
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, given);
        if (!(result instanceof Promise)) return result;
        return result.catch((error: unknown) => {
          const cause = error instanceof AppError ? error.cause : error;
          if (isStoreAway(cause)) onAway?.(cause);
          throw asStoreError(error);
        });
      };
    },
  });
}
