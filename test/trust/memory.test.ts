import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDiscordStandin, type RunningDiscordStandin } from '../support/discord/serve.ts';
import { eventually } from '../support/eventually.ts';
import { startGateways, type RunningGateways } from '../support/gateways/serve.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { startTelegramStandin, type RunningTelegramStandin } from '../support/telegram/serve.ts';
import { startLimnerProcess, type LimnerProcess } from './support/limner-process.ts';

/** `LIMNER_TEST_PICTURES=50` for the whole measure: it takes a minute. */
const pictures = Number(process.env['LIMNER_TEST_PICTURES'] ?? 16);
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
  limner = await startLimnerProcess({
    ...{ ...discord.environment, ...telegram.environment, APIMODELS_BASE_URL, APIMODELS_API_KEY },
    ...{ REDIS_URL: redis.socketPath, DATA_DIR: dataDir, ALLOW_PRIVATE_HOSTS: '127.0.0.1' },
    ...{ APIMODELS_FIRST_LOOK_MS: '100', APIMODELS_LOOK_MS: '500', APIMODELS_CONCURRENCY: '100' },
    ...{ LIMIT_USER_QUEUED: '1000', LIMIT_USER_CONCURRENT: '100', LOG_LEVEL: 'warn' },
  });
  await eventually(() => discord.standin.globalCommands.length > 0);
}, 60_000);
afterAll(async () => {
  limner.child.kill('SIGKILL');
  await Promise.all([discord.stop(), telegram.stop(), gateways.stop()]);
  await redis.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it.runIf(process.platform === 'linux')(
  'many results of 30 MB at once are streamed, not held',
  async () => {
    const chat = telegram.standin.user({ firstName: 'Ada' }).privateChat();
    for (let asked = 0; asked < pictures; asked += 2) {
      await discord.standin.user.slash('imagine', { prompt: `discord ${asked}` });
      await chat.send(`telegram ${asked}`);
    }
    await eventually(() => gateways.apimodels.tasks.size === pictures, { timeoutMs: 20_000 });
    const before = await memoryOf(limner, 'VmRSS');

    for (const id of gateways.apimodels.tasks.keys()) gateways.apimodels.finish(id);

    const shown = (): number =>
      discord.standin.checkpoints().everShown + telegram.standin.picturePosts().messages;
    await eventually(() => expect(shown()).toBe(pictures), { timeoutMs: 120_000, everyMs: 100 });
    const peak = await memoryOf(limner, 'VmHWM');
    process.stdout.write(`Resident: ${before} MB before, ${peak} MB at the most\n`);
    // All of them in memory would be 480 MB more and upwards.
    expect(peak - before).toBeLessThan(240);
  },
  180_000,
);

/** In megabytes. */
async function memoryOf({ child }: LimnerProcess, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024);
}
