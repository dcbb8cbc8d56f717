import { waitAgain } from '../generation/waiting-transitions.ts';
import { persist } from './persist.ts';
import type { WorkerContext } from './worker-context.ts';

/** The intention to submit may be written or not: nothing was sent, so the part waits as before. */
export async function takeBack(
  context: WorkerContext,
  { generationId, index, attemptId }: { generationId: string; index: number; attemptId: string },
): Promise<void> {
  const { store, now } = context;
  await persist(context, () =>
    store.transition(generationId, (current) => {
      const next = waitAgain(current, index, { attemptId, refused: false, now: now() });
      return next && { next };
    }),
  );
}
