import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pictureRanges } from '../../src/media/strip-metadata.ts';
import { noise, pngChunk, redBlue, withPlace } from './support/pictures.ts';

function strip(bytes: Buffer, format: 'png' | 'jpeg' | 'webp'): Buffer | undefined {
  const ranges = pictureRanges(bytes, format);
  return ranges && Buffer.concat(ranges.map(({ start, end }) => bytes.subarray(start, end)));
}

const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();
const trailer = Buffer.from('PK\x03\x04 an archive, or a film with the place it was taken');

describe('pictureRanges', () => {
  it.each([
    { format: 'png', make: () => redBlue().png().toBuffer() },
    { format: 'jpeg', make: () => redBlue().jpeg().toBuffer() },
    { format: 'jpeg', make: async () => (await noise(200, 200)).jpeg({ progressive: true }).toBuffer() },
    { format: 'jpeg', make: () => redBlue().withIccProfile('srgb').jpeg().toBuffer() },
    { format: 'webp', make: () => redBlue().webp().toBuffer() },
    { format: 'webp', make: () => redBlue().ensureAlpha(0.5).webp().toBuffer() },
  ] as const)('leaves a clean $format whole', async ({ format, make }) => {
    const bytes = await make();

    expect(pictureRanges(bytes, format)).toEqual([{ start: 0, end: bytes.byteLength }]);
  });

  it.each([
    { format: 'png', make: () => withPlace(redBlue()).png().toBuffer() },
    { format: 'jpeg', make: () => withPlace(redBlue()).jpeg().toBuffer() },
    {
      format: 'jpeg',
      make: async () =>
        withPlace(await noise(300, 300))
          .jpeg({ progressive: true })
          .toBuffer(),
    },
    {
      format: 'jpeg',
      make: () => redBlue().withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>').jpeg().toBuffer(),
    },
  ] as const)('cuts what a $format says about its maker, and no pixel', async ({ format, make }) => {
    const bytes = await make();

    const stripped = strip(bytes, format) ?? Buffer.alloc(0);

    const { exif, xmp } = await sharp(stripped).metadata();
    expect({ exif, xmp }).toEqual({ exif: undefined, xmp: undefined });
    expect(stripped.byteLength).toBeLessThan(bytes.byteLength);
    expect(await pixels(stripped)).toEqual(await pixels(bytes));
  });

  it('cuts text, time and unknown chunks out of a PNG', async () => {
    const bytes = await redBlue().png().toBuffer();
    const chunks = [
      pngChunk('tEXt', Buffer.from('parameters\0a secret prompt')),
      pngChunk('tIME', Buffer.alloc(7)),
      pngChunk('caBX', Buffer.from('who made it')),
      pngChunk('acTL', Buffer.alloc(8)),
    ];
    const dirty = Buffer.concat([bytes.subarray(0, 33), ...chunks, bytes.subarray(33)]);

    expect(strip(dirty, 'png')).toEqual(bytes);
  });

  it.each([
    { format: 'png', make: () => redBlue().png().toBuffer() },
    { format: 'jpeg', make: () => redBlue().jpeg().toBuffer() },
  ] as const)('cuts what hangs on the end of a $format', async ({ format, make }) => {
    const bytes = await make();

    expect(strip(Buffer.concat([bytes, trailer]), format)).toEqual(bytes);
  });

  it('does not take bytes in a JPEG table for its end', async () => {
    const bytes = await redBlue().jpeg().toBuffer();
    const comment = Buffer.from('\xff\xfe\x00\x06\xff\xd9\xff\xd9', 'latin1');

    expect(strip(Buffer.concat([bytes.subarray(0, 2), comment, bytes.subarray(2)]), 'jpeg')).toEqual(bytes);
  });

  it.each([
    { what: 'a WebP with EXIF', make: () => withPlace(redBlue()).webp().toBuffer() },
    {
      what: 'a WebP with something behind it',
      make: async () => Buffer.concat([await redBlue().webp().toBuffer(), trailer]),
    },
  ])('leaves $what to be encoded anew', async ({ make }) => {
    expect(pictureRanges(await make(), 'webp')).toBeUndefined();
  });

  it.each(['png', 'jpeg', 'webp'] as const)('gives up on a %s that is cut off', async (format) => {
    const bytes = await redBlue().toFormat(format).toBuffer();

    for (let length = 0; length < bytes.byteLength; length += 7) {
      expect(pictureRanges(bytes.subarray(0, length), format)).toBeUndefined();
    }
  });

  it('survives any bytes, and only ever names stretches inside of them, in order', async () => {
    const starts = {
      png: await redBlue().png().toBuffer(),
      jpeg: await redBlue().jpeg().toBuffer(),
      webp: await redBlue().webp().toBuffer(),
    };
    const damage = fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 8 });

    fc.assert(
      fc.property(
        fc.constantFrom('png', 'jpeg', 'webp'),
        damage,
        fc.uint8Array(),
        (format, changes, tail) => {
          const bytes = Buffer.concat([starts[format], tail]);
          for (const [offset, value] of changes) if (offset < bytes.byteLength) bytes[offset] = value;

          let last = 0;
          for (const { start, end } of pictureRanges(bytes, format) ?? []) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(bytes.byteLength);
            last = end;
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
