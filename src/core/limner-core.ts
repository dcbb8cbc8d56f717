import { attemptOfCallback } from './callback-secret.ts';
// prettier-ignore
import type {
  CanceledGeneration, Core, FoundPicture, GenerationEvent, GenerationOrder, ProviderSummary, Quota, RequestResult,
} from './core.ts';
import { isTerminal, statusOf } from './generation/generation.ts';
import type { Generation, PictureRef } from './generation/generation.ts';
import { requestGeneration } from './generation/request-generation.ts';
import type { RequestDependencies } from './generation/request-generation.ts';
import { boughtBeforeCancel, cancelRequested, findAttempt, taskStarted } from './generation/transitions.ts';
import type { PriceBook } from './ledger/price-book.ts';
import { endOfDay, limitsOf, scopesOf } from './ledger/scopes.ts';
import type { DeliveryTarget } from './ports/delivery-channel.ts';
import type { ImageProvider } from './ports/image-provider.ts';
import type { Intake } from './ports/intake.ts';
import type { ImageSource, Media } from './ports/media.ts';
import type { Regions } from './ports/regions.ts';
import { RegionDesk } from './region/region-desk.ts';
import { keys } from './storage/keys.ts';
import type { StoreConnection } from './storage/connection.ts';
import type { LiveView } from './storage/live-view.ts';
import type { ProviderHealth, ProviderHealthBoard } from './storage/provider-health.ts';
import type { PublishedEvent, RedisEvents } from './storage/redis-events.ts';
import type { RedisGenerationStore } from './storage/redis-generation-store.ts';
import type { RedisLedger } from './storage/redis-ledger.ts';
import { RedisRegionStore } from './storage/redis-region-store.ts';
import { withStoreErrors } from './storage/store-errors.ts';

export interface LimnerCoreConfig {
  readonly redis: StoreConnection;
  readonly store: RedisGenerationStore;
  readonly ledger: RedisLedger;
  readonly intake: Intake;
  readonly media: Media;
  readonly live: LiveView;
  readonly events: RedisEvents;
  readonly health: ProviderHealthBoard;
  readonly prices: PriceBook;
  readonly providers: readonly ImageProvider[];
  readonly request: RequestDependencies;
  readonly secretKey: string;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  readonly adminIds: ReadonlySet<string>;
}

/** The use cases, as entrances see them. */
export class LimnerCore implements Core {
  readonly intake: Intake;
  readonly media: Media;
  readonly regions: Regions;
  readonly #config: LimnerCoreConfig;
  /** The last known state of each gateway, for answers that cannot wait; renewed in the background. */
  #health: ReadonlyMap<string, ProviderHealth> = new Map();

  constructor(config: LimnerCoreConfig) {
    this.#config = config;
    this.intake = config.intake;
    this.media = config.media;
    const { redis, secretKey, publicUrl, request } = config;
    this.regions = new RegionDesk({
      ...{ secretKey, publicUrl, now: request.now, randomId: request.randomId },
      store: withStoreErrors(new RedisRegionStore(redis)),
      request: (order) => this.request(order),
    });
  }

  request(order: GenerationOrder): Promise<RequestResult> {
    return requestGeneration(order, this.#config.request);
  }

  async retry(press: {
    generationId: string;
    userId: string;
    requestKey: string;
    target: DeliveryTarget;
  }): Promise<RequestResult> {
    const { store } = this.#config;
    const failed = await store.get(press.generationId);
    if (!failed) return { kind: 'refused', refusal: { code: 'not-found' } };
    if (failed.requester.userId !== press.userId) return { kind: 'refused', refusal: { code: 'not-yours' } };
    if (failed.retriedAs !== undefined) {
      const earlier = await store.get(failed.retriedAs);
      if (earlier) return { kind: 'duplicate', generation: earlier };
    }
    if (statusOf(failed) !== 'failed') return { kind: 'duplicate', generation: failed };
    // One key for every press: Retry works once, whoever presses twice or in two places at the same time.
    const order = await this.#sameOrder(failed, {
      requestKey: `retry:${failed.id}`,
      requester: failed.requester,
      target: press.target,
    });
    if ('refusal' in order) return { kind: 'refused', refusal: order.refusal };
    const result = await requestGeneration(order, this.#config.request, failed);
    if (result.kind === 'accepted') {
      await store.transition(failed.id, (current) => ({
        next: { ...current, retriedAs: result.generation.id },
      }));
    }
    return result;
  }

  async again(press: {
    generationId: string;
    requester: GenerationOrder['requester'];
    target: DeliveryTarget;
    requestKey: string;
  }): Promise<RequestResult> {
    const earlier = await this.#config.store.get(press.generationId);
    if (!earlier) return { kind: 'refused', refusal: { code: 'not-found' } };
    const order = await this.#sameOrder(earlier, press);
    if ('refusal' in order) return { kind: 'refused', refusal: order.refusal };
    return requestGeneration(order, this.#config.request);
  }

  async cancel(wish: {
    userId: string;
    generationId?: string;
    chatId?: string;
    all?: boolean;
  }): Promise<readonly CanceledGeneration[]> {
    const { store, request } = this.#config;
    const mine = await store.unfinished(wish.userId);
    const meant = mine.filter(
      (generation) =>
        (wish.generationId === undefined || generation.id === wish.generationId) &&
        (wish.chatId === undefined || generation.requester.chatId === wish.chatId),
    );
    const chosen = wish.all || wish.generationId !== undefined ? meant : meant.slice(0, 1);
    const canceled: CanceledGeneration[] = [];
    for (const { id } of chosen) {
      const result = await store.transition(id, (current) => {
        const next = cancelRequested(current, request.now());
        return next && { next };
      });
      if (result.kind !== 'changed') continue;
      canceled.push({ generation: result.generation, bought: boughtBeforeCancel(result.generation) });
    }
    return canceled;
  }

  get(id: string): Promise<Generation | undefined> {
    return this.#config.store.get(id);
  }

  async findByMessage(key: string): Promise<FoundPicture | undefined> {
    return this.#found(await this.#config.store.findByMessage(key));
  }

  async findByPicture(pictureId: string): Promise<FoundPicture | undefined> {
    return this.#found(await this.#config.store.findByPicture(pictureId));
  }

  history(userId: string, options: { before?: number; limit?: number } = {}): Promise<readonly Generation[]> {
    const { before, limit = 10 } = options;
    return this.#config.store.history(userId, { limit, ...(before === undefined ? {} : { before }) });
  }

  async quota(who: { userId: string; chatId: string }): Promise<Quota> {
    const { ledger, redis, request } = this.#config;
    const at = request.now();
    const { limits } = request;
    const scopes = scopesOf(who, at).filter(({ period }) => period.length > 7);
    const known = limitsOf(scopes, limits);
    const lines = await Promise.all(
      scopes.map(async (scope) => {
        const totals = await ledger.totals(scope);
        const limit = known.find((one) => one.scope === scope);
        return [
          {
            scope: scope.kind,
            unit: 'images',
            used: totals.committedImages,
            ...(limit?.images === undefined ? {} : { limit: limit.images }),
          },
          {
            scope: scope.kind,
            unit: 'microUsd',
            used: totals.committedMicroUsd,
            ...(limit?.microUsd === undefined ? {} : { limit: limit.microUsd }),
          },
        ] as const;
      }),
    );
    const summaries = this.providers();
    return {
      lines: lines.flat(),
      resetsAt: endOfDay(at),
      unfinished: await redis.zcard(keys.unfinished(who.userId)),
      concurrentLimit: limits.userConcurrent,
      queuedLimit: limits.userQueued,
      assumedPrices: summaries
        .filter(({ priceAssumed, microUsdPerImage }) => priceAssumed && microUsdPerImage !== undefined)
        .map(({ id }) => id),
      unknownPrices: summaries
        .filter(({ microUsdPerImage }) => microUsdPerImage === undefined)
        .map(({ id }) => id),
    };
  }

  position(generation: Generation): Promise<number | undefined> {
    return this.#config.store.position(generation);
  }

  providers(): readonly ProviderSummary[] {
    const { providers, prices, health } = this.#config;
    health
      .getMany(providers.map(({ id }) => id))
      .then((states) => (this.#health = states))
      .catch(() => undefined);
    return providers.map(({ id, title, limits }) => {
      const price = prices.priceOf(id, { quality: 'auto', resolution: '1k' });
      return {
        id,
        title,
        limits,
        state: this.#health.get(id)?.state ?? 'ok',
        priceAssumed: price.assumed,
        ...(price.microUsdPerImage === undefined ? {} : { microUsdPerImage: price.microUsdPerImage }),
      };
    });
  }

  watch(generationId: string, listener: (event: GenerationEvent) => void): { stop(): void } {
    const { events, live, store, request } = this.#config;
    let stopped = false;
    const tell = async (event: PublishedEvent): Promise<void> => {
      if (event.preview) {
        const jpeg = await live.preview(generationId);
        if (jpeg && !stopped) listener({ kind: 'preview', generationId, jpeg });
        return;
      }
      const generation = await store.get(generationId);
      if (generation && !stopped) listener({ kind: 'generation', generation });
    };
    // One after the other, so that a listener never hears of an older state after a newer one.
    let queue = Promise.resolve();
    const stop = events.on(generationId, (event) => {
      queue = queue
        .then(() => tell(event))
        .catch((error: unknown) =>
          request.logger.debug({ generationId, error }, 'A change could not be told'),
        );
    });
    return {
      stop: () => {
        stopped = true;
        stop();
      },
    };
  }

  async progressOf(generation: Generation): Promise<number | undefined> {
    if (isTerminal(statusOf(generation))) return undefined;
    return (await this.#config.live.get(generation.id)).progress;
  }

  async receiveCallback(provider: string, secret: string, body: unknown): Promise<void> {
    const { secretKey, providers, store, redis, request } = this.#config;
    const attemptId = attemptOfCallback(secretKey, secret);
    const task = attemptId && providers.find(({ id }) => id === provider)?.readCallback?.(body);
    const generationId = attemptId?.split('-')[0];
    if (!attemptId || !task || !generationId) return;
    const generation = await store.get(generationId);
    const found = generation && findAttempt(generation, attemptId);
    if (!found || found.attempt.provider !== provider) return;
    if (found.attempt.task) {
      if (found.attempt.task.id !== task.id) return;
      // Looked at now: the callback itself is not believed.
      const member = `${generationId}:${found.part.index}:${found.position}`;
      await redis.zadd(keys.looks(provider), 'XX', request.now(), member);
      return;
    }
    request.logger.info(
      { generationId, attemptId, provider },
      'A callback named a task before its submit was answered',
    );
    await store.transition(generationId, (current) => {
      const next = taskStarted(current, attemptId, task);
      return next && { next };
    });
  }

  isAdmin(userId: string): boolean {
    return this.#config.adminIds.has(userId);
  }

  async #found(ref: PictureRef | undefined): Promise<FoundPicture | undefined> {
    const generation = ref && (await this.#config.store.get(ref.generationId));
    return generation && ref ? { generation, index: ref.index } : undefined;
  }

  /** The order that an earlier generation came from, with its stored references. */
  async #sameOrder(
    earlier: Generation,
    now: Pick<GenerationOrder, 'requestKey' | 'requester' | 'target'>,
  ): Promise<GenerationOrder | { refusal: { code: 'media-not-found' } }> {
    const images = [...earlier.references, ...(earlier.mask ? [earlier.mask] : [])];
    for (const image of images) {
      if (!(await this.media.exists(image))) return { refusal: { code: 'media-not-found' } };
    }
    const { size, ...words } = earlier.request;
    const stored = (image: (typeof images)[number]): ImageSource => ({ kind: 'stored', image });
    return {
      requestKey: now.requestKey,
      requester: now.requester,
      target: now.target,
      request: { ...words, ...(size ? { size: `${size.width}x${size.height}` } : {}) },
      references: earlier.references.map(stored),
      ...(earlier.mask ? { mask: stored(earlier.mask) } : {}),
      ...(earlier.parent ? { parent: earlier.parent } : {}),
    };
  }
}
