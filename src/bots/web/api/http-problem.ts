import type { Refusal } from '../../../core/core.ts';
import type { ErrorCode } from '../../../core/errors.ts';

/** What can be wrong with a request before core is asked. */
export type HttpProblemCode =
  | 'unauthorized'
  | 'wrong-password'
  | 'too-many-attempts'
  | 'foreign-host'
  | 'foreign-origin'
  | 'malformed'
  | 'unsupported-media-type'
  | 'too-large'
  | 'too-slow'
  | 'route-not-found'
  | 'link-expired'
  | 'region-expired'
  | 'region-used'
  | 'region-not-yours'
  | 'is-admin'
  | 'not-blocked';

/** A request that is answered with an error. Expected: it is not logged as one. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: HttpProblemCode;
  readonly retryAt: number | undefined;

  constructor(code: HttpProblemCode, options: { retryAt?: number | undefined; cause?: unknown } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAt = options.retryAt;
  }
}

/** Core, or the reading of a request, refused it; nothing was bought. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

const problemStatus: Record<HttpProblemCode, number> = {
  unauthorized: 401,
  'wrong-password': 401,
  'too-many-attempts': 429,
  'foreign-host': 403,
  'foreign-origin': 403,
  malformed: 400,
  'unsupported-media-type': 400,
  'too-large': 413,
  'too-slow': 408,
  'route-not-found': 404,
  'link-expired': 404,
  'region-expired': 404,
  'region-used': 410,
  'region-not-yours': 403,
  'is-admin': 400,
  'not-blocked': 404,
};

export function statusOfProblem(code: HttpProblemCode): number {
  return problemStatus[code];
}

/** The HTTP status for an error code of core. */
export function statusOfError(code: ErrorCode): number {
  switch (code) {
    case 'invalid-input':
    case 'no-provider':
    case 'media-not-image':
    case 'media-unreachable':
    case 'media-not-found':
    case 'media-forbidden-address':
    case 'media-timeout':
    case 'mask-mismatch':
    case 'refused-by-rules':
    case 'refused-by-check':
    case 'age-restricted':
    case 'helper-refused':
    case 'own-key-unreadable':
    case 'own-key-missing':
      return 400;
    case 'not-found':
    case 'not-yours':
    case 'helper-off':
      return 404;
    case 'media-too-large':
      return 413;
    case 'quota-exceeded':
    case 'queue-full':
    case 'cooling-down':
    case 'helper-limit':
      return 429;
    case 'blocked':
    case 'not-on-list':
    case 'admin-only':
      return 403;
    case 'store-unavailable':
    case 'paused':
    case 'check-away':
    case 'helper-away':
      return 503;
    default:
      return 500;
  }
}

export function statusOfRefusal(refusal: Refusal): number {
  return refusal.unable === 'unavailable' ? 503 : statusOfError(refusal.code);
}
