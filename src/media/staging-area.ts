import { createHash, randomUUID, type Hash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { StagedImage } from '../core/ports/media.ts';
import { MediaError } from './media-error.ts';

/** A folder of files that are being written; nothing in it is referred to by anyone else. */
export interface StagingArea {
  readonly directory: string;
  /** A fresh path; `extension` without its dot. The folder exists. */
  newPath(extension?: string): Promise<string>;
  /** Opens a file that hashes and counts what is written into it. */
  openFile(maxBytes: number): Promise<StagingFile>;
  /** Removes what a killed process left: files untouched for longer than `olderThanMs`. Returns how many. */
  clean(olderThanMs: number): Promise<number>;
}

/** A staged file, and what whoever wrote it still knows of it, which saves opening it again. */
export interface WrittenFile extends StagedImage {
  /** Its first bytes, some kilobytes at least where it has so many. */
  readonly head: Uint8Array;
  /** Its last bytes. */
  readonly tail: Uint8Array;
  readonly isDurable: boolean;
}

/** As a record keeps it. */
export function stagedImage({ path, sha256, byteLength }: StagedImage): StagedImage {
  return { path, sha256, byteLength };
}

/** How many bytes the tail has, in a file that is long enough. */
export const TAIL_BYTES = 16;
const HEAD_BYTES = 16 * 1024;

/** Writes in pieces of about 512 kB, so that small network chunks do not each cost a trip to the disk. */
export interface StagingFile {
  /**
   * Keeps `chunk` until it is written, so the caller must not reuse it. Gives a promise where the caller should wait.
   *
   * @throws MediaError `media-too-large` at the limit
   */
  write(chunk: Uint8Array): Promise<void> | undefined;
  /** @param durable the bytes are on the disk for good before it is closed */
  finish(how?: { readonly durable: boolean }): Promise<WrittenFile>;
  /** Closes and deletes; safe to call at any time, also after `finish`. */
  abandon(): Promise<void>;
}

export interface StagingAreaOptions {
  directory: string;
  now: () => number;
  /** Opens a file for writing; Node's by default. */
  openFile?: (path: string, flags: 'wx') => Promise<FileHandle>;
}

export function createStagingArea({ directory, now, openFile = open }: StagingAreaOptions): StagingArea {
  const newPath = async (extension = 'part') => {
    await mkdir(directory, { recursive: true });
    return join(directory, `${randomUUID()}.${extension}`);
  };

  return {
    directory,
    newPath,
    async openFile(maxBytes) {
      const path = join(directory, `${randomUUID()}.part`);
      const handle = await openFile(path, 'wx').catch(async (error: unknown) => {
        ignoreMissing(error);
        await mkdir(directory, { recursive: true });
        return openFile(path, 'wx');
      });
      return new HashingFile(path, handle, maxBytes);
    },
    async clean(olderThanMs) {
      const names = await readdir(directory).catch(ignoreMissing);
      let removed = 0;
      for (const name of names ?? []) {
        const path = join(directory, name);
        const stats = await stat(path).catch(ignoreMissing);
        // Other processes may share the folder: what is young may be in use.
        if (!stats || now() - stats.mtimeMs < olderThanMs) continue;
        await rm(path, { force: true, recursive: true });
        removed += 1;
      }
      return removed;
    },
  };
}

/** For files that another process may have removed first. */
export function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

const WRITE_BYTES = 512 * 1024;

class HashingFile implements StagingFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #maxBytes: number;
  readonly #hash: Hash = createHash('sha256');
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #byteLength = 0;
  #closed = false;
  #head: Uint8Array = new Uint8Array();
  #tail: Uint8Array = new Uint8Array();

  constructor(path: string, handle: FileHandle, maxBytes: number) {
    this.#path = path;
    this.#handle = handle;
    this.#maxBytes = maxBytes;
  }

  write(chunk: Uint8Array): Promise<void> | undefined {
    this.#byteLength += chunk.byteLength;
    if (this.#byteLength > this.#maxBytes) throw tooManyBytes(this.#maxBytes);
    this.#hash.update(chunk);
    const missing = HEAD_BYTES - this.#head.byteLength;
    if (missing > 0) this.#head = Buffer.concat([this.#head, chunk.subarray(0, missing)]);
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.byteLength;
    return this.#waitingBytes >= WRITE_BYTES ? this.#flush() : undefined;
  }

  async finish({ durable } = { durable: false }): Promise<WrittenFile> {
    await this.#flush();
    if (durable) await this.#handle.sync();
    await this.#close();
    const written = {
      path: this.#path,
      sha256: this.#hash.digest('hex'),
      byteLength: this.#byteLength,
    };
    return { ...written, head: this.#head, tail: this.#tail, isDurable: durable };
  }

  async abandon(): Promise<void> {
    await this.#close();
    await rm(this.#path, { force: true });
  }

  async #flush(): Promise<void> {
    const chunks = this.#waiting;
    const total = this.#waitingBytes;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (total === 0) return;
    this.#tail = tailOf(this.#tail, chunks);
    const { bytesWritten } = await this.#handle.writev(chunks);
    // A short write is rare (full disk, signal); `writeFile` goes on from there until all is written or it fails.
    if (bytesWritten < total) await this.#handle.writeFile(Buffer.concat(chunks).subarray(bytesWritten));
  }

  async #close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#handle.close();
  }
}

function tailOf(before: Uint8Array, chunks: readonly Uint8Array[]): Uint8Array {
  const last = chunks.at(-1) ?? before;
  if (last.byteLength >= TAIL_BYTES) return Buffer.from(last.subarray(-TAIL_BYTES));
  return Buffer.concat([before, ...chunks]).subarray(-TAIL_BYTES);
}

export function tooManyBytes(maxBytes: number): MediaError {
  return new MediaError(`The file is larger than ${maxBytes} bytes`, {
    code: 'media-too-large',
    reason: 'bytes',
  });
}
