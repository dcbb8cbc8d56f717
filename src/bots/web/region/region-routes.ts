import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Core } from '../../../core/core.ts';
import type { RegionSession } from '../../../core/ports/regions.ts';
import { HttpProblem, RefusedRequest } from '../api/http-problem.ts';
import { readRegionOrder } from './read-region-order.ts';
import { launchHeader, type PageLaunch } from './page-launch.ts';
import { discardAll } from '../api/read-order.ts';
import { viewRegion } from './region-view.ts';

export interface RegionRoutesOptions {
  readonly core: Core;
  /** Folder of the built page. */
  readonly directory: string;
  /** Absent where no chat app opens the page. */
  readonly launch?: PageLaunch;
}

interface ByToken {
  Params: { token: string };
}

/**
 * The painter behind a link that a bot gave to one person: no login, under any host; the link's signature is the right
 * to see this one picture and to have it changed once.
 */
export function addRegionRoutes(app: FastifyInstance, options: RegionRoutesOptions): void {
  const { core, directory, launch } = options;
  const open = { access: 'open' } as const;
  const policy = pagePolicy(launch?.frameOrigins ?? []);

  app.get<ByToken>('/region/:token', { config: open }, async (request, reply) => {
    if (!existsSync(join(directory, 'region.html'))) {
      return reply.code(503).type('text/plain').send('The painter is not built yet; run: npm run build\n');
    }
    // The page says by itself what is wrong with the link; crawlers and link previews read the status.
    const session = await core.regions.open(request.params.token);
    if (!session) reply.code(404);
    return privately(reply)
      .removeHeader('x-frame-options')
      .header('content-security-policy', policy)
      .sendFile('region.html', { cacheControl: false });
  });

  app.get<ByToken>('/region/:token/session', { config: open }, async (request, reply) => {
    const session = await find(request);
    return privately(reply).send(await viewRegion(session, core.media));
  });

  /** multipart: `prompt`, `mask`; `Idempotency-Key` names the page. 202 `{ "sent": true }`. */
  app.post<ByToken>('/region/:token', { config: open }, async (request, reply) => {
    const { id } = await find(request);
    const { sender, prompt, mask } = await readRegionOrder(request, core.media);
    try {
      const result = await core.regions.send({
        id,
        sender,
        request: { prompt },
        mask: { kind: 'staged', image: mask },
      });
      if (result.kind === 'gone') throw new HttpProblem('region-expired');
      if (result.kind === 'used') throw new HttpProblem('region-used');
      if (result.kind === 'refused') throw new RefusedRequest(result.refusal);
      return await privately(reply).code(202).send({ sent: true });
    } finally {
      await discardAll([mask], core.media);
    }
  });

  // The page's files hold nothing of anybody's, and this page must work where the chat does not answer.
  app.get<{ Params: { '*': string } }>('/region/assets/*', { config: open }, (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, { maxAge: '1y', immutable: true }),
  );
  app.get('/region/favicon.svg', { config: open }, (_request, reply) =>
    reply.sendFile('favicon.svg', { maxAge: '1d' }),
  );

  /** @throws HttpProblem for a link that is forged, expired, used up or somebody else's */
  async function find(request: FastifyRequest<ByToken>): Promise<RegionSession> {
    const session = await core.regions.open(request.params.token);
    if (!session) throw new HttpProblem('region-expired');
    if (session.needsProof) requireProof(session, request.headers[launchHeader], launch);
    // Whoever sent it may send it again: only they know by which name.
    if (session.isSent && request.method === 'GET') throw new HttpProblem('region-used');
    return session;
  }
}

function requireProof(
  { requester }: RegionSession,
  launchData: string | string[] | undefined,
  launch: PageLaunch | undefined,
): void {
  const proof = launch?.verify(typeof launchData === 'string' ? launchData : '') ?? { kind: 'forged' };
  if (proof.kind === 'old') throw new HttpProblem('region-expired');
  if (proof.kind !== 'verified' || proof.userId !== requester.userId)
    throw new HttpProblem('region-not-yours');
}

/** The address is the key: it must stand in no cache, and no other site may learn it. */
function privately(reply: FastifyReply): FastifyReply {
  return reply.headers({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  });
}

function pagePolicy(frameOrigins: readonly string[]): string {
  const frames = frameOrigins.length === 0 ? "'none'" : frameOrigins.join(' ');
  // prettier-ignore
  return [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:", "connect-src 'self'",
    "base-uri 'none'", "form-action 'none'", `frame-ancestors ${frames}`,
  ].join('; ');
}
