import { loadEnvironment, startLimner } from '../measure/limner.ts';
import { control, memoryMb, resetPeak, startStandin } from '../measure/processes.ts';
import { median, spread } from '../measure/statistics.ts';
import type { Row, Scenario } from '../scenario.ts';

const pictures = 50;
const bytes = 12_000_000;

/** Memory while many large pictures are fetched and delivered at once. */
export const pictures50: Scenario = {
  name: 'pictures',
  async run({ runs }) {
    const peaks: number[] = [];
    const before: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const measured = await measure();
      peaks.push(measured.peak);
      before.push(measured.idle);
    }
    const row: Row = {
      what: `${pictures} results of 12 MB delivered at once to Telegram`,
      measured: spread(peaks, ' MB RSS', 0),
      beside: `idle ${median(before).toFixed(0)} MB`,
      ratio: `+ ${(median(peaks) - median(before)).toFixed(0)} MB`,
      target: '≤ 300 MB',
      met: median(peaks) <= 300,
    };
    return [row];
  },
};

async function measure(): Promise<{ idle: number; peak: number }> {
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
  });
  try {
    const idle = memoryMb(limner.pid).now;
    resetPeak(limner.pid);
    await control(telegram.url, '/run', { chats: pictures, total: pictures });
    return { idle, peak: memoryMb(limner.pid).peak };
  } finally {
    await limner.stop();
    await Promise.all([gateway.stop(), telegram.stop()]);
  }
}
