import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { fileNameOf, mediaTypes, type FileStore, type StoredName } from '../file-store.ts';
import { pictureGone } from '../media-error.ts';
import type { StagingArea } from '../staging-area.ts';
import type { FileCache } from './file-cache.ts';
import type { S3Bucket } from './s3-bucket.ts';
import { S3Trouble } from './s3-trouble.ts';

export interface S3FileStoreDependencies {
  readonly bucket: S3Bucket;
  readonly cache: FileCache;
  readonly staging: StagingArea;
  /** Largest file that is ever fetched, bytes. */
  readonly maxBytes: number;
}

/** What broke off half-way, or came with other bytes, is fetched anew. */
const fetchTries = 3;

/**
 * Files named by their content, in a bucket under the same names as in the folder. What was put or fetched lies in a
 * cache on this machine for a while, since picture work and uploads need files.
 */
export function createS3FileStore({ bucket, cache, staging, maxBytes }: S3FileStoreDependencies): FileStore {
  const fetching = new Map<string, Promise<string>>();

  const fetchOnce = (image: StoredName): Promise<string> => {
    const fileName = fileNameOf(image);
    const started =
      fetching.get(fileName) ?? fetchVerified(image, fileName).finally(() => fetching.delete(fileName));
    fetching.set(fileName, started);
    return started;
  };

  const fetchVerified = async (image: StoredName, fileName: string): Promise<string> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await fetchWhole(image, fileName);
      } catch (error) {
        if (!(error instanceof S3Trouble) || !error.passing || tries >= fetchTries) throw error;
      }
    }
  };

  /** Nothing of a fetch that broke off stays behind. */
  const fetchWhole = async (image: StoredName, fileName: string): Promise<string> => {
    const bytes = await bucket.get(keyOf(fileName));
    if (!bytes) throw pictureGone();
    const file = await staging.openFile(maxBytes);
    try {
      for await (const chunk of bytes) await file.write(chunk);
      const staged = await file.finish();
      if (staged.sha256 === image.sha256) return await cache.take(staged, fileName);
    } finally {
      await file.abandon();
    }
    throw new S3Trouble('The S3 store gave other bytes than it was given', {
      ...{ code: 'BadContent', passing: true },
    });
  };

  const local = async (image: StoredName): Promise<string> =>
    (await cache.find(fileNameOf(image))) ?? (await fetchOnce(image));

  const forget = async (sha256: string): Promise<void> => {
    for (const mediaType of mediaTypes) await cache.remove(fileNameOf({ sha256, mediaType }));
  };

  return {
    pathOf: (image) => cache.pathOf(fileNameOf(image)),
    local,
    open: (image) => Readable.from(readLocal(image), { objectMode: false }),
    async put(staged, mediaType) {
      const fileName = fileNameOf({ sha256: staged.sha256, mediaType });
      if (staged.path === cache.pathOf(fileName)) return;
      await bucket.put(keyOf(fileName), staged, mediaType);
      await cache.take(staged, fileName);
    },
    async exists(image) {
      const object = await bucket.head(keyOf(fileNameOf(image)));
      if (!object) await forget(image.sha256);
      return object?.byteLength === image.byteLength;
    },
    async find(sha256) {
      for (const mediaType of mediaTypes) {
        if (await bucket.head(keyOf(fileNameOf({ sha256, mediaType })))) return mediaType;
      }
      return undefined;
    },
    async remove(sha256) {
      await Promise.all(
        mediaTypes.map((mediaType) => bucket.remove(keyOf(fileNameOf({ sha256, mediaType })))),
      );
      await forget(sha256);
    },
  };

  async function* readLocal(image: StoredName): AsyncGenerator<Buffer> {
    yield* createReadStream(await local(image));
  }
}

/** As below the folder `media`, so that the one can be copied into the other. */
function keyOf(fileName: string): string {
  return `${fileName.slice(0, 2)}/${fileName}`;
}
