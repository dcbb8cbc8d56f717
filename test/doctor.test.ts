import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '../src/bots/web/http-server.ts';
import { loadConfig } from '../src/config.ts';
import { silentLogger } from '../src/core/ports/logger.ts';
import type { StoreFacts } from '../src/core/storage/inspect-store.ts';
import { judgeClock } from '../src/doctor/check-clock.ts';
import { checkDisk } from '../src/doctor/check-disk.ts';
import { judgeStore } from '../src/doctor/check-store.ts';
import type { Finding } from '../src/doctor/finding.ts';
import { describeFindings, runChecks } from '../src/doctor.ts';
import { buildProviders } from '../src/start-limner.ts';
import { startDiscordStandin, type RunningDiscordStandin } from './support/discord/serve.ts';
import { startGateways, type RunningGateways } from './support/gateways/serve.ts';
import { startTestRedis, type TestRedis } from './support/redis.ts';
import { startTelegramStandin, type RunningTelegramStandin } from './support/telegram/serve.ts';
import { runLimner } from './trust/support/limner-process.ts';

const secretKey = 'a-secret-key-for-tests-only-0123456789';

describe('The doctor', () => {
  let redis: TestRedis;
  let discord: RunningDiscordStandin;
  let telegram: RunningTelegramStandin;
  let gateways: RunningGateways;
  let dataDir: string;
  /** An address at which nobody listens. */
  let nowhere: string;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    redis = await startTestRedis({ appendOnly: true });
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    nowhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    await once(server, 'close');
  });
  afterAll(async () => {
    await redis.stop();
  });
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'limner-doctor-'));
    [discord, telegram, gateways] = await Promise.all([
      startDiscordStandin(),
      startTelegramStandin(),
      startGateways(),
    ]);
  });
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
    await Promise.all([discord.stop(), telegram.stop(), gateways.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  });

  function environment(changes: Record<string, string> = {}): Record<string, string> {
    return {
      ...{ ...discord.environment, ...telegram.environment, ...gateways.environment },
      ...{ DATA_DIR: dataDir, REDIS_URL: redis.socketPath, SECRET_KEY: secretKey },
      ...changes,
    };
  }

  async function examine(changes: Record<string, string> = {}, aheadMs = 0): Promise<readonly Finding[]> {
    const config = loadConfig(environment(changes), { cwd: dataDir });
    const providers = buildProviders(config, silentLogger);
    closing.push(async () => void (await Promise.all(providers.map((provider) => provider.close()))));
    return runChecks({
      ...{ config, providers, secretKey, localUrl: nowhere },
      store: config.store ?? { url: '' },
      signal: AbortSignal.timeout(20_000),
      now: () => Date.now() - aheadMs,
    });
  }

  const not = (level: Finding['level'], findings: readonly Finding[]): readonly Finding[] =>
    findings.filter((one) => one.level !== level);
  const about = (subject: string, findings: readonly Finding[]): readonly string[] =>
    findings.filter((one) => one.subject === subject).map(({ level, sentence }) => `${level}: ${sentence}`);

  it('finds everything well where it is', async () => {
    const findings = await examine();

    // Two gateways take references only as links, and no address was set.
    expect(not('ok', findings).map(({ level, sentence }) => [level, sentence])).toEqual([
      ['warning', 'It takes reference pictures only as links, so edits go to other gateways.'],
      ['warning', 'It takes reference pictures only as links, so edits go to other gateways.'],
    ]);
    expect(findings.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['Store', 'Disk', 'Discord', 'Telegram', 'gccai', 'Clock']),
    );
    expect(about('Telegram', findings).join()).toMatch(/Inline mode is off\..* \/setinline at @BotFather\./);
    expect(describeFindings(findings)).toMatch(/No problem, 2 warning\(s\)\.\n$/);
  });

  it('says what to do about tokens and keys that are refused', async () => {
    const findings = await examine({
      DISCORD_TOKEN: 'a.wrong.token',
      TELEGRAM_TOKEN: '123456:wrong-token-of-telegram-0123456789',
      GCCAI_API_KEY: 'a-wrong-key',
      OPENAI_API_KEY: 'another-wrong-key',
    });

    const problems = findings.filter(({ level }) => level === 'problem');
    expect(
      problems.map(({ subject, sentence, advice }) => [subject, sentence, advice !== undefined]),
    ).toEqual([
      ['Discord', 'Discord does not accept DISCORD_TOKEN.', true],
      ['Telegram', 'Telegram does not accept TELEGRAM_TOKEN.', true],
      ['gccai', expect.stringMatching(/refuses the key/), true],
      ['OpenAI-compatible', expect.stringMatching(/refuses the key/), true],
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/wrong[-.]/);
  });

  it('says when platforms, gateways or the store cannot be reached, without the token in their address', async () => {
    const findings = await examine({
      DISCORD_API_URL: `${nowhere}/api`,
      TELEGRAM_API_URL: nowhere,
      REDIS_URL: nowhere.replace('http://', 'redis://user:hidden-word@'),
      APIMODELS_BASE_URL: nowhere,
    });

    expect(about('Discord', findings)).toEqual([expect.stringMatching(/^problem: .*cannot be reached/)]);
    expect(about('Telegram', findings)).toEqual([expect.stringMatching(/^problem: .*cannot be reached/)]);
    expect(about('Store', findings)).toEqual(['problem: The store does not answer (ECONNREFUSED).']);
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        sentence: expect.stringMatching(/could not be asked/) as string,
      }),
    );
    const said = JSON.stringify(findings);
    for (const secret of [telegram.token, discord.environment.DISCORD_TOKEN, 'hidden-word']) {
      expect(said).not.toContain(secret);
    }
  });

  it('knows the traps of Discord’s portal: intents, permissions, an endpoint that takes the commands', async () => {
    const { rules } = discord.standin;
    Object.assign(rules, {
      messageContentAllowed: true,
      interactionsEndpointUrl: 'https://elsewhere.example/interactions',
      revokedPermissions: 1n << 15n,
    });
    discord.standin.limits.identifiesPerDay = 5;

    const findings = about('Discord', await examine());

    expect(findings.slice(1)).toEqual([
      'ok: Message Content Intent is on: replies to strangers’ pictures work.',
      'problem: Commands are sent to an Interactions Endpoint URL and never reach Limner.',
      'warning: Discord lets this bot connect only 5 more times today.',
      expect.stringMatching(/^warning: The bot lacks permissions in .+ \(Attach Files\)\.$/),
    ]);
  });

  it('says that a webhook takes Telegram’s updates, by its host alone', async () => {
    await fetch(`${telegram.apiUrl}/bot${telegram.token}/setWebhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: 'https://elsewhere.example:8443/secret-path' }),
    });

    const findings = about('Telegram', await examine());

    expect(findings).toContainEqual('warning: A webhook at elsewhere.example:8443 receives the updates.');
    expect(JSON.stringify(findings)).not.toContain('secret-path');
  });

  it('says when a balance is used up', async () => {
    gateways.gccai.misbehave({
      on: 'other',
      how: { kind: 'respond', status: 200, body: '{"remain_balance": 0}' },
    });

    expect(about('gccai', await examine())).toEqual(['problem: The balance is $0.00.']);
  });

  it('notices a clock that is wrong', async () => {
    expect(about('Clock', await examine({}, 90_000))).toEqual([
      expect.stringMatching(/^problem: This machine’s clock is (89|90|91) s behind/),
    ]);
    expect([judgeClock([0, 20_000, 21_000])[0]?.level, judgeClock([-700, 90_000, 100])[0]?.level]).toEqual([
      'warning',
      'ok',
    ]);
  });

  describe('of PUBLIC_URL', () => {
    async function serve(key: string): Promise<string> {
      const server = await createHttpServer({
        ...{ host: '127.0.0.1', port: 0, secretKey: key, logger: silentLogger, now: Date.now },
        randomId: () => 'somebody',
        readiness: async () => ({ ready: true, missing: [] }),
        metricsText: async () => '',
      });
      closing.push(() => server.close());
      return (await server.listen()).url;
    }

    async function examineUrl(publicUrl: string, localUrl: string): Promise<readonly string[]> {
      const config = loadConfig(environment({ PUBLIC_URL: publicUrl }), { cwd: dataDir });
      const signal = AbortSignal.timeout(20_000);
      const found = await runChecks({ config, providers: [], secretKey, localUrl, signal, now: Date.now });
      return about('PUBLIC_URL', found);
    }

    it('tells ours from another Limner, from nothing, and from one that does not run', async () => {
      const [ours, foreign] = await Promise.all([
        serve(secretKey),
        serve('another-key-0123456789-0123456789'),
      ]);

      expect(await examineUrl(ours, ours)).toEqual(['ok: It leads to this Limner.']);
      expect(await examineUrl(foreign, ours)).toEqual([
        'problem: Something else than this Limner answers there.',
      ]);
      expect(await examineUrl(nowhere, ours)).toEqual(['problem: Nothing answers there (ECONNREFUSED).']);
      expect(await examineUrl(nowhere, nowhere)).toEqual([
        'warning: Limner does not run here at the moment, so it could not be tried.',
      ]);
    });
  });

  it.each<[string, Partial<StoreFacts>, RegExp]>([
    ['evicts', { evictionPolicy: 'allkeys-lru' }, /^problem: It throws records away/],
    ['forgets', { appendOnly: false }, /^warning: It forgets the last writes/],
    ['forgets a second', { fsync: 'everysec' }, /^warning: It may forget up to a second/],
    ['is a replica', { readOnly: true }, /^problem: It is a read-only replica/],
    ['has a full disk', { lastWriteFailed: true }, /^problem: It could not write to its disk/],
    ['is nearly full', { usedBytes: 90, maxBytes: 100 }, /^warning: Its memory is 90 % used/],
    ['is old', { version: '5.0.14' }, /^problem: Redis 5.0.14 is too old/],
    ['loads', { loading: true }, /^warning: It is still reading its file/],
    ['lives in another time', { aheadMs: -9_000 }, /^warning: Its clock and this machine’s differ by 9 s/],
  ])('judges a store that %s', (_, change, said) => {
    const well: StoreFacts = {
      ...{ version: '7.0.15', loading: false, readOnly: false, lastWriteFailed: false, appendOnly: true },
      ...{ fsync: 'always', evictionPolicy: 'noeviction', usedBytes: 1, maxBytes: 0, aheadMs: 3 },
    };

    expect(judgeStore(well, { isOurs: false }).map(({ level }) => level)).toEqual(['ok']);
    expect(about('Store', judgeStore({ ...well, ...change }, { isOurs: false }))).toEqual([
      expect.stringMatching(said),
    ]);
  });

  it.each([
    [50e6, 'problem'],
    [1e9, 'warning'],
    [50e9, 'ok'],
  ])('judges %d free bytes', async (free, level) => {
    expect((await checkDisk(dataDir, async () => free)).map((one) => one.level)).toEqual([level]);
  });

  it('as a command tells each line, and ends with 1 when it found a problem', async () => {
    const run = async (changes: Record<string, string>): Promise<[unknown, string]> => {
      const child = runLimner(environment(changes), 'doctor');
      let said = '';
      child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number];
      return [code, said];
    };

    const sick = await run({ DISCORD_TOKEN: 'a.wrong.token' });

    expect(sick).toEqual([
      1,
      expect.stringMatching(
        /\nproblem +Discord: Discord does not accept DISCORD_TOKEN\.\n +→ Open the developer portal/,
      ),
    ]);
  });
});
