import { AppError } from '../errors.ts';
import type { AddressedNotice } from '../ports/admin-notices.ts';
import type { DueSet } from '../storage/due-set.ts';
import type { RedisAdminNotices } from '../storage/redis-admin-notices.ts';
import { inTime } from './in-time.ts';
import type { WorkerContext } from './worker-context.ts';

const timeoutMs = 30_000;
/** How long somebody who cannot be reached is tried. */
const giveUpAfterMs = 24 * 3_600_000;
const pauseMs = { first: 5_000, longest: 300_000 };

/** Tells one person one notice. A process killed between telling and noting it tells it again: better than never. */
export async function deliverNotice(
  context: WorkerContext,
  notices: Pick<RedisAdminNotices, 'due'>,
  due: DueSet,
  member: string,
): Promise<void> {
  const { channels, logger, now, leases } = context;
  const notice = await notices.due(member);
  if (!notice) return due.remove(member);
  const { id, userId, at } = notice;
  try {
    const channel = channels.get(platformOf(userId));
    if (channel?.tell) {
      await inTime(
        channel.tell(notice, AbortSignal.timeout(timeoutMs)),
        timeoutMs + 2_000,
        'delivery-unavailable',
      );
      return await due.remove(member);
    }
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal';
    logger.warn({ notice: id, kind: notice.notice.kind, userId, code, error }, 'An admin could not be told');
    // Who never wrote to the bot, or lets nobody write to them, cannot be reached by waiting.
    if (code === 'delivery-target-gone') return due.remove(member);
    const asked = error instanceof AppError ? error.retryAfterMs : undefined;
    if (asked !== undefined) return leases.postpone(due, member, Math.ceil(now() + asked));
  }
  if (now() - at > giveUpAfterMs) return due.remove(member);
  // Another process may have what this one lacks.
  return leases.postpone(due, member, Math.ceil(now() + waitMs(notice, now())));
}

function waitMs({ at }: AddressedNotice, now: number): number {
  return Math.min(pauseMs.longest, Math.max(pauseMs.first, (now - at) / 2));
}

/** User keys carry their platform before the first colon. */
function platformOf(userId: string): string {
  return userId.slice(0, userId.indexOf(':'));
}
