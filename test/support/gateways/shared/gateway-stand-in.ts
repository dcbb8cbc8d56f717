import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { controlPath, controlReply } from './control.ts';
import { HttpListener } from './http-listener.ts';
import type { RecordedRequest } from './http-listener.ts';
import { MisbehaviourBook, numbersAsStrings, withExtraFields } from './misbehaviour.ts';
import type {
  CallKind,
  DocumentedError,
  Misbehaviour,
  MisbehaviourOrder,
  StandInReply,
} from './misbehaviour.ts';
import type { ReceivedReference } from './references.ts';
import { decodeReference, fetchReference } from './references.ts';
import { ResultCdn, sendSlowly } from './result-cdn.ts';
import { billOf, taskProgress, taskState } from './tasks.ts';
import type { Bill, PlannedPicture, StandInTask, StandInTaskState, TaskFate } from './tasks.ts';

/** Options that every stand-in has. */
export interface GatewayStandInOptions {
  /** The only key it takes; default `<name>-test-key`. */
  apiKey?: string;
  /** From submit to the end of a task; default 50 ms. `Infinity`: tests end tasks by hand with `finish`. */
  latencyMs?: number;
  now?: () => number;
  /** How long a result link answers; default 24 hours. */
  linkLifetimeMs?: number;
  /** The result host answers 403 unless the User-Agent looks like a browser's; default true. */
  cdnRequiresUserAgent?: boolean;
  /** Pads results to this size in bytes. */
  pictureBytes?: number;
  /** Whether a task that failed after it was accepted stays on the invoice; default false. */
  billsFailures?: boolean;
  /** Microdollars for one picture, whatever was asked for; by default the gateway's own table. */
  microUsdPerImage?: number;
  /** A fixed port instead of an ephemeral one. */
  port?: number;
  /** How many requests are kept for looking at; the oldest go first. Default 10,000. */
  keptRequests?: number;
}

/** A call on its way to a handler. */
export interface GatewayCall {
  request: RecordedRequest;
  /** The groups of the route's path. */
  groups: Record<string, string>;
  /** What a new task is to suffer; handlers pass it to `addTask`. */
  how: Misbehaviour | undefined;
  /** False when the caller hung up. */
  connected: () => boolean;
}

export interface GatewayRoute {
  on: CallKind;
  method: string;
  path: RegExp;
  handle: (call: GatewayCall) => Promise<StandInReply> | StandInReply;
}

export interface NewTask {
  id?: string;
  prompt: string;
  submitted: unknown;
  pictures: readonly PlannedPicture[];
  microUsd: number;
  /** Fetched by the stand-in; a URL that is no picture fails the task. */
  referenceUrls?: readonly string[];
  /** Decoded by the stand-in (data URIs, bare base64). */
  inlineReferences?: readonly string[];
  /** Already in hand (uploaded files). */
  references?: readonly ReceivedReference[];
  maskUrl?: string;
  mask?: ReceivedReference;
  fate?: TaskFate;
}

/**
 * What every gateway stand-in shares: a loopback API, a separate result host, tasks that end by the clock, an invoice,
 * recorded requests, violations of the gateway's documentation, and misbehaviour on demand. A gateway adds its routes
 * and its envelopes.
 */
export abstract class GatewayStandIn {
  readonly name: string;
  readonly apiKey: string;
  /** API requests in order of arrival, refused ones included; the most recent 10,000. */
  readonly requests: RecordedRequest[] = [];
  /** How many API requests came, those that are no longer kept included. */
  received = 0;
  /** Each breach of the gateway's documentation, in words; tests expect it to stay empty. */
  readonly violations: string[] = [];
  readonly tasks = new Map<string, StandInTask>();
  readonly cdn: ResultCdn;
  latencyMs: number;

  protected readonly now: () => number;
  protected readonly misbehaviours = new MisbehaviourBook();
  private readonly listener: HttpListener;
  private readonly common: GatewayStandInOptions;
  private readonly abort = new AbortController();
  private knownRoutes: readonly GatewayRoute[] | undefined;

  constructor(name: string, options: GatewayStandInOptions, cdnPrefix = '/f/image/') {
    this.name = name;
    this.common = options;
    this.apiKey = options.apiKey ?? `${name}-test-key`;
    this.latencyMs = options.latencyMs ?? 50;
    this.now = options.now ?? Date.now;
    this.cdn = new ResultCdn({
      now: this.now,
      requiresUserAgent: options.cdnRequiresUserAgent ?? true,
      linkLifetimeMs: options.linkLifetimeMs ?? 24 * 3_600_000,
      pictureBytes: options.pictureBytes ?? 0,
      misbehaviours: this.misbehaviours,
      prefix: cdnPrefix,
    });
    this.listener = new HttpListener((request, response) => this.respond(request, response));
  }

  protected abstract routes(): readonly GatewayRoute[];

  /** The gateway's own envelope for an error. */
  protected abstract documentedError(error: DocumentedError, detail?: string): StandInReply;

  /** What an unknown path answers. */
  protected noRoute(_request: RecordedRequest): StandInReply {
    return { status: 404, body: '404 page not found' };
  }

  /** Resolves when both listeners are up. */
  async start(): Promise<this> {
    await this.listener.start(this.common.port ?? 0);
    await this.cdn.start();
    return this;
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await Promise.all([this.listener.stop(), this.cdn.stop()]);
  }

  /** Origin of the API, without a path. */
  get origin(): string {
    return this.listener.url;
  }

  /** What an adapter is configured with; a gateway with a path prefix overrides it. */
  get baseUrl(): string {
    return this.origin;
  }

  misbehave(order: MisbehaviourOrder): void {
    this.misbehaviours.add(order);
  }

  behave(): void {
    this.misbehaviours.clear();
  }

  /** How many pieces of paid work were started; the same prompt twice counts twice. */
  submits(): number {
    return this.tasks.size;
  }

  /** Prompts that were bought more than once, each with its count. */
  duplicatePrompts(): { prompt: string; times: number }[] {
    const counts = new Map<string, number>();
    for (const task of this.tasks.values()) counts.set(task.prompt, (counts.get(task.prompt) ?? 0) + 1);
    return [...counts].filter(([, times]) => times > 1).map(([prompt, times]) => ({ prompt, times }));
  }

  /** The invoice, one line for each task, in order of submission. */
  bills(): Bill[] {
    return [...this.tasks.values()].map((task) =>
      billOf(task, this.now(), this.common.billsFailures ?? false),
    );
  }

  billedMicroUsd(): number {
    return this.bills().reduce((sum, bill) => sum + bill.microUsd, 0);
  }

  /** Ends one task now, or all of them. */
  finish(taskId?: string): void {
    const tasks = taskId === undefined ? [...this.tasks.values()] : [this.requireTask(taskId)];
    for (const task of tasks) task.endsAt = Math.min(task.endsAt, this.now());
  }

  /** Makes one task fail, now or when it would have ended. */
  fail(taskId: string, message: string): void {
    this.requireTask(taskId).fate = { kind: 'fail', reason: 'fault', message };
  }

  setProgress(taskId: string, progress: number): void {
    this.requireTask(taskId).progress = progress;
  }

  state(task: StandInTask): StandInTaskState {
    return taskState(task, this.now());
  }

  requireTask(taskId: string): StandInTask {
    const task = this.tasks.get(taskId);
    if (!task) throw new Error(`${this.name} has no task ${taskId}`);
    return task;
  }

  /** API requests on paths that match. */
  requestsTo(path: RegExp | string): RecordedRequest[] {
    return this.requests.filter(({ path: actual }) =>
      typeof path === 'string' ? actual === path : path.test(actual),
    );
  }

  protected violate(text: string): void {
    this.violations.push(text);
  }

  protected progress(task: StandInTask): number {
    return taskProgress(task, this.now());
  }

  /** Publishes the pictures of a finished task; the links stay the same from look to look. */
  protected links(task: StandInTask): { url: string; expiresAt: number }[] {
    if (task.fate.kind === 'succeed-without-url') return [];
    return task.pictures.map((picture, index) => this.cdn.publish(`${task.id}_${index}`, picture));
  }

  protected price(task: { images: number; each: number }): number {
    return Math.round((this.common.microUsdPerImage ?? task.each) * task.images);
  }

  /** Waits in real time; ends early, without an error, when the stand-in stops. */
  protected async sleep(ms: number): Promise<void> {
    const bounded = Math.min(ms, 2 ** 31 - 1);
    await sleep(bounded, undefined, { signal: this.abort.signal, ref: false }).catch(() => undefined);
  }

  /** Waits until a task has ended: for gateways that answer only then. */
  protected async untilEnded(task: StandInTask, connected: () => boolean): Promise<StandInTaskState> {
    await task.referencesSettled;
    for (;;) {
      const state = this.state(task);
      if (state !== 'queued' && state !== 'running') return state;
      if (this.abort.signal.aborted || (!connected() && task.fate.kind === 'never')) return state;
      await this.sleep(Math.max(1, Math.min(task.endsAt - this.now(), 20)));
    }
  }

  /** Accepts paid work. */
  protected addTask(input: NewTask, how: Misbehaviour | undefined): StandInTask {
    const submittedAt = this.now();
    const late = how?.kind === 'finishLate' ? how.ms : 0;
    const task: StandInTask = {
      id: input.id ?? `task_${randomUUID()}`,
      prompt: input.prompt,
      submitted: input.submitted,
      submittedAt,
      endsAt: submittedAt + this.latencyMs + late,
      fate: fateOf(how) ?? input.fate ?? { kind: 'succeed' },
      pictures: input.pictures,
      references: [...(input.references ?? [])],
      referencesSettled: Promise.resolve(),
      referencesPending: false,
      microUsd: input.microUsd,
      progress: undefined,
      looks: 0,
      ...(input.mask ? { mask: input.mask } : {}),
    };
    this.tasks.set(task.id, task);
    this.gatherReferences(task, input);
    return task;
  }

  /** How the gateway gets a reference; throws when it cannot. */
  protected loadReference(url: string): Promise<ReceivedReference> {
    return fetchReference(url);
  }

  /**
   * Called once the references are there: returns what is wrong with them, or undefined. May also settle what the
   * pictures will look like where that depends on the references.
   */
  protected checkReferences(_task: StandInTask): string | undefined {
    return undefined;
  }

  private gatherReferences(task: StandInTask, input: NewTask): void {
    const urls = input.referenceUrls ?? [];
    const inline = input.inlineReferences ?? [];
    if (urls.length + inline.length === 0 && !input.maskUrl) return;
    task.referencesPending = true;
    task.referencesSettled = (async () => {
      try {
        const fetched = await Promise.all([
          ...inline.map(decodeReference),
          ...urls.map((url) => this.loadReference(url)),
        ]);
        task.references.push(...fetched);
        if (input.maskUrl) task.mask = await this.loadReference(input.maskUrl);
        const problem = this.checkReferences(task);
        if (problem) task.fate = { kind: 'fail', reason: 'reference', message: problem };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        task.fate = { kind: 'fail', reason: 'reference', message };
      } finally {
        task.referencesPending = false;
      }
    })();
  }

  private async respond(request: RecordedRequest, response: ServerResponse): Promise<void> {
    if (request.path.startsWith(controlPath)) return this.write(response, controlReply(this, request));
    this.keep(request);
    const found = this.match(request);
    if (!found) return this.write(response, this.noRoute(request));
    const how = this.misbehaviours.take(found.route.on, request);
    const call: GatewayCall = {
      request,
      groups: found.groups,
      how,
      connected: () => !response.destroyed && !(response.socket?.destroyed ?? true),
    };
    await this.play(response, found.route, call);
  }

  private keep(request: RecordedRequest): void {
    this.received += 1;
    this.requests.push(request);
    const kept = this.common.keptRequests ?? 10_000;
    if (this.requests.length > kept * 1.25) this.requests.splice(0, this.requests.length - kept);
  }

  private match(
    request: RecordedRequest,
  ): { route: GatewayRoute; groups: Record<string, string> } | undefined {
    this.knownRoutes ??= this.routes();
    for (const route of this.knownRoutes) {
      const match = route.method === request.method ? route.path.exec(request.path) : null;
      if (match) return { route, groups: { ...match.groups } };
    }
    return undefined;
  }

  private async play(response: ServerResponse, route: GatewayRoute, call: GatewayCall): Promise<void> {
    const { how } = call;
    switch (how?.kind) {
      case 'respond':
        return this.write(response, how);
      case 'error':
        return this.write(response, this.documentedError(how.error));
      case 'badKey':
        return this.write(response, this.documentedError('badKey'));
      case 'noBalance':
        return this.write(response, this.documentedError('noBalance'));
      case 'failAtSubmit':
        return this.write(response, this.documentedError(how.reason ?? 'moderation'));
      case 'rateLimited': {
        const reply = this.documentedError('rateLimited');
        const extra = how.retryAfter === undefined ? {} : { 'retry-after': how.retryAfter };
        return this.write(response, { ...reply, headers: { ...reply.headers, ...extra } });
      }
      case 'htmlError':
        if (how.accepted) await route.handle(call);
        return this.write(response, htmlPage(how.status ?? 502));
      case 'dropSocketBefore':
        response.socket?.destroy();
        return;
      case 'acceptThenDropSocket':
        await route.handle(call);
        response.socket?.destroy();
        return;
      case 'acceptThenRespond':
        await route.handle(call);
        return this.write(response, how);
      case 'hang':
        if (how.accepted ?? true) await route.handle(call);
        return;
      default:
        return this.write(response, await route.handle(call), how);
    }
  }

  private async write(response: ServerResponse, reply: StandInReply, how?: Misbehaviour): Promise<void> {
    if (response.destroyed) return;
    const body = how?.kind === 'numbersAsStrings' ? numbersAsStrings(reply.body) : reply.body;
    if (isStream(body)) return writeStream(response, reply, body);
    const extended = how?.kind === 'unknownExtraFields' ? withExtraFields(body) : body;
    const isText = typeof extended === 'string';
    const bytes = Buffer.isBuffer(extended)
      ? extended
      : Buffer.from(isText ? extended : JSON.stringify(extended));
    const mediaType = reply.headers?.['content-type'] ?? (isText ? 'text/plain' : 'application/json');
    if (how?.kind === 'slowBody')
      return sendSlowly(response, { status: reply.status, mediaType, bytes, ms: how.ms });
    const sent = how?.kind === 'garbageJson' ? bytes.subarray(0, Math.max(1, bytes.length - 7)) : bytes;
    response.writeHead(reply.status, {
      'content-type': mediaType,
      ...reply.headers,
      'content-length': sent.length,
    });
    response.end(sent);
  }
}

/** Thrown by a streaming body to cut the connection in the middle. */
export class DropConnection extends Error {}

async function writeStream(
  response: ServerResponse,
  reply: StandInReply,
  body: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  response.writeHead(reply.status, reply.headers);
  response.flushHeaders();
  try {
    for await (const chunk of body) {
      if (response.destroyed) return;
      response.write(chunk);
    }
    response.end();
  } catch (error) {
    if (!(error instanceof DropConnection)) throw error;
    response.socket?.destroy();
  }
}

function isStream(body: unknown): body is AsyncIterable<string | Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function htmlPage(status: number): StandInReply {
  const body = `<html>\r\n<head><title>${status} Bad Gateway</title></head>\r\n<body><center>nginx</center></body>\r\n</html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}

const LATE_MESSAGES = {
  moderation: '内容违规',
  fault: '生成失败，请重试',
  reference: '图片下载失败',
} as const;

function fateOf(how: Misbehaviour | undefined): TaskFate | undefined {
  if (how?.kind === 'neverFinish') return { kind: 'never' };
  if (how?.kind === 'succeedWithoutUrl') return { kind: 'succeed-without-url' };
  if (how?.kind !== 'failLate') return undefined;
  const reason = how.reason ?? 'moderation';
  return { kind: 'fail', reason, message: how.message ?? LATE_MESSAGES[reason] };
}
