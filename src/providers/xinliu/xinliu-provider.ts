import { ProviderError } from '../../core/errors.ts';
import type {
  ImageOrder,
  ImageProvider,
  PlanInput,
  ProviderLimits,
  ProviderPlan,
  SubmitOptions,
  SubmitResult,
  TaskStatus,
  Unable,
} from '../../core/ports/image-provider.ts';
import { GatewayClient } from '../shared/gateway-client.ts';
import { checkKey } from '../shared/openai-images/check-key.ts';
import { editForm, imageFields } from '../shared/openai-images/image-fields.ts';
import { inlineJsonBody } from '../shared/openai-images/inline-json-body.ts';
import { officialPrices } from '../shared/openai-images/official-prices.ts';
import { submitAdapting } from '../shared/openai-images/submit-adapting.ts';
import type { HttpRefusal, ImagesCall, MadeImages } from '../shared/openai-images/submit-images.ts';
import { exactRatios, planPixels } from '../shared/pixel-plan.ts';
import type { PixelRules } from '../shared/pixel-plan.ts';
import type { GatewayConfig, GatewayDependencies } from '../shared/provider-config.ts';
import { tryBaseUrls } from '../shared/try-base-urls.ts';

export interface XinliuConfig extends GatewayConfig {
  /** Partial pictures to ask for when someone watches: 1 to 3, or 0 for none; default 2. */
  readonly partialImages?: 0 | 1 | 2 | 3 | undefined;
}

const id = 'xinliu';
const models = ['gpt-image-2', 'gpt-image-2-pro', 'gpt-image-2-2026-04-21'] as const;
const rules: PixelRules = { ratio: 'below-3', compression: true, background: true };

/**
 * Xinliu: the Images API behind two hosts of one account. Making and editing with references is one JSON route that
 * answers with links; a mask goes through the form route, which answers with base64.
 */
export class XinliuProvider implements ImageProvider {
  readonly id = id;
  readonly title = 'Xinliu';
  readonly model: string;
  readonly limits: ProviderLimits;
  /** No source names its prices. */
  readonly prices = officialPrices({ assumed: true });
  readonly #config: XinliuConfig;
  readonly #deps: GatewayDependencies;
  readonly #client: GatewayClient;
  readonly #without = new Set<string>();

  constructor(config: XinliuConfig, deps: GatewayDependencies) {
    this.#config = config;
    this.#deps = deps;
    this.model = config.model ?? models[0];
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
      maxCount: 10,
      needsPublicReferences: false,
      synchronous: true,
      callbacks: false,
      previews: true,
      pollBatchSize: 1,
      firstLookMs: config.firstLookMs ?? 5_000,
      lookMs: config.lookMs ?? 5_000,
      minLookMs: 1_000,
      deadlineMs,
      submitTimeoutMs: config.submitTimeoutMs ?? deadlineMs,
      ratios: exactRatios(rules),
      resolutions: ['1k', '2k', '4k'],
    };
  }

  plan(wanted: PlanInput): ProviderPlan | Unable {
    return planPixels(wanted, this.limits, rules);
  }

  async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    return tryBaseUrls(this.#config.baseUrls, async (baseUrl) => {
      const made = await this.#make(baseUrl, order, options);
      const { images, revisedPrompt } = made;
      return { state: 'succeeded', baseUrl, images, ...(revisedPrompt && { revisedPrompt }) };
    });
  }

  /** Nothing is ever left to look at: the submit brings the pictures. */
  async poll(): Promise<TaskStatus> {
    return { state: 'missing' };
  }

  /** The gateway documents no balance; a key that it refuses is found all the same. */
  async balance(options: { signal?: AbortSignal; timeoutMs?: number }): Promise<undefined> {
    const [baseUrl = ''] = this.#config.baseUrls;
    await checkKey({
      client: this.#client,
      provider: id,
      baseUrl: `${baseUrl}/v1`,
      headers: this.#headers(),
      options,
    });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #make(baseUrl: string, order: ImageOrder, options: SubmitOptions): Promise<MadeImages> {
    return submitAdapting({
      client: this.#client,
      provider: id,
      count: order.count,
      options,
      now: this.#deps.now,
      build: (without) => this.#call(baseUrl, order, options, without),
      droppable: ['moderation'],
      without: this.#without,
      adapt: (refusal) => (order.mask && wantsPlainName(refusal) ? 'image[]' : undefined),
      readRefusal,
    });
  }

  #call(
    baseUrl: string,
    order: ImageOrder,
    options: SubmitOptions,
    without: ReadonlySet<string>,
  ): ImagesCall['call'] {
    const fields = imageFields(order, {
      model: this.model,
      moderation: without.has('moderation') ? undefined : this.#config.moderation,
      partialImages: options.onPreview ? (this.#config.partialImages ?? 2) : 0,
    });
    const common = {
      headers: this.#headers(),
      timeoutMs: options.timeoutMs ?? this.limits.submitTimeoutMs,
      signal: options.signal,
      secrets: [order.prompt],
    };
    if (order.mask) {
      const body = editForm(order, fields, without.has('image[]') ? 'image' : 'image[]');
      return { ...common, url: `${baseUrl}/v1/images/edits`, body };
    }
    const url = `${baseUrl}/v1/images/generations`;
    if (order.references.length === 0) return { ...common, url, json: fields };
    const inline = { name: 'image', images: order.references, list: true, dataUri: true };
    return { ...common, url, body: inlineJsonBody(fields, [inline]) };
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#config.apiKey}`, accept: 'application/json, text/event-stream' };
  }
}

/** The documents do not say whether the form's pictures are called `image[]` or `image`. */
function wantsPlainName({ message }: HttpRefusal): boolean {
  return /\bimage\b.*(required|missing)|(required|missing).*\bimage\b|image\[\]/i.test(message);
}

/** The gateway had nobody to hand the request to, so nothing was started; its other host may. */
function readRefusal({ status, message }: HttpRefusal): ProviderError | undefined {
  if (status !== 503 || !/no available channel/i.test(message)) return undefined;
  return new ProviderError(`${id} has no channel for the model`, {
    code: 'provider-unreachable',
    provider: id,
    phase: 'submit',
    retryable: true,
    statusCode: status,
    providerMessage: message,
  });
}
