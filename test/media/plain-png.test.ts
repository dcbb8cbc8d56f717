import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainPngSize } from '../../src/media/plain-png.ts';
import { pngChunk, redBlue, withPlace } from './support/pictures.ts';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function header(width: number, height: number, rest = [8, 2, 0, 0, 0]): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set(rest, 8);
  return pngChunk('IHDR', data);
}

const pixels = pngChunk('IDAT', Buffer.from('789c030000000001', 'hex'));

describe('the size of a PNG by its first bytes', () => {
  it('is what an encoder wrote', async () => {
    const picture = await redBlue(640, 480).png().toBuffer();

    expect(plainPngSize(picture)).toEqual({ width: 640, height: 480 });
    expect(plainPngSize(picture.subarray(0, 1_000))).toEqual({ width: 640, height: 480 });
  });

  it('is there before a manifest that is longer than what was read', () => {
    const manifest = pngChunk('caBX', Buffer.alloc(50_000, 7));

    const head = Buffer.concat([signature, header(1_024, 1_536), manifest]).subarray(0, 16_384);

    expect(plainPngSize(head)).toEqual({ width: 1_024, height: 1_536 });
  });

  it('is left to a decoder where a picture may be turned, or moves', async () => {
    const moving = Buffer.concat([signature, header(64, 48), pngChunk('acTL', Buffer.alloc(8)), pixels]);

    expect(plainPngSize(await withPlace(redBlue()).png().toBuffer())).toBeUndefined();
    expect(plainPngSize(moving)).toBeUndefined();
  });

  it('is left to a decoder where the header is damaged, cut off, empty, or not the first', async () => {
    const picture = await redBlue().png().toBuffer();
    const damaged = Buffer.from(picture);
    damaged[18] = 0xff;

    expect(plainPngSize(damaged)).toBeUndefined();
    expect(plainPngSize(picture.subarray(0, 32))).toBeUndefined();
    expect(plainPngSize(Buffer.concat([signature, header(0, 48), pixels]))).toBeUndefined();
    expect(plainPngSize(Buffer.concat([signature, pixels, header(64, 48)]))).toBeUndefined();
    expect(plainPngSize(await redBlue().jpeg().toBuffer())).toBeUndefined();
    expect(plainPngSize(Buffer.alloc(0))).toBeUndefined();
  });

  it.each([
    ['of a depth that no colour has', [3, 2, 0, 0, 0]],
    ['of a colour type that there is not', [8, 5, 0, 0, 0]],
    ['of a palette', [8, 3, 0, 0, 0]],
    ['packed in another way', [8, 2, 1, 0, 0]],
    ['filtered in another way', [8, 2, 0, 1, 0]],
    ['interlaced in another way', [8, 2, 0, 0, 2]],
  ])('is left to a decoder where the header is %s', (_, rest) => {
    expect(plainPngSize(Buffer.concat([signature, header(64, 48, rest), pixels]))).toBeUndefined();
  });

  it('is left to a decoder where no pixels follow', () => {
    const [start, end] = [Buffer.concat([signature, header(64, 48)]), pngChunk('IEND', Buffer.alloc(0))];
    const note = pngChunk('tEXt', Buffer.from('a\0b'));

    for (const rest of [[], [end], [note], [note, end], [Buffer.alloc(200, 'A')], [header(3, 4), pixels]])
      expect(plainPngSize(Buffer.concat([start, ...rest]))).toBeUndefined();
  });

  it('never throws, whatever follows a sound header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        expect(
          plainPngSize(Buffer.concat([signature, header(3, 4), rest])) ?? { width: 3, height: 4 },
        ).toEqual({
          width: 3,
          height: 4,
        });
      }),
    );
  });
});
