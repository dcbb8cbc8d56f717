import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signMediaPath } from '../../../src/media/signed-link.ts';
import { drawPicture } from '../../fakes/draw-picture.ts';
import { eventually } from '../../support/eventually.ts';
import { secretKey, startWeb, type WebSetup, type WebUnderTest } from './web-under-test.ts';

let web: WebUnderTest;

async function restart(setup: WebSetup): Promise<void> {
  await web.close();
  web = await startWeb(setup);
}

beforeEach(async () => {
  web = await startWeb();
});
afterEach(() => web.close());

describe('probes', () => {
  it('a live process is healthy', async () => {
    const received = await web.send('/healthz');

    expect([received.status, received.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('readiness says what is missing', async () => {
    await restart({ readiness: () => Promise.resolve({ ready: false, missing: ['store', 'discord'] }) });

    const received = await web.send('/readyz');

    expect([received.status, received.json()]).toEqual([
      503,
      { status: 'not ready', missing: ['store', 'discord'] },
    ]);
  });

  it('metrics are Prometheus text', async () => {
    const received = await web.send('/metrics');

    expect([received.status, received.text]).toEqual([200, 'limner_up 1\n']);
    expect(received.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  it('a process without the role web has probes and nothing else', async () => {
    await restart({ web: false });

    const paths = ['/healthz', '/readyz', '/metrics', '/', '/api/quota', '/media/x', '/hooks/a/b'];
    const statuses = await Promise.all(paths.map(async (path) => (await web.send(path)).status));

    expect(statuses).toEqual([200, 200, 200, 404, 404, 404, 404]);
  });
});

describe('/media', () => {
  async function link(expiresInMs = 60_000): Promise<string> {
    const bytes = await drawPicture({ prompt: 'a link', variant: 0, width: 64, height: 64 });
    const stored = await web.media.importResult({ kind: 'staged', image: await web.media.stage(bytes) });
    return web.media.signedPath(stored, Date.now() + expiresInMs);
  }

  it('opens a signed link for anybody, under any host', async () => {
    const path = await link();

    const received = await web.send(path, {
      headers: { host: 'limner.example.com', 'x-forwarded-for': '1.2.3.4' },
    });
    const head = await web.send(path, { method: 'HEAD' });

    const hash = createHash('sha256').update(received.bytes).digest('hex');
    expect([received.status, path.includes(hash)]).toEqual([200, true]);
    expect([head.status, head.headers['content-length'], head.bytes.length]).toEqual([
      200,
      received.bytes.length.toString(),
      0,
    ]);
  });

  it('is gone when the link expires', async () => {
    const path = await link(60_000);

    web.passTime(120_000);

    expect((await web.send(path)).status).toBe(404);
  });

  it('does not open a link that somebody changed', async () => {
    const path = await link();
    const changed = [
      path.replace(/e=\d/, 'e=9'),
      path.slice(0, -1),
      path.replace(/^\/media\/./, '/media/0'),
      path.split('?')[0] ?? '',
      `${path}&x=1`,
      '/media/../secret-key',
      '/media/%2e%2e%2fsecret-key?e=9999999999&s=x',
      '/media/..%2f..%2fetc%2fpasswd',
      signMediaPath({ fileName: '../secret-key', expiresAt: Date.now() + 1000 }, secretKey),
    ];

    const statuses = await Promise.all(changed.map(async (one) => (await web.send(one)).status));

    expect(statuses).toEqual(changed.map(() => 404));
  });

  it('answers 404 when the file is no longer kept', async () => {
    const path = await link();
    await web.media.remove(path.slice('/media/'.length, '/media/'.length + 64));

    expect((await web.send(path)).json()).toMatchObject({ error: { code: 'link-expired' } });
  });
});

describe('/hooks', () => {
  it.each([
    ['JSON', '{"taskId":"t1"}', 'application/json', { taskId: 't1' }],
    ['JSON under another type', '{"taskId":"t1"}', 'text/plain', { taskId: 't1' }],
    ['broken JSON', '{"taskId":', 'application/json', undefined],
    ['HTML', '<html>', 'text/html', undefined],
    ['nothing', '', 'application/json', undefined],
  ])('answers 200 to %s and hands it to core', async (_name, body, type, expected) => {
    const received = await web.send('/hooks/apimodels/secret-1', {
      body,
      headers: { 'content-type': type, host: 'limner.example.com', 'x-forwarded-for': '1.2.3.4' },
    });

    expect(received.status).toBe(200);
    await eventually(() => expect(web.core.callbacks).toEqual([{ provider: 'apimodels', secret: 'secret-1', body: expected }])); // prettier-ignore
  });

  it('answers 503 when core cannot take it, so that it comes again', async () => {
    web.core.receiveCallback = () => Promise.reject(new Error('store away'));

    const received = await web.send('/hooks/apimodels/secret-1', { body: { taskId: 't1' } });

    expect(received.status).toBe(503);
  });

  it('refuses more than 1 MB', async () => {
    const received = await web.send('/hooks/apimodels/secret-1', {
      body: { padding: 'x'.repeat(1024 * 1024) },
    });

    expect([received.status, web.core.callbacks]).toEqual([413, []]);
  });
});
