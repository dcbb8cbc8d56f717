import type { FastifyInstance } from 'fastify';
import type { Core } from '../../core/core.ts';
import { HttpProblem } from './api/http-problem.ts';

/** Exports behind links that a bot gave to one person: the link's signature is the right to fetch this one file. */
export function addExportRoute(app: FastifyInstance, core: Core): void {
  app.get<{ Params: { token: string } }>(
    '/export/:token',
    { config: { access: 'open' } },
    async (request, reply) => {
      const file = await core.privacy.openExport(request.params.token);
      if (!file) throw new HttpProblem('link-expired');
      reply.headers({
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${file.name}"`,
        // The address is the key: it must stand in no cache, and no other site may learn it.
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      });
      return reply.send(file.open());
    },
  );
}
