import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Core, RequestResult } from '../../../core/core.ts';
import { AppError } from '../../../core/errors.ts';
import { type Generation, picturesOf, type Requester } from '../../../core/generation/generation.ts';
import type { ImageSource } from '../../../core/ports/media.ts';
import type { DeliveryTarget } from '../../../core/ports/delivery-channel.ts';
import { acceptedLocale } from './accepted-locale.ts';
import type { GenerationViewer } from './generation-viewer.ts';
import { historyPage } from './history-page.ts';
import { RefusedRequest } from './http-problem.ts';
import { discardAll, maxBodyBytes, readOrder, type WebOrder } from './read-order.ts';

export interface GenerationRoutesOptions {
  readonly core: Core;
  readonly viewer: GenerationViewer;
  readonly randomId: () => string;
}

interface PageQuery {
  Querystring: { before?: string | string[]; limit?: string | string[] };
}

interface ById {
  Params: { id: string };
}

const defaultPage = 20;
const maxPage = 100;

/** Asking for pictures, looking at them, withdrawing, trying again. */
export function addGenerationRoutes(app: FastifyInstance, options: GenerationRoutesOptions): void {
  const { core, viewer, randomId } = options;

  /** 202 `{ id }`; the same Idempotency-Key gives the same id. */
  app.post('/api/generations', { bodyLimit: maxBodyBytes }, async (request, reply) => {
    const requestKey = requestKeyOf(request, randomId);
    const order = await readOrder(request, core.media);
    try {
      const result = await core.request({
        requestKey,
        requester: requesterOf(request),
        target: targetOf(request),
        ...(await withOwnPictures(order, request.userId)),
      });
      return reply.code(202).send(accepted(result));
    } finally {
      await discardAll(order.staged, core.media);
    }
  });

  app.get<ById>('/api/generations/:id', async (request) => {
    const generation = await ownGeneration(core, request.params.id, request.userId);
    return viewer.view(generation, localeOf(request));
  });

  /** `{ generations, before? }`, newest first; `before` (an id, or Unix milliseconds) asks for the next page. */
  app.get<PageQuery>('/api/generations', async (request) => {
    const limit = wholeNumber(lastOf(request.query.limit), 'limit', maxPage) ?? defaultPage;
    const before = lastOf(request.query.before);
    const page = await historyPage(core, { userId: request.userId, before, limit });
    const locale = localeOf(request);
    const generations = await Promise.all(page.generations.map((one) => viewer.view(one, locale)));
    return { ...page, generations };
  });

  /** The generation as it is afterwards, with `canceled` and whether it was `bought` already. */
  app.delete<ById>('/api/generations/:id', async (request) => {
    const { id } = await ownGeneration(core, request.params.id, request.userId);
    const [withdrawn] = await core.cancel({ userId: request.userId, generationId: id });
    const generation = await ownGeneration(core, id, request.userId);
    const view = await viewer.view(generation, localeOf(request));
    return { ...view, canceled: withdrawn !== undefined, bought: withdrawn?.bought ?? false };
  });

  app.post<ById>('/api/generations/:id/retry', async (request, reply) => {
    const { id } = await ownGeneration(core, request.params.id, request.userId);
    const result = await core.retry({
      generationId: id,
      userId: request.userId,
      requestKey: requestKeyOf(request, randomId),
      target: targetOf(request),
    });
    return reply.code(202).send(accepted(result));
  });

  /** Agrees to the price that `confirm` tells. The generation as it is afterwards; agreed twice is agreed once. */
  app.post<ById>('/api/generations/:id/confirm', async (request) => {
    const { id } = await ownGeneration(core, request.params.id, request.userId);
    const result = await core.confirmations.confirm({ generationId: id, userId: request.userId });
    if (result.kind === 'refused') throw new RefusedRequest({ code: result.code });
    return viewer.view(result.generation, localeOf(request));
  });

  app.post<ById>('/api/generations/:id/again', async (request, reply) => {
    const { id } = await ownGeneration(core, request.params.id, request.userId);
    const result = await core.again({
      generationId: id,
      requester: requesterOf(request),
      requestKey: requestKeyOf(request, randomId),
      target: targetOf(request),
    });
    return reply.code(202).send(accepted(result));
  });

  /** A picture of ours to work on comes first among the references; all of ours come as their stored originals. */
  async function withOwnPictures({ request, references, mask, parentId }: WebOrder, userId: string) {
    const sources = await Promise.all(
      references.map((one) => (one.kind === 'picture' ? originalOf(one.id, userId) : one)),
    );
    const order = { request, references: sources, ...(mask ? { mask } : {}) };
    if (parentId === undefined) return order;
    const found = await core.findByPicture(parentId);
    const picture = found && picturesOf(found.generation)[found.index];
    if (!picture || found.generation.requester.userId !== userId) throw notFound();
    return {
      ...order,
      references: [{ kind: 'stored', image: picture } as const, ...sources],
      parent: { generationId: found.generation.id, index: found.index },
    };
  }

  async function originalOf(pictureId: string, userId: string): Promise<ImageSource> {
    const found = await core.pictures.mine(userId, pictureId);
    const image = found && picturesOf(found.generation)[found.index];
    if (!image) throw notFound();
    return { kind: 'stored', image };
  }
}

/** @throws AppError `not-found`, also for somebody else's: ids tell nothing about others */
export async function ownGeneration(core: Core, id: string, userId: string): Promise<Generation> {
  const generation = await core.get(id);
  if (generation?.requester.userId !== userId) throw notFound();
  return generation;
}

export function localeOf(request: FastifyRequest): string {
  return request.language ?? acceptedLocale(request.headers['accept-language']);
}

function notFound(): AppError {
  return new AppError('No such generation of this user', { code: 'not-found' });
}

export function accepted(result: RequestResult): { id: string } {
  if (result.kind === 'refused') throw new RefusedRequest(result.refusal);
  return { id: result.generation.id };
}

export function requesterOf(request: FastifyRequest): Requester {
  return { userId: request.userId, chatId: request.userId, locale: localeOf(request) };
}

export function targetOf(request: FastifyRequest): DeliveryTarget {
  return { platform: 'web', address: { userId: request.userId } };
}

/** Bound to the user, so that nobody's key finds somebody else's generation. */
export function requestKeyOf(request: FastifyRequest, randomId: () => string): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') return `${request.userId}:${randomId()}`;
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,200}$/.test(key)) {
    const issue = {
      field: 'Idempotency-Key',
      problem: 'not-allowed',
      allowed: '1–200 ASCII characters',
    } as const;
    throw new RefusedRequest({ code: 'invalid-input', issues: [issue] });
  }
  return `${request.userId}:key:${key}`;
}

/** Of a parameter that is given several times, the last counts. */
function lastOf(given: string | string[] | undefined): string | undefined {
  return [given].flat().at(-1);
}

function wholeNumber(text: string | undefined, field: string, max: number): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= max) return value;
  const issue = { field, problem: 'out-of-range', allowed: `1–${max}`, given: text.slice(0, 40) } as const;
  throw new RefusedRequest({ code: 'invalid-input', issues: [issue] });
}
