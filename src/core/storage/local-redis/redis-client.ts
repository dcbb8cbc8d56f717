import { realpathSync } from 'node:fs';
import { Redis } from 'ioredis';

export type RedisAnswer =
  | { readonly state: 'ready'; readonly pid: number }
  /** It reads its file and answers nothing else yet. */
  | { readonly state: 'loading' }
  /** A server, but one that keeps its data elsewhere. */
  | { readonly state: 'foreign' }
  | { readonly state: 'silent' };

/** Asks whoever listens at the socket who it is and whether its data are in `folder`. Never throws. */
export async function askRedis(socketPath: string, folder: string, timeoutMs = 2000): Promise<RedisAnswer> {
  const client = createClient(socketPath, timeoutMs);
  try {
    await client.connect();
    await client.ping();
    const [, dir] = (await client.config('GET', 'dir')) as string[];
    if (dir === undefined || realpathSync(dir) !== realpathSync(folder)) return { state: 'foreign' };
    const info = await client.info('server');
    return { state: 'ready', pid: Number(/^process_id:(\d+)/m.exec(info)?.[1]) };
  } catch (error) {
    const loading = error instanceof Error && error.message.startsWith('LOADING');
    return { state: loading ? 'loading' : 'silent' };
  } finally {
    client.disconnect();
  }
}

/** Brings a server that an earlier version left running to today's settings. */
export async function applySettings(
  socketPath: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const client = createClient(socketPath, 5000);
  try {
    await client.connect();
    for (const [name, value] of Object.entries(settings)) await client.config('SET', name, value);
  } finally {
    client.disconnect();
  }
}

function createClient(path: string, timeoutMs: number): Redis {
  const client = new Redis({
    path,
    lazyConnect: true,
    // ioredis would otherwise wait through LOADING by itself and hide it.
    enableReadyCheck: false,
    enableOfflineQueue: false,
    retryStrategy: () => null,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
  });
  // Every failure reaches us through the command; an unheard event would be printed.
  client.on('error', () => {});
  return client;
}
