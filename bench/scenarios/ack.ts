import { loadEnvironment, startLimner } from '../measure/limner.ts';
import { control, startStandin } from '../measure/processes.ts';
import { quantile, spread } from '../measure/statistics.ts';
import type { Row, Scenario } from '../scenario.ts';

const perSecond = 200;
const seconds = 30;
/** Requests that wait behind a gateway which is busy for ever. */
const inLine = 500;

/** From an update being fetched to it being confirmed, which happens when it is saved. */
export const ack: Scenario = {
  name: 'ack',
  async run({ runs }) {
    const times: { p50: number; p99: number; missed: number }[] = [];
    for (let run = 0; run < runs; run += 1) times.push(await measure());
    const p99 = times.map((time) => time.p99);
    const missed = Math.max(...times.map((time) => time.missed));
    const met = Math.max(...p99) < 250 && missed === 0;
    const row: Row = {
      what: `Update fetched to saved, ${perSecond}/s for ${seconds} s, ${inLine} waiting`,
      measured: `p50 ${spread(
        times.map(({ p50 }) => p50),
        ' ms',
        1,
      )}, p99 ${spread(p99, ' ms', 1)}, missed ${missed}`,
      beside: '',
      ratio: '',
      target: 'p99 < 250 ms, none missed',
      met,
    };
    return [row];
  },
};

async function measure(): Promise<{ p50: number; p99: number; missed: number }> {
  const gateway = await startStandin('gateway');
  const telegram = await startStandin('telegram');
  await control(gateway.url, '', { latencyMs: 3_600_000 });
  const limner = await startLimner({
    env: {
      ...loadEnvironment,
      ROLES: 'telegram,worker',
      TELEGRAM_TOKEN: '1:bench',
      TELEGRAM_API_URL: telegram.url,
      WUYINKEJI_API_KEY: 'key',
      WUYINKEJI_BASE_URL: gateway.url,
    },
  });
  try {
    await control(telegram.url, '/burst', { perSecond: inLine, seconds: 1 });
    const { confirmMs } = await control<{ confirmMs: number[] }>(telegram.url, '/burst', {
      perSecond,
      seconds,
    });
    return {
      p50: quantile(confirmMs, 0.5),
      p99: quantile(confirmMs, 0.99),
      missed: perSecond * seconds - confirmMs.length,
    };
  } finally {
    await limner.stop();
    await Promise.all([gateway.stop(), telegram.stop()]);
  }
}
