import type {
  CanceledGeneration, Core, FoundPicture, GenerationEvent, GenerationOrder, ProviderSummary, Quota, Refusal,
  RequestResult,
} from '../../src/core/core.ts'; // prettier-ignore
import { AppError, type ErrorCode } from '../../src/core/errors.ts';
// prettier-ignore
import {
  type GeneratedImage, type Generation, isOpen, isTerminal, type Part, picturesOf, statusOf,
} from '../../src/core/generation/generation.ts';
// prettier-ignore
import type { Admin } from '../../src/core/ports/admin.ts';
import { createMemoryPictureStore } from './memory-picture-store.ts';
import { PictureDesk } from '../../src/core/pictures/picture-desk.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import {
  imageRequestSchema,
  resolutions,
  type ImageRequest,
  type PixelSize,
} from '../../src/core/generation/image-request.ts';
import { isNamedRatio, pixelsFor, resolutionOf } from '../../src/core/generation/pixel-table.ts';
import type { AppliedParameters } from '../../src/core/ports/image-provider.ts';
import type { Intake } from '../../src/core/ports/intake.ts';
import type { Media } from '../../src/core/ports/media.ts';
import { CollectionDesk } from '../../src/core/collections/collection-desk.ts';
import { PresetShelf } from '../../src/core/presets/preset-shelf.ts';
import { priceConfirmed } from '../../src/core/generation/confirm-price.ts';
import { noRules } from '../../src/core/ledger/applied-limits.ts';
import { LimitDesk } from '../../src/core/ledger/limit-desk.ts';
import { PromptDesk } from '../../src/core/helper/prompt-desk.ts';
import type { ChatModel } from '../../src/core/ports/prompt-helper.ts';
import { RegionDesk } from '../../src/core/region/region-desk.ts';
import { fillWords } from '../../src/core/settings/fill-words.ts';
import { SettingsDesk } from '../../src/core/settings/settings-desk.ts';
import { drawPicture, drawPreview } from './draw-picture.ts';
import { createMemoryAdmin } from './memory-admin.ts';
import { createMemoryOwnKeys } from './memory-own-keys.ts';
import { createMemoryNotices } from './memory-notices.ts';
import { createMemoryCollectionStore } from './memory-collection-store.ts';
import { createMemoryPresetStore } from './memory-preset-store.ts';
import { createMemoryPromptStore } from './memory-prompt-store.ts';
import { createFakePrivacy, type FakePrivacy } from './fake-privacy.ts';
import { createMemoryLimitStore } from './memory-limit-store.ts';
import { createMemoryRegionStore } from './memory-region-store.ts';
import { createMemorySettingsStore } from './memory-settings-store.ts';

export interface FakeCoreOptions {
  readonly media: Media;
  readonly now?: () => number;
  readonly providers?: readonly ProviderSummary[];
  /** Draws by itself, this many milliseconds a step; absent: only the controls below move anything. */
  readonly stepMs?: number;
  /** Absent: no links to a painter. */
  readonly publicUrl?: string;
  readonly secretKey?: string;
  readonly admin?: Admin;
  /** Absent: nobody helps with prompts. */
  readonly chatModel?: ChatModel;
  readonly dailyHelp?: number;
  /** Gateways for which keys are taken; none unless given. */
  readonly ownKeyGateways?: readonly string[];
}

/** Core in memory, with controls that stand for workers and gateways. */
export interface FakeCore extends Core {
  readonly privacy: FakePrivacy;
  readonly orders: readonly GenerationOrder[];
  readonly callbacks: readonly { provider: string; secret: string; body: unknown }[];
  /** How many watches are open. */
  readonly watchers: number;
  /** Everything rejects with `store-unavailable` while true. */
  storeAway: boolean;
  /** What the next request is refused with. */
  refuseNext(refusal: Refusal): void;
  /** The next request waits until its price is agreed to. */
  askPriceNext(microUsd: number): void;
  start(id: string): void;
  /** Percent. */
  tellProgress(id: string, percent: number): void;
  preview(id: string): Promise<void>;
  succeed(id: string): Promise<void>;
  fail(id: string, code: ErrorCode): void;
  /** Nothing moves by itself any more. */
  stop(): void;
}

type Changes = { -readonly [Key in keyof Generation]?: Generation[Key] };

export function createFakeCore(options: FakeCoreOptions): FakeCore {
  const { media, now = Date.now, providers = [sampleProvider('sandbox', 'Sandbox')], stepMs } = options;
  const generations = new Map<string, Generation>();
  const byKey = new Map<string, string>();
  const listeners = new Map<string, Set<(event: GenerationEvent) => void>>();
  const progress = new Map<string, number>();
  const chatWords = new Map<string, readonly string[]>();
  const orders: GenerationOrder[] = [];
  const callbacks: { provider: string; secret: string; body: unknown }[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let nextRefusal: Refusal | undefined;
  let nextPrice: number | undefined;
  let serial = 0;
  let regionSerial = 0;

  function must(id: string): Generation {
    const generation = generations.get(id);
    if (!generation) throw new Error(`No generation ${id}`);
    return generation;
  }

  function change(id: string, changes: Changes): Generation {
    const old = must(id);
    const next = { ...old, ...changes, version: old.version + 1 };
    generations.set(id, next);
    emit({ kind: 'generation', generation: next });
    return next;
  }

  function changeParts(id: string, edit: (part: Part) => Partial<Part>, changes: Changes = {}): Generation {
    return change(id, { ...changes, parts: must(id).parts.map((part) => ({ ...part, ...edit(part) })) });
  }

  function emit(event: GenerationEvent): void {
    const id = event.kind === 'generation' ? event.generation.id : event.generationId;
    for (const listener of listeners.get(id) ?? []) listener(event);
  }

  function checkStore(): void {
    if (core.storeAway) throw new AppError('Store away', { code: 'store-unavailable', retryable: true });
  }

  async function request(given: GenerationOrder): Promise<RequestResult> {
    checkStore();
    orders.push(given);
    const order = await fillWords(given, core);
    if ('refusal' in order) return { kind: 'refused', refusal: order.refusal };
    const known = byKey.get(order.requestKey);
    if (known) return { kind: 'duplicate', generation: must(known) };
    if (nextRefusal) {
      const refusal = nextRefusal;
      nextRefusal = undefined;
      return { kind: 'refused', refusal };
    }
    const parsed = imageRequestSchema.safeParse(order.request);
    if (!parsed.success) return { kind: 'refused', refusal: refusalOf(parsed.error.issues, order) };
    const provider = parsed.data.provider ?? providers[0]?.id ?? 'sandbox';
    if (!providers.some(({ id }) => id === provider)) {
      return { kind: 'refused', refusal: { code: 'no-provider', unable: 'unknown-provider' } };
    }
    const references = [];
    for (const source of order.references ?? []) references.push(await media.importReference(source));
    const first = references[0];
    const mask = order.mask && first && (await media.importMask(order.mask, first));

    serial += 1;
    const id = `g${serial.toString().padStart(4, '0')}`;
    const wanted = parsed.data;
    const pixels =
      wanted.size ?? pixelsFor(isNamedRatio(wanted.ratio) ? wanted.ratio : '1:1', wanted.resolution);
    const generation: Generation = {
      id,
      version: 1,
      requestKey: order.requestKey,
      createdAt: now(),
      requester: order.requester,
      target: order.target,
      request: wanted,
      references,
      ...(mask ? { mask } : {}),
      ...(order.parent ? { parent: order.parent } : {}),
      pictureVersion: order.parent
        ? (generations.get(order.parent.generationId)?.pictureVersion ?? 0) + 1
        : 1,
      parts: [
        {
          index: 0,
          count: wanted.count,
          state: 'waiting',
          provider,
          applied: appliedOf(wanted, pixels),
          changes: wanted.ratio === '3:1' ? [{ field: 'ratio', from: '3:1', to: '21:9' }] : [],
          sequence: serial,
          refusedBy: [],
          price: { microUsdPerImage: provider === 'sandbox' ? 0 : 12_000, assumed: false },
          payment: { ...noPayment, reservedImages: wanted.count },
          attempts: [],
          images: [],
        },
      ],
      scopes: [],
      ...(nextPrice === undefined
        ? {}
        : { toConfirm: { microUsd: nextPrice, assumed: false, until: now() + 900_000 } }),
      delivery: { state: 'none', tries: 0 },
    };
    generations.set(id, generation);
    byKey.set(order.requestKey, id);
    nextPrice = undefined;
    if (stepMs !== undefined && !generation.toConfirm) drawByItself(id, stepMs);
    return { kind: 'accepted', generation, position: positionOf(generation) };
  }

  function drawByItself(id: string, pauseMs: number): void {
    const steps = [
      () => core.start(id),
      () => core.preview(id),
      () =>
        /\bfail\b/.test(must(id).request.prompt) ? core.fail(id, 'provider-moderated') : core.succeed(id),
    ];
    const next = (): void => {
      const step = steps.shift();
      if (!step) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (must(id).parts.some(isOpen)) void Promise.resolve(step()).then(next);
      }, pauseMs);
      timers.add(timer);
    };
    next();
  }

  function positionOf(generation: Generation): number | undefined {
    if (statusOf(generation) !== 'queued') return undefined;
    const waiting = [...generations.values()].filter((other) => statusOf(other) === 'queued');
    return waiting.findIndex(({ id }) => id === generation.id);
  }

  const core: FakeCore = {
    intake: unusedIntake,
    media,
    admin: options.admin ?? createMemoryAdmin(),
    audit: { append: async () => undefined, search: async () => [] },
    notices: createMemoryNotices(),
    privacy: createFakePrivacy(),
    ownKeys: createMemoryOwnKeys(options.ownKeyGateways),
    turns: { take: async () => undefined },
    confirmations: {
      async confirm({ generationId, userId }) {
        checkStore();
        const known = must(generationId);
        if (known.requester.userId !== userId) return { kind: 'refused', code: 'not-yours' };
        const next = priceConfirmed(known, now());
        if (!next) return { kind: 'already', generation: known };
        generations.set(generationId, { ...next, version: next.version + 1 });
        emit({ kind: 'generation', generation: must(generationId) });
        if (stepMs !== undefined) drawByItself(generationId, stepMs);
        return { kind: 'confirmed', generation: must(generationId) };
      },
    },
    refused: { find: () => Promise.resolve(undefined) },
    moderation: {
      judge: async () => ({ kind: 'pass', spoiler: false }),
      words: async (chatId, list = 'refused') => chatWords.get(`${list} ${chatId}`) ?? [],
      addWords: async (_by, chatId, words, list = 'refused') => {
        const all = [...(chatWords.get(`${list} ${chatId}`) ?? []), ...words];
        chatWords.set(`${list} ${chatId}`, all);
        return all;
      },
      removeWords: async (_by, chatId, words, list = 'refused') => {
        const left = (chatWords.get(`${list} ${chatId}`) ?? []).filter((word) => !words.includes(word));
        chatWords.set(`${list} ${chatId}`, left);
        return left;
      },
      report: async () => 'told',
      takeDown: async () => true,
      dismiss: async () => undefined,
    },
    promptHelper: new PromptDesk({
      ...{ store: createMemoryPromptStore(), media, logger: silentLogger, now },
      hold: () => Promise.resolve(),
      admission: async () => undefined,
      moderation: { judge: async () => ({ kind: 'pass', spoiler: false }) },
      model: options.chatModel,
      dailyLimit: options.dailyHelp ?? 50,
    }),
    limits: new LimitDesk({
      ...{ store: createMemoryLimitStore(), rules: () => noRules, now },
      defaults: { userConcurrent: 3, userQueued: 10, userDailyImages: 50 },
    }),
    regions: new RegionDesk({
      store: createMemoryRegionStore(),
      request,
      secretKey: options.secretKey ?? 'secret-key-of-the-tests-0123456789',
      publicUrl: options.publicUrl,
      now,
      randomId: () => `region${(regionSerial += 1).toString().padStart(4, '0')}`,
    }),
    settings: new SettingsDesk(createMemorySettingsStore(), Date.now),
    collections: new CollectionDesk({
      ...{ store: createMemoryCollectionStore(), media },
      hold: () => Promise.resolve(),
      limits: () => providers.map(({ limits }) => limits.maxReferences),
    }),
    presets: new PresetShelf({ store: createMemoryPresetStore(), media, operator: () => ({}) }),
    pictures: new PictureDesk({
      store: createMemoryPictureStore(generations),
      generations: {
        get: (id) => Promise.resolve(generations.get(id)),
        getMany: (ids) => Promise.resolve(ids.flatMap((id) => generations.get(id) ?? [])),
        findByPicture: async (pictureId) => {
          const found = await core.findByPicture(pictureId);
          return found && { generationId: found.generation.id, index: found.index };
        },
        transition: (id, decide) => {
          const wanted = decide(must(id));
          const kind = wanted ? 'changed' : 'unchanged';
          return Promise.resolve({ kind, generation: wanted ? change(id, wanted.next) : must(id) });
        },
      },
      ...{ media, request, now, logger: silentLogger },
      larger: ({ width, height }) =>
        resolutions.slice(resolutions.indexOf(resolutionOf({ width, height })) + 1),
    }),
    orders,
    callbacks,
    storeAway: false,
    get watchers() {
      return [...listeners.values()].reduce((sum, set) => sum + set.size, 0);
    },
    request,
    async retry({ generationId, requestKey, target }) {
      checkStore();
      const failed = must(generationId);
      if (failed.retriedAs) return { kind: 'duplicate', generation: must(failed.retriedAs) };
      if (statusOf(failed) !== 'failed') return { kind: 'refused', refusal: { code: 'not-found' } };
      const result = await request(orderOf(failed, requestKey, target));
      if (result.kind === 'accepted') change(generationId, { retriedAs: result.generation.id });
      return result;
    },
    again: ({ generationId, requestKey, target }) => request(orderOf(must(generationId), requestKey, target)),
    cancel({ userId, generationId, all }) {
      checkStore();
      const open = [...generations.values()]
        .filter(({ requester }) => requester.userId === userId)
        .filter((generation) => !isTerminal(statusOf(generation)))
        .filter(({ id }) => generationId === undefined || id === generationId)
        .reverse();
      const chosen = all ? open : open.slice(0, 1);
      const canceled = chosen.map(({ id }): CanceledGeneration => {
        const bought = must(id).parts.some(({ state }) => state !== 'waiting');
        const cancel = { cancelRequestedAt: now(), finishedAt: now() };
        const generation = bought ? change(id, cancel) : changeParts(id, () => ({ state: 'canceled', payment: noPayment }), cancel); // prettier-ignore
        return { generation, bought };
      });
      return Promise.resolve(canceled);
    },
    async get(id) {
      checkStore();
      const found = generations.get(id);
      return found?.deletedAt === undefined ? found : undefined;
    },
    findByMessage: () => Promise.resolve(undefined),
    async findByPicture(pictureId): Promise<FoundPicture | undefined> {
      checkStore();
      for (const generation of generations.values()) {
        const index = picturesOf(generation).findIndex(
          (picture) => picture.pictureId === pictureId && picture.deletedAt === undefined,
        );
        if (index >= 0) return { generation, index };
      }
      return undefined;
    },
    async history(userId, { before = Infinity, limit = 20 } = {}) {
      checkStore();
      return [...generations.values()]
        .filter(({ deletedAt }) => deletedAt === undefined)
        .filter(({ requester, createdAt }) => requester.userId === userId && createdAt < before)
        .reverse()
        .slice(0, limit);
    },
    async quota({ userId }): Promise<Quota> {
      checkStore();
      const own = [...generations.values()].filter(({ requester }) => requester.userId === userId);
      return {
        lines: [
          {
            scope: 'user',
            period: 'day',
            unit: 'images',
            used: own.reduce((sum, { request: { count } }) => sum + count, 0),
            limit: 50,
          },
          { scope: 'all', period: 'day', unit: 'microUsd', used: 250_000, limit: 5_000_000 },
        ],
        resetsAt: Math.ceil(now() / 86_400_000) * 86_400_000,
        monthResetsAt: Math.ceil(now() / 86_400_000) * 86_400_000 + 9 * 86_400_000,
        unfinished: own.filter((generation) => !isTerminal(statusOf(generation))).length,
        concurrentLimit: 3,
        queuedLimit: 10,
        ownKeys: (await core.ownKeys.list(userId)).map(({ gateway }) => gateway),
        assumedPrices: [],
        unknownPrices: [],
      };
    },
    position: (generation) => Promise.resolve(positionOf(generation)),
    progress: {
      of: (generation) => {
        if (isTerminal(statusOf(generation))) return Promise.resolve(undefined);
        const position = positionOf(generation);
        const percent = progress.get(generation.id);
        const isDrawn = statusOf(generation) !== 'queued';
        return Promise.resolve({
          stage: isDrawn ? 'drawing' : 'waiting',
          ...(position === undefined ? {} : { position }),
          ...(percent === undefined || !isDrawn ? {} : { progress: percent }),
        });
      },
    },
    providers: () => providers,
    watch(id, listener) {
      const set = listeners.get(id) ?? new Set();
      listeners.set(id, set.add(listener));
      return { stop: () => void set.delete(listener) };
    },
    receiveCallback(provider, secret, body) {
      callbacks.push({ provider, secret, body });
      return Promise.resolve();
    },
    isAdmin: () => false,
    refuseNext(refusal) {
      nextRefusal = refusal;
    },
    askPriceNext(microUsd) {
      nextPrice = microUsd;
    },
    start(id) {
      changeParts(id, () => ({ state: 'running' }), { startedAt: now() });
    },
    tellProgress(id, percent) {
      progress.set(id, percent);
      emit({ kind: 'generation', generation: must(id) });
    },
    async preview(id) {
      const { request: wanted, parts } = must(id);
      const jpeg = await drawPreview(wanted.prompt, sizeOf(parts[0]));
      emit({ kind: 'preview', generationId: id, jpeg });
    },
    async succeed(id) {
      const { request: wanted, parts, references } = must(id);
      const from = references[0] && (await media.localPath(references[0]));
      const images: GeneratedImage[] = [];
      for (let index = 0; index < wanted.count; index += 1) {
        const bytes = await drawPicture({ prompt: wanted.prompt, variant: index, ...sizeOf(parts[0]), from });
        const stored = await media.importResult({ kind: 'staged', image: await media.stage(bytes) });
        images.push({ ...stored, pictureId: `p${id.slice(1)}${'abcd'[index] ?? 'x'}` });
      }
      changeParts(
        id,
        ({ price, payment }) => ({
          state: 'succeeded',
          images,
          payment: {
            ...payment,
            capturedImages: images.length,
            capturedMicroUsd: (price.microUsdPerImage ?? 0) * images.length,
          },
        }),
        { finishedAt: now() },
      );
    },
    fail(id, code) {
      const error = { code, provider: must(id).parts[0]?.provider ?? 'sandbox', at: now() };
      changeParts(id, () => ({ state: 'failed', error, payment: noPayment }), { error, finishedAt: now() });
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
  return core;
}

/** A gateway as `Core.providers` shows it. */
export function sampleProvider(
  id: string,
  title: string,
  changes: Partial<ProviderSummary> = {},
): ProviderSummary {
  return {
    id,
    title,
    state: 'ok',
    priceAssumed: false,
    microUsdPerImage: id === 'sandbox' ? 0 : 12_000,
    limits: {
      maxReferences: 16,
      autoQuality: 'high',
      mask: true,
      maxCount: 4,
      needsPublicReferences: false,
      synchronous: false,
      callbacks: false,
      previews: true,
      pollBatchSize: 1,
      firstLookMs: 1000,
      lookMs: 1000,
      minLookMs: 1000,
      deadlineMs: 600_000,
      submitTimeoutMs: 330_000,
      ratios: ['auto', '1:1', '3:2', '2:3', '16:9', '9:16'],
      resolutions: ['1k', '2k', '4k'],
    },
    ...changes,
  };
}

const noPayment = {
  reservedImages: 0,
  reservedMicroUsd: 0,
  capturedImages: 0,
  capturedMicroUsd: 0,
  releasedImages: 0,
  releasedMicroUsd: 0,
};

function appliedOf(wanted: ImageRequest, pixels: PixelSize): AppliedParameters {
  const { ratio, resolution, quality, format, background } = wanted;
  return { ratio, resolution, quality, format, background, ...pixels };
}

function sizeOf(part: Part | undefined): { width: number; height: number } {
  // Small, so that tests are quick; the shape is right.
  const { width = 1024, height = 1024 } = part?.applied ?? {};
  const scale = Math.min(1, 1024 / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function orderOf(
  { requester, request, references, mask, parent }: Generation,
  requestKey: string,
  target: GenerationOrder['target'],
): GenerationOrder {
  return {
    requestKey,
    requester,
    target,
    request: {
      ...request,
      ...(request.size ? { size: `${request.size.width}x${request.size.height}` } : {}),
    },
    references: references.map((image) => ({ kind: 'stored', image })),
    ...(mask ? { mask: { kind: 'stored', image: mask } } : {}),
    ...(parent ? { parent } : {}),
  };
}

function refusalOf(issues: readonly { path: PropertyKey[] }[], order: GenerationOrder): Refusal {
  return {
    code: 'invalid-input',
    issues: issues.map(({ path }) => {
      const field = String(path[0]);
      const given = (order.request as Record<string, unknown>)[field];
      const allowed = { count: '1–4', quality: 'auto, low, medium, high' }[field];
      return {
        field,
        problem: 'not-allowed' as const,
        ...(given === undefined ? {} : { given: String(given) }),
        ...(allowed === undefined ? {} : { allowed }),
      };
    }),
  };
}

const unused = (): never => {
  throw new Error('Not used here');
};
const unusedIntake: Intake = {
  begin: unused,
  collect: unused,
  note: unused,
  finish: unused,
  withdraw: unused,
  serve: unused,
};
