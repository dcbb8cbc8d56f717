import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalRedisError } from './local-redis-error.ts';

/** The address of a Unix socket holds 108 bytes on Linux and 104 elsewhere, the final zero included. */
const MAX_SOCKET_PATH_BYTES = 103;

/** The path of the store's socket in a short folder of our own, which is made where it is missing (mode 0700). */
export function prepareSocketPath(dataDir: string, runtimeDir?: string): string {
  const folder = runtimeDir ?? shortFolder(dataDir);
  const socketPath = join(folder, 'redis.sock');
  if (Buffer.byteLength(socketPath) > MAX_SOCKET_PATH_BYTES) {
    throw new LocalRedisError(
      `The path of the store's socket is longer than the system allows: ${socketPath}. Set TMPDIR to a shorter folder, or set REDIS_URL.`,
    );
  }

  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stats = lstatSync(folder);
  const isOurs = stats.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid());
  // Others can make this folder first; whoever owns it could read everything that passes the socket.
  if (!isOurs) {
    throw new LocalRedisError(
      `The folder ${folder} belongs to another user. Remove it, set TMPDIR to a folder of your own, or set REDIS_URL.`,
    );
  }
  if ((stats.mode & 0o077) !== 0) chmodSync(folder, 0o700);
  return socketPath;
}

function shortFolder(dataDir: string): string {
  const name = `limner-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12)}`;
  const folder = join(tmpdir(), name);
  return Buffer.byteLength(folder) > MAX_SOCKET_PATH_BYTES - '/redis.sock'.length
    ? join('/tmp', name)
    : folder;
}
