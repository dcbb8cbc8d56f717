import { fileURLToPath } from 'node:url';
import { loadEnvironment, startLimner } from '../measure/limner.ts';
import { control, cpuSeconds, startCommand, startStandin } from '../measure/processes.ts';
import { median, spread } from '../measure/statistics.ts';
import type { Row, Scenario } from '../scenario.ts';

interface Load {
  readonly seconds: number;
  readonly latencies: readonly number[];
}

/** One side of a pair: CPU per generation in milliseconds, of the program and of its store, and what the clock said. */
interface Side {
  readonly node: number;
  readonly store: number;
  readonly latencyMs: number;
  readonly perSecond: number;
}

const atOnce = 16;
const bare = fileURLToPath(new URL('../programs/bare-bot.ts', import.meta.url));

/** CPU of one generation from the command to the post, over a bare script with the same calls. */
export const overhead: Scenario = {
  name: 'overhead',
  async run({ runs }) {
    const rows: Row[] = [];
    for (const { bytes, label, total, target } of [
      { bytes: 1_500_000, label: '1.5 MB', total: 160, target: 1.5 },
      { bytes: 20_000, label: '20 kB', total: 400, target: 5 },
    ]) {
      const ours: Side[] = [];
      const floor: Side[] = [];
      for (let run = 0; run < runs; run += 1) {
        ours.push(await measureLimner(bytes, { chats: atOnce, total }));
        floor.push(await measureBare(bytes, { chats: atOnce, total }));
      }
      const sum = (side: Side): number => side.node + side.store;
      const ratio = median(ours.map(sum)) / median(floor.map(sum));
      rows.push({
        what: `CPU per generation, ${label} × ${atOnce}`,
        measured: `${spread(ours.map(sum), ' ms')}: Node ${median(ours.map(({ node }) => node)).toFixed(2)}, store ${median(ours.map(({ store }) => store)).toFixed(2)}; ${spread(
          ours.map(({ perSecond }) => perSecond),
          '/s',
          0,
        )}`,
        beside: `${spread(floor.map(sum), ' ms')}; ${spread(
          floor.map(({ perSecond }) => perSecond),
          '/s',
          0,
        )}`,
        ratio: `${ratio.toFixed(2)} ×`,
        target: `≤ ${target} ×`,
        met: ratio <= target,
      });
    }
    const idle: number[] = [];
    const idleFloor: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      idle.push((await measureLimner(20_000, { chats: 1, total: 60 })).latencyMs);
      idleFloor.push((await measureBare(20_000, { chats: 1, total: 60 })).latencyMs);
    }
    const added = median(idle) - median(idleFloor);
    rows.push({
      what: 'Added wall time when idle, median',
      measured: spread(idle, ' ms', 1),
      beside: spread(idleFloor, ' ms', 1),
      ratio: `+ ${added.toFixed(1)} ms`,
      target: '≤ 25 ms',
      met: added <= 25,
    });
    return rows;
  },
};

async function measureLimner(bytes: number, load: { chats: number; total: number }): Promise<Side> {
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
    const result = await control<Load>(telegram.url, '/run', load);
    const after = limner.cpu();
    if (process.env['BENCH_VERBOSE'])
      console.log(await control(telegram.url, ''), await control(gateway.url, ''));
    return {
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

async function measureBare(bytes: number, load: { chats: number; total: number }): Promise<Side> {
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
