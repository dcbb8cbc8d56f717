import { cancelRequested } from '../generation/ending-transitions.ts';
import { statusOf } from '../generation/generation.ts';
import type { RequestDependencies } from '../generation/request-generation.ts';
import type { GenerationStore } from '../ports/generation-store.ts';
import type { Limits } from '../ports/limits.ts';
import type { ImageProvider } from '../ports/image-provider.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { StoreConnection } from '../storage/connection.ts';
import { countOpen } from '../storage/open-generations.ts';
import type { ProviderHealthBoard } from '../storage/provider-health.ts';
import type { ReadySet } from '../storage/ready-set.ts';
import { RedisAdminStore } from '../storage/redis-admin-store.ts';
import type { RedisLedger } from '../storage/redis-ledger.ts';
import { RedisSpendBook } from '../storage/redis-spend-book.ts';
import type { StoreGuard } from '../storage/store-errors.ts';
import { AdminDesk } from './admin-desk.ts';
import { admissionRefusal } from './admission.ts';
import { gatewayReports } from './gateway-reports.ts';

export interface AdminParts {
  readonly redis: StoreConnection;
  readonly store: GenerationStore;
  readonly ledger: RedisLedger;
  readonly health: ProviderHealthBoard;
  readonly ready: ReadySet;
  readonly audit: AuditLog;
  readonly providers: readonly ImageProvider[];
  readonly limits: Limits;
  readonly adminIds: ReadonlySet<string>;
  readonly guard: StoreGuard;
  readonly now: () => number;
}

/** What admins do, on the store, and what it means for those who ask for pictures. */
export function openAdminDesk(parts: AdminParts): {
  readonly admin: AdminDesk;
  readonly admission: RequestDependencies['admission'];
} {
  const { redis, guard, ledger, audit, limits, adminIds, now } = parts;
  const store = guard(new RedisAdminStore(redis));
  const admin = new AdminDesk({
    ...{ store, audit, ledger, limits, adminIds, now },
    book: guard(new RedisSpendBook(redis, ledger)),
    gateways: () => gatewayReports(parts),
    unfinished: () => countOpen(redis),
    withdraw: (userId, chatId) => withdrawWaiting(parts, userId, chatId),
  });
  return { admin: guard(admin), admission: (who) => admissionRefusal(who, store) };
}

/** Cancels what a person has waiting; what is bought in part or whole goes on. */
async function withdrawWaiting(
  { store, now }: Pick<AdminParts, 'store' | 'now'>,
  userId: string,
  chatId: string | undefined,
): Promise<number> {
  let withdrawn = 0;
  for (const { id, requester } of await store.unfinished(userId)) {
    if (chatId !== undefined && requester.chatId !== chatId) continue;
    const result = await store.transition(id, (current) => {
      const next = statusOf(current) === 'queued' ? cancelRequested(current, now()) : undefined;
      return next && { next };
    });
    if (result.kind === 'changed') withdrawn += 1;
  }
  return withdrawn;
}
