import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import type { OrderImage } from '../../../src/core/ports/image-provider.ts';
import { makePicture } from '../gateways/shared/pictures.ts';

/** Serves pictures on loopback, as `/media/…` does under a public address. */
export interface PictureHost {
  publish(bytes: Buffer): string;
  stop(): Promise<void>;
}

export async function startPictureHost(): Promise<PictureHost> {
  const pictures = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const bytes = pictures.get((request.url ?? '').split('?')[0] ?? '');
    if (bytes) response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    publish(bytes) {
      const path = `/media/${sha256(bytes)}.png`;
      pictures.set(path, bytes);
      return `http://127.0.0.1:${port}${path}?signature=secret-signature`;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A reference of this size as a provider receives it; with a host also at a public URL. */
export async function makeReference(
  options: { width?: number; height?: number; tag?: string; host?: PictureHost } = {},
): Promise<OrderImage> {
  const { width = 64, height = 48, tag = 'reference' } = options;
  return orderImage(await makePicture({ width, height, tag }), { width, height }, options.host);
}

/** A mask: opaque, with a transparent left half that is to be painted anew. */
export async function makeMask(
  options: { width?: number; height?: number; host?: PictureHost } = {},
): Promise<OrderImage> {
  const { width = 64, height = 48 } = options;
  const pixels = Buffer.alloc(width * height * 4, 255);
  for (let index = 0; index < width * height; index += 1) {
    if (index % width < width / 2) pixels[index * 4 + 3] = 0;
  }
  const bytes = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  return orderImage(bytes, { width, height }, options.host);
}

function orderImage(
  bytes: Buffer,
  size: { width: number; height: number },
  host: PictureHost | undefined,
): OrderImage {
  return {
    sha256: sha256(bytes),
    mediaType: 'image/png',
    ...size,
    byteLength: bytes.byteLength,
    ...(host ? { publicUrl: host.publish(bytes) } : {}),
    open: () => Readable.from([bytes]),
    read: () => Promise.resolve(bytes),
  };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
