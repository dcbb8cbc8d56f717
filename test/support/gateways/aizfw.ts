import { randomUUID } from 'node:crypto';
import type { DocumentedError, StandInReply } from './shared/misbehaviour.ts';
import { GatewayStandIn } from './shared/gateway-stand-in.ts';
import type { GatewayCall, GatewayRoute, GatewayStandInOptions } from './shared/gateway-stand-in.ts';
import { parseSize, plannedPictures, tableSize, tierOf } from './shared/gpt-image-pixels.ts';
import type { RecordedRequest } from './shared/http-listener.ts';
import {
  asObject,
  bearerToken,
  isHttpUrl,
  isOneOf,
  isStringArray,
  unknownFields,
} from './shared/strict-body.ts';
import type { StandInTask, StandInTaskState } from './shared/tasks.ts';

/** Where public sources disagree, or the documentation is silent, each reading has a name here. */
export interface AizfwStandInOptions extends GatewayStandInOptions {
  /** Where tasks are looked at; every other address answers as one that does not exist. */
  queryPath?: 'result' | 'image2' | 'model-center' | 'ai-power';
  /** What an address that does not exist answers. */
  wrongPath?: 404 | 405;
  /** Where in the reply of a look the task lies. */
  shape?: 'root' | 'data' | 'data-list' | 'result';
  /** How the fields of a look are called. */
  fields?: 'documented' | 'camel' | 'images';
  /** The words for the states. */
  words?: 'documented' | 'other';
  failure?: 'text' | 'object';
  /** Adds `amount` to finished tasks, in yuan. */
  reportsAmount?: boolean;
  /** Balance and moderation errors: on HTTP 200 with a `code`, or on the HTTP status. */
  errorsOn?: 'ok' | 'status';
  errorShape?: 'code-msg' | 'message' | 'error' | 'spring';
  /** A refused submit as `status: "failed"` on 200 instead of an envelope. */
  refusesAs?: 'envelope' | 'failed-task';
  resolutionWithoutRatio?: 'square' | 'refused';
  /** The newer pages know a second model: 1K only, 16 references, quality ignored. */
  models?: 'documented' | 'with-r';
  /** Looks sooner than this after the previous one, or after submit, count as violations; 0 = not checked. */
  minLookMs?: number;
}

const prefix = '/kyyReactApiServer';
const ratios = [
  '1:1',
  '16:9',
  '9:16',
  '4:3',
  '3:4',
  '3:2',
  '2:3',
  '5:4',
  '4:5',
  '2:1',
  '1:2',
  '21:9',
  '9:21',
];
const sizes = ['1024x1024', '1536x1024', '1024x1536', '2048x2048', '2048x1152', '3840x2160', '2160x3840'];
const allowedFields = ['model', 'prompt', 'quality', 'ratio', 'resolution', 'size', 'image_urls'];

/** No source names a price; these stand in for one: micro-dollars by quality, then 1k, 2k, 4k. */
const prices = {
  low: [5_000, 10_000, 15_000],
  medium: [25_000, 40_000, 60_000],
  high: [70_000, 100_000, 230_000],
} as const;

/**
 * aizfw's GPT Image 2 API: Bearer key, `ratio` with `resolution` or `size` alone, references by URL, and looks under
 * another path than the submit.
 */
export class AizfwStandIn extends GatewayStandIn {
  private readonly options: AizfwStandInOptions;
  private readonly lastLook = new Map<string, number>();

  constructor(options: AizfwStandInOptions = {}) {
    super('aizfw', options, '/aiimage/');
    this.options = options;
  }

  override get baseUrl(): string {
    return `${this.origin}${prefix}`;
  }

  protected routes(): readonly GatewayRoute[] {
    const queryPaths = {
      result: /^\/kyyReactApiServer\/v1\/result\/(?<id>[^/]+)$/,
      image2: /^\/kyyReactApiServer\/v1\/image2\/images\/(?<id>[^/]+)$/,
      'model-center': /^\/kyyReactApiServer\/v2\/model-center\/tasks\/(?<id>[^/]+)$/,
      'ai-power': /^\/kyyAiPower\/v1\/result\/(?<id>[^/]+)$/,
    };
    return [
      {
        on: 'submit',
        method: 'POST',
        path: /^\/kyyReactApiServer\/v1\/image2\/images$/,
        handle: (call) => this.submit(call),
      },
      {
        on: 'poll',
        method: 'GET',
        path: queryPaths[this.options.queryPath ?? 'result'],
        handle: (call) => this.look(call),
      },
    ];
  }

  protected documentedError(error: DocumentedError, detail?: string): StandInReply {
    switch (error) {
      case 'badKey':
        return this.refuse(401, 401, 'invalid token');
      case 'forbidden':
        return this.refuse(403, 403, 'access denied');
      case 'noBalance':
        return this.options.errorsOn === 'status'
          ? this.refuse(402, 402, '余额不足')
          : this.refuse(200, 1002, '余额不足');
      case 'moderation':
        if (this.options.refusesAs === 'failed-task')
          return { status: 200, body: this.failedAtOnce('内容违规') };
        return this.options.errorsOn === 'status'
          ? this.refuse(400, 400, '内容违规')
          : this.refuse(200, 1001, '内容违规');
      case 'rateLimited':
        return this.refuse(429, 429, 'too many requests');
      case 'badParameter':
        return this.refuse(400, 400, detail ?? 'invalid parameter');
      case 'serverError':
        return this.refuse(500, 500, 'Internal Server Error');
      case 'noSuchTask':
        return this.refuse(404, 404, 'task not found');
    }
  }

  protected override noRoute(request: RecordedRequest): StandInReply {
    const status = this.options.wrongPath ?? 404;
    return { status, body: { message: `No handler found for ${request.method} ${request.path}` } };
  }

  private submit(call: GatewayCall): StandInReply {
    const { request } = call;
    if (bearerToken(request.headers) !== this.apiKey) return this.documentedError('badKey');
    const body = asObject(request.body);
    const problem = body ? this.checkBody(body) : 'the body is not JSON';
    if (!body || problem) {
      this.violate(problem ?? 'no body');
      return this.documentedError('badParameter', problem ?? 'no body');
    }
    this.noteDiscouraged(body);
    if (
      body['resolution'] !== undefined &&
      body['ratio'] === undefined &&
      this.options.resolutionWithoutRatio === 'refused'
    ) {
      return this.documentedError('badParameter', 'resolution requires ratio');
    }

    const size = outputSize(body);
    const quality = (body['quality'] as keyof typeof prices | undefined) ?? 'low';
    const tier = ['1k', '2k', '4k'].indexOf(tierOf(size));
    const references = (body['image_urls'] as string[] | undefined) ?? [];
    const inline = references.filter((url) => !isHttpUrl(url));
    if (inline.length > 0) this.violate('a reference that is no http URL');
    const task = this.addTask(
      {
        id: `image_${randomUUID()}`,
        prompt: body['prompt'] as string,
        submitted: body,
        pictures: plannedPictures(size, 'png', 1),
        microUsd: this.price({ images: 1, each: prices[quality][tier] ?? prices.high[2] }),
        referenceUrls: references.filter(isHttpUrl),
        ...(inline.length > 0
          ? { fate: { kind: 'fail', reason: 'reference', message: '上游返回数据异常' } }
          : {}),
      },
      call.how,
    );
    const created = Math.floor(task.submittedAt / 1000);
    return {
      status: 200,
      body: { id: task.id, object: 'image', created, model: body['model'], status: 'queued', error: null },
    };
  }

  private checkBody(body: Record<string, unknown>): string | undefined {
    const [unknown] = unknownFields(body, allowedFields);
    if (unknown !== undefined) return `unknown parameter ${unknown}`;
    const withR = this.options.models === 'with-r';
    const isR = withR && body['model'] === 'gpt-image-2-r';
    if (body['model'] !== 'gpt-image-2' && !isR) return 'model must be gpt-image-2';
    if (typeof body['prompt'] !== 'string' || body['prompt'].trim() === '') return 'prompt is required';
    const { quality, ratio, resolution, size, image_urls: urls } = body;
    if (quality !== undefined && !isOneOf(quality, ['low', 'medium', 'high']))
      return `invalid quality ${String(quality)}`;
    if (ratio !== undefined && !isOneOf(ratio, ratios)) return `invalid ratio ${String(ratio)}`;
    if (resolution !== undefined && !isOneOf(resolution, ['1k', '2k', '4k'])) return 'invalid resolution';
    if (isR && resolution !== undefined && resolution !== '1k') return 'gpt-image-2-r makes 1k only';
    if (size !== undefined && !isOneOf(size, sizes)) return `invalid size ${String(size)}`;
    if (urls === undefined) return undefined;
    if (!isStringArray(urls)) return 'image_urls must be an array of strings';
    const most = isR ? 16 : 6;
    return urls.length > most ? `at most ${most} image_urls` : undefined;
  }

  /** What the gateway takes but its documentation asks not to send. */
  private noteDiscouraged(body: Record<string, unknown>): void {
    const { ratio, resolution, size } = body;
    if (size !== undefined && (resolution !== undefined || ratio !== undefined)) {
      this.violate('size together with ratio or resolution');
    }
    if (resolution !== undefined && ratio === undefined) this.violate('resolution without ratio');
    if (body['model'] === 'gpt-image-2-r' && body['quality'] !== undefined)
      this.violate('quality for gpt-image-2-r');
  }

  private look(call: GatewayCall): StandInReply {
    const { request, groups } = call;
    if (bearerToken(request.headers) !== this.apiKey) return this.documentedError('badKey');
    const task = this.tasks.get(decodeURIComponent(groups['id'] ?? ''));
    if (!task) return this.documentedError('noSuchTask');
    task.looks += 1;
    this.checkPace(task);
    return { status: 200, body: this.wrap(this.describe(task)) };
  }

  private checkPace(task: StandInTask): void {
    const floor = this.options.minLookMs ?? 0;
    const before = this.lastLook.get(task.id) ?? task.submittedAt;
    if (this.now() - before < floor) this.violate(`looked again after ${this.now() - before} ms`);
    this.lastLook.set(task.id, this.now());
  }

  private describe(task: StandInTask): Record<string, unknown> {
    const state = this.state(task);
    const url = state === 'succeeded' ? (this.links(task)[0]?.url ?? null) : null;
    const status = this.word(state);
    const error = state === 'failed' || state === 'canceled' ? this.failure(task) : null;
    const amount =
      this.options.reportsAmount && state === 'succeeded' ? { amount: task.microUsd / 140_000 } : {};
    const created = Math.floor(task.submittedAt / 1000);
    switch (this.options.fields ?? 'documented') {
      case 'documented':
        return {
          id: task.id,
          object: 'image.generation',
          created,
          model: asObject(task.submitted)?.['model'],
          status,
          image_url: url,
          error,
          ...amount,
        };
      case 'camel':
        return { taskId: task.id, taskStatus: status, imageUrl: url, message: error ?? '', ...amount };
      case 'images':
        return {
          task_id: task.id,
          task_status: status.toUpperCase(),
          images: url ? [{ url: [url] }] : [],
          error,
          ...amount,
        };
    }
  }

  private wrap(task: Record<string, unknown>): unknown {
    switch (this.options.shape ?? 'root') {
      case 'root':
        return task;
      case 'data':
        return { code: 0, msg: null, data: task };
      case 'data-list':
        return { code: 200, msg: 'success', data: [task] };
      case 'result':
        return { code: 200, result: task };
    }
  }

  private word(state: StandInTaskState): string {
    const documented = {
      queued: 'queued',
      running: 'processing',
      succeeded: 'completed',
      failed: 'failed',
      canceled: 'failed',
    };
    const other = {
      queued: 'submitted',
      running: 'in_progress',
      succeeded: 'success',
      failed: 'error',
      canceled: 'cancelled',
    };
    return (this.options.words === 'other' ? other : documented)[state];
  }

  private failure(task: StandInTask): unknown {
    const message = task.fate.kind === 'fail' ? task.fate.message : 'canceled';
    return this.options.failure === 'object' ? { code: 'generation_failed', message } : message;
  }

  private failedAtOnce(message: string): object {
    const created = Math.floor(this.now() / 1000);
    return {
      id: `image_${randomUUID()}`,
      object: 'image',
      created,
      model: 'gpt-image-2',
      status: 'failed',
      error: message,
    };
  }

  private refuse(status: number, code: number, text: string): StandInReply {
    switch (this.options.errorShape ?? 'code-msg') {
      case 'code-msg':
        return { status, body: { code, msg: text, data: null } };
      case 'message':
        return { status, body: { code, message: text } };
      case 'error':
        return { status, body: { code, error: { message: text, code: String(code) } } };
      case 'spring':
        return {
          status,
          body: {
            timestamp: this.now(),
            status,
            error: 'Error',
            message: text,
            path: `${prefix}/v1/image2/images`,
            code,
          },
        };
    }
  }
}

function outputSize(body: Record<string, unknown>): string {
  const { size, ratio, resolution } = body;
  if (typeof size === 'string' && parseSize(size)) return size;
  return tableSize(String(ratio ?? '1:1'), String(resolution ?? '1k')) ?? '1024x1024';
}
