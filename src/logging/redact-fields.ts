import { serializeError } from './serialize-error.ts';

const MAX_DEPTH = 6;

/** Members that hold a secret or a user's words by their very name, at any depth. */
const secretNames = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'apikey',
  'api_key',
  'token',
  'interactiontoken',
  'password',
  'secret',
  'secretkey',
  'prompt',
  'revisedprompt',
  'revised_prompt',
]);

/** The fields of a log line, ready to be written: errors reduced to what is harmless, secrets and bytes left out. */
export function redactFields(fields: object): Record<string, unknown> {
  return redactMembers(fields, 0);
}

function redactMembers(value: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [
      name,
      secretNames.has(name.toLowerCase()) && member !== undefined ? '[masked]' : redact(member, depth + 1),
    ]),
  );
}

function redact(value: unknown, depth: number): unknown {
  if (value instanceof Error) return serializeError(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value;
  // A signed link is a secret; the host tells enough.
  if (value instanceof URL) return value.origin;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((entry: unknown) => redact(entry, depth + 1));
  return redactMembers(value, depth);
}
