import type { ProviderError } from '../../core/errors.ts';
import { ratios, resolutions } from '../../core/generation/image-request.ts';
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
import type { GatewayConfig, GatewayDependencies } from '../shared/provider-config.ts';
import { replyError } from '../shared/reply-error.ts';
import { asRecord, looseNumber, microUsd } from '../shared/reply-fields.ts';
import { tryBaseUrls } from '../shared/try-base-urls.ts';
import { gccaiBody } from './gccai-body.ts';
import { planGccai } from './gccai-plan.ts';
import { gccaiPrices } from './gccai-prices.ts';
import { readBatch, readSubmit, readTask } from './gccai-reply.ts';
import type { GccaiTask } from './gccai-reply.ts';
import { mergeStatuses, statusOf } from './gccai-status.ts';
import type { StatusContext } from './gccai-status.ts';
import { ReferenceUpload } from './reference-upload.ts';

export interface GccaiConfig extends GatewayConfig {
  /** Where relative result addresses live; default the gateway's upload host. */
  readonly uploadHost?: string | undefined;
}

const id = 'gccai';
const lookTimeoutMs = 20_000;
/** The documentation states no limit; imitations of this gateway refuse more than fifty. Where that is refused, fewer are asked for. */
const idsPerBatch = 50;
const fewIdsPerBatch = 20;

/** gccai's GPT Image 2 API: every parameter has a field, tasks are looked at in batches, cost is reported. */
export class GccaiProvider implements ImageProvider {
  readonly id = id;
  readonly title = 'gccai';
  readonly model: string;
  readonly limits: ProviderLimits;
  readonly prices = gccaiPrices;
  readonly #config: GccaiConfig;
  readonly #deps: GatewayDependencies;
  readonly #client: GatewayClient;
  readonly #references: ReferenceUpload;
  /** Base URLs that have no usable batch look. */
  readonly #withoutBatch = new Set<string>();
  /** Those that refuse large ones. */
  readonly #smallBatches = new Set<string>();

  constructor(config: GccaiConfig, deps: GatewayDependencies) {
    this.#config = config;
    this.#deps = deps;
    this.model = config.model ?? 'gpt-image-2-official';
    this.#client = new GatewayClient({
      provider: id,
      connections: config.concurrency,
      secrets: [config.apiKey],
      dispatcher: deps.dispatcher,
    });
    this.#references = new ReferenceUpload({ client: this.#client, apiKey: config.apiKey, now: deps.now });
    this.limits = {
      maxReferences: 16,
      autoQuality: 'low',
      mask: true,
      maxCount: 4,
      needsPublicReferences: false,
      synchronous: false,
      callbacks: false,
      previews: false,
      pollBatchSize: idsPerBatch,
      firstLookMs: config.firstLookMs ?? 12_000,
      lookMs: config.lookMs ?? 4_000,
      minLookMs: Math.min(3_000, config.lookMs ?? 3_000),
      deadlineMs: config.deadlineMs ?? 300_000,
      submitTimeoutMs: Math.min(config.submitTimeoutMs ?? 90_000, 90_000),
      ratios,
      resolutions,
    };
  }

  plan(wanted: PlanInput): ProviderPlan | Unable {
    return planGccai(wanted, this.limits);
  }

  async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    return tryBaseUrls(this.#config.baseUrls, async (baseUrl) => {
      const imageUrls = await Promise.all(
        order.references.map((image) => this.#references.urlFor(image, baseUrl)),
      );
      const maskUrl = order.mask && (await this.#references.urlFor(order.mask, baseUrl));
      const ids = await this.#submitTo(baseUrl, order, { imageUrls, maskUrl }, options);
      const [first, ...moreIds] = ids;
      const referenceUrls = maskUrl === undefined ? imageUrls : [...imageUrls, maskUrl];
      return {
        state: 'running',
        task: { id: first, baseUrl, referenceUrls, ...(moreIds.length > 0 ? { moreIds } : {}) },
      };
    });
  }

  async poll(task: ProviderTask, options: CallOptions): Promise<TaskStatus> {
    const statuses = await Promise.all(idsOf(task).map((taskId) => this.#look(taskId, task, options)));
    return mergeStatuses(statuses);
  }

  async pollMany(
    tasks: readonly ProviderTask[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, TaskStatus>> {
    const baseUrl = tasks[0]?.baseUrl;
    if (baseUrl === undefined || this.#withoutBatch.has(baseUrl)) return new Map();
    return this.#statusesOf(tasks, await this.#lookAtAll(baseUrl, tasks.flatMap(idsOf), options));
  }

  async balance(options: CallOptions): Promise<{ microUsd?: number; text: string } | undefined> {
    const reply = await this.#client.call({
      phase: 'poll',
      method: 'GET',
      url: `${this.#config.baseUrls[0]}/v1/balance`,
      headers: this.#headers(),
      timeoutMs: options.timeoutMs ?? lookTimeoutMs,
      signal: options.signal,
    });
    if (reply.status === 404 || reply.status === 405) return undefined;
    const fields = asRecord(reply.json);
    const refused = reply.status >= 400 || !fields || readEnvelope(reply.json)?.refused;
    if (refused) throw this.#refusal('poll', reply);
    if (fields['unlimited_quota'] === true) return { text: 'unlimited' };
    const dollars = looseNumber(fields['remain_balance']);
    const amount = microUsd(dollars);
    return dollars === undefined || amount === undefined
      ? undefined
      : { microUsd: amount, text: `$${dollars.toFixed(2)}` };
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #submitTo(
    baseUrl: string,
    order: ImageOrder,
    urls: { readonly imageUrls: readonly string[]; readonly maskUrl: string | undefined },
    options: SubmitOptions,
  ): Promise<[string, ...string[]]> {
    const { model } = this;
    const secrets = [order.prompt, ...urls.imageUrls, urls.maskUrl ?? ''];
    const reply = await this.#client.call({
      phase: 'submit',
      method: 'POST',
      url: `${baseUrl}/v1/images/generations`,
      headers: this.#headers(),
      json: gccaiBody(order, { model, moderation: this.#config.moderation ?? 'auto', ...urls }),
      timeoutMs: options.timeoutMs ?? this.limits.submitTimeoutMs,
      signal: options.signal,
      secrets,
    });
    const accepted = reply.status < 400 && readEnvelope(reply.json)?.refused === false;
    const [first, ...rest] = accepted ? readSubmit(reply.json) : [];
    if (first === undefined) throw this.#refusal('submit', reply, secrets);
    return [first, ...rest];
  }

  async #look(taskId: string, task: ProviderTask, options: CallOptions): Promise<TaskStatus> {
    const reply = await this.#client.call({
      phase: 'poll',
      method: 'GET',
      url: `${task.baseUrl}/v1/tasks/${encodeURIComponent(taskId)}`,
      headers: this.#headers(),
      timeoutMs: options.timeoutMs ?? lookTimeoutMs,
      signal: options.signal,
    });
    const found = reply.status < 400 ? readTask(reply.json) : undefined;
    if (found) return statusOf(found, () => this.#context(task));
    if (saysTaskIsMissing(readEnvelope(reply.json)?.message ?? '')) return { state: 'missing' };
    throw this.#refusal('poll', reply);
  }

  async #lookAtAll(
    baseUrl: string,
    ids: readonly string[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, GccaiTask>> {
    const atOnce = this.#smallBatches.has(baseUrl) ? fewIdsPerBatch : idsPerBatch;
    if (ids.length <= atOnce) return this.#lookAtMany(baseUrl, ids, options);
    const found = new Map<string, GccaiTask>();
    for (let start = 0; start < ids.length; start += atOnce) {
      const part = await this.#lookAtMany(baseUrl, ids.slice(start, start + atOnce), options);
      for (const [taskId, task] of part) found.set(taskId, task);
    }
    return found;
  }

  /** One batch request. Where the gateway has no usable batch look, it is not asked again. */
  async #lookAtMany(
    baseUrl: string,
    ids: readonly string[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, GccaiTask>> {
    if (this.#withoutBatch.has(baseUrl)) return new Map();
    const reply = await this.#client.call({
      phase: 'poll',
      method: 'POST',
      url: `${baseUrl}/v1/tasks/batch`,
      headers: this.#headers(),
      json: { task_ids: ids },
      timeoutMs: options.timeoutMs ?? lookTimeoutMs,
      signal: options.signal,
    });
    const tasks = reply.status < 400 ? readBatch(reply.json) : undefined;
    if (tasks) return tasks;
    if (ids.length > fewIdsPerBatch && (reply.status === 400 || reply.status === 422)) {
      this.#smallBatches.add(baseUrl);
      return this.#lookAtAll(baseUrl, ids, options);
    }
    if (!meansNoBatch(reply)) throw this.#refusal('poll', reply);
    this.#withoutBatch.add(baseUrl);
    this.#deps.logger.info(
      { provider: id, statusCode: reply.status },
      'Batch look is not available; looking one by one',
    );
    return new Map();
  }

  /** A task is in the answer only when all its parts were. */
  #statusesOf(
    tasks: readonly ProviderTask[],
    found: ReadonlyMap<string, GccaiTask>,
  ): ReadonlyMap<string, TaskStatus> {
    const statuses = new Map<string, TaskStatus>();
    for (const task of tasks) {
      const context = (): StatusContext => this.#context(task);
      const first = found.get(task.id);
      if (first && !task.moreIds) {
        statuses.set(task.id, statusOf(first, context));
        continue;
      }
      const parts = idsOf(task).map((taskId) => found.get(taskId));
      const known = parts.filter((part) => part !== undefined);
      if (known.length < parts.length) continue;
      statuses.set(task.id, mergeStatuses(known.map((part) => statusOf(part, context))));
    }
    return statuses;
  }

  #context(task: ProviderTask): StatusContext {
    return {
      uploadHost: this.#config.uploadHost ?? 'https://upload.gccai.ai',
      referenceUrls: task.referenceUrls ?? [],
      redact: (text) => this.#client.excerpt(text, task.referenceUrls),
    };
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

function idsOf(task: ProviderTask): string[] {
  return [task.id, ...(task.moreIds ?? [])];
}

/** The route is missing or answers something else than tasks; trouble with the key or the load is not that. */
function meansNoBatch(reply: GatewayReply): boolean {
  if (reply.status === 404 || reply.status === 405) return true;
  const envelope = readEnvelope(reply.json);
  if (reply.status < 400) return !envelope?.refused;
  return reply.status === 400 || reply.status === 422 || reply.status === 501;
}
