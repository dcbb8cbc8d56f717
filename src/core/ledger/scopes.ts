import type { LedgerScope } from '../generation/generation.ts';
import type { ScopeLimit } from '../ports/generation-store.ts';

/** The operator's limits; absent is no limit. Money in micro-dollars, days are UTC. */
export interface LedgerLimits {
  readonly userDailyImages?: number;
  readonly userDailyMicroUsd?: number;
  readonly chatDailyMicroUsd?: number;
  readonly globalDailyMicroUsd?: number;
}

export interface Payer {
  readonly userId: string;
  readonly chatId: string;
}

/** "2026-11-21" of an instant, in UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** When the day of an instant ends (Unix ms), in UTC. */
export function endOfDay(at: number): number {
  return Date.parse(`${dayOf(at)}T00:00:00.000Z`) + 86_400_000;
}

/** Every counter that a request of this payer moves: user, chat and all, by day and by month. */
export function scopesOf(payer: Payer, at: number): readonly LedgerScope[] {
  const day = dayOf(at);
  return [day, day.slice(0, 7)].flatMap((period): LedgerScope[] => [
    { kind: 'user', id: payer.userId, period },
    { kind: 'chat', id: payer.chatId, period },
    { kind: 'all', id: 'all', period },
  ]);
}

/** The limits that apply to those scopes. */
export function limitsOf(scopes: readonly LedgerScope[], limits: LedgerLimits): readonly ScopeLimit[] {
  return scopes.flatMap((scope): ScopeLimit[] => {
    if (scope.period.length !== 'YYYY-MM-DD'.length) return [];
    switch (scope.kind) {
      case 'user':
        return limit(scope, limits.userDailyImages, limits.userDailyMicroUsd);
      case 'chat':
        return limit(scope, undefined, limits.chatDailyMicroUsd);
      case 'all':
        return limit(scope, undefined, limits.globalDailyMicroUsd);
    }
  });
}

/** True when any dollar limit is set, so that a request of unknown price cannot be let through. */
export function hasDollarLimit(limits: LedgerLimits): boolean {
  return [limits.userDailyMicroUsd, limits.chatDailyMicroUsd, limits.globalDailyMicroUsd].some(
    (value) => value !== undefined,
  );
}

function limit(scope: LedgerScope, images: number | undefined, microUsd: number | undefined): ScopeLimit[] {
  if (images === undefined && microUsd === undefined) return [];
  return [
    {
      scope,
      ...(images === undefined ? {} : { images }),
      ...(microUsd === undefined ? {} : { microUsd }),
    },
  ];
}
