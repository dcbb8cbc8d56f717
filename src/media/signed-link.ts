import { createHmac, timingSafeEqual } from 'node:crypto';

/** A link that opens one stored file until it expires: `/media/<sha256>.<ext>?e=<expiry>&s=<signature>`. */
export interface SignedLink {
  /** File name under `/media/`: content hash and extension. */
  readonly fileName: string;
  /** Unix milliseconds; the link carries whole seconds, rounded up. */
  readonly expiresAt: number;
}

const FILE_NAME = /^[0-9a-f]{64}\.(png|jpg|webp)$/;

export function signMediaPath({ fileName, expiresAt }: SignedLink, key: string): string {
  const expires = Math.ceil(expiresAt / 1000).toString();
  return `/media/${fileName}?e=${expires}&s=${signature(fileName, expires, key)}`;
}

/** What a link opens; `undefined` for a forged, changed or expired one. */
export function verifyMediaPath(pathAndQuery: string, key: string, now: number): SignedLink | undefined {
  const match = /^\/media\/([^/?#]+)\?e=(\d{1,12})&s=([A-Za-z0-9_-]{43})$/.exec(pathAndQuery);
  const [, fileName = '', expires = '', given = ''] = match ?? [];
  if (!FILE_NAME.test(fileName)) return undefined;
  const expected = Buffer.from(signature(fileName, expires, key));
  if (!timingSafeEqual(expected, Buffer.from(given))) return undefined;
  const expiresAt = Number(expires) * 1000;
  return expiresAt > now ? { fileName, expiresAt } : undefined;
}

/** The purpose is part of what is signed, so that no other signature made with the key opens a file. */
function signature(fileName: string, expires: string, key: string): string {
  return createHmac('sha256', key).update(`media-link\n${fileName}\n${expires}`).digest('base64url');
}
