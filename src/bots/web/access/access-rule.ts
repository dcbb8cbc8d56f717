import type { IncomingHttpHeaders } from 'node:http';

/** What the guard needs to know of a request; all of it is under the caller's control except `remoteAddress`. */
export interface Caller {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Address of the other end of the socket. */
  readonly remoteAddress: string | undefined;
}

/**
 * True when the caller is a program on this machine that typed a loopback name: no other host name (DNS rebinding), no
 * trace of a proxy or a tunnel, no other machine that merely claims the name.
 */
export function isLocalCaller({ headers, remoteAddress }: Caller): boolean {
  return isLoopbackHost(headers.host) && !isForwarded(headers) && isLoopbackAddress(remoteAddress ?? '');
}

/** Whether a Host header is `localhost`, an address of 127.0.0.0/8 or `[::1]`, with any port. */
export function isLoopbackHost(host: string | undefined): boolean {
  const match = /^(localhost|\[::1\]|127(?:\.\d{1,3}){3})(?::\d{1,5})?$/i.exec(host ?? '');
  const name = match?.[1];
  if (!name) return false;
  return !name.startsWith('127') || name.split('.').every((octet) => Number(octet) <= 255);
}

/** Whether a proxy or a tunnel says that it passed the request on. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'));
}

/**
 * Whether a page of another origin sent the request. Browsers send `Sec-Fetch-Site` or `Origin` (or both) with every
 * request that changes something; programs such as curl send neither.
 */
export function isForeignOrigin({ headers }: Caller, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin } = headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const { host, origin: normalised } = new URL(origin);
  // A proxy may have put another Host in: the public address is ours too.
  if (publicUrl !== undefined && normalised === new URL(publicUrl).origin) return false;
  return host !== hostWithoutDefaultPort(headers.host, normalised);
}

function hostWithoutDefaultPort(host: string | undefined, origin: string): string | undefined {
  const url = `${origin.split(':')[0]}://${host ?? ''}`;
  return URL.canParse(url) ? new URL(url).host : undefined;
}

function isLoopbackAddress(address: string): boolean {
  const bare = address.replace(/^::ffff:/i, '');
  return bare === '::1' || bare.startsWith('127.');
}
