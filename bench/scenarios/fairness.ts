import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect, whenReady } from '../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { ReadySet } from '../../src/core/storage/ready-set.ts';
import { RedisGenerationStore } from '../../src/core/storage/redis-generation-store.ts';
import { seed, waitingOf } from '../measure/seed.ts';
import { median, spread } from '../measure/statistics.ts';
import { startStore } from '../measure/store.ts';
import type { Row, Scenario } from '../scenario.ts';

const lane = 'wuyinkeji';
const limits = { laneLimit: 1_000_000, userLimit: 1_000_000 };

/** How evenly turns go round, and what taking one costs when many wait. */
export const fairness: Scenario = {
  name: 'fairness',
  async run({ runs }) {
    const store = await startStore();
    const redis = connect({ url: store.url }, 'worker', silentLogger);
    await whenReady(redis, 10_000);
    // What is measured is the script, not the disk.
    await redis.config('SET', 'appendfsync', 'no');
    try {
      const rows: Row[] = [];
      for (const users of [20, 1_000]) rows.push(await evenness(redis, users));
      const empty = await claimCost(redis, 1_000, runs);
      const full = await claimCost(redis, 100_000, runs);
      rows.push({
        what: 'Claim with 100,000 waiting (script, in the store)',
        measured: spread(full, ' us', 1),
        beside: `with 1,000 waiting ${spread(empty, ' us', 1)}`,
        ratio: `${(median(full) / median(empty)).toFixed(2)} ×`,
        target: '≤ 100 us, O(log n)',
        met: median(full) <= 100 && median(full) <= 2 * median(empty),
      });
      return rows;
    } finally {
      redis.disconnect();
      await store.stop();
    }
  },
};

/** Jain's index over turns granted for turns wanted, capped at the fair share, until the last one of a single request. */
async function evenness(redis: ScriptedRedis, users: number): Promise<Row> {
  await redis.flushall();
  const store = new RedisGenerationStore({ redis, now: Date.now, retentionMs: 1 });
  const greedy = Array.from({ length: 100 }, (_, index) => waitingOf(lane, 'telegram:greedy', index));
  const single = Array.from({ length: users }, (_, index) =>
    waitingOf(lane, `telegram:${index}`, 100 + index),
  );
  for (const generation of [...greedy, ...single])
    await store.create(generation, [], { unfinished: 1_000_000 });
  const ready = new ReadySet(redis);
  const owner = new Map([...greedy, ...single].map(({ id, requester }) => [id, requester.userId]));
  const granted = new Map<string, number>();
  let left = users;
  while (left > 0) {
    const claimed = await ready.claim(lane, { ...limits, leaseUntil: Date.now() + 60_000 });
    if (!claimed) break;
    const user = owner.get(claimed.generationId) ?? '';
    granted.set(user, (granted.get(user) ?? 0) + 1);
    if (user !== 'telegram:greedy') left -= 1;
  }
  const turns = [...granted.values()].reduce((sum, count) => sum + count, 0);
  const share = turns / (users + 1);
  const shares = [...granted].map(
    ([user, count]) => count / Math.min(user === 'telegram:greedy' ? 100 : 1, share),
  );
  const sum = shares.reduce((total, value) => total + value, 0);
  const jain = sum ** 2 / ((users + 1) * shares.reduce((total, value) => total + value ** 2, 0));
  return {
    what: `Jain index, one user with 100 waiting, ${users} with one`,
    measured: jain.toFixed(3),
    beside: '1 is even',
    ratio: '',
    target: '≥ 0.95',
    met: jain >= 0.95,
  };
}

async function claimCost(redis: ScriptedRedis, count: number, runs: number): Promise<readonly number[]> {
  await redis.flushall();
  await seed(redis, { count, stage: 'waiting', provider: lane, baseUrl: 'http://127.0.0.1:1', users: 2_000 });
  const ready = new ReadySet(redis);
  const costs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await redis.config('RESETSTAT');
    for (let claim = 0; claim < 100; claim += 1) {
      await ready.claim(lane, { ...limits, leaseUntil: Date.now() + 600_000 });
    }
    const stats = await redis.info('commandstats');
    costs.push(Number(/cmdstat_evalsha:.*usec_per_call=([\d.]+)/.exec(stats)?.[1] ?? NaN));
  }
  return costs;
}
