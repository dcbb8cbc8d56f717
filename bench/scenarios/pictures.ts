import { loadEnvironment, startLimner } from '../measure/limner.ts';
import type { RunningLimner } from '../measure/limner.ts';
import { control, memoryMb, resetPeak, startStandin } from '../measure/processes.ts';
import { median, spread } from '../measure/statistics.ts';
import type { Row, Scenario } from '../scenario.ts';

const pictures = 50;
const bytes = 12_000_000;

interface Measured {
  readonly idle: number;
  readonly peak: number;
}

/** Memory while many large pictures are fetched and delivered at once. */
export const pictures50: Scenario = {
  name: 'pictures',
  async run({ runs }) {
    const rows: Row[] = [];
    for (const [platform, measure] of [
      ['Telegram', toTelegram],
      ['Discord', toDiscord],
    ] as const) {
      const measured: Measured[] = [];
      for (let run = 0; run < runs; run += 1) measured.push(await measure());
      const peaks = measured.map(({ peak }) => peak);
      const idle = median(measured.map((one) => one.idle));
      rows.push({
        what: `${pictures} results of 12 MB delivered at once to ${platform}`,
        measured: spread(peaks, ' MB RSS', 0),
        beside: `idle ${idle.toFixed(0)} MB`,
        ratio: `+ ${(median(peaks) - idle).toFixed(0)} MB`,
        target: '≤ 300 MB',
        met: median(peaks) <= 300,
      });
    }
    return rows;
  },
};

async function toTelegram(): Promise<Measured> {
  const telegram = await startStandin('telegram');
  try {
    const env = { ROLES: 'telegram,worker', TELEGRAM_TOKEN: '1:bench', TELEGRAM_API_URL: telegram.url };
    return await measured(env, () => control(telegram.url, '/run', { chats: pictures, total: pictures }));
  } finally {
    await telegram.stop();
  }
}

async function toDiscord(): Promise<Measured> {
  const discord = await startStandin('discord');
  try {
    const { publicKey } = await control<{ publicKey: string }>(discord.url, '');
    const env = {
      ROLES: 'discord,worker',
      DISCORD_TOKEN: 'bench',
      DISCORD_API_URL: discord.url,
      DISCORD_PUBLIC_KEY: publicKey,
      DISCORD_GATEWAY: 'off',
      PUBLIC_URL: 'https://limner.example',
    };
    return await measured(env, ({ url }) =>
      control(discord.url, '/run', { endpoint: `${url}/hooks/discord`, people: pictures }),
    );
  } finally {
    await discord.stop();
  }
}

/** The program with a platform, before anything is asked of it and at most while everything is. */
async function measured(
  env: Readonly<Record<string, string>>,
  run: (limner: RunningLimner) => Promise<unknown>,
): Promise<Measured> {
  const gateway = await startStandin('gateway');
  await control(gateway.url, '', { bytes });
  const limner = await startLimner({
    env: {
      ...loadEnvironment,
      WUYINKEJI_API_KEY: 'key',
      WUYINKEJI_BASE_URL: gateway.url,
      WUYINKEJI_FIRST_LOOK_MS: '0',
      WUYINKEJI_LOOK_MS: '20',
      ...env,
    },
  });
  try {
    const idle = memoryMb(limner.pid).now;
    resetPeak(limner.pid);
    await run(limner);
    return { idle, peak: memoryMb(limner.pid).peak };
  } finally {
    await limner.stop();
    await gateway.stop();
  }
}
