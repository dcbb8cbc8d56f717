import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './limner.ts';
import { startCommand } from './processes.ts';
import type { Child } from './processes.ts';

/** A store that several processes share: TCP on loopback, every write on disk as in the program's own. */
export async function startStore(): Promise<Child & { readonly url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'limner-bench-store-'));
  const port = await freePort();
  const child = startCommand(
    ['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'], // prettier-ignore
  );
  const url = `redis://127.0.0.1:${port}`;
  const probe = new Redis(url, { protocol: 2, retryStrategy: () => 50, maxRetriesPerRequest: null });
  probe.on('error', () => undefined);
  await probe.ping();
  probe.disconnect();
  return {
    ...child,
    url,
    stop: async () => {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
