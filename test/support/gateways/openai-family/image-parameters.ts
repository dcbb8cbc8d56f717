import type { RecordedRequest } from '../shared/http-listener.ts';
import type { PictureFormat } from '../shared/pictures.ts';
import { asObject, isOneOf, unknownFields } from '../shared/strict-body.ts';

/** What a gateway of the OpenAI family documents for its two image routes. */
export interface ImageRules {
  models: readonly string[];
  /** Models that take only the three old sizes and `auto`. */
  oldModels: readonly string[];
  /** Text fields of the route; anything else is an `unknown_parameter`. */
  fields: readonly string[];
  /** True where the longer side must be less than three times the shorter, false where exactly three is fine. */
  ratioBelowThree: boolean;
  /** The smallest `partial_images` that a stream may ask for. */
  fewestPartials: 0 | 1;
}

/** An image call that passed every check. */
export interface ImageCall {
  model: string;
  prompt: string;
  count: number;
  /** Undefined for `auto`. */
  size: { width: number; height: number } | undefined;
  quality: 'auto' | 'low' | 'medium' | 'high';
  format: PictureFormat;
  stream: boolean;
  partials: number;
}

/** Why a call is refused, in the words of the error envelope. */
export interface ParameterProblem {
  status: number;
  message: string;
  type: string;
  /** Left out of the envelope when undefined. */
  param: string | null | undefined;
  code: string | null;
}

export type CheckedCall = { call: ImageCall } | { problem: ParameterProblem };

/** Thrown inside the checks and turned into the answer. */
class Refused extends Error {
  readonly problem: ParameterProblem;

  constructor(problem: ParameterProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** A 400 of type `invalid_request_error`. */
export function invalid(
  message: string,
  param: string | null | undefined,
  code: string | null,
): ParameterProblem {
  return { status: 400, message, type: 'invalid_request_error', param, code };
}

/** Checks a JSON body (numbers are numbers) or the text fields of a form (everything is text). */
export function checkImageCall(request: RecordedRequest, rules: ImageRules): CheckedCall {
  try {
    return { call: readCall(request, rules) };
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem };
    throw error;
  }
}

const MAX_PROMPT_LENGTH = 32_000;
const MIN_PIXELS = 655_360;
const MAX_PIXELS = 8_294_400;
const MAX_SIDE = 3_840;
const OLD_SIZES = ['1024x1024', '1536x1024', '1024x1536'];

/** The rules of `size` that every gpt-image-2 gateway shares; returns what is wrong, or undefined. */
export function sizeProblem(size: string, ratioBelowThree: boolean): string | undefined {
  const match = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/.exec(size);
  if (!match) return `'${size}' is not a size`;
  const width = Number(match[1]);
  const height = Number(match[2]);
  if (width % 16 !== 0 || height % 16 !== 0) return 'both sides must be multiples of 16';
  if (Math.max(width, height) > MAX_SIDE) return `no side may be longer than ${MAX_SIDE}`;
  const long = Math.max(width, height);
  const limit = Math.min(width, height) * 3;
  if (ratioBelowThree ? long >= limit : long > limit) return 'the ratio is too long';
  const pixels = width * height;
  if (pixels < MIN_PIXELS || pixels > MAX_PIXELS)
    return `the area must be between ${MIN_PIXELS} and ${MAX_PIXELS}`;
  return undefined;
}

export function parseSize(size: string): { width: number; height: number } {
  const [width, height] = size.split('x').map(Number);
  return { width: width ?? 0, height: height ?? 0 };
}

function readCall(request: RecordedRequest, rules: ImageRules): ImageCall {
  const isForm = (request.headers['content-type'] ?? '').startsWith('multipart/form-data');
  const body = asObject(request.body);
  if (!body) throw refuse('We could not parse the body of your request.', null, null);
  const unknown = unknownFields(body, rules.fields)[0];
  if (unknown !== undefined) throw refuse(`Unknown parameter: '${unknown}'.`, unknown, 'unknown_parameter');
  if (isForm) refuseRepeated(request);

  const fields = isForm ? textFields(body) : body;
  const stream = boolean(fields, 'stream') ?? false;
  const call: ImageCall = {
    model: text(fields, 'model'),
    prompt: text(fields, 'prompt'),
    count: integer(fields, 'n', 1, 10) ?? 1,
    size: undefined,
    quality: word(fields, 'quality', ['auto', 'low', 'medium', 'high'] as const) ?? 'auto',
    format: word(fields, 'output_format', ['png', 'jpeg', 'webp'] as const) ?? 'png',
    stream,
    partials: integer(fields, 'partial_images', 0, 3) ?? 0,
  };
  if (call.prompt.length > MAX_PROMPT_LENGTH)
    throw refuse(
      `'prompt' must be at most ${MAX_PROMPT_LENGTH} characters.`,
      'prompt',
      'string_above_max_length',
    );
  checkModel(call.model, rules);
  checkRest(fields, call);
  if (stream && call.partials < rules.fewestPartials)
    throw refuse('Streaming must have non-zero partial images', undefined, null);
  return { ...call, size: readSize(fields, call.model, rules) };
}

function checkModel(model: string, rules: ImageRules): void {
  if (rules.models.includes(model)) return;
  throw refuse(`The model '${model}' is not supported on this endpoint.`, 'model', 'unsupported_model');
}

function checkRest(fields: Record<string, unknown>, call: ImageCall): void {
  word(fields, 'moderation', ['auto', 'low'] as const);
  if (fields['user'] !== undefined) text(fields, 'user');
  const background = word(fields, 'background', ['auto', 'opaque', 'transparent'] as const);
  if (background === 'transparent' && call.model.startsWith('gpt-image-2'))
    throw refuse('Transparent background is not supported for this model.', 'background', 'invalid_value');
  if (background === 'transparent' && call.format === 'jpeg')
    throw refuse('Transparent background needs png or webp.', 'background', 'invalid_value');
  const compression = integer(fields, 'output_compression', 0, 100);
  if (compression !== undefined && call.format === 'png')
    throw refuse('Compression is only for jpeg and webp.', 'output_compression', 'invalid_value');
}

function readSize(
  fields: Record<string, unknown>,
  model: string,
  rules: ImageRules,
): { width: number; height: number } | undefined {
  const size = fields['size'] ?? 'auto';
  if (typeof size !== 'string') throw refuse("Invalid type for 'size'.", 'size', 'invalid_type');
  if (size === 'auto') return undefined;
  const problem = rules.oldModels.includes(model)
    ? OLD_SIZES.includes(size)
      ? undefined
      : `supported values are ${OLD_SIZES.join(', ')} and auto`
    : sizeProblem(size, rules.ratioBelowThree);
  if (problem) throw refuse(`Invalid size '${size}': ${problem}.`, 'size', 'invalid_value');
  return parseSize(size);
}

function refuseRepeated(request: RecordedRequest): void {
  const names = request.fields.map(([name]) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw refuse(`Duplicate parameter: '${repeated}'.`, repeated, 'duplicate_parameter');
}

/** A form has only text: digits and `true`/`false` stand for numbers and booleans. */
function textFields(body: Record<string, unknown>): Record<string, unknown> {
  const typed = Object.entries(body).map(([name, value]) => {
    if (['n', 'output_compression', 'partial_images'].includes(name) && /^\d+$/.test(String(value)))
      return [name, Number(value)];
    if (name === 'stream' && (value === 'true' || value === 'false')) return [name, value === 'true'];
    return [name, value];
  });
  return Object.fromEntries(typed) as Record<string, unknown>;
}

function text(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (value === undefined)
    throw refuse(`Missing required parameter: '${name}'.`, name, 'missing_required_parameter');
  if (typeof value !== 'string') throw refuse(`Invalid type for '${name}'.`, name, 'invalid_type');
  if (value.trim() === '') throw refuse(`'${name}' must not be empty.`, name, 'invalid_value');
  return value;
}

function integer(
  fields: Record<string, unknown>,
  name: string,
  from: number,
  to: number,
): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw refuse(`Invalid type for '${name}': expected an integer.`, name, 'invalid_type');
  if (value < from || value > to)
    throw refuse(`Invalid '${name}': expected ${from} to ${to}.`, name, 'invalid_value');
  return value;
}

function boolean(fields: Record<string, unknown>, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'boolean')
    throw refuse(`Invalid type for '${name}': expected a boolean.`, name, 'invalid_type');
  return value;
}

function word<T extends string>(
  fields: Record<string, unknown>,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (!isOneOf(value, allowed))
    throw refuse(
      `Invalid value: '${String(value)}'. Supported values are: ${allowed.join(', ')}.`,
      name,
      'invalid_value',
    );
  return value;
}

function refuse(message: string, param: string | null | undefined, code: string | null): Refused {
  return new Refused(invalid(message, param, code));
}
