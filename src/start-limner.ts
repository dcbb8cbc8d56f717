import { customAlphabet } from 'nanoid';
import { createHttpServer } from './bots/web/http-server.ts';
import { createTelegramLaunch } from './bots/telegram/telegram-launch.ts';
import { createWebDelivery } from './bots/web/web-delivery.ts';
import { createOpenaiChatModel } from './chat/openai-chat-model.ts';
import type { Config } from './config.ts';
import { prepareCore } from './core/create-core.ts';
import type { CoreConfig, PreparedCore } from './core/create-core.ts';
import type { PriceFile } from './core/ledger/price-book.ts';
import type { DeliveryChannel } from './core/ports/delivery-channel.ts';
import type { ImageProvider } from './core/ports/image-provider.ts';
import type { Logger } from './core/ports/logger.ts';
import type { LaneSettings } from './core/worker/worker-context.ts';
import { logFindings, runChecks } from './doctor.ts';
import { createMedia } from './media/create-media.ts';
import type { MediaStore } from './media/create-media.ts';
import { loadSecretKey } from './media/secret-key.ts';
import { createOpenaiModeration } from './moderation/openai-moderation.ts';
import { createOwnKeyClients } from './providers/own-key-clients.ts';
import type { OwnKeyClients } from './providers/own-key-clients.ts';
import { createProviders } from './providers/registry.ts';
import { createPlatforms, loadPlatforms } from './start-platforms.ts';
import type { PlatformKinds } from './start-platforms.ts';
import { openOperator } from './start-operator-file.ts';
import type { OpeningStore } from './start-store.ts';

/** A running program. */
export interface Limner {
  /** Where the HTTP server listens, as an address for a browser on this machine. */
  readonly url: string;
  /** Gateways whose price no source names, so that the built-in figure is a guess, or that have none at all. */
  readonly doubtfulPrices: readonly string[];
  /** Intake first, the store last; resolves when everything has ended. */
  stop(): Promise<void>;
}

const randomName = customAlphabet('0123456789abcdefghijklmnopqrstuvwxyz', 24);

/**
 * Builds everything that the configuration asks for and starts its roles.
 *
 * @param store is being opened; it is closed with the rest
 * @param hide has the log mask a secret that is in no configuration: a key that somebody brings
 */
export async function startLimner(
  config: Config,
  logger: Logger,
  { store, hide }: { store: OpeningStore; hide: (secret: string) => void },
): Promise<Limner> {
  const closing: (() => Promise<unknown>)[] = [
    // What did not open is told by whoever awaits it.
    () =>
      store.open.then(
        (open) => open.close(),
        () => undefined,
      ),
  ];
  const stop = async (): Promise<void> => {
    for (const close of closing.reverse().splice(0)) {
      await close().catch((error: unknown) => logger.warn({ error }, 'Something did not close in order'));
    }
  };
  try {
    return { ...(await start({ config, logger, hide, store }, closing)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts in order; what has to be closed is put on `closing`, to be closed in reverse. */
async function start(
  {
    config,
    logger,
    hide,
    store: opening,
  }: Pick<Parts, 'config' | 'logger' | 'hide'> & { store: OpeningStore },
  closing: (() => Promise<unknown>)[],
): Promise<Omit<Limner, 'stop'>> {
  const [file, operator, secretKey, platformKinds] = await Promise.all([
    pricesOf(config, logger),
    openOperator(config, logger),
    config.secretKey ?? loadSecretKey(config.dataDir),
    loadPlatforms(config),
    // Loaded here, while the store reads its file; the server takes them.
    config.roles.includes('web') ? import('./bots/web/web-routes.ts') : undefined,
  ]);
  closing.push(async () => operator.close());
  const media = createMedia({
    dataDir: config.dataDir,
    secretKey,
    allowPrivateHosts: config.allowPrivateHosts,
    ...(config.originals ? { s3: config.originals } : {}),
    logger,
  });
  closing.push(() => media.close());
  const providers = buildProviders(config, logger);
  closing.push(() => Promise.allSettled(providers.map((provider) => provider.close())));
  const own = config.ownKeys && createOwnKeyClients(ownConfigs(config), { logger, now: Date.now });
  if (own) closing.push(() => own.close());
  const store = await opening.address;
  const running = prepareCore({
    store,
    providers,
    lanes: new Map(
      [...(own?.gateways ?? []), ...providers].map((provider) => [provider.id, laneOf(config, provider)]),
    ),
    ...(own && config.ownKeys ? { ownKeys: { secret: config.ownKeys.secret, ...own, hide } } : {}),
    limits: config.limits,
    rules: operator.rules,
    operatorPresets: operator.presets,
    moderationRules: operator.moderationRules,
    health: {
      putAsideMs: config.putAsideMs,
      failureLimit: config.breaker.failures,
      probeAfterMs: config.breaker.probeMs,
    },
    prices: { cnyPerUsd: config.cnyPerUsd, ...(file ? { file } : {}) },
    media,
    hasRoom: () => media.hasRoom(),
    publicUrl: config.http.publicUrl,
    secretKey,
    retentionMs: config.retentionMs,
    adminIds: new Set(config.adminIds),
    ...(config.promptCheck ? { promptCheck: createOpenaiModeration(config.promptCheck) } : {}),
    ...(config.chatModel ? { promptHelp: promptHelpOf(config.chatModel) } : {}),
    logger,
  });
  closing.push(() => running.close());
  // As soon as the store has read its file; everything else is built meanwhile.
  const opened = opening.open.then(() => running.open());
  opened.catch(() => undefined);
  const roles = await startRoles({
    ...{ config, logger, hide, closing, running, media, secretKey, own, platformKinds, opened },
  });
  const checks = new AbortController();
  closing.push(async () => checks.abort());
  // In the background: nothing that they find keeps Limner from doing what it can.
  void runChecks({
    ...{ config, providers, secretKey, store, localUrl: roles.url, now: Date.now },
    signal: checks.signal,
  }).then((findings) => {
    if (!checks.signal.aborted) logFindings(findings, logger);
  });
  return roles;
}

function promptHelpOf(config: NonNullable<Config['chatModel']>): NonNullable<CoreConfig['promptHelp']> {
  return { model: createOpenaiChatModel(config), dailyLimit: config.dailyLimit };
}

interface Parts {
  readonly config: Config;
  readonly logger: Logger;
  readonly hide: (secret: string) => void;
  readonly closing: (() => Promise<unknown>)[];
  readonly running: PreparedCore;
  readonly opened: Promise<void>;
  readonly media: MediaStore;
  readonly secretKey: string;
  readonly own: OwnKeyClients | undefined;
  readonly platformKinds: PlatformKinds;
}

async function startRoles({
  config,
  logger,
  closing,
  running,
  media,
  secretKey,
  own,
  platformKinds,
  opened,
}: Parts): Promise<Omit<Limner, 'stop'>> {
  const { core } = running;
  const titles = new Map([...(own?.gateways ?? []), ...core.providers()].map(({ id, title }) => [id, title]));
  const platforms = createPlatforms(platformKinds, {
    config,
    core,
    logger,
    brakes: running.brakes,
    secretKey,
    providerTitle: (id) => titles.get(id) ?? id,
  });
  const channels: readonly DeliveryChannel[] = [createWebDelivery(), ...platforms.channels];
  const server = await createHttpServer({
    host: config.http.host,
    port: config.http.port,
    secretKey,
    logger,
    now: Date.now,
    randomId: randomName,
    readiness: async () => {
      const missing = [...((await running.ping()) ? [] : ['store']), ...platforms.missing()];
      return { ready: missing.length === 0, missing };
    },
    metricsText: metricsOf(running),
    hooks: platforms.hooks,
    ...(config.http.publicUrl === undefined ? {} : { publicUrl: config.http.publicUrl }),
    ...(config.http.password === undefined ? {} : { password: config.http.password }),
    ...(config.roles.includes('web')
      ? {
          web: {
            core,
            providerTitle: (id: string) => titles.get(id) ?? id,
            openLink: (pathAndQuery: string) => media.openSignedPath(pathAndQuery),
            ...(config.telegram
              ? { launch: createTelegramLaunch({ token: config.telegram.token, now: Date.now }) }
              : {}),
          },
        }
      : {}),
  });
  let worker: ReturnType<typeof running.startWorker> | undefined;
  closing.push(async () => worker?.stop(config.shutdownGraceMs));
  await opened;
  const { url } = await server.listen();
  closing.push(() => server.close());
  if (config.roles.includes('worker')) {
    worker = running.startWorker(channels);
    void media
      .cleanUp()
      .catch((error: unknown) => logger.warn({ error }, 'Old media files could not be removed'));
  }
  platforms.start();
  closing.push(() => platforms.stop());
  const doubtfulPrices = core.providers().flatMap(({ id, priceAssumed }) => (priceAssumed ? [id] : []));
  return { url, doubtfulPrices };
}

async function pricesOf({ pricesFile }: Config, logger: Logger): Promise<PriceFile | undefined> {
  if (pricesFile === undefined) return undefined;
  const { readPrices } = await import('./read-prices.ts');
  return readPrices(pricesFile, logger);
}

/** What counts is loaded for the first who asks. */
function metricsOf(running: PreparedCore): () => Promise<string> {
  let text: Promise<() => Promise<string>> | undefined;
  return async () => {
    text ??= import('./metrics.ts').then(({ createMetrics }) => createMetrics(running, running.core));
    return (await text)();
  };
}

/** The configured gateways, in the operator's order. */
export function buildProviders(config: Config, logger: Logger): readonly ImageProvider[] {
  return createProviders(
    { order: config.providerOrder, keyed: gatewayConfigs(config), sandbox: config.sandbox },
    { logger, now: Date.now },
  );
}

function gatewayConfigs(config: Config): Parameters<typeof createProviders>[0]['keyed'] {
  return Object.fromEntries(
    Object.entries(config.providers).map(([id, own]) => [
      id,
      { ...own, submitTimeoutMs: config.submitTimeoutMs },
    ]),
  );
}

/** What gateways are called with when the key is somebody's own. */
function ownConfigs({ ownKeys, submitTimeoutMs }: Config): Parameters<typeof createOwnKeyClients>[0] {
  return (ownKeys?.gateways ?? []).map(({ id, ...config }) => ({
    id,
    config: { ...config, submitTimeoutMs },
  }));
}

function laneOf(config: Config, provider: ImageProvider): LaneSettings {
  const own =
    provider.id === 'sandbox'
      ? config.sandbox
      : (config.providers[provider.id as keyof typeof config.providers] ??
        config.ownKeys?.gateways.find(({ id }) => id === provider.id));
  const { firstLookMs, lookMs, deadlineMs } = provider.limits;
  return {
    concurrency: own?.concurrency ?? 50,
    firstLookMs: own?.firstLookMs ?? firstLookMs,
    lookMs: own?.lookMs ?? lookMs,
    deadlineMs: own?.deadlineMs ?? deadlineMs,
    fixed: own?.firstLookMs !== undefined || own?.lookMs !== undefined,
  };
}
