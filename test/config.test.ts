import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderEnvExample } from '../scripts/settings-table.ts';
import { settings } from '../src/config/settings.ts';
import { ConfigError, loadConfig } from '../src/config.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'limner-config-'));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function write(name: string, content: string): string {
  const path = join(cwd, name);
  writeFileSync(path, content);
  return path;
}

it('reads the endpoint that is asked about prompts, with its key from a file', () => {
  const env = {
    MODERATION_URL: 'http://localhost:9/v1/moderations',
    MODERATION_CATEGORIES: 'hate, violence',
  };
  const key = write('key', 'mod-key\n');

  expect(loadConfig({}, { cwd }).promptCheck).toBeUndefined();
  const config = loadConfig({ ...env, MODERATION_API_KEY_FILE: key, MODERATION_THRESHOLD: '0.7' }, { cwd });
  expect(config.promptCheck).toEqual({
    ...{ url: env.MODERATION_URL, apiKey: 'mod-key', categories: ['hate', 'violence'], threshold: 0.7 },
    ...{ timeoutMs: 3_000, whenAway: 'allow' },
  });
  expect(config.secrets).toContain('mod-key');
});

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env, { cwd });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

it('allows own keys with a secret only, and says everything that is missing at once', () => {
  const secret = 'a-secret-of-at-least-32-bytes-in-a-file';
  const OWN_KEY_SECRET_FILE = write('secret', `${secret}\n`);

  const config = loadConfig({ OWN_KEYS: 'gccai, openai,gccai', OWN_KEY_SECRET_FILE }, { cwd });

  expect(config.ownKeys).toMatchObject({ secret, gateways: [{ id: 'gccai' }, { id: 'openai' }] });
  expect(config.providerOrder).toEqual(['sandbox']);
  expect(config.secrets).toContain(secret);
  expect(loadConfig({ OWN_KEYS: 'OFF', OWN_KEY_SECRET: 'short' }, { cwd }).ownKeys).toBeUndefined();
  expect(problemsOf({ OWN_KEYS: 'gccai', PORT: 'x' })).toEqual([
    expect.stringContaining('PORT'),
    expect.stringMatching(/^OWN_KEYS allows people’s own keys, but OWN_KEY_SECRET is unset\./),
  ]);
  expect(problemsOf({ OWN_KEYS: 'gccai', OWN_KEY_SECRET: 'ä'.repeat(15) })).toEqual([
    expect.stringMatching(/^OWN_KEY_SECRET is shorter than 32 bytes\./),
  ]);
  expect(problemsOf({ OWN_KEYS: 'sandbox' })[0]).toMatch(/^OWN_KEYS is neither off nor a list of gateways/);
});

describe('an empty environment', () => {
  it('gives the web chat, the worker and the sandbox', () => {
    expect(loadConfig({}, { cwd })).toEqual({
      avatars: true,
      roles: ['web', 'worker'],
      providerOrder: ['sandbox'],
      providers: {},
      sandbox: { delayMs: 3000, concurrency: 50, deadlineMs: 600_000 },
      dataDir: join(cwd, 'data'),
      operatorFile: join(cwd, 'limner.config.yaml'),
      http: { host: '127.0.0.1', port: 3000 },
      adminIds: [],
      limits: { userDailyImages: 50, userConcurrent: 3, userQueued: 10 },
      allowPrivateHosts: [],
      retentionMs: 30 * 86_400_000,
      logLevel: 'info',
      cnyPerUsd: 7.2,
      submitTimeoutMs: 330_000,
      putAsideMs: 60_000,
      breaker: { failures: 5, probeMs: 30_000 },
      shutdownGraceMs: 30_000,
      secrets: [],
      warnings: [],
    });
  });

  it('is what variables without content mean', () => {
    const empty = Object.fromEntries(Object.keys(settings).map((name) => [name, ' ']));

    expect(loadConfig(empty, { cwd })).toEqual(loadConfig({}, { cwd }));
  });
});

describe('settings', () => {
  it('reads shards of a bot, and how its platforms deliver', () => {
    const config = loadConfig(
      {
        DISCORD_TOKEN: 'token',
        DISCORD_PUBLIC_KEY: 'AB'.repeat(32),
        DISCORD_GATEWAY: 'off',
        DISCORD_SHARDS: '0-2,5/8',
        TELEGRAM_TOKEN: '1:token',
        TELEGRAM_RECEIVE: 'webhook',
        PUBLIC_URL: 'https://limner.example.com/',
      },
      { cwd },
    );

    expect(config.discord).toMatchObject({
      publicKey: 'ab'.repeat(32),
      gateway: false,
      shards: { ids: [0, 1, 2, 5], count: 8 },
    });
    expect(config.telegram).toMatchObject({ receive: 'webhook' });
  });

  it.each(['3/3', '0-1', '1-0/4', '0,0/2', 'all/2'])('refuses the shards %j', (shards) => {
    expect(() => loadConfig({ DISCORD_TOKEN: 'token', DISCORD_SHARDS: shards }, { cwd })).toThrow(
      /DISCORD_SHARDS must be shards/,
    );
  });

  it('says what is missing for deliveries over HTTP', () => {
    expect(() => loadConfig({ TELEGRAM_TOKEN: '1:token', TELEGRAM_RECEIVE: 'webhook' }, { cwd })).toThrow(
      /PUBLIC_URL is unset/,
    );
    expect(() => loadConfig({ DISCORD_TOKEN: 'token', DISCORD_GATEWAY: 'off' }, { cwd })).toThrow(
      /DISCORD_PUBLIC_KEY is unset/,
    );
  });

  it('reads every variable into our own words and units', () => {
    const prices = write('prices.json', '{}');
    const operatorFile = write('mine.yaml', '');
    const config = loadConfig(
      {
        DISCORD_TOKEN: 'discord-token',
        DISCORD_API_URL: 'http://127.0.0.1:4000/discord/',
        DISCORD_CDN_URL: 'http://127.0.0.1:4001/',
        AVATARS: 'off',
        DISCORD_GUILD_ID: '1234567890123456789',
        TELEGRAM_TOKEN: '123:telegram-token',
        TELEGRAM_API_URL: 'http://127.0.0.1:4001',
        ROLES: 'worker, Web,worker',
        REDIS_URL: 'rediss://limner:p%40ssword@store.example:6380/2',
        DATA_DIR: '/var/lib/limner',
        HOST: '::',
        PORT: '0',
        PUBLIC_URL: 'https://limner.example.com/bot/',
        WEB_PASSWORD: 'correct horse',
        SECRET_KEY: '0123456789abcdef0123456789abcdef',
        ADMIN_IDS: 'discord:1234567890123456789, telegram:42',
        LOG_LEVEL: 'DEBUG',
        SHUTDOWN_GRACE_MS: '5000',
        LIMIT_USER_DAILY_IMAGES: '0',
        LIMIT_USER_CONCURRENT: '1',
        LIMIT_USER_QUEUED: '2',
        LIMIT_USER_DAILY_USD: '0.000001',
        LIMIT_CHAT_DAILY_USD: '2.5',
        LIMIT_GLOBAL_DAILY_USD: '100',
        RETENTION_DAYS: '0.5',
        ALLOW_PRIVATE_HOSTS: '10.0.0.0/8,Files.LAN:8080,[fd00::1]:81,fd00::/8,localhost',
        PROVIDERS: 'openai,sandbox,gccai',
        PRICES_FILE: 'prices.json',
        CONFIG_FILE: 'mine.yaml',
        LIMIT_USER_MONTHLY_IMAGES: '300',
        LIMIT_USER_MONTHLY_USD: '20',
        LIMIT_CHAT_DAILY_IMAGES: '9',
        LIMIT_CHAT_MONTHLY_IMAGES: '90',
        LIMIT_CHAT_MONTHLY_USD: '30',
        LIMIT_GLOBAL_DAILY_IMAGES: '1000',
        LIMIT_GLOBAL_MONTHLY_IMAGES: '10000',
        LIMIT_GLOBAL_MONTHLY_USD: '400',
        CONFIRM_ABOVE_USD: '0.5',
        CNY_PER_USD: '7.05',
        SUBMIT_TIMEOUT_MS: '1000',
        PUT_ASIDE_MS: '2000',
        BREAKER_FAILURES: '2',
        BREAKER_PROBE_MS: '3000',
        SANDBOX_DELAY_MS: '0',
        SANDBOX_CONCURRENCY: '4',
        SANDBOX_DEADLINE_MS: '5000',
        GCCAI_API_KEY: 'gccai-key',
        GCCAI_BASE_URL: 'http://127.0.0.1:1/, http://127.0.0.1:2/v1',
        GCCAI_MODEL: 'gpt-image-2',
        GCCAI_MODERATION: 'low',
        GCCAI_CONCURRENCY: '7',
        GCCAI_FIRST_LOOK_MS: '10',
        GCCAI_LOOK_MS: '20',
        GCCAI_DEADLINE_MS: '30000',
        OPENAI_API_KEY: 'openai-key',
      },
      { cwd },
    );

    expect(config).toEqual({
      avatars: false,
      discord: {
        token: 'discord-token',
        apiUrl: 'http://127.0.0.1:4000/discord',
        cdnUrl: 'http://127.0.0.1:4001',
        gateway: true,
        guildId: '1234567890123456789',
      },
      telegram: { receive: 'polling', token: '123:telegram-token', apiUrl: 'http://127.0.0.1:4001' },
      roles: ['worker', 'web'],
      providerOrder: ['openai', 'sandbox', 'gccai'],
      providers: {
        gccai: {
          apiKey: 'gccai-key',
          baseUrls: ['http://127.0.0.1:1', 'http://127.0.0.1:2/v1'],
          model: 'gpt-image-2',
          moderation: 'low',
          concurrency: 7,
          firstLookMs: 10,
          lookMs: 20,
          deadlineMs: 30_000,
        },
        openai: {
          apiKey: 'openai-key',
          baseUrls: ['https://api.openai.com/v1'],
          concurrency: 50,
          deadlineMs: 600_000,
        },
      },
      sandbox: { delayMs: 0, concurrency: 4, deadlineMs: 5000 },
      store: { url: 'rediss://limner:p%40ssword@store.example:6380/2' },
      dataDir: '/var/lib/limner',
      http: {
        host: '::',
        port: 0,
        publicUrl: 'https://limner.example.com/bot',
        password: 'correct horse',
      },
      secretKey: '0123456789abcdef0123456789abcdef',
      adminIds: ['discord:1234567890123456789', 'telegram:42'],
      limits: {
        userDailyImages: 0,
        userConcurrent: 1,
        userQueued: 2,
        userMonthlyImages: 300,
        userMonthlyMicroUsd: 20_000_000,
        chatDailyImages: 9,
        chatMonthlyImages: 90,
        chatMonthlyMicroUsd: 30_000_000,
        globalDailyImages: 1000,
        globalMonthlyImages: 10_000,
        globalMonthlyMicroUsd: 400_000_000,
        confirmAboveMicroUsd: 500_000,
        userDailyMicroUsd: 1,
        chatDailyMicroUsd: 2_500_000,
        globalDailyMicroUsd: 100_000_000,
      },
      allowPrivateHosts: ['10.0.0.0/8', 'files.lan:8080', '[fd00::1]:81', 'fd00::/8', 'localhost'],
      retentionMs: 43_200_000,
      logLevel: 'debug',
      cnyPerUsd: 7.05,
      pricesFile: prices,
      operatorFile,
      submitTimeoutMs: 1000,
      putAsideMs: 2000,
      breaker: { failures: 2, probeMs: 3000 },
      shutdownGraceMs: 5000,
      secrets: expect.arrayContaining([
        'discord-token',
        '123:telegram-token',
        'p%40ssword',
        'p@ssword',
        'correct horse',
        '0123456789abcdef0123456789abcdef',
        'gccai-key',
        'openai-key',
      ]),
      warnings: [],
    });
    expect(config.secrets).toHaveLength(8);
  });

  it.each([
    ['wuyinkeji', ['https://api.wuyinkeji.com'], 600_000],
    ['aizfw', ['https://zcbservice.aizfw.cn/kyyReactApiServer'], 600_000],
    ['gccai', ['https://gccai.heqingsong.uk'], 300_000],
    ['xinliu', ['https://cdn.wusag.com', 'https://api.xinliu.one'], 600_000],
    ['apimodels', ['https://apimodels.app/api/v1'], 600_000],
    ['openai', ['https://api.openai.com/v1'], 600_000],
  ] as const)('gives %s its documented addresses and deadline', (id, baseUrls, deadlineMs) => {
    const config = loadConfig({ [`${id.toUpperCase()}_API_KEY`]: 'a-key' }, { cwd });

    expect(config.providers).toEqual({ [id]: { apiKey: 'a-key', baseUrls, concurrency: 50, deadlineMs } });
    expect(config.providerOrder).toEqual([id]);
  });

  it('takes the roles whose platform has a token', () => {
    expect(loadConfig({ TELEGRAM_TOKEN: '1:a' }, { cwd }).roles).toEqual(['telegram', 'web', 'worker']);
  });

  it('cannot be changed afterwards', () => {
    const config = loadConfig({ GCCAI_API_KEY: 'a-key' }, { cwd });

    expect(() => Object.assign(config.providers.gccai ?? {}, { concurrency: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config, { roles: [] })).toThrow(TypeError);
  });
});

describe('where a setting comes from', () => {
  it('prefers the environment over .env, also when it is empty there', () => {
    write('.env', 'PORT=4000\nHOST=localhost\nDISCORD_TOKEN=from-dotenv\nRETENTION_DAYS="7" # a week\n');

    const config = loadConfig({ PORT: '5000', DISCORD_TOKEN: '' }, { cwd });

    expect(config.http).toEqual({ host: 'localhost', port: 5000 });
    expect(config.discord).toBeUndefined();
    expect(config.retentionMs).toBe(7 * 86_400_000);
  });

  it('reads a secret from the file that NAME_FILE names, without its last line break', () => {
    write('token', 'secret-token\r\n');

    const config = loadConfig({ DISCORD_TOKEN_FILE: 'token' }, { cwd });

    expect(config.discord?.token).toBe('secret-token');
    expect(config.secrets).toEqual(['secret-token']);
  });

  it('lets NAME in the environment outdo NAME_FILE in .env, and the other way round', () => {
    const file = write('token', 'from-file');
    write('.env', `DISCORD_TOKEN_FILE=${file}\nTELEGRAM_TOKEN=from-dotenv\n`);

    const config = loadConfig({ DISCORD_TOKEN: 'from-environment', TELEGRAM_TOKEN_FILE: file }, { cwd });

    expect([config.discord?.token, config.telegram?.token]).toEqual(['from-environment', 'from-file']);
  });

  it.each(Object.entries(settings).flatMap(([name, setting]) => (setting.secret ? [name] : [])))(
    'refuses %s and its file together, a file that is not there, and an empty one',
    (name) => {
      const file = write('value', 'redis://from-file');
      const empty = write('empty', '\n');

      expect(problemsOf({ [name]: 'redis://here', [`${name}_FILE`]: file })).toEqual([
        `${name} and ${name}_FILE are both set. Keep one of them.`,
      ]);
      expect(problemsOf({ [`${name}_FILE`]: join(cwd, 'missing') })).toEqual([
        `${name}_FILE names a file that cannot be read (ENOENT). Write the path of a file that this user may read.`,
      ]);
      expect(problemsOf({ [`${name}_FILE`]: empty })).toEqual([
        `${name}_FILE names an empty file. Write the value into it.`,
      ]);
    },
  );

  it('warns of a name in .env that no setting has', () => {
    write('.env', 'DISCORD_TOKN=x\nWEB_PASSWORD_FILE=\n');

    expect(loadConfig({}, { cwd }).warnings).toEqual([
      '.env sets DISCORD_TOKN, which is no setting of Limner; it is ignored. Look for a typing mistake.',
    ]);
  });
});

describe('problems', () => {
  it('are told all at once, each with the variable, what is wrong and what to write', () => {
    write('file', '');
    const env = {
      DISCORD_TOKEN: 'two words',
      DISCORD_API_URL: 'discord.com',
      DISCORD_GUILD_ID: 'my server',
      ROLES: 'telegram,slack,irc',
      REDIS_URL: 'http://user:hidden@store',
      DATA_DIR: 'file',
      HOST: '0.0.0.0:80',
      PORT: '65536',
      PUBLIC_URL: 'https://user:hidden@limner.example.com',
      ADMIN_IDS: 'me,telegram:1',
      LOG_LEVEL: 'loud',
      LIMIT_USER_CONCURRENT: '0',
      LIMIT_USER_DAILY_USD: '1.2345678',
      RETENTION_DAYS: '-1',
      ALLOW_PRIVATE_HOSTS: '10.0.0.0/33,a host,host:99999,300.1.2.3',
      PROVIDERS: 'gccai,midjourney',
      PRICES_FILE: 'missing.json',
      GCCAI_MODERATION: 'high',
    };

    expect(problemsOf(env)).toEqual([
      'DISCORD_TOKEN must be one word without spaces, line breaks or letters outside ASCII. Write for example DISCORD_TOKEN=your-discord-bot-token.',
      'DISCORD_API_URL must be an address beginning with https:// or http://, without user name, password, "?" and "#". Write for example DISCORD_API_URL=https://discord.com/api.',
      'DISCORD_GUILD_ID must be an id made of digits, but is "my server". Write for example DISCORD_GUILD_ID=1234567890123456789.',
      'ROLES must list only discord, telegram, web, worker, but names "slack" and "irc". Write for example ROLES=discord,telegram,web,worker.',
      'REDIS_URL must begin with redis:// or rediss:// and name a host, or be the path of a socket. Write for example REDIS_URL=redis://127.0.0.1:6379.',
      'HOST must be a host name or an IP address without a port, but is "0.0.0.0:80". Write for example HOST=127.0.0.1.',
      'PORT must be a whole number from 0 to 65535, but is "65536". Write for example PORT=3000.',
      'PUBLIC_URL must be an address beginning with https:// or http://, without user name, password, "?" and "#". Write for example PUBLIC_URL=https://limner.example.com.',
      'ADMIN_IDS must list discord:<number> and telegram:<number>, but holds "me". Write for example ADMIN_IDS=discord:1234567890123456789,telegram:123456789.',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, but is "loud". Write for example LOG_LEVEL=info.',
      'LIMIT_USER_CONCURRENT must be a whole number from 1 to 10000, but is "0". Write for example LIMIT_USER_CONCURRENT=3.',
      'LIMIT_USER_DAILY_USD must be an amount in dollars such as 2.50, but is "1.2345678". Write for example LIMIT_USER_DAILY_USD=2.50.',
      'RETENTION_DAYS must be a number from 0.001 to 36500, but is "-1". Write for example RETENTION_DAYS=30.',
      'ALLOW_PRIVATE_HOSTS must list hosts, host:port and networks such as 10.0.0.0/8, but holds "10.0.0.0/33" and "a host" and "host:99999" and "300.1.2.3". Write for example ALLOW_PRIVATE_HOSTS=192.168.1.20:8080,10.1.0.0/16.',
      'PROVIDERS must list only wuyinkeji, aizfw, gccai, xinliu, apimodels, openai, sandbox, but names "midjourney". Write for example PROVIDERS=gccai,openai.',
      'GCCAI_MODERATION must be one of auto, low, but is "high". Write for example GCCAI_MODERATION=auto.',
      'PROVIDERS names gccai, which has no key. Set GCCAI_API_KEY, or take gccai out of PROVIDERS.',
      'ROLES names telegram, which has no token. Set TELEGRAM_TOKEN, or take telegram out of ROLES.',
      'DATA_DIR names a file. Write the path of a folder, for example DATA_DIR=./data.',
      'PRICES_FILE names a file that does not exist. Write the path of your price file, or unset it.',
    ]);
  });

  it('stand in one message and never repeat a secret', () => {
    const env = {
      OPENAI_API_KEY: 'hidden key',
      REDIS_URL: 'hidden',
      OPENAI_BASE_URL: 'https://a:hidden@b',
      PORT: 'x',
    };

    const load = () => loadConfig(env, { cwd });

    expect(load).toThrow(ConfigError);
    expect(load).toThrow(
      /^Limner cannot start with these settings:\n- REDIS_URL .*\n- PORT .*\n- OPENAI_API_KEY .*\n- OPENAI_BASE_URL .*$/,
    );
    expect(load).not.toThrow(/hidden/);
  });

  it.each([' ,', ','])('include a list without entries: "%s"', (ROLES) => {
    expect(problemsOf({ ROLES })).toEqual([
      'ROLES must name at least one entry, but has none. Write for example ROLES=discord,telegram,web,worker.',
    ]);
  });

  it('include a .env that cannot be read', () => {
    mkdirSync(join(cwd, '.env'));

    expect(problemsOf({})).toEqual([
      '.env cannot be read (EISDIR). Make it a file that this user may read, or remove it.',
    ]);
  });
});

describe('warnings', () => {
  it.each([
    [
      { HOST: '0.0.0.0' },
      'HOST is 0.0.0.0 and WEB_PASSWORD is unset: other machines reach only /media, /hooks, /healthz and /readyz. Set WEB_PASSWORD to open the web chat to them.',
    ],
    [
      { WEB_PASSWORD: 'short' },
      'WEB_PASSWORD is shorter than 8 characters. Choose a longer one before others can reach it.',
    ],
    [
      { SECRET_KEY: 'short' },
      'SECRET_KEY is shorter than 32 characters. Write a longer random one, or unset it.',
    ],
    [
      { GCCAI_API_KEY: 'a-key', PROVIDERS: 'sandbox' },
      'GCCAI_API_KEY is set, but PROVIDERS does not name gccai; the gateway is off. Add it to PROVIDERS to use it.',
    ],
    [
      { OPENAI_API_KEY: 'a-key', OPENAI_BASE_URL: 'http://images.example.com' },
      'OPENAI_BASE_URL holds an http address: the key travels unencrypted. Write https where the gateway has it.',
    ],
  ])('of %o', (env, warning) => {
    expect(loadConfig(env, { cwd }).warnings).toEqual([warning]);
  });

  it.each([
    { HOST: 'localhost' },
    { HOST: '127.0.0.2' },
    { HOST: '::1' },
    { HOST: '0.0.0.0', WEB_PASSWORD: 'long enough' },
  ])('are absent with %o', (env) => {
    expect(loadConfig(env, { cwd }).warnings).toEqual([]);
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

  it('holds every setting as the schema tells it', () => {
    expect(text).toBe(renderEnvExample());
  });

  it('changes nothing when it is copied as it is', () => {
    expect(parse(text)).toEqual({});
  });

  it('holds values that are accepted', () => {
    write('redis-ca.pem', '-----BEGIN CERTIFICATE-----\n');
    write('prices.json', '{}');
    write('limner.config.yaml', '');
    const uncommented = parse(text.replace(/^#(?=[A-Z])/gm, ''));

    expect(Object.keys(uncommented)).toEqual(Object.keys(settings));
    expect(problemsOf(uncommented)).toEqual([]);
  });
});

describe('originals in an S3 store', () => {
  const bucket = { S3_BUCKET: 'limner', S3_ACCESS_KEY_ID: 'key-id', S3_SECRET_ACCESS_KEY: 'secret-key' };

  it('lie at AWS unless another store is named', () => {
    const { originals, secrets } = loadConfig({ ...bucket, S3_REGION: 'eu-central-1' }, { cwd });

    expect(originals).toEqual({
      endpoint: 'https://s3.eu-central-1.amazonaws.com',
      region: 'eu-central-1',
      bucket: 'limner',
      accessKeyId: 'key-id',
      secretAccessKey: 'secret-key',
      pathStyle: false,
      prefix: '',
      cacheBytes: 1024 * 1024 * 1024,
    });
    expect(secrets).toEqual(expect.arrayContaining(['key-id', 'secret-key']));
  });

  it('lie below a path and a prefix at another store', () => {
    const env = {
      ...bucket,
      S3_SECRET_ACCESS_KEY: '',
      S3_SECRET_ACCESS_KEY_FILE: write('key', 'from a file\n'.replaceAll(' ', '-')),
    };
    const { originals } = loadConfig(
      { ...env, S3_ENDPOINT: 'http://minio:9000/', S3_PREFIX: 'a/b' },
      { cwd },
    );

    expect(originals).toMatchObject({
      ...{ endpoint: 'http://minio:9000', pathStyle: true, prefix: 'a/b/', secretAccessKey: 'from-a-file' },
    });
  });

  it.each([
    { env: { S3_BUCKET: 'limner' }, problem: /^S3_ACCESS_KEY_ID is missing/ },
    { env: { S3_ENDPOINT: 'http://minio:9000' }, problem: /without S3_BUCKET/ },
    { env: { ...bucket, S3_PREFIX: 'ü/' }, problem: /^S3_PREFIX must be made of/ },
  ])('need a whole bucket: $problem', ({ env, problem }) => {
    expect(problemsOf(env)[0]).toMatch(problem);
  });

  it('go with one key for links on all machines', () => {
    const { warnings } = loadConfig({ ...bucket, REDIS_URL: 'redis://store' }, { cwd });

    expect(warnings).toEqual([expect.stringMatching(/^SECRET_KEY is unset/)]);
  });
});

describe('a chat model', () => {
  const env = { CHAT_BASE_URL: 'https://chat.example.com/v1/', CHAT_MODEL: 'words-1' };

  it('looks at pictures itself unless another does', () => {
    const chosen = {
      baseUrl: 'https://chat.example.com/v1',
      model: 'words-1',
      timeoutMs: 30_000,
      dailyLimit: 50,
    };
    expect(loadConfig(env, { cwd }).chatModel).toEqual({ ...chosen, visionModel: 'words-1' });
    const key = write('chat-key', 'a-chat-key');
    const more = { CHAT_VISION_MODEL: 'eyes-1', LIMIT_USER_DAILY_HELP: '5', CHAT_API_KEY_FILE: key };
    const config = loadConfig({ ...env, ...more }, { cwd });
    expect(config.chatModel).toMatchObject({ visionModel: 'eyes-1', dailyLimit: 5, apiKey: 'a-chat-key' });
    expect(config.secrets).toContain('a-chat-key');
    expect(loadConfig({ CHAT_TIMEOUT_MS: '2000' }, { cwd }).chatModel).toBeUndefined();
  });

  it.each([
    { env: { CHAT_BASE_URL: 'https://chat.example.com' }, problem: /^CHAT_BASE_URL is set, but CHAT_MODEL/ },
    { env: { CHAT_MODEL: 'words-1' }, problem: /^CHAT_MODEL is set, but CHAT_BASE_URL is unset/ },
    { env: { CHAT_API_KEY: 'key' }, problem: /^CHAT_API_KEY is set, but CHAT_BASE_URL is unset/ },
  ])('needs an address and a name: $problem', ({ env: given, problem }) => {
    expect(problemsOf(given)[0]).toMatch(problem);
  });

  it('is better not told its key in the clear', () => {
    const open = { ...env, CHAT_BASE_URL: 'http://chat.example.com/v1', CHAT_API_KEY: 'key' };
    expect(loadConfig(open, { cwd }).warnings).toEqual([
      expect.stringMatching(/^CHAT_BASE_URL is an http address/),
    ]);
    const here = { ...open, CHAT_BASE_URL: 'http://127.0.0.1:11434/v1' };
    expect(loadConfig(here, { cwd }).warnings).toEqual([]);
  });
});

describe('an outside store', () => {
  const pem = '-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n';

  it('may be named by sentinels, be a cluster, or stand behind TLS', () => {
    const storeOf = (env: Record<string, string>) => loadConfig(env, { cwd }).store;
    const url = 'redis://me:p%40ss@one:26379,two:26379';

    expect(storeOf({ REDIS_URL: url, REDIS_SENTINEL: 'pictures', REDIS_SENTINEL_PASSWORD: 'watch' })).toEqual(
      { url, sentinel: { name: 'pictures', password: 'watch' } },
    );
    expect(storeOf({ REDIS_URL: url, REDIS_CLUSTER: 'true' })).toEqual({ url, cluster: true });
    expect(storeOf({ REDIS_URL: 'rediss://store', REDIS_CA_FILE: write('ca.pem', pem) })).toEqual({
      url: 'rediss://store',
      ca: pem,
    });
    const { secrets } = loadConfig({ REDIS_URL: url, REDIS_CLUSTER: 'true' }, { cwd });
    expect(secrets).toEqual(['p%40ss', 'p@ss']);
  });

  it.each([
    { env: { REDIS_URL: 'redis://one,two' }, problem: /names several hosts/ },
    { env: { REDIS_URL: 'redis://one,:x:' }, problem: /^REDIS_URL must begin/ },
    { env: { REDIS_SENTINEL: 'pictures' }, problem: /without REDIS_URL/ },
    { env: { REDIS_URL: 'redis://a', REDIS_SENTINEL: 'b', REDIS_CLUSTER: 'true' }, problem: /both set/ },
    { env: { REDIS_URL: '/run/redis.sock', REDIS_CLUSTER: 'true' }, problem: /is a socket/ },
    {
      env: { REDIS_URL: 'rediss://a', REDIS_CA_FILE: 'missing.pem' },
      problem: /^REDIS_CA_FILE cannot be read/,
    },
  ])('must be of one shape: $problem', ({ env, problem }) => {
    expect(problemsOf(env)[0]).toMatch(problem);
  });
});
