import { customAlphabet } from 'nanoid';
import { openAdminDesk } from './admin/open-admin-desk.ts';
import { callbackSecret } from './callback-secret.ts';
import { leaseMs } from './generation/effects.ts';
import type { RequestDependencies } from './generation/request-generation.ts';
import { openOwnKeys } from './own-key/open-own-keys.ts';
import { lanesOf } from './worker/lanes-of.ts';
import { PriceBook } from './ledger/price-book.ts';
import { noRules } from './ledger/applied-limits.ts';
import { LimitDesk } from './ledger/limit-desk.ts';
import type { CoreConfig, PreparedCore, RunningCore } from './core-config.ts';
import { LimnerCore } from './limner-core.ts';
import type { ImageProvider } from './ports/image-provider.ts';
import type { Progress } from './ports/progress.ts';
import { ProgressDesk } from './progress/progress-desk.ts';
import { openPromptDesk } from './helper/open-prompt-desk.ts';
import { openModerationDesk } from './moderation/open-moderation-desk.ts';
import { RefusedOrderDesk } from './moderation/refused-order-desk.ts';
import { wakeAfter } from './queue/wake-after.ts';
import { WakeUps } from './queue/wake-ups.ts';
import { Router } from './routing/router.ts';
import { connect } from './storage/connection.ts';
import type { ScriptedRedis, StoreConnection } from './storage/connection.ts';
import { createStoreGuard } from './storage/store-errors.ts';
import { EditBoard } from './storage/edit-board.ts';
import { EditSchedule } from './storage/edit-schedule.ts';
import { LiveView } from './storage/live-view.ts';
import { LookLaws } from './storage/look-laws.ts';
import { connectLater, openConnections } from './storage/open-connections.ts';
import type { Aftermath } from './storage/operations.ts';
import { ProviderHealthBoard } from './storage/provider-health.ts';
import { RedisAdminNotices } from './storage/redis-admin-notices.ts';
import { RedisAuditLog } from './storage/redis-audit-log.ts';
import { ReadySet } from './storage/ready-set.ts';
import { RedisBrakes } from './storage/redis-brakes.ts';
import { RedisEvents } from './storage/redis-events.ts';
import { RedisGenerationStore } from './storage/redis-generation-store.ts';
import type { RecentRecords } from './storage/redis-generation-store.ts';
import { RedisIntake } from './storage/redis-intake.ts';
import { RedisLimitStore } from './storage/redis-limit-store.ts';
import { RedisLedger } from './storage/redis-ledger.ts';
import { RedisRefusedOrderStore } from './storage/redis-refused-order-store.ts';
import { StepSets } from './storage/step-sets.ts';
import { StoreClock } from './storage/store-clock.ts';
import { AdminWatch } from './worker/admin-watch.ts';
import { ChatPlaces } from './worker/chat-places.ts';
import { LeaseKeeper } from './worker/lease-keeper.ts';
import { StepPlaces } from './worker/step-places.ts';
import { Worker, lookWakeUp } from './worker/worker.ts';
import type { WorkerContext } from './worker/worker-context.ts';

export type { CoreConfig, PreparedCore, RunningCore };

/** No vowels, no look-alikes: ids that people can type and that spell nothing. */
const randomId = customAlphabet('0123456789bcdfghjkmnpqrstvwxz', 12);
const ledgerKeptMs = 400 * 86_400_000;
/** How long a worker goes by what it last read of a gateway's health: it asks several times for every submit. */
const believeHealthMs = 500;

/** Builds core and connects it to the store. @throws StoreUnreachable when the store does not answer in time */
export async function createCore(config: CoreConfig): Promise<RunningCore> {
  const core = prepareCore(config);
  await core.open().catch(async (error: unknown) => {
    await core.close();
    throw error;
  });
  return core;
}

/** Builds core on a store that may still be reading its file: nothing is asked of it before `open`. */
export function prepareCore(config: CoreConfig): PreparedCore {
  const { logger, media, providers, limits, secretKey } = config;
  const hasRoom = config.hasRoom ?? (() => Promise.resolve(true));
  const front = connectLater(config.store, 'front', logger);
  const redis = connectLater(config.store, 'command', logger);
  const waiting: StoreConnection[] = [];
  const connectWaiting = (): StoreConnection => {
    const connection = connect(config.store, 'worker', logger);
    waiting.push(connection);
    return connection;
  };
  const clock = new StoreClock(redis, logger);
  const now = config.now ?? (() => clock.now());
  let storeBackAt = -Infinity;

  const wakeUps = new WakeUps(redis, logger);
  const ownGateways = config.ownKeys?.gateways ?? [];
  const prices = new PriceBook(
    [...providers, ...ownGateways.filter(({ id }) => !providers.some((one) => one.id === id))].map(
      ({ id, model, limits: { autoQuality }, prices: rows }) => ({
        id,
        model,
        autoQuality,
        rows,
      }),
    ),
    config.prices,
  );
  const router = new Router(providers, prices);
  const guard = createStoreGuard(logger, now);
  let worker: Worker | undefined;
  const onChanged = (aftermath: Aftermath): void => {
    worker?.nudge(aftermath);
    void wakeAfter(wakeUps, aftermath, worker);
  };
  const { retentionMs } = config;
  const recent: RecentRecords = new Map();
  const partsOn = (connection: ScriptedRedis, believeMs: number) => {
    const store = guard(new RedisGenerationStore({ redis: connection, now, retentionMs, recent, onChanged }));
    return {
      redis: connection,
      store,
      health: guard(new ProviderHealthBoard(connection, { ...config.health, believeMs }, now)),
      live: guard(new LiveView(connection, now)),
      laws: new LookLaws({ redis: connection, logger, now }),
      ready: guard(new ReadySet(connection)),
      ledger: guard(new RedisLedger(connection)),
      notices: guard(
        new RedisAdminNotices({
          ...{ redis: connection, adminIds: config.adminIds, now, randomId },
          // What was asked for in private is nobody else's to read, whoever reports it.
          promptOf: async (id) => {
            const request = (await store.get(id))?.request;
            return request?.private ? undefined : request?.prompt;
          },
          onDue: () => worker?.nudgeNotices(),
        }),
      ),
      limits: guard(
        new LimitDesk({
          store: new RedisLimitStore(connection, randomId),
          ...{ defaults: limits, rules: config.rules ?? (() => noRules), now },
        }),
      ),
    };
  };
  const { ready, laws, ...asked } = partsOn(front, 0);
  const working = partsOn(redis, believeHealthMs);
  const providerOf = (id: string): ImageProvider | undefined =>
    router.provider(id) ?? ownGateways.find((gateway) => gateway.id === id);
  const deskOf = ({ store, live, laws }: Pick<typeof working, 'store' | 'live' | 'laws'>): Progress =>
    new ProgressDesk({
      ...{ store, live, laws, now, providerOf, userPlaces: limits.userConcurrent },
      placesOf: (id) => config.lanes.get(id)?.concurrency ?? 1,
    });
  const events = new RedisEvents(connectWaiting, logger);
  const brakes = new RedisBrakes({ redis, connect: connectWaiting, owner: randomId(), logger, now });
  const intake = guard(new RedisIntake({ redis: front, now, logger, leaseMs, writeTimeoutMs: 300 }));
  const audit = guard(new RedisAuditLog(front));
  const { admin, admission } = openAdminDesk({
    ...{ ...asked, ready, audit, providers, adminIds: config.adminIds, guard, now },
  });
  const moderation = openModerationDesk({
    ...{ ...asked, audit, guard, logger, now },
    rules: config.moderationRules,
    check: config.promptCheck,
  });
  const refused = guard(
    new RefusedOrderDesk({
      ...{ media, randomId },
      store: guard(new RedisRefusedOrderStore(front)),
      hold: (sha256s) => asked.store.holdMedia(sha256s),
    }),
  );
  const promptHelper = openPromptDesk({
    ...{ ...asked, admission, moderation, media, guard, logger, now, help: config.promptHelp },
  });
  const { ownKeys, ring, own } = openOwnKeys({
    ...{ config: config.ownKeys, redis: front, store: asked.store, prices, guard, now, randomId },
  });
  const request: RequestDependencies = {
    own,
    keepRefused: (order, wanted) => refused.keep(order, wanted),
    admission,
    moderation,
    store: asked.store,
    media,
    router,
    unwell: async () => {
      const states = await asked.health.getMany(providers.map(({ id }) => id));
      return new Map(
        [...states].flatMap(([id, { state }]) => (state === 'ok' ? [] : [[id, state] as const])),
      );
    },
    hasRoom,
    takePlaces: (count) => ready.takePlaces(count),
    limits: asked.limits,
    userConcurrent: limits.userConcurrent,
    publicAddress: config.publicUrl !== undefined,
    logger,
    now,
    randomId,
  };
  const core = guard(
    new LimnerCore({
      ...asked,
      ...{ admin, audit, moderation, refused, promptHelper, ownKeys, ownGateways },
      ...{ intake, media, events, prices, providers, request, secretKey },
      lookNow: (provider) => {
        if (!worker?.takes('look', provider)) void wakeUps.wake('submit', [lookWakeUp(provider)]);
      },
      progress: deskOf({ ...asked, laws }),
      publicUrl: config.publicUrl,
      adminIds: config.adminIds,
      operatorPresets: config.operatorPresets ?? (() => ({})),
      isOwnStore: 'socketPath' in config.store,
    }),
  );

  return {
    open: async () => {
      await openConnections([front, redis], logger);
      if (!config.now) await clock.start();
      redis.on('ready', () => (storeBackAt = now()));
      wakeUps.open();
      void brakes.start();
    },
    core,
    brakes,
    ledger: working.ledger,
    startWorker: (channels) => {
      const context: WorkerContext = {
        ...working,
        ...{ router, media, wakeUps, logger, now, randomId },
        ownKeys: ring,
        userConcurrent: limits.userConcurrent,
        owner: randomId(),
        steps: new StepSets(redis, guard),
        places: new StepPlaces(),
        progress: guard(
          new EditSchedule(
            redis,
            channels.map(({ platform }) => platform),
          ),
        ),
        edits: guard(new EditBoard(redis, now)),
        progressDesk: deskOf(working),
        storeBackAt: () => storeBackAt,
        leases: new LeaseKeeper({ leaseMs, now, logger }),
        chatPlaces: new ChatPlaces(),
        hasRoom,
        brakes,
        channels: new Map(channels.map((channel) => [channel.platform, channel])),
        lanes: config.lanes,
        publicUrl: config.publicUrl,
        callbackSecret: (attemptId) => callbackSecret(secretKey, attemptId),
      };
      const connection = connectWaiting();
      const { sweepMs = 60_000 } = config;
      const { store, ledger, notices } = working;
      const watch = new AdminWatch({
        ...{ redis, store, ledger, notices, providers, logger, now },
        health: working.health,
        owner: context.owner,
        everyMs: config.watchMs ?? 5_000,
        limits: working.limits,
      });
      const kept = { store, ledger, notices, ledgerKeptMs, housekeeping: () => core.privacy.resume() };
      const started = new Worker({ context, ...kept, connection, sweepMs });
      worker = started;
      started.start();
      watch.start();
      return {
        stop: async (graceMs) => {
          await Promise.all([watch.stop(), started.stop(graceMs)]);
        },
      };
    },
    laneSizes: async () => {
      const lanes = lanesOf(providers, ownGateways);
      const sizes = await Promise.all(lanes.map(async ({ lane }) => [lane, await ready.size(lane)] as const));
      return new Map(sizes);
    },
    ping: () =>
      front.ping().then(
        () => true,
        () => false,
      ),
    close: async () => {
      clock.stop();
      intake.close();
      await brakes.stop();
      events.close();
      await wakeUps.close();
      for (const connection of waiting) connection.disconnect();
      for (const connection of [front, redis]) connection.disconnect();
    },
  };
}
