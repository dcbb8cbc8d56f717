import type {
  CallOptions,
  ImageOrder,
  ImageProvider,
  PlanInput,
  PriceRow,
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
import type { TokenUsage } from '../shared/openai-images/interpret-answer.ts';
import { officialPrices } from '../shared/openai-images/official-prices.ts';
import { submitAdapting } from '../shared/openai-images/submit-adapting.ts';
import type { ImagesCall } from '../shared/openai-images/submit-images.ts';
import { exactRatios, planPixels } from '../shared/pixel-plan.ts';
import type { PixelRules } from '../shared/pixel-plan.ts';
import type { GatewayConfig, GatewayDependencies } from '../shared/provider-config.ts';
import { tryBaseUrls } from '../shared/try-base-urls.ts';

/** Micro-dollars for one token, which is dollars for a million. */
export interface TokenPrices {
  readonly textInput: number;
  readonly imageInput: number;
  readonly output: number;
}

export interface OpenAiConfig extends GatewayConfig {
  /**
   * Partial pictures to ask for when someone watches: 1 to 3, or 0 for none. Each is billed as 100 tokens of output,
   * half the price of a picture of low quality; so the default is 0 there and 2 elsewhere.
   */
  readonly partialImages?: 0 | 1 | 2 | 3 | undefined;
  /** What reported tokens cost; by default known for OpenAI's own address alone, elsewhere the price table counts. */
  readonly tokenPrices?: TokenPrices | undefined;
}

const id = 'openai';
const officialHost = 'api.openai.com';
const officialTokenPrices: TokenPrices = { textInput: 5, imageInput: 8, output: 30 };
/** Models from before custom sizes. */
const fixedSizeModels = /^gpt-image-1(?![0-9])/;
const fixedSizes = [
  { width: 1024, height: 1024 },
  { width: 1536, height: 1024 },
  { width: 1024, height: 1536 },
];

/** OpenAI's Images API and the many gateways that speak it: base64 or links, JSON or an event stream. */
export class OpenAiProvider implements ImageProvider {
  readonly id = id;
  readonly title: string;
  readonly model: string;
  readonly limits: ProviderLimits;
  readonly prices: readonly PriceRow[];
  readonly #config: OpenAiConfig;
  readonly #deps: GatewayDependencies;
  readonly #client: GatewayClient;
  readonly #rules: PixelRules;
  readonly #tokenPrices: TokenPrices | undefined;
  readonly #without = new Set<string>();

  constructor(config: OpenAiConfig, deps: GatewayDependencies) {
    this.#config = config;
    this.#deps = deps;
    this.model = config.model ?? 'gpt-image-2';
    this.#client = new GatewayClient({
      provider: id,
      connections: config.concurrency,
      secrets: [config.apiKey],
      dispatcher: deps.dispatcher,
    });
    const isOfficial = config.baseUrls.every((baseUrl) => new URL(baseUrl).hostname === officialHost);
    this.title = isOfficial ? 'OpenAI' : 'OpenAI-compatible';
    this.prices = officialPrices({ assumed: !isOfficial });
    const knowsTokens = isOfficial && /^gpt-image-2(-\d{4}|$)/.test(this.model);
    this.#tokenPrices = config.tokenPrices ?? (knowsTokens ? officialTokenPrices : undefined);
    const hasFixedSizes = fixedSizeModels.test(this.model);
    this.#rules = {
      ratio: 'up-to-3',
      compression: true,
      background: true,
      ...(hasFixedSizes && { onlySizes: fixedSizes }),
    };
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
      ratios: exactRatios(this.#rules),
      resolutions: hasFixedSizes ? ['1k'] : ['1k', '2k', '4k'],
    };
  }

  plan(wanted: PlanInput): ProviderPlan | Unable {
    return planPixels(wanted, this.limits, this.#rules);
  }

  async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    return tryBaseUrls(this.#config.baseUrls, async (baseUrl) => {
      const { images, revisedPrompt, usage } = await submitAdapting({
        client: this.#client,
        provider: id,
        count: order.count,
        options,
        now: this.#deps.now,
        build: (without) => this.#call(baseUrl, order, options, without),
        // A gateway that knows no streams still makes the picture, and documents disagree on `moderation`.
        droppable: ['stream', 'partial_images', 'moderation'],
        without: this.#without,
      });
      const costMicroUsd = this.#costOf(usage);
      return {
        state: 'succeeded',
        baseUrl,
        images,
        ...(revisedPrompt && { revisedPrompt }),
        ...(costMicroUsd !== undefined && { costMicroUsd }),
      };
    });
  }

  /** Nothing is ever left to look at: the submit brings the pictures. */
  async poll(): Promise<TaskStatus> {
    return { state: 'missing' };
  }

  /** The API tells no balance; a key that it refuses is found all the same. */
  async balance(options: CallOptions): Promise<undefined> {
    const [baseUrl = ''] = this.#config.baseUrls;
    await checkKey({ client: this.#client, provider: id, baseUrl, headers: this.#headers(), options });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #call(
    baseUrl: string,
    order: ImageOrder,
    options: SubmitOptions,
    without: ReadonlySet<string>,
  ): ImagesCall['call'] {
    const streams = options.onPreview && !without.has('stream') && !without.has('partial_images');
    const fields = imageFields(order, {
      model: this.model,
      moderation: without.has('moderation') ? undefined : this.#config.moderation,
      partialImages: streams ? (this.#config.partialImages ?? defaultPartialImages(order)) : 0,
    });
    const common = {
      headers: this.#headers(),
      timeoutMs: options.timeoutMs ?? this.limits.submitTimeoutMs,
      signal: options.signal,
      secrets: [order.prompt],
    };
    if (order.references.length === 0)
      return { ...common, url: `${baseUrl}/images/generations`, json: fields };
    return { ...common, url: `${baseUrl}/images/edits`, body: editForm(order, fields, 'image[]') };
  }

  #costOf(usage: TokenUsage | undefined): number | undefined {
    const prices = this.#tokenPrices;
    if (!usage || !prices) return undefined;
    const { textInput, imageInput, output } = usage;
    return Math.round(textInput * prices.textInput + imageInput * prices.imageInput + output * prices.output);
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#config.apiKey}`, accept: 'application/json, text/event-stream' };
  }
}

function defaultPartialImages({ applied }: ImageOrder): 0 | 2 {
  return applied.quality === 'low' ? 0 : 2;
}
