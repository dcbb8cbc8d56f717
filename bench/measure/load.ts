import { fileURLToPath } from 'node:url';
import { loadEnvironment, startLimner } from './limner.ts';
import { control, cpuSeconds, startCommand, startStandin } from './processes.ts';
import { median } from './statistics.ts';

interface Load {
  readonly seconds: number;
  readonly latencies: readonly number[];
}

/** One side of a pair: CPU per generation in milliseconds, of the program and of its store, and what the clock said. */
export interface Side {
  readonly node: number;
  readonly store: number;
  readonly latencyMs: number;
  readonly perSecond: number;
}

const bare = fileURLToPath(new URL('../programs/bare-bot.ts', import.meta.url));

/** When the load ran, microseconds of the machine's monotonic clock. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

function monotonicMicros(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

/** Limner as one process with a store of its own, looked at by a load of chats that ask for one picture after the other. */
export async function measureLimner(
  bytes: number,
  load: { chats: number; total: number },
): Promise<Side & Window> {
  const gateway = await startStandin('gateway');
  const telegram = await startStandin('telegram');
  await control(gateway.url, '', { bytes });
  const limner = await startLimner({
    env: {
      ...loadEnvironment,
      ROLES: 'telegram,worker',
      TELEGRAM_TOKEN: '1:bench',
      TELEGRAM_API_URL: telegram.url,
      WUYINKEJI_API_KEY: 'key',
      WUYINKEJI_BASE_URL: gateway.url,
      WUYINKEJI_FIRST_LOOK_MS: '0',
      WUYINKEJI_LOOK_MS: '20',
    },
    nodeFlags: (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter(Boolean),
  });
  try {
    await control(telegram.url, '/run', { chats: load.chats, total: load.chats * 4 });
    const before = limner.cpu();
    const from = monotonicMicros();
    const result = await control<Load>(telegram.url, '/run', load);
    const after = limner.cpu();
    const to = monotonicMicros();
    if (process.env['BENCH_VERBOSE'])
      console.log(await control(telegram.url, ''), await control(gateway.url, ''));
    return {
      ...{ from, to },
      node: (1_000 * (after.node - before.node)) / load.total,
      store: (1_000 * (after.store - before.store)) / load.total,
      latencyMs: median(result.latencies),
      perSecond: load.total / result.seconds,
    };
  } finally {
    await limner.stop();
    await Promise.all([gateway.stop(), telegram.stop()]);
  }
}

/** The bare script under the same load. */
export async function measureBare(bytes: number, load: { chats: number; total: number }): Promise<Side> {
  const gateway = await startStandin('gateway');
  const telegram = await startStandin('telegram');
  await control(gateway.url, '', { bytes });
  const script = startCommand(['node', '--import', 'tsx', bare, telegram.url, gateway.url, '0']);
  try {
    await control(telegram.url, '/run', { chats: load.chats, total: load.chats * 4 });
    const before = cpuSeconds(script.pid);
    const result = await control<Load>(telegram.url, '/run', load);
    const node = (1_000 * (cpuSeconds(script.pid) - before)) / load.total;
    const perSecond = load.total / result.seconds;
    return { node, store: 0, latencyMs: median(result.latencies), perSecond };
  } finally {
    await script.stop();
    await Promise.all([gateway.stop(), telegram.stop()]);
  }
}
