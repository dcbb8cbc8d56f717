import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { HttpProblem } from './api/http-problem.ts';

/** A stored file that a link opens. */
export interface LinkedFile {
  readonly path: string;
  readonly mediaType: string;
  readonly byteLength: number;
}

/** Checks `/media/<name>?<query>`; undefined for a forged, changed or expired link and for a file that is gone. */
export type OpenLink = (pathAndQuery: string) => Promise<LinkedFile | undefined>;

/** Signed, expiring links: the page's pictures, and references for gateways that take only URLs. */
export function addMediaRoute(app: FastifyInstance, openLink: OpenLink): void {
  app.get('/media/*', { config: { access: 'open' } }, async (request, reply) => {
    const file = await openLink(request.raw.url ?? '');
    if (!file) throw new HttpProblem('link-expired');
    reply.headers({
      'content-type': file.mediaType,
      'content-length': file.byteLength,
      // The name is a hash of the content, so what a link opens never changes.
      'cache-control': 'private, max-age=86400, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    return reply.send(createReadStream(file.path));
  });
}
