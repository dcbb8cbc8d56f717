import { ok, problem, warning, type Finding } from './finding.ts';

const subject = 'Clock';
const wrongMs = 60_000;
const doubtfulMs = 5_000;

/**
 * Judges this machine's clock by those of others. `aheadMs` is another's clock less ours; one alone may be wrong itself,
 * so the middle one counts.
 */
export function judgeClock(aheadMs: readonly number[]): readonly Finding[] {
  const sorted = aheadMs.toSorted((left, right) => left - right);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) return [];
  const seconds = Math.round(Math.abs(middle) / 1_000);
  const way = middle > 0 ? 'behind' : 'ahead';
  const advice = 'Let the system keep the time, for example with "timedatectl set-ntp true".';
  if (Math.abs(middle) >= wrongMs) {
    const why = 'links expire at the wrong moment and answers to Discord may come too late';
    return [problem(subject, `This machine’s clock is ${seconds} s ${way}: ${why}.`, advice)];
  }
  if (Math.abs(middle) >= doubtfulMs) {
    return [warning(subject, `This machine’s clock is ${seconds} s ${way}.`, advice)];
  }
  return [ok(subject, 'This machine’s clock agrees with others.')];
}
