import { createHash } from 'node:crypto';
import type { ImageSink } from '../../../src/core/ports/image-provider.ts';
import type { StagedImage } from '../../../src/core/ports/media.ts';

/** An `ImageSink` that keeps what it was given; the path of a staged image is its key. */
export class MemorySink implements ImageSink {
  readonly files = new Map<string, Buffer>();

  async saveBase64(text: string | AsyncIterable<string>): Promise<StagedImage> {
    let whole = '';
    if (typeof text === 'string') whole = text;
    else for await (const piece of text) whole += piece;
    return this.#keep(Buffer.from(whole.replace(/^data:[^,]*,/, ''), 'base64'));
  }

  async saveBytes(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<StagedImage> {
    if (bytes instanceof Uint8Array) return this.#keep(Buffer.from(bytes));
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    return this.#keep(Buffer.concat(pieces));
  }

  #keep(bytes: Buffer): StagedImage {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = `memory:${this.files.size}:${sha256}`;
    this.files.set(path, bytes);
    return { path, sha256, byteLength: bytes.byteLength };
  }
}
