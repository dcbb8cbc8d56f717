import { readdir, readFile, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Agent } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Logger } from '../../../src/core/ports/logger.ts';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import type { StoredImage } from '../../../src/core/ports/media.ts';
import { createMedia, type MediaConfig } from '../../../src/media/create-media.ts';
import type { S3OriginalsConfig } from '../../../src/media/s3/s3-originals.ts';
import { S3Standin, type S3Fault } from '../../support/s3/s3-standin.ts';
import { noise } from '../support/pictures.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const s3 = new S3Standin();
let picture: Buffer;

beforeAll(async () => {
  await s3.start();
  picture = await (await noise(120, 80)).png().toBuffer();
});
afterAll(() => s3.stop());
beforeEach(() => {
  s3.objects.clear();
  s3.requests.length = 0;
  s3.always = undefined;
});

/** One machine: a DATA_DIR of its own, the same bucket as the others. */
async function machine(changed: Partial<S3OriginalsConfig> = {}, media: Partial<MediaConfig> = {}) {
  const dataDir = await temporaryFolder();
  const made = createMedia({
    dataDir,
    secretKey: 'k'.repeat(43),
    logger: silentLogger,
    s3: {
      endpoint: s3.url,
      region: s3.region,
      bucket: s3.bucket,
      accessKeyId: s3.accessKeyId,
      secretAccessKey: s3.secretAccessKey,
      pathStyle: true,
      prefix: '',
      cacheBytes: 1_000_000,
      retryPausesMs: [1, 1, 1],
      ...changed,
    },
    ...media,
  });
  onTestFinished(() => made.close());
  const files = (folder: string) => readdir(join(dataDir, folder)).catch(() => []);
  const store = async (bytes = picture): Promise<StoredImage> =>
    made.importResult({ kind: 'staged', image: await made.stage(bytes) });
  return { dataDir, media: made, files, store };
}

function keyOf({ sha256 }: StoredImage): string {
  return `${sha256.slice(0, 2)}/${sha256}.png`;
}

const refusal = (status: number, code: string): S3Fault => ({ kind: 'refuse', status, code });

describe('originals in an S3 store', () => {
  it('are kept under their content, and read on a machine that never saw them', async () => {
    const first = await machine();
    const second = await machine();

    const image = await first.store();

    expect([...s3.objects]).toEqual([[keyOf(image), { bytes: picture, mediaType: 'image/png' }]]);
    expect(await second.media.exists(image)).toBe(true);
    expect(await readFile(await second.media.localPath(image))).toEqual(picture);
    expect(await buffer(second.media.open(image))).toEqual(picture);
    const { path, reencoded } = await second.media.fit(image, { maxBytes: image.byteLength });
    expect({ reencoded, bytes: await readFile(path) }).toEqual({ reencoded: false, bytes: picture });
    expect(await second.files('staging')).toEqual([]);
    expect(await first.files('media')).toEqual([]);
    expect(s3.requests.filter((request) => request.startsWith('GET'))).toHaveLength(1);
  });

  it('are fetched once for all who want one at the same time', async () => {
    const image = await (await machine()).store();
    const { media } = await machine();

    await Promise.all([media.localPath(image), media.localPath(image), buffer(media.open(image))]);

    expect(s3.requests.filter((request) => request.startsWith('GET'))).toHaveLength(1);
  });

  it('are served through signed links, enlarged, shown with a grid, and given to gateways', async () => {
    const image = await (await machine()).store();
    const { media } = await machine();

    const link = media.signedPath(image, Date.now() + 60_000);
    const larger = await media.upscale(image, { width: 240, height: 160 });
    const again = await media.importReference({ kind: 'stored', image });

    expect(await media.openSignedPath(link)).toMatchObject({ byteLength: picture.byteLength });
    expect(await media.gridView(image, { side: 3, marked: [1] })).toBeInstanceOf(Buffer);
    expect(await media.exists(larger)).toBe(true);
    expect(await media.exists(again)).toBe(true);
  });

  it('are gone for everybody once they are removed, copies on this machine too', async () => {
    const first = await machine();
    const second = await machine();
    const image = await first.store();
    const link = second.media.signedPath(image, Date.now() + 60_000);

    await first.media.remove(image.sha256);

    expect(s3.objects.size).toBe(0);
    expect(await first.files('media-cache')).toEqual([]);
    expect(await second.media.exists(image)).toBe(false);
    expect(await second.media.openSignedPath(link)).toBeUndefined();
    await expect(second.media.localPath(image)).rejects.toMatchObject({ code: 'media-not-found' });
  });

  it('work with the bucket in the host name, and below a prefix', async () => {
    const dispatcher = new Agent({
      connect: {
        lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
      },
    });
    const { store } = await machine({
      ...{ pathStyle: false, prefix: 'limner/', endpoint: `http://s3.test:${s3.port}`, dispatcher },
    });

    const image = await store();

    expect([...s3.objects.keys()]).toEqual([`limner/${keyOf(image)}`]);
  });

  it('leave only so much on this machine, and what is in use stays', async () => {
    let now = Date.now();
    const { media, store, files, dataDir } = await machine({ cacheBytes: 50_000 }, { now: () => now });
    const images: StoredImage[] = [];
    for (const width of [90, 91, 92]) {
      images.push(await store(await (await noise(width, 80)).png().toBuffer()));
      now += 60_000;
    }
    expect(images.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeGreaterThan(60_000);
    await media.cleanUp();
    expect(await files('media-cache')).toHaveLength(3);

    now += 10 * 60_000;
    await media.localPath(images[0] ?? expect.fail());
    await media.cleanUp();

    const left = await files('media-cache');
    expect(left).toHaveLength(2);
    expect(left).toContain(`${images[0]?.sha256}.png`);
    expect(left).not.toContain(`${images[1]?.sha256}.png`);
    for (const name of left) await utimes(join(dataDir, 'media-cache', name), 1_000, 1_000);
    await media.cleanUp();
    expect(await files('media-cache')).toEqual([]);
    expect(await readFile(await media.localPath(images[1] ?? expect.fail()))).toHaveLength(
      images[1]?.byteLength ?? 0,
    );
  });
});

describe('an S3 store that stumbles', () => {
  it.each<{ name: string; fault: S3Fault }>([
    { name: '500', fault: refusal(500, 'InternalError') },
    { name: '503 SlowDown', fault: refusal(503, 'SlowDown') },
    { name: 'a cut connection', fault: { kind: 'cut' } },
  ])('is asked again after $name', async ({ fault }) => {
    const first = await machine();
    const second = await machine();
    for (const method of ['PUT', 'HEAD', 'GET', 'DELETE'] as const) s3.misbehave(method, fault, fault);

    const image = await first.store();

    expect(await second.media.exists(image)).toBe(true);
    expect(await readFile(await second.media.localPath(image))).toEqual(picture);
    await second.media.remove(image.sha256);
    expect(s3.objects.size).toBe(0);
  });

  it.each<{ name: string; fault: S3Fault }>([
    { name: 'half a picture', fault: { kind: 'truncate' } },
    { name: 'a changed byte', fault: { kind: 'change' } },
  ])('is never believed $name', async ({ fault }) => {
    const image = await (await machine()).store();
    const { media, files } = await machine();
    s3.misbehave('GET', fault);

    expect(await readFile(await media.localPath(image))).toEqual(picture);

    const other = await machine();
    s3.misbehave('GET', fault, fault, fault);
    await expect(other.media.localPath(image)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await other.files('media-cache')).toEqual([]);
    expect(await files('staging')).toEqual([]);
  });

  it('stops buying while it is away, keeps what came in meanwhile, and goes on', async () => {
    const said: unknown[] = [];
    const logger: Logger = { ...silentLogger, error: (fields) => void said.push(fields) };
    let now = Date.now();
    const { media, files } = await machine({}, { logger, now: () => now });
    const image = await media.stage(picture);
    expect(await media.hasRoom()).toBe(true);
    expect(s3.requests).toEqual([]);
    s3.always = { kind: 'cut' };

    await expect(media.importResult({ kind: 'staged', image })).rejects.toMatchObject({
      ...{ code: 'store-unavailable', retryable: true },
    });

    expect(await media.hasRoom()).toBe(false);
    expect(await files('staging')).toHaveLength(1);
    expect(said).toEqual([{ code: expect.any(String), advice: expect.stringContaining('S3_ENDPOINT') }]);
    s3.always = undefined;
    expect(await media.hasRoom()).toBe(false);
    now += 6_000;
    expect(await media.hasRoom()).toBe(true);
    const stored = await media.importResult({ kind: 'staged', image });
    expect(s3.objects.get(keyOf(stored))?.bytes).toEqual(picture);
  });

  it.each([
    { wrong: { secretAccessKey: 'another' }, advice: /S3_SECRET_ACCESS_KEY/ },
    { wrong: { accessKeyId: 'another' }, advice: /S3_ACCESS_KEY_ID/ },
    { wrong: { region: 'another' }, advice: /S3_REGION/ },
    { wrong: { bucket: 'another' }, advice: /S3_BUCKET/ },
  ])('tells the operator what to correct: $wrong', async ({ wrong, advice }) => {
    const said: { advice?: string }[] = [];
    const logger: Logger = { ...silentLogger, error: (fields) => void said.push(fields) };
    const { store } = await machine(wrong, { logger });

    await expect(store()).rejects.toMatchObject({ code: 'store-unavailable' });

    expect(said).toEqual([expect.objectContaining({ advice: expect.stringMatching(advice) })]);
    expect(s3.requests).toHaveLength(1);
    expect(JSON.stringify(said)).not.toContain('another');
  });

  it('gets no picture that changed on this machine’s disk', async () => {
    const { media } = await machine();
    const image = await media.stage(picture);

    await expect(
      media.importResult({ kind: 'staged', image: { ...image, sha256: '0'.repeat(64) } }),
    ).rejects.toMatchObject({ code: 'store-unavailable' });

    expect(s3.objects.size).toBe(0);
    await rm(image.path, { force: true });
  });
});
