import {
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFileStore, type FolderStore, type StoredFile } from '../../src/media/file-store.ts';
import { createStagingArea } from '../../src/media/staging-area.ts';
import { stagedFile } from './support/pictures.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function setUp() {
  const folder = await temporaryFolder();
  const store = createFileStore(join(folder, 'media'));
  onTestFinished(() => store.close());
  const staged = await stagedFile(folder, 'staged', Buffer.from('a picture'));
  const image = { sha256: staged.sha256, mediaType: 'image/png', byteLength: staged.byteLength } as const;
  return { folder, store, staged, image };
}

describe('the file store', () => {
  it('moves a staged file in under its content', async () => {
    const { folder, store, staged, image } = await setUp();

    await store.put(staged, 'image/png');

    const path = join(folder, 'media', image.sha256.slice(0, 2), `${image.sha256}.png`);
    expect(store.pathOf(image)).toBe(path);
    expect(await readFile(path, 'utf8')).toBe('a picture');
    expect(await text(store.open(image))).toBe('a picture');
    expect(await store.exists(image)).toBe(true);
    expect(await store.find(image.sha256)).toBe('image/png');
    expect(await readdir(folder)).toEqual(['media']);
  });

  it('keeps one file of the same content and marks it as fresh', async () => {
    const { folder, store, staged, image } = await setUp();
    await store.put(staged, 'image/png');
    const path = store.pathOf(image);
    await utimes(path, 1000, 1000);

    await store.put(await stagedFile(folder, 'again', Buffer.from('a picture')), 'image/png');

    const after = await stat(path);
    expect(await readFile(path, 'utf8')).toBe('a picture');
    expect(after.mtimeMs).toBeGreaterThan(1_000_000);
    expect(await readdir(folder)).toEqual(['media']);
  });

  it('puts a file of the wrong length right', async () => {
    const { folder, store, staged, image } = await setUp();
    await store.put(staged, 'image/png');
    await truncate(store.pathOf(image), 3);
    expect(await store.exists(image)).toBe(false);

    await store.put(await stagedFile(folder, 'again', Buffer.from('a picture')), 'image/png');

    expect(await store.exists(image)).toBe(true);
  });

  it('makes a folder anew that somebody has removed', async () => {
    const { folder, store, staged, image } = await setUp();
    await store.put(staged, 'image/png');
    await rm(join(folder, 'media'), { recursive: true });

    await store.put(await stagedFile(folder, 'again', Buffer.from('a picture')), 'image/png');
    await store.put(await stagedFile(folder, 'once more', Buffer.from('a picture')), 'image/png');

    expect(await store.exists(image)).toBe(true);
  });

  it('lets go of a folder that another process has removed and made anew', async () => {
    const { folder, store, staged } = await setUp();
    await store.put(staged, 'image/png');
    await rm(join(folder, 'media'), { recursive: true });
    const other = createFileStore(join(folder, 'media'));
    onTestFinished(() => other.close());
    await other.put(await stagedFile(folder, 'other', Buffer.from('a picture')), 'image/png');

    await store.put(await stagedFile(folder, 'again', Buffer.from('a picture')), 'image/png');

    expect((await foldersHeld(folder)).filter((path) => path.endsWith(' (deleted)'))).toEqual([]);
  });

  it('holds no folder open once it is closed, nor for what was on its way then', async () => {
    const { folder, store, staged, image } = await setUp();
    await store.put(staged, 'image/png');
    await store.close();

    await store.put(await stagedFile(folder, 'again', Buffer.from('a picture')), 'image/png');

    expect(await store.exists(image)).toBe(true);
    expect(await foldersHeld(folder)).toEqual([]);
  });

  it('brings names of folders to the disk once for all that there are, and again for one that another process makes', async () => {
    const { folder, store } = await setUp();
    const media = join(folder, 'media');
    const pictures = await Promise.all(
      ['one', 'two', 'three'].map((name) => stagedFile(folder, name, Buffer.from(name))),
    );
    const folders = pictures.map(({ sha256 }) => join(media, sha256.slice(0, 2)));
    for (const path of folders.slice(0, 2)) await mkdir(path, { recursive: true });
    const synced = await watchSyncs(folder);

    for (const [index, picture] of pictures.entries()) {
      if (index === 2) await sleep(20).then(() => mkdir(folders[2] ?? ''));
      await store.put(picture, 'image/png');
    }

    expect(synced.filter((path) => path === media)).toHaveLength(2);
    expect(synced.filter((path) => folders.includes(path))).toEqual(folders);
    expect(synced.lastIndexOf(media)).toBeGreaterThan(synced.indexOf(folders[1] ?? ''));
  });

  it('takes the same content from many at once', async () => {
    const { folder, store, image } = await setUp();
    const copies = await Promise.all(
      Array.from({ length: 10 }, (_, index) => stagedFile(folder, `s${index}`, Buffer.from('a picture'))),
    );

    await Promise.all(copies.map((copy) => store.put(copy, 'image/png')));

    expect(await store.exists(image)).toBe(true);
  });

  it('removes a content whatever its type, and nothing else', async () => {
    const { folder, store, staged, image } = await setUp();
    await store.put(staged, 'image/png');
    const other = await stagedFile(folder, 'other', Buffer.from('another'));
    await store.put(other, 'image/webp');

    await store.remove(image.sha256);
    await store.remove(image.sha256);

    expect(await store.exists(image)).toBe(false);
    expect(await store.find(other.sha256)).toBe('image/webp');
  });

  it('lists what it has', async () => {
    const { folder, store, staged } = await setUp();
    const other = await stagedFile(folder, 'other', Buffer.from('another'));
    await store.put(staged, 'image/png');
    await store.put(other, 'image/jpeg');

    const files = await listed(store);

    expect(files.map(({ sha256, byteLength }) => ({ sha256, byteLength })).toSorted(bySha)).toEqual(
      [staged, other].map(({ sha256, byteLength }) => ({ sha256, byteLength })).toSorted(bySha),
    );
    expect(files.every(({ touchedAt }) => touchedAt > 0)).toBe(true);
  });

  it('is empty before anything was put', async () => {
    const { store, image } = await setUp();

    expect(await listed(store)).toEqual([]);
    expect(await store.exists(image)).toBe(false);
    expect(await store.find(image.sha256)).toBeUndefined();
  });

  it.each(['../../etc/passwd', 'ab', '', 'AB'.repeat(32), `${'ab'.repeat(32)}/..`])(
    'has no path for the name %j',
    async (sha256) => {
      const { store } = await setUp();

      expect(() => store.pathOf({ sha256, mediaType: 'image/png' })).toThrow('named by its sha-256');
      await expect(store.remove(sha256)).rejects.toThrow('named by its sha-256');
    },
  );
});

/** Every file and folder that is brought to the disk from now on. */
async function watchSyncs(folder: string): Promise<readonly string[]> {
  const probe = await open(folder, 'r');
  const handles = Object.getPrototypeOf(probe) as typeof probe;
  await probe.close();
  const asIs = handles.sync;
  const synced: string[] = [];
  const syncing = vi.spyOn(handles, 'sync').mockImplementation(async function (this: typeof probe) {
    synced.push(await readlink(`/proc/self/fd/${this.fd}`));
    await asIs.call(this);
  });
  onTestFinished(() => syncing.mockRestore());
  return synced;
}

async function listed(store: FolderStore): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const file of store.list()) files.push(file);
  return files;
}

function bySha(one: { sha256: string }, other: { sha256: string }): number {
  return one.sha256 < other.sha256 ? -1 : 1;
}

describe('the staging area', () => {
  it('writes many small chunks in order, hashed and counted', async () => {
    const staging = createStagingArea({
      directory: join(await temporaryFolder(), 'deep', 'staging'),
      now: Date.now,
    });
    const chunks = Array.from({ length: 3000 }, (_, index) => Buffer.from(`${index},`.repeat(30)));
    const file = await staging.openFile(10_000_000);

    for (const chunk of chunks) await file.write(chunk);
    const saved = await file.finish();

    const whole = Buffer.concat(chunks);
    expect(await readFile(saved.path)).toEqual(whole);
    expect(saved).toMatchObject(
      await stagedFile(staging.directory, 'expected', whole).then((same) => ({ ...same, path: saved.path })),
    );
  });

  it('cleans what is old and leaves what may be in use', async () => {
    const directory = await temporaryFolder();
    let now = Date.now();
    const staging = createStagingArea({ directory, now: () => now });
    await writeFile(join(directory, 'old.part'), 'x');
    now += 10_000;
    await writeFile(join(directory, 'young.part'), 'x');
    await utimes(join(directory, 'young.part'), now / 1000, now / 1000);

    expect(await staging.clean(5_000)).toBe(1);
    expect(await readdir(directory)).toEqual(['young.part']);
  });

  it('has nothing to clean before anything was written', async () => {
    const staging = createStagingArea({ directory: join(await temporaryFolder(), 'none'), now: Date.now });

    expect(await staging.clean(0)).toBe(0);
  });

  it('forgets an abandoned file', async () => {
    const directory = join(await temporaryFolder(), 'staging');
    await mkdir(directory);
    const file = await createStagingArea({ directory, now: Date.now }).openFile(10);
    await file.write(Buffer.from('x'));

    await file.abandon();
    await file.abandon();

    expect(await readdir(directory)).toEqual([]);
  });
});

/** What this process has open below a folder. */
async function foldersHeld(folder: string): Promise<readonly string[]> {
  const names = await readdir('/proc/self/fd');
  const paths = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
  return paths.filter((path) => path.startsWith(folder));
}
