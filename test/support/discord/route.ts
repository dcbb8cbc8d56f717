import { unauthorized } from './api-error.ts';
import { isObject } from './form-errors.ts';
import type { JsonObject } from './model.ts';
import type { UploadedFile } from './request-body.ts';
import type { DiscordState } from './state.ts';

export interface RouteRequest {
  readonly state: DiscordState;
  readonly params: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly payload: unknown;
  readonly files: readonly UploadedFile[];
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  /** Path under the API version with `:names`; also the label in recorded requests. */
  readonly path: string;
  /** `bot`: needs the bot token; `token`: the path holds an interaction token and no header is needed. */
  readonly auth: 'bot' | 'token';
  handle(request: RouteRequest): Reply | Promise<Reply>;
}

/** The route and its parameters; undefined when no route has this path, 'method' when none has this method. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: { [name: string]: string } } | 'method' | undefined {
  let pathKnown = false;
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (!params) continue;
    if (route.method === method) return { route, params };
    pathKnown = true;
  }
  return pathKnown ? 'method' : undefined;
}

function matchPath(pattern: string, path: string): { [name: string]: string } | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/').map(decodePart);
  if (wanted.length !== given.length) return undefined;
  const params: { [name: string]: string } = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A parameter that the path pattern guarantees. */
export function param(request: RouteRequest, name: string): string {
  const value = request.params[name];
  if (value === undefined) throw new Error(`No parameter ${name} in this route`);
  return value;
}

/** The body as an object; an absent body counts as empty. */
export function bodyObject(request: RouteRequest): JsonObject {
  return isObject(request.payload) ? request.payload : {};
}

export function requireApplication(request: RouteRequest): void {
  if (param(request, 'application') !== request.state.applicationId) throw unauthorized();
}
