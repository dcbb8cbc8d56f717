import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../api/http-problem.ts';
import { isForeignOrigin, isForwarded, isLocalCaller } from './access-rule.ts';
import { addressGroup } from './address-group.ts';
import { createPasswordThrottle, type PasswordThrottle } from './password-throttle.ts';
import { isSession, sessionCookieName, sessionMs, writeSession } from './session-cookie.ts';
import { isSame } from './signed-value.ts';
// prettier-ignore
import { localUserId, userCookieMs, userCookieName, userOfCookie, writeUserCookie } from './user-cookie.ts';

/**
 * Who may call a route. `open`: anybody, under any host. `unlocked`: no password needed, but the host rule holds.
 * `page`: like `guarded`, but the route itself answers browsers that are not signed in. Default: `guarded`.
 */
export type RouteAccess = 'open' | 'unlocked' | 'page' | 'guarded';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    /** `web:<cookie>`, or `web:local` without a cookie of ours. */
    userId: string;
    /** False where a password is set and the caller has not given it. */
    signedIn: boolean;
  }
}

export interface AccessOptions {
  readonly password: string | undefined;
  readonly publicUrl: string | undefined;
  readonly secretKey: string;
  readonly now: () => number;
  readonly randomId: () => string;
}

/** What routes need of the guard beyond its checks. */
export interface AccessGuard {
  /** Exchanges the password for a session cookie. @throws HttpProblem `wrong-password`, `too-many-attempts` */
  signIn(request: FastifyRequest, reply: FastifyReply, password: string): void;
  signOut(reply: FastifyReply): void;
  /** Makes a browser somebody: sets the user cookie where there is none. */
  recognise(request: FastifyRequest, reply: FastifyReply): void;
}

/** Puts every route behind the rule of its `access`; a route that says nothing is guarded. */
export function guardAccess(app: FastifyInstance, options: AccessOptions): AccessGuard {
  const { password, publicUrl, secretKey, now, randomId } = options;
  const throttle = createPasswordThrottle({ now });

  app.decorateRequest('userId', localUserId);
  app.decorateRequest('signedIn', false);
  app.addHook('onRequest', (request, reply, done) => {
    const access = request.routeOptions.config?.access ?? 'guarded';
    if (access !== 'open') admit(request, reply, access);
    done();
  });

  function admit(request: FastifyRequest, reply: FastifyReply, access: RouteAccess): void {
    const { method, headers } = request;
    const caller = { method, headers, remoteAddress: request.ip };
    if (password === undefined && !isLocalCaller(caller)) throw new HttpProblem('foreign-host');

    // A page may be linked to, and its parts hold nothing of anybody's.
    const isReading = method === 'GET' || method === 'HEAD';
    const mayBeLinkedTo = isReading && (access === 'page' || access === 'unlocked');
    if (!mayBeLinkedTo && isForeignOrigin(caller, publicUrl)) throw new HttpProblem('foreign-origin');

    request.userId = userOfCookie(request.cookies[userCookieName], secretKey) ?? localUserId;
    request.signedIn = password === undefined || hasPassword(request, password);
    if (request.signedIn || access === 'unlocked') return;
    const isBrowser = isBrowserPage(request);
    if (isBrowser && access === 'page') return;
    if (!isBrowser) reply.header('www-authenticate', 'Basic realm="Limner", charset="UTF-8"');
    throw new HttpProblem('unauthorized');
  }

  function hasPassword(request: FastifyRequest, expected: string): boolean {
    if (isSession(request.cookies[sessionCookieName], now(), { secretKey, password: expected })) return true;
    const given = passwordOfBasic(request.headers.authorization);
    return given !== undefined && checkPassword({ request, given, expected, throttle });
  }

  return {
    signIn(request, reply, given) {
      if (password === undefined) return;
      if (!checkPassword({ request, given, expected: password, throttle })) {
        throw new HttpProblem('wrong-password');
      }
      const value = writeSession(now() + sessionMs, { secretKey, password });
      reply.setCookie(sessionCookieName, value, cookieOptions(request, sessionMs, 'strict'));
    },
    signOut(reply) {
      reply.clearCookie(sessionCookieName, { path: '/' });
    },
    recognise(request, reply) {
      if (userOfCookie(request.cookies[userCookieName], secretKey)) return;
      const value = writeUserCookie(randomId(), secretKey);
      // Lax: with Strict, following a link to the page would look like a first visit and replace the user.
      reply.setCookie(userCookieName, value, cookieOptions(request, userCookieMs, 'lax'));
    },
  };
}

interface PasswordCheck {
  readonly request: FastifyRequest;
  readonly given: string;
  readonly expected: string;
  readonly throttle: PasswordThrottle;
}

function checkPassword({ request, given, expected, throttle }: PasswordCheck): boolean {
  const address = addressGroup(request.ip);
  const retryAt = throttle.blockedUntil(address);
  if (retryAt !== undefined) throw new HttpProblem('too-many-attempts', { retryAt });
  const isRight = isSame(given, expected);
  if (isRight) throttle.succeed(address);
  else throttle.fail(address);
  return isRight;
}

/** The password of an HTTP Basic header, whatever the user name. */
function passwordOfBasic(header: string | undefined): string | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon === -1 ? undefined : decoded.slice(colon + 1);
}

/** A browser would answer a challenge with its own dialogue, over the page's form. */
function isBrowserPage({ headers }: FastifyRequest): boolean {
  const accepts = headers.accept ?? '';
  if (/text\/(html|event-stream)/.test(accepts)) return true;
  return headers['sec-fetch-mode'] !== undefined || headers.referer !== undefined;
}

function cookieOptions(request: FastifyRequest, maxAgeMs: number, sameSite: 'strict' | 'lax') {
  const isHttps = isForwarded(request.headers) && request.headers['x-forwarded-proto'] === 'https';
  return {
    path: '/',
    httpOnly: true,
    sameSite,
    maxAge: Math.floor(maxAgeMs / 1000),
    secure: isHttps,
  } as const;
}
