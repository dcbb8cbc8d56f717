import { identify } from './file-store.ts';
import type { JsonObject, Params } from './params.ts';

export interface RecordedFile {
  readonly field: string;
  readonly name: string;
  readonly length: number;
  readonly sha256: string;
}

export interface RecordedRequest {
  readonly method: string;
  /** Arguments with JSON text decoded; uploads are `attach://…` here and listed in `files`. */
  readonly payload: JsonObject;
  readonly files: readonly RecordedFile[];
  /** Unix milliseconds on the stand-in's clock. */
  readonly at: number;
  /** What became of it; `undefined` while it is being worked on. */
  outcome: RequestOutcome | undefined;
}

export type RequestOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly description?: string }
  /** Misbehaved on demand; `done` says whether the method had its effect all the same. */
  | { readonly kind: 'misbehaved'; readonly how: string; readonly done: boolean };

const MAX_KEPT = 50_000;

/** What reached the server, in order, without polls. */
export class RequestLog {
  readonly requests: RecordedRequest[] = [];
  /** Calls of getUpdates, which are counted and not kept. */
  polls = 0;
  /** Downloads of files, by path. */
  readonly downloads: string[] = [];

  add(method: string, params: Params, at: number): RecordedRequest {
    const request: RecordedRequest = {
      method,
      payload: params.decoded(),
      files: params.files.map(({ field, name, bytes }) => ({ field, name, ...identify(bytes) })),
      at,
      outcome: undefined,
    };
    if (method === 'getUpdates') this.polls += 1;
    else this.requests.push(request);
    if (this.requests.length > MAX_KEPT) this.requests.splice(0, MAX_KEPT / 10);
    return request;
  }

  of(method: string): RecordedRequest[] {
    return this.requests.filter((request) => request.method === method);
  }
}
