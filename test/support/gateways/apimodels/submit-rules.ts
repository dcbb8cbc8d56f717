import type { RecordedRequest } from '../shared/http-listener.ts';
import type { PictureFormat } from '../shared/pictures.ts';
import { fetchReference, inspectReference } from '../shared/references.ts';
import type { ReceivedReference } from '../shared/references.ts';
import { asObject, isHttpUrl, isOneOf, isStringArray, unknownFields } from '../shared/strict-body.ts';
import { parseSize, sizeProblem } from '../openai-family/image-parameters.ts';
import { maskProblem } from '../openai-family/edit-files.ts';

/** A submit that passed every check; its references are in hand, base64 first. */
export interface CheckedSubmit {
  prompt: string;
  size: { width: number; height: number };
  format: PictureFormat;
  count: number;
  references: ReceivedReference[];
  mask?: ReceivedReference;
  callbackUrl: string | undefined;
}

const FIELDS = [
  'model',
  'prompt',
  'size',
  'quality',
  'output_format',
  'image_url',
  'image_urls',
  'image_base64',
  'mask_base64',
  'n',
  'callback_url',
];
const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
const MAX_BODY_BYTES = 25 * 1024 * 1024;
const MAX_REFERENCES = 16;

class Refused extends Error {}

/** Checks a submit by the gateway's documentation, and by tight readings where it says nothing. */
export async function checkSubmit(request: RecordedRequest): Promise<CheckedSubmit | { problem: string }> {
  try {
    return await readSubmit(request);
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message };
    throw error;
  }
}

async function readSubmit(request: RecordedRequest): Promise<CheckedSubmit> {
  const body = asObject(request.body);
  if (!body) throw new Refused('the body must be a JSON object');
  if (request.raw.length > MAX_BODY_BYTES) throw new Refused('the body is too large');
  const unknown = unknownFields(body, FIELDS)[0];
  if (unknown !== undefined) throw new Refused(`unknown_parameter: ${unknown}`);
  if (body['model'] !== 'gpt-image-2-lite') throw new Refused('model not found');
  const { prompt, quality, output_format: format, size, n, callback_url: callbackUrl } = body;
  if (typeof prompt !== 'string' || prompt.trim() === '') throw new Refused('prompt is required');
  if (prompt.length > 32_000) throw new Refused('prompt is too long');
  if (quality !== undefined && !isOneOf(quality, ['low', 'medium', 'high']))
    throw new Refused('Invalid parameter: quality');
  if (format !== undefined && !isOneOf(format, ['png', 'jpeg', 'webp']))
    throw new Refused('Invalid parameter: output_format');
  if (n !== undefined && (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > 4))
    throw new Refused('Invalid parameter: n must be an integer from 1 to 4');
  if (callbackUrl !== undefined && (typeof callbackUrl !== 'string' || !isHttpUrl(callbackUrl)))
    throw new Refused('Invalid parameter: callback_url');
  const references = await readReferences(body);
  const mask = await readMask(body, references[0]);
  return {
    prompt,
    size: readSize(size),
    format: format ?? 'png',
    count: n ?? 1,
    references,
    ...(mask ? { mask } : {}),
    callbackUrl,
  };
}

function readSize(size: unknown): { width: number; height: number } {
  if (size === undefined) return { width: 1024, height: 1024 };
  if (typeof size !== 'string') throw new Refused('Invalid parameter: size');
  const problem = sizeProblem(size, false);
  if (problem) throw new Refused(`Invalid parameter: size, ${problem}`);
  return parseSize(size);
}

async function readReferences(body: Record<string, unknown>): Promise<ReceivedReference[]> {
  const { image_base64: inline, image_url: single, image_urls: several } = body;
  if (several !== undefined && (!isStringArray(several) || several.length === 0))
    throw new Refused('Invalid parameter: image_urls');
  if (single !== undefined && typeof single !== 'string') throw new Refused('Invalid parameter: image_url');
  if (single !== undefined && several !== undefined)
    throw new Refused('Invalid parameter: image_url and image_urls together');
  const urls = [...(single === undefined ? [] : [single]), ...(several ?? [])];
  if (urls.length + (inline === undefined ? 0 : 1) > MAX_REFERENCES)
    throw new Refused(`at most ${MAX_REFERENCES} images`);
  const foreign = urls.find((url) => !isHttpUrl(url));
  if (foreign !== undefined) throw new Refused('Invalid parameter: image URLs must be http or https');

  const first = inline === undefined ? [] : [await decode('image_base64', inline)];
  try {
    return [...first, ...(await Promise.all(urls.map((url) => fetchReference(url))))];
  } catch {
    throw new Refused('Failed to fetch image from URL');
  }
}

async function readMask(
  body: Record<string, unknown>,
  first: ReceivedReference | undefined,
): Promise<ReceivedReference | undefined> {
  if (body['mask_base64'] === undefined) return undefined;
  if (!first) throw new Refused('mask_base64 requires an image');
  const mask = await decode('mask_base64', body['mask_base64']);
  const problem = maskProblem(mask, first);
  if (problem) throw new Refused(`Invalid parameter: mask_base64, ${problem}`);
  return mask;
}

/** Raw base64 without a `data:` prefix. */
async function decode(field: string, text: unknown): Promise<ReceivedReference> {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0)
    throw new Refused(`Invalid parameter: ${field} is not base64`);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length > MAX_IMAGE_BYTES) throw new Refused(`Invalid parameter: ${field} is too large`);
  try {
    return await inspectReference(field, bytes);
  } catch {
    throw new Refused(`Invalid parameter: ${field} is no image`);
  }
}
