import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { ApiError, badRequest } from './api-error.ts';
import { isObject, Params } from './params.ts';
import type { JsonObject, UploadedFile } from './params.ts';

/** What the real server accepts in one request besides the file itself. */
const FORM_OVERHEAD_BYTES = 1_048_576;

/**
 * Reads the arguments of a call: query string, then a JSON, urlencoded or multipart body.
 * @throws ApiError 413 when the body is larger than `maxUploadBytes`; the body is drained first, so that the
 * client has finished sending and reads the answer.
 */
export async function readParams(
  request: IncomingMessage,
  query: URLSearchParams,
  maxUploadBytes: number,
): Promise<Params> {
  const values: JsonObject = Object.fromEntries(query);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readMultipart(request, type, values, maxUploadBytes);

  const text = (await readBytes(request, maxUploadBytes + FORM_OVERHEAD_BYTES)).toString('utf8');
  if (text === '') return new Params(values);
  if (type.startsWith('application/json')) return new Params({ ...values, ...parseJson(text) });
  return new Params({ ...values, ...Object.fromEntries(new URLSearchParams(text)) });
}

function parseJson(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // falls through to the one refusal
  }
  throw badRequest("Can't parse JSON object");
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
  }
  if (length > maxBytes) throw tooLarge();
  return Buffer.concat(chunks);
}

async function readMultipart(
  request: IncomingMessage,
  contentType: string,
  values: JsonObject,
  maxUploadBytes: number,
): Promise<Params> {
  const files: UploadedFile[] = [];
  let excess = false;
  const parser = new Busboy({
    headers: { ...request.headers, 'content-type': contentType },
    limits: { fieldSize: 16 * 1_048_576, fieldNameSize: 1_000 },
  });
  parser.on('field', (name, value) => {
    values[name] = value;
  });
  parser.on('file', (field, stream, name, _encoding, mediaType) => {
    const chunks: Buffer[] = [];
    let length = 0;
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxUploadBytes) excess = true;
      else chunks.push(chunk);
    });
    stream.on('end', () => files.push({ field, name, mediaType, bytes: Buffer.concat(chunks) }));
  });
  await new Promise<void>((resolve, reject) => {
    parser.on('finish', resolve);
    parser.on('error', reject);
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('The client went away while it was sending')));
    request.pipe(parser);
  });
  if (excess) throw tooLarge();
  return new Params(values, files);
}

function tooLarge(): ApiError {
  return new ApiError(413, 'Request Entity Too Large');
}
