import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ImageSource, Media } from '../../src/core/ports/media.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { createMedia, type MediaConfig } from '../../src/media/create-media.ts';
import { localServer } from './support/local-server.ts';
import { fixture, noise, pngThatClaims, redBlue, withPlace } from './support/pictures.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function setUp(changed: Partial<MediaConfig> = {}) {
  const dataDir = await temporaryFolder();
  const media = createMedia({
    dataDir,
    secretKey: 'k'.repeat(43),
    allowPrivateHosts: ['127.0.0.1'],
    limits: { retryPausesMs: [1, 1] },
    logger: silentLogger,
    ...changed,
  });
  onTestFinished(() => media.close());
  const staged = () => readdir(join(dataDir, 'staging')).catch(() => []);
  return { dataDir, media, staged };
}

async function serve(bytes: Uint8Array, contentType = 'image/png') {
  const server = await localServer((_, response) => {
    response.setHeader('content-type', contentType);
    response.end(bytes);
  });
  return `${server.url}/picture`;
}

type Give = (media: Media, bytes: Buffer) => Promise<ImageSource>;

const sources: { kind: string; give: Give }[] = [
  { kind: 'url', give: async (_, bytes) => ({ kind: 'url', url: await serve(bytes, 'text/html') }) },
  {
    kind: 'data-uri',
    give: async (_, bytes) => ({
      kind: 'data-uri',
      uri: `data:text/plain;base64,${bytes.toString('base64')}`,
    }),
  },
  { kind: 'staged', give: async (media, bytes) => ({ kind: 'staged', image: await media.stage(bytes) }) },
];

describe('importing', () => {
  it.each(sources)(
    'stores a result from a $kind as it is, whatever type it was said to be',
    async ({ give }) => {
      const { media, staged } = await setUp();
      const bytes = await withPlace(redBlue()).jpeg().toBuffer();

      const image = await media.importResult(await give(media, bytes));

      expect(image).toEqual({
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        mediaType: 'image/jpeg',
        width: 64,
        height: 48,
        byteLength: bytes.byteLength,
      });
      expect(await buffer(media.open(image))).toEqual(bytes);
      expect(await staged()).toEqual([]);
    },
  );

  it.each(sources)('stores a reference from a $kind without its place', async ({ give }) => {
    const { media, staged } = await setUp();
    const bytes = await withPlace(redBlue()).jpeg().toBuffer();

    const image = await media.importReference(await give(media, bytes));

    expect(image).toMatchObject({ mediaType: 'image/jpeg', width: 64, height: 48 });
    expect((await buffer(media.open(image))).includes('SecretCamera')).toBe(false);
    expect(await staged()).toEqual([]);
  });

  it.each(['png', 'jpeg', 'webp'] as const)(
    'passes nothing on of another file that hangs behind a %s',
    async (format) => {
      const { media } = await setUp();
      const picture = await redBlue().toFormat(format).toBuffer();
      const glued = Buffer.concat([picture, Buffer.from('PK\u0003\u0004<script>alert(1)</script>%PDF-1.7')]);

      const image = await media.importReference({ kind: 'staged', image: await media.stage(glued) });

      const stored = await buffer(media.open(image));
      expect(image).toMatchObject({ width: 64, height: 48 });
      expect(['PK\u0003\u0004', '<script>', '%PDF'].filter((part) => stored.includes(part))).toEqual([]);
    },
  );

  it('takes a stored result as a reference, the same file when nothing is to be done', async () => {
    const { media } = await setUp();
    const clean = await media.importResult({
      kind: 'staged',
      image: await media.stage(await redBlue().png().toBuffer()),
    });
    const placed = await media.importResult({
      kind: 'staged',
      image: await media.stage(await withPlace(redBlue()).png().toBuffer()),
    });

    expect(await media.importReference({ kind: 'stored', image: clean })).toEqual(clean);
    expect(await media.exists(clean)).toBe(true);
    const reference = await media.importReference({ kind: 'stored', image: placed });

    expect(reference).toEqual(clean);
    expect(await media.exists(placed)).toBe(true);
  });

  it('makes a PNG of a result of another kind, in full size', async () => {
    const { media, staged } = await setUp({ limits: { referenceMaxEdge: 10 } });

    for (const bytes of [await fixture('red-blue-with-place.heic'), await redBlue().gif().toBuffer()]) {
      const image = await media.importResult({ kind: 'staged', image: await media.stage(bytes) });
      expect(image).toMatchObject({ mediaType: 'image/png', width: 64, height: 48 });
    }
    expect(await staged()).toEqual([]);
  });

  it('stores a mask that fits its reference', async () => {
    const { media } = await setUp();
    const first = await media.importReference({
      kind: 'staged',
      image: await media.stage(await redBlue().png().toBuffer()),
    });
    const white = sharp({ create: { width: 128, height: 96, channels: 3, background: '#ffffff' } });

    const mask = await media.importMask(
      { kind: 'staged', image: await media.stage(await white.png().toBuffer()) },
      first,
    );

    expect(mask).toMatchObject({ mediaType: 'image/png', width: 64, height: 48 });
    expect((await sharp(media.pathOf(mask)).stats()).channels[3]).toMatchObject({ min: 0, max: 0 });
  });

  it.each(['importResult', 'importReference'] as const)(
    '%s refuses what is no picture and leaves nothing',
    async (method) => {
      const { media, dataDir, staged } = await setUp();
      const truncated = await (await noise(200, 200)).png().toBuffer();
      const bad = [
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
        Buffer.from('<!doctype html>'),
        pngThatClaims(60_000, 60_000),
        truncated.subarray(0, truncated.byteLength - 2000),
        (await (await noise(200, 200)).jpeg().toBuffer()).subarray(0, 9000),
        (await redBlue().webp().toBuffer()).subarray(0, -8),
        // Ends as it should, but misses what is in between.
        Buffer.concat([truncated.subarray(0, 60_000), truncated.subarray(-12), Buffer.from('x')]),
        // A sound header and a sound end, and no pixels between them.
        Buffer.concat([truncated.subarray(0, 33), truncated.subarray(-12)]),
      ];

      for (const bytes of bad) {
        const refusal = expect.objectContaining({
          code: expect.stringMatching(/^media-(not-image|too-large)$/),
        });
        await expect(media[method]({ kind: 'url', url: await serve(bytes) })).rejects.toEqual(refusal);
      }

      expect(await staged()).toEqual([]);
      expect(await readdir(dataDir)).not.toContain('media');
    },
  );

  it('leaves a staged file to its giver when it is refused', async () => {
    const { media, staged } = await setUp();
    const image = await media.stage(Buffer.from('no picture'));

    await expect(media.importReference({ kind: 'staged', image })).rejects.toMatchObject({
      code: 'media-not-image',
    });
    expect(await staged()).toHaveLength(1);

    await media.discard(image);
    expect(await staged()).toEqual([]);
  });

  it('finds a staged result again that was stored before the step was killed', async () => {
    const { media } = await setUp();
    const image = await media.stage(await redBlue().png().toBuffer());

    const first = await media.importResult({ kind: 'staged', image });

    expect(await media.importResult({ kind: 'staged', image })).toEqual(first);
    await media.remove(first.sha256);
    await expect(media.importResult({ kind: 'staged', image })).rejects.toMatchObject({
      code: 'media-not-found',
    });
  });

  it('tries a fresh result again and a reference not', async () => {
    const { media } = await setUp();
    const bytes = await redBlue().png().toBuffer();
    const server = await localServer((_, response) => {
      if (server.requests.length % 2 === 1) return response.writeHead(404).end();
      return response.end(bytes);
    });

    expect(await media.importResult({ kind: 'url', url: server.url })).toMatchObject({ width: 64 });
    await expect(media.importReference({ kind: 'url', url: server.url })).rejects.toMatchObject({
      code: 'media-not-found',
    });
  });

  it('stays out of private networks', async () => {
    const { media } = await setUp({ allowPrivateHosts: [] });
    const url = await serve(await redBlue().png().toBuffer());

    await expect(media.importReference({ kind: 'url', url })).rejects.toMatchObject({
      code: 'media-forbidden-address',
    });
  });

  it('stops at the whole time that the caller allows', async () => {
    const { media } = await setUp();
    const { url } = await localServer(() => {});

    await expect(media.importReference({ kind: 'url', url }, { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'media-timeout',
    });
  });
});

describe('stored pictures', () => {
  it('are enlarged into a picture of their own', async () => {
    const { media } = await setUp();
    const image = await media.importResult({
      kind: 'staged',
      image: await media.stage(await redBlue().png().toBuffer()),
    });

    const larger = await media.upscale(image, { width: 128, height: 96 });

    expect(larger).toMatchObject({ mediaType: 'image/png', width: 128, height: 96 });
    expect(await media.exists(larger)).toBe(true);
    expect(await media.exists(image)).toBe(true);
  });

  it('go with everything derived from them', async () => {
    const { media, dataDir } = await setUp();
    const bytes = await (await noise(100, 100)).png().toBuffer();
    const image = await media.importResult({ kind: 'staged', image: await media.stage(bytes) });
    const { path } = await media.fit(image, { maxBytes: image.byteLength - 1 });
    await readFile(path);

    await media.remove(image.sha256);

    expect(await media.exists(image)).toBe(false);
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(
      (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()),
    ).toEqual([]);
  });

  it('are opened by a signed link until it expires', async () => {
    let now = 1_000_000_000_000;
    const { media } = await setUp({ now: () => now });
    const bytes = await redBlue().png().toBuffer();
    const image = await media.importResult({ kind: 'staged', image: await media.stage(bytes) });
    const link = media.signedPath(image, now + 60_000);

    expect(await media.openSignedPath(link)).toEqual({
      path: media.pathOf(image),
      mediaType: 'image/png',
      byteLength: bytes.byteLength,
      expiresAt: now + 60_000,
    });
    expect(await media.openSignedPath(`${link}x`)).toBeUndefined();
    now += 60_000;
    expect(await media.openSignedPath(link)).toBeUndefined();
  });

  it('are not opened by a link when they are gone', async () => {
    const { media } = await setUp();
    const image = await media.importResult({
      kind: 'staged',
      image: await media.stage(await redBlue().png().toBuffer()),
    });
    const link = media.signedPath(image, Date.now() + 60_000);

    await media.remove(image.sha256);

    expect(await media.openSignedPath(link)).toBeUndefined();
  });
});

describe('staging', () => {
  it('takes a stream up to a limit', async () => {
    const { media, staged } = await setUp();
    const stream = async function* () {
      for (let index = 0; index < 10; index += 1) yield Buffer.alloc(1000);
    };

    expect(await media.stage(stream(), 10_000)).toMatchObject({ byteLength: 10_000 });
    await expect(media.stage(stream(), 9_999)).rejects.toMatchObject({ code: 'media-too-large' });
    expect(await staged()).toHaveLength(1);
  });

  it('takes base64', async () => {
    const { media } = await setUp();

    const image = await media.stageBase64((await redBlue().png().toBuffer()).toString('base64'));

    expect(await media.importResult({ kind: 'staged', image })).toMatchObject({ width: 64, height: 48 });
  });

  it('is cleaned of what a killed process left, and copies of what nobody uses', async () => {
    const { media, dataDir, staged } = await setUp();
    const image = await media.stage(await (await noise(100, 100)).png().toBuffer());
    const stored = await media.importResult({ kind: 'staged', image });
    const { path } = await media.fit(stored, { maxBytes: stored.byteLength - 1 });
    const left = join(dataDir, 'staging', 'left.part');
    await writeFile(left, 'x');
    await media.stage(Buffer.from('in use'));
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    await utimes(left, twoDaysAgo, twoDaysAgo);
    await utimes(path, twoDaysAgo, twoDaysAgo);

    await media.cleanUp();

    expect(await staged()).toHaveLength(1);
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await media.exists(stored)).toBe(true);
  });
});
