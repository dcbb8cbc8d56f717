import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import type { FileStore } from './file-store.ts';
import type { StoredFile } from './model.ts';

/** One `files[n]` part. */
export interface UploadedFile extends StoredFile {
  readonly index: number;
  readonly name: string;
  readonly declaredType: string;
}

export interface RequestBody {
  /** Parsed JSON, from the body or from `payload_json`; undefined when there was none. */
  readonly payload: unknown;
  readonly files: readonly UploadedFile[];
  readonly bytes: number;
  /** Why the body could not be understood. */
  readonly problem: 'invalid-json' | 'invalid-multipart' | 'too-large' | undefined;
}

/** Reads a JSON or multipart body. Everything over `maxBytes` is read and thrown away, as a proxy would. */
export async function readRequestBody(
  request: IncomingMessage,
  files: FileStore,
  maxBytes: number,
): Promise<RequestBody> {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readMultipart(request, type, files, maxBytes);
  return readJson(request, maxBytes);
}

async function readJson(request: IncomingMessage, maxBytes: number): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  if (bytes > maxBytes) return { payload: undefined, files: [], bytes, problem: 'too-large' };
  if (bytes === 0) return { payload: undefined, files: [], bytes, problem: undefined };
  const payload = parseJson(Buffer.concat(chunks).toString('utf8'));
  return { payload, files: [], bytes, problem: payload === undefined ? 'invalid-json' : undefined };
}

async function readMultipart(
  request: IncomingMessage,
  contentType: string,
  store: FileStore,
  maxBytes: number,
): Promise<RequestBody> {
  let bytes = 0;
  let payload: unknown;
  let problem: RequestBody['problem'];
  const writing: Promise<UploadedFile>[] = [];
  const names = new Set<string>();
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));

  await new Promise<void>((resolve, reject) => {
    const parser = new Busboy({
      headers: { ...request.headers, 'content-type': contentType },
      limits: { fileSize: maxBytes, fieldSize: maxBytes },
    });
    parser.on('field', (name, value) => {
      if (name !== 'payload_json') problem = 'invalid-multipart';
      else payload = parseJson(value);
      if (name === 'payload_json' && payload === undefined) problem = 'invalid-json';
    });
    parser.on('file', (field, stream: BusboyFileStream, name, _encoding, declaredType) => {
      const index = /^files\[(\d+)\]$/.exec(field)?.[1];
      if (index === undefined || names.has(field) || !name) {
        problem = 'invalid-multipart';
        stream.resume();
        return;
      }
      names.add(field);
      const written = store
        .write(stream)
        .then((file) => ({ ...file, index: Number(index), name, declaredType }));
      written.catch(reject);
      writing.push(written);
    });
    parser.on('finish', resolve);
    parser.on('error', reject);
    request.on('close', () => {
      if (request.complete) return;
      request.unpipe(parser);
      reject(new Error('The client hung up'));
    });
    request.pipe(parser);
  });

  const files = (await Promise.all(writing)).sort((a, b) => a.index - b.index);
  if (bytes > maxBytes) problem = 'too-large';
  return { payload, files, bytes, problem };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
