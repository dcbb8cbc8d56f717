import type { Attempt, Generation } from '../generation/generation.ts';
import type { ErrorCode } from '../errors.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';

/** One instruction to the transition script. */
type Operation = readonly (string | number | readonly (string | number)[])[];

/** Sorted set: generations with a submit whose fate is unknown, by when it became so. */
export const unknownsKey = 'unknowns';

const hourMs = 3_600_000;
const keptSeconds = 2 * 86_400;
const hours = 24;

/** What the gateway refused because of what was asked, and what it had no room for, says nothing about how it is. */
const blameless = new Set<ErrorCode>([
  'provider-moderated',
  'provider-rejected',
  'provider-unsupported',
  'provider-rate-limited',
]);

/** What a change has to count about attempts that came to an end with it. Keys without their common prefix. */
export function attemptOperations(
  before: Generation | undefined,
  after: Generation,
  now: number,
): readonly Operation[] {
  const old = new Map(before?.parts.flatMap(({ attempts }) => attempts).map((one) => [one.id, one.state]));
  const operations: Operation[] = [];
  // How somebody's own account fares says nothing about the operator's.
  if (after.payer) return operations;
  for (const attempt of after.parts.flatMap(({ attempts }) => attempts)) {
    if (old.get(attempt.id) === attempt.state) continue;
    const outcome = outcomeOf(attempt);
    const key = [nameOf(attempt.provider, now), keptSeconds];
    if (outcome) operations.push(['count', key, [outcome], [1], now]);
    if (attempt.state === 'unknown') operations.push(['zaddnx', unknownsKey, now, after.id]);
  }
  return operations;
}

function outcomeOf({ state, errorCode }: Attempt): 'ok' | 'failed' | undefined {
  if (state === 'succeeded') return 'ok';
  if (state === 'unknown') return 'failed';
  return state === 'failed' && !(errorCode && blameless.has(errorCode)) ? 'failed' : undefined;
}

/** How many tasks of a gateway ended in the last day, and how many of them came to nothing. */
export async function attemptCounts(
  redis: StoreConnection,
  provider: string,
  now: number,
): Promise<{ ended: number; failed: number }> {
  const pipeline = redis.pipeline();
  for (let hour = 0; hour < hours; hour += 1) {
    pipeline.hmget(`${keyPrefix}${nameOf(provider, now - hour * hourMs)}`, 'ok', 'failed');
  }
  const sums = { ended: 0, failed: 0 };
  for (const [error, values] of (await pipeline.exec()) ?? []) {
    if (error) throw error;
    const [ok = 0, failed = 0] = (values as (string | null)[]).map((value) => Number(value ?? 0));
    sums.ended += ok + failed;
    sums.failed += failed;
  }
  return sums;
}

function nameOf(provider: string, at: number): string {
  return `ends:${provider}:${Math.floor(at / hourMs)}`;
}
