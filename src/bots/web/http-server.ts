import fastifyCookie from '@fastify/cookie';
import createFastify from 'fastify';
import type { Logger } from '../../core/ports/logger.ts';
import { guardAccess } from './access/access-guard.ts';
import type { PlatformHook } from '../shared/platform-hook.ts';
import { createErrorHandler } from './api/error-reply.ts';
import { HttpProblem } from './api/http-problem.ts';
import { closeUnused } from './close-unused.ts';
import { addPlatformHookRoutes } from './platform-hook-routes.ts';
import { addProbeRoutes, type ProbeOptions } from './probe-routes.ts';
import type { WebOptions } from './web-routes.ts';

export interface HttpServerOptions extends ProbeOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly publicUrl?: string;
  /** Absent: chat, API and metrics answer on this machine only. */
  readonly password?: string;
  readonly secretKey: string;
  /** What platforms deliver over HTTP; served in every process that receives for one. */
  readonly hooks?: readonly PlatformHook[];
  /** Absent in a process without the role `web`. */
  readonly web?: WebOptions;
  readonly logger: Logger;
  readonly now: () => number;
  /** Unguessable, of letters, digits, `-` and `_`: it names users. */
  readonly randomId: () => string;
  readonly patience?: Partial<Patience>;
}

/** How long a slow client is waited for, milliseconds. */
export interface Patience {
  /** For the whole header (15,000). */
  readonly headersMs: number;
  /** For a whole request; a body of 64 MB over a slow line takes a while (180,000). */
  readonly requestMs: number;
  /** Between two pieces (60,000). */
  readonly idleMs: number;
  /** How often the first two are looked at (5,000). */
  readonly everyMs: number;
}

const usualPatience: Patience = { headersMs: 15_000, requestMs: 180_000, idleMs: 60_000, everyMs: 5_000 };

export interface HttpServer {
  /** Resolves with where it listens, for example `http://127.0.0.1:3000`. Rejects when the port is taken. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Ends event streams, lets answers in progress finish, then closes. */
  close(): Promise<void>;
}

/** The one HTTP listener of a process. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { host, port, publicUrl, password, secretKey, web, logger, now, randomId } = options;
  const patience = { ...usualPatience, ...options.patience };
  const app = createFastify({
    bodyLimit: 64 * 1024,
    requestTimeout: patience.requestMs,
    connectionTimeout: patience.idleMs,
    keepAliveTimeout: 30_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: true,
    http: {
      headersTimeout: patience.headersMs,
      connectionsCheckingInterval: patience.everyMs,
      maxHeaderSize: 16 * 1024,
    },
    // The framework refuses a URL it cannot decode before any hook runs; the answer is the same as for other nonsense.
    frameworkErrors: (error, request, reply) =>
      void createErrorHandler({ logger, now })(error, request, reply),
  });

  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Many clients announce JSON and send nothing where there is nothing to say.
    if (body === '') done(null, undefined);
    else parseJson(request, body.toString(), done);
  });
  await app.register(fastifyCookie);
  app.setErrorHandler(createErrorHandler({ logger, now }));
  app.setNotFoundHandler(() => {
    throw new HttpProblem('route-not-found');
  });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders);
    done();
  });
  closeUnused(app);
  const guard = guardAccess(app, { password, publicUrl, secretKey, now, randomId });

  addProbeRoutes(app, options);
  addPlatformHookRoutes(app, options.hooks ?? []);
  if (web) {
    const { addWebRoutes } = await import('./web-routes.ts');
    await addWebRoutes(app, { ...web, guard, logger, now, randomId, isPublic: publicUrl !== undefined });
  }

  return {
    async listen() {
      const url = await app.listen({ host, port });
      const address = app.server.address();
      return { url, port: typeof address === 'object' && address ? address.port : port };
    },
    close: () => app.close(),
  };
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
