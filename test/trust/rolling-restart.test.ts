import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDiscordStandin, type RunningDiscordStandin } from '../support/discord/serve.ts';
import { eventually } from '../support/eventually.ts';
import { startGateways, type RunningGateways } from '../support/gateways/serve.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { startTelegramStandin, type RunningTelegramStandin } from '../support/telegram/serve.ts';
import { startLimnerProcess, type LimnerProcess } from './support/limner-process.ts';

/**
 * Two whole Limners share a store, a Discord token and a Telegram token. Both are stopped, and one comes in their place, while people
 * go on asking everywhere; half of the requests are at a gateway that answers its submits only when the picture is there.
 */
let redis: TestRedis;
let discord: RunningDiscordStandin;
let telegram: RunningTelegramStandin;
let gateways: RunningGateways;
let dataDir: string;
const processes = new Set<LimnerProcess>();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'limner-rolling-'));
  [redis, discord, telegram, gateways] = await Promise.all([
    startTestRedis({ appendOnly: true }),
    startDiscordStandin(),
    startTelegramStandin(),
    startGateways({ common: { latencyMs: 1_200 } }),
  ]);
});
afterAll(async () => {
  for (const one of processes) one.child.kill('SIGKILL');
  await Promise.all([discord.stop(), telegram.stop(), gateways.stop()]);
  await redis.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<LimnerProcess> {
  const { GCCAI_BASE_URL, GCCAI_API_KEY, OPENAI_BASE_URL, OPENAI_API_KEY } = gateways.environment;
  const process = await startLimnerProcess({
    ...discord.environment,
    ...telegram.environment,
    ...only({ GCCAI_BASE_URL, GCCAI_API_KEY, OPENAI_BASE_URL, OPENAI_API_KEY }),
    ...{ REDIS_URL: redis.socketPath, DATA_DIR: dataDir, ALLOW_PRIVATE_HOSTS: '127.0.0.1' },
    ...{ GCCAI_FIRST_LOOK_MS: '1000', GCCAI_LOOK_MS: '500', LIMIT_USER_QUEUED: '1000' },
    ...{ LIMIT_USER_CONCURRENT: '100', SHUTDOWN_GRACE_MS: '20000', LOG_LEVEL: 'warn' },
  });
  processes.add(process);
  await eventually(async () => (await fetch(`${process.url}/readyz`)).status === 200, { timeoutMs: 60_000 });
  return process;
}

async function stop(process: LimnerProcess): Promise<void> {
  processes.delete(process);
  expect(await process.end('SIGTERM')).toBe(0);
}

it('a rolling restart under load loses nothing, doubles nothing, and leaves no command unanswered', async () => {
  let running: LimnerProcess[] = await Promise.all([start(), start()]);
  await eventually(() => discord.standin.globalCommands.length > 0);
  const chat = telegram.standin.user({ firstName: 'Ada' }).privateChat();
  const prompts: string[] = [];
  const apiIds: string[] = [];
  let isOver = false;

  async function askEverywhere(): Promise<void> {
    for (let turn = 0; !isOver; turn += 1) {
      const provider = turn % 2 === 0 ? 'gccai' : 'openai';
      await discord.standin.user.slash('imagine', { prompt: `discord ${turn}`, provider });
      await chat.send(`telegram ${turn} --provider ${provider}`);
      apiIds.push(await askApi({ prompt: `web ${turn}`, provider }));
      prompts.push(`discord ${turn}`, `telegram ${turn}`, `web ${turn}`);
      await sleep(250);
    }
  }

  /** As a client behind a balancer does: a server that does not take the connection is not asked again. */
  async function askApi(order: { prompt: string; provider: string }): Promise<string> {
    const key = order.prompt;
    return eventually(
      async () => {
        const at = running[Math.floor(Math.random() * running.length)];
        const answer = await fetch(`${at?.url}/api/generations`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(order),
        });
        expect(answer.status).toBe(202);
        return ((await answer.json()) as { id: string }).id;
      },
      { timeoutMs: 20_000 },
    );
  }

  const asking = askEverywhere();
  const [first, second] = running as [LimnerProcess, LimnerProcess];
  await sleep(1_000);
  await stop(first);
  const third = await start();
  running = [second, third];
  await stop(second);
  running = [third];
  await sleep(500);
  isOver = true;
  await asking;

  const submitted = (): string[] =>
    [gateways.gccai, gateways.openai].flatMap((gateway) =>
      [...gateway.tasks.values()].map(({ prompt }) => prompt),
    );
  await eventually(() => expect(submitted().toSorted()).toEqual(prompts.toSorted()), { timeoutMs: 60_000 });
  const each = prompts.length / 3;
  await eventually(() => expect(discord.standin.checkpoints().everShown).toBe(each), { timeoutMs: 60_000 });
  await eventually(() => expect(telegram.standin.picturePosts().messages).toBe(each), { timeoutMs: 60_000 });
  for (const id of apiIds) {
    await eventually(async () => {
      const generation = (await (await fetch(`${third.url}/api/generations/${id}`)).json()) as object;
      expect(generation).toMatchObject({ status: 'succeeded' });
    });
  }
  expect(discord.standin.checkpoints()).toMatchObject({ doubles: [], unanswered: 0 });
  // The previews on the way are alike; of a picture that was posted again, one post is there in the end.
  const doubles = telegram.standin
    .picturePosts()
    .doubles.filter((posts) => posts.some((one) => one.isVisible));
  expect(doubles).toEqual([]);
  expect([...gateways.gccai.violations, ...gateways.openai.violations]).toEqual([]);
  await Promise.all(running.map(stop));
}, 300_000);

function only(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
