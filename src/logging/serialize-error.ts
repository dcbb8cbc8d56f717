import { AppError } from '../core/errors.ts';
import { LocalRedisError } from '../core/storage/local-redis/local-redis-error.ts';
import { sourcePlace } from './source-places.ts';

/** What of an error may stand in a log. */
export interface LoggedError {
  name: string;
  code?: string | number;
  statusCode?: number;
  /** HTTP method, or the name of the platform's method. */
  method?: string;
  /** Path of the address with ids and tokens taken out; no host, no query. */
  route?: string;
  /** Of our own errors only, whose messages hold nothing of the user. */
  message?: string;
  provider?: string;
  phase?: string;
  platform?: string;
  providerMessage?: string;
  providerRequestId?: string;
  /** Where a reply did not fit its schema: path and kind, no values. */
  misfits?: string[];
  /** Places in the code, of errors that are not ours: those are bugs or foreign. */
  frames?: string[];
  cause?: LoggedError;
  errors?: LoggedError[];
}

const MAX_DEPTH = 5;

/**
 * Foreign errors carry request bodies, addresses with tokens, prompts and pieces of replies in their messages and
 * members (discord.js, grammY, undici, JSON.parse). So nothing is passed on but members known to be harmless.
 */
export function serializeError(error: Error, depth = 0): LoggedError {
  const own = error instanceof AppError || error instanceof LocalRedisError;
  const logged: LoggedError = {
    name: error.name,
    ...pick(error, 'code', ['code', 'error_code']),
    ...pick(error, 'statusCode', ['statusCode', 'status']),
    ...pick(error, 'method', ['method']),
    ...routeOf(error),
    ...(own && { message: error.message }),
    ...(own && pick(error, 'provider', ['provider'])),
    ...(own && pick(error, 'phase', ['phase'])),
    ...(own && pick(error, 'platform', ['platform'])),
    ...(own && pick(error, 'providerMessage', ['providerMessage'])),
    ...(own && pick(error, 'providerRequestId', ['providerRequestId'])),
    ...misfitsOf(error),
    ...(!own && framesOf(error)),
  };
  if (error.name === 'ReplyError') logged.code = /^[A-Z]+/.exec(error.message)?.[0] ?? 'ERR';
  if (depth >= MAX_DEPTH) return logged;
  if (error.cause instanceof Error) logged.cause = serializeError(error.cause, depth + 1);
  if (error instanceof AggregateError) {
    const errors: unknown[] = error.errors;
    logged.errors = errors
      .filter((inner) => inner instanceof Error)
      .slice(0, 5)
      .map((inner) => serializeError(inner, depth + 1));
  }
  return logged;
}

function pick(error: Error, as: string, names: readonly string[]): Record<string, string | number> {
  for (const name of names) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === 'number' || typeof value === 'string') return { [as]: value };
  }
  return {};
}

function routeOf(error: Error): { route?: string } {
  const route: unknown = Reflect.get(error, 'route');
  if (typeof route === 'string') return { route: withoutIds(route) };
  const url: unknown = Reflect.get(error, 'url');
  return typeof url === 'string' && URL.canParse(url) ? { route: withoutIds(new URL(url).pathname) } : {};
}

/** `/api/v10/webhooks/123/aW50ZXJhY3Rpb24…` → `/api/v10/webhooks/:id/:token`. */
function withoutIds(path: string): string {
  return path
    .split('/')
    .map((segment, at, segments) => {
      if (/^\d+$/.test(segment)) return ':id';
      // Discord: the token of an interaction follows its id.
      if (['webhooks', 'interactions'].includes(segments[at - 2] ?? '')) return ':token';
      return segment.length > 24 || segment.includes(':') || segment.includes('%') ? ':token' : segment;
    })
    .join('/');
}

/** zod's issues, recognised by shape: path and kind tell what changed in a reply; the messages may quote it. */
function misfitsOf(error: Error): { misfits?: string[] } {
  const issues: unknown = Reflect.get(error, 'issues');
  if (!Array.isArray(issues)) return {};
  const misfits = issues.slice(0, 5).map((issue: { path?: unknown; code?: unknown }) => {
    const path = Array.isArray(issue.path) ? issue.path.join('.') : '';
    return `${path} ${String(issue.code)}`.trim();
  });
  return { misfits };
}

function framesOf(error: Error): { frames?: string[] } {
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at .+(:\d+:\d+\)?|\(native\))$/.test(line))
    .slice(0, 8)
    .map((line) => inSource(line.trim().slice('at '.length)));
  return frames.length > 0 ? { frames } : {};
}

/** The built program is few files: what it was built of says more. */
function inSource(frame: string): string {
  return frame.replace(
    /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/,
    (place, file: string, line: string, column: string) =>
      sourcePlace(file, Number(line), Number(column)) ?? place,
  );
}
