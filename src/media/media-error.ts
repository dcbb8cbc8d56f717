import { AppError, type ErrorCode } from '../core/errors.ts';

export type MediaErrorCode = Extract<ErrorCode, `media-${string}` | `mask-${string}`>;

/** Says more than the code does, so that a sentence can name what to change. */
export type MediaErrorReason =
  // media-too-large
  | 'bytes'
  | 'pixels'
  // media-not-image
  | 'empty'
  | 'unknown-type'
  | 'damaged'
  | 'bad-base64'
  // media-forbidden-address
  | 'url'
  | 'scheme'
  | 'userinfo'
  | 'private-address'
  // media-unreachable
  | 'dns'
  | 'connection'
  | 'redirects'
  | 'status'
  // media-not-found
  | 'gone'
  // media-timeout
  | 'download-time'
  | 'decode-time'
  // mask-mismatch
  | 'mask-size'
  | 'mask-unclear'
  | 'mask-paints-nothing';

export interface MediaErrorOptions {
  code: MediaErrorCode;
  reason: MediaErrorReason;
  /** True when the same call may succeed a moment later. Default false. */
  retryable?: boolean;
  cause?: unknown;
}

/** A stored picture is not there any more. */
export function pictureGone(): MediaError {
  return new MediaError('A stored picture is gone', { code: 'media-not-found', reason: 'gone' });
}

/** For pictures that may be gone. */
export function ignoreGone(error: unknown): undefined {
  if (error instanceof MediaError && error.reason === 'gone') return undefined;
  throw error;
}

/** A picture could not be fetched, read or made to fit. The message names a host at most, never a path or query. */
export class MediaError extends AppError {
  override readonly name = 'MediaError';
  declare readonly code: MediaErrorCode;
  readonly reason: MediaErrorReason;

  constructor(message: string, options: MediaErrorOptions) {
    super(message, options);
    this.reason = options.reason;
  }
}
