import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ImageSink } from '../../../core/ports/image-provider.ts';
import type { StagedImage } from '../../../core/ports/media.ts';
import type { LiftTarget } from './base64-lifter.ts';

/** A picture that was taken out of an answer. `held`: it was not clear yet whether it is a final one. */
export type LiftedPicture =
  | { readonly kind: 'staged'; readonly image: StagedImage }
  | { readonly kind: 'held'; readonly pieces: readonly string[] };

/** Streams a picture into the sink while it arrives; `done` is called with the file. */
export function stagingTarget(sink: ImageSink, done: (picture: LiftedPicture) => void): LiftTarget {
  const pieces = new PassThrough({ objectMode: true, highWaterMark: 4 });
  pieces.on('error', ignoreHere);
  const saved = sink.saveBase64(pieces);
  // Read in `end`; until then a failure only stops the intake.
  saved.catch(() => pieces.destroy());
  return {
    async write(base64) {
      if (pieces.destroyed) return;
      if (!pieces.write(base64)) await Promise.race([once(pieces, 'drain'), once(pieces, 'close')]);
    },
    async end() {
      pieces.end();
      done({ kind: 'staged', image: await saved });
    },
    fail(error) {
      pieces.destroy(error instanceof Error ? error : new Error(String(error)));
    },
  };
}

/** Keeps a picture as text, for previews, which are small; over `maxLength` characters it is dropped. */
export function holdingTarget(maxLength: number, done: (picture: LiftedPicture) => void): LiftTarget {
  let pieces: string[] = [];
  let length = 0;
  return {
    async write(base64) {
      length += base64.length;
      if (length > maxLength) pieces = [];
      else pieces.push(base64);
    },
    async end() {
      done({ kind: 'held', pieces });
    },
    fail() {
      pieces = [];
    },
  };
}

/** The bytes of a held picture; empty when it was dropped. */
export function heldBytes(pieces: readonly string[]): Uint8Array {
  return Buffer.from(pieces.join('').replace(/^data:[^,]*,/, ''), 'base64');
}

/** The failure is thrown where the picture is awaited. */
function ignoreHere(): void {}
