import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProgram } from '../measure/build-program.ts';
import { loadEnvironment, startLimner } from '../measure/limner.ts';
import { memoryMb, startCommand } from '../measure/processes.ts';
import { seededDataDir } from '../measure/seed.ts';
import { median, spread } from '../measure/statistics.ts';
import type { Row, Scenario } from '../scenario.ts';

const imports = fileURLToPath(new URL('../programs/import-packages.js', import.meta.url));
const recorder = fileURLToPath(new URL('../programs/record-imports.js', import.meta.url));
/** The same program with packages as they are installed, so that their imports can be seen; below `bench/dist`, which nobody keeps. */
const outside = {
  folder: 'bench/dist/outside',
  program: fileURLToPath(new URL('../dist/outside/main.js', import.meta.url)),
};
const away = 'http://127.0.0.1:1';

interface Setup {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Platforms load most of the packages; they are configured without being received from, so that nothing is waited for. */
const setups: readonly Setup[] = [
  { name: 'web chat alone', env: {} },
  {
    name: 'both platforms',
    env: {
      DISCORD_TOKEN: 'bench',
      DISCORD_API_URL: away,
      TELEGRAM_TOKEN: '1:bench',
      TELEGRAM_API_URL: away,
    },
  },
];

/**
 * From the command to the first `readyz`, and the memory of a program that has nothing to do. The floor imports, as they
 * are installed, the packages that the program contains and runs until it is ready: what is loaded only later (sharp with the first
 * picture, discord.js with the first connection to its gateway) is in neither. They are recorded by a start before the measured ones.
 */
export const start: Scenario = {
  name: 'start',
  async run({ runs }) {
    const folder = await seededDataDir({
      count: 100_000,
      stage: 'finished',
      provider: 'wuyinkeji',
      baseUrl: away,
      users: 2_000,
    });
    try {
      buildProgram(outside.folder, 'packages-outside');
      const rows: Row[] = [];
      for (const setup of setups) rows.push(...(await rowsOf(setup, folder, runs)));
      return rows;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function rowsOf({ name, env }: Setup, folder: string, runs: number): Promise<readonly Row[]> {
  const packages = await packagesOf(env);
  const [empty, full, floor]: [Started[], Started[], Started[]] = [[], [], []];
  for (let run = 0; run < runs; run += 1) {
    floor.push(await importPackages(packages));
    empty.push(await startProgram(env));
    full.push(await startProgram(env, { dataDir: folder }));
  }
  const seconds = (list: readonly Started[]): number[] => list.map((started) => started.seconds);
  const rss = (list: readonly Started[]): number[] => list.map((started) => started.rss);
  const times = (list: readonly Started[]): Row => {
    const ratio = median(seconds(list)) / median(seconds(floor));
    return {
      what: `Start with ${list === empty ? 'nothing' : '100,000 generations'} stored, ${name}`,
      measured: spread(seconds(list), ' s'),
      beside: `importing the same ${packages.length} packages ${spread(seconds(floor), ' s')}`,
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
      what: `Memory when idle, ${name}`,
      measured: spread(rss(empty), ' MB', 0),
      beside: `importing the same ${packages.length} packages ${spread(rss(floor), ' MB', 0)}`,
      ratio: `${memory.toFixed(2)} ×`,
      target: '≤ 1.4 ×',
      met: memory <= 1.4,
    },
  ];
}

interface Started {
  readonly seconds: number;
  readonly rss: number;
}

interface StartOptions {
  readonly dataDir?: string;
  readonly nodeFlags?: readonly string[];
  readonly program?: string;
}

async function startProgram(env: Setup['env'], options: StartOptions = {}): Promise<Started> {
  const begun = performance.now();
  const limner = await startLimner({
    env: {
      ...loadEnvironment,
      LOG_LEVEL: 'error',
      ROLES: 'web,worker',
      WUYINKEJI_API_KEY: 'key',
      WUYINKEJI_BASE_URL: away,
      ...env,
    },
    ...options,
  });
  const seconds = (performance.now() - begun) / 1_000;
  const rss = memoryMb(limner.pid).now;
  await limner.stop();
  return { seconds, rss };
}

/** What the program imports until it is ready. */
async function packagesOf(env: Setup['env']): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'limner-imports-'));
  try {
    const file = join(folder, 'imports');
    const { program } = outside;
    await startProgram({ ...env, BENCH_IMPORTS: file }, { nodeFlags: ['--import', recorder], program });
    return [...new Set((await readFile(file, 'utf8')).trim().split('\n'))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importPackages(packages: readonly string[]): Promise<Started> {
  const begun = performance.now();
  const script = startCommand(['node', imports, ...packages], { quiet: false });
  await new Promise((resolve) => script.process.stdout?.once('data', resolve));
  const seconds = (performance.now() - begun) / 1_000;
  const rss = memoryMb(script.pid).now;
  await script.stop();
  return { seconds, rss };
}
