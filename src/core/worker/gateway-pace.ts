import { AppError } from '../errors.ts';
import type { WorkerContext } from './worker-context.ts';

/** What a gateway counts apart from each other, as far as anybody knows. */
export type PacedCall = 'submit' | 'look';

/** Whose limits a call counts against: the operator's at a gateway, or those of somebody's own key. */
export function accountOf(provider: string, keyId: string | undefined): string {
  return keyId === undefined ? provider : `${provider}+${keyId}`;
}

/** How long a gateway that says "too many" without saying for how long is left alone, milliseconds. */
const usualHoldMs = 1_000;
const longestHoldMs = 60_000;
/** A lane waits a short hold out; longer ones are worth asking whether another gateway can do it. */
export const shortHoldMs = 3_000;

/** "Too many requests": no process calls that gateway so, for that account, for a while. */
export function slowDown(
  { brakes }: Pick<WorkerContext, 'brakes'>,
  account: string,
  call: PacedCall,
  { retryAfterMs }: Pick<AppError, 'retryAfterMs'>,
): void {
  brakes.hold(wayOf(account, call), Math.min(longestHoldMs, retryAfterMs ?? usualHoldMs));
}

/** How long a gateway must not be called so, milliseconds; 0 while it may. */
export function heldFor({ brakes }: Pick<WorkerContext, 'brakes'>, account: string, call: PacedCall): number {
  return brakes.waitMs(wayOf(account, call));
}

/** The name that such calls have at the brakes: for those who ask thousands of times a second. */
export function wayOf(account: string, call: PacedCall): string {
  return `gateway:${account}:${call}`;
}

/** The gateway said that this call was one too many. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'provider-rate-limited';
}
