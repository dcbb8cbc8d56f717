import { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import type { ProviderError, ProviderPhase } from '../../core/errors.ts';
import { Deadlines } from './deadlines.ts';
import { transportError, unreadableReply } from './gateway-error.ts';
import { flatten, GatewayReply } from './gateway-reply.ts';
import { redact } from './redact.ts';
import { readWholeReply, ReplyLost, ReplyTooLarge } from './whole-reply.ts';

export interface GatewayClientConfig {
  readonly provider: string;
  /** Connections per base URL for submits and for everything else; default 64 each. */
  readonly connections?: number | undefined;
  /** Never to appear in an error: the key. */
  readonly secrets: readonly string[];
  /** Takes the place of the client's own agents; for tests and proxies. The client does not close it. */
  readonly dispatcher?: Dispatcher | undefined;
}

/** A body that is written piece by piece, of known length. */
export interface StreamedBody {
  readonly mediaType: string;
  readonly byteLength: number;
  open(): AsyncIterable<Uint8Array>;
}

export interface GatewayCall {
  readonly phase: ProviderPhase;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `application/json`. */
  readonly json?: unknown;
  readonly body?: StreamedBody;
  /** For the whole call, the answer's body included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** The most that is read of the answer; default 4 MiB. */
  readonly maxBytes?: number;
  /** Further words that must not appear in an error: the prompt, reference URLs. */
  readonly secrets?: readonly string[];
}

/** An answer whose body is still on the wire; read it to the end or `discard` it. */
export interface OpenReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends with a `ProviderError` when the connection breaks, time runs out or the size limit is passed. */
  readonly body: AsyncIterable<Uint8Array>;
  discard(): void;
}

const defaultMaxBytes = 4 * 1024 * 1024;

/**
 * HTTP to one gateway: kept-alive bounded connections, one time-out for the whole call, a size cap, no redirects, no
 * repeats, and every failure of transport as a `ProviderError` that says whether a paid request may have been taken.
 */
export class GatewayClient {
  private readonly config: GatewayClientConfig;
  /** Submits go over connections that were used a moment ago or are new, so that a stale one cannot lose them. */
  private readonly paid: Dispatcher;
  private readonly free: Dispatcher;
  private readonly owned: readonly Dispatcher[];
  private readonly deadlines = new Deadlines();

  constructor(config: GatewayClientConfig) {
    this.config = config;
    const shared = {
      connections: config.connections ?? 64,
      connect: { timeout: 10_000 },
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    this.paid =
      config.dispatcher ?? new Agent({ ...shared, keepAliveTimeout: 2_000, keepAliveMaxTimeout: 4_000 });
    this.free =
      config.dispatcher ?? new Agent({ ...shared, keepAliveTimeout: 20_000, keepAliveMaxTimeout: 30_000 });
    this.owned = config.dispatcher ? [] : [this.paid, this.free];
  }

  async close(): Promise<void> {
    await Promise.all(this.owned.map((dispatcher) => dispatcher.destroy()));
  }

  /** @throws ProviderError when no complete answer came; any status is an answer. */
  async call(call: GatewayCall): Promise<GatewayReply> {
    const { phase, method, url, timeoutMs, signal, maxBytes = defaultMaxBytes } = call;
    try {
      const { headers, body } = wholeBody(call);
      // Written out: an object that is put together by spreading costs as much as the rest of this, and is collected late.
      const whole = await readWholeReply(phase === 'submit' ? this.paid : this.free, this.deadlines, {
        method,
        url,
        headers,
        body,
        timeoutMs,
        signal,
        maxBytes,
      });
      return new GatewayReply(whole, (text) => this.excerpt(text, call.secrets));
    } catch (error) {
      const { provider } = this.config;
      if (error instanceof ReplyTooLarge) {
        throw unreadableReply({ provider, phase, status: error.status, message: error.message });
      }
      const [sent, cause] = error instanceof ReplyLost ? [error.sent, error.cause] : [false, error];
      throw transportError({ provider, phase, sent, cause });
    }
  }

  /** The same for answers that are too large or too slow to wait for: the body is handed over as it comes. */
  async open(call: GatewayCall): Promise<OpenReply> {
    const clock = startClock(call.timeoutMs, call.signal);
    let sent = false;
    const lost = (cause: unknown): ProviderError =>
      transportError({ provider: this.config.provider, phase: call.phase, sent, cause });
    try {
      clock.signal.throwIfAborted();
      const answer = request(call.url, {
        ...requestBody(call, () => (sent = true)),
        method: call.method,
        dispatcher: call.phase === 'submit' ? this.paid : this.free,
        signal: clock.signal,
      });
      // undici lets a request that still waits for a connection wait on after an abort, and drops it when its turn
      // comes; the caller must not wait for that.
      const reply = await Promise.race([answer, clock.over]);
      // An answer proves that the request arrived.
      sent = true;
      return {
        status: reply.statusCode,
        headers: flatten(reply.headers),
        body: this.bounded(call, { status: reply.statusCode, body: reply.body, clock, lost }),
        discard: () => {
          clock.stop();
          reply.body.on('error', () => undefined).destroy();
        },
      };
    } catch (error) {
      clock.stop();
      throw lost(error);
    }
  }

  excerpt(text: string, secrets: readonly string[] = []): string {
    return redact(text, [...this.config.secrets, ...secrets]);
  }

  private async *bounded(
    call: GatewayCall,
    reply: {
      status: number;
      body: AsyncIterable<Uint8Array>;
      clock: Clock;
      lost: (cause: unknown) => ProviderError;
    },
  ): AsyncGenerator<Uint8Array> {
    const maxBytes = call.maxBytes ?? defaultMaxBytes;
    let length = 0;
    try {
      for await (const chunk of reply.body) {
        length += chunk.byteLength;
        if (length > maxBytes) {
          const { provider } = this.config;
          throw unreadableReply({
            provider,
            phase: call.phase,
            status: reply.status,
            message: 'larger than allowed',
          });
        }
        yield chunk;
      }
    } catch (error) {
      throw length > maxBytes ? error : reply.lost(error);
    } finally {
      reply.clock.stop();
    }
  }
}

interface Clock {
  readonly signal: AbortSignal;
  /** Rejects when the signal fires. */
  readonly over: Promise<never>;
  stop(): void;
}

/** One abort signal for the time-out and the caller's signal; `stop` leaves no timer and no listener behind. */
function startClock(timeoutMs: number, outer: AbortSignal | undefined): Clock {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(outer?.reason);
  const timer = setTimeout(() => controller.abort(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
  outer?.addEventListener('abort', onAbort, { once: true });
  if (outer?.aborted) onAbort();
  const over = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error), {
      once: true,
    });
  });
  over.catch(() => undefined);
  return {
    signal: controller.signal,
    over,
    stop: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    },
  };
}

const acceptsJson = 'application/json';

/** A look's body is sent as it is: without a stream it costs a third, and nothing is lost when it is sent twice. */
function wholeBody(call: GatewayCall): {
  headers: Record<string, string>;
  body: Readable | Buffer | null;
} {
  if (call.phase === 'submit' || call.body) return requestBody(call, () => undefined);
  const headers = { accept: acceptsJson, ...call.headers };
  if (call.json === undefined) return { headers, body: null };
  return {
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(call.json)),
  };
}

/**
 * The body as a stream that tells when it is first read. undici reads it only once it has a connected socket and
 * starts writing; until then no byte of the request can have left.
 */
function requestBody(
  call: GatewayCall,
  onFirstRead: () => void,
): { headers: Record<string, string>; body: Readable | null } {
  const body = call.body ?? (call.json === undefined ? undefined : jsonBody(call.json));
  if (!body) return { headers: { accept: 'application/json', ...call.headers }, body: null };
  async function* read(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    onFirstRead();
    yield* open();
  }
  return {
    headers: {
      accept: 'application/json',
      'content-type': body.mediaType,
      'content-length': String(body.byteLength),
      ...call.headers,
    },
    body: Readable.from(
      read(() => body.open()),
      { objectMode: false },
    ),
  };
}

function jsonBody(value: unknown): StreamedBody {
  const bytes = Buffer.from(JSON.stringify(value));
  return {
    mediaType: 'application/json',
    byteLength: bytes.byteLength,
    async *open() {
      yield bytes;
    },
  };
}
