import type { ProviderSummary, Quota } from '../core.ts';
import type { LedgerScope } from '../generation/generation.ts';
import { endOfDay, limitsOf, scopesOf } from './scopes.ts';
import type { LedgerLimits, Payer } from './scopes.ts';

export interface QuotaDependencies {
  readonly ledger: {
    totals(scope: LedgerScope): Promise<{ committedImages: number; committedMicroUsd: number }>;
  };
  readonly limits: LedgerLimits & { readonly userConcurrent: number; readonly userQueued: number };
  /** How many generations of a user are not finished. */
  readonly unfinished: (userId: string) => Promise<number>;
  readonly providers: () => readonly ProviderSummary[];
  readonly now: () => number;
}

/** What one user and one chat have used today, and of how much. */
export async function quotaReport(who: Payer, deps: QuotaDependencies): Promise<Quota> {
  const { ledger, limits } = deps;
  const at = deps.now();
  const scopes = scopesOf(who, at).filter(({ period }) => period.length > 7);
  const known = limitsOf(scopes, limits);
  const lines = await Promise.all(
    scopes.map(async (scope) => {
      const totals = await ledger.totals(scope);
      const limit = known.find((one) => one.scope === scope);
      return [
        {
          scope: scope.kind,
          unit: 'images',
          used: totals.committedImages,
          ...(limit?.images === undefined ? {} : { limit: limit.images }),
        },
        {
          scope: scope.kind,
          unit: 'microUsd',
          used: totals.committedMicroUsd,
          ...(limit?.microUsd === undefined ? {} : { limit: limit.microUsd }),
        },
      ] as const;
    }),
  );
  const summaries = deps.providers();
  return {
    lines: lines.flat(),
    resetsAt: endOfDay(at),
    unfinished: await deps.unfinished(who.userId),
    concurrentLimit: limits.userConcurrent,
    queuedLimit: limits.userQueued,
    assumedPrices: summaries
      .filter(({ priceAssumed, microUsdPerImage }) => priceAssumed && microUsdPerImage !== undefined)
      .map(({ id }) => id),
    unknownPrices: summaries
      .filter(({ microUsdPerImage }) => microUsdPerImage === undefined)
      .map(({ id }) => id),
  };
}
