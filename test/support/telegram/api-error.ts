/** What the Bot API says besides the description: seconds to wait, or the id a group moved to. */
export interface ErrorParameters {
  readonly retry_after?: number;
  readonly migrate_to_chat_id?: number;
}

/** A refusal in the Bot API's own words; the HTTP status equals `errorCode`, as on the real server. */
export class ApiError extends Error {
  readonly errorCode: number;
  readonly description: string;
  readonly parameters: ErrorParameters | undefined;

  constructor(errorCode: number, description: string, parameters?: ErrorParameters) {
    super(`${errorCode}: ${description}`);
    this.errorCode = errorCode;
    this.description = description;
    this.parameters = parameters;
  }
}

/** 400 with the usual prefix; the first letter is lowered as the real server does, codes in capitals stay. */
export function badRequest(message: string, parameters?: ErrorParameters): ApiError {
  return new ApiError(400, `Bad Request: ${lowerFirst(message)}`, parameters);
}

export function forbidden(message: string): ApiError {
  return new ApiError(403, `Forbidden: ${message}`);
}

export function tooManyRequests(retryAfterSeconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  });
}

function lowerFirst(message: string): string {
  const second = message[1] ?? '';
  if (second === '_' || (second >= 'A' && second <= 'Z')) return message;
  return (message[0] ?? '').toLowerCase() + message.slice(1);
}
