import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StagedImage } from '../core/ports/media.ts';
import { ignoreMissing } from './staging-area.ts';

/** Re-encoded copies, kept beside each other per original so that they can be used again, and made anew when lost. */
export interface DerivedStore {
  /** Path of a copy when it is there; marks it as used. */
  find(sha256: string, name: string): Promise<string | undefined>;
  /** Moves a staged file in and gives its new path. */
  put(sha256: string, name: string, file: StagedImage): Promise<string>;
  /** Deletes every copy of an original. */
  remove(sha256: string): Promise<void>;
  /** Deletes copies that nobody used for `olderThanMs`. Returns how many originals lost theirs. */
  clean(olderThanMs: number): Promise<number>;
}

export function createDerivedStore({
  directory,
  now,
}: {
  directory: string;
  now: () => number;
}): DerivedStore {
  const folderOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('A copy is filed under a sha-256');
    return join(directory, sha256.slice(0, 2), sha256);
  };

  return {
    async find(sha256, name) {
      const path = join(folderOf(sha256), name);
      const used = new Date(now());
      return utimes(path, used, used).then(() => path, ignoreMissing);
    },
    async put(sha256, name, file) {
      const path = join(folderOf(sha256), name);
      await mkdir(dirname(path), { recursive: true });
      await rename(file.path, path);
      return path;
    },
    remove: (sha256) => rm(folderOf(sha256), { recursive: true, force: true }),
    async clean(olderThanMs) {
      let removed = 0;
      for (const shard of (await readdir(directory).catch(ignoreMissing)) ?? []) {
        for (const sha256 of (await readdir(join(directory, shard)).catch(ignoreMissing)) ?? []) {
          const folder = join(directory, shard, sha256);
          if (now() - (await lastUse(folder)) < olderThanMs) continue;
          await rm(folder, { recursive: true, force: true });
          removed += 1;
        }
      }
      return removed;
    },
  };
}

async function lastUse(folder: string): Promise<number> {
  const names = (await readdir(folder).catch(ignoreMissing)) ?? [];
  const uses = await Promise.all(
    names.map(async (name) => (await stat(join(folder, name)).catch(ignoreMissing))?.mtimeMs ?? 0),
  );
  return Math.max(0, ...uses);
}
