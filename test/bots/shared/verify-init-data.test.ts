import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashOf, verifyInitData } from '../../../src/bots/shared/verify-init-data.ts';

const botToken = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
const now = Date.UTC(2026, 10, 21, 12);
const authDate = String(now / 1000 - 60);
const fields = {
  query_id: 'AAHdF6IQAAAAAN0XohDhrOrc',
  user: JSON.stringify({ id: 279058397, first_name: 'Zoë & Ø', language_code: 'de', is_premium: true }),
  auth_date: authDate,
  start_param: 'region_1',
  signature: 'abc',
};

/** Written from the documentation, without the code under test. */
function sign(contents: Record<string, string>, token = botToken): string {
  const check = Object.keys(contents)
    .sort()
    .map((key) => `${key}=${contents[key]}`)
    .join('\n');
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  const hash = createHmac('sha256', secret).update(check).digest('hex');
  return new URLSearchParams({ ...contents, hash }).toString();
}

const check = (initData: string, rule: { now?: number; maxAgeMs?: number } = {}) =>
  verifyInitData(initData, { botToken, now, ...rule });

describe('verifyInitData', () => {
  it('tells who opened the app', () => {
    expect(check(sign(fields))).toEqual({
      kind: 'verified',
      launch: { userId: 279058397, locale: 'de', at: now - 60_000, startParam: 'region_1' },
    });
  });

  it('signs as it checks', () => {
    const params = new URLSearchParams(fields);
    expect(new URLSearchParams(sign(fields)).get('hash')).toBe(hashOf(params, botToken));
  });

  it.each([
    ['another bot', sign(fields, '110201543:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB')],
    ['a changed person', sign(fields).replace('279058397', '279058398')],
    ['a later date', sign(fields).replace(authDate, String(Number(authDate) + 1))],
    ['a field too many', `${sign(fields)}&receiver=1`],
    ['a field too few', sign(fields).replace('&start_param=region_1', '')],
    ['a person given twice', `${sign(fields)}&user=%7B%22id%22%3A1%7D`],
    ['no hash', new URLSearchParams(fields).toString()],
    ['an empty hash', `${new URLSearchParams(fields).toString()}&hash=`],
    ['a hash of letters beyond ASCII', `${new URLSearchParams(fields).toString()}&hash=${'é'.repeat(32)}`],
    ['nothing', ''],
    ['far too much', sign({ ...fields, chat: 'x'.repeat(10_000) })],
    ['nobody', sign({ auth_date: authDate })],
    ['no person but words', sign({ ...fields, user: 'me' })],
    ['no date', sign({ user: fields.user })],
    ['a date that is none', sign({ ...fields, auth_date: 'today' })],
  ])('takes %s for forged', (_what, initData) => {
    expect(check(initData)).toEqual({ kind: 'forged' });
  });

  it('takes a launch for an hour, or for as long as it is told', () => {
    const initData = sign(fields);
    const launchedAt = now - 60_000;

    expect(check(initData, { now: launchedAt + 3_600_000 }).kind).toBe('verified');
    expect(check(initData, { now: launchedAt + 3_600_001 }).kind).toBe('old');
    expect(check(initData, { now: launchedAt + 1_001, maxAgeMs: 1_000 }).kind).toBe('old');
  });

  it('allows for clocks that differ, by a minute', () => {
    const launchedAt = now - 60_000;

    expect(check(sign(fields), { now: launchedAt - 60_000 }).kind).toBe('verified');
    expect(check(sign(fields), { now: launchedAt - 60_001 }).kind).toBe('old');
  });
});
