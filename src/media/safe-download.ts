import { setTimeout as sleep } from 'node:timers/promises';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { errors, type Dispatcher } from 'undici';
import { MediaError } from './media-error.ts';
import type { MediaLimits } from './media-limits.ts';
import { receive, type BodySink, type ResponseHead } from './receive.ts';
import { tooManyBytes, type StagingArea, type StagingFile, type WrittenFile } from './staging-area.ts';

interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whole time, redirects and repeated tries included, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  readonly maxBytes?: number | undefined;
}

/** One try, of those that share a deadline. */
interface Try {
  readonly maxBytes: number;
  /** What ends it: the deadline, or the caller. */
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
  readonly caller: AbortSignal | undefined;
  /** The file is to be kept as it is. */
  readonly durable: boolean;
}

export interface Downloader {
  /** Fetches an http(s) URL into a staged file. Refuses addresses that are not public, on every hop. */
  download(url: string, options?: DownloadOptions): Promise<WrittenFile>;
  /** The same with a few tries, for a result whose URL was given out a moment before its file is there. */
  downloadWithRetry(url: string, options?: DownloadOptions): Promise<WrittenFile>;
}

export interface DownloaderDependencies {
  /** A guarded agent: it checks the addresses that it connects to. */
  readonly dispatcher: Dispatcher;
  readonly staging: StagingArea;
  readonly limits: MediaLimits;
}

export function createDownloader(deps: DownloaderDependencies): Downloader {
  const { limits } = deps;

  const tryOf = ({ signal: caller, timeoutMs, maxBytes }: DownloadOptions, durable: boolean): Try => {
    const deadline = AbortSignal.timeout(timeoutMs ?? limits.downloadTimeoutMs);
    const signal = caller ? AbortSignal.any([caller, deadline]) : deadline;
    return { maxBytes: maxBytes ?? limits.maxBytes, signal, deadline, caller, durable };
  };

  const tryOnce = async (url: string, one: Try): Promise<WrittenFile> => {
    try {
      return await fetchToFile(url, { ...deps, ...one });
    } catch (error) {
      // A caller that gave up gets its own reason back.
      if (one.caller?.aborted) throw one.caller.reason;
      throw toMediaError(error, url, one.deadline);
    }
  };

  const downloadWithRetry = async (url: string, options: DownloadOptions = {}): Promise<WrittenFile> => {
    const one = tryOf(options, true);
    for (const pauseMs of limits.retryPausesMs) {
      try {
        return await tryOnce(url, one);
      } catch (error) {
        if (one.signal.aborted) throw error;
        if (!(error instanceof MediaError) || !error.retryable) throw error;
        await sleep(pauseMs, undefined, { signal: one.signal }).catch(() => {
          if (one.caller?.aborted) throw one.caller.reason;
          throw error;
        });
      }
    }
    return tryOnce(url, one);
  };

  return { download: async (url, options = {}) => tryOnce(url, tryOf(options, false)), downloadWithRetry };
}

type FetchContext = DownloaderDependencies & Try;

async function fetchToFile(url: string, context: FetchContext): Promise<WrittenFile> {
  const { dispatcher, signal, limits } = context;
  let address = checkedUrl(url);
  for (let hop = 0; hop <= limits.maxRedirects; hop += 1) {
    let body: BodyFile | undefined;
    let next: URL | undefined;
    try {
      await receive(dispatcher, { address, headers: REQUEST_HEADERS, signal }, async (head) => {
        // The body of a redirect is of no interest, and an endless one must not hold the connection.
        next = redirectTarget(head, address);
        body = next ? undefined : await openBody(head, address, context);
        return body;
      });
      if (body) return await finished(body, address, context);
    } catch (error) {
      await body?.file.abandon();
      throw error;
    }
    address = checkedUrl(next?.href ?? '');
  }
  throw new MediaError(`Too many redirects, the last to ${address.hostname}`, {
    code: 'media-unreachable',
    reason: 'redirects',
  });
}

/** A file that a body is written into. */
interface BodyFile extends BodySink {
  readonly file: StagingFile;
  /** After the last chunk. */
  end(): Promise<void>;
}

async function openBody(
  { statusCode, headers }: ResponseHead,
  address: URL,
  { staging, maxBytes }: FetchContext,
): Promise<BodyFile> {
  const refusal = refusalFor(statusCode, address.hostname);
  if (refusal) throw refusal;
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooManyBytes(maxBytes);
  const file = await staging.openFile(maxBytes);
  const unpacker = unpackerFor(String(headers['content-encoding'] ?? ''));
  if (unpacker) return unpackedInto(file, unpacker);
  return { file, write: (chunk) => file.write(chunk), end: () => Promise.resolve() };
}

async function finished(
  body: BodyFile,
  address: URL,
  { durable }: Pick<FetchContext, 'durable'>,
): Promise<WrittenFile> {
  await body.end();
  const saved = await body.file.finish({ durable });
  if (saved.byteLength > 0) return saved;
  throw new MediaError(`${address.hostname} sent no bytes`, {
    ...{ code: 'media-not-image', reason: 'empty', retryable: true },
  });
}

/** What a server compressed unasked is unpacked here, so that the limit counts what arrives on disk. */
function unpackedInto(file: StagingFile, unpacker: Transform): BodyFile {
  const writing = (async (): Promise<void> => {
    for await (const chunk of unpacker) await file.write(chunk as Uint8Array);
  })();
  // Whoever writes next, or ends, hears of it.
  writing.catch(() => unpacker.on('error', () => undefined));
  return {
    file,
    write: (chunk) =>
      unpacker.destroyed || !unpacker.write(chunk) ? Promise.race([drained(unpacker), writing]) : undefined,
    async end() {
      unpacker.end();
      await writing;
    },
  };
}

function drained(stream: Transform): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve));
}

/** http(s) without user and password; the numeric spellings of an address are made plain by the URL parser. */
function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw refusedUrl('This is not a URL', 'url');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refusedUrl(`URLs of the kind ${url.protocol.slice(0, 20)} are not fetched`, 'scheme');
  }
  if (url.username || url.password) throw refusedUrl('URLs with a user name are not fetched', 'userinfo');
  return url;
}

function refusedUrl(message: string, reason: 'url' | 'scheme' | 'userinfo'): MediaError {
  return new MediaError(message, { code: 'media-forbidden-address', reason });
}

/** Some result hosts answer 403 to a client that does not look like a browser. Compressed bodies are not asked for. */
const REQUEST_HEADERS = {
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  accept: 'image/png,image/jpeg,image/webp,image/avif,image/*;q=0.8,*/*;q=0.5',
  'accept-encoding': 'identity',
};

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function redirectTarget({ statusCode, headers }: ResponseHead, from: URL): URL | undefined {
  const location = headers['location'];
  if (!REDIRECTS.has(statusCode) || typeof location !== 'string') return undefined;
  if (!URL.canParse(location, from.href))
    throw refusedUrl('A redirect led to something that is not a URL', 'url');
  return new URL(location, from);
}

function refusalFor(statusCode: number, hostname: string): MediaError | undefined {
  if (statusCode >= 200 && statusCode < 300) return undefined;
  const message = `${hostname} answered ${statusCode}`;
  // Stores that hide what exists answer 403 for a file that is not there yet.
  if (statusCode === 403 || statusCode === 404 || statusCode === 410) {
    return new MediaError(message, { code: 'media-not-found', reason: 'gone', retryable: true });
  }
  const retryable = statusCode >= 500 || statusCode === 408 || statusCode === 425 || statusCode === 429;
  return new MediaError(message, { code: 'media-unreachable', reason: 'status', retryable });
}

function unpackerFor(encoding: string): Transform | undefined {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

function toMediaError(error: unknown, url: string, deadline: AbortSignal): unknown {
  const hostname = URL.canParse(url) ? new URL(url).hostname : 'the address';
  const timedOut = deadline.aborted || isTimeout(error);
  if (timedOut) {
    return new MediaError(`${hostname} took too long`, {
      code: 'media-timeout',
      reason: 'download-time',
      retryable: true,
      cause: error,
    });
  }
  if (error instanceof MediaError || !isTransportError(error)) return error;
  return new MediaError(`The connection to ${hostname} failed`, {
    code: 'media-unreachable',
    reason: 'connection',
    retryable: true,
    cause: error,
  });
}

function isTimeout(error: unknown): boolean {
  return (
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError
  );
}

/** undici, socket, TLS and decompression errors all carry a code of their own; disk errors are ours and are not here. */
function isTransportError(error: unknown): boolean {
  if (error instanceof errors.UndiciError) return true;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return !DISK_CODES.has(error.code);
}

const DISK_CODES = new Set([
  'ENOSPC',
  'EACCES',
  'EROFS',
  'ENOENT',
  'EMFILE',
  'ENFILE',
  'EDQUOT',
  'EIO',
  'EPERM',
]);
