/** The value of a JSON body as an object, or undefined when it is anything else. */
export function asObject(body: unknown): Record<string, unknown> | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  return body as Record<string, unknown>;
}

/** The fields of `body` that are not in `allowed`, in order. */
export function unknownFields(body: Record<string, unknown>, allowed: readonly string[]): string[] {
  return Object.keys(body).filter((key) => !allowed.includes(key));
}

export function isOneOf<T extends string>(value: unknown, allowed: readonly T[]): value is T {
  return typeof value === 'string' && (allowed as readonly string[]).includes(value);
}

export function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

export function isHttpUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

/** The token of `Authorization: Bearer <token>`, exactly so written; undefined otherwise. */
export function bearerToken(headers: Record<string, string>): string | undefined {
  return /^Bearer ([^\s]+)$/.exec(headers['authorization'] ?? '')?.[1];
}
