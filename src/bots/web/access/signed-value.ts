import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A value that only this installation can have written: `<value>.<signature>`. The purpose is part of what is signed,
 * so that a value of one kind never passes for another.
 */
export function signValue(value: string, purpose: string, key: string): string {
  return `${value}.${signatureOf(value, purpose, key)}`;
}

/** The value, or undefined when it was not signed with this key for this purpose. */
export function readSignedValue(signed: string, purpose: string, key: string): string | undefined {
  const dot = signed.lastIndexOf('.');
  if (dot < 1) return undefined;
  const value = signed.slice(0, dot);
  return isSame(signed.slice(dot + 1), signatureOf(value, purpose, key)) ? value : undefined;
}

/** Compares secrets without telling by the time it takes how much of them is right. */
export function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(expected));
}

function signatureOf(value: string, purpose: string, key: string): string {
  return createHmac('sha256', key).update(`${purpose}\n${value}`).digest('base64url');
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
