// prettier-ignore
import type {
  CanceledGeneration, Core, FoundPicture, GenerationEvent, GenerationOrder, ProviderSummary, Quota, RequestResult,
} from './core.ts';
import type { Generation, PictureRef } from './generation/generation.ts';
import type { Pictures } from './ports/pictures.ts';
import { PictureDesk } from './pictures/picture-desk.ts';
import { largerResolutions } from './routing/larger-resolutions.ts';
import { RedisPictureStore } from './storage/redis-picture-store.ts';
import { requestGeneration } from './generation/request-generation.ts';
import type { RequestDependencies } from './generation/request-generation.ts';
import { boughtBeforeCancel, cancelRequested } from './generation/ending-transitions.ts';
import type { PriceBook } from './ledger/price-book.ts';
import type { Admin } from './ports/admin.ts';
import type { AdminNotices } from './ports/admin-notices.ts';
import type { AuditLog } from './ports/audit.ts';
import type { Confirmations } from './ports/confirmations.ts';
import type { ImageProvider } from './ports/image-provider.ts';
import type { Intake } from './ports/intake.ts';
import type { Limits, Payer } from './ports/limits.ts';
import type { Media } from './ports/media.ts';
import type { Moderation } from './ports/moderation.ts';
import type { OwnKeys } from './ports/own-keys.ts';
import type { Presets } from './ports/presets.ts';
import type { Progress } from './ports/progress.ts';
import type { RefusedOrders } from './ports/refused-orders.ts';
import type { Regions } from './ports/regions.ts';
import type { Turns } from './ports/turns.ts';
import type { Settings } from './ports/settings.ts';
import type { OperatorPresets } from './presets/preset-schema.ts';
import type { Collections } from './ports/collections.ts';
import { CollectionDesk } from './collections/collection-desk.ts';
import { PresetShelf } from './presets/preset-shelf.ts';
import type { PromptHelper } from './ports/prompt-helper.ts';
import type { Privacy } from './ports/privacy.ts';
import { PrivacyDesk } from './privacy/privacy-desk.ts';
import { RegionDesk } from './region/region-desk.ts';
import { fillWords } from './settings/fill-words.ts';
import { SettingsDesk } from './settings/settings-desk.ts';
import { keys } from './storage/keys.ts';
import { scoresOf } from './storage/user-places.ts';
import type { StoreConnection } from './storage/connection.ts';
import type { LiveView } from './storage/live-view.ts';
import type { ProviderHealth, ProviderHealthBoard } from './storage/provider-health.ts';
import type { RedisEvents } from './storage/redis-events.ts';
import type { RedisGenerationStore } from './storage/redis-generation-store.ts';
import type { RedisLedger } from './storage/redis-ledger.ts';
import { RedisCollectionStore } from './storage/redis-collection-store.ts';
import { RedisPresetStore } from './storage/redis-preset-store.ts';
import { RedisPrivacyStore } from './storage/redis-privacy-store.ts';
import { RedisRegionStore } from './storage/redis-region-store.ts';
import { RedisSettingsStore } from './storage/redis-settings-store.ts';
import { RedisTurns } from './storage/redis-turns.ts';
import { withStoreErrors } from './storage/store-errors.ts';

import { PriceConfirmations } from './generation/confirm-price.ts';
import { repeatGeneration, retryGeneration } from './generation/repeat-generation.ts';
import { quotaReport } from './ledger/quota-report.ts';
import { receiveCallback } from './receive-callback.ts';
import { watchGeneration } from './watch-generation.ts';

export interface LimnerCoreConfig {
  readonly redis: StoreConnection;
  readonly store: RedisGenerationStore;
  readonly ledger: RedisLedger;
  readonly intake: Intake;
  readonly media: Media;
  readonly limits: Limits;
  readonly live: LiveView;
  readonly progress: Progress;
  readonly events: RedisEvents;
  readonly admin: Admin;
  readonly audit: AuditLog;
  readonly notices: AdminNotices;
  readonly health: ProviderHealthBoard;
  readonly prices: PriceBook;
  readonly providers: readonly ImageProvider[];
  readonly request: RequestDependencies;
  /** A task of a gateway became due sooner than anybody knows. */
  readonly lookNow: (provider: string) => void;
  readonly secretKey: string;
  /** Without a slash at the end. */
  readonly publicUrl: string | undefined;
  readonly adminIds: ReadonlySet<string>;
  readonly moderation: Moderation;
  readonly refused: RefusedOrders;
  readonly promptHelper: PromptHelper;
  readonly ownKeys: OwnKeys;
  /** Gateways for which people bring keys. */
  readonly ownGateways: readonly ImageProvider[];
  readonly operatorPresets: () => OperatorPresets;
  /** True where the store is a child process of ours. */
  readonly isOwnStore: boolean;
}

/** The use cases, as entrances see them. */
export class LimnerCore implements Core {
  readonly pictures: Pictures;
  readonly intake: Intake;
  readonly media: Media;
  readonly regions: Regions;
  readonly admin: Admin;
  readonly turns: Turns;
  readonly audit: AuditLog;
  readonly notices: AdminNotices;
  readonly settings: Settings;
  readonly presets: Presets;
  readonly collections: Collections;
  readonly privacy: Privacy;
  readonly confirmations: Confirmations;
  readonly limits: Limits;
  readonly progress: Progress;
  readonly moderation: Moderation;
  readonly refused: RefusedOrders;
  readonly promptHelper: PromptHelper;
  readonly ownKeys: OwnKeys;
  readonly #config: LimnerCoreConfig;
  /** The last known state of each gateway, for answers that cannot wait; renewed in the background. */
  #health: ReadonlyMap<string, ProviderHealth> = new Map();

  constructor(config: LimnerCoreConfig) {
    this.#config = config;
    this.intake = config.intake;
    this.media = config.media;
    this.admin = config.admin;
    this.audit = config.audit;
    this.notices = config.notices;
    this.limits = config.limits;
    this.progress = config.progress;
    this.confirmations = withStoreErrors(new PriceConfirmations(config.store, config.request.now));
    this.moderation = config.moderation;
    this.refused = config.refused;
    this.promptHelper = config.promptHelper;
    this.ownKeys = config.ownKeys;
    const { redis, secretKey, publicUrl, request } = config;
    this.pictures = new PictureDesk({
      store: withStoreErrors(new RedisPictureStore(redis, request.now)),
      generations: config.store,
      media: config.media,
      request: (order) => this.request(order),
      larger: (picture) => largerResolutions(request.router, picture, request),
      ...{ logger: request.logger, now: request.now },
    });
    this.turns = new RedisTurns(redis);
    this.regions = new RegionDesk({
      ...{ secretKey, publicUrl, now: request.now, randomId: request.randomId },
      store: withStoreErrors(new RedisRegionStore(redis)),
      request: (order) => this.request(order),
    });
    this.settings = new SettingsDesk(withStoreErrors(new RedisSettingsStore(redis)), request.now);
    this.presets = new PresetShelf({
      store: withStoreErrors(new RedisPresetStore(redis, request.now)),
      media: config.media,
      operator: config.operatorPresets,
    });
    this.collections = new CollectionDesk({
      store: withStoreErrors(new RedisCollectionStore(redis)),
      media: config.media,
      hold: (sha256s) => config.store.holdMedia(sha256s),
      limits: () => config.providers.map(({ limits }) => limits.maxReferences),
    });
    const { ledger, media, isOwnStore } = config;
    const { now, randomId, logger } = request;
    this.privacy = new PrivacyDesk({
      ...{ secretKey, publicUrl, media, logger, now, randomId },
      store: withStoreErrors(new RedisPrivacyStore({ redis, ledger, isOwnStore, now })),
      cancelAll: (userId) => this.cancel({ userId, all: true }),
    });
  }

  async request(order: GenerationOrder): Promise<RequestResult> {
    const filled = await fillWords(order, this);
    if ('refusal' in filled) return { kind: 'refused', refusal: filled.refusal };
    return requestGeneration(filled, this.#config.request);
  }

  retry(press: Parameters<Core['retry']>[0]): Promise<RequestResult> {
    return retryGeneration(press, this.#config);
  }

  again(press: Parameters<Core['again']>[0]): Promise<RequestResult> {
    return repeatGeneration(press, this.#config);
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

  async get(id: string): Promise<Generation | undefined> {
    const generation = await this.#config.store.get(id);
    return generation?.deletedAt === undefined ? generation : undefined;
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

  quota(who: Payer): Promise<Quota> {
    const { limits, redis, request } = this.#config;
    return quotaReport(who, {
      ...{ limits, now: request.now },
      unfinished: (userId) => redis.zcount(keys.requests(userId), ...scoresOf.unfinished),
      providers: () => this.providers(),
      ownKeys: async (userId) => (await this.ownKeys.list(userId)).map(({ gateway }) => gateway),
    });
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
    return watchGeneration(generationId, listener, { events, live, store, logger: request.logger });
  }

  receiveCallback(provider: string, secret: string, body: unknown): Promise<void> {
    return receiveCallback({ provider, secret, body }, this.#config);
  }

  isAdmin(userId: string): boolean {
    return this.#config.adminIds.has(userId);
  }

  async #found(ref: PictureRef | undefined): Promise<FoundPicture | undefined> {
    const generation = ref && (await this.#config.store.get(ref.generationId));
    return generation && ref ? { generation, index: ref.index } : undefined;
  }
}
