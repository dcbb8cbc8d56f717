import { createHmac, timingSafeEqual } from 'node:crypto';

/** The last segment of a painter's address: the session's id and its signature. */
export function regionToken(secretKey: string, id: string): string {
  return `${id}.${signatureOf(secretKey, id)}`;
}

/** The session that a token is for; undefined for a forgery. */
export function sessionOfToken(secretKey: string, token: string): string | undefined {
  const [, id = '', given = ''] = /^([0-9a-z]{8,40})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  if (id === '') return undefined;
  return timingSafeEqual(Buffer.from(given), Buffer.from(signatureOf(secretKey, id))) ? id : undefined;
}

/** The purpose is part of what is signed, so that no other signature made with the key opens a session. */
function signatureOf(secretKey: string, id: string): string {
  return createHmac('sha256', secretKey).update(`region ${id}`).digest('base64url');
}
