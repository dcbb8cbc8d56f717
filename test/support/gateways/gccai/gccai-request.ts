import type { GatewayStandInOptions } from '../shared/gateway-stand-in.ts';
import { isLegalCustomSize, isTableSize, tableRatios, tableSize } from '../shared/gpt-image-pixels.ts';
import type { PictureFormat } from '../shared/pictures.ts';
import { isHttpUrl, isOneOf, isStringArray, unknownFields } from '../shared/strict-body.ts';

/** Where public sources disagree, or the documentation is silent, each reading has a name here. */
export interface GccaiStandInOptions extends GatewayStandInOptions {
  submitReply?: 'list' | 'object' | 'several' | 'accepted-with-poll-url';
  /** Whether `POST /v1/tasks/batch` exists, and what it answers. */
  batch?: 'works' | 'missing' | 'method-not-allowed' | 'garbage';
  batchShape?: 'list' | 'tasks' | 'results' | 'items' | 'list-field' | 'by-id' | 'top-level';
  /** Leaves out the first so many tasks of each batch answer. */
  batchOmits?: number;
  /** How many tasks one batch may name; 50 unless told. */
  maxBatch?: number;
  upload?: 'works' | 'missing';
  /** How long an uploaded picture can be used, milliseconds; default 72 hours. */
  uploadLifetimeMs?: number;
  url?: 'list' | 'text' | 'relative';
  /** Finished tasks name the submitted references before the results. */
  echoesReferences?: boolean;
  words?: 'documented' | 'twin' | 'new-api';
  progress?: 'number' | 'percent' | 'fraction' | 'absent';
  failure?: 'object' | 'text';
  missingTask?: 'not-found' | 'ok-with-error';
  errorShape?: 'error-object' | 'flat' | 'success-false' | 'new-api';
  /** Errors on HTTP 200 with a `code`, or on the HTTP status. */
  errorsOn?: 'ok' | 'status';
  /** `size: auto`: square, as the note under the parameter says, or the first reference's ratio. */
  autoSize?: 'square' | 'reference';
  /** 3:1 and 1:3 at 1k: the cell that is a multiple of 16, or 1881×836 and 887×1774. */
  wideAt1k?: 'multiple-of-16' | 'odd';
  inlineReferences?: 'refused' | 'taken';
  /** Leaves `cost` out of finished tasks. */
  hidesCost?: boolean;
  minFirstLookMs?: number;
  minLookMs?: number;
}

// prettier-ignore
const allowedFields = [
  'model', 'prompt', 'size', 'resolution', 'quality', 'background', 'moderation', 'output_format',
  'output_compression', 'n', 'image_urls', 'mask_url',
];
const maxReferences = 16;

/** What the gateway refuses about a body, in its words; undefined when it takes it. */
export function gccaiRefusal(
  body: Record<string, unknown>,
  options: GccaiStandInOptions,
): string | undefined {
  const [unknown] = unknownFields(body, allowedFields);
  if (unknown !== undefined) return `unknown parameter ${unknown}`;
  if (body['model'] !== 'gpt-image-2-official') return `model ${String(body['model'])} not found`;
  if (typeof body['prompt'] !== 'string' || body['prompt'].trim() === '') return 'prompt is required';
  return checkChoices(body) ?? checkNumbers(body) ?? checkImages(body, options);
}

function checkChoices(body: Record<string, unknown>): string | undefined {
  const { size, resolution, quality, background, moderation, output_format: format } = body;
  if (size !== undefined) {
    const named = size === 'auto' || tableRatios.includes(String(size));
    const odd = size === '1881x836' || size === '887x1774';
    const pixels = typeof size === 'string' && (odd || isTableSize(size) || isLegalCustomSize(size));
    if (!named && !pixels) return `invalid size ${String(size)}`;
  }
  if (resolution !== undefined && !isOneOf(resolution, ['1k', '2k', '4k'])) return 'invalid resolution';
  if (quality !== undefined && !isOneOf(quality, ['auto', 'low', 'medium', 'high'])) return 'invalid quality';
  if (background !== undefined && !isOneOf(background, ['auto', 'opaque', 'transparent']))
    return 'invalid background';
  if (moderation !== undefined && !isOneOf(moderation, ['auto', 'low'])) return 'invalid moderation';
  if (format !== undefined && !isOneOf(format, ['png', 'jpeg', 'webp'])) return 'invalid output_format';
  return undefined;
}

function checkNumbers(body: Record<string, unknown>): string | undefined {
  const { n, output_compression: compression } = body;
  if (n !== undefined && (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > 4)) {
    return 'n must be a number from 1 to 4';
  }
  if (compression === undefined) return undefined;
  const legal =
    typeof compression === 'number' &&
    Number.isInteger(compression) &&
    compression >= 0 &&
    compression <= 100;
  return legal ? undefined : 'output_compression must be an integer from 0 to 100';
}

function checkImages(body: Record<string, unknown>, options: GccaiStandInOptions): string | undefined {
  const { image_urls: urls, mask_url: mask } = body;
  if (urls !== undefined && !isStringArray(urls)) return 'image_urls must be an array of strings';
  if (urls !== undefined && urls.length > maxReferences) return `at most ${maxReferences} image_urls`;
  if (mask !== undefined && typeof mask !== 'string') return 'mask_url must be a string';
  if (mask !== undefined && (urls?.length ?? 0) === 0)
    return 'mask_url must be used together with image_urls';
  const inline = [...(urls ?? []), ...(mask === undefined ? [] : [mask])].filter((url) => !isHttpUrl(url));
  if (inline.length === 0) return undefined;
  return options.inlineReferences === 'taken' ? undefined : 'image_urls must be http URLs';
}

/** What the gateway takes without effect: nobody should rely on it. */
export function gccaiIneffective(body: Record<string, unknown>): string[] {
  const notes: string[] = [];
  if (body['background'] === 'transparent') notes.push('background transparent is silently ignored');
  const png = body['output_format'] === undefined || body['output_format'] === 'png';
  if (body['output_compression'] !== undefined && png) notes.push('output_compression has no effect on png');
  return notes;
}

/** The pixels that a body asks for, such as `1536x864`. */
export function gccaiOutputSize(body: Record<string, unknown>, options: GccaiStandInOptions): string {
  const size = String(body['size'] ?? '1:1');
  const resolution = String(body['resolution'] ?? '1k');
  if (options.wideAt1k === 'odd' && resolution === '1k') {
    if (size === '3:1') return '1881x836';
    if (size === '1:3') return '887x1774';
  }
  return tableSize(size === 'auto' ? '1:1' : size, resolution) ?? size;
}

export function gccaiFormat(body: Record<string, unknown>): PictureFormat {
  return isOneOf(body['output_format'], ['png', 'jpeg', 'webp'] as const) ? body['output_format'] : 'png';
}

/** The ratio of the table whose shape is nearest to `value`, width over height. */
export function nearestTableRatio(value: number): string {
  const distance = (ratio: string): number => {
    const [width, height] = ratio.split(':');
    return Math.abs(Math.log(Number(width) / Number(height) / value));
  };
  return tableRatios.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
}
