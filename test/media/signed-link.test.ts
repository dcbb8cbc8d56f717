import { describe, expect, it } from 'vitest';
import { signMediaPath, verifyMediaPath } from '../../src/media/signed-link.ts';

const key = 'k'.repeat(43);
const fileName = `${'ab'.repeat(32)}.png`;
const expiresAt = 1_800_000_000_000;
const link = signMediaPath({ fileName, expiresAt }, key);

describe('signed links', () => {
  it('open the file they were made for until they expire', () => {
    expect(verifyMediaPath(link, key, expiresAt - 1)).toEqual({ fileName, expiresAt });
    expect(verifyMediaPath(link, key, expiresAt)).toBeUndefined();
  });

  it.each([
    ['another file', link.replace('abab', 'abac')],
    ['another extension', link.replace('.png', '.jpg')],
    ['a later expiry', link.replace('e=1800000000', 'e=1900000000')],
    ['the expiry spelled differently', link.replace('e=18', 'e=018')],
    ['another signature', link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')],
    ['a short signature', link.slice(0, -1)],
    ['no signature', link.replace(/&s=.*/, '')],
    ['something more', `${link}&x=1`],
    ['a path that climbs', link.replace('/media/', '/media/../')],
    ['an encoded path', link.replace('/media/', '/media/%2e%2e%2f')],
    ['nothing', ''],
  ])('do not open with %s', (_, changed) => {
    expect(verifyMediaPath(changed, key, 0)).toBeUndefined();
  });

  it('do not open with another key', () => {
    expect(verifyMediaPath(link, 'other', 0)).toBeUndefined();
  });

  it('never expire before the moment asked for', () => {
    const path = signMediaPath({ fileName, expiresAt: 1_800_000_000_001 }, key);

    expect(verifyMediaPath(path, key, 1_800_000_000_000)).toEqual({ fileName, expiresAt: 1_800_000_001_000 });
  });
});
