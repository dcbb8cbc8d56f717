import type { FastifyInstance } from 'fastify';
import type { Core } from '../../core/core.ts';
import type { Logger } from '../../core/ports/logger.ts';

const maxHookBytes = 1024 * 1024;

/**
 * Completion callbacks of gateways. Always 200 and at once, whatever the body: a gateway must learn nothing about
 * secrets, and one that is told of an error sends it again.
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
      (request, reply) => {
        const { provider, secret } = request.params;
        core.receiveCallback(provider, secret, readJson(request.body)).catch((error: unknown) => {
          // The next look finds the outcome.
          logger.warn({ err: error, provider }, 'Callback not processed');
        });
        return reply.send({ ok: true });
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
