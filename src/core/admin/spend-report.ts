import type { SpendReport, SpendShare } from '../ports/admin.ts';
import type { RedisLedger } from '../storage/redis-ledger.ts';
import type { RedisSpendBook } from '../storage/redis-spend-book.ts';

const shown = 10;

export interface SpendDependencies {
  readonly book: Pick<RedisSpendBook, 'sums' | 'charged'>;
  readonly ledger: Pick<RedisLedger, 'totals'>;
}

/** Who and what a day or a month went to: of everything, or of one chat. */
export async function spendReport(
  { period, chatId }: { readonly period: string; readonly chatId?: string },
  { book, ledger }: SpendDependencies,
): Promise<SpendReport> {
  if (chatId !== undefined) {
    const [totals, microUsd, images] = await Promise.all([
      ledger.totals({ kind: 'chat', id: chatId, period }),
      book.sums(`users-in:${chatId}`, period),
      book.sums(`images-in:${chatId}`, period),
    ]);
    const users = [...images].map(([id, count]) => ({ id, images: count, microUsd: microUsd.get(id) ?? 0 }));
    return {
      ...{ period, images: totals.capturedImages, chargedMicroUsd: totals.capturedMicroUsd },
      ...{ byGateway: [], byChat: [], byUser: dearest(users) },
    };
  }
  const [totals, cost, lost, users, chats] = await Promise.all([
    ledger.totals({ kind: 'all', id: 'all', period }),
    book.sums('cost', period),
    book.sums('lost', period),
    book.sums('users', period),
    book.sums('chats', period),
  ]);
  const [byUser, byChat] = await Promise.all([
    book.charged('user', [...users.keys()], period),
    book.charged('chat', [...chats.keys()], period),
  ]);
  const gateways = [...new Set([...cost.keys(), ...lost.keys()])].map((id) => ({
    id,
    costMicroUsd: cost.get(id) ?? 0,
    writtenOffMicroUsd: lost.get(id) ?? 0,
  }));
  return {
    ...{ period, images: totals.capturedImages, chargedMicroUsd: totals.capturedMicroUsd },
    ...{ costMicroUsd: totals.costMicroUsd, writtenOffMicroUsd: totals.writtenOffMicroUsd },
    byGateway: gateways.sort((left, right) => right.costMicroUsd - left.costMicroUsd).slice(0, shown),
    byChat: dearest(byChat),
    byUser: dearest(byUser),
  };
}

function dearest(shares: readonly SpendShare[]): readonly SpendShare[] {
  return shares
    .filter(({ images, microUsd }) => images > 0 || microUsd > 0)
    .sort((left, right) => right.microUsd - left.microUsd || right.images - left.images)
    .slice(0, shown);
}
