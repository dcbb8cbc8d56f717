import type { FastifyInstance } from 'fastify';
import type { PlatformHook } from '../shared/platform-hook.ts';

/** What platforms deliver over HTTP. Open to the internet: each hook checks who speaks. */
export function addPlatformHookRoutes(app: FastifyInstance, hooks: readonly PlatformHook[]): void {
  for (const hook of hooks) {
    void app.register(async (routes) => {
      // Signatures are over the bytes as they came.
      routes.removeAllContentTypeParsers();
      routes.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: hook.maxBodyBytes },
        (_request, body, done) => done(null, body),
      );
      routes.post(hook.path, { config: { access: 'open' } }, async (request, reply) => {
        const { status, json, onSent } = await hook.receive({
          header: (name) => {
            const value = request.headers[name];
            return typeof value === 'string' ? value : undefined;
          },
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        });
        if (onSent) {
          // Whichever comes first; a connection that is gone already tells neither.
          if (reply.raw.destroyed) onSent(false);
          reply.raw.once('finish', () => onSent(true));
          reply.raw.once('close', () => onSent(false));
        }
        reply.code(status);
        return json ? reply.send(json) : reply.send();
      });
    });
  }
}
