import type { AdminNotices } from '../ports/admin-notices.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { GenerationStore } from '../ports/generation-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { PromptCheck } from '../ports/moderation.ts';
import type { StoreConnection } from '../storage/connection.ts';
import { RedisModerationStore } from '../storage/redis-moderation-store.ts';
import type { StoreGuard } from '../storage/store-errors.ts';
import { ModerationDesk } from './moderation-desk.ts';
import type { ModerationRules } from './moderation-rules.ts';

export interface ModerationParts {
  readonly redis: StoreConnection;
  readonly store: GenerationStore;
  readonly notices: AdminNotices;
  readonly audit: AuditLog;
  readonly rules: (() => ModerationRules) | undefined;
  readonly check: PromptCheck | undefined;
  readonly guard: StoreGuard;
  readonly logger: Logger;
  readonly now: () => number;
}

const noRules: ModerationRules = {};

/** Moderation on the store. */
export function openModerationDesk(parts: ModerationParts): ModerationDesk {
  const { redis, store, notices, audit, rules, check, guard, logger, now } = parts;
  return guard(
    new ModerationDesk({
      ...{ notices, audit, logger, now },
      store: guard(new RedisModerationStore(redis, now)),
      rules: rules ?? (() => noRules),
      ...(check ? { check } : {}),
      generation: (id) => store.get(id),
    }),
  );
}
