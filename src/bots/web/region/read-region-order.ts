import type { FastifyRequest } from 'fastify';
import type { Media, StagedImage } from '../../../core/ports/media.ts';
import { HttpProblem, RefusedRequest } from '../api/http-problem.ts';
import { discardAll } from '../api/read-order.ts';
import { type OrderField, readMultipart } from '../api/read-multipart.ts';

/** A mask has one bit a pixel in our own page, and is well compressed in any other program. */
const maxMaskBytes = 8 * 1024 * 1024;

export interface RegionForm {
  /** Names the page that sends; see `RegionOrder.sender`. */
  readonly sender: string;
  readonly prompt: string;
  /** On disk; whoever reads the form discards it. */
  readonly mask: StagedImage;
}

/** @throws HttpProblem `malformed`, `unsupported-media-type`, `too-large`; RefusedRequest for what is missing */
export async function readRegionOrder(request: FastifyRequest, media: Media): Promise<RegionForm> {
  const sender = request.headers['idempotency-key'];
  if (typeof sender !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(sender)) throw new HttpProblem('malformed');
  if (!request.isMultipart()) throw new HttpProblem('unsupported-media-type');
  const limits = { media, maxFileBytes: maxMaskBytes, maxBodyBytes: maxMaskBytes + 512 * 1024, maxFiles: 1 };
  const fields = await readMultipart(request, limits);
  try {
    return { sender, ...read(fields) };
  } catch (error) {
    await discardAll(
      fields.flatMap((field) => (field.kind === 'upload' ? [field.image] : [])),
      media,
    );
    throw error;
  }
}

function read(fields: readonly OrderField[]): Omit<RegionForm, 'sender'> {
  let prompt = '';
  let mask: StagedImage | undefined;
  for (const field of fields) {
    if (field.kind === 'upload' && field.name === 'mask') mask = field.image;
    else if (field.kind === 'value' && field.name === 'prompt') prompt = String(field.value).trim();
    else throw new HttpProblem('malformed');
  }
  if (prompt === '') throw new RefusedRequest(missing('prompt'));
  if (!mask || mask.byteLength === 0) throw new RefusedRequest(missing('mask'));
  return { prompt, mask };
}

function missing(field: string) {
  return { code: 'invalid-input', issues: [{ field, problem: 'required' }] } as const;
}
