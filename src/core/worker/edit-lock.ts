import { keys } from '../storage/keys.ts';
import type { WorkerContext } from './worker-context.ts';

/** How long an edit of a process that has died is believed to be under way, milliseconds. */
const lockMs = 3_000;

/**
 * Marks that a status message is being edited while `edit` runs, so that an edit of progress never lands on top of the
 * result: a delivery waits for it. Resolves to false, with nothing done, while another process is at it.
 */
export async function whileEditing(
  { redis, logger }: WorkerContext,
  generationId: string,
  holder: string,
  edit: () => Promise<void>,
): Promise<boolean> {
  const key = keys.editLock(generationId);
  if ((await redis.set(key, holder, 'PX', lockMs, 'NX')) !== 'OK') return false;
  const renewal = setInterval(() => {
    redis.pexpire(key, lockMs).catch((error: unknown) => {
      logger.debug({ generationId, error }, 'An edit lock could not be renewed');
    });
  }, lockMs / 3);
  try {
    await edit();
  } finally {
    clearInterval(renewal);
    await redis.del(key).catch((error: unknown) => {
      logger.debug({ generationId, error }, 'An edit lock was left to lapse');
    });
  }
  return true;
}

/** True while an edit of progress is under way. None begins once the outcome is stored. */
export async function isBeingEdited({ redis }: WorkerContext, generationId: string): Promise<boolean> {
  return (await redis.exists(keys.editLock(generationId))) === 1;
}
