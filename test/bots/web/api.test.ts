import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleProvider } from '../../fakes/fake-core.ts';
import { promptHelpOf, startChatEndpoint } from '../../support/chat-endpoint.ts';
import { cookieOf, startWeb, type WebSetup, type WebUnderTest } from './web-under-test.ts';

let web: WebUnderTest;

async function restart(setup: WebSetup): Promise<void> {
  await web.close();
  web = await startWeb(setup);
}

beforeEach(async () => {
  web = await startWeb();
});
afterEach(() => web.close());

interface Body {
  id: string;
  error: { code: string; message: string; retryAt?: number };
  images: { url: string }[];
}

async function ask(body: unknown, headers: Record<string, string> = {}): Promise<string> {
  const received = await web.send('/api/generations', { body, headers });
  expect(received.status).toBe(202);
  return received.json<Body>().id;
}

async function picture(width = 64, height = 48, format: 'png' | 'jpeg' = 'png'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#c84' } })
    .toFormat(format)
    .toBuffer();
}

/** Files that were uploaded and neither taken over nor removed. */
async function leftOvers(): Promise<string[]> {
  return readdir(join(web.dataDir, 'staging')).catch(() => []);
}

function form(fields: readonly (readonly [string, string | Buffer])[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) {
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, new Blob([new Uint8Array(value)], { type: 'image/png' }), 'picture.png');
  }
  return data;
}

describe('POST /api/generations', () => {
  it('takes JSON with every word and hands it to core as it is', async () => {
    const words = {
      ratio: '16:9', resolution: '2k', quality: 'high', count: '2', format: 'webp', compression: 80, background: 'opaque',
      provider: 'sandbox', private: true,
    }; // prettier-ignore

    const id = await ask({ prompt: 'a lighthouse', ...words });

    expect(id).toBe('g0001');
    expect(web.core.orders).toEqual([
      {
        requestKey: 'web:local:visitor-0001',
        requester: { userId: 'web:local', chatId: 'web:local', locale: 'en' },
        target: { platform: 'web', address: { userId: 'web:local' } },
        request: { prompt: 'a lighthouse', ...words },
        references: [],
      },
    ]);
  });

  it('takes a form: numbers as text, files and links in their order', async () => {
    const id = await ask(
      form([
        ['prompt', 'combine them'],
        ['count', '2'],
        ['quality', ''],
        ['private', 'false'],
        ['image', await picture(64, 48)],
        ['image', await picture(32, 48)],
      ]),
    );

    const view = (await web.send(`/api/generations/${id}`)).json<{ references: object[]; request: object }>();
    expect(view.references).toMatchObject([{ width: 64, height: 48 }, { width: 32, height: 48 }]); // prettier-ignore
    expect(view.request).toMatchObject({ prompt: 'combine them', count: 2, quality: 'auto', private: false });
    expect(web.core.orders[0]?.references?.map(({ kind }) => kind)).toEqual(['staged', 'staged']);
    expect(await leftOvers()).toEqual([]);
  });

  it.each(['image', 'images'])('takes links and data URIs in "%s", one or several', async (field) => {
    const uri = `data:image/png;base64,${(await picture()).toString('base64')}`;
    const hole = sharp({ create: { width: 64, height: 48, channels: 4, background: '#0000' } });
    const holey = `data:image/png;base64,${(await hole.png().toBuffer()).toString('base64')}`;
    await ask({ prompt: 'edit', [field]: uri });
    await ask({ prompt: 'edit', [field]: [uri, uri], mask: holey });

    expect(
      web.core.orders.map(({ references, mask }) => [references?.map(({ kind }) => kind), mask?.kind]),
    ).toEqual([
      [['data-uri'], undefined],
      [['data-uri', 'data-uri'], 'data-uri'],
    ]);
  });

  it('hands links on without fetching them here', async () => {
    web.core.refuseNext({ code: 'media-unreachable' });

    const received = await web.send('/api/generations', {
      body: { prompt: 'edit', image: 'https://example.com/a.png' },
    });

    expect(received.status).toBe(400);
    expect(web.core.orders[0]?.references).toEqual([{ kind: 'url', url: 'https://example.com/a.png' }]);
  });

  it('works on the stored original of an own picture', async () => {
    const first = await ask({ prompt: 'a cat' });
    await web.core.succeed(first);

    const second = await ask({ prompt: 'with a hat', parent: 'p0001a' });

    expect(web.core.orders[1]?.parent).toEqual({ generationId: first, index: 0 });
    expect(web.core.orders[1]?.references).toMatchObject([
      { kind: 'stored', image: { pictureId: 'p0001a' } },
    ]);
    expect((await web.send(`/api/generations/${second}`)).json()).toMatchObject({
      version: 2,
      parent: { generationId: first, index: 0 },
    });
  });

  it('does not work on a picture of somebody else', async () => {
    await web.core.succeed(await ask({ prompt: 'a cat' }));
    const cookie = cookieOf(await web.send('/api/config'), 'limner_user') ?? '';

    const received = await web.send('/api/generations', {
      body: { prompt: 'mine now', parent: 'p0001a' },
      headers: { cookie },
    });

    expect([received.status, web.core.orders.length]).toEqual([404, 1]);
  });

  it('reads flags in "text", which go before the fields', async () => {
    await ask({ text: 'a lighthouse --ar 16:9 —quality high', quality: 'low', count: 2 });

    expect(web.core.orders[0]?.request).toEqual({
      prompt: 'a lighthouse',
      ratio: '16:9',
      quality: 'high',
      count: 2,
    });
  });

  it('honours Idempotency-Key, for one user', async () => {
    const headers = { 'idempotency-key': 'once-1' };
    const cookie = cookieOf(await web.send('/api/config'), 'limner_user') ?? '';

    const first = await ask({ prompt: 'a cat' }, headers);
    const again = await ask({ prompt: 'a cat' }, headers);
    const other = await ask({ prompt: 'a cat' }, { ...headers, cookie });

    expect([first, again, other]).toEqual(['g0001', 'g0001', 'g0002']);
  });

  it.each<[string, unknown, string]>([
    ['no prompt', {}, 'Say what to draw, for example: /imagine a lighthouse in a storm, oil painting.'],
    [
      'an empty prompt',
      { prompt: '' },
      'Say what to draw, for example: /imagine a lighthouse in a storm, oil painting.',
    ],
    ['an unknown word', { prompt: 'a', n: 2 }, '“2” is not'],
    ['a count out of range', { prompt: 'a', count: 9 }, '1–4'],
    ['a flag nobody knows', { text: 'a --style x' }, 'There is no flag --style'],
    ['an address of another kind', { prompt: 'a', image: 'file:///etc/passwd' }, 'https://…'],
    [
      'a file that pretends to be uploaded',
      { prompt: 'a', image: { path: '/etc/passwd', sha256: 'x', byteLength: 1 } },
      'https://…',
    ],
    ['too many references', { prompt: 'a', image: Array(17).fill('https://example.com/a.png') }, '0–16'],
    ['an object for a word', { prompt: { a: 1 } }, 'prompt'],
    ['a list', [], 'JSON'],
    ['broken JSON', '{"prompt":', 'JSON'],
  ])('refuses %s with a sentence and buys nothing', async (_name, body, words) => {
    const headers = typeof body === 'string' ? { 'content-type': 'application/json' } : {};

    const received = await web.send('/api/generations', { body, headers });

    expect(received.status).toBe(400);
    const { message } = received.json<Body>().error;
    expect(message.toLowerCase()).toContain(words.toLowerCase().replace('“2” is not', ''));
    expect(message).toMatch(/[.]$/);
    expect((await web.send('/api/generations')).json()).toEqual({ generations: [] });
  });

  it('refuses another content type with a sentence', async () => {
    const received = await web.send('/api/generations', {
      body: '<a/>',
      headers: { 'content-type': 'text/xml' },
    });

    expect([received.status, received.json<Body>().error.code]).toEqual([400, 'unsupported-media-type']);
  });

  it.each<[string, () => Promise<{ body: unknown; headers?: Record<string, string> }>]>([
    ['a file over 20 MB', async () => ({ body: form([['prompt', 'a'], ['image', Buffer.alloc(20 * 1024 * 1024 + 1)]]) })],
    ['a data URI over 20 MB', async () => ({ body: { prompt: 'a', image: `data:image/png;base64,${'A'.repeat(28_000_000)}` } })],
    ['files over 64 MB together', async () => ({ body: form([['prompt', 'a'], ...Array.from({ length: 4 }, () => ['image', Buffer.alloc(17 * 1024 * 1024)] as const)]) })],
    ['JSON over 64 MB', async () => ({ body: { prompt: 'a'.repeat(65 * 1024 * 1024) } })],
    ['more files than references', async () => ({ body: form([['prompt', 'a'], ...Array.from({ length: 18 }, () => ['image', Buffer.alloc(10)] as const)]) })],
  ])('answers 413 to %s and keeps nothing of it', async (_name, make) => {
    const received = await web.send('/api/generations', await make());

    expect([received.status, received.json<Body>().error.code]).toEqual([413, 'too-large']);
    expect(await leftOvers()).toEqual([]);
    expect(web.core.orders).toEqual([]);
  }); // prettier-ignore

  it('answers 400 to a broken form and keeps nothing of it', async () => {
    const boundary = 'xyz';
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\nhalf a fi`;

    const received = await web.send('/api/generations', {
      body,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });

    expect([received.status, received.json<Body>().error.code]).toEqual([400, 'malformed']);
    expect(await leftOvers()).toEqual([]);
  });

  it('removes the uploads of a refused request', async () => {
    web.core.refuseNext({ code: 'queue-full' });

    const received = await web.send('/api/generations', {
      body: form([['prompt', 'a'], ['image', await picture()]]),
    }); // prettier-ignore

    expect([received.status, await leftOvers()]).toEqual([429, []]);
  });

  it('says when a used-up limit is possible again', async () => {
    const retryAt = Date.UTC(2099, 0, 1);
    web.core.refuseNext({
      code: 'quota-exceeded',
      limit: { scope: 'user', unit: 'images', limit: 50, left: 1, retryAt },
    });

    const received = await web.send('/api/generations', { body: { prompt: 'a', count: 2 } });

    expect(received.status).toBe(429);
    expect(received.json()).toEqual({
      error: {
        code: 'quota-exceeded',
        message: expect.stringMatching(
          /^That would pass your 50 pictures a day: 1 is left, more on January 1 \(in [\d,]+ days\)\./,
        ),
        retryAt,
      },
    });
    expect(Number(received.headers['retry-after'])).toBeGreaterThan(1000);
  });

  it('answers 503 while the store is away, in the language of the caller', async () => {
    web.core.storeAway = true;

    const received = await web.send('/api/generations', {
      body: { prompt: 'a' },
      headers: { 'accept-language': 'sv;q=0.9, zh-TW;q=0.8, en;q=0.5' },
    });

    expect([received.status, received.json<Body>().error.code]).toEqual([503, 'store-unavailable']);
    expect(received.json<Body>().error.message).toMatch(/[\u4e00-\u9fff].*。$/);
  });
});

describe('GET /api/generations/:id', () => {
  it('shows a waiting one with its place', async () => {
    await ask({ prompt: 'first' });
    const id = await ask({ prompt: 'second', size: '1536x1024' });

    const received = await web.send(`/api/generations/${id}`);

    expect(received.json()).toEqual({
      id,
      status: 'queued',
      stage: 'waiting',
      position: 1,
      request: {
        prompt: 'second', ratio: 'auto', resolution: '1k', size: '1536x1024', quality: 'auto', count: 1, format: 'png',
        background: 'auto', private: false,
      },
      changes: [],
      provider: 'sandbox',
      applied: { ratio: 'auto', resolution: '1k', quality: 'auto', format: 'png', background: 'auto', width: 1536, height: 1024 },
      images: [],
      references: [],
      version: 1,
      retryable: false,
      createdAt: expect.any(Number),
    }); // prettier-ignore
    expect(received.headers['cache-control']).toBe('no-store');
  });

  it('shows a finished one, whose picture can be fetched as it is', async () => {
    await restart({
      core: { providers: [sampleProvider('sandbox', 'Sandbox'), sampleProvider('gccai', 'GCC AI')] },
    });
    const id = await ask({ prompt: 'a cat', ratio: '3:1', count: 2, provider: 'gccai' });
    await web.core.succeed(id);

    const view = (await web.send(`/api/generations/${id}`)).json<Body>();
    const file = await web.send(view.images[1]?.url ?? '');

    expect(view).toMatchObject({
      status: 'succeeded',
      changes: [{ field: 'ratio', from: '3:1', to: '21:9' }],
      provider: 'gccai',
      images: [
        {
          id: 'p0001a',
          url: expect.stringMatching(/^\/media\//),
          width: 1024,
          height: 341,
          mediaType: 'image/png',
        },
        { id: 'p0001b' },
      ],
      summary: expect.stringContaining('GCC AI'),
      notes: ['Changed: 3:1 → 21:9'],
      charged: { usd: 0.024, images: 2, assumed: false },
    });
    expect(file.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(await sharp(file.bytes).metadata()).toMatchObject({ width: 1024, height: 341, format: 'png' });
  });

  it('shows a failed one with a sentence', async () => {
    const id = await ask({ prompt: 'a cat' });
    web.core.fail(id, 'provider-moderated');

    const view = (await web.send(`/api/generations/${id}`)).json();

    expect(view).toMatchObject({
      status: 'failed',
      error: {
        code: 'provider-moderated',
        message: 'The safety filter of Sandbox blocked this request; put it in other words. Not charged.',
      },
      images: [],
      retryable: true,
    });
  });

  it.each([
    ['GET', ''], ['DELETE', ''], ['GET', '/events'], ['POST', '/retry'], ['POST', '/again'],
  ])('%s %s of somebody else’s answers 404, like one that does not exist', async (method, suffix) => {
    const id = await ask({ prompt: 'a cat' });
    const cookie = cookieOf(await web.send('/api/config'), 'limner_user') ?? '';

    const foreign = await web.send(`/api/generations/${id}${suffix}`, { method, headers: { cookie } });
    const missing = await web.send(`/api/generations/nothing${suffix}`, { method, headers: { cookie } });

    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(foreign.text).toBe(missing.text);
    expect(web.core.orders.length).toBe(1);
  }); // prettier-ignore
});

describe('what one can do with a generation', () => {
  it('cancels for free while it waits', async () => {
    const id = await ask({ prompt: 'a cat' });

    const received = await web.send(`/api/generations/${id}`, { method: 'DELETE' });
    const again = await web.send(`/api/generations/${id}`, { method: 'DELETE' });

    expect(received.json()).toMatchObject({ id, status: 'canceled', canceled: true, bought: false });
    expect(again.json()).toMatchObject({ id, status: 'canceled', canceled: false, bought: false });
  });

  it('says when it was bought already', async () => {
    const id = await ask({ prompt: 'a cat' });
    web.core.start(id);

    const received = await web.send(`/api/generations/${id}`, { method: 'DELETE' });

    expect(received.json()).toMatchObject({ status: 'canceled', canceled: true, bought: true });
  });

  it('retries a failed one once', async () => {
    const id = await ask({ prompt: 'a cat' });
    web.core.fail(id, 'provider-failed');

    const headers = { 'content-type': 'application/json', 'content-length': '0' };
    const first = await web.send(`/api/generations/${id}/retry`, { method: 'POST', headers });
    const second = await web.send(`/api/generations/${id}/retry`, { method: 'POST' });
    const view = await web.send(`/api/generations/${id}`);

    expect([first.status, first.json(), second.status, second.json()]).toEqual([202, { id: 'g0002' }, 202, { id: 'g0002' }]); // prettier-ignore
    expect(view.json()).toMatchObject({ retryable: false, retriedAs: 'g0002' });
  });

  it('makes another of the same', async () => {
    const id = await ask({ prompt: 'a cat', count: 2 });

    const received = await web.send(`/api/generations/${id}/again`, { method: 'POST' });

    expect([received.status, received.json()]).toEqual([202, { id: 'g0002' }]);
    expect(web.core.orders[1]?.request).toMatchObject({ prompt: 'a cat', count: 2 });
  });
});

describe('GET /api/generations', () => {
  it('pages through my history, newest first', async () => {
    await restart({ core: { now: counter() } });
    for (const prompt of ['one', 'two', 'three']) await ask({ prompt });

    const first = (await web.send('/api/generations?limit=2')).json<{
      generations: Body[];
      before: string;
    }>();
    const second = (await web.send(`/api/generations?limit=2&before=${first.before}`)).json<{
      generations: Body[];
    }>();

    expect(first.generations.map(({ id }) => id)).toEqual(['g0003', 'g0002']);
    expect(second).toEqual({ generations: [expect.objectContaining({ id: 'g0001' })] });
  });

  it('loses none of several that were asked for in the same millisecond', async () => {
    await restart({ core: { now: () => 1_795_262_000_000 } });
    for (const prompt of ['one', 'two', 'three', 'four']) await ask({ prompt });

    const seen: string[] = [];
    for (let before = ''; seen.length < 10;) {
      const page = (await web.send(`/api/generations?limit=1&before=${before}`)).json<{
        generations: Body[];
        before?: string;
      }>();
      seen.push(...page.generations.map(({ id }) => id as string));
      if (page.before === undefined) break;
      before = page.before;
    }

    expect(seen).toEqual(['g0004', 'g0003', 'g0002', 'g0001']);
  });

  it('takes an instant too', async () => {
    await restart({ core: { now: () => 1_795_262_000_000 } });
    await ask({ prompt: 'one' });

    const older = await web.send('/api/generations?before=1795262000000');
    const all = await web.send('/api/generations?before=1795262000001');

    expect([older, all].map((page) => page.json<{ generations: Body[] }>().generations.length)).toEqual([
      0, 1,
    ]);
  });

  it.each(['limit=0', 'limit=101', 'before=x', 'limit=-1'])('refuses %s', async (query) => {
    const received = await web.send(`/api/generations?${query}`);

    expect([received.status, received.json<Body>().error.code]).toEqual([400, 'invalid-input']);
  });
});

describe('a price to be agreed to', () => {
  it('is told, is agreed to once however often, and is nobody else’s', async () => {
    web.core.askPriceNext(800_000);
    const id = await ask({ prompt: 'a dear cat' });
    const view = (await web.send(`/api/generations/${id}`)).json<{ confirm?: unknown; stage: string }>();

    const agreed = await web.send(`/api/generations/${id}/confirm`, { method: 'POST' });
    const again = await web.send(`/api/generations/${id}/confirm`, { method: 'POST' });
    const strange = await web.send('/api/generations/nothing/confirm', { method: 'POST' });

    expect(view.confirm).toEqual({ usd: 0.8, assumed: false, until: expect.any(Number) });
    expect([agreed.status, again.status, strange.status]).toEqual([200, 200, 404]);
    expect(agreed.json()).not.toHaveProperty('confirm');
  });
});

it('takes a key of one’s own, shows its end alone, and takes it back', async () => {
  const key = 'sk-own-key-of-somebody-0042';
  const put = (gateway: string, body: unknown) => web.send(`/api/keys/${gateway}`, { method: 'PUT', body });
  expect((await web.send('/api/keys')).json()).toMatchObject({ gateways: [], kept: [] });
  expect((await put('gccai', { key })).json()).toMatchObject({
    kept: false,
    message: expect.stringContaining('not taken here'),
  });

  await restart({ core: { ownKeyGateways: ['gccai', 'openai'] } });
  const kept = await put('gccai', { key });
  const shown = await web.send('/api/keys');

  expect(kept.json()).toMatchObject({ kept: true, message: expect.stringContaining('ending in 0042') });
  expect(shown.json()).toEqual({
    gateways: [
      { id: 'gccai', title: 'gccai' },
      { id: 'openai', title: 'openai' },
    ],
    kept: [{ gateway: 'gccai', title: 'gccai', end: '0042' }],
    lines: ['gccai: your key ending in 0042'],
  });
  expect(`${kept.text}${shown.text}`).not.toContain(key);
  expect((await web.send('/api/quota')).json()).toMatchObject({ ownKeys: ['gccai'] });
  for (const body of [{}, { key: '' }, { key: 7 }, 'no json'])
    expect((await put('gccai', body)).status).toBeGreaterThanOrEqual(400);
  expect((await put('openai', { key: 'nonsense' })).json()).toMatchObject({ kept: false });
  const headers = { origin: 'https://evil.example' };
  expect((await web.send('/api/keys/gccai', { method: 'DELETE', headers })).status).toBe(403);
  const removed = await web.send('/api/keys/gccai', { method: 'DELETE' });
  expect(removed.json()).toEqual({ message: expect.stringContaining('is removed') });
  expect((await web.send('/api/keys')).json()).toMatchObject({ kept: [] });
});

describe('what the page needs to know', () => {
  it('tells the quota in dollars', async () => {
    await ask({ prompt: 'a cat', count: 2 });

    expect((await web.send('/api/quota')).json()).toEqual({
      lines: [
        { scope: 'user', period: 'day', unit: 'images', used: 2, limit: 50, left: 48 },
        { scope: 'all', period: 'day', unit: 'usd', used: 0.25, limit: 5, left: 4.75 },
      ],
      resetsAt: expect.any(Number),
      monthResetsAt: expect.any(Number),
      unfinished: 1,
      concurrentLimit: 3,
      queuedLimit: 10,
      assumedPrices: [],
      ownKeys: [],
      unknownPrices: [],
    });
  });

  it('tells the gateways, the words and the limits', async () => {
    const config = (await web.send('/api/config')).json();

    expect(config).toMatchObject({
      sandboxOnly: true,
      providers: [{ id: 'sandbox', title: 'Sandbox', state: 'ok', maxReferences: 16, usdPerImage: 0 }],
      words: { resolutions: ['1k', '2k', '4k'], qualities: ['auto', 'low', 'medium', 'high'] },
      limits: { maxCount: 4, maxReferences: 16, maxFileBytes: 20 * 1024 * 1024 },
    });
  });
});

describe('help with prompts', () => {
  it('is not offered without a chat model, and says so in one sentence', async () => {
    expect((await web.send('/api/config')).json()).toMatchObject({ hasHelper: false });
    for (const [path, body] of [
      ['/api/prompt', { change: 'expand', prompt: 'a castle' }],
      ['/api/describe', { image: 'https://example.com/a.png' }],
    ] as const) {
      const refused = await web.send(path, { body });
      expect(refused.status).toBe(404);
      expect(refused.json<Body>().error).toMatchObject({ code: 'helper-off' });
    }
  });

  it('writes prompts from pictures and words, by the day’s limit, without ordering anything', async () => {
    const chat = await startChatEndpoint();
    try {
      await restart({ core: { chatModel: promptHelpOf(chat).model, dailyHelp: 3 } });
      const described = await web.send('/api/describe', { body: form([['image', await picture()]]) });
      expect(described.json()).toEqual({ kind: 'describe', text: 'A lighthouse at dusk, oil on canvas' });
      const body = { change: 'shorten', prompt: 'a castle --ratio 16:9' };
      const changed = await web.send('/api/prompt', { body });
      expect(changed.json()).toMatchObject({ text: 'a castle, at dusk --ratio 16:9', original: 'a castle' });
      const wrong = await web.send('/api/prompt', { body: { change: 'paint', prompt: 'a castle' } });
      expect(wrong.status).toBe(400);
      expect((await web.send('/api/describe', { body: { prompt: 'no picture' } })).status).toBe(400);
      chat.trouble = 'html';
      expect((await web.send('/api/prompt', { body })).status).toBe(503);
      expect((await web.send('/api/prompt', { body })).status).toBe(429);
      expect(web.core.orders).toEqual([]);
      expect(await leftOvers()).toEqual([]);
    } finally {
      await chat.close();
    }
  });
});

describe('/api/pictures', () => {
  it('turns pages of my pictures and of my favourites, newest first', async () => {
    for (const count of [1, 2, 1]) await web.core.succeed(await ask({ prompt: `${count} ferns`, count }));
    const idsOf = async (query: string) => {
      const received = await web.send(`/api/pictures?${query}`);
      const { pictures, ...rest } = received.json<{ pictures: { id: string; isFavourite: boolean }[] }>();
      return { ...rest, ids: pictures.map(({ id, isFavourite }) => (isFavourite ? `${id}!` : id)) };
    };
    await web.send('/api/pictures/p0002b/favourite', { method: 'PUT' });
    await web.send('/api/pictures/p0001a/favourite', { method: 'PUT' });

    const first = await idsOf('limit=2');
    expect(first).toEqual({ ids: ['p0003a', 'p0002a'], hasNewer: false, hasOlder: true });
    const second = await idsOf('limit=2&older=p0002a');
    expect(second).toEqual({ ids: ['p0002b!', 'p0001a!'], hasNewer: true, hasOlder: false });
    expect(await idsOf('limit=2&newer=p0002b')).toEqual(first);
    const kept = await idsOf('favourites=1&limit=1');
    expect(kept).toEqual({ ids: ['p0001a!'], hasNewer: false, hasOlder: true });
    expect((await idsOf('favourites=1&limit=1&older=p0001a')).ids).toEqual(['p0002b!']);

    const [one] = (await web.send('/api/pictures?limit=1')).json<{ pictures: object[] }>().pictures;
    expect(one).toMatchObject({ index: 0, generation: { id: 'g0003', request: { prompt: '1 ferns' } } });
    expect((await web.send('/api/pictures?older=p0009a')).status).toBe(404);
    expect((await web.send('/api/pictures?limit=0')).status).toBe(400);
  });

  it('gives a picture as a sticker, to its owner alone', async () => {
    await web.core.succeed(await ask({ prompt: 'a fern', ratio: '2:3' }));
    const cookie = cookieOf(await web.send('/api/config'), 'limner_user') ?? '';

    const sticker = await web.send('/api/pictures/p0001a/sticker');

    const { format, width, height } = await sharp(sticker.bytes).metadata();
    expect({ format, width, height }).toEqual({ format: 'webp', width: 342, height: 512 });
    expect(sticker.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=604800, immutable',
    });
    expect((await web.send('/api/pictures/p0001a/sticker', { headers: { cookie } })).status).toBe(404);
  });

  it('sends finished pictures along with uploads, in the order in which they are named', async () => {
    await web.core.succeed(await ask({ prompt: 'two ferns', count: 2 }));
    const upload = await picture();
    const body = new FormData();
    body.append('prompt', 'both in one');
    body.append('picture', 'P0001B');
    body.append('image', new Blob([new Uint8Array(upload)], { type: 'image/png' }), 'a.png');
    body.append('picture', 'p0001a');
    body.append('parent', 'p0001a');
    body.append('names', '1 = Ada, 3 = jacket, 9 = nobody');
    const cookie = cookieOf(await web.send('/api/config'), 'limner_user') ?? '';

    await ask(body);
    const foreign = await web.send('/api/generations', { body: { prompt: 'mine', picture: ['p0001a'] }, headers: { cookie } }); // prettier-ignore

    const sent = web.core.orders[1]?.references?.map((one) =>
      one.kind === 'stored' && 'pictureId' in one.image ? one.image.pictureId : one.kind,
    );
    expect(sent).toEqual(['p0001a', 'p0001b', 'staged', 'p0001a']);
    expect(web.core.orders[1]?.request.prompt).toBe('Picture 1 is Ada, picture 3 is jacket. both in one');
    expect([foreign.status, web.core.orders.length]).toEqual([404, 2]);
  });
});

describe('/api/settings', () => {
  interface Settings {
    readonly rows: readonly { name: string; label: string; current: string }[];
    readonly settled: object;
  }
  const patch = (body: unknown) => web.send('/api/settings', { method: 'PATCH', body });

  it('fills in what a request leaves out, and answers in the language that was settled', async () => {
    const { rows } = (await web.send('/api/settings')).json<Settings>();
    expect(rows.map(({ name }) => name)).toEqual(['language', 'ratio', 'resolution', 'quality', 'format']);

    const changed = (await patch({ ratio: '16:9', language: 'de' })).json<Settings>();
    expect(changed.settled).toEqual({ ratio: '16:9', language: 'de' });
    expect(changed.rows.map(({ label, current }) => `${label}: ${current}`).slice(0, 2)).toEqual([
      'Sprache: Deutsch',
      'Seitenverhältnis: 16:9',
    ]);
    const id = await ask({ prompt: 'a fern' });
    expect(web.core.orders[0]?.requester.locale).toBe('de');
    expect((await web.send(`/api/generations/${id}`)).json()).toMatchObject({ request: { ratio: '16:9' } });
    expect((await web.send('/api/generations/nothing')).json<Body>().error.message).toMatch(/[äöü]|nicht/);
    expect((await web.send('/api/config')).json()).toMatchObject({
      settings: { settled: { ratio: '16:9' } },
    });

    expect((await patch({ ratio: null, language: 'none' })).json<Settings>().settled).toEqual({});
  });

  it.each([{ ratio: '7:1' }, { provider: 'gccai' }, { language: 'tlh' }, { ratio: {} }, {}])(
    'refuses %j',
    async (body) => {
      const received = await patch(body);

      expect([received.status, received.json<Body>().error.code]).toEqual([400, 'invalid-input']);
      expect((await web.send('/api/settings')).json<Settings>().settled).toEqual({});
    },
  );
});

describe('/api/privacy', () => {
  it('says what is stored about the caller, sends it as a zip file, and deletes it only when told twice', async () => {
    const headers = { 'accept-language': 'en' };
    const told = await web.send('/api/privacy', { headers });
    const zip = await web.send('/api/privacy/export', { headers });
    const unsure = await web.send('/api/privacy', { method: 'DELETE', headers, body: {} });

    expect(told.json<{ lines: string[] }>().lines).toContain('• 1 picture made for you');
    expect(zip.headers['content-type']).toBe('application/zip');
    expect(zip.text).toBe('zip of web:local');
    expect([unsure.status, web.core.privacy.forgotten]).toEqual([400, []]);
    const sure = await web.send('/api/privacy', {
      ...{ method: 'DELETE', headers, body: { confirm: 'delete' } },
    });
    expect(sure.json()).toMatchObject({
      requests: 2,
      message: expect.stringMatching(/^Deleted: 2 requests/),
    });
    expect(web.core.privacy.forgotten).toEqual(['web:local']);
    expect((await web.send('/export/none.of-ours')).status).toBe(404);
  });
});

function counter(): () => number {
  let at = 1_700_000_000_000;
  return () => (at += 1000);
}
