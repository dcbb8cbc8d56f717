import { createHmac } from 'node:crypto';
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
  /** Proves to whoever has the same key that an address leads here. */
  readonly secretKey: string;
}

/** What whoever runs Limner asks of every process. */
export function addProbeRoutes(
  app: FastifyInstance,
  { readiness, metricsText, secretKey }: ProbeOptions,
): void {
  /** With `?ask=` and a random word of 16–64 characters the answer also holds its `proof`. */
  app.get<{ Querystring: { ask?: unknown } }>('/healthz', { config: { access: 'open' } }, ({ query }) => ({
    status: 'ok',
    ...(typeof query.ask === 'string' && /^[\w-]{16,64}$/.test(query.ask)
      ? { proof: provePresence(secretKey, query.ask) }
      : {}),
  }));

  /** 503 and what is missing while the store or a platform is away. */
  app.get('/readyz', { config: { access: 'open' } }, async (_request, reply) => {
    const { ready, missing } = await readiness();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', missing });
  });

  app.get('/metrics', async (_request, reply) => {
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText());
  });
}

/** What only a process with this key can answer. */
export function provePresence(secretKey: string, question: string): string {
  return createHmac('sha256', secretKey).update(`healthz:${question}`).digest('base64url');
}
