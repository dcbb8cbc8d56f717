import fastifyMultipart from '@fastify/multipart';
import type { Core } from '../../core/core.ts';
import { addAdminRoutes } from './api/admin-routes.ts';
import { addAccountRoutes } from './api/account-routes.ts';
import { addEventRoutes } from './api/event-routes.ts';
import { addGenerationRoutes } from './api/generation-routes.ts';
import { createGenerationViewer } from './api/generation-viewer.ts';
import { addHelperRoutes } from './api/helper-routes.ts';
import { addPictureRoutes } from './api/picture-routes.ts';
import { addKeyRoutes } from './api/key-routes.ts';
import { addCallerLanguage } from './api/caller-language.ts';
import { addSettingsRoutes } from './api/settings-routes.ts';
import { addPrivacyRoutes } from './api/privacy-routes.ts';
import { addExportRoute } from './export-route.ts';
import { addHookRoute } from './hook-route.ts';
import { addMediaRoute, type OpenLink } from './media-route.ts';
import type { PageLaunch } from './region/page-launch.ts';
import { addRegionRoutes } from './region/region-routes.ts';
import { addPageRoutes, findPageDirectory } from './page-routes.ts';
import type { FastifyInstance } from 'fastify';
import type { Logger } from '../../core/ports/logger.ts';
import type { AccessGuard } from './access/access-guard.ts';

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

interface WebParts extends WebOptions {
  /** The internet reaches this program: links for people can be served. */
  readonly isPublic: boolean;
  readonly guard: AccessGuard;
  readonly logger: Logger;
  readonly now: () => number;
  readonly randomId: () => string;
}

/** Loaded only where the role runs. */
export async function addWebRoutes(app: FastifyInstance, parts: WebParts): Promise<void> {
  const { core, openLink, guard, logger, now, randomId, tickMs, launch } = parts;
  const directory = parts.pageDirectory ?? findPageDirectory();
  const viewer = createGenerationViewer(core, now);

  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  await app.register(fastifyMultipart, { throwFileSizeLimit: false });
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
