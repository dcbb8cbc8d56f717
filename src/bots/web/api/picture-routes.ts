import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Core, FoundPicture } from '../../../core/core.ts';
import { AppError } from '../../../core/errors.ts';
import { picturesOf } from '../../../core/generation/generation.ts';
import type { PageWish } from '../../../core/ports/pictures.ts';
import { accepted, localeOf, requesterOf, requestKeyOf, targetOf } from './generation-routes.ts';
import type { GenerationViewer } from './generation-viewer.ts';
import { HttpProblem } from './http-problem.ts';

interface ById {
  Params: { id: string };
}

interface Page {
  Querystring: { favourites?: string; older?: string; newer?: string; limit?: string };
}

const variationSchema = z.union([
  z.object({ variation: z.enum(['subtle', 'strong']) }),
  z.object({ variation: z.literal('larger'), resolution: z.enum(['2k', '4k']) }),
]);
const limitSchema = z.coerce.number().int().min(1).max(100).default(20);

/** The caller's pictures by their short ids: page by page, favourites, variations, deletion. */
export function addPictureRoutes(
  app: FastifyInstance,
  options: { readonly core: Core; readonly viewer: GenerationViewer; readonly randomId: () => string },
): void {
  const { core, viewer, randomId } = options;

  /** `{ pictures: [{ id, index, isFavourite, generation }], hasNewer, hasOlder }`, newest first. */
  app.get<Page>('/api/pictures', async (request) => {
    const { favourites, older, newer, limit } = request.query;
    const parsed = limitSchema.safeParse(limit);
    if (!parsed.success) throw new HttpProblem('malformed');
    const from = await cursor(request.userId, older, newer);
    const page = await core.pictures.page({
      userId: request.userId,
      limit: parsed.data,
      favourites: favourites === '1',
      ...(from ? { from } : {}),
    });
    const pictures = await Promise.all(
      page.entries.map(async ({ generation, index, isFavourite }) => {
        const view = await viewer.view(generation, localeOf(request));
        return { id: view.images.find((image) => image.index === index)?.id, index, isFavourite, generation: view }; // prettier-ignore
      }),
    );
    return { pictures, hasNewer: page.hasNewer, hasOlder: page.hasOlder };
  });

  /** The newest generation with a picture. */
  app.get('/api/pictures/latest', async (request) => {
    const generation = await core.pictures.latest(request.userId);
    if (!generation) throw notFound();
    return viewer.view(generation, localeOf(request));
  });

  /** `{ index, generation }`; 404 alike for an unknown id and somebody else's. */
  app.get<ById>('/api/pictures/:id', async (request) => {
    const { generation, index } = await mine(request.userId, request.params.id);
    return { index, generation: await viewer.view(generation, localeOf(request)) };
  });

  /** A WebP of 512 pixels on the longer edge, at most 512 KB: for chats a sticker, for pages a thumbnail. */
  app.get<ById>('/api/pictures/:id/sticker', async (request, reply) => {
    const { generation, index } = await mine(request.userId, request.params.id);
    const image = picturesOf(generation)[index];
    if (!image || !(await core.media.exists(image))) throw notFound();
    const bytes = await core.media.sticker(image);
    // What an id stands for never changes.
    return reply.type('image/webp').header('cache-control', 'private, max-age=604800, immutable').send(bytes);
  });

  for (const [method, wanted] of [
    ['PUT', true],
    ['DELETE', false],
  ] as const) {
    /** Keeps it among the favourites, or takes it out: `{ isFavourite }`. */
    app.route<ById>({
      method,
      url: '/api/pictures/:id/favourite',
      handler: async (request) => {
        const picture = refOf(await mine(request.userId, request.params.id));
        return { isFavourite: await core.pictures.setFavourite(request.userId, picture, wanted) };
      },
    });
  }

  /** Body `{ variation: subtle | strong }` or `{ variation: larger, resolution: 2k | 4k }`; 202 `{ id }`. */
  app.post<ById>('/api/pictures/:id/vary', async (request, reply) => {
    const parsed = variationSchema.safeParse(request.body);
    if (!parsed.success) throw new HttpProblem('malformed');
    const source = refOf(await mine(request.userId, request.params.id));
    const result = await core.pictures.vary({
      ...parsed.data,
      source,
      requester: requesterOf(request),
      target: targetOf(request),
      requestKey: requestKeyOf(request, randomId),
    });
    return reply.code(202).send(accepted(result));
  });

  /** Tells the admins of it, once: `{ told: told | told-before }`. */
  app.post<ById>('/api/pictures/:id/report', async (request) => {
    const picture = refOf(await mine(request.userId, request.params.id));
    const told = await core.moderation.report({ ...picture, reporter: requesterOf(request) });
    if (told === 'gone') throw notFound();
    return { told };
  });

  /** `{ isWhole }`: whether its request went with it, because nothing of it is left. What was paid stays counted. */
  app.delete<ById>('/api/pictures/:id', async (request) => {
    const { generationId, index } = refOf(await mine(request.userId, request.params.id));
    const result = await core.pictures.delete({ userId: request.userId, generationId, index });
    if (result.kind !== 'deleted') throw notFound();
    return { isWhole: result.isWhole };
  });

  async function mine(userId: string, pictureId: string): Promise<FoundPicture> {
    const found = await core.pictures.mine(userId, pictureId);
    if (!found) throw notFound();
    return found;
  }

  async function cursor(
    userId: string,
    older: string | undefined,
    newer: string | undefined,
  ): Promise<PageWish['from']> {
    const id = older ?? newer;
    if (id === undefined) return undefined;
    const picture = refOf(await mine(userId, id));
    return { picture, direction: older === undefined ? 'newer' : 'older' };
  }
}

function refOf({ generation, index }: FoundPicture): { generationId: string; index: number } {
  return { generationId: generation.id, index };
}

function notFound(): AppError {
  return new AppError('No such picture of this user', { code: 'not-found' });
}
