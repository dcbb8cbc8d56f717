import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerCsv } from '../../src/core/admin/ledger-csv.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import { chargedOf, picturesOf, statusOf } from '../../src/core/generation/generation.ts';
import { ProviderError } from '../../src/core/errors.ts';
import { dayOf } from '../../src/core/ledger/scopes.ts';
import { KeySeal } from '../../src/core/own-key/key-seal.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import type { Outcome } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness, HarnessOptions } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { readZip } from '../support/read-zip.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { expectBooksToBalance } from './books.ts';

const secret = 'a-secret-for-own-keys-0123456789-0123456789';
const me = 'test:1';
const [firstKey, secondKey] = ['own-key-of-mine-0001', 'own-key-of-mine-0002'] as const;

describe('A key of one’s own', () => {
  let redis: TestRedis;
  let harness: Harness;
  /** The operator's gateway, and the accounts behind people's keys at gateways of the same name. */
  let alpha: ScriptedProvider;
  let accounts: Map<string, ScriptedProvider>;
  let hidden: string[];

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    await redis.flush();
    accounts = new Map();
    hidden = [];
  });
  afterEach(async () => {
    await harness.stop();
    await expectBooksToBalance(redis.client);
    // Wherever it is: in no value of the store, whole or in part.
    for (const key of await redis.client.keys('*')) {
      const dump = (await redis.client.dumpBuffer(key))?.toString('latin1') ?? '';
      expect(dump).not.toContain('own-key-of-mine');
    }
  });

  async function start(options: Partial<HarnessOptions> = {}): Promise<void> {
    alpha = new ScriptedProvider('alpha');
    harness = await startHarness({
      redis,
      providers: [alpha],
      channels: [new RecordingChannel()],
      adminIds: ['test:admin'],
      wrapMedia: withTestPictures,
      ownKeys: {
        secret,
        gateways: [new ScriptedProvider('alpha'), new ScriptedProvider('beta')],
        open: (gateway, apiKey) => account(gateway, apiKey),
        hide: (key) => void hidden.push(key),
      },
      ...options,
    });
  }

  function account(gateway: string, apiKey: string): ScriptedProvider {
    const name = `${gateway} ${apiKey}`;
    const known = accounts.get(name) ?? new ScriptedProvider(gateway);
    accounts.set(name, known);
    return known;
  }

  function give(apiKey: string, gateway = 'beta', userId = me) {
    const owner = { userId, gateway };
    return harness.core.ownKeys.keep(owner, harness.core.ownKeys.seal(owner, apiKey));
  }

  /** Submits by account. */
  function submits(): Record<string, number> {
    const own = [...accounts].map(([name, { submits: made }]) => [name, made.length] as const);
    return Object.fromEntries([['operator', alpha.submits.length] as const, ...own]);
  }

  const codeOf = ({ error }: Generation): string | undefined => error?.code;

  it('pays for what its gateway can make: nobody’s dollars move, and the ledger says who paid', async () => {
    await start({
      limits: {
        userDailyMicroUsd: 10_000,
        chatDailyImages: 1,
        globalDailyMicroUsd: 0,
        confirmAboveMicroUsd: 1,
      },
    });
    expect(await give(firstKey)).toMatchObject({ kind: 'kept', key: { gateway: 'beta', end: '0001' } });

    const { id } = await harness.ask({ request: { prompt: 'a fox', count: 2 } });
    const made = await harness.ended(id, 'succeeded');

    expect(submits()).toEqual({ operator: 0, [`beta ${firstKey}`]: 1 });
    expect(made).toMatchObject({ payer: 'own-key', scopes: [{ kind: 'user' }, { kind: 'user' }] });
    expect(picturesOf(made)).toHaveLength(2);
    expect(chargedOf(made)).toEqual({ microUsd: 0, images: 2 });
    const lines = await harness.ledger.lines({ limit: 100 });
    expect(lines.map(({ kind, microUsd, payer }) => [kind, microUsd, payer])).toEqual([
      ['reserve', 0, 'own-key'],
      ['capture', 0, 'own-key'],
      ['cost', 100_000, 'own-key'],
    ]);
    const csv: string[] = [];
    const page = { from: 0, to: Date.now() + 1e9 };
    for await (const row of ledgerCsv({ lines: (asked) => harness.ledger.lines(asked), ...page }))
      csv.push(row);
    expect(csv.join('')).toMatch(/,payer\r\n[\s\S]*,beta,own-key\r\n$/);
    const period = dayOf(Date.now());
    const mine = await harness.ledger.totals({ kind: 'user', id: me, period });
    expect(mine).toMatchObject({ capturedImages: 2, committedMicroUsd: 0, costMicroUsd: 0 });
    for (const scope of [{ kind: 'chat', id: 'test:chat' } as const, { kind: 'all', id: 'all' } as const])
      expect(Object.values(await harness.ledger.totals({ ...scope, period }))).toEqual([0, 0, 0, 0, 0, 0]);
    const spend = await harness.core.admin.spend({ userId: 'test:admin' }, 'day');
    expect(JSON.stringify(spend)).not.toContain('beta');
    expect((await harness.core.quota({ userId: me, chatId: 'test:chat' })).ownKeys).toEqual(['beta']);
    expect(hidden).toContain(firstKey);
  });

  it('leaves its owner’s own limit on pictures in force, and is nobody else’s: Again pays by who presses', async () => {
    await start({ limits: { userDailyImages: 1 } });
    await give(firstKey);
    const { id } = await harness.ask();
    await harness.ended(id, 'succeeded');

    const refused = await harness.core.request(harness.order());
    const again = await harness.core.again({
      generationId: id,
      requester: { userId: 'test:2', chatId: 'test:chat', locale: 'en' },
      target: { platform: 'test', address: {} },
      requestKey: 'again:1',
    });

    expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'quota-exceeded' } });
    if (again.kind !== 'accepted') throw new Error('Not accepted');
    expect(again.generation.payer).toBeUndefined();
    await harness.ended(again.generation.id, 'succeeded');
    expect(submits()).toEqual({ operator: 1, [`beta ${firstKey}`]: 1 });
  });

  it.each(['provider-unauthorized', 'provider-unsupported'] as const)(
    'is never replaced by the operator’s after %s, and says nothing about how a gateway is',
    async (code) => {
      await start();
      await give(firstKey, 'alpha');
      account('alpha', firstKey).usual = { kind: 'error', code };

      const { id } = await harness.ask();
      const failed = await harness.ended(id, 'failed');

      expect(codeOf(failed)).toBe(code === 'provider-unauthorized' ? 'own-key-refused' : code);
      expect(submits()).toEqual({ operator: 0, [`alpha ${firstKey}`]: 1 });
      // The operator's way into the same gateway is open: another person's request goes straight through.
      const other = await harness.ask({ userId: 'test:2' });
      await harness.ended(other.id, 'succeeded');
      expect(submits()).toMatchObject({ operator: 1 });
      expect(harness.core.providers()).toMatchObject([{ id: 'alpha', state: 'ok' }]);
      // Taken back, its owner's quota pays for a Retry.
      expect(await harness.core.ownKeys.remove(me)).toEqual(['alpha']);
      const target = { platform: 'test', address: {} };
      const retried = await harness.core.retry({ generationId: id, userId: me, requestKey: 'r', target });
      if (retried.kind !== 'accepted') throw new Error('Not accepted');
      await harness.ended(retried.generation.id, 'succeeded');
      expect(submits()).toMatchObject({ operator: 2 });
    },
  );

  it('is not used for what was lost: an unknown outcome is never sent again', async () => {
    await start();
    await give(firstKey);
    const lost: Outcome = { kind: 'error', code: 'submission-unknown' };
    account('beta', firstKey).script.push(lost);

    const failed = await harness.ended((await harness.ask()).id, 'failed');

    expect(codeOf(failed)).toBe('submission-unknown');
    expect(submits()).toEqual({ operator: 0, [`beta ${firstKey}`]: 1 });
  });

  it('waits for "too many" alone, and goes on with its own key', async () => {
    await start();
    await give(firstKey, 'alpha');
    await give(secondKey, 'alpha', 'test:2');
    const busy: Outcome = { kind: 'error', code: 'provider-rate-limited', retryAfterMs: 300 };
    account('alpha', firstKey).script.push(busy);

    const mine = await harness.ask();
    const theirs = await harness.ask({ userId: 'test:2' });
    const operators = await harness.ask({ userId: 'test:3' });

    for (const { id } of [mine, theirs, operators]) await harness.ended(id, 'succeeded');
    expect(submits()).toEqual({ operator: 1, [`alpha ${firstKey}`]: 2, [`alpha ${secondKey}`]: 1 });
  });

  it('looks at a task with the key that bought it, though it was replaced and removed meanwhile', async () => {
    await start();
    await give(firstKey);
    const old = account('beta', firstKey);
    old.usual = { kind: 'slow' };
    const { id } = await harness.ask();
    await harness.ended(id, 'running');

    expect(await give(secondKey)).toMatchObject({ kind: 'kept', key: { end: '0002' } });
    expect(await harness.core.ownKeys.remove(me, 'beta')).toEqual(['beta']);
    const order = old.submits[0]?.order;
    if (!order) throw new Error('Nothing was submitted');
    old.finish(order);

    expect(statusOf(await harness.ended(id))).toBe('succeeded');
    expect(accounts.get(`beta ${secondKey}`)?.looks ?? []).toEqual([]);
    expect(await harness.core.ownKeys.list(me)).toEqual([]);
  });

  it('is told to be refused when its gateway takes it no more for a task, and what comes all the same is kept', async () => {
    let ahead = 0;
    await start({ now: () => Date.now() + ahead });
    await give(firstKey);
    const mine = account('beta', firstKey);
    mine.usual = { kind: 'slow' };
    const { id } = await harness.ask();
    await harness.ended(id, 'running');
    const refusal = () =>
      new ProviderError('refused', { code: 'provider-unauthorized', provider: 'beta', phase: 'poll' });

    mine.lookFailures.push(...Array.from({ length: 50 }, refusal));
    for (const left of [49, 48]) {
      await eventually(() => expect(mine.lookFailures.length).toBeLessThanOrEqual(left));
      expect(statusOf((await harness.core.get(id)) as Generation)).toBe('running');
      ahead += 31_000;
    }
    const told = await harness.ended(id, 'failed');

    expect(told.error).toMatchObject({ code: 'own-key-revoked', provider: 'beta' });
    expect(told.parts[0]?.attempts[0]).toMatchObject({ state: 'late' });
    mine.lookFailures.splice(0);
    const order = mine.submits[0]?.order;
    if (!order) throw new Error('Nothing was submitted');
    mine.finish(order);
    ahead += 40_000;
    await eventually(async () =>
      expect((await harness.core.get(id))?.parts[0]).toMatchObject({
        images: [expect.anything()],
        payment: { capturedImages: 0 },
      }),
    );
    expect(submits()).toEqual({ operator: 0, [`beta ${firstKey}`]: 1 });
  });

  it('fails what waits for it once it is gone, with nothing bought', async () => {
    await start({ withoutWorker: true });
    await give(firstKey);
    const { id } = await harness.ask();
    await harness.core.ownKeys.remove(me);
    harness.startWorkerNow();

    expect(codeOf(await harness.ended(id, 'failed'))).toBe('own-key-missing');
    expect(submits()).toEqual({ operator: 0 });
  });

  it('is asked for again after the secret was lost or a sealed key was put under another name', async () => {
    await start();
    await give(firstKey);
    const stolen = await redis.client.hget(`{limner}:u:${me}:gateway-key`, 'beta');
    await redis.client.hset('{limner}:u:test:2:gateway-key', 'beta', stolen ?? '');

    const refused = await harness.core.request(harness.order({ userId: 'test:2' }));
    expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'own-key-unreadable' } });
    expect(await harness.core.ownKeys.list('test:2')).toEqual([
      { gateway: 'beta', since: expect.any(Number) },
    ]);
    expect(new KeySeal(`${secret}!`).open({ userId: me, gateway: 'beta' }, stolen ?? '')).toBeUndefined();
    // Given again it is good again.
    await give(secondKey, 'beta', 'test:2');
    const { id } = await harness.ask({ userId: 'test:2' });
    await harness.ended(id, 'succeeded');
    expect(submits()).toEqual({ operator: 0, [`beta ${secondKey}`]: 1 });
  });

  it('is not used where its gateway cannot make the picture, or another was named', async () => {
    await start({
      ownKeys: {
        secret,
        gateways: [new ScriptedProvider('beta', { unable: 'mask' })],
        open: account,
        hide: () => undefined,
      },
    });
    await give(firstKey);
    const unable = await harness.ask();
    expect(unable.payer).toBeUndefined();
    await harness.stop();

    await start();
    const named = await harness.ask({ request: { prompt: 'a fox', provider: 'alpha' } });
    const own = await harness.ask({ request: { prompt: 'a fox', provider: 'beta' } });
    const stranger = harness.order({ userId: 'test:2', request: { prompt: 'a fox', provider: 'beta' } });

    expect([named.payer, own.payer]).toEqual([undefined, 'own-key']);
    expect(await harness.core.request(stranger)).toMatchObject({ refusal: { code: 'invalid-input' } });
    for (const { id } of [named, own]) await harness.ended(id, 'succeeded');
  });

  it('is said to be kept, never shown, and goes with its owner', async () => {
    await start();
    for (const text of ['short', 'two words are not a key 1', 'no-digits-in-here-at-all'])
      expect(await give(text)).toEqual({ kind: 'not-a-key' });
    expect(await give(firstKey, 'gamma')).toEqual({ kind: 'not-offered' });
    await give(firstKey);
    await give(firstKey);

    const { others } = await harness.core.privacy.summary(me);
    const pieces: Buffer[] = [];
    for await (const piece of harness.core.privacy.archive(me)) pieces.push(piece as Buffer);
    const exported = [...readZip(Buffer.concat(pieces)).values()].join('');
    await harness.core.privacy.forget(me);

    expect(others).toEqual([{ name: 'gateway-key', count: 1 }]);
    expect(exported).toContain('kept, encrypted');
    expect(exported).not.toContain('own1.');
    expect(await redis.client.keys('*gateway-key')).toEqual([]);
    await eventually(async () => expect(await harness.core.ownKeys.list(me)).toEqual([]));
  });
});
