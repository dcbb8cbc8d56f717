import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PixelSize } from '../core/generation/image-request.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { FittedImage, Media, StagedImage, StoredImage } from '../core/ports/media.ts';
import { createAddressRules } from './address-rules.ts';
import { createWorkerDecoder, type DecodePixels } from './decode-in-worker.ts';
import { createDerivedStore } from './derived-store.ts';
import { createDiskWatch, type DiskWatchOptions } from './disk-trouble.ts';
import { createFileStore, fileNameOf, mediaTypeOf, type StoredFile } from './file-store.ts';
import { fitForUpload, type FitDependencies } from './fit-for-upload.ts';
import { createGuardedAgent, resolveBySystem, type ResolveHost } from './guarded-agent.ts';
import { createImageCodec } from './image-codec.ts';
import {
  discardFile,
  importMask,
  importReference,
  importResult,
  type ImportDependencies,
} from './import-image.ts';
import { ignoreGone } from './media-error.ts';
import { defaultMediaLimits, type MediaLimits } from './media-limits.ts';
import { drawGridView } from './grid-view.ts';
import { makePreview } from './preview.ts';
import { makeSticker } from './sticker.ts';
import { createS3Originals, type S3OriginalsConfig } from './s3/s3-originals.ts';
import { createDownloader } from './safe-download.ts';
import { saveBase64 } from './save-base64.ts';
import { signMediaPath, verifyMediaPath } from './signed-link.ts';
import {
  createStagingArea,
  ignoreMissing,
  type StagingArea,
  type StagingAreaOptions,
  stagedImage,
} from './staging-area.ts';
import { upscale } from './upscale.ts';
import { writeArchive } from './write-archive.ts';

export interface MediaConfig {
  /** Below it: originals in `media/` unless `s3` is given, re-encoded copies in `media-copies/`, unfinished files in `staging/`. */
  readonly dataDir: string;
  /** Signs links to `/media/…`. */
  readonly secretKey: string;
  /** Hosts, `host:port` and CIDRs for which downloads may enter private ranges. */
  readonly allowPrivateHosts?: readonly string[];
  readonly limits?: Partial<MediaLimits>;
  /** Keeps the originals in a bucket; the folder `media-cache/` then holds some of them for a while. */
  readonly s3?: S3OriginalsConfig;
  readonly logger: Logger;
  readonly now?: () => number;
  readonly resolveHost?: ResolveHost;
  readonly decodePixels?: DecodePixels;
  /** Opens files that are being written; Node's by default. */
  readonly openFile?: NonNullable<StagingAreaOptions['openFile']>;
  /** Bytes that may still be written below a folder. Default: what the file system says. */
  readonly freeBytes?: NonNullable<DiskWatchOptions['freeBytes']>;
}

/** What the composition root and the HTTP server need besides the port. */
export interface MediaStore extends Media {
  /** The file that a request for `/media/…` may have; `undefined` when the link is forged, old, or its file gone. */
  openSignedPath(pathAndQuery: string): Promise<SignedFile | undefined>;
  /** Deletes what killed processes left half-written, and copies unused for a day. At start-up and now and then. */
  cleanUp(): Promise<void>;
  /** False while the disk is as good as full: what is bought now could not be kept. */
  hasRoom(): Promise<boolean>;
  /** Where an original lies on this machine, if it lies here. */
  pathOf(image: StoredImage): string;
  /** Every original of the folder `media/`. */
  list(): AsyncGenerator<StoredFile>;
  close(): Promise<void>;
}

interface SignedFile {
  readonly path: string;
  readonly mediaType: StoredImage['mediaType'];
  readonly byteLength: number;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

export function createMedia(config: MediaConfig): MediaStore {
  const { dataDir, secretKey, logger, now = Date.now } = config;
  const limits: MediaLimits = { ...defaultMediaLimits, ...config.limits };
  const { openFile, freeBytes } = config;
  const disk = createDiskWatch({
    ...{ directory: dataDir, minFreeBytes: limits.minFreeBytes, logger, now },
    ...(freeBytes ? { freeBytes } : {}),
  });
  const staging = createStagingArea({
    ...{ directory: join(dataDir, 'staging'), now },
    ...(openFile ? { openFile } : {}),
  });
  const folder = createFileStore(join(dataDir, 'media'));
  const s3 = config.s3 && createS3Originals(config.s3, { dataDir, staging, logger, now, limits });
  const store = s3?.store ?? folder;
  const guard = <T>(work: Promise<T>): Promise<T> => {
    const guarded = disk.guard(work);
    return s3 ? s3.watch.guard(guarded) : guarded;
  };
  const derived = createDerivedStore({ directory: join(dataDir, 'media-copies'), now });
  const codec = createImageCodec({ limits, staging });
  const decodePixels =
    config.decodePixels ??
    createWorkerDecoder({ maxPixels: limits.maxWorkerPixels, timeoutMs: limits.codecTimeoutMs });
  const dispatcher = createGuardedAgent({
    rules: createAddressRules(config.allowPrivateHosts ?? []),
    resolveHost: config.resolveHost ?? resolveBySystem,
    limits,
  });
  const downloader = createDownloader({ dispatcher, staging, limits });
  const importing: ImportDependencies = { codec, staging, decodePixels, store, downloader };
  const fitting: FitDependencies = {
    codec,
    derived,
    local: store.local,
    inProgress: new Map<string, Promise<FittedImage>>(),
  };

  const storeUpscaled = async (image: StoredImage, to: PixelSize): Promise<StoredImage> => {
    const { width, height, ...file } = await upscale({ ...image, path: await store.local(image) }, to, codec);
    await store.put(file, image.mediaType);
    return { sha256: file.sha256, mediaType: image.mediaType, width, height, byteLength: file.byteLength };
  };

  return {
    importReference: (source, options = {}) => guard(importReference(source, options, importing)),
    importResult: (source, options = {}) => guard(importResult(source, options, importing)),
    importMask: (source, first, options = {}) => guard(importMask(source, first, options, importing)),
    upscale: (image, to) => guard(storeUpscaled(image, to)),
    fit: (image, fitLimits) => guard(fitForUpload(image, fitLimits, fitting)),
    preview: (bytes, maxEdge) => makePreview(bytes, codec, maxEdge),
    sticker: async (image) => makeSticker(await guard(store.local(image)), codec),
    gridView: async (image, grid) =>
      drawGridView({ ...image, path: await guard(store.local(image)) }, grid, codec),
    stage: (bytes, maxBytes = limits.maxBytes) => disk.guard(stage(bytes, maxBytes, staging)),
    stageBase64: (text, maxBytes = limits.maxBytes) => disk.guard(saveBase64(text, { staging, maxBytes })),
    hasRoom: async () => (await disk.hasRoom()) && ((await s3?.watch.takesPictures()) ?? true),
    discard: discardFile,
    archive: writeArchive,
    exists: (image) => guard(store.exists(image)),
    open: store.open,
    localPath: (image) => guard(store.local(image)),
    pathOf: store.pathOf,
    async remove(sha256) {
      await guard(store.remove(sha256));
      await derived.remove(sha256);
    },
    signedPath: (image, expiresAt) => signMediaPath({ fileName: fileNameOf(image), expiresAt }, secretKey),
    async openSignedPath(pathAndQuery) {
      const link = verifyMediaPath(pathAndQuery, secretKey, now());
      const mediaType = link && mediaTypeOf(link.fileName);
      if (!link || !mediaType) return undefined;
      const path = await guard(store.local({ sha256: link.fileName.slice(0, 64), mediaType })).catch(
        ignoreGone,
      );
      const stats = path === undefined ? undefined : await stat(path).catch(ignoreMissing);
      if (path === undefined || !stats) return undefined;
      return { path, mediaType, byteLength: stats.size, expiresAt: link.expiresAt };
    },
    async cleanUp() {
      const unfinished = await staging.clean(STAGING_AGE_MS);
      const copies = await derived.clean(COPY_AGE_MS);
      await s3?.trim();
      if (unfinished + copies > 0) logger.info({ unfinished, copies }, 'Old media files removed');
    },
    list: folder.list,
    // Whoever still waits for a download gets an error; the step runs again after the restart.
    close: async () => {
      await Promise.all([dispatcher.destroy(), s3?.close(), folder.close()]);
    },
  };
}

const HOUR_MS = 3_600_000;
/** Longer than any step that still needs its staged file, waiting for a restart included. */
const STAGING_AGE_MS = 24 * HOUR_MS;
const COPY_AGE_MS = 24 * HOUR_MS;

async function stage(
  bytes: AsyncIterable<Uint8Array> | Uint8Array,
  maxBytes: number,
  staging: StagingArea,
): Promise<StagedImage> {
  const file = await staging.openFile(maxBytes);
  try {
    if (bytes instanceof Uint8Array) await file.write(bytes);
    else for await (const chunk of bytes) await file.write(chunk);
    return stagedImage(await file.finish());
  } catch (error) {
    await file.abandon();
    throw error;
  }
}
