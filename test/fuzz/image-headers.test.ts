import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { createMedia, type MediaStore } from '../../src/media/create-media.ts';
import { sniffFormat } from '../../src/media/sniff-format.ts';
import { fixture, pngThatClaims, redBlue, withPlace } from '../media/support/pictures.ts';
import { eventually } from '../support/eventually.ts';
import { fuzz, fuzzTimeoutMs } from './fuzz.ts';

let folder: string;
let media: MediaStore;
let seeds: readonly Buffer[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'limner-fuzz-'));
  media = createMedia({
    ...{ dataDir: folder, secretKey: 'a-key-for-the-fuzzer-0123456789012345', logger: silentLogger },
    limits: {
      maxPixels: 1_000_000,
      maxAvifPixels: 1_000_000,
      maxWorkerPixels: 1_000_000,
      codecTimeoutMs: 10_000,
    },
  });
  const picture = redBlue(40, 30);
  seeds = await Promise.all([
    picture.clone().png().toBuffer(),
    withPlace(picture.clone()).jpeg().toBuffer(),
    withPlace(picture.clone()).webp().toBuffer(),
    picture.clone().gif().toBuffer(),
    picture.clone().tiff().toBuffer(),
    picture.clone().avif({ effort: 0 }).toBuffer(),
    fixture('red-blue-turned.heic'),
    pngThatClaims(60_000, 60_000),
    Buffer.from('%PDF-1.7 not a picture'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    Buffer.from('BM' + '\u0000'.repeat(60)),
  ]);
});
afterAll(async () => {
  await media.close();
  await rm(folder, { recursive: true, force: true });
});

/** A picture with bytes of its header changed, cut off, or glued to another. */
const damaged = fc
  .record({
    seed: fc.nat(10),
    changes: fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
    length: fc.option(fc.nat(2_000), { freq: 4 }),
    tail: fc.option(fc.nat(10), { freq: 4 }),
  })
  .map(({ seed, changes, length, tail }) => {
    const bytes = Buffer.from(seeds[seed] ?? []);
    for (const [offset, value] of changes) if (offset < bytes.byteLength) bytes[offset] = value;
    const cut = length === null ? bytes : bytes.subarray(0, length);
    return tail === null ? cut : Buffer.concat([cut, seeds[tail] ?? Buffer.alloc(0)]);
  });

it(
  'picture headers: any file is stored as a plain picture, or refused by a name that users understand',
  async () => {
    await fuzz(
      fc.asyncProperty(damaged, fc.boolean(), async (bytes, asResult) => {
        const staged = await media.stage(bytes).catch((error: unknown) => error as Error);
        if (staged instanceof Error) {
          expect(staged).toBeInstanceOf(AppError);
          return;
        }
        const source = { kind: 'staged', image: staged } as const;
        try {
          const stored = asResult ? await media.importResult(source) : await media.importReference(source);

          expect(stored.width * stored.height).toBeLessThanOrEqual(1_000_000);
          expect(['image/png', 'image/jpeg', 'image/webp']).toContain(stored.mediaType);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          expect(error.code).toMatch(/^media-/);
        } finally {
          await media.discard(staged);
        }
      }),
    );
    // The last run may have been cut off by the clock.
    await eventually(async () => expect(await readdir(join(folder, 'staging'))).toEqual([]));
  },
  fuzzTimeoutMs,
);

it(
  'picture headers: the first bytes alone are read without a slip',
  async () => {
    const start = fc.constantFrom(
      '',
      '\x89PNG\r\n',
      '\xff\xd8\xff',
      'RIFF',
      'GIF8',
      'II*\0',
      'BM',
      '\0\0\0\x1cftyp',
    );
    await fuzz(
      fc.property(start, fc.uint8Array({ maxLength: 64 }), (magic, rest) => {
        const head = Buffer.concat([Buffer.from(magic, 'latin1'), rest]).subarray(0, 64);
        expect([undefined, 'png', 'jpeg', 'webp', 'gif', 'tiff', 'bmp', 'heif']).toContain(sniffFormat(head));
      }),
    );
  },
  fuzzTimeoutMs,
);
