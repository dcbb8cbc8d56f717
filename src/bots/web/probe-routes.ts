import type { FastifyInstance } from 'fastify';

export interface Readiness {
  readonly ready: boolean;
  /** What is not there yet, in words: `store`, `discord` …; empty when ready. */
  readonly missing: readonly string[];
}

export interface ProbeOptions {
  readonly readiness: () => Promise<Readiness>;
  /** Prometheus text. */
  readonly metricsText: () => Promise<string>;
}

/** What whoever runs Limner asks of every process. */
export function addProbeRoutes(app: FastifyInstance, { readiness, metricsText }: ProbeOptions): void {
  app.get('/healthz', { config: { access: 'open' } }, () => ({ status: 'ok' }));

  /** 503 and what is missing while the store or a platform is away. */
  app.get('/readyz', { config: { access: 'open' } }, async (_request, reply) => {
    const { ready, missing } = await readiness();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', missing });
  });

  app.get('/metrics', async (_request, reply) => {
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText());
  });
}
