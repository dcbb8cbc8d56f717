import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadEnvironment, startLimner } from '../measure/limner.ts';
import { memoryMb, startCommand } from '../measure/processes.ts';
import { seededDataDir } from '../measure/seed.ts';
import { median, spread } from '../measure/statistics.ts';
import type { Row, Scenario } from '../scenario.ts';

const imports = fileURLToPath(new URL('../programs/import-packages.js', import.meta.url));

/** From the command to the first `readyz`, and the memory of a program that has nothing to do. */
export const start: Scenario = {
  name: 'start',
  async run({ runs }) {
    const folder = await seededDataDir({
      count: 100_000,
      stage: 'finished',
      provider: 'wuyinkeji',
      baseUrl: 'http://127.0.0.1:1',
      users: 2_000,
    });
    const [empty, full, floor]: Started[][] = [[], [], []];
    try {
      for (let run = 0; run < runs; run += 1) {
        floor?.push(await importPackages());
        empty?.push(await startProgram());
        full?.push(await startProgram(folder));
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const seconds = (list: readonly Started[] = []): number[] => list.map((started) => started.seconds);
    const rss = (list: readonly Started[] = []): number[] => list.map((started) => started.rss);
    const beside = `importing the same packages ${spread(seconds(floor), ' s')}`;
    const times = (list: readonly Started[] | undefined): Row => {
      const ratio = median(seconds(list)) / median(seconds(floor));
      return {
        what: `Start with ${list === empty ? 'nothing' : '100,000 generations'} stored`,
        measured: spread(seconds(list), ' s'),
        beside,
        ratio: `${ratio.toFixed(2)} ×`,
        target: '≤ 2.5 s, ≤ 1.5 ×',
        met: median(seconds(list)) <= 2.5 && ratio <= 1.5,
      };
    };
    const memory = median(rss(empty)) / median(rss(floor));
    return [
      times(empty),
      times(full),
      {
        what: 'Memory when idle',
        measured: spread(rss(empty), ' MB', 0),
        beside: `importing the same packages ${spread(rss(floor), ' MB', 0)}`,
        ratio: `${memory.toFixed(2)} ×`,
        target: '≤ 1.4 ×',
        met: memory <= 1.4,
      },
    ];
  },
};

interface Started {
  readonly seconds: number;
  readonly rss: number;
}

async function startProgram(dataDir?: string): Promise<Started> {
  const begun = performance.now();
  const limner = await startLimner({
    env: {
      ...loadEnvironment,
      ROLES: 'web,worker',
      WUYINKEJI_API_KEY: 'key',
      WUYINKEJI_BASE_URL: 'http://127.0.0.1:1',
    },
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  const seconds = (performance.now() - begun) / 1_000;
  const rss = memoryMb(limner.pid).now;
  await limner.stop();
  return { seconds, rss };
}

async function importPackages(): Promise<Started> {
  const begun = performance.now();
  const script = startCommand(['node', imports], { quiet: false });
  await new Promise((resolve) => script.process.stdout?.once('data', resolve));
  const seconds = (performance.now() - begun) / 1_000;
  const rss = memoryMb(script.pid).now;
  await script.stop();
  return { seconds, rss };
}
