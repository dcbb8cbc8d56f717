import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSecretKey } from '../../src/media/secret-key.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

describe('loadSecretKey', () => {
  it('makes a key of 32 bytes that only its owner can read, once', async () => {
    const dataDir = join(await temporaryFolder(), 'data');

    const key = await loadSecretKey(dataDir);

    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await loadSecretKey(dataDir)).toBe(key);
    expect((await stat(join(dataDir, 'secret-key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['secret-key']);
  });

  it('gives processes that start at the same moment the same key', async () => {
    const dataDir = await temporaryFolder();

    const keys = await Promise.all(Array.from({ length: 20 }, () => loadSecretKey(dataDir)));

    expect(new Set(keys).size).toBe(1);
    expect(await readdir(dataDir)).toEqual(['secret-key']);
  });

  it('stops with a sentence when the file holds no usable key', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(join(dataDir, 'secret-key'), 'short\n');

    await expect(loadSecretKey(dataDir)).rejects.toThrow(/holds no usable key; restore it, or delete it/);
  });
});
