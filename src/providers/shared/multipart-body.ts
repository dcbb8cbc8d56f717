import { randomBytes } from 'node:crypto';
import type { StreamedBody } from './gateway-client.ts';

/** A text field, or a file that is read when its turn comes. */
export type FormPart =
  | { readonly name: string; readonly value: string }
  | {
      readonly name: string;
      readonly filename: string;
      readonly mediaType: string;
      readonly byteLength: number;
      open(): AsyncIterable<Uint8Array>;
    };

/** A `multipart/form-data` body of known length that never holds a file in memory. */
export function multipartBody(parts: readonly FormPart[]): StreamedBody {
  const boundary = `limner-${randomBytes(18).toString('hex')}`;
  const heads = parts.map((part) => Buffer.from(partHead(part, boundary)));
  const tail = Buffer.from(`--${boundary}--\r\n`);
  const lengths = parts.map((part, index) => (heads[index]?.byteLength ?? 0) + contentLength(part) + 2);
  return {
    mediaType: `multipart/form-data; boundary=${boundary}`,
    byteLength: lengths.reduce((sum, length) => sum + length, tail.byteLength),
    async *open() {
      for (const [index, part] of parts.entries()) {
        yield heads[index] ?? Buffer.alloc(0);
        if ('value' in part) yield Buffer.from(part.value);
        else yield* part.open();
        yield Buffer.from('\r\n');
      }
      yield tail;
    },
  };
}

function partHead(part: FormPart, boundary: string): string {
  const disposition = `Content-Disposition: form-data; name="${quoted(part.name)}"`;
  if ('value' in part) return `--${boundary}\r\n${disposition}\r\n\r\n`;
  const file = `; filename="${quoted(part.filename)}"\r\nContent-Type: ${part.mediaType}`;
  return `--${boundary}\r\n${disposition}${file}\r\n\r\n`;
}

function contentLength(part: FormPart): number {
  return 'value' in part ? Buffer.byteLength(part.value) : part.byteLength;
}

function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
