import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyOwner, SealedKey } from '../ports/own-keys.ts';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const prefix = 'own1.';

/**
 * Encrypts keys with AES-256-GCM under a key derived from the operator's secret. Whose a key is and for which gateway is
 * authenticated with it: a sealed key that was put under another name opens for nobody.
 */
export class KeySeal {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'limner own keys', 32));
  }

  seal(owner: KeyOwner, text: string): SealedKey {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, this.#key, nonce).setAAD(boundTo(owner));
    const bytes = Buffer.concat([nonce, sealing.update(text, 'utf8'), sealing.final(), sealing.getAuthTag()]);
    return `${prefix}${bytes.toString('base64url')}` as SealedKey;
  }

  /** Undefined for what was sealed with another secret, for somebody else, or not at all. */
  open(owner: KeyOwner, sealed: string): string | undefined {
    if (!sealed.startsWith(prefix)) return undefined;
    const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url');
    if (bytes.length < nonceBytes + tagBytes) return undefined;
    const opening = createDecipheriv(cipher, this.#key, bytes.subarray(0, nonceBytes))
      .setAAD(boundTo(owner))
      .setAuthTag(bytes.subarray(bytes.length - tagBytes));
    try {
      const text = opening.update(bytes.subarray(nonceBytes, bytes.length - tagBytes));
      return Buffer.concat([text, opening.final()]).toString('utf8');
    } catch {
      // Node has one error for every way in which it does not fit.
      return undefined;
    }
  }
}

function boundTo({ userId, gateway }: KeyOwner): Buffer {
  return Buffer.from(JSON.stringify([userId, gateway]));
}
