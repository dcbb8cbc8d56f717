import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ApiError,
  invalidApiVersion,
  invalidJson,
  methodNotAllowed,
  notFound,
  requestTooLarge,
  unauthorized,
} from './api-error.ts';
import { FormErrors } from './form-errors.ts';
import { sendJson, sendMisbehaviour, sendRateLimit } from './http-reply.ts';
import type { How, MisbehaviourPlan } from './misbehaviour.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { readRequestBody, type RequestBody } from './request-body.ts';
import { findRoute, type Reply, type Route } from './route.ts';
import type { DiscordState } from './state.ts';

export interface ApiServerOptions {
  readonly state: DiscordState;
  readonly token: string;
  readonly routes: readonly Route[];
  readonly misbehaviour: MisbehaviourPlan;
  /** Answers `/api/standin/<verb>`, where people outside the process act as users. */
  playUser(verb: string, request: IncomingMessage, url: URL): Promise<Reply>;
}

/** The REST API: `http://…/api/v10/…`. Records every request, then misbehaves, checks and answers. */
export class ApiServer {
  readonly requests: RecordedRequest[] = [];
  /** Answers 401, 403 and 429: at 10,000 in ten minutes the real API bans the address. */
  invalidRequests = 0;
  /** Errors in the stand-in itself: none is expected. */
  readonly failures: unknown[] = [];
  private readonly options: ApiServerOptions;
  private readonly limiter = new RateLimiter();
  private readonly server: Server;
  private count = 0;

  constructor(options: ApiServerOptions) {
    this.options = options;
    this.server = createServer((request, response) => void this.receive(request, response));
    this.server.keepAliveTimeout = 30_000;
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://standin');
      const verb = /^\/api\/standin\/(\w+)$/.exec(url.pathname)?.[1];
      if (verb === undefined) return await this.handle(request, response, url);
      const reply = await this.options.playUser(verb, request, url);
      sendJson(response, reply.status, reply.body);
    } catch (error) {
      this.failures.push(error);
      if (!response.headersSent) sendJson(response, 500, { message: '500: Internal Server Error', code: 0 });
      else response.destroy();
    }
  }

  private async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { state, misbehaviour, routes } = this.options;
    const version = /^\/api(?:\/v(\d+))?(\/.*)$/.exec(url.pathname);
    const path = version?.[2] ?? url.pathname;
    const method = request.method ?? 'GET';
    const found = findRoute(routes, method, path);
    const record = this.record(
      request,
      url,
      safeDecode(path),
      typeof found === 'object' ? found.route : undefined,
    );
    const how = misbehaviour.take([`${method} ${record.path}`, record.route]);

    try {
      if (how?.kind === 'drop-before') return this.drop(request, record, 'dropped-before');
      const body = await readRequestBody(request, state.files, state.limits.requestBytes);
      note(record, body);
      if (how?.kind === 'hang') return this.finish(record, 'hung');
      const planned = how === undefined ? undefined : sendMisbehaviour(response, how);
      if (planned !== undefined) return this.finish(record, 'answered', planned);
      if (this.limited(record, response)) return this.finish(record, 'answered', 429);
      if (how?.kind === 'slow' && !how.answerOnly) await sleep(how.ms);

      const reply = await this.process(record, version?.[1], found, url, body);
      await this.answer(request, response, record, reply, how);
    } catch (error) {
      if (!request.complete || request.socket.destroyed) return this.finish(record, 'client-gone');
      throw error;
    }
  }

  private record(
    request: IncomingMessage,
    url: URL,
    path: string,
    route: Route | undefined,
  ): RecordedRequest {
    const { method = 'GET' } = request;
    const record: RecordedRequest = {
      index: this.count++,
      at: this.options.state.now(),
      method,
      path,
      route: `${method} ${route?.path ?? path}`,
      query: Object.fromEntries(url.searchParams),
      authorization: this.authorization(request.headers.authorization),
      payload: undefined,
      files: [],
      bytes: 0,
      status: undefined,
      code: undefined,
      outcome: 'open',
    };
    this.requests.push(record);
    if (this.requests.length > this.options.state.limits.requestsKept) this.requests.shift();
    return record;
  }

  private authorization(header: string | undefined): RecordedRequest['authorization'] {
    if (header === undefined) return 'none';
    if (!header.startsWith('Bot ')) return 'other';
    return header === `Bot ${this.options.token}` ? 'bot' : 'wrong';
  }

  private limited(record: RecordedRequest, response: ServerResponse): boolean {
    const { routeLimit, globalPerSecond } = this.options.state.limits;
    const isInteraction = /^\/(interactions|webhooks)\//.test(record.path);
    if (globalPerSecond !== undefined && !isInteraction && record.authorization === 'bot') {
      const global = this.limiter.take('global', globalPerSecond, 1000);
      if (global.refused) {
        sendRateLimit(response, global.resetAfterMs, 'global');
        return true;
      }
    }
    if (routeLimit === undefined || record.route.endsWith('/callback')) return false;
    const major = record.path
      .split('/')
      .slice(1, isInteraction ? 4 : 3)
      .join('/');
    const bucket = Buffer.from(record.route).toString('base64url').slice(0, 24);
    const taken = this.limiter.take(`${record.route} ${major}`, routeLimit.limit, routeLimit.windowMs);
    if (taken.refused) {
      sendRateLimit(response, taken.resetAfterMs, 'user', bucket);
      return true;
    }
    response.setHeader('x-ratelimit-limit', String(routeLimit.limit));
    response.setHeader('x-ratelimit-remaining', String(taken.remaining));
    response.setHeader('x-ratelimit-reset', String((Date.now() + taken.resetAfterMs) / 1000));
    response.setHeader('x-ratelimit-reset-after', String(taken.resetAfterMs / 1000));
    response.setHeader('x-ratelimit-bucket', bucket);
    return false;
  }

  /** The answer the real API would give. */
  private async process(
    record: RecordedRequest,
    version: string | undefined,
    found: ReturnType<typeof findRoute>,
    url: URL,
    body: RequestBody,
  ): Promise<Reply> {
    try {
      if (version !== '10') throw invalidApiVersion();
      if (found === undefined) throw notFound();
      if (found === 'method') throw methodNotAllowed();
      if (found.route.auth === 'bot' && record.authorization !== 'bot') throw unauthorized();
      refuseBadBody(body);
      return await found.route.handle({
        state: this.options.state,
        params: found.params,
        query: url.searchParams,
        payload: body.payload,
        files: body.files,
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      record.code = error.code;
      return { status: error.status, body: error.toBody() };
    }
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    record: RecordedRequest,
    reply: Reply,
    how: How | undefined,
  ): Promise<void> {
    record.status = reply.status;
    if (how?.kind === 'drop-after') return this.drop(request, record, 'lost-answer');
    if (how?.kind === 'slow' && how.answerOnly) await sleep(how.ms);
    sendJson(response, reply.status, reply.body);
    this.finish(record, 'answered', reply.status);
  }

  private drop(request: IncomingMessage, record: RecordedRequest, outcome: RecordedRequest['outcome']): void {
    request.socket.destroy();
    this.finish(record, outcome);
  }

  private finish(record: RecordedRequest, outcome: RecordedRequest['outcome'], status?: number): void {
    record.outcome = outcome;
    if (status !== undefined) record.status = status;
    if (status === 401 || status === 403 || status === 429) this.invalidRequests += 1;
    this.options.state.changed();
  }
}

function note(record: RecordedRequest, body: RequestBody): void {
  record.payload = body.payload;
  record.bytes = body.bytes;
  record.files = body.files.map((file) => ({
    index: file.index,
    name: file.name,
    bytes: file.size,
    sha256: file.sha256,
    contentType: file.declaredType,
    width: file.width,
    height: file.height,
  }));
}

function refuseBadBody(body: RequestBody): void {
  if (body.problem === 'too-large') throw requestTooLarge();
  if (body.problem === 'invalid-json') throw invalidJson();
  if (body.problem !== 'invalid-multipart') return;
  const form = new FormErrors();
  form.add(
    ['files'],
    'MULTIPART_INVALID',
    'Only payload_json and uniquely named files[n] with a filename are taken',
  );
  form.throwIfAny();
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
