import type { ReceivedFile, RecordedRequest } from '../shared/http-listener.ts';
import { inspectReference } from '../shared/references.ts';
import type { ReceivedReference } from '../shared/references.ts';
import { invalid } from './image-parameters.ts';
import type { ParameterProblem } from './image-parameters.ts';

/** Inputs of a call, already decoded. */
export interface ImageInputs {
  references: readonly ReceivedReference[];
  mask?: ReceivedReference;
}

const MAX_REFERENCES = 16;
const MAX_FILE_BYTES = 50 * 1024 * 1024;
const FILE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];

export function tooManyReferences(count: number): ParameterProblem | undefined {
  if (count <= MAX_REFERENCES) return undefined;
  return invalid(`Too many images: at most ${MAX_REFERENCES}.`, 'image', 'invalid_value');
}

/** The files of an edit: 1–16 pictures, and a mask with alpha in the size and format of the first. */
export async function readEditFiles(
  request: RecordedRequest,
  fieldNames: readonly string[],
): Promise<ImageInputs | ParameterProblem> {
  const unknown = request.files.find(({ field }) => field !== 'mask' && !fieldNames.includes(field));
  if (unknown) return invalid(`Unknown parameter: '${unknown.field}'.`, unknown.field, 'unknown_parameter');
  const images = request.files.filter(({ field }) => fieldNames.includes(field));
  const masks = request.files.filter(({ field }) => field === 'mask');
  if (images.length === 0)
    return invalid("Missing required parameter: 'image'.", 'image', 'missing_required_parameter');
  if (masks.length > 1) return invalid("Duplicate parameter: 'mask'.", 'mask', 'duplicate_parameter');
  const many = tooManyReferences(images.length);
  if (many) return many;

  const references: ReceivedReference[] = [];
  for (const file of images) {
    const read = await readFile(file);
    if ('message' in read) return read;
    references.push(read);
  }
  const [mask] = masks;
  if (!mask) return { references };
  const read = await readFile(mask);
  if ('message' in read) return read;
  const problem = maskProblem(read, references[0]);
  return problem ? invalid(problem, 'mask', 'invalid_image_file') : { references, mask: read };
}

/** What is wrong with a mask, or undefined. */
export function maskProblem(
  mask: ReceivedReference,
  first: ReceivedReference | undefined,
): string | undefined {
  if (mask.mediaType !== 'image/png') return 'The mask must be a PNG.';
  if (!mask.hasAlpha) return 'The mask must have an alpha channel.';
  if (mask.bytes.length > 4 * 1024 * 1024) return 'The mask must be smaller than 4 MB.';
  if (mask.width !== first?.width || mask.height !== first.height)
    return 'The mask must have the size of the first image.';
  return undefined;
}

async function readFile(file: ReceivedFile): Promise<ReceivedReference | ParameterProblem> {
  const { field, filename, mediaType, bytes } = file;
  if (!filename) return invalid(`'${field}' has no file name.`, field, 'invalid_image_file');
  if (!FILE_TYPES.includes(mediaType))
    return invalid(`Unsupported file type '${mediaType}'.`, field, 'unsupported_file_mimetype');
  if (bytes.length >= MAX_FILE_BYTES) return invalid('The file is too large.', field, 'invalid_image_file');
  try {
    const reference = await inspectReference(filename, bytes);
    if (reference.mediaType !== mediaType)
      return invalid(`The file is no ${mediaType}.`, field, 'invalid_image_file');
    return reference;
  } catch {
    return invalid('Invalid image file or mode.', field, 'invalid_image_file');
  }
}
