import { countOpen } from '../../src/core/storage/open-generations.ts';
import { loadEnvironment, startLimner } from '../measure/limner.ts';
import type { RunningLimner } from '../measure/limner.ts';
import { control, startStandin } from '../measure/processes.ts';
import type { Row, Scenario } from '../scenario.ts';

const generations = 300;

/** What a generation leaves in the store, and how often the store was asked for it. */
export const growth: Scenario = {
  name: 'growth',
  async run() {
    const finished = await measure(0);
    const waiting = await measure(3_600_000, { chats: generations });
    // As many as one person may have in line.
    const waitingTogether = await measure(3_600_000, { chats: generations / 10 });
    const list = (bytes: ReadonlyMap<string, number>): string =>
      [...bytes].map(([name, each]) => `${name} ${each.toFixed(0)}`).join(', ');
    // That an event was dealt with is forgotten after days: not part of what a generation leaves.
    const sum = (bytes: ReadonlyMap<string, number>): number =>
      [...bytes].filter(([name]) => !name.includes('days)')).reduce((total, [, each]) => total + each, 0);
    const rows: Row[] = [
      {
        what: 'Store per finished generation',
        measured: `${sum(finished.bytes).toFixed(0)} bytes`,
        beside: list(finished.bytes),
        ratio: '',
        target: '≤ 1,200',
        met: sum(finished.bytes) <= 1_229,
      },
      ...[
        { whose: 'ten of each person', bytes: waitingTogether.bytes },
        { whose: 'each of another person', bytes: waiting.bytes },
      ].map(({ whose, bytes }) => ({
        what: `Store per waiting generation, ${whose}`,
        measured: `${sum(bytes).toFixed(0)} bytes`,
        beside: list(bytes),
        ratio: '',
        target: '≤ 600',
        met: sum(bytes) <= 614,
      })),
      {
        what: 'Commands per generation, from the command to the post',
        measured: `${finished.calls.toFixed(1)} sent, ${finished.all.toFixed(1)} with those inside scripts`,
        beside: finished.commands,
        ratio: '',
        target: 'listed',
      },
    ];
    return rows;
  },
};

interface Growth {
  /** Bytes per generation and kind of key. */
  readonly bytes: ReadonlyMap<string, number>;
  readonly calls: number;
  readonly all: number;
  readonly commands: string;
}

async function measure(latencyMs: number, { chats } = { chats: 20 }): Promise<Growth> {
  const gateway = await startStandin('gateway');
  const telegram = await startStandin('telegram');
  await control(gateway.url, '', { latencyMs });
  const limner = await startLimner({
    env: {
      ...loadEnvironment,
      ROLES: 'telegram,worker',
      TELEGRAM_TOKEN: '1:bench',
      TELEGRAM_API_URL: telegram.url,
      WUYINKEJI_API_KEY: 'key',
      WUYINKEJI_BASE_URL: gateway.url,
      WUYINKEJI_FIRST_LOOK_MS: '0',
      WUYINKEJI_LOOK_MS: latencyMs === 0 ? '20' : '600000',
      WUYINKEJI_CONCURRENCY: latencyMs === 0 ? '50' : '1',
    },
  });
  try {
    await limner.redis.config('RESETSTAT');
    if (latencyMs === 0) await control(telegram.url, '/run', { chats, total: generations });
    else await control(telegram.url, '/burst', { perSecond: generations, seconds: 1, chats });
    await settled(limner, latencyMs === 0 ? 0 : generations);
    const stats = await limner.redis.info('commandstats');
    const counts = [...stats.matchAll(/cmdstat_([\w|]+):calls=(\d+)/g)].map(
      ([, name = '', calls]) => [name, Number(calls) / generations] as const,
    );
    const all = counts.reduce((sum, [, calls]) => sum + calls, 0);
    const { total_commands_processed: sent = '0' } = fieldsOf(await limner.redis.info('stats'));
    const most = counts
      .filter(([, calls]) => calls >= 0.5)
      .sort((left, right) => right[1] - left[1])
      .map(([name, calls]) => `${name} ${calls.toFixed(1)}`);
    return {
      bytes: await bytesByKind(limner),
      calls: Number(sent) / generations,
      all,
      commands: most.join(', '),
    };
  } finally {
    await limner.stop();
    await Promise.all([gateway.stop(), telegram.stop()]);
  }
}

/** Until everything that was asked for is where it is to stay. */
async function settled(limner: RunningLimner, open: number): Promise<void> {
  const until = performance.now() + 30_000;
  while ((await countOpen(limner.redis)) !== open && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What grows with every generation; rings, lanes and counters stay as they are. */
const kinds: readonly (readonly [name: string, key: RegExp])[] = [
  ['record', /^g:/],
  ['request key (7 days)', /^rks?:/],
  ['intake (2 days)', /^in:/],
  ['message', /^msg:/],
  ['owner', /^owners:|^media$/],
  ['ledger line', /^ledger$/],
  ['requests of its user', /^u:.*:history$/],
  ['turns', /^u:.*:(active|parked)$|^lane:/],
  ['edits of its message', /^edits/],
  ['what is open', /^open/],
  ['steps and looks', /^steps|^due:/],
];

async function bytesByKind({ redis }: RunningLimner): Promise<ReadonlyMap<string, number>> {
  const bytes = new Map<string, number>();
  let cursor = '0';
  do {
    const [next, found] = await redis.scan(cursor, 'COUNT', 1_000);
    cursor = next;
    for (const key of found) {
      const bare = key.replace('{limner}:', '');
      const kind = kinds.find(([, pattern]) => pattern.test(bare))?.[0];
      if (kind === undefined) continue;
      const used = (await redis.memory('USAGE', key, 'SAMPLES', 0)) ?? 0;
      bytes.set(kind, (bytes.get(kind) ?? 0) + used / generations);
    }
  } while (cursor !== '0');
  return bytes;
}

function fieldsOf(info: string): Record<string, string> {
  return Object.fromEntries(info.split('\r\n').map((line) => line.split(':') as [string, string]));
}
