import type { PlatformHook } from '../../src/bots/shared/platform-hook.ts';
import { createHttpServer } from '../../src/bots/web/http-server.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';

export interface HookServer {
  readonly url: string;
  /** Whose turn it is; with several, one after the other, as behind a load balancer. */
  use(...hooks: readonly PlatformHook[]): void;
  close(): Promise<void>;
}

/** The real HTTP server with one hook, before it is known what takes its deliveries. */
export async function startHookServer(path: string): Promise<HookServer> {
  let hooks: readonly PlatformHook[] = [];
  let turn = 0;
  const server = await createHttpServer({
    ...{ host: '127.0.0.1', port: 0, secretKey: 'secret-key-of-the-tests-0123456789', now: Date.now },
    readiness: () => Promise.resolve({ ready: true, missing: [] }),
    metricsText: () => Promise.resolve(''),
    logger: silentLogger,
    randomId: () => 'visitor',
    hooks: [
      {
        ...{ path, maxBodyBytes: 1024 * 1024 },
        receive: async (delivery) => {
          const hook = hooks[(turn += 1) % Math.max(1, hooks.length)];
          return hook ? hook.receive(delivery) : { status: 503 };
        },
      },
    ],
  });
  const { url } = await server.listen();
  return { url, use: (...next) => void (hooks = next), close: () => server.close() };
}
