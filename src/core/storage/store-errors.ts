import { AppError } from '../errors.ts';

/** Replies by which a Redis says that it cannot serve now, as opposed to that we asked for nonsense. */
const awayReply = /\b(OOM|READONLY|LOADING|MISCONF|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY)\b/;
/** What the client says when it has no connection. */
const awayMessage =
  /^(Connection is closed|Stream isn't writeable|Command timed out|Reached the max retries)/;
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

/** The same object, whose asynchronous methods reject with `store-unavailable` while the store is away. */
export function withStoreErrors<T extends object>(target: T): T {
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, given);
        if (!(result instanceof Promise)) return result;
        return result.catch((error: unknown) => {
          throw asStoreError(error);
        });
      };
    },
  });
}
