import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import type { StagedImage } from '../../core/ports/media.ts';
import { S3Trouble } from './s3-trouble.ts';

/** Where a bucket is, and who we are there. */
export interface S3Config {
  /** Without trailing slash: `https://s3.eu-central-1.amazonaws.com`, `http://minio:9000`. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** True: `<endpoint>/<bucket>/<key>`; false: the bucket is the first part of the host's name. */
  readonly pathStyle: boolean;
  /** Begins every key; empty, or with a slash at its end. */
  readonly prefix: string;
}

/** A bucket of an S3-compatible store. Every call may be repeated; each rejects with `S3Trouble` and nothing else. */
export interface S3Bucket {
  /** Uploads a file of which hash and length are known; the store refuses other bytes. */
  put(key: string, file: StagedImage, mediaType: string): Promise<void>;
  /** Absent: there is no such object. */
  head(key: string): Promise<{ readonly byteLength: number } | undefined>;
  /** The bytes of an object, whose reading may still break off with `S3Trouble`. Absent: there is no such object. */
  get(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Nothing happens when there is no such object. */
  remove(key: string): Promise<void>;
  /** Writes an empty object, which is the surest way to know that pictures would be taken. */
  tryOut(): Promise<void>;
  close(): Promise<void>;
}

export interface S3BucketOptions {
  /** Pauses before the second, third … try, milliseconds. */
  readonly retryPausesMs?: readonly number[];
  readonly dispatcher?: Dispatcher;
}

interface Call {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly headers?: Record<string, string>;
  readonly file?: StagedImage;
}

type Answer = Dispatcher.ResponseData;

/** The one object that is no picture. */
const trialKey = 'limner-was-here';
const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const timeoutMs = 30_000;
const usualPausesMs = [200, 800, 2_000];
const longestPauseMs = 5_000;
/** One worker fetches and stores some dozen pictures at once. */
const connections = 32;
const passingStatuses = new Set([408, 429, 500, 502, 503, 504]);

export function createS3Bucket(config: S3Config, options: S3BucketOptions = {}): S3Bucket {
  const { retryPausesMs = usualPausesMs } = options;
  const dispatcher = options.dispatcher ?? new Agent({ connections, keepAliveTimeout: 30_000 });
  const { region, accessKeyId, secretAccessKey } = config;
  /** Keys of a day, which the signer derives once. */
  const cache = new Map<string, ArrayBuffer>();

  const send = async ({ method, key, headers = {}, file }: Call): Promise<Answer> => {
    // The hash is signed too, so that nothing on the way can change what is stored.
    const hashed = { ...headers, 'x-amz-content-sha256': file?.sha256 ?? emptySha256 };
    // Loaded by those who use it.
    const { AwsV4Signer } = await import('aws4fetch');
    const signer = new AwsV4Signer({
      ...{ method, url: urlOf(config, key), headers: hashed },
      ...{ service: 's3', region, accessKeyId, secretAccessKey, cache },
    });
    const signed = await signer.sign();
    const body = file && createReadStream(file.path);
    const length = file && { 'content-length': String(file.byteLength) };
    return request(signed.url, {
      ...{ method, dispatcher, headersTimeout: timeoutMs, bodyTimeout: timeoutMs },
      headers: { ...Object.fromEntries(signed.headers), ...length },
      ...(body ? { body } : {}),
    });
  };

  /** One call until it is answered well, is refused for good, or the pauses are used up. */
  const ask = async <T>(call: Call, take: (answer: Answer) => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await send(call);
        if (answer.statusCode >= 300 && answer.statusCode !== 404) throw await refusal(call, answer);
        return await take(answer);
      } catch (error) {
        const trouble = asTrouble(call, error);
        const pauseMs = retryPausesMs[tries];
        if (!trouble.passing || pauseMs === undefined) throw trouble;
        await sleep(Math.min(longestPauseMs, trouble.retryAfterMs ?? pauseMs));
      }
    }
  };

  const put = async (call: Call): Promise<void> =>
    ask(call, async (answer) => {
      // To a PUT, "not found" means the bucket.
      if (answer.statusCode === 404) throw await refusal(call, answer);
      await answer.body.dump();
    });

  return {
    put: (key, file, mediaType) => put({ method: 'PUT', key, headers: { 'content-type': mediaType }, file }),
    tryOut: () => put({ method: 'PUT', key: trialKey }),
    head: (key) =>
      ask({ method: 'HEAD', key }, async ({ statusCode, headers, body }) => {
        await body.dump();
        return statusCode === 404 ? undefined : { byteLength: Number(headers['content-length']) };
      }),
    get(key) {
      const call: Call = { method: 'GET', key };
      return ask(call, async (answer) => {
        if (answer.statusCode !== 404) return bytesOf(call, answer);
        const missing = await refusal(call, answer);
        if (missing.code === 'NoSuchBucket') throw missing;
        return undefined;
      });
    },
    remove: (key) =>
      ask({ method: 'DELETE', key }, async ({ body }) => {
        await body.dump();
      }),
    // Whoever still waits for an answer gets an error; the step runs again after the restart.
    close: () => dispatcher.destroy(),
  };
}

function urlOf({ endpoint, bucket, pathStyle, prefix }: S3Config, key: string): string {
  if (pathStyle) return `${endpoint}/${bucket}/${prefix}${key}`;
  const url = new URL(endpoint);
  return `${url.protocol}//${bucket}.${url.host}${url.pathname.replace(/\/$/, '')}/${prefix}${key}`;
}

async function* bytesOf(call: Call, { body }: Answer): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk as Buffer;
  } catch (error) {
    throw asTrouble(call, error);
  }
}

async function refusal({ method }: Call, { statusCode, headers, body }: Answer): Promise<S3Trouble> {
  // An answer to HEAD has no body, and a proxy's page has no code.
  const text = await body.text();
  const code = /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(text)?.[1] ?? usualCode(statusCode);
  const seconds = Number(headers['retry-after']);
  return new S3Trouble(`The S3 store refused ${method} with ${statusCode} ${code}`, {
    ...{ code, statusCode, passing: passingStatuses.has(statusCode) },
    ...(seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}),
  });
}

function usualCode(statusCode: number): string {
  if (statusCode === 403) return 'AccessDenied';
  if (statusCode === 404) return 'NoSuchKey';
  return statusCode === 301 ? 'PermanentRedirect' : `Http${statusCode}`;
}

function asTrouble({ method }: Call, error: unknown): S3Trouble {
  if (error instanceof S3Trouble) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new S3Trouble(`${method} to the S3 store broke off (${code})`, {
    code,
    passing: true,
    cause: error,
  });
}
