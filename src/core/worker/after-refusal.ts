import type { AppError } from '../errors.ts';
import { ProviderError } from '../errors.ts';
import { findAttempt } from '../generation/record-parts.ts';
import type { Generation } from '../generation/generation.ts';
import { partFailed } from '../generation/ending-transitions.ts';
import { accountOf, slowDown } from './gateway-pace.ts';
import { reroute } from './reroute.ts';
import type { WorkerContext } from './worker-context.ts';

/**
 * What happens after a gateway provably did not take a submit: another gateway where no picture can exist and none was
 * billed, a wait where the gateway asked for one, else the end. See the failover rule of the design.
 */
export async function afterRefusal(
  context: WorkerContext,
  refusal: { generation: Generation; index: number; attemptId: string; error: AppError },
): Promise<void> {
  const { health, store, now } = context;
  const { generation, index, attemptId, error } = refusal;
  const generationId = generation.id;
  const isOwn = generation.payer !== undefined;
  const named = error instanceof ProviderError ? error.provider : undefined;
  // What somebody's own account is told says nothing about how the gateway is.
  const provider = isOwn ? undefined : named;
  const move = { attemptId, reason: error.code };
  switch (error.code) {
    case 'provider-unauthorized':
      if (provider) await health.putAside(provider);
      return reroute(context, generationId, index, {
        ...move,
        ...(isOwn ? { reason: 'own-key-refused' } : {}),
        final: true,
      });
    case 'provider-unsupported':
      if (provider) await health.succeeded(provider);
      return reroute(context, generationId, index, { ...move, final: true });
    case 'provider-rate-limited':
      if (named) {
        const keyId = findAttempt(generation, attemptId)?.attempt.keyId;
        slowDown(context, accountOf(named, keyId), 'submit', error);
      }
      return reroute(context, generationId, index, {
        ...move,
        exactOnly: true,
        ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
      });
    case 'provider-unreachable':
    case 'provider-unavailable':
      if (provider) await health.failed(provider);
      return reroute(context, generationId, index, move);
    default:
      // It answered as a healthy gateway does, so this is no failure in a row, and a probe has succeeded.
      if (provider) await health.succeeded(provider);
      await store.transition(generationId, (current) => {
        const next = partFailed(
          current,
          attemptId,
          {
            code: error.code,
            ...(error instanceof ProviderError ? { costMicroUsd: error.costMicroUsd } : {}),
          },
          now(),
        );
        return next && { next };
      });
  }
}
