import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { csvRow, ledgerCsv } from '../../src/core/admin/ledger-csv.ts';
import type { AdminActor } from '../../src/core/ports/admin.ts';
import type { AdminNotice } from '../../src/core/ports/admin-notices.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness, type Harness, type HarnessOptions } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

const owner: AdminActor = { userId: 'test:owner' };
const moderator: AdminActor = { userId: 'test:mod', chatId: 'test:chat' };

let redis: TestRedis;
let alpha: ScriptedProvider;
let channel: RecordingChannel;
let harness: Harness;
let passed: number;

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis?.stop());
beforeEach(() => {
  alpha = new ScriptedProvider('alpha');
  channel = new RecordingChannel();
  passed = 0;
});
afterEach(async () => {
  await harness.stop();
  await redis.flush();
});

async function start(options: Partial<HarnessOptions> = {}): Promise<Harness> {
  harness = await startHarness({
    redis,
    providers: [alpha],
    channels: [channel],
    adminIds: [owner.userId],
    wrapMedia: withTestPictures,
    ...options,
  });
  return harness;
}

function elsewhere(userId: string) {
  return { requester: { userId, chatId: 'test:other', locale: 'en' } };
}

function finishFirst(): void {
  const [first] = alpha.submits;
  if (!first) throw new Error('Nothing was submitted');
  alpha.finish(first.order);
}

async function refusalOf(order: Parameters<Harness['order']>[0] = {}) {
  const result = await harness.core.request(harness.order(order));
  return result.kind === 'refused' ? result.refusal : result.kind;
}

describe('a block', () => {
  it('keeps a person out with its reason until it is lifted, at new requests, at Again and at Retry', async () => {
    const { core } = await start();
    alpha.script.push({ kind: 'error', code: 'provider-rejected' });
    const failed = await harness.ended((await harness.ask()).id);

    await core.admin.block(owner, { userId: 'test:1', reason: 'spam' });

    const blocked = { code: 'blocked', reason: 'spam' };
    const press = { generationId: failed.id, requestKey: 'again:1', target: failed.target };
    expect(await refusalOf()).toEqual(blocked);
    expect(await core.again({ ...press, requester: failed.requester })).toMatchObject({ refusal: blocked });
    expect(await core.retry({ ...press, userId: 'test:1' })).toMatchObject({ refusal: blocked });
    expect(await refusalOf({ userId: 'test:2' })).toBe('accepted');
    expect(await core.admin.blocks(owner)).toMatchObject([
      { userId: 'test:1', reason: 'spam', by: 'test:owner' },
    ]);

    expect(await core.admin.unblock(owner, 'test:1')).toBe(true);
    expect(await core.admin.unblock(owner, 'test:1')).toBe(false);
    expect(await refusalOf()).toBe('accepted');
    const actions = (await core.admin.audit(owner, {})).map(({ action, about }) => `${action} ${about}`);
    expect(actions).toEqual(['admin.unblock test:1', 'admin.block test:1']);
  });

  it('by an admin of a chat holds in that chat, and takes what waits there out of the line', async () => {
    const { core } = await start({ withoutWorker: true });
    await harness.ask();
    const other = await harness.ask(elsewhere('test:1'));

    const result = await core.admin.block(moderator, { userId: 'test:1', reason: 'rude' });

    expect(result).toMatchObject({ kind: 'blocked', withdrawn: 1 });
    expect(await refusalOf()).toEqual({ code: 'blocked', reason: 'rude' });
    expect(await refusalOf(elsewhere('test:1'))).toBe('accepted');
    expect((await core.get(other.id))?.cancelRequestedAt).toBeUndefined();
    expect(await core.admin.unblock(owner, 'test:1')).toBe(false);
  });

  it('cannot keep out who runs the bot', async () => {
    const { core } = await start({ withoutWorker: true });

    expect(await core.admin.block(moderator, { userId: 'test:owner', reason: 'x' })).toEqual({
      kind: 'is-admin',
    });
  });
});

describe('a pause', () => {
  it('takes no new requests, says why, and goes on with what was accepted', async () => {
    const { core } = await start();
    alpha.script.push({ kind: 'slow' });
    const asked = await harness.ask();
    await eventually(() => alpha.submits.length === 1);

    expect(await core.admin.pause(owner, { mode: 'pause', reason: 'new keys' })).toMatchObject({
      unfinished: 1,
    });
    expect(await refusalOf()).toEqual({ code: 'paused', reason: 'new keys' });
    finishFirst();

    expect(await harness.ended(asked.id, 'succeeded')).toBeDefined();
    expect(await core.admin.resume(owner)).toBe(true);
    expect(await refusalOf()).toBe('accepted');
  });

  it('of one chat leaves the others alone', async () => {
    const { core } = await start({ withoutWorker: true });
    await core.admin.pause(moderator, { mode: 'pause' });

    expect(await refusalOf()).toEqual({ code: 'paused' });
    expect(await refusalOf(elsewhere('test:1'))).toBe('accepted');
    expect((await core.admin.state(owner)).pause).toBeUndefined();
    expect((await core.admin.state(moderator)).pause).toMatchObject({ chatId: 'test:chat', by: 'test:mod' });
  });
});

it('an admin of a chat learns nothing of gateways, and drains nothing', async () => {
  const { core } = await start({ withoutWorker: true });

  await expect(core.admin.gateways(moderator)).rejects.toMatchObject({ code: 'admin-only' });
  await expect(core.admin.pause(moderator, { mode: 'drain' })).rejects.toMatchObject({ code: 'admin-only' });
});

describe('what was spent', () => {
  it('is known by day and month, gateway, chat and user, and to admins of a chat for their chat', async () => {
    const { core } = await start();
    const asked = [
      await harness.ask({ request: { count: 2 } }),
      await harness.ask(elsewhere('test:2')),
      await harness.ask({ userId: 'test:3' }),
    ];
    alpha.usual = { kind: 'pictures' };
    for (const { id } of asked) await harness.ended(id, 'succeeded');

    const day = await core.admin.spend(owner, 'day');
    const month = await core.admin.spend(owner, 'month');
    const here = await core.admin.spend(moderator, 'day');

    expect(day).toMatchObject({
      images: 4,
      chargedMicroUsd: 200_000,
      costMicroUsd: 200_000,
      writtenOffMicroUsd: 0,
    });
    expect(day.byGateway).toEqual([{ id: 'alpha', costMicroUsd: 200_000, writtenOffMicroUsd: 0 }]);
    expect(day.byChat).toEqual([
      { id: 'test:chat', images: 3, microUsd: 150_000 },
      { id: 'test:other', images: 1, microUsd: 50_000 },
    ]);
    expect(day.byUser[0]).toEqual({ id: 'test:1', images: 2, microUsd: 100_000 });
    expect(month).toEqual({ ...day, period: day.period.slice(0, 7) });
    expect(here).toEqual({
      ...{ period: day.period, images: 3, chargedMicroUsd: 150_000, byGateway: [], byChat: [] },
      byUser: [
        { id: 'test:1', images: 2, microUsd: 100_000 },
        { id: 'test:3', images: 1, microUsd: 50_000 },
      ],
    });
  });

  it('goes over to nobody, with all notices of a person, when that person is forgotten', async () => {
    const { core } = await start();
    await harness.ended((await harness.ask()).id, 'succeeded');
    await core.admin.spend(owner, 'day');
    const report = {
      kind: 'report',
      generationId: 'g',
      reporterId: 'test:2',
      requesterId: 'test:1',
      prompt: 'x',
    } as const;
    await core.notices.notify(report, { once: 'report:1' });
    await core.notices.notify({ kind: 'drained' }, { once: 'drained:1' });

    await core.privacy.forget('test:1');

    const { byUser, images } = await core.admin.spend(moderator, 'day');
    expect(images).toBe(1);
    expect(byUser).toMatchObject([{ id: expect.stringMatching(/^nobody:/), images: 1, microUsd: 50_000 }]);
    expect((await core.notices.recent({ limit: 9 })).map(({ notice }) => notice.kind)).toEqual(['drained']);
  });

  it('comes as CSV with every line of the ledger, or those of one chat', async () => {
    const { core } = await start();
    const { id } = await harness.ask();
    const other = await harness.ask(elsewhere('test:2'));
    for (const one of [id, other.id]) await harness.ended(one, 'succeeded');

    const text = async (by: AdminActor) => {
      let all = '';
      for await (const piece of core.admin.ledgerCsv(by, { from: 0, to: Date.now() + 1 })) all += piece;
      return all;
    };
    const [all, here] = [await text(owner), await text(moderator)];

    expect(all.split('\r\n')[0]).toBe('time,kind,generation,part,pictures,usd,user,chat,gateway,payer');
    expect(all.match(/\r\n/g)).toHaveLength(7);
    expect(all).toMatch(new RegExp(`Z,capture,${id},0,1,0\\.050000,test:1,test:chat,,\r\n`));
    expect(all).toContain(`cost,${other.id},0,0,0.050000,test:2,test:other,alpha,\r\n`);
    expect(here).not.toContain(other.id);
    expect(here.match(/\r\n/g)).toHaveLength(4);
  });

  it('is read a page at a time, from the first instant to the last', async () => {
    await start({ withoutWorker: true });
    const line = (at: number) => ({
      ...{ id: `${at}-0`, at, kind: 'capture', generationId: 'g', part: 0, images: 1, microUsd: 1 },
      ...{ userId: 'u', chatId: 'c' },
    });
    const all = Array.from({ length: 2_500 }, (_, index) => line(index + 1));
    const asked: string[] = [];
    const lines = ({ after, limit }: { after: string; limit: number }) => {
      asked.push(after);
      const from = Number(after.split('-')[0]) + 1;
      return Promise.resolve(all.filter(({ at }) => at >= from).slice(0, limit) as never);
    };

    let rows = 0;
    for await (const piece of ledgerCsv({ lines, from: 101, to: 2_301 }))
      rows += piece.split('\r\n').length - 1;

    expect(rows).toBe(1 + 2_200);
    expect(asked).toHaveLength(3);
  });

  it('cannot carry a formula or break a row', () => {
    expect(csvRow(['=1+1', '@x', '-2', '+3', 'a"b', 'a,b', 'a\r\nb', -2, 0.1])).toBe(
      `'=1+1,'@x,'-2,'+3,"a""b","a,b","a\r\nb",-2,0.100000\r\n`,
    );
  });
});

it('gateways are told with state, latency, errors that are theirs, and balance', async () => {
  const beta = Object.assign(new ScriptedProvider('beta'), {
    balance: () => Promise.resolve({ text: '$3.00', microUsd: 3_000_000 }),
  });
  Object.assign(alpha, { balance: () => Promise.reject(new Error('away')) });
  const { core } = await start({
    providers: [alpha, beta],
    limits: { userDailyImages: 100, userQueued: 50 },
  });
  alpha.script.push(
    { kind: 'error', code: 'provider-moderated' },
    { kind: 'error', code: 'submission-unknown' },
  );
  const asked = [];
  for (let count = 0; count < 11; count += 1) asked.push(await harness.ask({ userId: `test:${count}` }));
  for (const { id } of asked) await harness.ended(id);

  const [first, second] = await eventually(async () => {
    const reports = await core.admin.gateways(owner);
    if (reports[0]?.halfMs === undefined) throw new Error('Not learned yet');
    return reports;
  });

  expect(first).toMatchObject({
    id: 'alpha',
    state: 'ok',
    ended: 10,
    failed: 1,
    balance: 'failed',
    waiting: 0,
  });
  expect(first?.halfMs).toBeLessThanOrEqual(first?.mostMs ?? 0);
  expect(second).toMatchObject({ id: 'beta', ended: 0, balance: { text: '$3.00' } });
});

describe('admins are told', () => {
  const watching = { watchMs: 30, now: () => Date.now() + passed };
  const told = (): AdminNotice[] => channel.notices.map(({ notice }) => notice);

  it('of half, four fifths and all of a limit on spending, once each, and only the furthest at a time', async () => {
    await start({ ...watching, limits: { globalDailyMicroUsd: 250_000, chatDailyMicroUsd: 1_000_000 } });
    const spend = async (count: number) => {
      const { id } = await harness.ask({ request: { count } });
      await harness.ended(id, 'succeeded');
    };

    await spend(3);
    await eventually(() => told().length === 1);
    await spend(2);
    await eventually(() => told().length === 2);

    expect(told()).toMatchObject([
      { kind: 'spend', scope: 'all', percent: 50, usedMicroUsd: 150_000, limitMicroUsd: 250_000 },
      { kind: 'spend', scope: 'all', percent: 100, usedMicroUsd: 250_000 },
    ]);
    expect(await redis.client.keys('{limner}:told:spend:all:*')).toHaveLength(3);
  });

  it('of a gateway that goes bad at once, and of its recovery when it has lasted', async () => {
    await start({ ...watching, health: { putAsideMs: 10 } });
    alpha.script.push({ kind: 'error', code: 'provider-unauthorized' });
    await harness.ended((await harness.ask()).id, 'failed');
    await eventually(() => told().length === 1);
    await harness.ended((await harness.ask()).id, 'succeeded');
    await eventually(
      async () => (await redis.client.hget('{limner}:watched-gateways', 'alpha'))?.endsWith(' 0') === false,
    );
    expect(told()).toEqual([{ kind: 'gateway-bad', provider: 'alpha', state: 'put-aside' }]);

    passed += 130_000;
    await eventually(() => told().length === 2);

    expect(told()[1]).toMatchObject({ kind: 'gateway-recovered', provider: 'alpha' });
  });

  it('of a submit whose fate stayed unknown for ten minutes', async () => {
    await start(watching);
    alpha.script.push({ kind: 'error', code: 'submission-unknown' });
    const { id } = await harness.ask();
    await harness.ended(id, 'failed');
    expect(told()).toEqual([]);

    passed += 660_000;
    await eventually(() => told().length === 1);

    expect(told()).toEqual([
      {
        kind: 'submission-unknown',
        generationId: id,
        provider: 'alpha',
        userId: 'test:1',
        lostMicroUsd: 50_000,
      },
    ]);
    expect(await redis.client.zcard('{limner}:unknowns')).toBe(0);
  });

  it('when nothing is left to do after a drain', async () => {
    const { core } = await start(watching);
    alpha.script.push({ kind: 'slow' });
    const { id } = await harness.ask();
    await eventually(() => alpha.submits.length === 1);
    await core.admin.pause(owner, { mode: 'drain' });
    expect(await refusalOf()).toEqual({ code: 'paused' });
    finishFirst();
    await harness.ended(id, 'succeeded');

    await eventually(() => told().length === 1);

    expect(told()).toEqual([{ kind: 'drained' }]);
    expect(channel.deliveries).toHaveLength(1);
  });
});
