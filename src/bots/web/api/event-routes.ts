import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Core } from '../../../core/core.ts';
import type { Generation } from '../../../core/generation/generation.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { openEventStream } from './event-stream.ts';
import { followGenerations } from './follow-generations.ts';
import { localeOf, ownGeneration } from './generation-routes.ts';
import type { GenerationViewer } from './generation-viewer.ts';
import { RefusedRequest } from './http-problem.ts';

export interface EventRoutesOptions {
  readonly core: Core;
  readonly viewer: GenerationViewer;
  readonly logger: Logger;
  /** Milliseconds between looks at the place in line. Default 3,000. */
  readonly tickMs?: number;
}

const maxFollowed = 50;
/** A HEAD of a stream would never end. */
const streaming = { exposeHeadRoute: false };

/**
 * Server-sent events: `generation` (what GET gives) on every change, `preview` (`{ id, image }`, a data URI). A stream
 * begins with the present state and ends when everything it follows has ended.
 */
export function addEventRoutes(app: FastifyInstance, options: EventRoutesOptions): void {
  const { core, viewer, logger, tickMs = 3_000 } = options;
  const running = new Set<{ stop(): void }>();

  app.get<{ Params: { id: string } }>('/api/generations/:id/events', streaming, async (request, reply) => {
    const generation = await ownGeneration(core, request.params.id, request.userId);
    follow([generation], request, reply);
  });

  /** Several in one connection (`?id=…&id=…`): a browser opens only six to one host. */
  app.get<{ Querystring: { id?: string | string[] } }>('/api/events', streaming, async (request, reply) => {
    const ids = [...new Set([request.query.id ?? []].flat())];
    if (ids.length === 0 || ids.length > maxFollowed) {
      const issue = { field: 'id', problem: 'out-of-range', allowed: `1–${maxFollowed}`, given: `${ids.length}` } as const; // prettier-ignore
      throw new RefusedRequest({ code: 'invalid-input', issues: [issue] });
    }
    const generations = await Promise.all(ids.map((id) => ownGeneration(core, id, request.userId)));
    follow(generations, request, reply);
  });

  app.addHook('preClose', (done) => {
    for (const { stop } of running) stop();
    done();
  });

  function follow(generations: readonly Generation[], request: FastifyRequest, reply: FastifyReply): void {
    const headers = Object.fromEntries(
      Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]),
    );
    reply.hijack();
    const stream = openEventStream(reply.raw, headers);
    const following = followGenerations(generations, stream, { core, viewer, logger, locale: localeOf(request), tickMs }); // prettier-ignore
    running.add(following);
    reply.raw.once('close', () => {
      running.delete(following);
      following.stop();
    });
  }
}
