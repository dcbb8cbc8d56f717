import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { AppError, ProviderError } from '../../core/errors.ts';
import { ratios, resolutions } from '../../core/generation/image-request.ts';
import { isNamedRatio, nearestRatio, pixelsFor, resolutionOf } from '../../core/generation/pixel-table.ts';
import type {
  AppliedParameters,
  ImageOrder,
  ImageProvider,
  PlanInput,
  PriceRow,
  ProviderLimits,
  ProviderPlan,
  ResultImage,
  SubmitOptions,
  SubmitResult,
  TaskStatus,
  Unable,
} from '../../core/ports/image-provider.ts';
import { unmetNeed } from '../shared/plan-tools.ts';
import type { GatewayDependencies } from '../shared/provider-config.ts';
import type * as paint from './paint.ts';
import type { Painting } from './paint.ts';

export interface SandboxConfig {
  /** From submit to the picture, in milliseconds; default 3,000. */
  readonly delayMs?: number | undefined;
  readonly deadlineMs?: number | undefined;
  /** Pictures painted at once; default 2. */
  readonly painters?: number | undefined;
}

const id = 'sandbox';
const namedRatios = ratios.filter(isNamedRatio);
/** How much of the work is done at each preview. */
const previewShares = [0.25, 0.5, 0.75];

/** Draws by itself, for nothing: everything can be tried without a key. Its pictures say so. */
export class SandboxProvider implements ImageProvider {
  readonly id = id;
  readonly title = 'Sandbox';
  readonly model = undefined;
  readonly limits: ProviderLimits;
  readonly prices: readonly PriceRow[] = [{ usd: 0, assumed: false }];
  readonly #delayMs: number;
  readonly #painters: PQueue;

  /** Built like every gateway, though it needs nothing from outside. */
  constructor(config: SandboxConfig = {}, _deps?: GatewayDependencies) {
    this.#delayMs = config.delayMs ?? 3_000;
    this.#painters = new PQueue({ concurrency: config.painters ?? 2 });
    const deadlineMs = config.deadlineMs ?? 600_000;
    this.limits = {
      maxReferences: 16,
      autoQuality: 'high',
      mask: true,
      maxCount: 4,
      needsPublicReferences: false,
      synchronous: true,
      callbacks: false,
      previews: true,
      pollBatchSize: 1,
      firstLookMs: 1_000,
      lookMs: 1_000,
      minLookMs: 500,
      deadlineMs,
      submitTimeoutMs: deadlineMs,
      ratios,
      resolutions,
    };
  }

  /** Everything is done exactly as asked. */
  plan(wanted: PlanInput): ProviderPlan | Unable {
    const unmet = unmetNeed(wanted, this.limits);
    if (unmet) return unmet;
    const { size, ratio, resolution, quality, format, compression, background } = wanted.request;
    const shape: Pick<AppliedParameters, 'ratio' | 'resolution' | 'width' | 'height'> = size
      ? { ratio: nearestRatio(size, namedRatios), resolution: resolutionOf(size), ...size }
      : { ratio, resolution, ...pixelsFor(ratio === 'auto' ? '1:1' : ratio, resolution) };
    return {
      applied: { ...shape, quality, format, ...(compression !== undefined && { compression }), background },
      changes: [],
    };
  }

  async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    try {
      const images = await this.#make(order, options);
      return { state: 'succeeded', baseUrl: id, images, costMicroUsd: 0 };
    } catch (error) {
      if (error instanceof AppError) throw error;
      const message = options.signal?.aborted ? 'was stopped' : 'could not draw the picture';
      throw new ProviderError(`${id} ${message}`, {
        code: 'provider-failed',
        provider: id,
        phase: 'submit',
        costMicroUsd: 0,
        cause: error,
      });
    }
  }

  /** Nothing is ever left to look at: the submit brings the pictures. */
  async poll(): Promise<TaskStatus> {
    return { state: 'missing' };
  }

  async close(): Promise<void> {
    this.#painters.clear();
  }

  async #make(order: ImageOrder, options: SubmitOptions): Promise<ResultImage[]> {
    const { applied, count } = order;
    const inputs = {
      prompt: order.prompt,
      size: { width: applied.width ?? 1024, height: applied.height ?? 1024 },
      references: await Promise.all(order.references.map((image) => image.read())),
      mask: await order.mask?.read(),
    };
    await this.#pretendToWork({ ...inputs, index: 0 }, options);
    const images: ResultImage[] = [];
    for (let index = 0; index < count; index += 1) {
      const bytes = await this.#draw(({ paint }) => paint({ ...inputs, index }, applied));
      images.push({ kind: 'staged', image: await options.sink.saveBytes(bytes) });
    }
    return images;
  }

  /** Takes its time, with previews on the way where someone watches. */
  async #pretendToWork(painting: Painting, { onPreview, signal }: SubmitOptions): Promise<void> {
    const pauseMs = this.#delayMs / (previewShares.length + 1);
    for (const share of previewShares) {
      await sleep(pauseMs, undefined, signal && { signal });
      if (onPreview) onPreview(await this.#draw(({ paintPreview }) => paintPreview(painting, share)));
    }
    await sleep(pauseMs, undefined, signal && { signal });
  }

  /** What paints is loaded for the first picture. */
  #draw(work: (painter: typeof paint) => Promise<Buffer>): Promise<Buffer> {
    return this.#painters.add(async () => work(await import('./paint.ts')));
  }
}
