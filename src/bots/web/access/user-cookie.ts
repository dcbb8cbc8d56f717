import { readSignedValue, signValue } from './signed-value.ts';

export const userCookieName = 'limner_user';
export const userCookieMs = 365 * 86_400_000;
/** Who asks without a cookie: curl and scripts. */
export const localUserId = 'web:local';

const purpose = 'web-user';

export function writeUserCookie(name: string, secretKey: string): string {
  return signValue(name, purpose, secretKey);
}

/** `web:<name>` for a cookie of ours, else undefined. */
export function userOfCookie(cookie: string | undefined, secretKey: string): string | undefined {
  const name = cookie && readSignedValue(cookie, purpose, secretKey);
  return name && /^[A-Za-z0-9_-]{8,64}$/.test(name) ? `web:${name}` : undefined;
}
