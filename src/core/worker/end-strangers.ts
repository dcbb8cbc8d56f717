import { isOpen } from '../generation/generation.ts';
import type { Generation } from '../generation/generation.ts';
import { deadlinePassed, partFailed } from '../generation/ending-transitions.ts';
import { lateForMs } from './task-answers.ts';
import { laneName } from '../own-key/own-lane.ts';
import { reroute } from './reroute.ts';
import type { WorkerContext } from './worker-context.ts';

/** How long a part may wait for a gateway that is not configured here: another process may have it. Milliseconds. */
const strangerWaitMs = 10 * 60_000;

/**
 * Brings parts to an end whose gateway is configured no more, so that nobody claims them or looks at their tasks: what
 * waits goes to another gateway, what was submitted is told at its deadline. Resolves to whether anything was done.
 */
export async function endStrangers(context: WorkerContext, generation: Generation): Promise<boolean> {
  const { router, ownKeys, store, ready, now } = context;
  const { id, createdAt } = generation;
  const at = now();
  let done = false;
  for (const part of generation.parts) {
    const isKnown = generation.payer
      ? ownKeys?.gateways.some((gateway) => gateway.id === part.provider)
      : router.provider(part.provider);
    if (isKnown) continue;
    if (part.state === 'waiting' && isOpen(part) && at - createdAt > strangerWaitMs) {
      if ((await ready.size(laneName(part.provider, generation.payer))).running > 0) continue;
      await reroute(context, id, part.index, { reason: 'provider-unavailable', final: true });
      done = true;
    }
    for (const attempt of part.attempts) {
      const told = attempt.state === 'running' && at > attempt.deadlineAt;
      const over = attempt.state === 'late' && at > attempt.deadlineAt + lateForMs;
      if (!told && !over) continue;
      await store.transition(id, (current) => {
        const next = told
          ? deadlinePassed(current, attempt.id, at)
          : partFailed(current, attempt.id, { code: 'generation-timed-out' }, at);
        return next && { next };
      });
      done = true;
    }
  }
  return done;
}
