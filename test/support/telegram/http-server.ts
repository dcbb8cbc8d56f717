import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError, tooManyRequests } from './api-error.ts';
import type { Backend } from './backend.ts';
import { findMethod } from './method-table.ts';
import type { HowToMisbehave, MisbehaviourPlan } from './misbehaviour.ts';
import { Params } from './params.ts';
import type { RecordedRequest, RequestLog } from './request-log.ts';
import { readParams } from './request-body.ts';

export interface HttpServerDependencies {
  readonly backend: Backend;
  readonly token: string;
  readonly log: RequestLog;
  readonly plan: MisbehaviourPlan;
  /** Answers the routes under /standin/; `undefined` for an unknown one. */
  readonly playUser: (action: string, params: Params) => Promise<unknown>;
}

const HTML_ERROR = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

/** The HTTP side: routes, tokens, answers, and the faults that a test planned. */
export class HttpServer {
  private readonly deps: HttpServerDependencies;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  constructor(deps: HttpServerDependencies) {
    this.deps = deps;
  }

  /** Listens on loopback; port 0 picks a free one. Answers with the port. */
  async listen(port: number): Promise<number> {
    const server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => this.fail(response, error));
    });
    server.keepAliveTimeout = 60_000;
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.server = server;
    return (server.address() as AddressInfo).port;
  }

  /** Cuts every connection, the hanging ones included. */
  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
    if (file) return this.download(response, file[1] ?? '', decodeURIComponent(file[2] ?? ''));

    if (url.pathname.startsWith('/standin/')) return this.drive(request, response, url);
    const call = /^\/bot([^/]*)\/([^/]+)$/.exec(url.pathname);
    if (!call) return this.refuse(response, new ApiError(404, 'Not Found'));
    const unauthorized = this.checkToken(call[1] ?? '');
    if (unauthorized) {
      request.resume();
      return this.refuse(response, unauthorized);
    }
    await this.call(request, response, call[2] ?? '', url.searchParams);
  }

  private async call(
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
    query: URLSearchParams,
  ): Promise<void> {
    const { backend, log, plan } = this.deps;
    const found = findMethod(name);
    let params: Params;
    try {
      params = await readParams(request, query, backend.settings.maxUploadBytes);
    } catch (error) {
      if (!(error instanceof ApiError)) return void response.destroy();
      const recorded = log.add(found?.name ?? name, new Params({}), backend.now());
      return this.refuse(response, error, recorded);
    }
    const recorded = log.add(found?.name ?? name, params, backend.now());
    if (!found) return this.refuse(response, new ApiError(404, 'Not Found: method not found'), recorded);

    const signal = abortedWith(response);
    const run = async (): Promise<unknown> => found.method(backend, params, signal);
    const how = plan.next(found.name, recorded.payload);
    if (how) return this.misbehave(how, response, recorded, run);
    await this.answer(response, recorded, run);
  }

  private async answer(
    response: ServerResponse,
    recorded: RecordedRequest,
    run: () => Promise<unknown>,
  ): Promise<void> {
    try {
      const result = await run();
      recorded.outcome = { kind: 'answered', status: 200 };
      sendJson(response, 200, { ok: true, result });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.refuse(response, error, recorded);
    }
  }

  private async misbehave(
    how: HowToMisbehave,
    response: ServerResponse,
    recorded: RecordedRequest,
    run: () => Promise<unknown>,
  ): Promise<void> {
    if (how.kind === 'slow') {
      await delay(how.delayMs);
      return this.answer(response, recorded, run);
    }
    const isDone = how.kind === 'drop-after' || how.kind === 'hang-after';
    if (isDone) {
      const refusal = await run().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refusal !== undefined && !(refusal instanceof ApiError)) throw refusal;
      recorded.outcome = { kind: 'misbehaved', how: how.kind, done: refusal === undefined };
    } else {
      recorded.outcome = { kind: 'misbehaved', how: how.kind, done: false };
    }
    breakAnswer(how, response);
  }

  private async download(response: ServerResponse, token: string, path: string): Promise<void> {
    const { backend, log, plan } = this.deps;
    log.downloads.push(path);
    const unauthorized = this.checkToken(token);
    if (unauthorized) return this.refuse(response, unauthorized);
    const how = plan.next('file', { path });
    if (how && how.kind !== 'slow') return breakAnswer(how, response);
    if (how) await delay(how.delayMs);
    const file = backend.files.atPath(path);
    if (!file) return this.refuse(response, new ApiError(404, 'Not Found'));
    if (!file.bytes) throw new Error('the bytes of this file were dropped, raise maxKeptBytes');
    // The real server does not say the true type here.
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.length });
    response.end(file.bytes);
  }

  /** Not Telegram's: lets a person without a test file play a user. */
  private async drive(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const params = await readParams(request, url.searchParams, this.deps.backend.settings.maxUploadBytes);
    const result = await this.deps.playUser(url.pathname.slice('/standin/'.length), params);
    if (result === undefined) return this.refuse(response, new ApiError(404, 'Not Found'));
    sendJson(response, 200, result);
  }

  private checkToken(token: string): ApiError | undefined {
    if (token === this.deps.token) return undefined;
    const isWellFormed = /^[1-9]\d*:.+/.test(token) && token.length <= 80;
    return new ApiError(401, isWellFormed ? 'Unauthorized' : 'Unauthorized: invalid token specified');
  }

  private refuse(response: ServerResponse, error: ApiError, recorded?: RecordedRequest): void {
    const { errorCode, description, parameters } = error;
    if (recorded) recorded.outcome = { kind: 'answered', status: errorCode, description };
    if (parameters?.retry_after !== undefined) response.setHeader('retry-after', parameters.retry_after);
    sendJson(response, errorCode, {
      ok: false,
      error_code: errorCode,
      description,
      ...(parameters && { parameters }),
    });
  }

  /** A defect of the stand-in itself: visible as a 500 that names it, so that no test takes it for Telegram's. */
  private fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent) return void response.destroy();
    const description = `Stand-in defect: ${error instanceof Error ? error.message : String(error)}`;
    sendJson(response, 500, { ok: false, error_code: 500, description });
  }
}

function breakAnswer(how: HowToMisbehave, response: ServerResponse): void {
  switch (how.kind) {
    case 'rate-limit': {
      const error = tooManyRequests(how.retryAfterSeconds);
      response.setHeader('retry-after', how.retryAfterSeconds);
      return sendError(response, error);
    }
    case 'rate-limit-without-wait':
      return sendError(response, new ApiError(429, 'Too Many Requests'));
    case 'internal-error':
      return sendError(response, new ApiError(500, 'Internal Server Error'));
    case 'too-large':
      return sendError(response, new ApiError(413, 'Request Entity Too Large'));
    case 'refuse':
      return sendError(response, new ApiError(how.errorCode, how.description, how.parameters));
    case 'server-error':
      response.writeHead(how.status ?? 502, { 'content-type': 'text/html' });
      response.end(HTML_ERROR);
      return;
    case 'drop-before':
    case 'drop-after':
      response.destroy();
      return;
    case 'hang':
    case 'hang-after':
    case 'slow':
      return;
    default:
      assertNever(how);
  }
}

function sendError(response: ServerResponse, { errorCode, description, parameters }: ApiError): void {
  sendJson(response, errorCode, {
    ok: false,
    error_code: errorCode,
    description,
    ...(parameters && { parameters }),
  });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.end(bytes);
}

function abortedWith(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function assertNever(value: never): never {
  throw new Error(`Unknown misbehaviour ${JSON.stringify(value)}`);
}
