import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Core } from '../../../core/core.ts';
import { createTranslator } from '../../shared/messages.ts';
import { forgottenText, isEmpty, summaryLines } from '../../shared/privacy-text.ts';
import { localeOf } from './generation-routes.ts';
import { HttpProblem } from './http-problem.ts';
import type { PrivacyView } from './privacy-view.ts';

const confirmation = z.object({ confirm: z.literal('delete') });

/** What is stored about the caller: shown, exported, deleted. */
export function addPrivacyRoutes(app: FastifyInstance, { core }: { readonly core: Core }): void {
  app.get('/api/privacy', async (request): Promise<PrivacyView> => {
    const summary = await core.privacy.summary(request.userId);
    return {
      lines: summaryLines(summary, createTranslator(localeOf(request))),
      empty: isEmpty(summary),
    };
  });

  /** A zip file, written while it is sent. */
  app.get('/api/privacy/export', async (request, reply) => {
    reply.headers({
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="limner-export.zip"',
    });
    return reply.send(core.privacy.archive(request.userId));
  });

  /** Body `{ "confirm": "delete" }`. `{ message, requests, pictures, later }`: what was deleted, and what is still to be. */
  app.delete('/api/privacy', async (request) => {
    if (!confirmation.safeParse(request.body).success) throw new HttpProblem('malformed');
    const forgotten = await core.privacy.forget(request.userId);
    return { ...forgotten, message: forgottenText(forgotten, createTranslator(localeOf(request))) };
  });
}
