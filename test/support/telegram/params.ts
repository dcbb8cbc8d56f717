import { badRequest } from './api-error.ts';

export type JsonObject = { [key: string]: unknown };

/** One uploaded part. `bytes` is the whole file. */
export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The arguments of one call. The Bot API takes them as JSON, urlencoded, multipart or in the query, so the
 * same argument may arrive as a native value or as text; the readers accept both, as the real server does.
 */
export class Params {
  readonly values: JsonObject;
  readonly files: readonly UploadedFile[];

  constructor(values: JsonObject, files: readonly UploadedFile[] = []) {
    this.values = values;
    this.files = files;
  }

  has(name: string): boolean {
    const value = this.values[name];
    return value !== undefined && value !== null;
  }

  /** Empty text counts as absent, as on the real server. */
  string(name: string): string {
    const value = this.values[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  integer(name: string, fallback = 0, min = -Infinity, max = Infinity): number {
    const value = Number.parseInt(this.string(name), 10);
    return Math.min(max, Math.max(min, Number.isFinite(value) ? value : fallback));
  }

  boolean(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.string(name).trim().toLowerCase());
  }

  /** An object or array, given natively or as JSON text; undefined when absent. `what` names it in the error. */
  json(name: string, what: string): unknown {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`Can't parse ${what} JSON object`);
    }
  }

  file(field: string): UploadedFile | undefined {
    return this.files.find((file) => file.field === field);
  }

  /** The arguments as a test wants to compare them: JSON text decoded, files left out. */
  decoded(): JsonObject {
    return Object.fromEntries(Object.entries(this.values).map(([name, value]) => [name, decode(value)]));
  }
}

export function requiredString(object: JsonObject, name: string): string {
  const value = object[name];
  if (value === undefined || value === null) throw badRequest(`Can't find field "${name}"`);
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw badRequest(`Field "${name}" must be of type String`);
  }
  return String(value);
}

export function optionalString(object: JsonObject, name: string): string {
  return object[name] === undefined || object[name] === null ? '' : requiredString(object, name);
}

function decode(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
