/** A file of a recorded request; the bytes are on the stand-in's disk. */
export interface RecordedFile {
  readonly index: number;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly contentType: string;
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** One request to the REST API, in the order of arrival. */
export interface RecordedRequest {
  readonly index: number;
  /** The stand-in's clock. */
  readonly at: number;
  readonly method: string;
  /** Path under the API version, decoded, with real ids and tokens. */
  readonly path: string;
  /** `PATCH /webhooks/:application/:token/messages/:message`; the path itself when no route fits. */
  readonly route: string;
  readonly query: { readonly [name: string]: string };
  /** `bot`: the right bot token; `wrong`: another; `other`: another scheme. */
  readonly authorization: 'bot' | 'wrong' | 'other' | 'none';
  payload: unknown;
  files: readonly RecordedFile[];
  /** Size of the body. */
  bytes: number;
  status: number | undefined;
  /** Discord's error code, when there was one. */
  code: number | undefined;
  outcome: 'open' | 'answered' | 'hung' | 'dropped-before' | 'lost-answer' | 'client-gone';
}
