import { ProviderError } from '../../core/errors.ts';
import type { ProviderPhase } from '../../core/errors.ts';
import type {
  CallOptions,
  ImageOrder,
  ImageProvider,
  OrderImage,
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
import { readEnvelope, saysTaskIsMissing } from '../shared/envelope.ts';
import { GatewayClient } from '../shared/gateway-client.ts';
import { taskError, unusableResult } from '../shared/gateway-error.ts';
import { multipartBody } from '../shared/multipart-body.ts';
import { submitForAnswer } from '../shared/openai-images/submit-images.ts';
import type { ReadAnswer } from '../shared/openai-images/submit-images.ts';
import { exactRatios, planPixels } from '../shared/pixel-plan.ts';
import type { PixelRules } from '../shared/pixel-plan.ts';
import type { GatewayConfig, GatewayDependencies } from '../shared/provider-config.ts';
import { replyError } from '../shared/reply-error.ts';
import { asRecord, firstText, looseNumber, microUsd } from '../shared/reply-fields.ts';
import { tryBaseUrls } from '../shared/try-base-urls.ts';
import { submitBody } from './apimodels-body.ts';
import type { PlacedReferences } from './apimodels-body.ts';
import { readTask } from './apimodels-reply.ts';
import type { ApimodelsTask } from './apimodels-reply.ts';

/** Readings of what the documentation leaves open. */
export interface ApimodelsConfig extends GatewayConfig {
  /** Whether `POST /files` takes pictures that have no public URL; default true. */
  readonly uploads?: boolean | undefined;
}

const id = 'apimodels';
const lookTimeoutMs = 20_000;
const uploadTimeoutMs = 60_000;
/** The largest picture that is put into the body; no document names a limit. */
const maxInlineBytes = 10 * 1024 * 1024;
const rules: PixelRules = { ratio: 'up-to-3', compression: false, background: false };
const prices: readonly PriceRow[] = [{ usd: 0.04, assumed: false }];

/** apimodels: one route that makes and edits and answers when it is done, or with a task to look at. */
export class ApimodelsProvider implements ImageProvider {
  readonly id = id;
  readonly title = 'apimodels';
  readonly model: string;
  readonly limits: ProviderLimits;
  readonly prices = prices;
  readonly #config: ApimodelsConfig;
  readonly #deps: GatewayDependencies;
  readonly #client: GatewayClient;

  constructor(config: ApimodelsConfig, deps: GatewayDependencies) {
    this.#config = config;
    this.#deps = deps;
    this.model = config.model ?? 'gpt-image-2-lite';
    this.#client = new GatewayClient({
      provider: id,
      connections: config.concurrency,
      secrets: [config.apiKey],
      dispatcher: deps.dispatcher,
    });
    const deadlineMs = config.deadlineMs ?? 600_000;
    this.limits = {
      maxReferences: 16,
      autoQuality: 'high',
      mask: true,
      maxCount: 4,
      needsPublicReferences: false,
      synchronous: true,
      callbacks: true,
      previews: false,
      pollBatchSize: 1,
      firstLookMs: config.firstLookMs ?? 3_000,
      lookMs: config.lookMs ?? 5_000,
      minLookMs: Math.min(3_000, config.lookMs ?? 3_000),
      deadlineMs,
      submitTimeoutMs: config.submitTimeoutMs ?? deadlineMs,
      ratios: exactRatios(rules),
      resolutions: ['1k', '2k', '4k'],
    };
  }

  plan(wanted: PlanInput): ProviderPlan | Unable {
    const needsAddress = wanted.references.length > 1 && this.#config.uploads === false;
    if (needsAddress && !wanted.publicAddress) return { unable: 'public-address' };
    return planPixels(wanted, this.limits, rules);
  }

  async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    return tryBaseUrls(this.#config.baseUrls, async (baseUrl) => {
      const references = await this.#place(order.references, baseUrl, options);
      const answer = await submitForAnswer({
        client: this.#client,
        provider: id,
        count: order.count,
        options,
        now: this.#deps.now,
        call: {
          url: `${baseUrl}/images/generations`,
          headers: this.#headers(),
          body: submitBody(order, references, this.model),
          timeoutMs: options.timeoutMs ?? this.limits.submitTimeoutMs,
          signal: options.signal,
          secrets: [order.prompt, ...references.urls, ...(order.callbackUrl ? [order.callbackUrl] : [])],
        },
      });
      return this.#resultOf(answer, baseUrl, references);
    });
  }

  async poll(task: ProviderTask, options: CallOptions): Promise<TaskStatus> {
    const reply = await this.#client.call({
      phase: 'poll',
      method: 'GET',
      url: `${task.baseUrl}/images/generations?task_id=${encodeURIComponent(task.id)}`,
      headers: this.#headers(),
      timeoutMs: options.timeoutMs ?? lookTimeoutMs,
      signal: options.signal,
    });
    const envelope = readEnvelope(reply.json);
    const found = reply.status < 400 && !envelope?.refused ? readTask(reply.json) : undefined;
    if (found) return this.#statusOf(found, task);
    if (envelope && saysTaskIsMissing(envelope.message)) return { state: 'missing' };
    throw this.#refusal('poll', reply);
  }

  /** A callback does not say which address the task was made at: all are one account. */
  readCallback(body: unknown): ProviderTask | undefined {
    const taskId = readTask(body)?.id;
    const [baseUrl] = this.#config.baseUrls;
    return taskId === undefined || baseUrl === undefined ? undefined : { id: taskId, baseUrl };
  }

  async balance(options: CallOptions): Promise<{ microUsd: number; text: string } | undefined> {
    const [baseUrl = ''] = this.#config.baseUrls;
    const reply = await this.#client.call({
      phase: 'poll',
      method: 'GET',
      url: `${baseUrl}/balance`,
      headers: this.#headers(),
      timeoutMs: options.timeoutMs ?? lookTimeoutMs,
      signal: options.signal,
    });
    if (reply.status === 401 || reply.status === 403 || readEnvelope(reply.json)?.code === 401)
      throw this.#refusal('poll', reply);
    const data = asRecord(asRecord(reply.json)?.['data']);
    const dollars = looseNumber(data?.['balance'] ?? data?.['credits']);
    const amount = microUsd(dollars);
    return amount === undefined ? undefined : { microUsd: amount, text: `$${dollars}` };
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /** The first picture goes inside the body, the others by address; what has none is uploaded. */
  async #place(
    references: readonly OrderImage[],
    baseUrl: string,
    options: SubmitOptions,
  ): Promise<PlacedReferences> {
    const [first, ...rest] = references;
    const isInline = first !== undefined && first.byteLength <= maxInlineBytes;
    const byAddress = isInline || !first ? rest : [first, ...rest];
    const urls: string[] = [];
    for (const image of byAddress)
      urls.push(image.publicUrl ?? (await this.#upload(image, baseUrl, options)));
    return { inline: isInline ? first : undefined, urls };
  }

  async #upload(image: OrderImage, baseUrl: string, options: CallOptions): Promise<string> {
    if (this.#config.uploads === false) throw uploadError('takes further pictures only by public address');
    const filename = `${image.sha256.slice(0, 16)}.${image.mediaType.split('/')[1] ?? 'png'}`;
    const { mediaType, byteLength } = image;
    const part = { name: 'file', filename, mediaType, byteLength, open: () => image.open() };
    const reply = await this.#client.call({
      phase: 'upload',
      method: 'POST',
      url: `${baseUrl}/files`,
      headers: this.#headers(),
      body: multipartBody([part]),
      timeoutMs: uploadTimeoutMs,
      signal: options.signal,
    });
    const url = firstText(asRecord(asRecord(reply.json)?.['data'])?.['publicUrl']);
    if (reply.status >= 400 || url === undefined) throw this.#refusal('upload', reply);
    return url;
  }

  #resultOf(answer: ReadAnswer, baseUrl: string, { urls }: PlacedReferences): SubmitResult {
    if (answer.kind === 'pictures') {
      const { images, revisedPrompt } = answer;
      return { state: 'succeeded', baseUrl, images, ...(revisedPrompt && { revisedPrompt }) };
    }
    const found = readTask(answer.value);
    if (found?.state === 'failed') {
      throw this.#failure(found, 'submit');
    }
    if (!found || found.id === undefined) throw answer.error;
    const task = { id: found.id, baseUrl, ...(urls.length > 0 && { referenceUrls: urls }) };
    // Finished and without an address: the next look may know it, or says that there is none.
    if (found.state !== 'completed' || found.urls.length === 0) return { state: 'running', task };
    return { state: 'succeeded', baseUrl, task, images: remote(found.urls) };
  }

  #statusOf(found: ApimodelsTask, task: ProviderTask): TaskStatus {
    switch (found.state) {
      case 'failed':
        return { state: 'failed', error: this.#failure(found, 'poll') };
      case 'completed': {
        const urls = found.urls.filter((url) => !(task.referenceUrls ?? []).includes(url));
        if (urls.length === 0) return { state: 'failed', error: unusableResult(id) };
        return { state: 'succeeded', images: remote(urls) };
      }
      case 'pending':
      case 'processing':
      case undefined:
        return { state: 'running' };
    }
  }

  /** Failed tasks are not charged. */
  #failure(found: ApimodelsTask, phase: 'submit' | 'poll'): ProviderError {
    const message = this.#client.excerpt(found.message);
    const { code } = taskError({ provider: id, message, errorCode: found.failCode });
    return new ProviderError(`${id} failed the task (${code})`, {
      code,
      provider: id,
      phase,
      costMicroUsd: 0,
      ...(message !== '' && { providerMessage: message }),
    });
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#config.apiKey}` };
  }

  #refusal(phase: ProviderPhase, reply: Parameters<typeof replyError>[0]['reply']): ProviderError {
    const secrets = [this.#config.apiKey];
    return replyError({ provider: id, phase, reply, now: this.#deps.now(), secrets });
  }
}

function remote(urls: readonly string[]): { kind: 'remote'; url: string }[] {
  return urls.map((url) => ({ kind: 'remote', url }));
}

function uploadError(reason: string): ProviderError {
  return new ProviderError(`${id} ${reason}`, {
    code: 'provider-unsupported',
    provider: id,
    phase: 'upload',
  });
}
