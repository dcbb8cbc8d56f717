import { createRequire } from 'node:module';
import type { PassThrough, Readable } from 'node:stream';
import type * as yazl from 'yazl';
import type { ArchiveEntry } from '../core/ports/media.ts';

const load = createRequire(import.meta.url);

/**
 * A zip file of the entries, made while it is read: one entry is open at a time. Pictures are stored as they are, texts
 * are compressed. An entry that cannot be read breaks the stream off.
 */
export function writeArchive(entries: Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry>): Readable {
  const { ZipFile } = load('yazl') as typeof yazl;
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  zip.on('error', (error: Error) => output.destroy(error));
  void (async () => {
    for await (const entry of entries) {
      const isText = 'text' in entry;
      const options = isText ? { compress: true } : { compress: false, size: entry.byteLength };
      zip.addReadStreamLazy(entry.name, options, (give) => {
        const content = isText ? entry.text() : entry.bytes();
        // Nobody else listens before the archive comes to it, nor once the archive is given up.
        content.on('error', (error) => output.destroy(error));
        give(null, content);
      });
    }
    zip.end();
  })().catch((error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))));
  return output;
}
