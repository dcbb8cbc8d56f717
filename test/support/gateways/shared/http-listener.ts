import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Busboy } from '@fastify/busboy';

/** One file of a multipart request. */
export interface ReceivedFile {
  field: string;
  filename: string;
  mediaType: string;
  bytes: Buffer;
}

/** A request as it arrived. `body` is the parsed JSON, the text fields of a form, or undefined. */
export interface RecordedRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: unknown;
  /** The text fields of a form in order, repeated names kept. */
  fields: readonly (readonly [string, string])[];
  files: readonly ReceivedFile[];
  /** The bytes of the body. */
  raw: Buffer;
  receivedAt: number;
}

export type Responder = (request: RecordedRequest, response: ServerResponse) => Promise<void>;

const MAX_BODY_BYTES = 128 * 1024 * 1024;

/** A listener on an ephemeral loopback port that parses JSON and multipart bodies before it hands a request on. */
export class HttpListener {
  private readonly server: Server;
  private readonly respond: Responder;

  constructor(respond: Responder) {
    this.respond = respond;
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
        response.end(
          `stand-in failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      });
    });
    this.server.keepAliveTimeout = 60_000;
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
  }

  /** `http://127.0.0.1:<port>`; throws before `start`. */
  get url(): string {
    const address = this.server.address() as AddressInfo | null;
    if (!address) throw new Error('The stand-in is not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await readBody(request);
    if (raw === undefined) {
      response.writeHead(413).end();
      return;
    }
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const headers = flattenHeaders(request);
    const parsed = await parseBody(headers['content-type'] ?? '', raw);
    await this.respond(
      {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers,
        ...parsed,
        raw,
        receivedAt: Date.now(),
      },
      response,
    );
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flattenHeaders(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const,
  );
  return Object.fromEntries(entries);
}

type ParsedBody = Pick<RecordedRequest, 'body' | 'fields' | 'files'>;

async function parseBody(contentType: string, raw: Buffer): Promise<ParsedBody> {
  if (contentType.startsWith('multipart/form-data')) return parseForm(contentType, raw);
  if (contentType.startsWith('application/json')) return { body: parseJson(raw), fields: [], files: [] };
  return { body: undefined, fields: [], files: [] };
}

/** Undefined for a body that is not JSON, so that a strict check can refuse it. */
function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

async function parseForm(contentType: string, raw: Buffer): Promise<ParsedBody> {
  const fields: [string, string][] = [];
  const files: ReceivedFile[] = [];
  await new Promise<void>((resolve, reject) => {
    const form = new Busboy({ headers: { 'content-type': contentType } });
    form.on('field', (name, value) => fields.push([name, value]));
    form.on('file', (field, stream, filename, _encoding, mediaType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => files.push({ field, filename, mediaType, bytes: Buffer.concat(chunks) }));
    });
    form.on('finish', () => resolve());
    form.on('error', reject);
    form.end(raw);
  });
  return { body: Object.fromEntries(fields), fields, files };
}
