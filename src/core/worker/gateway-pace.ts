import type { AppError } from '../errors.ts';
import type { WorkerContext } from './worker-context.ts';

/** What a gateway counts apart from each other, as far as anybody knows. */
export type PacedCall = 'submit' | 'look';

/** How long a gateway that says "too many" without saying for how long is left alone, milliseconds. */
const usualHoldMs = 1_000;
const longestHoldMs = 60_000;
/** A lane waits a short hold out; longer ones are worth asking whether another gateway can do it. */
export const shortHoldMs = 3_000;

/** "Too many requests": no process calls that gateway so for a while. */
export function slowDown(
  { brakes }: Pick<WorkerContext, 'brakes'>,
  provider: string,
  call: PacedCall,
  { retryAfterMs }: Pick<AppError, 'retryAfterMs'>,
): void {
  brakes.hold(wayOf(provider, call), Math.min(longestHoldMs, retryAfterMs ?? usualHoldMs));
}

/** How long a gateway must not be called so, milliseconds; 0 while it may. */
export function heldFor(
  { brakes }: Pick<WorkerContext, 'brakes'>,
  provider: string,
  call: PacedCall,
): number {
  return brakes.waitMs(wayOf(provider, call));
}

function wayOf(provider: string, call: PacedCall): string {
  return `gateway:${provider}:${call}`;
}
