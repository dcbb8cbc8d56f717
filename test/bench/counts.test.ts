import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { packGeneration } from '../../src/core/storage/generation-record.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { WuyinkejiProvider } from '../../src/providers/wuyinkeji/wuyinkeji-provider.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { WuyinkejiStandIn } from '../support/gateways/wuyinkeji.ts';
import { learningCost } from '../support/looks/learning-plan.ts';
import { logNormal } from '../support/looks/task-laws.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

const generations = 20;

/** Counts that do not depend on the machine, with a small margin: a slip shows in the change that makes it. */
describe('What one generation costs, counted', () => {
  let redis: TestRedis;
  let gateway: WuyinkejiStandIn;
  let channel: RecordingChannel;
  let harness: Harness;

  interface Cost {
    /** Calls of the store, by command. */
    readonly calls: ReadonlyMap<string, number>;
    readonly submits: number;
    readonly looks: number;
    readonly pictures: number;
  }

  /** What each generation called for. */
  const generateAll = async (): Promise<readonly Cost[]> => {
    const costs: Cost[] = [];
    // One after the other: what happens to be done together would hide what is done.
    for (let index = 0; index < generations; index += 1) {
      await redis.client.config('RESETSTAT');
      const asked = await harness.ask({ userId: `test:${index}` });
      await harness.ended(asked.id);
      await eventually(() => channel.deliveries.length === index + 1);
      costs.push({
        calls: callsOf(await redis.client.info('commandstats')),
        submits: gateway.requests.filter(({ method }) => method === 'POST').length,
        looks: gateway.requests.filter(({ method }) => method === 'GET').length,
        pictures: gateway.cdn.requests.length,
      });
      gateway.requests.length = 0;
      gateway.cdn.requests.length = 0;
    }
    return costs;
  };

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    await redis.flush();
    gateway = new WuyinkejiStandIn();
    await gateway.start();
    gateway.latencyMs = 0;
    channel = new RecordingChannel();
    const provider = new WuyinkejiProvider(
      { apiKey: gateway.apiKey, baseUrls: [gateway.baseUrl] },
      { logger: silentLogger, now: Date.now },
    );
    const lane = { firstLookMs: 0, lookMs: 10_000 };
    harness = await startHarness({ redis, providers: [provider], channels: [channel], lane });
  });
  afterEach(async () => {
    await harness.stop();
    await gateway.stop();
  });

  it('asks the store few times, and the gateway for a submit, one look and the picture', async () => {
    const costs = await generateAll();

    expect(median(costs.map(({ calls }) => calls.get('evalsha') ?? 0))).toBeLessThan(12);
    // Scripts call more of them: what one generation costs the store in all. 147 it is; a slow machine adds some that go by the clock.
    const inAll = costs.map(({ calls }) => [...calls.values()].reduce((sum, count) => sum + count, 0));
    expect(median(inAll)).toBeLessThan(154);
    expect(costs.map(({ submits }) => submits)).toEqual(costs.map(() => 1));
    // One that the store or the gateway did not answer in time, on a machine that stood still, is looked at once more.
    expect(median(costs.map(({ looks }) => looks))).toBe(1);
    expect(median(costs.map(({ pictures }) => pictures))).toBe(1);
  });

  it('looks at a task about as often as is worth it', () => {
    const { looks, delay } = learningCost(logNormal(46, 70), { price: 0.2, floor: 2, seed: 1, tasks: 500 });

    expect(looks).toBeLessThan(8.4);
    expect(delay).toBeLessThan(1.5);
  });

  it('keeps a finished generation in little space', async () => {
    const asked = await harness.ask();
    await eventually(() => channel.deliveries.length === 1);
    const record = await eventually(async () => {
      const done = await harness.core.get(asked.id);
      return done?.delivery.state === 'delivered' ? packGeneration(done) : false;
    });

    expect(record.length).toBeLessThan(480);
  });
});

/** Calls by command since the figures were reset, those of scripts included. */
function callsOf(commandStats: string): ReadonlyMap<string, number> {
  const lines = commandStats.matchAll(/^cmdstat_(\S+?):calls=(\d+)/gm);
  return new Map([...lines].map(([, name = '', calls]) => [name, Number(calls)]));
}

/** Of what falls to some generations only, as what the program does by the clock, it takes no notice. */
function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Infinity;
}
