import type {
  CallOptions,
  ImageOrder,
  ImageProvider,
  PlanInput,
  PriceRow,
  ProviderLimits,
  ProviderPlan,
  ProviderTask,
  SubmitOptions,
  SubmitResult,
  TaskStatus,
  Unable,
} from '../../core/ports/image-provider.ts';
import type { ProviderError } from '../../core/errors.ts';
import { readEnvelope, saysTaskIsMissing } from '../shared/envelope.ts';
import { GatewayClient } from '../shared/gateway-client.ts';
import type { GatewayReply } from '../shared/gateway-reply.ts';
import { taskError, unreadableReply } from '../shared/gateway-error.ts';
import type { GatewayConfig, GatewayDependencies } from '../shared/provider-config.ts';
import { publicUrls } from '../shared/public-urls.ts';
import { replyError } from '../shared/reply-error.ts';
import { tryBaseUrls } from '../shared/try-base-urls.ts';
import { planWuyinkeji, wuyinkejiRatios } from './wuyinkeji-plan.ts';
import type { WuyinkejiSizeList } from './wuyinkeji-plan.ts';
import { readDetail, readSubmit } from './wuyinkeji-reply.ts';

/** Readings of what the documentation leaves open. */
export interface WuyinkejiConfig extends GatewayConfig {
  readonly sizes?: WuyinkejiSizeList | undefined;
  /** Status 3 means failed in nearly every public client; one takes it for running. */
  readonly statusThree?: 'failed' | 'running' | undefined;
}

const id = 'wuyinkeji';
const lookTimeoutMs = 20_000;

/** WuyinKeji's asynchronous GPT-Image-2 API: four body fields and no other, references by public URL only. */
export class WuyinkejiProvider implements ImageProvider {
  readonly id = id;
  readonly title = 'WuyinKeji';
  readonly model = undefined;
  readonly limits: ProviderLimits;
  readonly prices: readonly PriceRow[] = [{ cny: 0.1, assumed: false }];
  readonly #config: WuyinkejiConfig;
  readonly #deps: GatewayDependencies;
  readonly #client: GatewayClient;
  readonly #sizes: WuyinkejiSizeList;
  readonly #keyInQuery: string;
  /** Base URLs that refused the key in the body; the header carries it there alone. */
  readonly #refusesBodyKey = new Set<string>();

  constructor(config: WuyinkejiConfig, deps: GatewayDependencies) {
    this.#config = config;
    this.#deps = deps;
    this.#sizes = config.sizes ?? 'documented';
    this.#keyInQuery = encodeURIComponent(config.apiKey);
    this.#client = new GatewayClient({
      provider: id,
      connections: config.concurrency,
      secrets: [config.apiKey],
      dispatcher: deps.dispatcher,
    });
    this.limits = {
      maxReferences: 14,
      mask: false,
      maxCount: 1,
      needsPublicReferences: true,
      autoQuality: 'high',
      synchronous: false,
      callbacks: false,
      previews: false,
      pollBatchSize: 1,
      firstLookMs: config.firstLookMs ?? 20_000,
      lookMs: config.lookMs ?? 5_000,
      minLookMs: Math.min(2_000, config.lookMs ?? 2_000),
      deadlineMs: config.deadlineMs ?? 600_000,
      submitTimeoutMs: Math.min(config.submitTimeoutMs ?? 90_000, 90_000),
      ratios: ['auto', ...wuyinkejiRatios(this.#sizes)],
      resolutions: ['1k'],
    };
  }

  plan(wanted: PlanInput): ProviderPlan | Unable {
    return planWuyinkeji(wanted, this.limits, this.#sizes);
  }

  async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    const referenceUrls = publicUrls(id, order.references);
    return tryBaseUrls(this.#config.baseUrls, async (baseUrl) => {
      const taskId = await this.#submitTo(baseUrl, order, referenceUrls, options);
      return { state: 'running', task: { id: taskId, baseUrl, referenceUrls } };
    });
  }

  async poll(task: ProviderTask, options: CallOptions): Promise<TaskStatus> {
    const reply = await this.#client.call({
      phase: 'poll',
      method: 'GET',
      url: `${task.baseUrl}/api/async/detail?id=${encodeURIComponent(task.id)}&key=${this.#keyInQuery}`,
      headers: { authorization: this.#config.apiKey },
      timeoutMs: options.timeoutMs ?? lookTimeoutMs,
      signal: options.signal,
    });
    const envelope = readEnvelope(reply.json);
    const refused = reply.status >= 400 || !envelope || envelope.refused;
    if (refused) {
      if (envelope && saysTaskIsMissing(envelope.message)) return { state: 'missing' };
      throw this.#refusal('poll', reply);
    }
    const found = readDetail(reply.json);
    if (!found)
      throw unreadableReply({ provider: id, phase: 'poll', status: reply.status, message: reply.excerpt });
    return this.#statusOf(found);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #submitTo(
    baseUrl: string,
    order: ImageOrder,
    referenceUrls: readonly string[],
    options: SubmitOptions,
  ): Promise<string> {
    const body = {
      ...(this.#refusesBodyKey.has(baseUrl) ? {} : { key: this.#config.apiKey }),
      prompt: order.prompt,
      size: order.applied.ratio,
      ...(referenceUrls.length > 0 ? { urls: referenceUrls } : {}),
    };
    const reply = await this.#client.call({
      phase: 'submit',
      method: 'POST',
      url: `${baseUrl}/api/async/image_gpt`,
      headers: { authorization: this.#config.apiKey },
      json: body,
      timeoutMs: options.timeoutMs ?? this.limits.submitTimeoutMs,
      signal: options.signal,
      secrets: [order.prompt, ...referenceUrls],
    });
    const envelope = readEnvelope(reply.json);
    const taskId = reply.status < 400 && envelope && !envelope.refused ? readSubmit(reply.json) : undefined;
    if (taskId !== undefined) return taskId;
    // The gateway binds parameters before it makes a task, so this refusal cost nothing and names what to leave out.
    if ('key' in body && reply.status < 500 && /未绑定的参数[:：]\s*key\b/.test(envelope?.message ?? '')) {
      this.#refusesBodyKey.add(baseUrl);
      return this.#submitTo(baseUrl, order, referenceUrls, options);
    }
    throw this.#refusal('submit', reply, [order.prompt, ...referenceUrls]);
  }

  #statusOf(found: { status: string; urls: readonly string[]; message: string }): TaskStatus {
    const state = stateOf(found.status, this.#config.statusThree ?? 'failed');
    switch (state) {
      case 'running':
        return { state: 'running' };
      case 'failed': {
        const message = this.#client.excerpt(found.message);
        return { state: 'failed', error: taskError({ provider: id, message }) };
      }
      case 'succeeded':
        // None is told as none: what was paid for nothing is written off by the caller.
        return { state: 'succeeded', images: found.urls.map((url) => ({ kind: 'remote', url })) };
    }
  }

  #refusal(phase: 'submit' | 'poll', reply: GatewayReply, secrets: readonly string[] = []): ProviderError {
    return replyError({
      provider: id,
      phase,
      reply,
      now: this.#deps.now(),
      secrets: [this.#config.apiKey, ...secrets],
    });
  }
}

function stateOf(status: string, three: 'failed' | 'running'): 'running' | 'succeeded' | 'failed' {
  if (status === '2' || status === 'success' || status === 'succeeded' || status === 'completed')
    return 'succeeded';
  if (status === '3') return three;
  if (status.startsWith('-') || status === 'failed' || status === 'fail' || status === 'error')
    return 'failed';
  return 'running';
}
