import type { FastifyInstance } from 'fastify';
import type { Core } from '../../core/core.ts';
import type { Logger } from '../../core/ports/logger.ts';

const maxHookBytes = 1024 * 1024;

/**
 * Completion callbacks of gateways. 200 whatever the body: nobody learns whether a secret is right. Only while a right
 * one cannot be worked on, because the store is away, 503: the gateway sends it again.
 */
export function addHookRoute(app: FastifyInstance, { core, logger }: { core: Core; logger: Logger }): void {
  void app.register(async (hooks) => {
    hooks.removeAllContentTypeParsers();
    hooks.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: maxHookBytes },
      (_request, body, done) => {
        done(null, body);
      },
    );

    hooks.post<{ Params: { provider: string; secret: string } }>(
      '/hooks/:provider/:secret',
      { config: { access: 'open' } },
      async (request, reply) => {
        const { provider, secret } = request.params;
        try {
          await core.receiveCallback(provider, secret, readJson(request.body));
        } catch (error) {
          // Where it does not come again, the next look finds the outcome.
          logger.warn({ error, provider }, 'Callback not processed');
          return reply.code(503).header('retry-after', '5').send({ ok: false });
        }
        return { ok: true };
      },
    );
  });
}

function readJson(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
