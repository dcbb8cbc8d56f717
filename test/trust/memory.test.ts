import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seed } from '../../bench/measure/seed.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect, whenReady } from '../../src/core/storage/connection.ts';
import { startDiscordStandin, type RunningDiscordStandin } from '../support/discord/serve.ts';
import { eventually } from '../support/eventually.ts';
import { startGateways, type RunningGateways } from '../support/gateways/serve.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { startTelegramStandin, type RunningTelegramStandin } from '../support/telegram/serve.ts';
import { startLimnerProcess, type LimnerProcess } from './support/limner-process.ts';

/** `LIMNER_TEST_PICTURES=50` for the whole measure: it takes a minute. */
const pictures = Number(process.env['LIMNER_TEST_PICTURES'] ?? 16);
/** `LIMNER_TEST_WAITING=20000` for the whole measure: half a minute. */
const waiting = Number(process.env['LIMNER_TEST_WAITING'] ?? 1_000);
const megabyte = 2 ** 20;

let redis: TestRedis;
let discord: RunningDiscordStandin;
let telegram: RunningTelegramStandin;
let gateways: RunningGateways;
let dataDir: string;
let limner: LimnerProcess;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'limner-memory-'));
  [redis, discord, telegram, gateways] = await Promise.all([
    startTestRedis(),
    startDiscordStandin(),
    startTelegramStandin(),
    startGateways({ common: { latencyMs: Number.POSITIVE_INFINITY, pictureBytes: 30 * megabyte } }),
  ]);
  const { APIMODELS_BASE_URL = '', APIMODELS_API_KEY = '' } = gateways.environment;
  const { GCCAI_BASE_URL = '', GCCAI_API_KEY = '' } = gateways.environment;
  limner = await startLimnerProcess({
    ...{ ...discord.environment, ...telegram.environment, APIMODELS_BASE_URL, APIMODELS_API_KEY },
    ...{ GCCAI_BASE_URL, GCCAI_API_KEY, GCCAI_CONCURRENCY: '1', PROVIDERS: 'apimodels,gccai' },
    ...{ REDIS_URL: redis.socketPath, DATA_DIR: dataDir, ALLOW_PRIVATE_HOSTS: '127.0.0.1' },
    ...{ APIMODELS_FIRST_LOOK_MS: '100', APIMODELS_LOOK_MS: '500', APIMODELS_CONCURRENCY: '100' },
    ...{ LIMIT_USER_QUEUED: '1000', LIMIT_USER_CONCURRENT: '100', LOG_LEVEL: 'warn' },
  });
  await eventually(() => discord.standin.globalCommands.length > 0);
}, 120_000);
afterAll(async () => {
  limner.child.kill('SIGKILL');
  await Promise.all([discord.stop(), telegram.stop(), gateways.stop()]);
  await redis.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it.runIf(process.platform === 'linux')(
  'thousands of waiting generations are in the store, not in memory, and keep nobody else waiting',
  async () => {
    const store = connect({ socketPath: redis.socketPath }, 'worker', silentLogger);
    await whenReady(store, 5_000);
    const before = await memoryOf(limner, 'VmRSS');
    const bytesBefore = await storedBytes();

    await seed(store, { count: waiting, stage: 'waiting', provider: 'gccai', baseUrl: '' });
    store.disconnect();
    await eventually(() => gateways.gccai.tasks.size === 1, { timeoutMs: 20_000 });
    const command = await discord.standin.user.slash('imagine', { prompt: 'a hare, elsewhere' });
    await command.acknowledged();
    const task = await eventually(() => [...gateways.apimodels.tasks.keys()][0] ?? false);
    gateways.apimodels.finish(task);
    await command.untilPictures(1, { timeoutMs: 20_000 });

    const perWaiting = Math.round(((await storedBytes()) - bytesBefore) / waiting);
    const grown = (await memoryOf(limner, 'VmHWM')) - before;
    process.stdout.write(
      `${waiting} waiting: ${grown} MB more at the most, ${perWaiting} bytes each in the store\n`,
    );
    // The one picture takes the most of it; 20,000 records as objects would be 100 MB.
    expect(grown).toBeLessThan(80);
    expect(perWaiting).toBeLessThan(3_000);
  },
  180_000,
);

it.runIf(process.platform === 'linux')(
  'many results of 30 MB at once are streamed, not held',
  async () => {
    const chat = telegram.standin.user({ firstName: 'Ada' }).privateChat();
    for (let asked = 0; asked < pictures; asked += 2) {
      await discord.standin.user.slash('imagine', { prompt: `discord ${asked}` });
      await chat.send(`telegram ${asked}`);
    }
    await eventually(() => gateways.apimodels.tasks.size === pictures + 1, { timeoutMs: 20_000 });
    const before = await memoryOf(limner, 'VmRSS');

    for (const id of gateways.apimodels.tasks.keys()) gateways.apimodels.finish(id);

    const shown = (): number =>
      discord.standin.checkpoints().everShown + telegram.standin.picturePosts().messages;
    await eventually(() => expect(shown()).toBe(pictures + 1), { timeoutMs: 120_000, everyMs: 100 });
    const peak = await memoryOf(limner, 'VmHWM');
    process.stdout.write(`Resident: ${before} MB before, ${peak} MB at the most\n`);
    // All of them in memory would be 480 MB more and upwards.
    expect(peak - before).toBeLessThan(240);
  },
  180_000,
);

async function storedBytes(): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.client.info('memory'))?.[1]);
}

/** In megabytes. */
async function memoryOf({ child }: LimnerProcess, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024);
}
