import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../src/core/create-core.ts';
import type { CoreConfig, RunningCore } from '../../src/core/create-core.ts';
import type { GenerationOrder } from '../../src/core/core.ts';
import type { Generation, GenerationStatus } from '../../src/core/generation/generation.ts';
import { isTerminal, statusOf } from '../../src/core/generation/generation.ts';
import type { DeliveryChannel } from '../../src/core/ports/delivery-channel.ts';
import type { ImageProvider } from '../../src/core/ports/image-provider.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import type { Logger } from '../../src/core/ports/logger.ts';
import type { StoreAddress } from '../../src/core/storage/store-address.ts';
import type { LaneSettings } from '../../src/core/worker/worker-context.ts';
import { createMedia } from '../../src/media/create-media.ts';
import type { MediaConfig, MediaStore } from '../../src/media/create-media.ts';
import { eventually } from './eventually.ts';
import type { TestRedis } from './redis.ts';

export interface HarnessOptions {
  /** A store of the test's own; or `store`, where another stands. */
  readonly redis?: TestRedis;
  readonly store?: StoreAddress;
  readonly providers: readonly ImageProvider[];
  readonly channels?: readonly DeliveryChannel[];
  readonly limits?: Partial<CoreConfig['limits']>;
  readonly prices?: CoreConfig['prices'];
  readonly rules?: NonNullable<CoreConfig['rules']>;
  readonly lane?: Partial<LaneSettings>;
  readonly ownKeys?: NonNullable<CoreConfig['ownKeys']>;
  readonly health?: Partial<CoreConfig['health']>;
  readonly publicUrl?: string;
  readonly logger?: Logger;
  /** No worker: what is asked for only waits. */
  readonly withoutWorker?: boolean;
  readonly sweepMs?: number;
  readonly watchMs?: number;
  readonly dataDir?: string;
  readonly retentionMs?: number;
  readonly now?: () => number;
  /** A set may be filled later on. */
  readonly adminIds?: readonly string[] | ReadonlySet<string>;
  readonly moderationRules?: CoreConfig['moderationRules'];
  readonly promptCheck?: CoreConfig['promptCheck'];
  readonly promptHelp?: CoreConfig['promptHelp'];
  /** Settings of the picture store beside its own. */
  readonly mediaConfig?: Partial<MediaConfig>;
  /** Puts something around the picture store. */
  readonly wrapMedia?: (media: MediaStore) => MediaStore;
}

/** Real core on a real Redis with a real picture store in a folder of its own. */
export interface Harness extends RunningCore {
  readonly media: MediaStore;
  readonly dataDir: string;
  order(order?: Partial<GenerationOrder> & { prompt?: string; userId?: string }): GenerationOrder;
  /** Asks and expects to be accepted. */
  ask(order?: Parameters<Harness['order']>[0]): Promise<Generation>;
  /** Waits for a status, a terminal one unless named. */
  ended(id: string, status?: GenerationStatus): Promise<Generation>;
  startWorkerNow(): void;
  stop(): Promise<void>;
}

let orders = 0;

export async function startHarness(options: HarnessOptions): Promise<Harness> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'limner-data-')));
  const logger = options.logger ?? silentLogger;
  const secretKey = 'a-secret-key-for-tests-only-0123456789';
  const own = createMedia({
    ...{ dataDir, secretKey, allowPrivateHosts: ['127.0.0.1'], logger },
    ...(options.now ? { now: options.now } : {}),
    ...options.mediaConfig,
  });
  const media = options.wrapMedia?.(own) ?? own;
  const lane = {
    concurrency: 50,
    firstLookMs: 20,
    lookMs: 30,
    deadlineMs: 60_000,
    fixed: true,
    ...options.lane,
  };
  const running = await createCore({
    store: options.store ?? { socketPath: options.redis?.socketPath ?? '' },
    providers: options.providers,
    lanes: new Map([...options.providers, ...(options.ownKeys?.gateways ?? [])].map(({ id }) => [id, lane])),
    ...(options.ownKeys ? { ownKeys: options.ownKeys } : {}),
    limits: { userConcurrent: 3, userQueued: 10, userDailyImages: 50, ...options.limits },
    health: { putAsideMs: 60_000, failureLimit: 5, probeAfterMs: 30_000, ...options.health },
    prices: options.prices ?? { cnyPerUsd: 7.2 },
    media,
    hasRoom: () => media.hasRoom(),
    publicUrl: options.publicUrl,
    secretKey,
    retentionMs: options.retentionMs ?? 30 * 86_400_000,
    adminIds: options.adminIds instanceof Set ? options.adminIds : new Set(options.adminIds),
    logger,
    ...(options.rules ? { rules: options.rules } : {}),
    ...(options.moderationRules ? { moderationRules: options.moderationRules } : {}),
    ...(options.promptCheck ? { promptCheck: options.promptCheck } : {}),
    ...(options.promptHelp ? { promptHelp: options.promptHelp } : {}),
    ...(options.sweepMs ? { sweepMs: options.sweepMs } : {}),
    ...(options.watchMs ? { watchMs: options.watchMs } : {}),
    ...(options.now ? { now: options.now } : {}),
  });
  let worker: { stop(graceMs: number): Promise<void> } | undefined;
  const harness: Harness = {
    ...running,
    media,
    dataDir,
    order: ({ prompt = 'a red fox in the snow', userId = 'test:1', ...rest } = {}) => ({
      requestKey: `test:${(orders += 1)}`,
      requester: { userId, chatId: 'test:chat', locale: 'en' },
      target: { platform: 'test', address: {} },
      ...rest,
      request: { prompt, ...rest.request },
    }),
    ask: async (order) => {
      const result = await running.core.request(harness.order(order));
      if (result.kind !== 'accepted') throw new Error(`Not accepted: ${JSON.stringify(result)}`);
      return result.generation;
    },
    ended: (id, status) =>
      eventually(
        async () => {
          const generation = await running.core.get(id);
          if (!generation) throw new Error('No such generation');
          const now = statusOf(generation);
          if (status ? now !== status : !isTerminal(now)) throw new Error(`Still ${now}`);
          return generation;
        },
        { timeoutMs: 15_000 },
      ),
    startWorkerNow: () => {
      worker = running.startWorker(options.channels ?? []);
    },
    stop: async () => {
      await worker?.stop(5_000);
      await running.close();
      await media.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  if (!options.withoutWorker) harness.startWorkerNow();
  return harness;
}
