import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnvironment, startLimner } from '../measure/limner.ts';
import type { RunningLimner } from '../measure/limner.ts';
import { control, startStandin } from '../measure/processes.ts';
import { median, spread } from '../measure/statistics.ts';
import { startStore } from '../measure/store.ts';
import type { Row, Scenario } from '../scenario.ts';

interface Speed {
  readonly perSecond: number;
  /** CPU of a generation over all processes and the store, milliseconds; the workers' share of it. */
  readonly cpu: number;
  readonly workers: number;
}

const chats = 64;
/** Until what runs often is compiled in each worker: a program that is busy for a minute has come that far. */
const warmUp = 2_500;
const total = 1_000;

/** Finished generations a second, gateways that take no time, one receiver and some workers, each on one core. */
export const throughput: Scenario = {
  name: 'throughput',
  async run({ runs }) {
    const speeds = new Map<number, Speed[]>([1, 2, 4].map((workers) => [workers, []]));
    const clusters: Cluster[] = [];
    try {
      for (const workers of speeds.keys()) clusters.push(await startCluster(workers));
      // In turns, since the machine is not equally fast all the time; who is not measured is idle.
      for (let run = 0; run < runs; run += 1) {
        for (const cluster of clusters) speeds.get(cluster.workers)?.push(await cluster.measure());
      }
    } finally {
      for (const cluster of clusters) await cluster.stop();
    }
    const ones = (speeds.get(1) ?? []).map(({ cpu }) => cpu);
    const one = median(ones);
    return [...speeds].map(([workers, measured]): Row => {
      const perSecond = median(measured.map((speed) => speed.perSecond));
      // Turn by turn: what was measured together is compared.
      const ratio = median(measured.map(({ cpu }, turn) => cpu / (ones[turn] ?? one)));
      return {
        what: `${workers} worker${workers > 1 ? 's' : ''}, one receiver`,
        measured: `${spread(
          measured.map((speed) => speed.perSecond),
          '/s',
          0,
        )}; CPU ${spread(
          measured.map((speed) => speed.cpu),
          ' ms',
        )}, of it workers ${median(measured.map((speed) => speed.workers)).toFixed(2)} ms`,
        beside: workers === 1 ? '' : `one worker ${one.toFixed(2)} ms`,
        ratio: workers === 1 ? '' : `${ratio.toFixed(2)} × CPU`,
        target: workers === 1 ? '≥ 150/s' : workers === 2 ? '≤ 1.1 × CPU' : '',
        ...(workers === 4 ? {} : { met: workers === 1 ? perSecond >= 150 : ratio <= 1.1 }),
      };
    });
  },
};

interface Cluster {
  readonly workers: number;
  measure(): Promise<Speed>;
  stop(): Promise<void>;
}

/** One receiver and some workers at a store of their own, compiled by some thousand generations. */
async function startCluster(workers: number): Promise<Cluster> {
  const store = await startStore();
  const gateway = await startStandin('gateway');
  const telegram = await startStandin('telegram');
  const dataDir = await mkdtemp(join(tmpdir(), 'limner-bench-data-'));
  const running: RunningLimner[] = [];
  const start = async (roles: string, core: number): Promise<RunningLimner> => {
    const limner = await startLimner({
      env: {
        ...loadEnvironment,
        ROLES: roles,
        TELEGRAM_TOKEN: '1:bench',
        TELEGRAM_API_URL: telegram.url,
        WUYINKEJI_API_KEY: 'key',
        WUYINKEJI_BASE_URL: gateway.url,
        WUYINKEJI_FIRST_LOOK_MS: '0',
        WUYINKEJI_LOOK_MS: '20',
        WUYINKEJI_CONCURRENCY: '200',
      },
      store,
      core,
      dataDir,
    });
    running.push(limner);
    return limner;
  };
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((limner) => limner.stop()));
    await Promise.all([gateway.stop(), telegram.stop()]);
    await store.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const receiver = await start('telegram', 1);
    for (let worker = 0; worker < workers; worker += 1) await start('worker', worker % 2);
    await control(telegram.url, '/run', { chats, total: warmUp * workers });
    const measure = async (): Promise<Speed> => {
      const before = running.map((limner) => limner.cpu());
      const { seconds } = await control<{ seconds: number }>(telegram.url, '/run', { chats, total });
      const after = running.map((limner) => limner.cpu());
      const node = after.map((limner, index) => limner.node - (before[index]?.node ?? 0));
      const stored = (after[0]?.store ?? 0) - (before[0]?.store ?? 0);
      const all = node.reduce((sum, used) => sum + used, 0);
      return {
        perSecond: total / seconds,
        cpu: (1_000 * (all + stored)) / total,
        workers: (1_000 * (all - (node[running.indexOf(receiver)] ?? 0))) / total,
      };
    };
    return { workers, measure, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
