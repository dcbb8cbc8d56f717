import { AppError } from '../../core/errors.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { adviceFor, S3Trouble } from './s3-trouble.ts';

/** Knows how the S3 store is, and says so once in a while. */
export interface S3Watch {
  /** The same work; where it fails because of the S3 store, it may be tried again: `store-unavailable`. */
  guard<T>(work: Promise<T>): Promise<T>;
  /** False from a failure on until a trial write succeeds; asks nothing while all is well. */
  takesPictures(): Promise<boolean>;
}

const triedEveryMs = 5_000;
const repeatedAfterMs = 30_000;

export function createS3Watch(options: {
  readonly logger: Logger;
  readonly now: () => number;
  /** A harmless write; rejects with `S3Trouble`. */
  readonly tryOut: () => Promise<void>;
}): S3Watch {
  const { logger, now, tryOut } = options;
  let saidAt = -Infinity;
  let away = false;
  let tried: { readonly at: number; readonly succeeded: Promise<boolean> } | undefined;

  const note = (trouble: S3Trouble): void => {
    away = true;
    if (now() < saidAt + repeatedAfterMs) return;
    saidAt = now();
    const { code, statusCode } = trouble;
    logger.error(
      { code, ...(statusCode === undefined ? {} : { statusCode }), advice: adviceFor(trouble) },
      'The S3 store does not do what it is asked: nothing more is bought until it does',
    );
  };

  const tryNow = async (): Promise<boolean> => {
    try {
      await tryOut();
    } catch (error) {
      if (!(error instanceof S3Trouble)) throw error;
      note(error);
      return false;
    }
    if (away) logger.info({}, 'The S3 store is back');
    away = false;
    saidAt = -Infinity;
    return true;
  };

  return {
    async guard(work) {
      try {
        return await work;
      } catch (error) {
        if (!(error instanceof S3Trouble)) throw error;
        note(error);
        throw new AppError('The S3 store does not answer', {
          code: 'store-unavailable',
          retryable: true,
          cause: error,
        });
      }
    },
    takesPictures() {
      if (!away) return Promise.resolve(true);
      if (!tried || now() - tried.at > triedEveryMs) tried = { at: now(), succeeded: tryNow() };
      return tried.succeeded;
    },
  };
}
