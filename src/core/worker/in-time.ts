import type { AppErrorOptions } from '../errors.ts';
import { AppError } from '../errors.ts';

/**
 * The result of work that was given a time-out of its own, or, should it ignore that, an error some time after it: a
 * call that hangs for ever must not hold a place for ever. The work itself cannot be stopped.
 *
 * @throws AppError with `code`, retryable
 */
export async function inTime<T>(
  work: Promise<T>,
  timeoutMs: number,
  code: AppErrorOptions['code'],
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError('A call ignored its time-out', { code, retryable: true })),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
