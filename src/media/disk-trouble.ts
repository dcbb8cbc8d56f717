import { statfs } from 'node:fs/promises';
import { AppError } from '../core/errors.ts';
import type { Logger } from '../core/ports/logger.ts';

export interface DiskWatchOptions {
  readonly directory: string;
  /** Fewer free bytes than this, and nothing more is bought. */
  readonly minFreeBytes: number;
  readonly logger: Logger;
  readonly now: () => number;
  /** Bytes that this user may still write below a folder. Default: what the file system says. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

/** Knows how the disk is, and says so once in a while. */
export interface DiskWatch {
  /** The same work; where it fails because the disk takes no more, it may be tried again: `store-unavailable`. */
  guard<T>(work: Promise<T>): Promise<T>;
  /** True while there is room for more pictures; also when nobody can tell. */
  hasRoom(): Promise<boolean>;
}

const keptMs = 5_000;
const repeatedAfterMs = 30_000;

export function createDiskWatch(options: DiskWatchOptions): DiskWatch {
  const { directory, minFreeBytes, logger, now, freeBytes = freeBytesOf } = options;
  let saidAt = -Infinity;
  let looked: { readonly at: number; readonly room: Promise<boolean> } | undefined;

  const complain = (fields: object): void => {
    if (now() < saidAt + repeatedAfterMs) return;
    saidAt = now();
    logger.error(
      fields,
      'The disk of DATA_DIR is full: nothing more is bought until there is room. Free some space',
    );
  };

  return {
    async guard(work) {
      try {
        return await work;
      } catch (error) {
        const code = diskTrouble(error);
        if (!code) throw error;
        complain({ code });
        throw new AppError('The disk takes no more', {
          code: 'store-unavailable',
          retryable: true,
          cause: error,
        });
      }
    },
    hasRoom() {
      if (!looked || now() - looked.at > keptMs) {
        const room = freeBytes(directory).then(
          (free) => {
            if (free < minFreeBytes) complain({ freeBytes: free, neededBytes: minFreeBytes });
            return free >= minFreeBytes;
          },
          () => true,
        );
        looked = { at: now(), room };
      }
      return looked.room;
    },
  };
}

async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

const troubleCodes = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);
/** The image library passes the system's words on, without its code. */
const troubleWords = /no space left on device|disk quota exceeded|read-only file system/i;

/** The system's code for a disk that takes no more, wherever in a chain of causes it stands. */
function diskTrouble(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if ('code' in cause && troubleCodes.has(String(cause.code))) return String(cause.code);
    if (troubleWords.test(cause.message)) return 'ENOSPC';
  }
  return undefined;
}
