import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import createFastify, { type FastifyInstance } from 'fastify';
import type { Core } from '../../core/core.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { type AccessGuard, guardAccess } from './access/access-guard.ts';
import type { PlatformHook } from '../shared/platform-hook.ts';
import { addAdminRoutes } from './api/admin-routes.ts';
import { addAccountRoutes } from './api/account-routes.ts';
import { createErrorHandler } from './api/error-reply.ts';
import { addEventRoutes } from './api/event-routes.ts';
import { addGenerationRoutes } from './api/generation-routes.ts';
import { createGenerationViewer } from './api/generation-viewer.ts';
import { addHelperRoutes } from './api/helper-routes.ts';
import { HttpProblem } from './api/http-problem.ts';
import { addPictureRoutes } from './api/picture-routes.ts';
import { addKeyRoutes } from './api/key-routes.ts';
import { addCallerLanguage } from './api/caller-language.ts';
import { addSettingsRoutes } from './api/settings-routes.ts';
import { addPrivacyRoutes } from './api/privacy-routes.ts';
import { addExportRoute } from './export-route.ts';
import { closeUnused } from './close-unused.ts';
import { addHookRoute } from './hook-route.ts';
import { addMediaRoute, type OpenLink } from './media-route.ts';
import type { PageLaunch } from './region/page-launch.ts';
import { addRegionRoutes } from './region/region-routes.ts';
import { addPageRoutes, findPageDirectory } from './page-routes.ts';
import { addPlatformHookRoutes } from './platform-hook-routes.ts';
import { addProbeRoutes, type ProbeOptions } from './probe-routes.ts';

/** What the role `web` adds: the chat, its API, links and callbacks. */
export interface WebOptions {
  readonly core: Core;
  readonly openLink: OpenLink;
  /** What users read for a gateway's id. Default: the id. */
  readonly providerTitle?: (id: string) => string;
  /** Folder of the built page. Default: found beside the program. */
  readonly pageDirectory?: string;
  /** How often followers of a waiting generation learn its place, milliseconds. Default 3,000. */
  readonly tickMs?: number;
  /** A chat app that opens the painter of regions inside itself. */
  readonly launch?: PageLaunch;
}

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
  await app.register(fastifyMultipart, { throwFileSizeLimit: false });
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
  if (web) addWebRoutes(app, { ...web, guard, logger, now, randomId, isPublic: publicUrl !== undefined });

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

interface WebParts extends WebOptions {
  /** The internet reaches this program: links for people can be served. */
  readonly isPublic: boolean;
  readonly guard: AccessGuard;
  readonly logger: Logger;
  readonly now: () => number;
  readonly randomId: () => string;
}

function addWebRoutes(app: FastifyInstance, parts: WebParts): void {
  const { core, openLink, guard, logger, now, randomId, tickMs, launch } = parts;
  const directory = parts.pageDirectory ?? findPageDirectory();
  const viewer = createGenerationViewer(core, now);

  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  addCallerLanguage(app, core);
  addPageRoutes(app, { directory, guard });
  addGenerationRoutes(app, { core, viewer, randomId });
  addEventRoutes(app, { core, viewer, logger, ...(tickMs === undefined ? {} : { tickMs }) });
  addPictureRoutes(app, { core, viewer, randomId });
  addAccountRoutes(app, { core, guard });
  addHelperRoutes(app, { core, randomId });
  addPrivacyRoutes(app, { core });
  addKeyRoutes(app, { core, providerTitle: parts.providerTitle });
  addSettingsRoutes(app, { core });
  addAdminRoutes(app, { core, now, randomId });
  addExportRoute(app, core);
  addMediaRoute(app, openLink);
  addHookRoute(app, { core, logger });
  if (parts.isPublic) addRegionRoutes(app, { core, directory, ...(launch ? { launch } : {}) });
}
