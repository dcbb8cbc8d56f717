import { createHmac, timingSafeEqual } from 'node:crypto';

/** The unguessable last segment of a callback URL: the attempt's id and its signature. */
export function callbackSecret(secretKey: string, attemptId: string): string {
  return `${attemptId}.${signatureOf(secretKey, attemptId)}`;
}

/** The attempt that a callback is about; undefined for a forgery. */
export function attemptOfCallback(secretKey: string, secret: string): string | undefined {
  const separator = secret.lastIndexOf('.');
  if (separator <= 0) return undefined;
  const attemptId = secret.slice(0, separator);
  const given = Buffer.from(secret.slice(separator + 1));
  const expected = Buffer.from(signatureOf(secretKey, attemptId));
  return given.length === expected.length && timingSafeEqual(given, expected) ? attemptId : undefined;
}

function signatureOf(secretKey: string, attemptId: string): string {
  return createHmac('sha256', secretKey).update(`callback ${attemptId}`).digest('base64url');
}
