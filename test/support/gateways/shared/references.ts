import { fetch } from 'undici';
import sharp from 'sharp';

/** A reference as a gateway saw it, after it fetched or decoded it. */
export interface ReceivedReference {
  /** As sent; a data URI or bare base64 is cut to 40 characters. */
  source: string;
  width: number;
  height: number;
  mediaType: string;
  hasAlpha: boolean;
  bytes: Buffer;
}

/** Fetches a reference as the gateway would; loopback is allowed. Throws when it is unreachable or no image. */
export async function fetchReference(url: string, timeoutMs = 10_000): Promise<ReceivedReference> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'follow' });
  if (!response.ok) throw new Error(`reference answered ${response.status}`);
  return inspectReference(url, Buffer.from(await response.arrayBuffer()));
}

/** Decodes a data URI or bare base64. Throws when it is no image. */
export async function decodeReference(text: string): Promise<ReceivedReference> {
  const base64 = text.replace(/^data:[^,]*,/, '');
  return inspectReference(text.slice(0, 40), Buffer.from(base64, 'base64'));
}

/** Throws when the bytes are no picture. */
export async function inspectReference(source: string, bytes: Buffer): Promise<ReceivedReference> {
  const metadata = await sharp(bytes).metadata();
  return {
    source,
    width: metadata.width,
    height: metadata.height,
    mediaType: `image/${metadata.format}`,
    hasAlpha: metadata.hasAlpha ?? false,
    bytes,
  };
}
