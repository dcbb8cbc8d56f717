import { randomBytes } from 'node:crypto';
import {
  gccaiFormat,
  gccaiIneffective,
  gccaiOutputSize,
  gccaiRefusal,
  nearestTableRatio,
} from './gccai/gccai-request.ts';
import type { GccaiStandInOptions } from './gccai/gccai-request.ts';
import { gccaiBatchBody, gccaiError, gccaiWord } from './gccai/gccai-shapes.ts';
import type { DocumentedError, StandInReply } from './shared/misbehaviour.ts';
import { GatewayStandIn } from './shared/gateway-stand-in.ts';
import type { GatewayCall, GatewayRoute } from './shared/gateway-stand-in.ts';
import { plannedPictures, tableSize, tierOf } from './shared/gpt-image-pixels.ts';
import type { RecordedRequest } from './shared/http-listener.ts';
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
import type { StandInTask } from './shared/tasks.ts';

const maxUploadBytes = 20 * 1024 * 1024;
const usualMaxBatch = 50;

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

export type { GccaiStandInOptions };

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
      task.pictures = plannedPictures(size ?? '1024x1024', gccaiFormat(body), task.pictures.length);
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
    const problem = body ? gccaiRefusal(body, this.options) : 'the body is not JSON';
    if (!body || problem) {
      this.violate(problem ?? 'no body');
      return this.documentedError('badParameter', problem ?? 'no body');
    }
    gccaiIneffective(body).forEach((note) => this.violate(note));
    const task = this.accept(body, call);
    return this.submitReply(task);
  }

  private accept(body: Record<string, unknown>, call: GatewayCall): StandInTask {
    const images = (body['n'] as number | undefined) ?? 1;
    const size = gccaiOutputSize(body, this.options);
    const quality = body['quality'] === 'medium' || body['quality'] === 'high' ? body['quality'] : 'low';
    const tier = ['1k', '2k', '4k'].indexOf(tierOf(size));
    const urls = (body['image_urls'] as string[] | undefined) ?? [];
    const mask = body['mask_url'] as string | undefined;
    return this.addTask(
      {
        id: `task_01${randomBytes(16).toString('hex').toUpperCase().slice(0, 24)}`,
        prompt: body['prompt'] as string,
        submitted: body,
        pictures: plannedPictures(size, gccaiFormat(body), images),
        microUsd: this.price({ images, each: (prices[quality][tier] ?? 0) * exampleShare }),
        referenceUrls: urls.filter(isHttpUrl),
        inlineReferences: urls.filter((url) => !isHttpUrl(url)),
        ...(mask === undefined ? {} : { maskUrl: mask }),
      },
      call.how,
    );
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
    const { maxBatch = usualMaxBatch } = this.options;
    if (ids.length > maxBatch) {
      if (maxBatch === usualMaxBatch) this.violate(`${ids.length} tasks in one batch`);
      return this.documentedError('badParameter', `max ${maxBatch} task_ids per batch`);
    }
    const found = ids.map((id) => this.describe(id)).filter((task) => task !== undefined);
    const shuffled = found.slice(this.options.batchOmits ?? 0).reverse();
    return { status: 200, body: gccaiBatchBody(shuffled, this.options) };
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
      status: gccaiWord(state, this.options),
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
    return gccaiError({ code, message, type }, this.options);
  }
}
