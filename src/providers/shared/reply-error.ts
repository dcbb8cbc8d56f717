import type { ProviderError, ProviderPhase } from '../../core/errors.ts';
import { readEnvelope } from './envelope.ts';
import type { GatewayReply } from './gateway-reply.ts';
import { refusalError, unreadableReply } from './gateway-error.ts';
import { redact } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

export interface RefusedReply {
  readonly provider: string;
  readonly phase: ProviderPhase;
  readonly reply: GatewayReply;
  /** Unix milliseconds, for a `Retry-After` that is a date. */
  readonly now: number;
  /** What the gateway may echo and a log must not hold. */
  readonly secrets: readonly string[];
}

/**
 * The error that an answer stands for when it is not the one that was hoped for. A JSON envelope that refuses is read
 * by its words and codes, anything else by its HTTP status; a success without the expected content is unreadable.
 */
export function replyError({ provider, phase, reply, now, secrets }: RefusedReply): ProviderError {
  const envelope = readEnvelope(reply.json);
  if (reply.status < 400 && !envelope?.refused) {
    return unreadableReply({ provider, phase, status: reply.status, message: reply.excerpt });
  }
  return refusalError({
    provider,
    phase,
    status: reply.status,
    bodyCode: envelope?.code,
    errorCode: envelope?.errorCode,
    message: envelope ? redact(envelope.message, secrets) : '',
    excerpt: reply.excerpt,
    retryAfterMs: retryAfterMs(reply.headers['retry-after'], now),
    requestId: reply.headers['x-request-id'] ?? reply.headers['cf-ray'],
  });
}
