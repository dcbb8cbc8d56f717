import { AppError } from '../errors.ts';
import type { GenerationOrder, Refusal, RequestResult } from '../core.ts';
import { endOfPeriod, hasDollarLimit, kindOfPeriod } from '../ledger/scopes.ts';
import type { GenerationStore, ReservationRefusal } from '../ports/generation-store.ts';
import type { AppliedLimits, Limits } from '../ports/limits.ts';
import type { Logger } from '../ports/logger.ts';
import type { Media, StoredImage } from '../ports/media.ts';
import { planInputOf } from '../routing/plan-input.ts';
import { ownRoute } from '../own-key/own-route.ts';
import type { OwnRouting } from '../own-key/own-route.ts';
import type { Moderation } from '../ports/moderation.ts';
import type { Route, Router } from '../routing/router.ts';
import type { Generation } from './generation.ts';
import { imageRequestSchema, maxReferences } from './image-request.ts';
import type { ImageRequest } from './image-request.ts';
import { newGeneration } from './new-generation.ts';
import { requestIssues } from './request-issues.ts';

export interface RequestDependencies {
  readonly store: GenerationStore;
  readonly media: Media;
  readonly router: Router;
  /** Gateways that should not be asked at the moment, with whether waiting for them helps. */
  readonly unwell: () => Promise<ReadonlyMap<string, 'put-aside' | 'open' | 'probing'>>;
  /** Why this person's requests are not taken at the moment; undefined when they are. */
  readonly admission: (who: { userId: string; chatId: string }) => Promise<Refusal | undefined>;
  /** Rules about prompts, people and places; asked before anything is fetched or reserved. */
  readonly moderation: Pick<Moderation, 'judge'>;
  /** Keeps what is refused for its words, for its asker to put it in other words; resolves to its id. */
  readonly keepRefused?: (order: GenerationOrder, request: ImageRequest) => Promise<string | undefined>;
  /** False while what is bought could not be kept. */
  readonly hasRoom: () => Promise<boolean>;
  readonly takePlaces: (count: number) => Promise<number>;
  readonly limits: Pick<Limits, 'resolve'>;
  /** Absent where people bring no keys. */
  readonly own?: OwnRouting | undefined;
  /** Generations of a user that may be under way at once, where no tier says otherwise. */
  readonly userConcurrent: number;
  readonly publicAddress: boolean;
  readonly logger: Logger;
  readonly now: () => number;
  readonly randomId: () => string;
}

/** Validates, fetches the references, routes, reserves and queues. Nothing is bought here. */
export async function requestGeneration(
  order: GenerationOrder,
  deps: RequestDependencies,
  retryOf?: Generation,
): Promise<RequestResult> {
  try {
    const asked = await askStore(order, deps);
    if (asked.known) return { kind: 'duplicate', generation: asked.known };
    return await place({ order, asked, retryOf }, deps);
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', refusal: error.refusal };
    if (error instanceof AppError && error.code !== 'store-unavailable') {
      deps.logger.info(
        { requestKey: order.requestKey, code: error.code, error },
        'A request could not be accepted',
      );
      return { kind: 'refused', refusal: { code: error.code } };
    }
    throw error;
  }
}

/** What the store says about an order: nothing here waits for another answer, so it is asked in one write. */
interface Asked {
  /** Unix ms. */
  readonly at: number;
  readonly known: Generation | undefined;
  readonly refusal: Refusal | undefined;
  readonly keys: ReadonlyMap<string, boolean>;
  readonly limits: AppliedLimits;
  readonly unwell: Awaited<ReturnType<RequestDependencies['unwell']>>;
}

async function askStore(order: GenerationOrder, deps: RequestDependencies): Promise<Asked> {
  const { requester, requestKey } = order;
  const at = deps.now();
  const [known, refusal, keys = noKeys, limits, unwell] = await Promise.all([
    deps.store.findByRequestKey(requestKey),
    deps.admission(requester),
    deps.own?.keysOf(requester.userId),
    deps.limits.resolve(requester, at),
    deps.unwell(),
  ]);
  return { at, known, refusal, keys, limits, unwell };
}

/** Carries a refusal up to the use case's result. */
class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

async function place(
  { order, asked, retryOf }: { order: GenerationOrder; asked: Asked; retryOf: Generation | undefined },
  deps: RequestDependencies,
): Promise<RequestResult> {
  const { store, router } = deps;
  const { at, refusal, keys, limits, unwell } = asked;
  if (refusal) throw new Refused(refusal);
  const wanted = validated(order, router, keys);
  // A part has a picture at least; places that are not needed stay empty.
  const places = deps.takePlaces(wanted.count);
  // A refusal is told all the same.
  places.catch(() => undefined);
  const verdict = await deps.moderation.judge(order.requester, wanted);
  if (verdict.kind === 'refused') {
    const { refusal: why } = verdict;
    const orderId = aboutWords.has(why.code) ? await deps.keepRefused?.(order, wanted) : undefined;
    throw new Refused({ ...why, ...(orderId === undefined ? {} : { orderId }) });
  }
  const request: ImageRequest = verdict.spoiler ? { ...wanted, spoiler: true } : wanted;
  if (!(await deps.hasRoom())) throw new Refused({ code: 'store-unavailable' });
  const { references, mask } = await fetchImages(order, deps);
  await store.holdMedia([...references, ...(mask ? [mask] : [])].map(({ sha256 }) => sha256));
  const parent = order.parent && (await store.get(order.parent.generationId));
  const own = routeOfOwn({ request, references, mask }, keys, deps);
  const route = own ?? choose({ request, references, mask, limits, unwell }, deps);
  const counted = own ? ownCounters(limits) : limits;
  const generation = newGeneration({
    id: deps.randomId(),
    requestKey: order.requestKey,
    requester: order.requester,
    target: order.target,
    request,
    references,
    ...(mask ? { mask } : {}),
    ...(order.parent ? { parent: order.parent } : {}),
    pictureVersion: parent ? parent.pictureVersion + 1 : 1,
    ...(retryOf ? { retryOf: retryOf.id } : {}),
    route,
    firstPlace: await places,
    ...(own ? { payer: 'own-key' } : {}),
    scopes: counted.scopes,
    ...(limits.confirmAboveMicroUsd === undefined
      ? {}
      : { confirmAboveMicroUsd: limits.confirmAboveMicroUsd }),
    now: at,
  });
  const { userId, chatId } = order.requester;
  const created = await store.create(generation, counted.limits, {
    unfinished: limits.concurrent + limits.queued,
    ...(limits.concurrent === deps.userConcurrent ? {} : { concurrent: limits.concurrent }),
  });
  if (created.kind === 'duplicate') return created;
  if (created.kind === 'refused') return { kind: 'refused', refusal: refusalOf(created.refusal, at, limits) };
  deps.logger.info(
    { generationId: generation.id, userId, chatId, provider: route.provider.id, count: request.count },
    'Generation accepted',
  );
  return { kind: 'accepted', generation, position: await store.position(generation) };
}

/** Refusals after which other words may be what helps. */
const aboutWords = new Set<string>(['refused-by-rules', 'refused-by-check', 'age-restricted']);

const noKeys: ReadonlyMap<string, boolean> = new Map();

function validated(order: GenerationOrder, router: Router, keys: ReadonlyMap<string, boolean>): ImageRequest {
  const parsed = imageRequestSchema.safeParse(order.request);
  if (!parsed.success) {
    throw new Refused({ code: 'invalid-input', issues: requestIssues(parsed.error, { ...order.request }) });
  }
  const request = parsed.data;
  if (request.provider !== undefined && !router.provider(request.provider) && !keys.has(request.provider)) {
    const allowed = [...new Set([...router.providers.map(({ id }) => id), ...keys.keys()])].join(' ');
    const issue = { field: 'provider', problem: 'not-allowed', allowed, given: request.provider } as const;
    throw new Refused({ code: 'invalid-input', issues: [issue] });
  }
  if (order.mask && (order.references ?? []).length === 0) {
    throw new Refused({ code: 'invalid-input', issues: [{ field: 'image', problem: 'required' }] });
  }
  if ((order.references ?? []).length > maxReferences) {
    const issue = { field: 'image', problem: 'out-of-range', allowed: `0–${maxReferences}` } as const;
    throw new Refused({ code: 'invalid-input', issues: [issue] });
  }
  return request;
}

/** What a gateway is chosen for. */
interface Wish {
  readonly request: ImageRequest;
  readonly references: readonly StoredImage[];
  readonly mask: StoredImage | undefined;
  readonly limits: AppliedLimits;
  readonly unwell: Awaited<ReturnType<RequestDependencies['unwell']>>;
}

async function fetchImages(
  order: GenerationOrder,
  { media }: RequestDependencies,
): Promise<{ references: readonly StoredImage[]; mask: StoredImage | undefined }> {
  try {
    const references = await Promise.all(
      (order.references ?? []).map((source) => media.importReference(source)),
    );
    const first = references[0];
    const mask = order.mask && first ? await media.importMask(order.mask, first) : undefined;
    return { references, mask };
  } catch (error) {
    // The disk, not the record of what was asked: waiting for it is no use to the asker.
    if (error instanceof AppError && error.code === 'store-unavailable')
      throw new Refused({ code: error.code });
    throw error;
  }
}

function choose(
  { request, references, mask, limits, unwell }: Wish,
  deps: Pick<RequestDependencies, 'router' | 'publicAddress'>,
): Route {
  keepToTier(request, limits);
  const { input, ratioOpen } = planInputOf(request, references, {
    mask: mask !== undefined,
    publicAddress: deps.publicAddress,
  });
  const named = request.provider === undefined ? {} : { named: request.provider };
  const isExcluded = (id: string): boolean => unwell.has(id) && id !== request.provider;
  const closed = deps.router.providers.filter(({ id }) => !(limits.gateways?.includes(id) ?? true));
  const excluded = new Set(closed.map(({ id }) => id));
  const all = deps.router.routes({ input, ratioOpen, excluded, ...named });
  if (all.routes.length === 0) {
    // Every gateway lacks something; the need that most of them lack is the one to name.
    const [first] = all.unable;
    const unable = all.unable.has('resolution') ? 'resolution' : first;
    throw new Refused({ code: 'no-provider', ...(unable ? { unable } : {}) });
  }
  const affordable = all.routes.filter(
    ({ price }) => price.microUsdPerImage !== undefined || !hasDollarLimit(limits.limits),
  );
  if (affordable.length === 0) throw new Refused({ code: 'no-provider', unable: 'price-unknown' });
  const well = affordable.find(({ provider }) => !isExcluded(provider.id));
  // One that failed lately is waited for; one that refused our key is not.
  const waited = affordable.find(({ provider }) => unwell.get(provider.id) !== 'put-aside');
  const route = well ?? waited;
  if (!route) throw new Refused({ code: 'no-provider', unable: 'unavailable' });
  return route;
}

/** The route that the asker's own key pays, if any. @throws Refused where their key can no longer be read */
function routeOfOwn(
  { request, references, mask }: Pick<Wish, 'request' | 'references' | 'mask'>,
  keys: ReadonlyMap<string, boolean>,
  { own, publicAddress }: RequestDependencies,
): Route | undefined {
  if (!own) return undefined;
  const wanted = { request, references, mask: mask !== undefined, publicAddress };
  const route = ownRoute(wanted, keys, own.router);
  if (route && keys.get(route.provider.id) !== true) throw new Refused({ code: 'own-key-unreadable' });
  return route;
}

/** The asker's own limits on pictures hold whoever pays; nobody else's counter moves, and no dollars do. */
function ownCounters({ scopes, limits }: AppliedLimits): Pick<AppliedLimits, 'scopes' | 'limits'> {
  return {
    scopes: scopes.filter(({ kind }) => kind === 'user'),
    limits: limits.flatMap(({ scope, images }) =>
      scope.kind === 'user' && images !== undefined ? [{ scope, images }] : [],
    ),
  };
}

/** @throws Refused where the asker's tier does not allow the gateway or the quality that they name */
function keepToTier({ provider, quality }: ImageRequest, { gateways, qualities }: AppliedLimits): void {
  const issues = [
    ...(provider !== undefined && gateways && !gateways.includes(provider)
      ? [{ field: 'provider', problem: 'not-allowed', allowed: gateways.join(' '), given: provider } as const]
      : []),
    ...(qualities && !qualities.includes(quality)
      ? [{ field: 'quality', problem: 'not-allowed', allowed: qualities.join(' '), given: quality } as const]
      : []),
  ];
  if (issues.length > 0) throw new Refused({ code: 'invalid-input', issues });
}

function refusalOf(refusal: ReservationRefusal, at: number, { queued }: AppliedLimits): Refusal {
  if (refusal.kind === 'queue-full') {
    return {
      code: 'queue-full',
      limit: { scope: 'user', unit: 'waiting', limit: queued, left: 0 },
    };
  }
  const { scope, unit, limit, left } = refusal;
  const period = kindOfPeriod(scope.period);
  return {
    code: 'quota-exceeded',
    limit: { scope: scope.kind, unit, period, limit, left, retryAt: endOfPeriod(period, at) },
  };
}
