import type { FastifyInstance } from 'fastify';
import type { Core } from '../../../core/core.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The language that the caller settled; undefined where the browser's own counts. */
    language: string | undefined;
  }
}

/** Knows in which language a caller of the API wants to be answered before any route runs. */
export function addCallerLanguage(app: FastifyInstance, core: Core): void {
  app.decorateRequest('language', undefined);
  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/api/') || !request.signedIn) return;
    // What the route itself needs of the store it asks for, and says so when it is away.
    const settled = await core.settings.personal(request.userId).catch(() => undefined);
    request.language = settled?.language;
  });
}
