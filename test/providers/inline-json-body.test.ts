import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderImage } from '../../src/core/ports/image-provider.ts';
import { inlineJsonBody } from '../../src/providers/shared/openai-images/inline-json-body.ts';

function imageOf(bytes: Buffer, chunkBytes: number): OrderImage {
  const chunks: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += chunkBytes)
    chunks.push(bytes.subarray(from, from + chunkBytes));
  return {
    sha256: 'x',
    mediaType: 'image/png',
    width: 1,
    height: 1,
    byteLength: bytes.length,
    open: () => Readable.from(chunks),
    read: () => Promise.resolve(bytes),
  };
}

describe('inlineJsonBody', () => {
  it('is the JSON that it stands for, and as long as it says', async () => {
    const files = fc.array(fc.uint8Array({ minLength: 1, maxLength: 100 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.integer({ min: 1, max: 20 }),
        fc.string(),
        async (contents, chunkBytes, prompt) => {
          const buffers = contents.map((bytes) => Buffer.from(bytes));
          const images = buffers.map((bytes) => imageOf(bytes, chunkBytes));
          const body = inlineJsonBody({ prompt }, [
            { name: 'image', images, list: true, dataUri: true },
            { name: 'mask_base64', images: images.slice(0, 1), list: false, dataUri: false },
          ]);

          const sent = await buffer(body.open());

          expect(JSON.parse(sent.toString())).toEqual({
            prompt,
            image: buffers.map((bytes) => `data:image/png;base64,${bytes.toString('base64')}`),
            mask_base64: buffers[0]?.toString('base64'),
          });
          expect(sent.byteLength).toBe(body.byteLength);
        },
      ),
    );
  });
});
