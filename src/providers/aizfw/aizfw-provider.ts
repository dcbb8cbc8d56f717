import type { ProviderError } from '../../core/errors.ts';
import type {
  CallOptions,
  ImageOrder,
  ImageProvider,
  PlanInput,
  ProviderLimits,
  ProviderPlan,
  ProviderTask,
  SubmitOptions,
  SubmitResult,
  TaskStatus,
  Unable,
} from '../../core/ports/image-provider.ts';
import { readEnvelope, saysTaskIsMissing } from '../shared/envelope.ts';
import { GatewayClient } from '../shared/gateway-client.ts';
import type { GatewayReply } from '../shared/gateway-reply.ts';
import { refusedTaskError, taskError, unreadableReply } from '../shared/gateway-error.ts';
import { sizeText } from '../shared/plan-tools.ts';
import type { GatewayConfig, GatewayDependencies } from '../shared/provider-config.ts';
import { publicUrls } from '../shared/public-urls.ts';
import { replyError } from '../shared/reply-error.ts';
import { microUsd } from '../shared/reply-fields.ts';
import { tryBaseUrls } from '../shared/try-base-urls.ts';
import { aizfwRatios, planAizfw } from './aizfw-plan.ts';
import { aizfwPrices } from './aizfw-prices.ts';
import { readTask } from './aizfw-reply.ts';
import type { AizfwTask } from './aizfw-reply.ts';
import { QueryPaths } from './query-paths.ts';

/** Readings of what the documentation leaves open. */
export interface AizfwConfig extends GatewayConfig {
  /** Some replies carry a charge, `amount`, without a currency; by default it is not believed. */
  readonly amountUnit?: 'ignored' | 'usd' | 'cny' | undefined;
  readonly cnyPerUsd?: number | undefined;
}

const id = 'aizfw';
const lookTimeoutMs = 20_000;
/** A relative of the usual model: 1K only, more references, no choice of quality. */
const manyReferencesModel = 'gpt-image-2-r';

/** aizfw's GPT Image 2 API: references by public URL, one picture a task, looks under a path of their own. */
export class AizfwProvider implements ImageProvider {
  readonly id = id;
  readonly title = 'aizfw';
  readonly model: string;
  readonly limits: ProviderLimits;
  readonly prices = aizfwPrices;
  readonly #config: AizfwConfig;
  readonly #deps: GatewayDependencies;
  readonly #client: GatewayClient;
  readonly #queryPaths = new QueryPaths();

  constructor(config: AizfwConfig, deps: GatewayDependencies) {
    this.#config = config;
    this.#deps = deps;
    this.model = config.model ?? 'gpt-image-2';
    this.#client = new GatewayClient({
      provider: id,
      connections: config.concurrency,
      secrets: [config.apiKey],
      dispatcher: deps.dispatcher,
    });
    const manyReferences = this.model === manyReferencesModel;
    this.limits = {
      maxReferences: manyReferences ? 16 : 6,
      autoQuality: 'low',
      mask: false,
      maxCount: 1,
      needsPublicReferences: true,
      synchronous: false,
      callbacks: false,
      previews: false,
      pollBatchSize: 1,
      firstLookMs: config.firstLookMs ?? 10_000,
      lookMs: config.lookMs ?? 4_000,
      minLookMs: Math.min(2_000, config.lookMs ?? 2_000),
      deadlineMs: config.deadlineMs ?? 600_000,
      submitTimeoutMs: Math.min(config.submitTimeoutMs ?? 90_000, 90_000),
      ratios: aizfwRatios,
      resolutions: manyReferences ? ['1k'] : ['1k', '2k', '4k'],
    };
  }

  plan(wanted: PlanInput): ProviderPlan | Unable {
    return planAizfw(wanted, this.limits);
  }

  async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    const referenceUrls = publicUrls(id, order.references);
    return tryBaseUrls(this.#config.baseUrls, async (baseUrl) => {
      const taskId = await this.#submitTo(baseUrl, order, referenceUrls, options);
      return { state: 'running', task: { id: taskId, baseUrl, referenceUrls } };
    });
  }

  async poll(task: ProviderTask, options: CallOptions): Promise<TaskStatus> {
    const reply = await this.#look(task, options);
    const found = readTask(reply.json);
    if (found?.state !== undefined && reply.status < 400) return this.#statusOf(found);
    const envelope = readEnvelope(reply.json);
    if (envelope && saysTaskIsMissing(envelope.message)) return { state: 'missing' };
    // A task with a word that nobody has seen yet is not finished, as far as anyone can say.
    if (found?.id !== undefined && reply.status < 400) return { state: 'running' };
    throw this.#refusal('poll', reply);
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
    const secrets = [order.prompt, ...referenceUrls];
    const reply = await this.#client.call({
      phase: 'submit',
      method: 'POST',
      url: `${baseUrl}/v1/image2/images`,
      headers: this.#headers(),
      json: this.#body(order, referenceUrls),
      timeoutMs: options.timeoutMs ?? this.limits.submitTimeoutMs,
      signal: options.signal,
      secrets,
    });
    const task = reply.status < 400 ? readTask(reply.json) : undefined;
    if (task?.state === 'failed') {
      const message = this.#client.excerpt(task.message, secrets);
      throw refusedTaskError({ provider: id, message, errorCode: task.errorCode });
    }
    if (task?.id !== undefined) return task.id;
    throw this.#refusal('submit', reply, secrets);
  }

  #body({ prompt, applied }: ImageOrder, referenceUrls: readonly string[]): object {
    const { ratio, resolution, width, height } = applied;
    const output =
      ratio === 'auto' && width !== undefined && height !== undefined
        ? { size: sizeText({ width, height }) }
        : { ratio: ratio === 'auto' ? '1:1' : ratio, resolution };
    const takesQuality = this.model !== manyReferencesModel && applied.quality !== 'auto';
    return {
      model: this.model,
      prompt,
      ...(takesQuality ? { quality: applied.quality } : {}),
      ...output,
      ...(referenceUrls.length > 0 ? { image_urls: referenceUrls } : {}),
    };
  }

  /** Asks at the known address; the first time, one after the other until one of them exists. */
  async #look(task: ProviderTask, options: CallOptions): Promise<GatewayReply> {
    let first: GatewayReply | undefined;
    for (const { index, url } of this.#queryPaths.candidates(task.baseUrl, task.id)) {
      const reply = await this.#client.call({
        phase: 'poll',
        method: 'GET',
        url,
        headers: this.#headers(),
        timeoutMs: options.timeoutMs ?? lookTimeoutMs,
        signal: options.signal,
      });
      if (!saysNoSuchAddress(reply)) {
        if (reply.status < 400) this.#queryPaths.remember(task.baseUrl, index);
        return reply;
      }
      first ??= reply;
    }
    if (!first) throw unreadableReply({ provider: id, phase: 'poll' });
    return first;
  }

  #statusOf(found: AizfwTask): TaskStatus {
    const costMicroUsd = this.#cost(found.amount);
    const cost = costMicroUsd === undefined ? {} : { costMicroUsd };
    switch (found.state) {
      case 'failed': {
        const message = this.#client.excerpt(found.message);
        const error = taskError({ provider: id, message, errorCode: found.errorCode, costMicroUsd });
        return { state: 'failed', error, ...cost };
      }
      case 'succeeded':
        // None is told as none: what was paid for nothing is written off by the caller.
        return {
          state: 'succeeded',
          images: found.url === undefined ? [] : [{ kind: 'remote', url: found.url }],
          ...cost,
        };
      case 'queued':
      case 'running':
      case undefined:
        return { state: 'running' };
    }
  }

  #cost(amount: number | undefined): number | undefined {
    if (amount === undefined) return undefined;
    if (this.#config.amountUnit === 'usd') return microUsd(amount);
    return this.#config.amountUnit === 'cny' ? microUsd(amount / (this.#config.cnyPerUsd ?? 7.2)) : undefined;
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#config.apiKey}` };
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

/** An address that does not exist, as opposed to a task that does not. */
function saysNoSuchAddress(reply: GatewayReply): boolean {
  if (reply.status !== 404 && reply.status !== 405) return false;
  return !saysTaskIsMissing(readEnvelope(reply.json)?.message ?? '');
}
