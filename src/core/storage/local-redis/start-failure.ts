import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LocalRedisError } from './local-redis-error.ts';

/** Where the server's log ends now; what follows is told by `readLog`. */
export function logEnd(folder: string): number {
  return statSync(join(folder, 'redis.log'), { throwIfNoEntry: false })?.size ?? 0;
}

/** At most the last 64 KiB of what the server logged since `from`; all of it when the log was begun anew. */
export function readLog(folder: string, from: number): string {
  const file = openSync(join(folder, 'redis.log'), 'r');
  try {
    const { size } = fstatSync(file);
    const start = Math.max(size < from ? 0 : from, size - 65_536);
    const buffer = Buffer.alloc(size - start);
    readSync(file, buffer, 0, buffer.length, start);
    return buffer.toString('utf8');
  } finally {
    closeSync(file);
  }
}

/** True when the server dropped a half-written last entry, which a power cut or a full disk leaves behind. */
export function droppedTail(log: string): boolean {
  return /aof-load-truncated is enabled/.test(log);
}

/** From what the server logged before it ended to a sentence for the operator. */
export function startFailure(log: string, folder: string): LocalRedisError {
  if (
    /bad file format|unexpected end of file reading the append only|unrecoverable error reading/i.test(log)
  ) {
    return new LocalRedisError(
      `The append-only file of the store is damaged. Copy ${folder} as a backup, run "redis-check-aof --fix appendonlydir/appendonly.aof.manifest" in it, and start Limner again.`,
    );
  }
  if (/no space left/i.test(log)) {
    return new LocalRedisError(
      `The store cannot write to ${folder}: the disk is full. Free some space and start again.`,
    );
  }
  if (/permission denied/i.test(log)) {
    return new LocalRedisError(
      `The store may not write to ${folder}. Give the folder to the user that runs Limner.`,
    );
  }
  return new LocalRedisError(`The store did not start. Its log, ${join(folder, 'redis.log')}, says why.`);
}
