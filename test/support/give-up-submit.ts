import { submissionUnknown } from '../../src/core/generation/ending-transitions.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect } from '../../src/core/storage/connection.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';

/** What another worker stores that finds the lease of a generation's submit lapsed: nobody knows its outcome. */
export async function giveUpSubmit(
  { socketPath }: { socketPath: string },
  id: string,
  attemptId?: string,
): Promise<void> {
  const client = connect({ socketPath }, 'worker', silentLogger);
  try {
    const store = new RedisGenerationStore({ redis: client, now: Date.now, retentionMs: 60_000 });
    const result = await store.transition(id, (current) => {
      const attempts = current.parts.flatMap((part) => part.attempts);
      const attempt = attempts.find((one) => attemptId === undefined || one.id === attemptId);
      const next = attempt && submissionUnknown(current, attempt.id, Date.now());
      return next && { next };
    });
    if (result.kind !== 'changed') throw new Error(`Nothing of ${id} was being submitted`);
  } finally {
    client.disconnect();
  }
}
