import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redBlue } from '../media/support/pictures.ts';
import type { VisibleMessage } from '../support/discord/visible-message.ts';
import { startDiscordStandin, type RunningDiscordStandin } from '../support/discord/serve.ts';
import { eventually } from '../support/eventually.ts';
import { startGateways, type RunningGateways } from '../support/gateways/serve.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { countOpen } from '../../src/core/storage/open-generations.ts';
import { startTelegramStandin, type RunningTelegramStandin } from '../support/telegram/serve.ts';
import { startEchoingProxy, type EchoingProxy, type ProxiedRequest } from './support/echoing-proxy.ts';
import { runLimner, startLimnerProcess, type LimnerProcess } from './support/limner-process.ts';

/**
 * The whole program with marked secrets, logging everything, between gateways that repeat whatever they are asked and
 * platforms that fail. Afterwards everything that left the process is searched.
 */
const ids = ['wuyinkeji', 'aizfw', 'gccai', 'xinliu', 'apimodels', 'openai'] as const;
const keyOf = (id: string): string => `sk-MARKED-${id}-KEY-8f3a2b`;
const password = 'MARKED web password %2F "quoted"';
const secretKey = 'MARKED-signing-key-0123456789-0123456789';
const guess = 'MARKED-wrong-guess';
/** What Carol brings for gccai, which refuses it. */
const ownKey = 'sk-MARKED-own-KEY-5d1e9c77';
const ownKeySecret = 'MARKED-secret-of-own-keys-0123456789';
const promptOf = (who: string, number: number): string =>
  `a fox "${number}" of promptmark${who}xyz in the snow\n<b>promptmark${who}xyz</b> 雪地里的狐狸`;
const promptMark = (who: string): RegExp => new RegExp(`promptmark${who}xyz`, 'i');

let folder: string;
let redis: TestRedis;
let discord: RunningDiscordStandin;
let telegram: RunningTelegramStandin;
let gateways: RunningGateways;
let proxies: ReadonlyMap<string, EchoingProxy>;
let front: EchoingProxy;
let limner: LimnerProcess | undefined;
let environment: Record<string, string>;
let doctor: Promise<string>;
/** Gateways answer as they should. */
let isCalm = false;
/** What Limner answered to each visitor of the web chat. */
const answers = new Map<string, string[]>();
const cookies: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'limner-secrets-'));
  const keys = Object.fromEntries(ids.map((id) => [id, { apiKey: keyOf(id) }]));
  [redis, discord, telegram, gateways] = await Promise.all([
    startTestRedis({ appendOnly: true }),
    startDiscordStandin(),
    startTelegramStandin({ settings: { webhookRetryMs: 50 } }),
    startGateways({ common: { latencyMs: 100 }, ...keys }),
  ]);
  proxies = new Map(
    await Promise.all(
      gateways.all.map(async ({ name, baseUrl }) => {
        const { origin } = new URL(baseUrl);
        return [name, await startEchoingProxy(() => origin, mostly())] as const;
      }),
    ),
  );
  front = await startEchoingProxy(() => limner?.url);

  environment = {
    ...{ ...discord.environment, ...telegram.environment, ...(await inFiles(gatewaySettings())) },
    ...{ REDIS_URL: redis.socketPath, DATA_DIR: join(folder, 'data'), PUBLIC_URL: front.url },
    TELEGRAM_RECEIVE: 'webhook',
    ...(await inFiles({ WEB_PASSWORD: password, SECRET_KEY: secretKey, OWN_KEY_SECRET: ownKeySecret })),
    OWN_KEYS: 'gccai',
    ...{ ALLOW_PRIVATE_HOSTS: '127.0.0.1', LOG_LEVEL: 'trace', SHUTDOWN_GRACE_MS: '1000' },
    ...{ PUT_ASIDE_MS: '1', BREAKER_FAILURES: '1000', BREAKER_PROBE_MS: '1', LIMIT_USER_QUEUED: '1000' },
    ...{ LIMIT_USER_CONCURRENT: '100', LIMIT_USER_DAILY_IMAGES: '1000' },
  };
  limner = await startLimnerProcess(environment);
}, 120_000);
afterAll(async () => {
  limner?.child.kill('SIGKILL');
  await Promise.allSettled([discord.stop(), telegram.stop(), gateways.stop(), front.stop()]);
  await Promise.allSettled([...proxies.values()].map((proxy) => proxy.stop()));
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Three of four answers are echoes, but the first request with a link to a reference is let through to be fetched. */
function mostly(): (request: ProxiedRequest, index: number) => boolean {
  let hasFetched = false;
  return ({ body }, index) => {
    const isFirstLink = !hasFetched && body.includes('/media/');
    if (isFirstLink) hasFetched = true;
    return !isFirstLink && !isCalm && index % 4 !== 3;
  };
}

/** Addresses of the proxies, and looks as soon as may be. */
function gatewaySettings(): Record<string, string> {
  return Object.fromEntries(
    gateways.all.flatMap(({ name, baseUrl }) => {
      const upper = name.toUpperCase();
      const { pathname } = new URL(baseUrl);
      const url = `${proxies.get(name)?.url}${pathname === '/' ? '' : pathname}`;
      return [
        [`${upper}_BASE_URL`, url],
        [`${upper}_API_KEY`, keyOf(name)],
        [`${upper}_FIRST_LOOK_MS`, '1000'],
        [`${upper}_LOOK_MS`, '1000'],
        [`${upper}_DEADLINE_MS`, '10000'],
      ];
    }),
  );
}

/** Secrets handed over in files, as orchestrators do. */
async function inFiles(settings: Record<string, string>): Promise<Record<string, string>> {
  const entries = await Promise.all(
    Object.entries(settings).map(async ([name, value]) => {
      if (!/KEY|PASSWORD/.test(name)) return [name, value];
      const file = join(folder, name);
      await writeFile(file, `${value}\n`);
      return [`${name}_FILE`, file];
    }),
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

/** A browser of somebody who is signed in; keeps what it was answered. */
async function visit(who: string): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const heard: string[] = [];
  answers.set(who, heard);
  const jar = new Map<string, string>();
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${running().url}${path}`, { ...init, headers: { cookie, ...init.headers } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
      if (value !== '') cookies.push(value);
    }
    heard.push(await answer.clone().text());
    return answer;
  };
  await call('/');
  expect((await call('/api/login', json({ password: guess }))).status).toBe(401);
  expect((await call('/api/login', json({ password }))).status).toBeLessThan(300);
  await call('/');
  return call;
}

/** What it prints about a store that does not answer, while gateways and platforms fail. */
async function examine(): Promise<string> {
  const REDIS_URL = 'redis://user:MARKED-store-password@127.0.0.1:1';
  const child = runLimner({ ...environment, REDIS_URL }, 'doctor');
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return printed;
}

function running(): LimnerProcess {
  if (!limner) throw new Error('Limner did not start');
  return limner;
}

function json(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

describe('Secrets', () => {
  it('are used, and every way to fail is gone', async () => {
    doctor = examine();
    const picture = await redBlue(64, 48).png().toBuffer();
    const dataUri = `data:image/png;base64,${picture.toString('base64')}`;
    const [first, second] = [await visit('first'), await visit('second')];
    const { standin } = discord;
    const bob = standin.addPerson('bob');
    const chat = telegram.standin.user({ firstName: 'Carol' }).privateChat();
    await eventually(() => standin.globalCommands.length > 0);
    await chat.send(`/key set gccai ${ownKey}`);
    await first('/api/keys/gccai', { ...json({ key: `${ownKey}-web` }), method: 'PUT' });

    for (const how of [
      { kind: 'status', status: 500 },
      { kind: 'status', status: 403, code: 50_013, message: discord.environment.DISCORD_TOKEN },
      { kind: 'drop-after' },
      { kind: 'rate-limited', retryAfterMs: 50 },
    ] as const) {
      standin.misbehave({ match: /(PATCH|POST) \/(webhooks|channels)/, times: 2, how });
    }
    for (const method of ['sendMessage', 'editMessageMedia', 'getFile', 'file', 'answerCallbackQuery']) {
      const description = `Bad Request: ${telegram.standin.fileUrlPrefix}photos/x.jpg ${promptOf('Carol', 0)}`;
      telegram.standin.misbehave({ method, how: { kind: 'internal-error' } });
      telegram.standin.misbehave({ method, how: { kind: 'drop-after' } });
      telegram.standin.misbehave({ method, how: { kind: 'refuse', errorCode: 400, description } });
    }

    for (const [number, provider] of [...ids, ...ids].entries()) {
      const image = number % 3 === 0 ? { image: { name: 'MARKED-file.png', bytes: picture } } : {};
      await standin.user.slash('imagine', {
        prompt: promptOf('Alice', number),
        provider,
        private: true,
        ...image,
      });
      await bob.slash('imagine', { prompt: promptOf('Bob', number), provider });
      if (number % 3 === 0)
        await chat.sendPhoto(picture, { caption: `${promptOf('Carol', number)} --provider ${provider}` });
      else await chat.send(`${promptOf('Carol', number)} --provider ${provider}`);
      const more = number % 3 === 1 ? { image: dataUri } : {};
      await first('/api/generations', json({ prompt: promptOf('First', number), provider, ...more }));
    }
    await first('/api/generations', json({ prompt: promptOf('First', 99), provider: 'sandbox' }));
    for (const path of [
      '/hooks/apimodels/forged.secret',
      '/media/forged.png?e=1&s=MARKED',
      '/api/generations/none',
    ]) {
      await second(path, { method: path.startsWith('/hooks') ? 'POST' : 'GET' });
    }
    await eventually(async () => expect(await countOpen(redis.client)).toBeLessThan(8), {
      timeoutMs: 60_000,
      everyMs: 100,
    });
    await Promise.all(
      ['/quota', '/generations', '/generations?limit=50'].map((path) => first(`/api${path}`)),
    );
    await Promise.all(['/quota', '/generations?limit=50'].map((path) => second(`/api${path}`)));
    await Promise.all([bob.slash('history'), bob.slash('quota'), chat.send('/history')]);
    await openLinks();
    await second('/metrics');

    await redis.kill();
    const away = await bob.slash('imagine', { prompt: promptOf('Bob', 100) });
    await away.acknowledged();
    expect((await first('/api/generations', json({ prompt: promptOf('First', 100) }))).status).toBe(503);
    await redis.revive();
    expect(await running().end('SIGTERM')).toBe(0);

    // Without these nothing would have been shown.
    for (const proxy of proxies.values()) expect(proxy.echoes()).toBeGreaterThan(3);
    for (const [name, { requests }] of proxies) expect(JSON.stringify(requests)).toContain(keyOf(name));
    const { requests: toGccai = [] } = proxies.get('gccai') ?? {};
    expect(JSON.stringify(toGccai)).toContain(`Bearer ${ownKey}\\`);
    expect(JSON.stringify(toGccai)).toContain(`Bearer ${ownKey}-web`);
    expect(chat.chat.visible().filter(({ text }) => text?.includes(ownKey))).toEqual([]);
    expect(front.requests.some(({ url }) => url.startsWith('/media/'))).toBe(true);
    expect(telegram.standin.log.downloads).not.toEqual([]);
    expect(webhookSecret().length).toBeGreaterThan(20);
    expect(front.requests.some(({ headers }) => headers.includes(webhookSecret()))).toBe(true);
    expect(privateLinks.every((link) => link.startsWith(front.url))).toBe(true);
    expect(running().output().split('\n').length).toBeGreaterThan(100);
  }, 180_000);

  /** Links that one person alone may open, each opened from outside, with a wrong letter, and with a failure behind it. */
  async function openLinks(): Promise<void> {
    const { user } = discord.standin;
    discord.standin.behave();
    // Whatever is larger than the chat takes comes behind a link.
    const small = { attachmentSizeLimit: 1 };
    const summary = await (await user.slash('privacy', {}, small)).untilAnswer(hasButtons);
    const exported = user.pressButton(summary, 'Export as a zip file', small);
    const [archive] = linksIn(await exported.untilAnswer(({ text }) => text.includes('/export/')));
    isCalm = true;
    const asked = { prompt: promptOf('Alice', 50), provider: 'openai', private: true };
    const drawn = await user.slash('imagine', asked);
    // Before its picture a preview may be shown.
    const picture = await drawn.untilAnswer(({ buttons }) =>
      buttons.some(({ label }) => label === 'Select region'),
    );
    const region = user.pressButton(picture, 'Select region');
    const [painter] = linksIn(await region.untilAnswer(hasButtons));
    privateLinks.push(archive ?? '', painter ?? '');

    expect((await fetch(archive ?? '')).status).toBe(200);
    expect((await fetch(`${painter}/session`)).status).toBe(200);
    for (const link of [`${archive}x`, `${painter}x`, `${painter}x/session`]) {
      expect((await fetch(link)).ok).toBe(false);
    }
    const order = new FormData();
    order.set('prompt', promptOf('Alice', 51));
    order.set('mask', new Blob(['no mask'], { type: 'image/png' }), 'MARKED-mask.png');
    expect((await fetch(painter ?? '', { method: 'POST', body: order })).ok).toBe(false);
  }

  const privateLinks: string[] = [];
  const hasButtons = ({ buttons }: VisibleMessage): boolean => buttons.length > 0;
  const linksIn = ({ text, buttons }: VisibleMessage): string[] =>
    `${text} ${buttons.map(({ url }) => url ?? '').join(' ')}`.match(/http\S+\/(export|region)\/[\w.-]+/g) ??
    [];

  /** Everything that nobody but its owner may read, by a name for the report. */
  function secrets(): [name: string, text: string][] {
    const linked = front.requests.flatMap(({ url }) => {
      const path = url.split('?')[0]?.split('/').at(-1) ?? '';
      return [
        ...new URL(url, 'http://x').searchParams.values(),
        ...(url.startsWith('/hooks/') ? [path] : []),
      ];
    });
    return [
      ...ids.map((id): [string, string] => [`key of ${id}`, keyOf(id)]),
      ...[...discord.standin.state.interactions.values()].map(({ token }): [string, string] => [
        'interaction token',
        token,
      ]),
      ...telegram.standin.log.downloads.map((path): [string, string] => ['Telegram file', path]),
      ...linked.filter((part) => part.length > 15).map((part): [string, string] => ['signed link', part]),
      ...cookies.map((cookie): [string, string] => ['cookie', cookie]),
      ...privateLinks.map((link): [string, string] => ['private link', link.split('/').at(-1) ?? '']),
      ['webhook secret', webhookSecret()],
      ['Discord token', discord.environment.DISCORD_TOKEN],
      ['Telegram token', telegram.environment.TELEGRAM_TOKEN],
      ['Telegram token', telegram.environment.TELEGRAM_TOKEN.split(':')[1] ?? ''],
      ...[
        password,
        encodeURIComponent(password),
        JSON.stringify(password).slice(1, -1),
        btoa(`:${password}`),
      ].map((text): [string, string] => ['password', text]),
      ['signing key', secretKey],
      ['own key', ownKey],
      ['secret of own keys', ownKeySecret],
      ['somebody’s guess', guess],
    ];
  }

  /** What Telegram proves itself by, as it was told to. */
  function webhookSecret(): string {
    const call = telegram.standin.requests.find(({ method }) => method === 'setWebhook');
    return String(call?.payload['secret_token']);
  }

  function found(text: string, except: (name: string) => boolean = () => false): string[] {
    return secrets().flatMap(([name, secret]) => (!except(name) && text.includes(secret) ? [name] : []));
  }

  it('stand in no line of the log, nor any word that somebody asked with', () => {
    const log = running().output();

    expect(found(log)).toEqual([]);
    expect(log.split('\n').filter((line) => /promptmark|狐狸|fox/i.test(line))).toEqual([]);
    expect(log.split('\n').filter((line) => /MARKED|[?&](hm|sig|s)=|\/file\/bot/i.test(line))).toEqual([]);
  });

  it('stand in nothing that the store wrote to its disk, where they are somebody’s own', async () => {
    const disk = dirname(redis.socketPath);
    const files = await readdir(disk, { recursive: true, withFileTypes: true });
    const written = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name))),
    );

    expect(written.some((bytes) => bytes.includes('gateway-key'))).toBe(true);
    expect(written.filter((bytes) => bytes.includes(ownKey))).toEqual([]);
  });

  it('reach no gateway but the one that a key belongs to, and no address of a chat does', () => {
    for (const [gateway, { requests }] of proxies) {
      const text = requests.map(({ url, headers, body }) => `${url} ${headers} ${body}`).join('\n');
      const own = new Set([`key of ${gateway}`, 'signed link', ...(gateway === 'gccai' ? ['own key'] : [])]);
      expect(found(text, (name) => own.has(name))).toEqual([]);
      expect(text).not.toContain(discord.cdnUrl);
      expect(text).not.toContain(telegram.standin.fileUrlPrefix);
      expect(text).not.toContain('MARKED-file');
      expect(text).not.toMatch(/discord:|telegram:|Carol"/);
    }
  });

  it('stand in no message, and nobody reads what somebody else asked for in private', () => {
    const said = JSON.stringify(discord.standin.requests.map(({ payload, query }) => [payload, query]));
    expect(found(said, (name) => name === 'private link')).toEqual([]);
    expect(said).not.toMatch(/promptmark(carol|first)/i);
    const bob = discord.standin.personNamed('bob');
    const seen = JSON.stringify(discord.standin.timeline(undefined, bob));
    expect(seen).not.toMatch(promptMark('Alice'));
    expect(found(seen)).toEqual([]);

    const written = JSON.stringify(
      telegram.standin.requests.flatMap(({ method, payload }) => (method === 'setWebhook' ? [] : [payload])),
    );
    expect(found(written, (name) => name === 'Telegram file')).toEqual([]);
    expect(written).not.toMatch(/promptmark(alice|bob|first)/i);
  });

  it('stand in no answer of the web chat, its errors and its metrics', () => {
    const [first = [], second = []] = [answers.get('first'), answers.get('second')];

    expect(first.join('\n')).toMatch(promptMark('First'));
    expect(first.join('\n')).not.toMatch(/promptmark(alice|bob|carol)/i);
    expect(second.join('\n')).toContain('# TYPE');
    expect(second.join('\n')).not.toMatch(/promptmark/i);
    expect(found([...first, ...second].join('\n'), (name) => name === 'signed link')).toEqual([]);
    expect([...first, ...second].join('\n')).not.toMatch(/node_modules|\bat .*\.ts:\d/);
    expect(second.find((answer) => answer.includes('# TYPE'))).not.toMatch(/(discord|telegram|web):\w/);
  });

  it('that people brought lie in the store as nobody can read them', async () => {
    const files = join(dirname(redis.socketPath), 'appendonlydir');
    const texts = (await readdir(files)).map((name) => readFile(join(files, name), 'latin1'));
    const kept = (await Promise.all(texts)).join('\n');

    expect(kept).toContain('gccai');
    expect(kept).not.toMatch(/MARKED-(own|secret)/);
  });

  it('stand in nothing that npm run doctor prints', async () => {
    const printed = await doctor;

    expect(printed).toContain('problem');
    expect(found(printed)).toEqual([]);
    expect(printed).not.toContain('MARKED');
  }, 90_000);
});
