import type { LookupAddress } from 'node:dns';
import { readdir, readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAddressRules } from '../../src/media/address-rules.ts';
import { createGuardedAgent, resolveBySystem, type ResolveHost } from '../../src/media/guarded-agent.ts';
import { defaultMediaLimits, type MediaLimits } from '../../src/media/media-limits.ts';
import { createDownloader } from '../../src/media/safe-download.ts';
import { createStagingArea } from '../../src/media/staging-area.ts';
import { eventually } from '../support/eventually.ts';
import { localServer } from './support/local-server.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

interface Setup {
  allow?: readonly string[];
  limits?: Partial<MediaLimits>;
  resolveHost?: ResolveHost;
}

async function makeDownloader({
  allow = ['127.0.0.1'],
  limits = {},
  resolveHost = resolveBySystem,
}: Setup = {}) {
  const all = { ...defaultMediaLimits, retryPausesMs: [1, 1], ...limits };
  const staging = createStagingArea({ directory: await temporaryFolder(), now: Date.now });
  const dispatcher = createGuardedAgent({ rules: createAddressRules(allow), resolveHost, limits: all });
  onTestFinished(() => dispatcher.destroy());
  const left = () => readdir(staging.directory).catch(() => []);
  return { ...createDownloader({ dispatcher, staging, limits: all }), left };
}

const address = (text: string): LookupAddress => ({ address: text, family: text.includes(':') ? 6 : 4 });
const picture = Buffer.from('not really a picture');
const send = (response: ServerResponse) => response.end(picture);

describe('download', () => {
  it('saves the bytes and asks like a browser, without credentials', async () => {
    const server = await localServer((_, response) => send(response));
    const { download } = await makeDownloader();

    const saved = await download(`${server.url}/a.png?token=x`);

    expect(await readFile(saved.path)).toEqual(picture);
    expect(saved).toMatchObject({
      sha256: 'fe1a4ab1fb6347036bead73597d5d2958b26ac0b96f68ca2f6dcee53a50f297e',
      byteLength: picture.byteLength,
    });
    expect(server.requests.map(({ method, url, headers }) => ({ method, url, headers }))).toEqual([
      {
        method: 'GET',
        url: '/a.png?token=x',
        headers: {
          host: `127.0.0.1:${server.port}`,
          connection: 'keep-alive',
          'user-agent': expect.stringContaining('Mozilla/5.0'),
          accept: expect.stringContaining('image/*'),
          'accept-encoding': 'identity',
        },
      },
    ]);
  });

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://017700000001/',
    'http://１２７.0.0.1/',
    'http://127.0.0.1./',
    'http://localhost/',
    'http://0/',
    'http://10.0.0.1:8080/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://168.63.129.16/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:7f00:0001]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[2002:7f00:1::]/',
    'http://[64:ff9b::7f00:1]/',
    'https://127.0.0.1/',
  ])('never connects to %s', async (url) => {
    const { download, left } = await makeDownloader({ allow: [] });

    await expect(download(url)).rejects.toMatchObject({
      code: 'media-forbidden-address',
      reason: 'private-address',
      retryable: false,
    });
    expect(await left()).toEqual([]);
  });

  it.each([
    { url: 'file:///etc/passwd', reason: 'scheme' },
    { url: 'ftp://example.com/a.png', reason: 'scheme' },
    { url: 'data:image/png;base64,AAAA', reason: 'scheme' },
    { url: 'javascript:alert(1)', reason: 'scheme' },
    { url: 'http://user:secret@example.com/', reason: 'userinfo' },
    { url: 'http://example.com@127.0.0.1/', reason: 'userinfo' },
    { url: 'http://[::1', reason: 'url' },
    { url: 'http://999.1.1.1/', reason: 'url' },
    { url: 'http://[fe80::1%25eth0]/', reason: 'url' },
    { url: 'picture.png', reason: 'url' },
    { url: '', reason: 'url' },
  ])('refuses $url as $reason', async ({ url, reason }) => {
    const { download } = await makeDownloader({ allow: ['127.0.0.1'] });

    await expect(download(url)).rejects.toMatchObject({ code: 'media-forbidden-address', reason });
  });

  it('refuses a name when one of its addresses is private', async () => {
    const { download } = await makeDownloader({
      allow: [],
      resolveHost: async () => [address('93.184.216.34'), address('10.0.0.1')],
    });

    await expect(download('http://both.example/')).rejects.toMatchObject({
      code: 'media-forbidden-address',
      message: 'both.example is not on the public internet',
    });
  });

  it('connects to the address that was checked, whatever the name answers next', async () => {
    const server = await localServer((_, response) => send(response));
    const answers = ['127.0.0.1', '127.0.0.2'];
    let asked = 0;
    const { download } = await makeDownloader({
      allow: ['127.0.0.1'],
      resolveHost: async () => [address(answers[asked++] ?? '127.0.0.2')],
    });

    await download(`http://changing.example:${server.port}/`);

    expect(asked).toBe(1);
    expect(server.requests.map((request) => request.headers.host)).toEqual([
      `changing.example:${server.port}`,
    ]);
  });

  it('checks a name again for every new connection', async () => {
    const server = await localServer((_, response) => {
      response.setHeader('connection', 'close');
      send(response);
    });
    const answers = ['127.0.0.1', '127.0.0.2'];
    const { download } = await makeDownloader({
      allow: ['127.0.0.1'],
      resolveHost: async () => [address(answers.shift() ?? '127.0.0.2')],
    });
    const url = `http://changing.example:${server.port}/`;

    await download(url);

    await expect(download(url)).rejects.toMatchObject({ code: 'media-forbidden-address' });
    expect(server.requests).toHaveLength(1);
  });

  it('lets a listed host enter private ranges, at its port only', async () => {
    const server = await localServer((_, response) => send(response));
    const { download } = await makeDownloader({
      allow: [`store.internal:${server.port}`],
      resolveHost: async () => [address('127.0.0.1')],
    });

    await download(`http://store.internal:${server.port}/`);

    await expect(download('http://store.internal:1/')).rejects.toMatchObject({
      code: 'media-forbidden-address',
    });
    await expect(download(`http://other.internal:${server.port}/`)).rejects.toMatchObject({
      code: 'media-forbidden-address',
    });
  });

  it('reports a name that does not exist', async () => {
    const { download } = await makeDownloader({
      resolveHost: () => Promise.reject(Object.assign(new Error('nope'), { code: 'ENOTFOUND' })),
    });

    await expect(download('http://missing.example/a?secret=1')).rejects.toMatchObject({
      code: 'media-unreachable',
      reason: 'dns',
      retryable: true,
      message: 'The name missing.example was not found',
    });
  });

  it.each([301, 302, 303, 307, 308])(
    'follows a %i, relative and absolute, and checks where it leads',
    async (status) => {
      const server = await localServer((request, response) => {
        if (request.url === '/start') return response.writeHead(status, { location: '/next' }).end('gone');
        if (request.url === '/next')
          return response.writeHead(status, { location: `${server.url}/end` }).end();
        return send(response);
      });
      const { download } = await makeDownloader();

      const saved = await download(`${server.url}/start`);

      expect(saved.byteLength).toBe(picture.byteLength);
      expect(server.requests.map((request) => request.url)).toEqual(['/start', '/next', '/end']);
    },
  );

  it.each([
    { location: 'http://127.0.0.2:1/', reason: 'private-address' },
    { location: 'http://169.254.169.254/latest/', reason: 'private-address' },
    { location: '//0x7f000002/', reason: 'private-address' },
    { location: 'http://[::ffff:127.0.0.1]/', reason: 'private-address' },
    { location: 'file:///etc/passwd', reason: 'scheme' },
    { location: 'http://a:b@127.0.0.1/', reason: 'userinfo' },
    { location: 'http://[', reason: 'url' },
  ])('refuses a redirect to $location', async ({ location, reason }) => {
    const server = await localServer((_, response) => response.writeHead(302, { location }).end());
    const { download } = await makeDownloader({ allow: [`127.0.0.1:${server.port}`] });

    await expect(download(server.url)).rejects.toMatchObject({ code: 'media-forbidden-address', reason });
    expect(server.requests).toHaveLength(1);
  });

  it('follows three redirects and not a fourth', async () => {
    const server = await localServer((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step === 0) return send(response);
      return response.writeHead(302, { location: `/${step - 1}` }).end();
    });
    const { download } = await makeDownloader();

    await download(`${server.url}/3`);

    await expect(download(`${server.url}/4`)).rejects.toMatchObject({
      code: 'media-unreachable',
      reason: 'redirects',
    });
  });

  it('does not wait for the body of a redirect', async () => {
    const server = await localServer((request, response) => {
      if (request.url === '/end') return send(response);
      return response.writeHead(302, { location: '/end' }).write('never ends');
    });
    const { download } = await makeDownloader();

    expect((await download(server.url)).byteLength).toBe(picture.byteLength);
  });

  it('refuses what is declared too large without reading it', async () => {
    const server = await localServer((_, response) => {
      response.writeHead(200, { 'content-length': '1000000' });
      response.write('x');
    });
    const { download, left } = await makeDownloader();

    await expect(download(server.url, { maxBytes: 1000 })).rejects.toMatchObject({ code: 'media-too-large' });
    expect(await left()).toEqual([]);
  });

  it('stops an endless body at the limit and hangs up', async () => {
    let closed = false;
    const server = await localServer((_, response) => {
      const pump = () => {
        while (!closed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', pump).on('close', () => (closed = true));
      pump();
    });
    const { download, left } = await makeDownloader();

    await expect(download(server.url, { maxBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'media-too-large',
    });
    await eventually(() => expect(closed).toBe(true));
    expect(await left()).toEqual([]);
  });

  it('counts what a compressed body unpacks to', async () => {
    const server = await localServer((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(5_000_000)));
    });
    const { download, left } = await makeDownloader();

    await expect(download(server.url, { maxBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'media-too-large',
    });
    expect(await left()).toEqual([]);
    expect((await download(server.url)).byteLength).toBe(5_000_000);
  });

  it.each([
    { silence: 'before the headers', answer: () => {} },
    { silence: 'in the middle of the body', answer: (response: ServerResponse) => void response.write('x') },
  ])('gives up after a silence $silence', async ({ answer }) => {
    const server = await localServer((_, response) => answer(response));
    const { download, left } = await makeDownloader({ limits: { idleTimeoutMs: 50 } });

    await expect(download(server.url)).rejects.toMatchObject({
      code: 'media-timeout',
      reason: 'download-time',
    });
    expect(await left()).toEqual([]);
  });

  it('gives up on a body that drips for longer than the whole time', async () => {
    let drip: NodeJS.Timeout | undefined;
    const server = await localServer((_, response) => {
      drip = setInterval(() => response.write('x'), 10);
    });
    onTestFinished(() => clearInterval(drip));
    const { download, left } = await makeDownloader({ limits: { downloadTimeoutMs: 150 } });

    await expect(download(server.url)).rejects.toMatchObject({
      code: 'media-timeout',
      reason: 'download-time',
    });
    expect(await left()).toEqual([]);
  });

  it('refuses headers beyond the limit', async () => {
    const server = await localServer((_, response) => {
      response.setHeader('x-long', 'x'.repeat(5_000));
      send(response);
    });
    const { download } = await makeDownloader({ limits: { maxHeaderBytes: 2_000 } });

    await expect(download(server.url)).rejects.toMatchObject({
      code: 'media-unreachable',
      reason: 'connection',
    });
  });

  it('reports a body that breaks off', async () => {
    const server = await localServer((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half', () => response.destroy());
    });
    const { download, left } = await makeDownloader();

    await expect(download(server.url)).rejects.toMatchObject({
      code: 'media-unreachable',
      reason: 'connection',
      retryable: true,
    });
    expect(await left()).toEqual([]);
  });

  it('reports an empty body', async () => {
    const server = await localServer((_, response) => response.end());
    const { download, left } = await makeDownloader();

    await expect(download(server.url)).rejects.toMatchObject({ code: 'media-not-image', reason: 'empty' });
    expect(await left()).toEqual([]);
  });

  it.each([
    { status: 404, code: 'media-not-found', retryable: true },
    { status: 410, code: 'media-not-found', retryable: true },
    { status: 403, code: 'media-not-found', retryable: true },
    { status: 401, code: 'media-unreachable', retryable: false },
    { status: 429, code: 'media-unreachable', retryable: true },
    { status: 503, code: 'media-unreachable', retryable: true },
    { status: 304, code: 'media-unreachable', retryable: false },
  ])('calls a $status $code', async ({ status, code, retryable }) => {
    const server = await localServer((_, response) => response.writeHead(status).end('no'));
    const { download } = await makeDownloader();

    await expect(download(`${server.url}/file/bot123:SECRET/a?sig=1`)).rejects.toMatchObject({
      code,
      retryable,
      message: `127.0.0.1 answered ${status}`,
    });
  });

  it('passes the reason of a caller who gives up', async () => {
    const server = await localServer(() => {});
    const { download } = await makeDownloader();
    const giveUp = new AbortController();

    const downloading = download(server.url, { signal: giveUp.signal });
    giveUp.abort(new Error('canceled'));

    await expect(downloading).rejects.toThrow('canceled');
  });
});

describe('downloadWithRetry', () => {
  it('waits for a fresh file to be there', async () => {
    const answers = [404, 503, 200];
    const server = await localServer((_, response) =>
      response.writeHead(answers.shift() ?? 200).end(picture),
    );
    const { downloadWithRetry } = await makeDownloader();

    expect((await downloadWithRetry(server.url)).byteLength).toBe(picture.byteLength);
    expect(server.requests).toHaveLength(3);
  });

  it('gives up after the last try with the last answer', async () => {
    const server = await localServer((_, response) => response.writeHead(404).end());
    const { downloadWithRetry } = await makeDownloader();

    await expect(downloadWithRetry(server.url)).rejects.toMatchObject({ code: 'media-not-found' });
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    { refusal: 'a forbidden address', answer: { status: 302, location: 'http://10.0.0.1/' } },
    { refusal: 'a plain refusal', answer: { status: 400, location: undefined } },
  ])('does not repeat $refusal', async ({ answer }) => {
    const server = await localServer((_, response) => {
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end();
    });
    const { downloadWithRetry } = await makeDownloader();

    await expect(downloadWithRetry(server.url)).rejects.toMatchObject({ retryable: false });
    expect(server.requests).toHaveLength(1);
  });

  it('ends its pause when the caller gives up', async () => {
    const server = await localServer((_, response) => response.writeHead(404).end());
    const { downloadWithRetry } = await makeDownloader({ limits: { retryPausesMs: [60_000] } });
    const giveUp = new AbortController();

    const downloading = downloadWithRetry(server.url, { signal: giveUp.signal });
    await eventually(() => expect(server.requests).toHaveLength(1));
    giveUp.abort(new Error('canceled'));

    await expect(downloading).rejects.toThrow('canceled');
  });

  it('tells the last failure when the whole time ends during a pause', async () => {
    const server = await localServer((_, response) => response.writeHead(404).end());
    const { downloadWithRetry } = await makeDownloader({ limits: { retryPausesMs: [60_000] } });

    await expect(downloadWithRetry(server.url, { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'media-not-found',
    });
  });
});
