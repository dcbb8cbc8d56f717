import type { StagedImage } from '../core/ports/media.ts';
import { MediaError } from './media-error.ts';
import { stagedImage, type StagingArea } from './staging-area.ts';

/**
 * Decodes base64 into a staged file, at most 256 kB of text at a time and with a write at least after every third
 * time, so that a picture of 20 MB never holds the event loop. Takes plain or URL-safe base64, with or without
 * `data:…;base64,` in front, with line breaks anywhere.
 */
export async function saveBase64(
  text: string | Iterable<string> | AsyncIterable<string>,
  { staging, maxBytes }: { staging: StagingArea; maxBytes: number },
): Promise<StagedImage> {
  const file = await staging.openFile(maxBytes);
  try {
    const decoder = new Base64Decoder();
    for await (const piece of slices(text)) {
      const bytes = decoder.decode(piece);
      if (bytes.byteLength > 0) await file.write(bytes);
    }
    const rest = decoder.finish();
    if (rest.byteLength > 0) await file.write(rest);
    const saved = await file.finish();
    if (saved.byteLength === 0) throw badBase64('No base64 was given', 'empty');
    return stagedImage(saved);
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

const SLICE_LENGTH = 256 * 1024;

async function* slices(text: string | Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  const pieces = typeof text === 'string' ? [text] : text;
  for await (const piece of pieces) {
    for (let start = 0; start < piece.length; start += SLICE_LENGTH)
      yield piece.slice(start, start + SLICE_LENGTH);
  }
}

/** Longer than any real one; a text whose prefix has no comma by then is no data URI. */
const MAX_PREFIX_LENGTH = 1024;

class Base64Decoder {
  #carry = '';
  #started = false;
  #padded = false;

  decode(piece: string): Buffer {
    let text = this.#carry + piece.replace(/\s+/g, '');
    if (!this.#started) {
      const body = withoutPrefix(text);
      if (body === undefined) {
        this.#carry = text;
        return Buffer.alloc(0);
      }
      this.#started = true;
      text = body;
    }
    // Only whole groups of four decode on their own; the rest waits for the next slice.
    const whole = text.length - (text.length % 4);
    this.#carry = text.slice(whole);
    return this.#bytes(text.slice(0, whole));
  }

  finish(): Buffer {
    if (!this.#started) {
      if (this.#carry.toLowerCase().startsWith('data:')) throw badBase64('The data URI has no data');
      this.#started = true;
    }
    if (this.#carry.length % 4 === 1) throw badBase64('The base64 ends in the middle');
    return this.#bytes(this.#carry);
  }

  #bytes(text: string): Buffer {
    if (text === '') return Buffer.alloc(0);
    if (this.#padded) throw badBase64('The base64 goes on after its end');
    // Buffer skips what is not base64; a damaged text must not become a damaged picture.
    if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) throw badBase64('The text is not base64');
    this.#padded = text.endsWith('=');
    return Buffer.from(text, 'base64');
  }
}

/** The text after `data:…;base64,`; the text itself without such a prefix; `undefined` while more is needed to tell. */
function withoutPrefix(text: string): string | undefined {
  const start = text.slice(0, 5).toLowerCase();
  if (start.length < 5 && 'data:'.startsWith(start)) return undefined;
  if (start !== 'data:') return text;
  const comma = text.indexOf(',');
  if (comma === -1 && text.length < MAX_PREFIX_LENGTH) return undefined;
  if (comma === -1 || !/;base64$/i.test(text.slice(0, comma))) throw badBase64('The data URI is not base64');
  return text.slice(comma + 1);
}

function badBase64(message: string, reason: 'bad-base64' | 'empty' = 'bad-base64'): MediaError {
  return new MediaError(message, { code: 'media-not-image', reason });
}
