import { attemptOfCallback } from './callback-secret.ts';
import { taskStarted } from './generation/attempt-transitions.ts';
import { lookMember } from './generation/effects.ts';
import { findAttempt } from './generation/record-parts.ts';
import type { RequestDependencies } from './generation/request-generation.ts';
import type { ImageProvider } from './ports/image-provider.ts';
import { laneName } from './own-key/own-lane.ts';
import type { StoreConnection } from './storage/connection.ts';
import { keys } from './storage/keys.ts';
import type { RedisGenerationStore } from './storage/redis-generation-store.ts';

export interface CallbackDependencies {
  readonly secretKey: string;
  readonly providers: readonly ImageProvider[];
  /** Gateways for which people bring keys. */
  readonly ownGateways: readonly ImageProvider[];
  readonly store: RedisGenerationStore;
  readonly redis: StoreConnection;
  readonly request: Pick<RequestDependencies, 'logger' | 'now'>;
  /** A task in a lane became due sooner than anybody knows. */
  readonly lookNow: (lane: string) => void;
}

/** A gateway's completion callback; see `Core.receiveCallback`. */
export async function receiveCallback(
  call: { readonly provider: string; readonly secret: string; readonly body: unknown },
  { secretKey, providers, ownGateways, store, redis, request, lookNow }: CallbackDependencies,
): Promise<void> {
  const { provider, secret, body } = call;
  const attemptId = attemptOfCallback(secretKey, secret);
  const gateway = [...providers, ...ownGateways].find(({ id }) => id === provider);
  const task = attemptId && gateway?.readCallback?.(body);
  const generationId = attemptId?.split('-')[0];
  if (!attemptId || !task || !generationId) return;
  const generation = await store.get(generationId);
  const found = generation && findAttempt(generation, attemptId);
  if (!found || found.attempt.provider !== provider) return;
  if (found.attempt.task) {
    if (found.attempt.task.id !== task.id) return;
    // Looked at now: the callback itself is not believed.
    const member = lookMember(generationId, found.part.index, found.position, found.attempt);
    const lane = laneName(provider, generation.payer);
    await redis.zadd(keys.looks(lane), 'XX', request.now(), member);
    lookNow(lane);
    return;
  }
  request.logger.info(
    { generationId, attemptId, provider },
    'A callback named a task before its submit was answered',
  );
  await store.transition(generationId, (current) => {
    const next = taskStarted(current, attemptId, task);
    return next && { next };
  });
}
