import { randomBytes } from 'node:crypto';
import { GatewayStandIn } from './shared/gateway-stand-in.ts';
import type { GatewayCall, GatewayRoute, GatewayStandInOptions } from './shared/gateway-stand-in.ts';
import type { DocumentedError, StandInReply } from './shared/misbehaviour.ts';
import { makePicture } from './shared/pictures.ts';
import { asObject, bearerToken } from './shared/strict-body.ts';
import type { StandInTask } from './shared/tasks.ts';
import { ApimodelsCallbacks } from './apimodels/callbacks.ts';
import type { CallbackBehaviour, SentCallback } from './apimodels/callbacks.ts';
import { FileShelf } from './apimodels/file-shelf.ts';
import { checkSubmit } from './apimodels/submit-rules.ts';
import type { CheckedSubmit } from './apimodels/submit-rules.ts';

export interface ApimodelsStandInOptions extends GatewayStandInOptions {
  callbacks?: Partial<CallbackBehaviour>;
}

/** Settings that tests change while it runs. */
export interface ApimodelsBehaviour {
  /** `sync`: the submit waits for the end. `pending`: it answers at once. `openai`: OpenAI's shape, as one model does. */
  answers: 'sync' | 'pending' | 'openai';
  /** Where results stand in an answer: a list, JSON in a string, a string beside a list of null, or nowhere. */
  resultsAs: 'list' | 'json-string' | 'json-string-and-null-list' | 'null';
  /** Errors as HTTP 200 with `code` in the body, which the documents allow; default false. */
  errorsOnHttp200: boolean;
}

const PREFIX = '/api/v1';
const MICRO_USD_PER_IMAGE = 40_000;

/** apimodels: one route for making and editing, answers at once or later, JSON inside strings, unsigned callbacks. */
export class ApimodelsStandIn extends GatewayStandIn {
  readonly behaviour: ApimodelsBehaviour = { answers: 'sync', resultsAs: 'list', errorsOnHttp200: false };
  readonly callbacks: ApimodelsCallbacks;
  private readonly files = new FileShelf();

  constructor(options: ApimodelsStandInOptions = {}) {
    super('apimodels', options, '/images/');
    this.callbacks = new ApimodelsCallbacks({ now: this.now, ...options.callbacks });
  }

  override async start(): Promise<this> {
    await super.start();
    await this.files.start();
    return this;
  }

  override async stop(): Promise<void> {
    this.callbacks.stop();
    await Promise.all([super.stop(), this.files.stop()]);
  }

  override get baseUrl(): string {
    return `${this.origin}${PREFIX}`;
  }

  /** Every callback that was sent, in order, with the answer it got. */
  get sentCallbacks(): readonly SentCallback[] {
    return this.callbacks.sent;
  }

  protected routes(): readonly GatewayRoute[] {
    const at = (path: string) => new RegExp(`^${PREFIX}${path}$`);
    return [
      { on: 'submit', method: 'POST', path: at('/images/generations'), handle: (call) => this.submit(call) },
      { on: 'poll', method: 'GET', path: at('/images/generations'), handle: (call) => this.look(call) },
      { on: 'upload', method: 'POST', path: at('/files'), handle: (call) => this.upload(call) },
      { on: 'other', method: 'GET', path: at('/balance'), handle: (call) => this.tellBalance(call) },
    ];
  }

  protected documentedError(error: DocumentedError): StandInReply {
    const [code, msg] = DOCUMENTED_ERRORS[error];
    return this.error(code, msg);
  }

  private error(code: number, msg: string): StandInReply {
    return { status: this.behaviour.errorsOnHttp200 ? 200 : code, body: { code, msg, data: null } };
  }

  private authorized({ request }: GatewayCall): boolean {
    return bearerToken(request.headers) === this.apiKey;
  }

  private async submit(call: GatewayCall): Promise<StandInReply> {
    if (!this.authorized(call)) return this.documentedError('badKey');
    const checked = await checkSubmit(call.request);
    if ('problem' in checked) {
      this.violate(checked.problem);
      return this.error(400, checked.problem);
    }
    const task = await this.accept(checked, call);
    if (this.behaviour.answers === 'pending') return ok({ taskId: task.id, state: 'pending' });
    const state = await this.untilEnded(task, call.connected);
    if (this.behaviour.answers === 'openai') return this.openAiReply(task, state === 'succeeded');
    return ok(this.describe(task));
  }

  private async accept(checked: CheckedSubmit, call: GatewayCall): Promise<StandInTask> {
    const { size, format, count, callbackUrl } = checked;
    const task = this.addTask(
      {
        id: `cl${randomBytes(12).toString('hex')}`,
        prompt: checked.prompt,
        submitted: call.request.body,
        pictures: Array.from({ length: count }, () => ({ ...size, format })),
        microUsd: this.price({ images: count, each: MICRO_USD_PER_IMAGE }),
        references: checked.references,
        ...(checked.mask ? { mask: checked.mask } : {}),
      },
      call.how,
    );
    if (callbackUrl !== undefined) {
      const ended = this.untilEnded(task, () => true);
      await this.callbacks.promise(callbackUrl, ended, () => this.callbackBody(task));
    }
    return task;
  }

  private look(call: GatewayCall): StandInReply {
    if (!this.authorized(call)) return this.documentedError('badKey');
    const task = this.tasks.get(call.request.query.get('task_id') ?? '');
    if (!task) return this.documentedError('noSuchTask');
    task.looks += 1;
    return ok(this.describe(task));
  }

  private async upload(call: GatewayCall): Promise<StandInReply> {
    if (!this.authorized(call)) return this.documentedError('badKey');
    const [file] = call.request.files;
    if (file?.field !== 'file' || call.request.files.length > 1) {
      this.violate('an upload needs exactly one part named "file"');
      return this.error(400, 'file is required');
    }
    const publicUrl = this.files.keep(file);
    return ok({ fileId: `file_${this.files.size}`, publicUrl, size: file.bytes.length });
  }

  private tellBalance(call: GatewayCall): StandInReply {
    return this.authorized(call) ? ok({ balance: 12.5 }) : this.documentedError('badKey');
  }

  private describe(task: StandInTask): Record<string, unknown> {
    const state = this.state(task);
    const named = { taskId: task.id, createTime: task.submittedAt };
    if (state === 'queued') return { ...named, state: 'pending' };
    if (state === 'running') return { ...named, state: 'processing' };
    if (state === 'succeeded')
      return { ...named, state: 'completed', ...this.results(task), completeTime: task.endsAt };
    return { ...named, state: 'failed', ...failureFields(task), completeTime: task.endsAt };
  }

  private results(task: StandInTask): Record<string, unknown> {
    const resultUrls = this.links(task).map(({ url }) => url);
    switch (this.behaviour.resultsAs) {
      case 'list':
        return { resultUrls };
      case 'json-string':
        return { resultJson: JSON.stringify({ resultUrls }) };
      case 'json-string-and-null-list':
        return { resultUrls: null, resultJson: JSON.stringify({ resultUrls }) };
      case 'null':
        return { resultUrls: null, resultJson: null };
    }
  }

  private async openAiReply(task: StandInTask, succeeded: boolean): Promise<StandInReply> {
    if (!succeeded) return this.documentedError('moderation');
    const links = this.links(task);
    const data = await Promise.all(
      task.pictures.map(async (picture, index) => ({
        b64_json: (await makePicture({ ...picture, tag: `${task.id}_${index}` })).toString('base64'),
        url: links[index]?.url,
      })),
    );
    return { status: 200, body: { created: Math.floor(this.now() / 1000), data } };
  }

  private callbackBody(task: StandInTask): Record<string, unknown> {
    const completed = this.state(task) === 'succeeded';
    const resultUrls = completed ? this.links(task).map(({ url }) => url) : [];
    const { prompt } = asObject(task.submitted) ?? {};
    return {
      code: 200,
      msg: 'success',
      data: {
        taskId: task.id,
        model: 'yunwu/gpt-image-2-lite',
        state: completed ? 'completed' : 'failed',
        param: JSON.stringify({ prompt }),
        resultJson: completed ? JSON.stringify({ resultUrls }) : null,
        ...(completed ? { failCode: null, failMsg: null } : failureFields(task)),
        costTime: task.endsAt - task.submittedAt,
        completeTime: task.endsAt,
        createTime: task.submittedAt,
      },
    };
  }
}

function ok(data: Record<string, unknown>): StandInReply {
  return { status: 200, body: { code: 200, msg: 'success', data } };
}

function failureFields(task: StandInTask): Record<string, unknown> {
  const { fate } = task;
  if (fate.kind === 'fail' && fate.reason === 'moderation')
    return { failCode: 'CONTENT_MODERATION', failMsg: 'Content policy violation', retryable: false };
  const failMsg = fate.kind === 'fail' ? fate.message : 'stopped';
  return { failCode: 'UPSTREAM_BUSY', failMsg, retryable: true };
}

const DOCUMENTED_ERRORS: Record<DocumentedError, readonly [code: number, msg: string]> = {
  badKey: [401, 'Invalid API key'],
  noBalance: [402, 'Insufficient credits'],
  forbidden: [403, 'This key has no access to the model'],
  moderation: [400, 'Content policy violation'],
  rateLimited: [429, 'Too many requests'],
  badParameter: [400, 'Invalid parameter: size'],
  serverError: [500, 'Internal server error'],
  noSuchTask: [404, 'Task not found'],
};
