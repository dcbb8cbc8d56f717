import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseButtonId, buildButtonId } from '../../src/bots/shared/buttons.ts';
import { userOfCookie, writeUserCookie } from '../../src/bots/web/access/user-cookie.ts';
import { isSession, writeSession } from '../../src/bots/web/access/session-cookie.ts';
import { attemptOfCallback, callbackSecret } from '../../src/core/callback-secret.ts';
import { signMediaPath, verifyMediaPath } from '../../src/media/signed-link.ts';
import { anyText } from './any-text.ts';
import { fuzz, fuzzTimeoutMs } from './fuzz.ts';

const key = 'the-key-of-this-installation-0123456789';
const password = 'the-password';
const at = 1_800_000_000_000;

/** Anything, and changed copies of what is right. */
function forgeriesOf(right: string): fc.Arbitrary<string> {
  return fc.oneof(
    anyText(300),
    fc
      .tuple(fc.nat(right.length), fc.nat(3), anyText(3))
      .map(([start, length, put]) => right.slice(0, start) + put + right.slice(start + length)),
    fc.constantFrom(
      right.toUpperCase(),
      `${right}=`,
      ` ${right}`,
      right.slice(1),
      right.slice(0, -1),
      `${right}&x=1`,
    ),
  );
}

describe('what is signed', async () => {
  const fileName = `${'ab'.repeat(32)}.png`;
  const link = signMediaPath({ fileName, expiresAt: at + 60_000 }, key);
  const attempt = 'bcdfghjkmnpq-rstvwxz01234';
  const secret = callbackSecret(key, attempt);
  const cookie = writeUserCookie('somebody-0001', key);
  const session = writeSession(at + 60_000, { secretKey: key, password });

  it.each<[string, string, (text: string) => unknown]>([
    ['links to pictures', link, (text) => verifyMediaPath(text, key, at)],
    ['callbacks', secret, (text) => attemptOfCallback(key, text)],
    ['user cookies', cookie, (text) => userOfCookie(text, key)],
    ['sessions', session, (text) => isSession(text, at, { secretKey: key, password }) || undefined],
  ])(
    '%s: opened as it is, and by nothing else',
    async (_name, right, open) => {
      expect(open(right)).toBeDefined();
      await fuzz(
        fc.property(forgeriesOf(right), (forged) => {
          if (forged !== right) expect(open(forged)).toBeUndefined();
        }),
      );
    },
    fuzzTimeoutMs,
  );

  it('is never good for another purpose', async () => {
    const all = [link, secret, cookie, session];
    const opened = all.map((text) => [
      verifyMediaPath(text, key, at) !== undefined,
      attemptOfCallback(key, text) !== undefined,
      userOfCookie(text, key) !== undefined,
      isSession(text, at, { secretKey: key, password }),
    ]);

    expect(opened).toEqual(all.map((_, row) => all.map((__, column) => row === column)));
  });
});

it(
  'buttons: anything that a client may send back is one of ours or nothing',
  async () => {
    await fuzz(
      fc.property(forgeriesOf('again:bcdfghjkmnpq:1'), (text) => {
        const button = parseButtonId(text);
        if (button)
          expect(
            buildButtonId(button)
              .split(':')
              .map((part) => part.replace(/^0+(?=\d)/, '')),
          ).toEqual(
            text.split(':').map((part) => part.replace(/^0+(?=\d)/, '')), // prettier-ignore
          );
      }),
    );
  },
  fuzzTimeoutMs,
);
