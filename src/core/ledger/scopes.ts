import type { LedgerScope } from '../generation/generation.ts';
import type { ScopeLimit } from '../ports/generation-store.ts';
import type { Allowance, LimitPeriod, LimitScope, Payer } from '../ports/limits.ts';

/** The limits of the environment; absent is no limit. Money in micro-dollars, days and months are UTC. */
export interface LedgerLimits {
  readonly userDailyImages?: number;
  readonly userDailyMicroUsd?: number;
  readonly userMonthlyImages?: number;
  readonly userMonthlyMicroUsd?: number;
  readonly chatDailyImages?: number;
  readonly chatDailyMicroUsd?: number;
  readonly chatMonthlyImages?: number;
  readonly chatMonthlyMicroUsd?: number;
  readonly globalDailyImages?: number;
  readonly globalDailyMicroUsd?: number;
  readonly globalMonthlyImages?: number;
  readonly globalMonthlyMicroUsd?: number;
}

/** "2026-11-21" of an instant, in UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** When the day of an instant ends (Unix ms), in UTC. */
export function endOfDay(at: number): number {
  return Date.parse(`${dayOf(at)}T00:00:00.000Z`) + 86_400_000;
}

/** "2026-11-21" or "2026-11" of an instant, in UTC. */
export function periodOf(period: LimitPeriod, at: number): string {
  return period === 'day' ? dayOf(at) : dayOf(at).slice(0, 7);
}

/** Whether a counter is of a day or of a month. */
export function kindOfPeriod(period: string): LimitPeriod {
  return period.length > 'YYYY-MM'.length ? 'day' : 'month';
}

/** When the day or month of an instant ends (Unix ms), in UTC. */
export function endOfPeriod(period: LimitPeriod, at: number): number {
  if (period === 'day') return endOfDay(at);
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** Every counter that a request of this payer moves: user, chat, all and the scopes beyond, by day and by month. */
export function scopesOf(
  payer: Payer,
  at: number,
  beyond: readonly LimitScope[] = [],
): readonly LedgerScope[] {
  const day = dayOf(at);
  return [day, day.slice(0, 7)].flatMap((period): LedgerScope[] => [
    { kind: 'user', id: payer.userId, period },
    { kind: 'chat', id: payer.chatId, period },
    ...beyond.map(({ kind, id }) => ({ kind, id, period })),
    { kind: 'all', id: 'all', period },
  ]);
}

/** What the environment says for each user, each chat and all. */
export function allowancesOf(limits: LedgerLimits): Readonly<Record<'user' | 'chat' | 'all', Allowance>> {
  return {
    user: {
      day: amounts(limits.userDailyImages, limits.userDailyMicroUsd),
      month: amounts(limits.userMonthlyImages, limits.userMonthlyMicroUsd),
    },
    chat: {
      day: amounts(limits.chatDailyImages, limits.chatDailyMicroUsd),
      month: amounts(limits.chatMonthlyImages, limits.chatMonthlyMicroUsd),
    },
    all: {
      day: amounts(limits.globalDailyImages, limits.globalDailyMicroUsd),
      month: amounts(limits.globalMonthlyImages, limits.globalMonthlyMicroUsd),
    },
  };
}

/** True when any dollar limit applies, so that a request of unknown price cannot be let through. */
export function hasDollarLimit(limits: readonly ScopeLimit[]): boolean {
  return limits.some(({ microUsd }) => microUsd !== undefined);
}

function amounts(
  images: number | undefined,
  microUsd: number | undefined,
): { images?: number; microUsd?: number } {
  return {
    ...(images === undefined ? {} : { images }),
    ...(microUsd === undefined ? {} : { microUsd }),
  };
}
