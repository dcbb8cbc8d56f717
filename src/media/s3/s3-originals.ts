import { join } from 'node:path';
import type { Logger } from '../../core/ports/logger.ts';
import type { FileStore } from '../file-store.ts';
import type { MediaLimits } from '../media-limits.ts';
import type { StagingArea } from '../staging-area.ts';
import { createFileCache } from './file-cache.ts';
import { createS3Bucket, type S3BucketOptions, type S3Config } from './s3-bucket.ts';
import { createS3FileStore } from './s3-file-store.ts';
import { createS3Watch, type S3Watch } from './s3-watch.ts';

export interface S3OriginalsConfig extends S3Config, S3BucketOptions {
  /** What the copies on this machine may weigh together. */
  readonly cacheBytes: number;
}

/** The originals in a bucket, with their cache on this machine. */
export interface S3Originals {
  readonly store: FileStore;
  readonly watch: S3Watch;
  trim(): Promise<void>;
  close(): Promise<void>;
}

const trimEveryMs = 10 * 60_000;

export function createS3Originals(
  config: S3OriginalsConfig,
  deps: {
    readonly dataDir: string;
    readonly staging: StagingArea;
    readonly logger: Logger;
    readonly now: () => number;
    readonly limits: Pick<MediaLimits, 'maxBytes'>;
  },
): S3Originals {
  const { dataDir, staging, logger, now, limits } = deps;
  const bucket = createS3Bucket(config, config);
  const directory = join(dataDir, 'media-cache');
  const cache = createFileCache({ directory, maxBytes: config.cacheBytes, now });
  const timer = setInterval(() => {
    cache.trim().catch((error: unknown) => logger.debug({ error }, 'The cache could not be trimmed'));
  }, trimEveryMs);
  timer.unref();
  return {
    store: createS3FileStore({ bucket, cache, staging, maxBytes: maxStoredBytes(limits) }),
    watch: createS3Watch({ logger, now, tryOut: () => bucket.tryOut() }),
    trim: () => cache.trim(),
    close: async () => {
      clearInterval(timer);
      await bucket.close();
    },
  };
}

/** What is made here, such as an enlarged picture, may weigh more than what may come in. */
function maxStoredBytes({ maxBytes }: Pick<MediaLimits, 'maxBytes'>): number {
  return 4 * maxBytes;
}
