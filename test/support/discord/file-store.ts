import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { imageSize } from './image-header.ts';
import type { StoredFile } from './model.ts';

/** A file that a user attaches. */
export interface LocalFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  readonly description?: string;
}

/** Keeps every uploaded byte on disk, so that a hundred large pictures cost no memory. */
export class FileStore {
  private directory: string | undefined;

  async open(): Promise<void> {
    this.directory = await mkdtemp(join(tmpdir(), 'discord-standin-'));
  }

  async close(): Promise<void> {
    if (this.directory) await rm(this.directory, { recursive: true, force: true });
    this.directory = undefined;
  }

  /** Writes a stream, hashing on the way. */
  async write(source: Readable): Promise<StoredFile> {
    if (!this.directory) throw new Error('The stand-in is not started');
    const temporary = join(this.directory, randomUUID());
    const hash = createHash('sha256');
    let size = 0;
    source.on('data', (chunk: Buffer) => {
      hash.update(chunk);
      size += chunk.length;
    });
    await pipeline(source, createWriteStream(temporary));
    const sha256 = hash.digest('hex');
    const path = join(this.directory, sha256);
    await rename(temporary, path);
    const dimensions = imageSize(await readHead(path));
    return { size, sha256, path, width: dimensions?.width, height: dimensions?.height };
  }

  writeBytes(bytes: Uint8Array): Promise<StoredFile> {
    return this.write(Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]));
  }

  read(file: StoredFile): Promise<Buffer> {
    return readFile(file.path);
  }
}

/** Discord goes by the name's ending, not by what the uploader declared. */
export function contentTypeOf(filename: string): string {
  return contentTypes[extname(filename).toLowerCase()] ?? 'application/octet-stream';
}

/** Discord keeps letters, digits, dots, dashes and underscores; anything else becomes an underscore or vanishes. */
export function sanitizeFilename(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const clean = base.replace(/\s+/g, '_').replace(/[^A-Za-z0-9._-]/g, '');
  return clean === '' ? 'unknown' : clean;
}

async function readHead(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const contentTypes: { readonly [extension: string]: string } = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.heic': 'image/heic',
  '.bmp': 'image/bmp',
  '.tiff': 'image/tiff',
  '.svg': 'image/svg+xml',
  '.mp4': 'video/mp4',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain; charset=utf-8',
};
