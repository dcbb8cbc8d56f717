import { randomBytes } from 'node:crypto';
import type { DocumentedError, StandInReply } from './shared/misbehaviour.ts';
import { GatewayStandIn } from './shared/gateway-stand-in.ts';
import type { GatewayCall, GatewayRoute, GatewayStandInOptions } from './shared/gateway-stand-in.ts';
import {
  isLegalCustomSize,
  isTableSize,
  plannedPictures,
  tableRatios,
  tableSize,
  tierOf,
} from './shared/gpt-image-pixels.ts';
import type { RecordedRequest } from './shared/http-listener.ts';
import type { PictureFormat } from './shared/pictures.ts';
import { inspectReference } from './shared/references.ts';
import type { ReceivedReference } from './shared/references.ts';
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
export interface GccaiStandInOptions extends GatewayStandInOptions {
  submitReply?: 'list' | 'object' | 'several' | 'accepted-with-poll-url';
  /** Whether `POST /v1/tasks/batch` exists, and what it answers. */
  batch?: 'works' | 'missing' | 'method-not-allowed' | 'garbage';
  batchShape?: 'list' | 'tasks' | 'results' | 'items' | 'list-field' | 'by-id' | 'top-level';
  /** Leaves out the first so many tasks of each batch answer. */
  batchOmits?: number;
  upload?: 'works' | 'missing';
  /** How long an uploaded picture can be used, milliseconds; default 72 hours. */
  uploadLifetimeMs?: number;
  url?: 'list' | 'text' | 'relative';
  /** Finished tasks name the submitted references before the results. */
  echoesReferences?: boolean;
  words?: 'documented' | 'twin' | 'new-api';
  progress?: 'number' | 'percent' | 'fraction' | 'absent';
  failure?: 'object' | 'text';
  missingTask?: 'not-found' | 'ok-with-error';
  errorShape?: 'error-object' | 'flat' | 'success-false' | 'new-api';
  /** Errors on HTTP 200 with a `code`, or on the HTTP status. */
  errorsOn?: 'ok' | 'status';
  /** `size: auto`: square, as the note under the parameter says, or the first reference's ratio. */
  autoSize?: 'square' | 'reference';
  /** 3:1 and 1:3 at 1k: the cell that is a multiple of 16, or 1881×836 and 887×1774. */
  wideAt1k?: 'multiple-of-16' | 'odd';
  inlineReferences?: 'refused' | 'taken';
  /** Leaves `cost` out of finished tasks. */
  hidesCost?: boolean;
  minFirstLookMs?: number;
  minLookMs?: number;
}

// prettier-ignore
const allowedFields = [
  'model', 'prompt', 'size', 'resolution', 'quality', 'background', 'moderation', 'output_format',
  'output_compression', 'n', 'image_urls', 'mask_url',
];
const maxReferences = 16;
const maxUploadBytes = 20 * 1024 * 1024;
const maxBatch = 50;

/**
 * Micro-dollars for one picture by quality, then 1k, 2k, 4k: the official prices of the model, of which the example
 * cost in the documentation (0.05279) is 99.6 %.
 */
const prices = {
  low: [6_000, 12_000, 16_000],
  medium: [53_000, 107_000, 139_000],
  high: [211_000, 428_000, 565_000],
} as const;
const exampleShare = 0.05279 / 0.053;

/**
 * gccai's GPT Image 2 API: Bearer key, ratio or pixels in `size`, 1–4 pictures, references and mask by URL, own upload,
 * tasks looked at one by one or in batches, cost and expiry in the answer.
 */
export class GccaiStandIn extends GatewayStandIn {
  /** Pictures that were uploaded, by URL. */
  readonly uploads = new Map<string, { reference: ReceivedReference; expiresAt: number }>();
  private readonly options: GccaiStandInOptions;
  private readonly lastLook = new Map<string, number>();
  /** Several ids of one submit point to one picture each. */
  private readonly parts = new Map<string, { task: StandInTask; index: number }>();

  constructor(options: GccaiStandInOptions = {}) {
    super('gccai', options);
    this.options = options;
  }

  protected routes(): readonly GatewayRoute[] {
    const routes: GatewayRoute[] = [
      {
        on: 'submit',
        method: 'POST',
        path: /^\/v1\/images\/generations$/,
        handle: (call) => this.submit(call),
      },
      { on: 'poll', method: 'GET', path: /^\/v1\/tasks\/(?<id>[^/]+)$/, handle: (call) => this.look(call) },
      { on: 'other', method: 'GET', path: /^\/v1\/(user\/)?balance$/, handle: (call) => this.balance(call) },
    ];
    if (this.options.batch !== 'missing') {
      routes.push({
        on: 'batch',
        method: 'POST',
        path: /^\/v1\/tasks\/batch$/,
        handle: (call) => this.lookAtMany(call),
      });
    }
    if (this.options.upload !== 'missing') {
      routes.push({
        on: 'upload',
        method: 'POST',
        path: /^\/v1\/uploads\/images$/,
        handle: (call) => this.upload(call),
      });
    }
    return routes;
  }

  protected documentedError(error: DocumentedError, detail?: string): StandInReply {
    switch (error) {
      case 'badKey':
        return this.refuse(401, 'Invalid API key', 'authentication_error');
      case 'forbidden':
        return this.refuse(403, 'No access to this model', 'permission_error');
      case 'noBalance':
        return this.refuse(402, 'Insufficient balance, please top up', 'payment_required');
      case 'moderation':
        return this.refuse(
          400,
          'Your prompt was rejected by the content safety review',
          'invalid_request_error',
        );
      case 'rateLimited':
        return this.refuse(429, 'Too many requests', 'rate_limit_error');
      case 'badParameter':
        return this.refuse(400, detail ?? 'Invalid parameter', 'invalid_request_error');
      case 'serverError':
        return this.refuse(500, 'Internal error', 'server_error');
      case 'noSuchTask': {
        const reply = this.refuse(404, 'Task does not exist or has expired', 'not_found');
        return this.options.missingTask === 'ok-with-error' ? { ...reply, status: 200 } : reply;
      }
    }
  }

  protected override loadReference(url: string): Promise<ReceivedReference> {
    const uploaded = this.uploads.get(url);
    if (!uploaded) return super.loadReference(url);
    if (this.now() > uploaded.expiresAt)
      return Promise.reject(new Error('failed to download image: expired'));
    return Promise.resolve(uploaded.reference);
  }

  protected override checkReferences(task: StandInTask): string | undefined {
    const body = asObject(task.submitted) ?? {};
    const first = task.references[0];
    if (first && body['size'] === 'auto' && this.options.autoSize === 'reference') {
      const size = tableSize(
        nearestTableRatio(first.width / first.height),
        String(body['resolution'] ?? '1k'),
      );
      task.pictures = plannedPictures(size ?? '1024x1024', formatOf(body), task.pictures.length);
    }
    const { mask } = task;
    if (!mask) return undefined;
    if (!mask.hasAlpha) return 'the mask image has no alpha channel';
    const fits = mask.width === first?.width && mask.height === first.height;
    return fits ? undefined : 'the mask dimensions must match the first reference image';
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
    this.noteIneffective(body);
    const task = this.accept(body, call);
    return this.submitReply(task);
  }

  private checkBody(body: Record<string, unknown>): string | undefined {
    const [unknown] = unknownFields(body, allowedFields);
    if (unknown !== undefined) return `unknown parameter ${unknown}`;
    if (body['model'] !== 'gpt-image-2-official') return `model ${String(body['model'])} not found`;
    if (typeof body['prompt'] !== 'string' || body['prompt'].trim() === '') return 'prompt is required';
    return this.checkChoices(body) ?? this.checkNumbers(body) ?? this.checkImages(body);
  }

  private checkChoices(body: Record<string, unknown>): string | undefined {
    const { size, resolution, quality, background, moderation, output_format: format } = body;
    if (size !== undefined) {
      const named = size === 'auto' || tableRatios.includes(String(size));
      const odd = size === '1881x836' || size === '887x1774';
      const pixels = typeof size === 'string' && (odd || isTableSize(size) || isLegalCustomSize(size));
      if (!named && !pixels) return `invalid size ${String(size)}`;
    }
    if (resolution !== undefined && !isOneOf(resolution, ['1k', '2k', '4k'])) return 'invalid resolution';
    if (quality !== undefined && !isOneOf(quality, ['auto', 'low', 'medium', 'high']))
      return 'invalid quality';
    if (background !== undefined && !isOneOf(background, ['auto', 'opaque', 'transparent']))
      return 'invalid background';
    if (moderation !== undefined && !isOneOf(moderation, ['auto', 'low'])) return 'invalid moderation';
    if (format !== undefined && !isOneOf(format, ['png', 'jpeg', 'webp'])) return 'invalid output_format';
    return undefined;
  }

  private checkNumbers(body: Record<string, unknown>): string | undefined {
    const { n, output_compression: compression } = body;
    if (n !== undefined && (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > 4)) {
      return 'n must be a number from 1 to 4';
    }
    if (compression === undefined) return undefined;
    const legal =
      typeof compression === 'number' &&
      Number.isInteger(compression) &&
      compression >= 0 &&
      compression <= 100;
    return legal ? undefined : 'output_compression must be an integer from 0 to 100';
  }

  private checkImages(body: Record<string, unknown>): string | undefined {
    const { image_urls: urls, mask_url: mask } = body;
    if (urls !== undefined && !isStringArray(urls)) return 'image_urls must be an array of strings';
    if (urls !== undefined && urls.length > maxReferences) return `at most ${maxReferences} image_urls`;
    if (mask !== undefined && typeof mask !== 'string') return 'mask_url must be a string';
    if (mask !== undefined && (urls?.length ?? 0) === 0)
      return 'mask_url must be used together with image_urls';
    const inline = [...(urls ?? []), ...(mask === undefined ? [] : [mask])].filter((url) => !isHttpUrl(url));
    if (inline.length === 0) return undefined;
    return this.options.inlineReferences === 'taken' ? undefined : 'image_urls must be http URLs';
  }

  /** What the gateway takes without effect: nobody should rely on it. */
  private noteIneffective(body: Record<string, unknown>): void {
    if (body['background'] === 'transparent') this.violate('background transparent is silently ignored');
    const png = body['output_format'] === undefined || body['output_format'] === 'png';
    if (body['output_compression'] !== undefined && png)
      this.violate('output_compression has no effect on png');
  }

  private accept(body: Record<string, unknown>, call: GatewayCall): StandInTask {
    const images = (body['n'] as number | undefined) ?? 1;
    const size = this.outputSize(body);
    const quality = body['quality'] === 'medium' || body['quality'] === 'high' ? body['quality'] : 'low';
    const tier = ['1k', '2k', '4k'].indexOf(tierOf(size));
    const urls = (body['image_urls'] as string[] | undefined) ?? [];
    const mask = body['mask_url'] as string | undefined;
    return this.addTask(
      {
        id: `task_01${randomBytes(16).toString('hex').toUpperCase().slice(0, 24)}`,
        prompt: body['prompt'] as string,
        submitted: body,
        pictures: plannedPictures(size, formatOf(body), images),
        microUsd: this.price({ images, each: (prices[quality][tier] ?? 0) * exampleShare }),
        referenceUrls: urls.filter(isHttpUrl),
        inlineReferences: urls.filter((url) => !isHttpUrl(url)),
        ...(mask === undefined ? {} : { maskUrl: mask }),
      },
      call.how,
    );
  }

  private outputSize(body: Record<string, unknown>): string {
    const size = String(body['size'] ?? '1:1');
    const resolution = String(body['resolution'] ?? '1k');
    if (this.options.wideAt1k === 'odd' && resolution === '1k') {
      if (size === '3:1') return '1881x836';
      if (size === '1:3') return '887x1774';
    }
    return tableSize(size === 'auto' ? '1:1' : size, resolution) ?? size;
  }

  private submitReply(task: StandInTask): StandInReply {
    switch (this.options.submitReply ?? 'list') {
      case 'list':
        return { status: 200, body: { code: 200, data: [{ status: 'submitted', task_id: task.id }] } };
      case 'object':
        return { status: 200, body: { code: 200, data: { id: task.id, status: 'submitted' } } };
      case 'accepted-with-poll-url': {
        const data = {
          id: task.id,
          status: 'pending',
          poll_url: `https://elsewhere.example/v1/tasks/${task.id}`,
        };
        return { status: 202, body: { code: 202, data } };
      }
      case 'several': {
        const ids = task.pictures.map((_, index) => `${task.id}P${index}`);
        ids.forEach((id, index) => this.parts.set(id, { task, index }));
        return {
          status: 200,
          body: { code: 200, data: ids.map((id) => ({ status: 'submitted', task_id: id })) },
        };
      }
    }
  }

  private look(call: GatewayCall): StandInReply {
    const { request, groups } = call;
    if (bearerToken(request.headers) !== this.apiKey) return this.documentedError('badKey');
    const language = request.query.get('language');
    if (language !== null && !isOneOf(language, ['zh', 'en', 'ko', 'ja']))
      this.violate(`language ${language}`);
    const task = this.describe(decodeURIComponent(groups['id'] ?? ''));
    return task ? { status: 200, body: { code: 200, data: task } } : this.documentedError('noSuchTask');
  }

  private lookAtMany(call: GatewayCall): StandInReply {
    const { request } = call;
    if (this.options.batch === 'method-not-allowed') return { status: 405, body: 'method not allowed' };
    if (this.options.batch === 'garbage') return { status: 200, body: '<!doctype html><title>docs</title>' };
    if (bearerToken(request.headers) !== this.apiKey) return this.documentedError('badKey');
    const body = asObject(request.body) ?? {};
    const ids = body['task_ids'];
    if (!isStringArray(ids) || unknownFields(body, ['task_ids']).length > 0 || ids.length === 0) {
      this.violate('the batch wants exactly task_ids, a list that is not empty');
      return this.documentedError('badParameter', 'task_ids is required');
    }
    if (ids.length > maxBatch) {
      this.violate(`${ids.length} tasks in one batch`);
      return this.documentedError('badParameter', `max ${maxBatch} task_ids per batch`);
    }
    const found = ids.map((id) => this.describe(id)).filter((task) => task !== undefined);
    const shuffled = found.slice(this.options.batchOmits ?? 0).reverse();
    return { status: 200, body: this.batchBody(shuffled) };
  }

  private batchBody(tasks: readonly { id: string }[]): unknown {
    switch (this.options.batchShape ?? 'list') {
      case 'list':
        return { code: 200, data: tasks };
      case 'tasks':
        return { code: 200, data: { tasks } };
      case 'results':
        return { code: 200, data: { results: tasks } };
      case 'items':
        return { code: 200, data: { items: tasks, total: tasks.length } };
      case 'list-field':
        return { code: 200, data: { list: tasks } };
      case 'by-id':
        return { code: 200, data: Object.fromEntries(tasks.map((task) => [task.id, task])) };
      case 'top-level':
        return tasks.map(({ id, ...rest }) => ({ task_id: id, ...rest }));
    }
  }

  private describe(id: string): ({ id: string } & Record<string, unknown>) | undefined {
    const part = this.parts.get(id);
    const task = part?.task ?? this.tasks.get(id);
    if (!task) return undefined;
    task.looks += 1;
    this.checkPace(id, task);
    const state = this.state(task);
    const ended = state === 'succeeded' || state === 'failed' || state === 'canceled';
    const seconds = Math.round((task.endsAt - task.submittedAt) / 1000);
    return {
      id,
      status: this.word(state),
      created: Math.floor(task.submittedAt / 1000),
      ...this.progressField(task),
      ...(ended
        ? { completed: Math.floor(task.endsAt / 1000), actual_time: seconds }
        : { estimated_time: 60 }),
      ...(state === 'succeeded' ? this.success(task, part?.index) : {}),
      ...(state === 'failed' ? { error: this.failure(task) } : {}),
    };
  }

  private success(task: StandInTask, index: number | undefined): object {
    const links = this.links(task).filter((_, position) => index === undefined || position === index);
    const inputs = this.options.echoesReferences ? this.referenceUrls(task) : [];
    const images = [
      ...inputs.map((url) => ({ url: this.urlForm(`${url}${url.includes('?') ? '&' : '?'}echo=1`) })),
      ...links.map(({ url, expiresAt }) => ({
        url: this.urlForm(url),
        expires_at: Math.floor(expiresAt / 1000),
      })),
    ];
    const each = Math.floor(task.microUsd / task.pictures.length);
    const rest = task.microUsd - each * (task.pictures.length - 1);
    const usd = (index === undefined ? task.microUsd : index === 0 ? rest : each) / 1_000_000;
    const cost = this.options.hidesCost ? {} : { cost: usd, credits_cost: Math.ceil(usd * 100) };
    return { result: { images }, ...cost };
  }

  private referenceUrls(task: StandInTask): string[] {
    const urls = asObject(task.submitted)?.['image_urls'];
    return isStringArray(urls) ? urls : [];
  }

  private urlForm(url: string): unknown {
    if (this.options.url === 'text') return url;
    if (this.options.url !== 'relative') return [url];
    return url.startsWith(this.cdn.url) ? [url.slice(this.cdn.url.length)] : [url];
  }

  private failure(task: StandInTask): unknown {
    const moderated = task.fate.kind === 'fail' && task.fate.reason === 'moderation';
    const message = task.fate.kind === 'fail' ? task.fate.message : 'failed';
    if (this.options.failure === 'text') return message;
    return { code: moderated ? 451 : 500, message, type: moderated ? 'content_policy' : 'server_error' };
  }

  private progressField(task: StandInTask): object {
    const progress = this.progress(task);
    switch (this.options.progress ?? 'number') {
      case 'number':
        return { progress };
      case 'percent':
        return { progress: `${progress}%` };
      case 'fraction':
        return { progress: progress / 100 };
      case 'absent':
        return {};
    }
  }

  private word(state: StandInTaskState): string {
    const words = {
      documented: {
        queued: 'submitted',
        running: 'in_progress',
        succeeded: 'completed',
        failed: 'failed',
        canceled: 'failed',
      },
      twin: {
        queued: 'pending',
        running: 'processing',
        succeeded: 'completed',
        failed: 'failed',
        canceled: 'cancelled',
      },
      'new-api': {
        queued: 'QUEUED',
        running: 'IN_PROGRESS',
        succeeded: 'SUCCESS',
        failed: 'FAILURE',
        canceled: 'FAILURE',
      },
    };
    return words[this.options.words ?? 'documented'][state];
  }

  private checkPace(id: string, task: StandInTask): void {
    const before = this.lastLook.get(id);
    const floor = before === undefined ? this.options.minFirstLookMs : this.options.minLookMs;
    const waited = this.now() - (before ?? task.submittedAt);
    if (waited < (floor ?? 0)) this.violate(`looked after ${waited} ms`);
    this.lastLook.set(id, this.now());
  }

  private async upload(call: GatewayCall): Promise<StandInReply> {
    const { request } = call;
    if (bearerToken(request.headers) !== this.apiKey) return this.documentedError('badKey');
    const file = request.files[0];
    if (!file || request.files.length > 1 || file.field !== 'file' || request.fields.length > 0) {
      this.violate('an upload wants one file in the field "file" and nothing else');
      return this.documentedError('badParameter', 'no file');
    }
    if (file.bytes.length > maxUploadBytes)
      return this.refuse(413, 'file too large', 'invalid_request_error');
    const reference = await inspectReference(file.filename, file.bytes).catch(() => undefined);
    const accepted = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
    if (!reference || !accepted.includes(reference.mediaType) || file.mediaType !== reference.mediaType) {
      this.violate(`an upload of ${file.mediaType} that is ${reference?.mediaType ?? 'no picture'}`);
      return this.documentedError('badParameter', 'unsupported file type');
    }
    const url = `https://upload.gccai.example/f/upload/${randomBytes(12).toString('hex')}-${file.filename}`;
    const expiresAt = this.now() + (this.options.uploadLifetimeMs ?? 72 * 3_600_000);
    this.uploads.set(url, { reference: { ...reference, source: url }, expiresAt });
    const created = Math.floor(this.now() / 1000);
    const bytes = file.bytes.length;
    return {
      status: 200,
      body: { url, filename: file.filename, content_type: reference.mediaType, bytes, created_at: created },
    };
  }

  private balance(call: GatewayCall): StandInReply {
    if (bearerToken(call.request.headers) !== this.apiKey) return this.documentedError('badKey');
    const used = this.billedMicroUsd() / 1_000_000;
    const body = {
      success: true,
      message: '',
      remain_balance: 12.5,
      used_balance: used,
      unlimited_quota: false,
    };
    return { status: 200, body: { ...body, remain_credits: 1250, used_credits: Math.ceil(used * 100) } };
  }

  protected override noRoute(request: RecordedRequest): StandInReply {
    return this.refuse(404, `Invalid URL (${request.method} ${request.path})`, 'invalid_request_error');
  }

  private refuse(code: number, message: string, type: string): StandInReply {
    const status = this.options.errorsOn === 'ok' ? 200 : code;
    switch (this.options.errorShape ?? 'error-object') {
      case 'error-object':
        return { status, body: { error: { code, message, type } } };
      case 'flat':
        return { status, body: { code, message } };
      case 'success-false':
        return { status, body: { success: false, message } };
      case 'new-api':
        return { status, body: { code: type, message, data: null } };
    }
  }
}

function formatOf(body: Record<string, unknown>): PictureFormat {
  return isOneOf(body['output_format'], ['png', 'jpeg', 'webp'] as const) ? body['output_format'] : 'png';
}

function nearestTableRatio(value: number): string {
  const distance = (ratio: string): number => {
    const [width, height] = ratio.split(':');
    return Math.abs(Math.log(Number(width) / Number(height) / value));
  };
  return tableRatios.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
}
