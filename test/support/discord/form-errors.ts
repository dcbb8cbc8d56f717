import { ApiError } from './api-error.ts';
import type { JsonObject } from './model.ts';

export type Path = readonly (string | number)[];

/** Collects what is wrong with a body and throws it as one 50035 with Discord's `errors` tree. */
export class FormErrors {
  private readonly tree: JsonObject = {};
  private count = 0;

  add(path: Path, code: string, message: string): void {
    let node = this.tree;
    for (const key of path) {
      const next = node[key];
      node = isObject(next) ? next : ((node[key] = {}) as JsonObject);
    }
    const list = (node['_errors'] ??= []) as JsonObject[];
    list.push({ code, message });
    this.count += 1;
  }

  throwIfAny(): void {
    if (this.count > 0) throw new ApiError(400, 50035, 'Invalid Form Body', this.tree);
  }

  required(path: Path): void {
    this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  choices(path: Path, allowed: readonly (string | number)[]): void {
    this.add(path, 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`);
  }

  /** Checks a text's type and length (UTF-16 units, the stricter count). Absent is fine when `min` is 0. */
  text(path: Path, value: unknown, min: number, max: number): value is string {
    if (value === undefined || value === null) {
      if (min > 0) this.required(path);
      return false;
    }
    if (typeof value !== 'string') {
      this.add(path, 'STRING_TYPE_CONVERT', `Could not interpret "${typeof value}" as string.`);
      return false;
    }
    if (value.length > max && min === 0) {
      this.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
    } else if (value.length < min || value.length > max) {
      this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    }
    return true;
  }

  /** Checks a list's type and length; absent counts as empty. */
  list(path: Path, value: unknown, min: number, max: number): unknown[] {
    if (value === undefined || value === null) {
      if (min > 0) this.required(path);
      return [];
    }
    if (!Array.isArray(value)) {
      this.add(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      return [];
    }
    if (value.length < min || value.length > max) {
      this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    }
    return value;
  }

  integer(path: Path, value: unknown, min: number, max: number): void {
    if (value === undefined) return;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      this.add(path, 'NUMBER_TYPE_COERCE', 'Value is not int.');
    } else if (value < min || value > max) {
      this.add(path, 'NUMBER_TYPE_RANGE', `int value should be between ${min} and ${max}.`);
    }
  }

  boolean(path: Path, value: unknown): void {
    if (value !== undefined && typeof value !== 'boolean') {
      this.add(path, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
    }
  }

  object(path: Path, value: unknown): value is JsonObject {
    if (isObject(value)) return true;
    this.add(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType');
    return false;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
