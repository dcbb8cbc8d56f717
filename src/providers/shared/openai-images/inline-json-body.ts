import type { OrderImage } from '../../../core/ports/image-provider.ts';
import type { StreamedBody } from '../gateway-client.ts';

/** A field of a JSON body whose value is base64 that is read from disk when its turn comes. */
export interface InlineField {
  readonly name: string;
  readonly images: readonly OrderImage[];
  /** A list of strings; otherwise one string, of the only image. */
  readonly list: boolean;
  /** `data:<type>;base64,` in front. */
  readonly dataUri: boolean;
}

/** A JSON body of known length that never holds a picture in memory. */
export function inlineJsonBody(
  fields: Readonly<Record<string, unknown>>,
  inline: readonly InlineField[],
): StreamedBody {
  const pieces: (string | OrderImage)[] = [JSON.stringify(fields).slice(0, -1)];
  for (const field of inline) {
    pieces.push(`,${JSON.stringify(field.name)}:${field.list ? '[' : ''}`);
    for (const [index, image] of field.images.entries()) {
      const prefix = field.dataUri ? `data:${image.mediaType};base64,` : '';
      pieces.push(`${index > 0 ? ',' : ''}"${prefix}`, image, '"');
    }
    if (field.list) pieces.push(']');
  }
  pieces.push('}');
  const lengths = pieces.map((piece) =>
    typeof piece === 'string' ? Buffer.byteLength(piece) : Math.ceil(piece.byteLength / 3) * 4,
  );
  return {
    mediaType: 'application/json',
    byteLength: lengths.reduce((sum, length) => sum + length, 0),
    async *open() {
      for (const piece of pieces) {
        if (typeof piece === 'string') yield Buffer.from(piece);
        else yield* encode(piece);
      }
    },
  };
}

/** Base64 of a file, piece by piece; only whole groups of three bytes are encoded before the end. */
async function* encode(image: OrderImage): AsyncGenerator<Uint8Array> {
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of image.open() as AsyncIterable<Buffer>) {
    const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    const whole = bytes.length - (bytes.length % 3);
    carry = Buffer.from(bytes.subarray(whole));
    if (whole > 0) yield Buffer.from(bytes.toString('base64', 0, whole), 'latin1');
  }
  if (carry.length > 0) yield Buffer.from(carry.toString('base64'), 'latin1');
}
