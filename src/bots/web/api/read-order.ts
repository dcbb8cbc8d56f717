import type { FastifyRequest } from 'fastify';
import type { RequestIssue } from '../../../core/core.ts';
import { type ImageRequestInput, maxReferences } from '../../../core/generation/image-request.ts';
import type { ImageSource, Media, StagedImage } from '../../../core/ports/media.ts';
import { blendPrompt, readNames } from '../../../core/collections/blend-prompt.ts';
import { parseImagine } from '../../shared/parse-imagine.ts';
import { HttpProblem, RefusedRequest } from './http-problem.ts';
import { type OrderField, readMultipart } from './read-multipart.ts';

/** One of the caller's finished pictures, by its short id. */
export interface OwnPicture {
  readonly kind: 'picture';
  readonly id: string;
}

export const maxFileBytes = 20 * 1024 * 1024;
export const maxBodyBytes = 64 * 1024 * 1024;

/**
 * What a body asks for. `text` may stand for `prompt`: it is read as behind `/imagine`, its flags going before the other
 * fields. `names` ("1 = person, 2 = jacket", the picture that is worked on counting as the first) go before its words. The
 * pictures are not yet fetched.
 */
export interface WebOrder {
  readonly request: ImageRequestInput;
  /** In the order in which they came. */
  readonly references: readonly (ImageSource | OwnPicture)[];
  readonly mask?: ImageSource;
  /** The id of a picture of ours to work on. */
  readonly parentId?: string;
  /** Uploads on disk; whoever reads the order discards what is left of them. */
  readonly staged: readonly StagedImage[];
}

// prettier-ignore
const words: readonly string[] = [
  'prompt', 'ratio', 'resolution', 'size', 'quality', 'count', 'format', 'compression', 'background', 'provider',
  'private', 'spoiler', 'preset',
] as const satisfies readonly (keyof ImageRequestInput)[];
const imageFields = new Set(['image', 'images', 'image[]', 'images[]']);
const repeatable = new Set([...imageFields, 'picture']);
const allowedFields = [...words, 'text', 'names', 'image', 'picture', 'mask', 'parent'].join(', ');
const allowedImages = 'file, https://…, data:image/…';

/**
 * Reads a request for a picture from JSON or multipart/form-data.
 * @throws HttpProblem `malformed`, `unsupported-media-type`, `too-large`; RefusedRequest for a field that cannot be
 */
export async function readOrder(
  request: FastifyRequest,
  media: Media,
  { needsPrompt = true }: { readonly needsPrompt?: boolean } = {},
): Promise<WebOrder> {
  const fields = request.isMultipart()
    ? await readMultipart(request, { media, maxFileBytes, maxBodyBytes, maxFiles: maxReferences + 1 })
    : fieldsOfJson(request.body);
  const staged = fields.flatMap((field) => (field.kind === 'upload' ? [field.image] : []));
  try {
    return { ...orderOf(fields, needsPrompt), staged };
  } catch (error) {
    await discardAll(staged, media);
    throw error;
  }
}

/** Frees uploads that core did not take over; one that it did is gone already, which is fine. */
export async function discardAll(staged: readonly StagedImage[], media: Media): Promise<void> {
  await Promise.allSettled(staged.map((image) => media.discard(image)));
}

function fieldsOfJson(body: unknown): OrderField[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new HttpProblem('malformed');
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
    const values: unknown[] = repeatable.has(name) && Array.isArray(value) ? value : [value];
    return values
      .filter((one) => one !== null && one !== undefined)
      .map((one): OrderField => ({ kind: 'value', name, value: one }));
  });
}

function orderOf(fields: readonly OrderField[], needsPrompt: boolean): Omit<WebOrder, 'staged'> {
  const issues: RequestIssue[] = [];
  const request: Record<string, unknown> = {};
  const references: (ImageSource | OwnPicture)[] = [];
  let mask: ImageSource | undefined;
  let parentId: string | undefined;
  let text: string | undefined;
  let names: string | undefined;

  for (const field of fields) {
    const { name } = field;
    if (isEmpty(field)) continue;
    if (imageFields.has(name) || name === 'mask') {
      const source = sourceOf(field);
      if (!source)
        issues.push({ field: name === 'mask' ? 'mask' : 'image', problem: 'not-allowed', allowed: allowedImages }); // prettier-ignore
      else if (name === 'mask') mask = source;
      else references.push(source);
    } else if (field.kind === 'value' && name === 'picture' && isShortId(field.value)) {
      references.push({ kind: 'picture', id: field.value.toLowerCase() });
    } else if (field.kind === 'value' && name === 'parent' && typeof field.value === 'string') {
      parentId = field.value;
    } else if (field.kind === 'value' && name === 'text' && typeof field.value === 'string') {
      text = field.value;
    } else if (field.kind === 'value' && name === 'names' && typeof field.value === 'string') {
      names = field.value;
    } else if (field.kind === 'value' && words.includes(name) && isPlain(field.value)) {
      request[name] = name === 'private' || name === 'spoiler' ? readFlag(field.value) : field.value;
    } else {
      issues.push({ field: name.slice(0, 40), problem: 'not-allowed', allowed: allowedFields });
    }
  }
  if (text !== undefined) {
    const parsed = parseImagine(text);
    Object.assign(request, parsed.request);
    issues.push(...parsed.issues);
  }
  if (needsPrompt && !request['prompt']) issues.push({ field: 'prompt', problem: 'required' });
  if (names !== undefined && typeof request['prompt'] === 'string') {
    // A name without a picture would tell the gateway of something that it is not given.
    const given = readNames(names).slice(0, references.length + (parentId ? 1 : 0));
    request['prompt'] = blendPrompt(request['prompt'], given);
  }
  if (references.length > maxReferences) issues.push(tooManyReferences(references.length));
  if (issues.length > 0) throw new RefusedRequest({ code: 'invalid-input', issues });
  return { request, references, ...(mask ? { mask } : {}), ...(parentId ? { parentId } : {}) };
}

/** A control of a form that was left empty means that its word was not chosen. */
function isEmpty(field: OrderField): boolean {
  return field.kind === 'upload' ? field.image.byteLength === 0 : field.value === '';
}

function sourceOf(field: OrderField): ImageSource | undefined {
  if (field.kind === 'upload') return { kind: 'staged', image: field.image };
  if (typeof field.value !== 'string') return undefined;
  if (/^data:/i.test(field.value)) {
    // Four letters of base64 are three bytes.
    if (field.value.length * 0.75 > maxFileBytes) throw new HttpProblem('too-large');
    return { kind: 'data-uri', uri: field.value };
  }
  const url = field.value.trim();
  return /^https?:\/\//i.test(url) && url.length <= 8192 && URL.canParse(url)
    ? { kind: 'url', url }
    : undefined;
}

function tooManyReferences(count: number): RequestIssue {
  return { field: 'image', problem: 'out-of-range', allowed: `0–${maxReferences}`, given: `${count}` };
}

function isShortId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,40}$/.test(value);
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Forms send text where JSON has a truth value; anything else is left for core to refuse. */
function readFlag(value: unknown): unknown {
  if (value === 'true' || value === 'on' || value === '1') return true;
  return value === 'false' || value === 'off' || value === '0' ? false : value;
}
