import type { ImageSink } from '../../../core/ports/image-provider.ts';
import type { StagedImage } from '../../../core/ports/media.ts';
import type { LiftTarget } from './base64-lifter.ts';
import { PieceChannel } from './piece-channel.ts';

/** A picture that was taken out of an answer. `held`: it was not clear yet whether it is a final one. */
export type LiftedPicture =
  | { readonly kind: 'staged'; readonly image: StagedImage }
  | { readonly kind: 'held'; readonly pieces: readonly string[] };

/** Streams a picture into the sink while it arrives; `done` is called with the file. */
export function stagingTarget(sink: ImageSink, done: (picture: LiftedPicture) => void): LiftTarget {
  const pieces = new PieceChannel();
  const saved = sink.saveBase64(pieces);
  // The failure itself is thrown by `end`; until then the rest of the picture is let go.
  saved.catch(() => pieces.leave());
  return {
    write: (base64) => pieces.write(base64),
    async end() {
      pieces.end();
      done({ kind: 'staged', image: await saved });
    },
    fail: (error) => pieces.end(error),
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
