import { randomUUID } from 'node:crypto';
import type { DocumentedError, StandInReply } from './shared/misbehaviour.ts';
import { GatewayStandIn } from './shared/gateway-stand-in.ts';
import type { GatewayCall, GatewayRoute, GatewayStandInOptions } from './shared/gateway-stand-in.ts';
import type { RecordedRequest } from './shared/http-listener.ts';
import { asObject, isHttpUrl, isOneOf, isStringArray, unknownFields } from './shared/strict-body.ts';
import type { PlannedPicture, StandInTask, StandInTaskState } from './shared/tasks.ts';

/** Where public sources disagree, or the documentation is silent, each reading has a name here. */
export interface WuyinkejiStandInOptions extends GatewayStandInOptions {
  /** The documentation lists six sizes; transcriptions of a newer page list fourteen. */
  sizes?: 'six' | 'fourteen';
  /** Whether the body may hold `key`; `refused` treats it as an unbound parameter. */
  bodyKey?: 'taken' | 'refused';
  /** `data.count` of the submit reply. */
  count?: 'text' | 'number' | 'points';
  status?: 'number' | 'numeric-text' | 'word';
  /** How failure is told: status 3, or a negative status while 3 means running. */
  failure?: 'three' | 'negative';
  result?: 'array' | 'text' | 'objects';
  /** Errors on HTTP 200 with a `code`, or on the HTTP status as well. */
  errorsOn?: 'ok' | 'status';
  badKeyCode?: 401 | 403;
  /** One pixel budget for every ratio, or 1672×941 whatever was asked. */
  output?: 'budget' | 'fixed';
  /** Looks at tasks that one key may make in a second; unlimited by default. */
  looksPerSecond?: number;
  submitsPerSecond?: number;
}

const documentedSizes = ['auto', '16:9', '9:16', '1:1', '3:2', '2:3'];
const furtherSizes = ['4:3', '3:4', '21:9', '9:21', '1:3', '3:1', '2:1', '1:2'];
const maxReferences = 14;
const pixelBudget = 1_572_864;
/** ¥0.10 at 7.2 yuan for a dollar. */
const microUsdPerImage = 13_889;

/**
 * WuyinKeji's asynchronous GPT-Image-2 API: raw key in the header and again in the body, four body fields and no
 * other, a fixed pixel budget, `GET /api/async/detail` with numeric states.
 */
export class WuyinkejiStandIn extends GatewayStandIn {
  private readonly options: WuyinkejiStandInOptions;
  private readonly recent: Record<'submit' | 'poll', number[]> = { submit: [], poll: [] };

  constructor(options: WuyinkejiStandInOptions = {}) {
    super('wuyinkeji', options, '/');
    this.options = options;
  }

  protected routes(): readonly GatewayRoute[] {
    return [
      {
        on: 'submit',
        method: 'POST',
        path: /^\/api\/async\/image_gpt$/,
        handle: (call) => this.submit(call),
      },
      { on: 'poll', method: 'GET', path: /^\/api\/async\/detail$/, handle: (call) => this.detail(call) },
    ];
  }

  protected documentedError(error: DocumentedError, detail?: string): StandInReply {
    switch (error) {
      case 'badKey':
        return this.refuse(this.options.badKeyCode ?? 403, detail ?? '请求密钥KEY不正确！');
      case 'forbidden':
        return this.refuse(403, '无权限访问该接口');
      case 'noBalance':
        return this.refuse(402, '余额不足');
      case 'moderation':
        return this.refuse(500, '转发请求失败: 提示词违规');
      case 'rateLimited':
        return { ...this.refuse(429, '请求过于频繁，请稍后再试'), status: 429 };
      case 'badParameter':
        return this.refuse(400, detail ?? '参数错误');
      case 'serverError':
        return { ...this.refuse(500, '系统繁忙'), status: 500 };
      case 'noSuchTask':
        return this.refuse(404, '任务不存在');
    }
  }

  protected override noRoute(): StandInReply {
    return { status: 404, body: { code: 404, msg: '接口不存在', data: null } };
  }

  protected override checkReferences(task: StandInTask): string | undefined {
    const first = task.references[0];
    const size = asObject(task.submitted)?.['size'] ?? 'auto';
    if (first && size === 'auto') task.pictures = [this.output(first.width / first.height)];
    return undefined;
  }

  private submit(call: GatewayCall): StandInReply {
    const { request } = call;
    if (this.over('submit', this.options.submitsPerSecond)) return this.documentedError('rateLimited');
    const body = asObject(request.body);
    if (!body) return this.breach('the body is not JSON', this.documentedError('badParameter', '参数错误'));
    const keyProblem = this.checkSubmitKey(request, body);
    if (keyProblem) return keyProblem;

    const allowed = ['prompt', 'size', 'urls', ...(this.options.bodyKey === 'refused' ? [] : ['key'])];
    const [unknown] = unknownFields(body, allowed);
    if (unknown !== undefined) {
      const reply = this.refuse(500, `转发请求失败: 存在未绑定的参数: ${unknown}`);
      return unknown === 'key' ? reply : this.breach(`unknown body field ${unknown}`, reply);
    }
    const problem = this.checkFields(body);
    if (problem) return this.breach(problem.violation, problem.reply);

    const size = (body['size'] as string | undefined) ?? 'auto';
    const task = this.addTask(
      {
        id: `image_${randomUUID()}`,
        prompt: body['prompt'] as string,
        submitted: body,
        pictures: [this.output(ratioOf(size) ?? 1)],
        microUsd: this.price({ images: 1, each: microUsdPerImage }),
        referenceUrls: (body['urls'] as string[] | undefined) ?? [],
      },
      call.how,
    );
    const count = { text: '1', number: 1, points: 10 }[this.options.count ?? 'text'];
    return this.ok({ id: task.id, count });
  }

  private checkSubmitKey(request: RecordedRequest, body: Record<string, unknown>): StandInReply | undefined {
    const header = request.headers['authorization'];
    const given = [header, request.query.get('key') ?? undefined, body['key']].filter(
      (key) => key !== undefined,
    );
    if (header?.startsWith('Bearer ')) this.violate('the key is sent raw, without "Bearer"');
    if (header === undefined) this.violate('submit without the Authorization header');
    if (body['key'] === undefined && this.options.bodyKey !== 'refused')
      this.violate('submit without the key in the body');
    const valid = given.length > 0 && given.every((key) => key === this.apiKey);
    return valid ? undefined : this.documentedError('badKey');
  }

  private checkFields(body: Record<string, unknown>): { violation: string; reply: StandInReply } | undefined {
    const { prompt, size, urls } = body;
    if (typeof prompt !== 'string' || prompt.trim() === '') {
      return {
        violation: 'prompt is missing',
        reply: this.documentedError('badParameter', 'prompt不能为空'),
      };
    }
    const sizes = this.options.sizes === 'fourteen' ? [...documentedSizes, ...furtherSizes] : documentedSizes;
    if (size !== undefined && !isOneOf(size, sizes)) {
      return {
        violation: `size ${String(size)} is not listed`,
        reply: this.refuse(500, '转发请求失败: size参数错误'),
      };
    }
    if (urls === undefined) return undefined;
    if (!isStringArray(urls)) {
      return {
        violation: 'urls is not a list of text',
        reply: this.refuse(500, '转发请求失败: urls参数错误'),
      };
    }
    if (urls.length > maxReferences) {
      return {
        violation: `${urls.length} references`,
        reply: this.refuse(500, '转发请求失败: urls参数超出限制'),
      };
    }
    if (!urls.every(isHttpUrl)) {
      return {
        violation: 'a reference that is no http URL',
        reply: this.refuse(500, '转发请求失败: 参数urls无效'),
      };
    }
    return undefined;
  }

  private detail(call: GatewayCall): StandInReply {
    const { request } = call;
    if (this.over('poll', this.options.looksPerSecond)) return this.documentedError('rateLimited');
    const key = request.query.get('key');
    const header = request.headers['authorization'];
    if (key === null) this.violate('a look without the key in the query');
    const given = [key ?? undefined, header].filter((value) => value !== undefined);
    if (given.length === 0 || given.some((value) => value !== this.apiKey))
      return this.documentedError('badKey');

    const task = this.tasks.get(request.query.get('id') ?? '');
    if (!task) return this.documentedError('noSuchTask');
    task.looks += 1;
    return this.ok(this.describe(task));
  }

  private describe(task: StandInTask): object {
    const { prompt, size, urls } = asObject(task.submitted) ?? {};
    const state = this.state(task);
    const ended = state === 'succeeded' || state === 'failed';
    const failure = task.fate.kind === 'fail' ? task.fate.message : '任务已取消';
    return {
      task_id: task.id,
      request: { prompt, size: size ?? 'auto', ...(urls === undefined ? {} : { urls }) },
      count: 1,
      unit: '张',
      status: this.statusOf(state),
      result: state === 'succeeded' ? this.resultOf(task) : [],
      created_at: localTime(task.submittedAt),
      updated_at: localTime(ended ? task.endsAt : this.now()),
      message: state === 'failed' || state === 'canceled' ? failure : '',
    };
  }

  private statusOf(state: StandInTaskState): number | string {
    const failed = this.options.failure === 'negative' ? -1 : 3;
    const running = this.options.failure === 'negative' ? 3 : 1;
    const number = { queued: 0, running, succeeded: 2, failed, canceled: failed }[state];
    const word = {
      queued: 'pending',
      running: 'running',
      succeeded: 'success',
      failed: 'failed',
      canceled: 'failed',
    }[state];
    if (this.options.status === 'word') return word;
    return this.options.status === 'numeric-text' ? String(number) : number;
  }

  private resultOf(task: StandInTask): unknown {
    const urls = this.links(task).map(({ url }) => url);
    if (this.options.result === 'text') return urls[0] ?? '';
    return this.options.result === 'objects' ? urls.map((url) => ({ url })) : urls;
  }

  private output(ratio: number): PlannedPicture {
    if (this.options.output === 'fixed') return { width: 1672, height: 941, format: 'png' };
    return {
      width: Math.round(Math.sqrt(pixelBudget * ratio)),
      height: Math.round(Math.sqrt(pixelBudget / ratio)),
      format: 'png',
    };
  }

  private ok(data: object): StandInReply {
    return { status: 200, body: { code: 200, msg: '成功', data, exec_time: 0.15, user_ip: '203.0.113.7' } };
  }

  private refuse(code: number, msg: string): StandInReply {
    const status = this.options.errorsOn === 'status' ? code : 200;
    return { status, body: { code, msg, data: null, exec_time: 0.01, ip: '203.0.113.7' } };
  }

  private breach(violation: string, reply: StandInReply): StandInReply {
    this.violate(violation);
    return reply;
  }

  private over(kind: 'submit' | 'poll', limit: number | undefined): boolean {
    if (limit === undefined) return false;
    const since = this.now() - 1000;
    this.recent[kind] = [...this.recent[kind].filter((at) => at > since), this.now()];
    return this.recent[kind].length > limit;
  }
}

function ratioOf(size: string): number | undefined {
  const match = /^(\d+):(\d+)$/.exec(size);
  return match ? Number(match[1]) / Number(match[2]) : undefined;
}

/** The gateway writes times of UTC+8 without a zone. */
function localTime(at: number): string {
  const finite = Number.isFinite(at) ? at : 0;
  return new Date(finite + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
