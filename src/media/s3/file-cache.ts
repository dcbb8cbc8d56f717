import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { StagedImage } from '../../core/ports/media.ts';
import { ignoreMissing } from '../staging-area.ts';

export interface FileCacheOptions {
  readonly directory: string;
  /** What its files may weigh together, bytes; passed only by files in use. */
  readonly maxBytes: number;
  readonly now: () => number;
}

/** Copies of what is kept elsewhere, on this machine for a while: those used last, within a number of bytes. */
export interface FileCache {
  pathOf(fileName: string): string;
  /** Path of a copy when it is there; marks it as used. */
  find(fileName: string): Promise<string | undefined>;
  /** Moves a staged file in and gives its new path. */
  take(staged: StagedImage, fileName: string): Promise<string>;
  remove(fileName: string): Promise<void>;
  /** Deletes copies that nobody used for an hour, then those used longest ago until the rest is small enough. */
  trim(): Promise<void>;
}

/** A path that was given out is good for this long, however full the cache is. */
const inUseMs = 10 * 60_000;
/** What is deleted elsewhere is gone from here, too, after this long without a use. */
const unusedMs = 60 * 60_000;

export function createFileCache({ directory, maxBytes, now }: FileCacheOptions): FileCache {
  let addedBytes = 0;
  let trimming: Promise<void> | undefined;
  const pathOf = (fileName: string): string => join(directory, fileName);

  const trim = (): Promise<void> => {
    addedBytes = 0;
    trimming ??= trimOnce(directory, maxBytes, now()).finally(() => (trimming = undefined));
    return trimming;
  };

  return {
    pathOf,
    find(fileName) {
      const used = new Date(now());
      return utimes(pathOf(fileName), used, used).then(() => pathOf(fileName), ignoreMissing);
    },
    async take(staged, fileName) {
      const used = new Date(now());
      await mkdir(directory, { recursive: true });
      await utimes(staged.path, used, used);
      await rename(staged.path, pathOf(fileName));
      addedBytes += staged.byteLength;
      if (addedBytes > maxBytes / 8) void trim().catch(() => undefined);
      return pathOf(fileName);
    },
    remove: (fileName) => rm(pathOf(fileName), { force: true }),
    trim,
  };
}

/** Several processes may share the folder: what another deleted first is passed over. */
async function trimOnce(directory: string, maxBytes: number, now: number): Promise<void> {
  const files: { readonly path: string; readonly bytes: number; readonly usedAt: number }[] = [];
  for (const name of (await readdir(directory).catch(ignoreMissing)) ?? []) {
    const path = join(directory, name);
    const stats = await stat(path).catch(ignoreMissing);
    if (stats?.isFile()) files.push({ path, bytes: stats.size, usedAt: stats.mtimeMs });
  }
  files.sort((left, right) => left.usedAt - right.usedAt);
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes, usedAt } of files) {
    const idleMs = now - usedAt;
    if (idleMs < inUseMs || (idleMs < unusedMs && total <= maxBytes)) return;
    await rm(path, { force: true });
    total -= bytes;
  }
}
