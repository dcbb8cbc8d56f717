import { ProviderError } from '../../core/errors.ts';
import type { ErrorCode, ProviderPhase } from '../../core/errors.ts';
import { classifyMessage } from './classify-message.ts';
import type { MessageClass } from './classify-message.ts';

/** A refusal in a gateway's own terms, before it becomes one of our codes. */
export interface GatewayRefusal {
  readonly provider: string;
  readonly phase: ProviderPhase;
  /** The HTTP status. */
  readonly status: number;
  /** The number in the body's own envelope, where it has one; 400–599 mean what the HTTP statuses mean. */
  readonly bodyCode?: number | undefined;
  /** The gateway's words, already redacted; empty when there were none. */
  readonly message: string;
  /** Kept for the log when there were no words: the start of a page that is no JSON. Never interpreted. */
  readonly excerpt?: string | undefined;
  /** The gateway's error code, where it has words or numbers of its own. */
  readonly errorCode?: string | number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/**
 * One place for what a refusal means, by phase. After a submit, only an answer that proves that no task exists may
 * lead to another gateway or a release; a server error proves nothing.
 */
export function refusalError(refusal: GatewayRefusal): ProviderError {
  const code = codeForRefusal(refusal);
  return new ProviderError(`${refusal.provider} refused (${code})`, {
    code,
    provider: refusal.provider,
    phase: refusal.phase,
    retryable: isRetryable(code),
    retryAfterMs: refusal.retryAfterMs,
    statusCode: refusal.status,
    providerMessage: refusal.message === '' ? refusal.excerpt : refusal.message,
    providerRequestId: refusal.requestId,
    cause: refusal.cause,
  });
}

/** Cloudflare could not connect to the gateway behind it: the request was not delivered. */
const undeliveredStatuses = new Set([521, 522, 525]);

function codeForRefusal(refusal: GatewayRefusal): ErrorCode {
  const meaning = classifyMessage(refusal.message, refusal.errorCode);
  switch (refusal.phase) {
    case 'submit':
      return codeForSubmit(refusal, meaning);
    case 'upload':
      return codeForUpload(effectiveStatus(refusal), meaning);
    case 'poll':
    case 'cancel':
    case 'download':
      return codeForLook(effectiveStatus(refusal));
  }
}

function codeForSubmit(refusal: GatewayRefusal, meaning: MessageClass | undefined): ErrorCode {
  const { status } = refusal;
  if (undeliveredStatuses.has(status)) return 'provider-unreachable';
  if (status === 408 || status >= 500) return 'submission-unknown';
  const code = effectiveStatus(refusal);
  // A server error inside a readable envelope is believed only where its words name a refusal.
  if (code >= 500 && meaning === undefined) return 'submission-unknown';
  // No redirect is followed, and its body is not the gateway's word on the task.
  const isAnswer = status < 300 && refusal.bodyCode !== undefined;
  if (status < 400 && !isAnswer && meaning === undefined) return 'submission-unknown';
  return codeForDefinite(code, meaning);
}

function effectiveStatus({ status, bodyCode }: GatewayRefusal): number {
  return bodyCode !== undefined && bodyCode >= 400 && bodyCode < 600 ? bodyCode : status;
}

/**
 * For an answer that certainly came instead of a task: the text decides first, because gateways put moderation and
 * balance behind many numbers.
 */
function codeForDefinite(status: number, meaning: MessageClass | undefined): ErrorCode {
  if (meaning === 'moderation') return 'provider-moderated';
  if (meaning === 'balance') return 'provider-unauthorized';
  if (status === 401 || status === 402 || status === 403) return 'provider-unauthorized';
  if (status === 429) return 'provider-rate-limited';
  if (meaning === 'auth') return 'provider-unauthorized';
  if (meaning === 'rate') return 'provider-rate-limited';
  if (meaning === 'parameter' || meaning === 'reference') return 'provider-unsupported';
  return 'provider-rejected';
}

/** Nothing is bought by an upload, so everything but a refused key sends the request elsewhere. */
function codeForUpload(status: number, meaning: MessageClass | undefined): ErrorCode {
  if (status >= 500 || status < 400) return 'provider-unreachable';
  const code = codeForDefinite(status, meaning);
  return code === 'provider-rejected' ? 'provider-unsupported' : code;
}

function codeForLook(status: number): ErrorCode {
  if (status === 429) return 'provider-rate-limited';
  if (status === 401 || status === 402 || status === 403) return 'provider-unauthorized';
  if (status >= 500 || status === 408 || status === 409) return 'provider-unavailable';
  return 'provider-response-invalid';
}

function isRetryable(code: ErrorCode): boolean {
  switch (code) {
    case 'provider-unreachable':
    case 'provider-rate-limited':
    case 'provider-unavailable':
    case 'provider-response-invalid':
      return true;
    default:
      return false;
  }
}

/** A task that the gateway took and then failed. `status` 500 unless the gateway names a code. */
export function taskError(task: {
  readonly provider: string;
  readonly message: string;
  readonly errorCode?: string | number | undefined;
  readonly costMicroUsd?: number | undefined;
}): ProviderError {
  const meaning = classifyMessage(task.message, task.errorCode);
  const code: ErrorCode = meaning === 'moderation' ? 'provider-moderated' : 'provider-failed';
  return new ProviderError(`${task.provider} failed the task (${code})`, {
    code,
    provider: task.provider,
    phase: 'poll',
    providerMessage: task.message === '' ? undefined : task.message,
    costMicroUsd: task.costMicroUsd,
  });
}

/** A submit that was answered with a task that has failed already: final, and no reason to ask elsewhere. */
export function refusedTaskError(task: {
  readonly provider: string;
  readonly message: string;
  readonly errorCode?: string | number | undefined;
}): ProviderError {
  const meaning = classifyMessage(task.message, task.errorCode);
  const code: ErrorCode = meaning === 'moderation' ? 'provider-moderated' : 'provider-rejected';
  return new ProviderError(`${task.provider} refused (${code})`, {
    code,
    provider: task.provider,
    phase: 'submit',
    providerMessage: task.message === '' ? undefined : task.message,
  });
}

/** Paid for, and there is nothing to download. */
export function unusableResult(provider: string): ProviderError {
  return new ProviderError(`${provider} named no usable picture`, {
    code: 'result-unusable',
    provider,
    phase: 'poll',
  });
}

/** An answer that arrived and cannot be read: after a submit it may stand for a task. */
export function unreadableReply(reply: {
  readonly provider: string;
  readonly phase: ProviderPhase;
  readonly status?: number | undefined;
  readonly message?: string | undefined;
  readonly cause?: unknown;
}): ProviderError {
  const code = reply.phase === 'submit' ? 'submission-unknown' : unreadableCode(reply.phase);
  return new ProviderError(`${reply.provider} sent an answer that cannot be read`, {
    code,
    provider: reply.provider,
    phase: reply.phase,
    retryable: isRetryable(code),
    statusCode: reply.status,
    providerMessage: reply.message,
    cause: reply.cause,
  });
}

function unreadableCode(phase: ProviderPhase): ErrorCode {
  return phase === 'upload' ? 'provider-unreachable' : 'provider-response-invalid';
}

/** The request or its answer was lost on the way. `sent`: a byte of it may have reached the gateway. */
export function transportError(failure: {
  readonly provider: string;
  readonly phase: ProviderPhase;
  readonly sent: boolean;
  readonly cause: unknown;
}): ProviderError {
  const { provider, phase, sent, cause } = failure;
  const code = transportCode(phase, sent);
  return new ProviderError(`${provider} could not be reached`, {
    code,
    provider,
    phase,
    retryable: isRetryable(code),
    cause,
  });
}

function transportCode(phase: ProviderPhase, sent: boolean): ErrorCode {
  if (phase === 'submit') return sent ? 'submission-unknown' : 'provider-unreachable';
  return phase === 'upload' ? 'provider-unreachable' : 'provider-unavailable';
}
