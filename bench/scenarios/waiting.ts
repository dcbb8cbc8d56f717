import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadEnvironment, startLimner } from '../measure/limner.ts';
import { control, memoryMb, resetPeak, startStandin } from '../measure/processes.ts';
import { seededDataDir } from '../measure/seed.ts';
import { median, spread } from '../measure/statistics.ts';
import type { Row, Scenario } from '../scenario.ts';

interface Waited {
  /** Shares of a core, per cent. */
  readonly node: number;
  readonly store: number;
  readonly rss: number;
  readonly looksPerSecond: number;
  /** Tasks looked at in a second; with a batch endpoint more than requests. */
  readonly microsPerTask: number;
}

/**
 * Beside one pace: for the start, and for compiling what runs often. With batches, which run seldom, that is a fifth of all CPU still
 * after half a minute; a program that thousands wait in has run for long.
 */
const settleMs = 60_000;
const measuredMs = 5_000;

/** What tasks cost that wait at a gateway and are looked at. */
export const waiting: Scenario = {
  name: 'waiting',
  async run({ runs }) {
    const cases = [
      { count: 1_000, everyMs: 4_000, batch: false },
      { count: 10_000, everyMs: 4_000, batch: false },
      ...(process.env['BENCH_SMALL'] ? [] : [{ count: 100_000, everyMs: 40_000, batch: false }]),
      { count: 10_000, everyMs: 4_000, batch: true },
    ];
    const results = new Map<string, { waited: readonly Waited[]; one: (typeof cases)[number] }>();
    for (const one of cases) {
      const waited = await waitingCase(one, runs);
      results.set(nameOf(one), { waited, one });
    }
    const middle = (name: string, pick: (waited: Waited) => number): number =>
      median(results.get(name)?.waited.map(pick) ?? []);
    const micros = ({ microsPerTask }: Waited): number => microsPerTask;
    const thousand = middle('1,000 every 4 s', micros);
    const plain = middle('10,000 every 4 s', micros);
    return [...results].map(([name, { waited, one }]): Row => {
      const cost = middle(name, micros);
      const ten = name === '10,000 every 4 s';
      const [node, store, rss] = [
        middle(name, (waited) => waited.node),
        middle(name, (waited) => waited.store),
        middle(name, (waited) => waited.rss),
      ];
      const met = ten
        ? node <= 15 && store <= 3 && rss <= 150
        : one.batch
          ? cost <= plain / 4
          : cost <= thousand * 1.15;
      return {
        what: name,
        measured: `Node ${spread(
          waited.map(({ node }) => node),
          ' %',
          1,
        )}, store ${store.toFixed(1)} %, ${rss.toFixed(0)} MB RSS, ${middle(name, (waited) => waited.looksPerSecond).toFixed(0)} requests/s`,
        beside: one.batch
          ? `${plain.toFixed(0)} us a task one by one`
          : `${thousand.toFixed(0)} us a look at 1,000`,
        ratio: `${cost.toFixed(0)} us a task`,
        target: ten ? '≤ 15 %, ≤ 3 %, ≤ 150 MB' : one.batch ? '≤ 1/4' : 'flat',
        ...(name === '1,000 every 4 s' ? {} : { met }),
      };
    });
  },
};

function nameOf({ count, everyMs, batch }: { count: number; everyMs: number; batch: boolean }): string {
  return `${count.toLocaleString('en')} every ${everyMs / 1_000} s${batch ? ', in batches' : ''}`;
}

export async function waitingCase(
  { count, everyMs, batch }: { count: number; everyMs: number; batch: boolean },
  runs: number,
): Promise<readonly Waited[]> {
  const gateway = await startStandin('gateway');
  const provider = batch ? 'gccai' : 'wuyinkeji';
  const dataDir = await seededDataDir({
    count,
    stage: 'running',
    provider,
    baseUrl: gateway.url,
    spreadMs: everyMs,
  });
  const prefix = provider.toUpperCase();
  const limner = await startLimner({
    env: {
      ...loadEnvironment,
      ROLES: 'worker',
      [`${prefix}_API_KEY`]: 'key',
      [`${prefix}_BASE_URL`]: gateway.url,
      [`${prefix}_FIRST_LOOK_MS`]: String(everyMs),
      [`${prefix}_LOOK_MS`]: String(everyMs),
      [`${prefix}_CONCURRENCY`]: '100000',
    },
    dataDir,
    nodeFlags: (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter(Boolean),
  });
  try {
    // Until every task was looked at once, for which its record was read: from then on it is remembered.
    await sleep(everyMs + settleMs);
    resetPeak(limner.pid);
    const waited: Waited[] = [];
    for (let run = 0; run < runs; run += 1) {
      await control(gateway.url, '', { reset: true });
      const before = limner.cpu();
      await sleep(measuredMs);
      const after = limner.cpu();
      const { looks, looked } = await control<{ looks: number; looked: number }>(gateway.url, '');
      const seconds = measuredMs / 1_000;
      const [node, store] = [after.node - before.node, after.store - before.store];
      waited.push({
        node: (100 * node) / seconds,
        store: (100 * store) / seconds,
        rss: memoryMb(limner.pid).peak,
        looksPerSecond: looks / seconds,
        microsPerTask: (1e6 * (node + store)) / looked,
      });
    }
    return waited;
  } finally {
    await limner.stop();
    await gateway.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
