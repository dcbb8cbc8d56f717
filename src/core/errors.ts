/**
 * What went wrong, as one list for the whole program. A code says what to do next; the class says which fields
 * exist. What a user reads is chosen by code in `bots/shared`; a message here is for the log only and carries no
 * prompt, token, header or signed URL.
 */
export const errorCodes = [
  // Refused before anything was accepted
  'invalid-input',
  'quota-exceeded',
  'queue-full',
  'no-provider',
  'not-confirmed',
  'not-found',
  'not-yours',
  'store-unavailable',
  'blocked',
  'refused-by-rules',
  'refused-by-check',
  'check-away',
  'age-restricted',
  'not-on-list',
  'cooling-down',
  'paused',
  'admin-only',
  // The prompt helper
  'helper-off',
  'helper-limit',
  'helper-away',
  'helper-refused',
  'own-key-unreadable',
  'own-key-missing',
  // References and results
  'media-too-large',
  'media-not-image',
  'media-unreachable',
  'media-not-found',
  'media-forbidden-address',
  'media-timeout',
  'mask-mismatch',
  // Gateways
  'provider-unreachable',
  'provider-unauthorized',
  'own-key-refused',
  'own-key-revoked',
  'provider-rate-limited',
  'provider-unsupported',
  'provider-rejected',
  'provider-moderated',
  'provider-unavailable',
  'provider-response-invalid',
  'provider-failed',
  'submission-unknown',
  'result-unusable',
  'generation-timed-out',
  // Delivery
  'delivery-rate-limited',
  'delivery-unavailable',
  'delivery-too-large',
  'delivery-target-gone',
  // A bug of ours; the user reads a neutral sentence, the log has the stack
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface AppErrorOptions {
  code: ErrorCode;
  /** True when the same step may be tried again later without harm. Default false. */
  retryable?: boolean;
  /** How long the other side asked us to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** An outcome that is expected and has an answer. Anything else that is thrown is a bug. */
export class AppError extends Error {
  override readonly name: string = 'AppError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: AppErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

export type ProviderPhase = 'submit' | 'poll' | 'upload' | 'download' | 'cancel';

export interface ProviderErrorOptions extends AppErrorOptions {
  provider: string;
  phase: ProviderPhase;
  statusCode?: number | undefined;
  /** The gateway's own words, at most 300 characters, keys removed. For the log, never for users. */
  providerMessage?: string | undefined;
  providerRequestId?: string | undefined;
  /** What the gateway says this failed task cost, in micro-dollars; absent when it says nothing. */
  costMicroUsd?: number | undefined;
}

/**
 * A gateway said no, or could not be asked.
 *
 * On `submit` the code decides whether another gateway may be asked (no picture can exist):
 * `provider-unreachable` (nothing was sent), `provider-unauthorized` (401, 402, 403), `provider-rate-limited` (429),
 * `provider-unsupported` (a positively recognised parameter or model error): yes.
 * `provider-rejected` (other 4xx), `provider-moderated`: fail, stop. `submission-unknown`: never sent again.
 * On `poll`: `provider-unavailable`, `provider-rate-limited`, `provider-response-invalid` are looked at again.
 */
export class ProviderError extends AppError {
  override readonly name = 'ProviderError';
  readonly provider: string;
  readonly phase: ProviderPhase;
  readonly statusCode: number | undefined;
  readonly providerMessage: string | undefined;
  readonly providerRequestId: string | undefined;
  readonly costMicroUsd: number | undefined;

  constructor(message: string, options: ProviderErrorOptions) {
    super(message, options);
    this.provider = options.provider;
    this.phase = options.phase;
    this.statusCode = options.statusCode;
    this.providerMessage = options.providerMessage;
    this.providerRequestId = options.providerRequestId;
    this.costMicroUsd = options.costMicroUsd;
  }
}

export interface DeliveryErrorOptions extends AppErrorOptions {
  platform: string;
  statusCode?: number | undefined;
}

/** A chat platform did not take a message. */
export class DeliveryError extends AppError {
  override readonly name = 'DeliveryError';
  readonly platform: string;
  readonly statusCode: number | undefined;

  constructor(message: string, options: DeliveryErrorOptions) {
    super(message, options);
    this.platform = options.platform;
    this.statusCode = options.statusCode;
  }
}

/** Stops compiling when a union gains a member that a `switch` does not handle. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled value: ${JSON.stringify(value)}`);
}
