import type { FastifyRequest } from 'fastify';
import type { Media, StagedImage } from '../../../core/ports/media.ts';
import { AppError } from '../../../core/errors.ts';
import { HttpProblem } from './http-problem.ts';

/** One field of a request: what JSON or a form says, or a file that was uploaded and is on disk now. */
export type OrderField =
  | { readonly kind: 'value'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'upload'; readonly name: string; readonly image: StagedImage };

export interface MultipartLimits {
  readonly media: Media;
  readonly maxFileBytes: number;
  /** All files together. */
  readonly maxBodyBytes: number;
  readonly maxFiles: number;
}

// 32,000 characters of up to four bytes, with room.
const maxFieldBytes = 256 * 1024;

/**
 * The parts of a form in order; files go to disk as they come. On any error nothing is left behind.
 * @throws HttpProblem `too-large`, `malformed`
 */
export async function readMultipart(request: FastifyRequest, limits: MultipartLimits): Promise<OrderField[]> {
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBodyBytes)
    throw new HttpProblem('too-large');
  const fields: OrderField[] = [];
  const budget = { left: limits.maxBodyBytes };
  const parts = request.parts({
    // prettier-ignore
    limits: { fields: 40, files: limits.maxFiles, parts: 60, fileSize: limits.maxFileBytes + 1, fieldSize: maxFieldBytes },
  });

  try {
    for await (const part of parts) {
      const name = part.fieldname;
      if (part.type === 'file') {
        const image = await limits.media.stage(spend(part.file, budget), limits.maxFileBytes);
        fields.push({ kind: 'upload', name, image });
        if (part.file.truncated) throw new HttpProblem('too-large');
      } else {
        if (part.valueTruncated) throw new HttpProblem('too-large');
        fields.push({ kind: 'value', name, value: part.value });
      }
    }
    return fields;
  } catch (error) {
    for (const field of fields) if (field.kind === 'upload') await limits.media.discard(field.image);
    throw problemOf(error);
  }
}

async function* spend(
  bytes: AsyncIterable<Uint8Array>,
  budget: { left: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    budget.left -= chunk.byteLength;
    if (budget.left < 0) throw new HttpProblem('too-large');
    yield chunk;
  }
}

function problemOf(error: unknown): unknown {
  if (error instanceof AppError && error.code === 'media-too-large') {
    return new HttpProblem('too-large', { cause: error });
  }
  // Broken boundaries and aborted uploads come from the parser as plain errors; an AppError is media's own.
  if (error instanceof AppError || error instanceof HttpProblem) return error;
  // The disk's trouble, not the caller's.
  if (error instanceof Error && 'errno' in error) return error;
  const tooMuch = error instanceof Error && 'statusCode' in error && error.statusCode === 413;
  return new HttpProblem(tooMuch ? 'too-large' : 'malformed', { cause: error });
}
