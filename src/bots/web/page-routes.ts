import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { AccessGuard } from './access/access-guard.ts';

// prettier-ignore
const pagePolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", "connect-src 'self'",
  "manifest-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
].join('; ');

/** Where the built page lies: beside the built program, or in `dist` when the sources run. */
export function findPageDirectory(): string {
  const beside = fileURLToPath(new URL('./public/', import.meta.url));
  const built = fileURLToPath(new URL('../../../dist/public/', import.meta.url));
  return existsSync(join(beside, 'index.html')) ? beside : built;
}

/** The web chat: one page and its hashed files, which hold nothing of anybody's. */
export function addPageRoutes(
  app: FastifyInstance,
  options: { directory: string; guard: AccessGuard },
): void {
  const { directory, guard } = options;
  void app.register(fastifyStatic, { root: directory, serve: false });

  app.get('/', { config: { access: 'page' } }, (request, reply) => {
    if (request.signedIn) guard.recognise(request, reply);
    else reply.code(401);
    if (!existsSync(join(directory, 'index.html'))) {
      if (request.signedIn) reply.code(503);
      return reply.type('text/plain').send('The web chat is not built yet; run: npm run build\n');
    }
    return reply
      .header('content-security-policy', pagePolicy)
      .sendFile('index.html', { cacheControl: false });
  });

  app.get<{ Params: { '*': string } }>('/assets/*', { config: { access: 'unlocked' } }, (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, { maxAge: '1y', immutable: true }),
  );

  for (const name of ['favicon.svg', 'manifest.webmanifest']) {
    app.get(`/${name}`, { config: { access: 'unlocked' } }, (_request, reply) =>
      reply.sendFile(name, { maxAge: '1d' }),
    );
  }
}
