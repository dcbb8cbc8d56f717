export interface S3TroubleOptions {
  /** The store's own word (`SlowDown`, `AccessDenied`), else the network's (`ECONNREFUSED`). */
  readonly code: string;
  readonly statusCode?: number | undefined;
  /** True when the same call may succeed a moment later. */
  readonly passing: boolean;
  /** How long the store asked us to wait, milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** The S3 store did not do what it was asked. Names no key, address or signature. */
export class S3Trouble extends Error {
  override readonly name = 'S3Trouble';
  readonly code: string;
  readonly statusCode: number | undefined;
  readonly passing: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { code, statusCode, passing, retryAfterMs, cause }: S3TroubleOptions) {
    super(message, { cause });
    this.code = code;
    this.statusCode = statusCode;
    this.passing = passing;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What an operator does about a refusal, by the store's word. */
const advice: Readonly<Record<string, string>> = {
  AccessDenied: 'Allow the key s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket',
  InvalidAccessKeyId: 'Correct S3_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'Correct S3_SECRET_ACCESS_KEY, or S3_REGION',
  AuthorizationHeaderMalformed: 'Correct S3_REGION',
  PermanentRedirect: 'Correct S3_ENDPOINT and S3_REGION: the bucket lies elsewhere',
  NoSuchBucket: 'Create the bucket, or correct S3_BUCKET and S3_PATH_STYLE',
  RequestTimeTooSkewed: 'Let this machine keep the time',
};

/** One sentence without a full stop that says what to do. */
export function adviceFor({ code }: S3Trouble): string {
  return advice[code] ?? 'Check that the S3 store runs, and that S3_ENDPOINT names it';
}
