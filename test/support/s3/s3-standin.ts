import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { checkSignature } from './check-signature.ts';

/** What goes wrong with the next request of a method, once. */
export type S3Fault =
  /** Answers with this status and word: 500 InternalError, 503 SlowDown, 403 AccessDenied … */
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string; readonly retryAfterS?: number }
  /** Closes the connection without an answer. */
  | { readonly kind: 'cut' }
  /** Gives the first half of the body and closes the connection. */
  | { readonly kind: 'truncate' }
  /** Gives the bytes with one of them changed. */
  | { readonly kind: 'change' };

export interface S3Object {
  readonly bytes: Buffer;
  readonly mediaType: string | undefined;
}

/**
 * An S3-compatible store on loopback, as strict as the real one: signatures, hashes, lengths, dates, bucket and region are
 * checked; a path names the bucket (`/bucket/key`) or the host does (`bucket.host`).
 */
export class S3Standin {
  readonly bucket = 'pictures';
  readonly region = 'eu-test-1';
  readonly accessKeyId = 'LIMNERTESTKEY';
  readonly secretAccessKey = 'secret/of+the/stand-in';
  readonly objects = new Map<string, S3Object>();
  /** `PUT ab/….png`, in order; refused ones too. */
  readonly requests: string[] = [];
  /** Every request is answered like this while it is set. */
  always: S3Fault | undefined;
  readonly #faults: { method: string; fault: S3Fault }[] = [];
  readonly #server: Server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  /** What a Limner process needs to use it. */
  get environment(): Readonly<Record<string, string>> {
    return {
      S3_ENDPOINT: this.url,
      S3_REGION: this.region,
      S3_BUCKET: this.bucket,
      S3_ACCESS_KEY_ID: this.accessKeyId,
      S3_SECRET_ACCESS_KEY: this.secretAccessKey,
      S3_PATH_STYLE: 'true',
    };
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Lets the next request of this method go wrong. */
  misbehave(method: 'GET' | 'HEAD' | 'PUT' | 'DELETE', ...faults: readonly S3Fault[]): void {
    this.#faults.push(...faults.map((fault) => ({ method, fault })));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '' } = request;
    const key = this.#keyOf(request);
    this.requests.push(`${method} ${key ?? '?'}`);
    const position = this.#faults.findIndex((one) => one.method === method);
    const fault = this.always ?? this.#faults.splice(position, position < 0 ? 0 : 1)[0]?.fault;
    if (fault?.kind === 'cut') return void request.socket.destroy();
    const body = await buffer(request);
    if (fault?.kind === 'refuse') {
      if (fault.retryAfterS !== undefined) response.setHeader('retry-after', fault.retryAfterS);
      return refuse(request, response, fault.status, fault.code);
    }
    if (key === undefined) return refuse(request, response, 404, 'NoSuchBucket');
    const problem = checkSignature(request, this);
    if (problem) return refuse(request, response, problem.status, problem.code);
    if (createHash('sha256').update(body).digest('hex') !== request.headers['x-amz-content-sha256']) {
      return refuse(request, response, 400, 'XAmzContentSHA256Mismatch');
    }
    this.#serve({ method, key, body, fault }, request, response);
  }

  #serve(
    { method, key, body, fault }: { method: string; key: string; body: Buffer; fault: S3Fault | undefined },
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const object = this.objects.get(key);
    switch (method) {
      case 'PUT':
        if (request.headers['content-length'] === undefined) {
          return refuse(request, response, 411, 'MissingContentLength');
        }
        this.objects.set(key, { bytes: body, mediaType: request.headers['content-type'] });
        return void response.writeHead(200).end();
      case 'DELETE':
        this.objects.delete(key);
        return void response.writeHead(204).end();
      case 'HEAD':
      case 'GET': {
        if (!object) return refuse(request, response, 404, 'NoSuchKey');
        const { bytes, mediaType = 'application/octet-stream' } = object;
        response.writeHead(200, { 'content-length': bytes.byteLength, 'content-type': mediaType });
        if (method === 'HEAD') return void response.end();
        if (fault?.kind !== 'truncate') return void response.end(given(bytes, fault));
        response.write(bytes.subarray(0, bytes.byteLength / 2), () => request.socket.destroy());
        return;
      }
      default:
        return refuse(request, response, 405, 'MethodNotAllowed');
    }
  }

  #keyOf({ url = '', headers: { host = '' } }: IncomingMessage): string | undefined {
    const path = decodeURIComponent(url.split('?')[0] ?? '').slice(1);
    if (host.startsWith(`${this.bucket}.`)) return path;
    return path.startsWith(`${this.bucket}/`) ? path.slice(this.bucket.length + 1) : undefined;
  }
}

function given(bytes: Buffer, fault: S3Fault | undefined): Buffer {
  if (fault?.kind !== 'change') return bytes;
  const changed = Buffer.from(bytes);
  changed[0] = (changed[0] ?? 0) ^ 1;
  return changed;
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(
    request.method === 'HEAD' ? undefined : `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`,
  );
}
