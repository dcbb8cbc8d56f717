import { afterEach, describe, expect, it } from 'vitest';
import { isLoopbackHost } from '../../../src/bots/web/access/access-rule.ts';
import { cookieOf, startWeb, type WebSetup, type WebUnderTest } from './web-under-test.ts';

let web: WebUnderTest | undefined;

async function start(setup?: WebSetup): Promise<WebUnderTest> {
  web = await startWeb(setup);
  return web;
}

afterEach(async () => {
  await web?.close();
  web = undefined;
});

const basic = (password: string, user = 'anybody') => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});
const guarded = [
  '/',
  '/api/config',
  '/api/generations',
  '/api/quota',
  '/metrics',
  '/assets/app.js',
  '/nothing',
];

describe('a loopback name', () => {
  it.each([
    'localhost',
    'LOCALHOST:3000',
    'localhost:80',
    '127.0.0.1',
    '127.0.0.1:3000',
    '127.255.0.3:1',
    '[::1]',
    '[::1]:3000',
  ])('is %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each([
    undefined, '', 'example.com', 'localhost.example.com', 'localhost.', 'notlocalhost', '127.0.0.1.nip.io', '127.0.0.256',
    '127.1', '2130706433', '0.0.0.0', '[::]', '[::ffff:127.0.0.1]', '::1', '10.0.0.1', 'localhost@example.com', 'localhost:',
  ])('is not %s', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  }); // prettier-ignore
});

describe('without a password', () => {
  it.each(guarded)('%s is refused under another host name', async (path) => {
    const { send, port } = await start();

    const received = await send(path, { headers: { host: `limner.example.com:${port}` } });

    expect([received.status, received.json()]).toEqual([
      403,
      {
        error: {
          code: 'foreign-host',
          message:
            'This answers only on the machine it runs on; open it at http://localhost, or set WEB_PASSWORD to reach it from elsewhere.',
        },
      },
    ]);
  });

  it.each([
    { forwarded: 'for=203.0.113.1' },
    { 'x-forwarded-for': '203.0.113.1' },
    { 'x-forwarded-proto': 'https' },
    { 'x-forwarded-host': 'localhost' },
    { 'X-Forwarded-Anything': '' },
  ])('a request that a proxy passed on (%o) is refused', async (headers) => {
    const { send } = await start();

    const received = await send('/api/quota', { headers });

    expect(received.status).toBe(403);
  });

  it.each(['/healthz', '/readyz'])('%s answers under any host', async (path) => {
    const { send } = await start();

    const received = await send(path, {
      headers: { host: 'limner.example.com', 'x-forwarded-for': '1.2.3.4' },
    });

    expect(received.status).toBe(200);
  });

  it('the API answers on loopback names', async () => {
    const { send, port } = await start();

    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      const { status } = await send('/api/quota', { headers: { host } });
      expect([host, status]).toEqual([host, 200]);
    }
  });
});

describe('another origin', () => {
  it.each([
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:1' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('may not ask for a picture (%o)', async (headers) => {
    const { send, core } = await start();

    const received = await send('/api/generations', { body: { prompt: 'a cat' }, headers });

    expect(received.status).toBe(403);
    expect(received.json()).toMatchObject({ error: { code: 'foreign-origin' } });
    expect(core.orders).toEqual([]);
  });

  it('the page itself may', async () => {
    const { send, port } = await start();
    const headers = { origin: `http://localhost:${port}`, 'sec-fetch-site': 'same-origin' };

    const received = await send('/api/generations', { body: { prompt: 'a cat' }, headers });

    expect(received.status).toBe(202);
  });

  it('no answer of the API may be read by another origin', async () => {
    const { send } = await start();

    const { headers } = await send('/api/quota');

    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});

describe('with a password', () => {
  const password = 'correct horse: battery';

  it.each(guarded.filter((path) => path.startsWith('/api') || path === '/metrics' || path === '/'))(
    '%s answers 401 without it, under any host',
    async (path) => {
      const { send } = await start({ password });

      const received = await send(path, { headers: { host: 'limner.example.com' } });

      expect(received.status).toBe(401);
    },
  );

  it('HTTP Basic opens it with any user name, behind a proxy too', async () => {
    const { send } = await start({ password });
    const headers = { host: 'limner.example.com', 'x-forwarded-for': '1.2.3.4', ...basic(password, 'näme') };

    const received = await send('/api/quota', { headers });

    expect(received.status).toBe(200);
  });

  it('challenges programs, not browsers, which have a form', async () => {
    const { send } = await start({ password });

    const program = await send('/api/quota');
    const browser = await send('/api/quota', {
      headers: { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' },
    });

    expect([program.headers['www-authenticate'], browser.headers['www-authenticate']]).toEqual([
      'Basic realm="Limner", charset="UTF-8"',
      undefined,
    ]);
  });

  it('a login gives a cookie that opens it, until it expires', async () => {
    const { send, passTime } = await start({ password });

    const login = await send('/api/login', { body: { password } });
    const cookie = cookieOf(login, 'limner_session') ?? '';
    const opened = await send('/api/quota', { headers: { cookie } });
    const forged = await send('/api/quota', { headers: { cookie: `${cookie.slice(0, -2)}xx` } });
    passTime(31 * 86_400_000);
    const expired = await send('/api/quota', { headers: { cookie } });

    expect([login.status, opened.status, forged.status, expired.status]).toEqual([204, 200, 401, 401]);
    expect(login.headers['set-cookie']?.[0]).toMatch(
      /; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it('the cookie of a login is not good for a user, nor the other way round', async () => {
    const { send } = await start({ password });
    const login = await send('/api/login', { body: { password } });
    const user = cookieOf(login, 'limner_user')?.split('=')[1] ?? '';

    const received = await send('/api/quota', { headers: { cookie: `limner_session=${user}` } });

    expect(received.status).toBe(401);
  });

  it('a wrong password is refused with a sentence', async () => {
    const { send } = await start({ password });

    const received = await send('/api/login', {
      body: { password: 'guess' },
      headers: { 'accept-language': 'zh-CN' },
    });

    expect([received.status, received.json()]).toEqual([
      401,
      { error: { code: 'wrong-password', message: '密码不正确，请检查后重试。' } },
    ]);
  });

  it('guessing is stopped after ten tries, over login and Basic together, for a minute', async () => {
    const { send, passTime } = await start({ password });

    for (let attempt = 0; attempt < 5; attempt += 1) {
      await send('/api/login', { body: { password: `guess ${attempt}` } });
      await send('/api/quota', { headers: basic(`guess ${attempt}`) });
    }
    const blocked = await send('/api/login', { body: { password } });
    const blockedBasic = await send('/api/quota', { headers: basic(password) });
    passTime(61_000);
    const later = await send('/api/login', { body: { password } });

    expect([blocked.status, blockedBasic.status, later.status]).toEqual([429, 429, 204]);
    expect(blocked.json()).toMatchObject({
      error: { code: 'too-many-attempts', retryAt: expect.any(Number) },
    });
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(50);
  });

  it('guessing does not lock out who is signed in', async () => {
    const { send } = await start({ password });
    const cookie = cookieOf(await send('/api/login', { body: { password } }), 'limner_session') ?? '';

    for (let attempt = 0; attempt < 11; attempt += 1)
      await send('/api/login', { body: { password: 'guess' } });
    const received = await send('/api/quota', { headers: { cookie } });

    expect(received.status).toBe(200);
  });

  it('a page of another origin may not log in', async () => {
    const { send } = await start({ password });

    const received = await send('/api/login', {
      body: { password },
      headers: { origin: 'https://evil.example' },
    });

    expect(received.status).toBe(403);
  });

  it('the public address counts as our own origin where a proxy changes the host', async () => {
    const { send } = await start({ password, publicUrl: 'https://limner.example.com' });
    const headers = { ...basic(password), origin: 'https://limner.example.com', host: 'inner:3000' };

    const received = await send('/api/generations', { body: { prompt: 'a cat' }, headers });

    expect(received.status).toBe(202);
  });
});

describe('who is who', () => {
  it('a caller without a cookie is web:local', async () => {
    const { send, core } = await start();

    await send('/api/generations', { body: { prompt: 'a cat' } });

    expect(core.orders[0]?.requester).toEqual({ userId: 'web:local', chatId: 'web:local', locale: 'en' });
    expect(core.orders[0]?.target).toEqual({ platform: 'web', address: { userId: 'web:local' } });
  });

  it('a browser gets a cookie once and is the same user from then on', async () => {
    const { send, core } = await start();

    const first = await send('/api/config');
    const cookie = cookieOf(first, 'limner_user') ?? '';
    const second = await send('/api/config', { headers: { cookie } });
    await send('/api/generations', { body: { prompt: 'a cat' }, headers: { cookie } });

    expect(first.headers['set-cookie']?.[0]).toMatch(/; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(core.orders[0]?.requester.userId).toBe('web:visitor-0001');
  });

  it('a forged cookie is nobody', async () => {
    const { send, core } = await start();

    await send('/api/generations', {
      body: { prompt: 'a cat' },
      headers: { cookie: 'limner_user=visitor-0001.AAAA' },
    });

    expect(core.orders[0]?.requester.userId).toBe('web:local');
  });
});

it('every answer carries the security headers', async () => {
  const { send } = await start();

  for (const path of ['/healthz', '/api/quota', '/nothing']) {
    const { headers } = await send(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  }
});
