import { createHttpServer } from '../../../src/bots/web/http-server.ts';
import { createMetrics } from '../../../src/metrics.ts';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import type { Logger } from '../../../src/core/ports/logger.ts';
import type { Harness } from '../../support/core-harness.ts';
import { patienceMs } from '../../support/eventually.ts';

export interface ServedCore {
  readonly url: string;
  readonly port: number;
  /** Answers within `patienceMs` or rejects: nobody waits for a server that hangs. */
  call(path: string, init?: RequestInit): Promise<{ status: number; body: unknown }>;
  ask(prompt: string, more?: object): Promise<{ status: number; body: unknown }>;
  stop(): Promise<void>;
}

let visitors = 0;

/** The real HTTP server on the real core of a harness. */
export async function serveCore(
  { core, media, ping, laneSizes, ledger }: Harness,
  { password, logger = silentLogger }: { password?: string; logger?: Logger } = {},
): Promise<ServedCore> {
  const server = await createHttpServer({
    host: '127.0.0.1',
    port: 0,
    secretKey: 'a-secret-key-for-tests-only-0123456789',
    logger,
    now: Date.now,
    randomId: () => `visitor${(visitors += 1)}`,
    readiness: async () =>
      (await ping()) ? { ready: true, missing: [] } : { ready: false, missing: ['store'] },
    metricsText: createMetrics({ ledger, laneSizes }, core),
    web: { core, openLink: (path) => media.openSignedPath(path) },
    ...(password === undefined ? {} : { password }),
  });
  const { url, port } = await server.listen();
  const call: ServedCore['call'] = async (path, init = {}) => {
    const answer = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(patienceMs), ...init });
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
  };
  return {
    url,
    port,
    call,
    ask: (prompt, more = {}) =>
      call('/api/generations', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ prompt, ...more }),
      }),
    stop: () => server.close(),
  };
}
