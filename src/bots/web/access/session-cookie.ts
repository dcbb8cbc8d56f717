import { createHmac } from 'node:crypto';
import { readSignedValue, signValue } from './signed-value.ts';

export const sessionCookieName = 'limner_session';
export const sessionMs = 30 * 86_400_000;

export interface SessionKey {
  readonly secretKey: string;
  readonly password: string;
}

/** The value of a cookie that stands for the password until `expiresAt` (Unix ms), or until the password changes. */
export function writeSession(expiresAt: number, key: SessionKey): string {
  return signValue(expiresAt.toString(), purposeOf(key), key.secretKey);
}

export function isSession(cookie: string | undefined, now: number, key: SessionKey): boolean {
  const expiresAt = cookie && readSignedValue(cookie, purposeOf(key), key.secretKey);
  return expiresAt ? Number(expiresAt) > now : false;
}

function purposeOf({ secretKey, password }: SessionKey): string {
  return `web-session ${createHmac('sha256', secretKey).update(password).digest('base64url')}`;
}
