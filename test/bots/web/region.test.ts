import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { RegionSession } from '../../../src/core/ports/regions.ts';
import type { StoredImage } from '../../../src/core/ports/media.ts';
import { gridMask } from '../../../src/bots/shared/region-grid.ts';
import type { PageLaunch } from '../../../src/bots/web/region/page-launch.ts';
import { type Received, startWeb, type WebSetup, type WebUnderTest } from './web-under-test.ts';

const publicUrl = 'https://limner.example';
let web: WebUnderTest;
let pageDirectory: string;

beforeAll(async () => {
  pageDirectory = await mkdtemp(join(tmpdir(), 'limner-region-'));
  await mkdir(join(pageDirectory, 'assets'));
  await writeFile(join(pageDirectory, 'region.html'), '<!doctype html><title>painter</title>');
  await writeFile(join(pageDirectory, 'index.html'), '<!doctype html><title>chat</title>');
  await writeFile(join(pageDirectory, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(pageDirectory, 'assets', 'region.js'), 'export {};');
  return () => rm(pageDirectory, { recursive: true, force: true });
});
afterEach(() => web?.close());

async function open(setup: WebSetup = {}): Promise<void> {
  web = await startWeb({ publicUrl, pageDirectory, ...setup });
}

async function storedPicture(width = 64, height = 48): Promise<StoredImage> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#2f4c93' } })
    .png()
    .toBuffer();
  return web.media.importReference({ kind: 'staged', image: await web.media.stage(bytes) });
}

/** What a bot does when the button is pressed; the address it hands out. */
async function press(changes: Partial<RegionSession> = {}): Promise<{ id: string; path: string }> {
  const session = await web.core.regions.create({
    requester: { userId: 'discord:7', chatId: 'discord:g1', locale: 'de' },
    target: { platform: 'discord', address: { channelId: 'c1' } },
    references: [await storedPicture()],
    parent: { generationId: 'g0001', index: 0 },
    request: { quality: 'high', resolution: '2k' },
    ...changes,
  });
  const link = web.core.regions.linkTo(session) ?? '';
  expect(link.startsWith(`${publicUrl}/region/${session.id}.`)).toBe(true);
  return { id: session.id, path: new URL(link).pathname };
}

async function form(fields: Record<string, string | Uint8Array<ArrayBuffer>> = {}): Promise<FormData> {
  const mask = await gridMask({ width: 64, height: 48 }, [4]);
  const body = new FormData();
  for (const [name, value] of Object.entries({
    prompt: 'a red balloon',
    mask: new Uint8Array(mask),
    ...fields,
  })) {
    body.append(
      name,
      typeof value === 'string' ? value : new Blob([value], { type: 'image/png' }),
      ...(typeof value === 'string' ? [] : (['mask.png'] as const)),
    );
  }
  return body;
}

async function send(path: string, body?: FormData, headers: Record<string, string> = {}): Promise<Received> {
  return web.send(path, {
    body: body ?? (await form()),
    headers: { host: 'limner.example', 'idempotency-key': 'page-0001', ...headers },
  });
}

const outside = { headers: { host: 'limner.example', 'x-forwarded-for': '203.0.113.9' } };

describe('the painter behind a link', () => {
  it('shows its page, its files and its picture under any host, without a login', async () => {
    await open({ password: 'locked' });
    const { path } = await press();

    const page = await web.send(path, outside);
    const session = await web.send(`${path}/session`, outside);
    const view = session.json<{ picture: { url: string } }>();
    const files = await Promise.all(
      [view.picture.url, '/region/assets/region.js', '/region/favicon.svg', '/', '/assets/region.js'].map(
        (one) => web.send(one, outside),
      ),
    );

    expect([page.status, page.text]).toEqual([200, expect.stringContaining('painter')]);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
    });
    expect(view).toEqual({
      picture: { url: expect.stringMatching(/^\/media\//) as string, width: 64, height: 48 },
      prompt: '',
      maxPromptLength: 32_000,
      expiresAt: expect.any(Number) as number,
    });
    // The chat itself stays locked.
    expect(files.map(({ status }) => status)).toEqual([200, 200, 200, 401, 200]);
  });

  it('answers nowhere where there is no public address', async () => {
    web = await startWeb({ pageDirectory });

    expect((await web.send('/region/r.x')).status).toBe(404);
  });

  it('hands in the region for whom the link was made, where it was asked for', async () => {
    await open();
    const { id, path } = await press();

    const answer = await send(path);

    expect([answer.status, answer.json()]).toEqual([202, { sent: true }]);
    expect(web.core.orders).toEqual([
      {
        requestKey: `region:${id}`,
        requester: { userId: 'discord:7', chatId: 'discord:g1', locale: 'de' },
        target: { platform: 'discord', address: { channelId: 'c1' } },
        request: { quality: 'high', resolution: '2k', prompt: 'a red balloon' },
        references: [{ kind: 'stored', image: expect.objectContaining({ width: 64, height: 48 }) as object }],
        mask: { kind: 'staged', image: expect.any(Object) as object },
        parent: { generationId: 'g0001', index: 0 },
      },
    ]);
    const mask = (await web.core.get('g0001'))?.mask;
    const { data } = await sharp(mask && web.media.pathOf(mask))
      .extractChannel('alpha')
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([data.at(24 * 64 + 32), data.at(0)]).toEqual([0, 255]);
  });

  it('is good for one change; the page that made it may repeat it', async () => {
    await open();
    const { path } = await press();

    const answers = [
      await send(path),
      await send(path),
      await send(path, undefined, { 'idempotency-key': 'page-0002' }),
      await web.send(`${path}/session`, outside),
    ];

    expect(answers.map(({ status }) => status)).toEqual([202, 202, 410, 410]);
    expect(answers[2]?.json()).toEqual({
      error: { code: 'region-used', message: expect.stringContaining('press Select region') as string },
    });
    expect(await web.core.history('discord:7')).toHaveLength(1);
  });

  it('expires after a quarter of an hour', async () => {
    await open();
    const { path } = await press();
    web.passTime(15 * 60_000 + 1);

    const answers = [
      await web.send(path, outside),
      await web.send(`${path}/session`, outside),
      await send(path),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(answers[0]?.text).toContain('painter');
    expect(answers[1]?.json()).toMatchObject({ error: { code: 'region-expired' } });
    expect(web.core.orders).toEqual([]);
  });

  it('opens for nobody who made the address up', async () => {
    await open();
    const { id, path } = await press();
    const signature = path.split('.').at(-1) ?? '';
    const forgeries = [
      `/region/${id}`,
      `/region/${id}.`,
      `/region/${id}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`,
      `/region/region9999.${signature}`,
      `/region/${encodeURIComponent(`${id}.${signature}\n`)}`,
    ];

    for (const forgery of forgeries) {
      expect((await web.send(`${forgery}/session`, outside)).status, forgery).toBe(404);
      expect((await send(forgery)).status, forgery).toBe(404);
    }
    expect(web.core.orders).toEqual([]);
  });

  it('can be sent again after a refusal, with its sentence', async () => {
    await open();
    const { path } = await press();
    web.core.refuseNext({
      code: 'quota-exceeded',
      limit: { scope: 'user', unit: 'images', limit: 50, left: 0, retryAt: Date.now() + 3_600_000 },
    });

    const refused = await send(path);
    const second = await send(path, undefined, { 'idempotency-key': 'page-0002' });

    expect([refused.status, second.status]).toEqual([429, 202]);
    expect(refused.json()).toMatchObject({
      error: { code: 'quota-exceeded', message: expect.stringContaining('50 pictures a day') as string },
    });
  });

  it.each([
    ['no words', { prompt: '  ' }, 400, 'invalid-input'],
    ['no region', { mask: new Uint8Array(0) }, 400, 'invalid-input'],
    ['a field too many', { provider: 'gccai' }, 400, 'malformed'],
    ['a mask that is no picture', { mask: new TextEncoder().encode('<svg/>') }, 400, 'media-not-image'],
    ['far too much', { mask: new Uint8Array(8 * 1024 * 1024 + 1) }, 413, 'too-large'],
  ])('refuses %s, and nothing is lost', async (_what, fields, status, code) => {
    await open();
    const { path } = await press();

    const refused = await send(path, await form(fields as Record<string, string>));

    expect([refused.status, refused.json<{ error: { code: string } }>().error.code]).toEqual([status, code]);
    expect((await send(path)).status).toBe(202);
  });

  it.each([
    ['another shape', () => gridMask({ width: 48, height: 64 }, [4])],
    ['nothing in it', () => gridMask({ width: 64, height: 48 }, [])],
    [
      'colours',
      () =>
        sharp({ create: { width: 64, height: 48, channels: 3, background: '#2f4c93' } })
          .png()
          .toBuffer(),
    ],
  ])('refuses a mask with %s in a sentence', async (_what, make) => {
    await open();
    const { path } = await press();

    const refused = await send(path, await form({ mask: new Uint8Array(await make()) }));

    expect(refused.status).toBe(400);
    expect(refused.json()).toMatchObject({
      error: { code: 'mask-mismatch', message: expect.stringMatching(/mask/) as string },
    });
  });

  it.each([
    ['no name', { 'idempotency-key': '' }, 400],
    ['JSON', { 'content-type': 'application/json' }, 400],
    ['text', { 'content-type': 'text/plain' }, 400],
  ])('refuses %s', async (_what, headers, status) => {
    await open();
    const { path } = await press();

    expect((await send(path, undefined, headers)).status).toBe(status);
    expect(web.core.orders).toEqual([]);
  });

  it('says so when the store is away', async () => {
    await open();
    const { path } = await press();
    web.core.storeAway = true;

    const away = await send(path);
    web.core.storeAway = false;
    const back = await send(path);

    expect([away.status, back.status]).toEqual([503, 202]);
  });

  it('says so when the picture is gone', async () => {
    await open();
    const picture = await storedPicture(32, 32);
    const { path } = await press({ references: [picture] });
    await web.media.remove(picture.sha256);

    const answer = await web.send(`${path}/session`, outside);

    expect([answer.status, answer.json<{ error: { code: string } }>().error.code]).toEqual([
      400,
      'media-not-found',
    ]);
  });
});

describe('the painter inside a chat app', () => {
  const launch: PageLaunch = {
    frameOrigins: ['https://chat.example'],
    verify: (data) =>
      data === 'old'
        ? { kind: 'old' }
        : data.startsWith('user=')
          ? { kind: 'verified', userId: data.slice(5) }
          : { kind: 'forged' },
  };

  it('opens only for the person it was opened for', async () => {
    await open({ launch });
    const { path } = await press({ needsProof: true });
    const as = (data?: string) => (data === undefined ? {} : { 'x-launch-data': data });
    const tries = [undefined, 'nonsense', 'user=discord:8', 'old', 'user=discord:7'];

    const looks = await Promise.all(
      tries.map((data) => web.send(`${path}/session`, { headers: { ...outside.headers, ...as(data) } })),
    );
    const sends = [];
    for (const data of tries) sends.push(await send(path, undefined, as(data)));

    expect(looks.map(({ status }) => status)).toEqual([403, 403, 403, 404, 200]);
    expect(sends.map(({ status }) => status)).toEqual([403, 403, 403, 404, 202]);
    expect(web.core.orders).toHaveLength(1);
    expect((await web.send(path, outside)).headers['content-security-policy']).toContain(
      'frame-ancestors https://chat.example',
    );
    expect((await web.send(path, outside)).headers['x-frame-options']).toBeUndefined();
  });

  it('opens for nobody where the app is not connected', async () => {
    await open();
    const { path } = await press({ needsProof: true });

    expect(
      (
        await web.send(`${path}/session`, {
          headers: { ...outside.headers, 'x-launch-data': 'user=discord:7' },
        })
      ).status,
    ).toBe(403);
  });
});
