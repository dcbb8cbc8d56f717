import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A file of a message: on disk, or small and in memory. */
export interface UploadFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: { readonly path: string } | { readonly bytes: Uint8Array };
}

interface Part {
  readonly head: Buffer;
  readonly content: { readonly path: string } | { readonly bytes: Uint8Array };
  readonly byteLength: number;
}

/** With larger pieces a refusal that comes early is lost behind the connection that its sender closes. */
const chunkBytes = 64 * 1024;

/** The multipart body of a message. Files are read from disk while they are sent, never whole into memory. */
export class Upload {
  readonly contentType: string;
  readonly byteLength: number;
  readonly #parts: readonly Part[];
  readonly #end: Buffer;

  private constructor(boundary: string, parts: readonly Part[]) {
    this.contentType = `multipart/form-data; boundary=${boundary}`;
    this.#parts = parts;
    this.#end = Buffer.from(`--${boundary}--\r\n`);
    this.byteLength = parts.reduce(
      (sum, part) => sum + part.head.length + part.byteLength + 2,
      this.#end.length,
    );
  }

  /** @throws when a file is not there */
  static async of(payload: object, files: readonly UploadFile[]): Promise<Upload> {
    const boundary = `limner-${randomUUID()}`;
    const json = Buffer.from(JSON.stringify(payload));
    const parts = await Promise.all(
      files.map(async ({ name, mediaType, content }, index): Promise<Part> => ({
        head: headOf(boundary, [`name="files[${index}]"`, `filename="${quoted(name)}"`], mediaType),
        content,
        byteLength: 'path' in content ? (await stat(content.path)).size : content.bytes.byteLength,
      })),
    );
    const first = headOf(boundary, ['name="payload_json"'], 'application/json');
    return new Upload(boundary, [
      { head: first, content: { bytes: json }, byteLength: json.byteLength },
      ...parts,
    ]);
  }

  /** From the beginning, each time. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    for (const { head, content } of this.#parts) {
      yield head;
      if ('path' in content) yield* createReadStream(content.path, { highWaterMark: chunkBytes });
      else yield content.bytes;
      yield lineEnd;
    }
    yield this.#end;
  }
}

const lineEnd = Buffer.from('\r\n');

function headOf(boundary: string, disposition: readonly string[], mediaType: string): Buffer {
  const about = ['form-data', ...disposition].join('; ');
  return Buffer.from(`--${boundary}\r\nContent-Disposition: ${about}\r\nContent-Type: ${mediaType}\r\n\r\n`);
}

/** As browsers write names of files. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

export interface UploadRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | null;
}

/**
 * Sends an upload with a length that is known, as fast as it is taken: a form of `fetch` holds several megabytes for each.
 * Resolves with the answer, read whole, also with one that comes before everything was sent.
 */
export function sendUpload(url: string, options: UploadRequest, upload: Upload): Promise<Response> {
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  const headers = {
    ...options.headers,
    'content-type': upload.contentType,
    'content-length': String(upload.byteLength),
  };
  const { method, signal } = options;
  return new Promise((resolve, reject) => {
    const request = send(url, { method, headers, ...(signal ? { signal } : {}) });
    let answered = false;
    request.once('response', (response) => {
      answered = true;
      readAnswer(response).then(resolve, reject);
    });
    // Whoever answers early may close the connection on the rest.
    const fail = (error: Error): void => (answered ? undefined : reject(error));
    request.on('error', fail);
    writeTo(request, upload, fail);
  });
}

function writeTo(request: ClientRequest, upload: Upload, fail: (error: Error) => void): void {
  pipeline(upload.chunks(), request, (error) => {
    if (error) fail(error);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Response> {
  const bytes = await buffer(response);
  const headers = new Headers();
  for (let at = 0; at + 1 < response.rawHeaders.length; at += 2) {
    headers.append(response.rawHeaders[at] ?? '', response.rawHeaders[at + 1] ?? '');
  }
  const status = response.statusCode ?? 502;
  return new Response([204, 205, 304].includes(status) ? null : new Uint8Array(bytes), { status, headers });
}
