import type { ProviderSummary, Quota, QuotaLine } from '../core.ts';
import type { LedgerScope } from '../generation/generation.ts';
import type { ScopeLimit } from '../ports/generation-store.ts';
import type { Limits, Payer } from '../ports/limits.ts';
import { endOfPeriod, kindOfPeriod } from './scopes.ts';

export interface QuotaDependencies {
  readonly limits: Limits;
  /** How many generations of a user are not finished. */
  readonly unfinished: (userId: string) => Promise<number>;
  /** Gateways that somebody has a key of their own for. */
  readonly ownKeys: (userId: string) => Promise<readonly string[]>;
  readonly providers: () => readonly ProviderSummary[];
  readonly now: () => number;
}

/** What one user and one chat have used today and this month, and of how much. */
export async function quotaReport(who: Payer, deps: QuotaDependencies): Promise<Quota> {
  const at = deps.now();
  const applied = await deps.limits.resolve(who, at);
  const limitOf = (scope: LedgerScope) => applied.limits.find((one) => one.scope === scope);
  const told = applied.scopes.filter((scope) => isTold(scope, who) || limitOf(scope) !== undefined);
  const lines = await Promise.all(told.map((scope) => linesOf(scope, limitOf(scope), deps.limits)));
  const summaries = deps.providers();
  return {
    lines: lines.flat(),
    resetsAt: endOfPeriod('day', at),
    monthResetsAt: endOfPeriod('month', at),
    unfinished: await deps.unfinished(who.userId),
    ownKeys: await deps.ownKeys(who.userId),
    concurrentLimit: applied.concurrent,
    queuedLimit: applied.queued,
    assumedPrices: summaries
      .filter(({ priceAssumed, microUsdPerImage }) => priceAssumed && microUsdPerImage !== undefined)
      .map(({ id }) => id),
    unknownPrices: summaries
      .filter(({ microUsdPerImage }) => microUsdPerImage === undefined)
      .map(({ id }) => id),
  };
}

/** One's own always, the chat's where it is more than oneself; what others use only where a limit makes it matter. */
function isTold({ kind }: LedgerScope, { userId, chatId }: Payer): boolean {
  return kind === 'user' || (kind === 'chat' && chatId !== userId);
}

async function linesOf(
  scope: LedgerScope,
  limit: ScopeLimit | undefined,
  limits: Limits,
): Promise<readonly QuotaLine[]> {
  const usage = await limits.usage(scope);
  return usage
    .filter(({ period }) => period === kindOfPeriod(scope.period))
    .map(({ unit, period, used, granted }) => {
      const allowed = limit?.[unit];
      return {
        ...{ scope: scope.kind, period, unit, used },
        ...(allowed === undefined ? {} : { limit: Math.max(0, allowed + granted) }),
      };
    });
}
