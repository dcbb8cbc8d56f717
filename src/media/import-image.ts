import { rm, stat } from 'node:fs/promises';
import type { ImageSource, ImportOptions, StagedImage, StoredImage } from '../core/ports/media.ts';
import { acceptResult } from './accept-result.ts';
import type { FileStore } from './file-store.ts';
import { inspectImage } from './inspect-image.ts';
import { MediaError } from './media-error.ts';
import { normaliseMask } from './normalise-mask.ts';
import {
  normaliseReference,
  type NormaliseDependencies,
  type NormalisedImage,
} from './normalise-reference.ts';
import type { Downloader } from './safe-download.ts';
import { saveBase64 } from './save-base64.ts';
import { ignoreMissing, type WrittenFile } from './staging-area.ts';

export interface ImportDependencies extends NormaliseDependencies {
  readonly store: FileStore;
  readonly downloader: Downloader;
}

/** Fetches a user's picture, normalises and stores it. */
export function importReference(
  source: ImageSource,
  options: ImportOptions,
  deps: ImportDependencies,
): Promise<StoredImage> {
  return importPicture({
    source,
    options,
    deps,
    fresh: false,
    work: (file) => normaliseReference(file, deps),
  });
}

/** The same for a mask that belongs to `first`. */
export function importMask(
  source: ImageSource,
  first: StoredImage,
  options: ImportOptions,
  deps: ImportDependencies,
): Promise<StoredImage> {
  return importPicture({
    source,
    options,
    deps,
    fresh: false,
    work: (file) => normaliseMask(file, first, deps),
  });
}

/** Fetches and stores what a gateway made. A step that was killed after it stored the picture may run again. */
export async function importResult(
  source: ImageSource,
  options: ImportOptions,
  deps: ImportDependencies,
): Promise<StoredImage> {
  if (source.kind === 'staged' && !(await stat(source.image.path).catch(ignoreMissing))) {
    return findEarlierImport(source.image, deps);
  }
  return importPicture({ source, options, deps, fresh: true, work: (file) => acceptResult(file, deps) });
}

interface Import {
  readonly source: ImageSource;
  readonly options: ImportOptions;
  readonly deps: ImportDependencies;
  /** True for a URL that was given out a moment ago, whose file may not be there yet. */
  readonly fresh: boolean;
  readonly work: (file: StagedImage | WrittenFile) => Promise<NormalisedImage>;
}

/** Gets the file, works on it, stores what came out. On failure nothing of ours stays behind. */
async function importPicture(task: Import): Promise<StoredImage> {
  const { source, options, deps, work } = task;
  const file = await acquire(task);
  let picture: NormalisedImage | undefined;
  let isMoved = false;
  try {
    picture = await work(file);
    options.signal?.throwIfAborted();
    const stored = describe(picture);
    await deps.store.put(picture.file, picture.mediaType);
    // Storing it has moved it away.
    isMoved = picture.file === file;
    if (source.kind === 'staged' && !isMoved) await discardFile(file);
    return stored;
  } catch (error) {
    if (picture && picture.file !== file) await discardFile(picture.file);
    throw error;
  } finally {
    // A staged file is its giver's until it is stored; a stored one is not ours to delete.
    if (!isMoved && (source.kind === 'url' || source.kind === 'data-uri')) await discardFile(file);
  }
}

async function acquire({ source, options, deps, fresh }: Import): Promise<StagedImage | WrittenFile> {
  const { downloader, staging, codec, store } = deps;
  switch (source.kind) {
    case 'url':
      return fresh
        ? downloader.downloadWithRetry(source.url, options)
        : downloader.download(source.url, options);
    case 'data-uri':
      return saveBase64(source.uri, { staging, maxBytes: codec.limits.maxBytes });
    case 'staged':
      return source.image;
    case 'stored': {
      const { sha256, byteLength } = source.image;
      return { path: await store.local(source.image), sha256, byteLength };
    }
  }
}

async function findEarlierImport(
  { sha256, byteLength }: StagedImage,
  { store, codec }: ImportDependencies,
): Promise<StoredImage> {
  const mediaType = await store.find(sha256);
  if (!mediaType) {
    throw new MediaError('The staged file is gone', { code: 'media-not-found', reason: 'gone' });
  }
  const { width, height } = await inspectImage(await store.local({ sha256, mediaType }), codec);
  return { sha256, mediaType, width, height, byteLength };
}

function describe({ file, mediaType, width, height }: NormalisedImage): StoredImage {
  return { sha256: file.sha256, mediaType, width, height, byteLength: file.byteLength };
}

export function discardFile({ path }: StagedImage): Promise<void> {
  return rm(path, { force: true });
}
