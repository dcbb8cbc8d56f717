import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { StagedImage, StoredImage } from '../core/ports/media.ts';
import { pictureGone } from './media-error.ts';
import { ignoreMissing, type WrittenFile } from './staging-area.ts';

export type StoredMediaType = StoredImage['mediaType'];

export interface StoredFile {
  readonly sha256: string;
  readonly path: string;
  readonly byteLength: number;
  /** When it was last put, Unix milliseconds: a file without an owner is only swept when this is some time ago. */
  readonly touchedAt: number;
}

/** What a stored file is named by. */
export type StoredName = Pick<StoredImage, 'sha256' | 'mediaType'>;

/** Files named by their content: in a folder of this machine, or in a store that other machines share. */
export interface FileStore {
  /** Moves a staged file in, durably: nothing of it stays behind. The same content twice is one file. */
  put(staged: StagedImage & Partial<WrittenFile>, mediaType: StoredMediaType): Promise<void>;
  /** Where the file lies on this machine, if it lies here. */
  pathOf(image: StoredName): string;
  /** Where it can be read for the next minutes, fetched first if need be. @throws MediaError `media-not-found` */
  local(image: StoredName & { readonly byteLength?: number }): Promise<string>;
  open(image: StoredName): Readable;
  /** False also for a file of another length: a disk that was full leaves such things behind. */
  exists(image: Pick<StoredImage, 'sha256' | 'mediaType' | 'byteLength'>): Promise<boolean>;
  /** The type under which a content is stored. */
  find(sha256: string): Promise<StoredMediaType | undefined>;
  /** Deletes the file of this content, whatever its type; nothing happens when there is none. */
  remove(sha256: string): Promise<void>;
}

/** Files under `<directory>/ab/<sha256>.<ext>`. */
export interface FolderStore extends FileStore {
  /** Lets go of the folders that it holds open. */
  close(): Promise<void>;
  /** Every file, in no order, without holding them all in memory. */
  list(): AsyncGenerator<StoredFile>;
}

const EXTENSIONS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;

export const mediaTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** The name under which a picture is stored and linked. */
export function fileNameOf({ sha256, mediaType }: StoredName): string {
  return `${sha256}.${EXTENSIONS[mediaType]}`;
}

/** The type that a stored file's name tells. */
export function mediaTypeOf(fileName: string): StoredMediaType | undefined {
  return mediaTypes.find((mediaType) => fileName.endsWith(`.${EXTENSIONS[mediaType]}`));
}

export function createFileStore(directory: string): FolderStore {
  const folders = new Folders(directory);
  const pathOfName = (fileName: string) => {
    if (!/^[0-9a-f]{64}\.\w+$/.test(fileName)) throw new Error('A stored file is named by its sha-256');
    return join(directory, fileName.slice(0, 2), fileName);
  };
  const pathOf = (image: StoredName) => pathOfName(fileNameOf(image));

  return {
    pathOf,
    open: (image) => createReadStream(pathOf(image)),
    async local(image) {
      const path = pathOf(image);
      const stats = await stat(path).catch(ignoreMissing);
      if (!stats || (image.byteLength ?? stats.size) !== stats.size) throw pictureGone();
      return path;
    },
    async put(staged, mediaType) {
      const path = pathOf({ sha256: staged.sha256, mediaType });
      if (staged.path === path) return;
      // Over one that is there already: it has the same bytes, or was cut off by a full disk.
      if (staged.isDurable !== true) await sync(staged.path);
      const moved = await rename(staged.path, path).then(() => true, ignoreMissing);
      if (!moved) {
        await folders.make();
        await rename(staged.path, path);
      }
      await folders.sync(dirname(path));
    },
    async exists(image) {
      const stats = await stat(pathOf(image)).catch(ignoreMissing);
      return stats?.size === image.byteLength;
    },
    async find(sha256) {
      for (const mediaType of mediaTypes) {
        if (await stat(pathOf({ sha256, mediaType })).catch(ignoreMissing)) return mediaType;
      }
      return undefined;
    },
    async remove(sha256) {
      for (const mediaType of mediaTypes) await rm(pathOf({ sha256, mediaType }), { force: true });
    },
    close: () => folders.close(),
    async *list() {
      for (const shard of (await readdir(directory).catch(ignoreMissing)) ?? []) {
        for (const name of (await readdir(join(directory, shard)).catch(ignoreMissing)) ?? []) {
          const path = join(directory, shard, name);
          const stats = await stat(path).catch(ignoreMissing);
          if (!stats?.isFile()) continue;
          yield { sha256: name.slice(0, 64), path, byteLength: stats.size, touchedAt: stats.mtimeMs };
        }
      }
    },
  };
}

const folderNames = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));

/** A folder as it was when it was opened: another process may have removed it since and made it anew. */
interface OpenFolder {
  readonly handle: FileHandle;
  readonly inode: number;
}

/** The 256 folders below one. They stay open once used, so that bringing their names to the disk costs no opening and closing. */
class Folders {
  readonly #directory: string;
  readonly #open = new Map<string, Promise<OpenFolder>>();
  /** Folders that were made until then, by the clock of the disk, have their own names on it. */
  #namedUntilMs = -Infinity;
  #making: Promise<void> | undefined;
  #isClosed = false;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** All together: one by one, each of the first hundreds of files would wait for its own. */
  make(): Promise<void> {
    this.#making ??= this.#make().finally(() => (this.#making = undefined));
    return this.#making;
  }

  async sync(path: string): Promise<void> {
    if (this.#isClosed) return syncFolder(path);
    const opening = this.#open.get(path) ?? this.#openFolder(path);
    this.#open.set(path, opening);
    try {
      const { handle, inode } = await opening;
      const [{ ino }] = await Promise.all([stat(path), handle.sync()]);
      if (ino === inode) return;
    } catch (error) {
      await this.#forget(path, opening);
      throw error;
    }
    await this.#forget(path, opening);
    await syncFolder(path);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#forgetAll();
  }

  async #make(): Promise<void> {
    // What is missing now may have been open.
    await this.#forgetAll();
    const created = await mkdir(this.#directory, { recursive: true });
    await Promise.all(folderNames.map((name) => mkdir(join(this.#directory, name), { recursive: true })));
    if (created) await sync(dirname(created));
  }

  async #openFolder(path: string): Promise<OpenFolder> {
    const handle = await open(path, 'r');
    try {
      const { ino, birthtimeMs } = await handle.stat();
      // Whoever made it, a process that was killed perhaps, may not have brought its name to the disk. Not every disk knows when.
      if (birthtimeMs <= 0 || birthtimeMs > this.#namedUntilMs) await this.#syncNames();
      return { handle, inode: ino };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Of all folders that there are by now. */
  async #syncNames(): Promise<void> {
    const { mtimeMs } = await stat(this.#directory);
    await sync(this.#directory);
    this.#namedUntilMs = Math.max(this.#namedUntilMs, mtimeMs);
  }

  async #forgetAll(): Promise<void> {
    await Promise.all([...this.#open].map(([path, opening]) => this.#forget(path, opening)));
  }

  async #forget(path: string, opening: Promise<OpenFolder>): Promise<void> {
    if (this.#open.get(path) === opening) this.#open.delete(path);
    await opening.then(({ handle }) => handle.close()).catch(() => undefined);
  }
}

/** Its names, and its own. */
async function syncFolder(path: string): Promise<void> {
  await sync(path);
  await sync(dirname(path));
}

/** Of a file its bytes, of a folder its names. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
