import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/core/errors.ts';
import type { AdminNotice } from '../../src/core/ports/admin-notices.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { startHarness, type Harness, type HarnessOptions } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

const notice: AdminNotice = { kind: 'gateway-bad', provider: 'alpha', state: 'open' };

let redis: TestRedis;
const running: Harness[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis?.stop());
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
  await redis.flush();
});

async function start(options: Partial<HarnessOptions> = {}): Promise<Harness> {
  const harness = await startHarness({
    redis,
    providers: [new ScriptedProvider('alpha')],
    adminIds: ['test:1', 'test:2'],
    ...options,
  });
  running.push(harness);
  return harness;
}

describe('notices to admins', () => {
  it('are told to each admin once, however many processes notice the same and work', async () => {
    const channel = new RecordingChannel();
    const [one, two] = await Promise.all([start({ channels: [channel] }), start({ channels: [channel] })]);

    const first = await Promise.all(
      [one, two, one, two].map(({ core }) => core.notices.notify(notice, { once: 'bad:1' })),
    );
    await one.core.notices.notify({ kind: 'drained' }, { once: 'drained:1' });
    await eventually(() => channel.notices.length === 4);

    expect(first.filter(Boolean)).toHaveLength(1);
    expect(channel.notices.map(({ userId, notice: { kind } }) => `${userId} ${kind}`).sort()).toEqual([
      'test:1 drained',
      'test:1 gateway-bad',
      'test:2 drained',
      'test:2 gateway-bad',
    ]);
    expect(await two.core.notices.notify(notice, { once: 'bad:1' })).toBe(false);
  });

  it('wait for a platform that is away, and are given up for somebody who cannot be reached', async () => {
    const channel = new RecordingChannel();
    const fail = (code: 'delivery-unavailable' | 'delivery-target-gone', retryAfterMs?: number) =>
      new DeliveryError('Not now', { platform: 'test', code, retryable: true, retryAfterMs });
    channel.failures.push(fail('delivery-unavailable', 20), fail('delivery-target-gone'));
    const harness = await start({ channels: [channel], adminIds: ['test:1'] });

    await harness.core.notices.notify(notice, { once: 'a' });
    await eventually(() => channel.failures.length === 0);

    expect(await eventually(async () => (await redis.client.zcard('{limner}:notices-due')) === 0)).toBe(true);
    expect(channel.notices).toEqual([]);
    expect(await harness.core.notices.recent({ limit: 5 })).toMatchObject([{ notice }]);
  });

  it('reach admins of a chat only where they asked to, in the language they used last', async () => {
    const channel = new RecordingChannel();
    const { core } = await start({ channels: [channel], adminIds: [] });
    await core.notices.follow('test:7', 'test:chat');
    await core.notices.follow('test:8', 'test:chat');
    await core.notices.unfollow('test:8', 'test:chat');
    await core.notices.rememberLocale('test:7', 'zh-CN');

    await core.notices.notify(notice, { once: 'everywhere' });
    await core.notices.notify(notice, { once: 'elsewhere', chatId: 'test:other' });
    await core.notices.notify(notice, { once: 'here', chatId: 'test:chat' });
    await eventually(() => channel.notices.length > 0);

    expect(channel.notices).toMatchObject([{ userId: 'test:7', locale: 'zh-CN', chatId: 'test:chat' }]);
    expect(await core.notices.isFollowing('test:8', 'test:chat')).toBe(false);
    expect(await core.notices.recent({ limit: 5, chatId: 'test:chat' })).toHaveLength(1);
  });
});

describe('the audit log', () => {
  it('finds what was decided by whom, about whom and where, newest first', async () => {
    const { core } = await start({ withoutWorker: true });
    await core.audit.append({
      action: 'admin.block',
      by: 'test:1',
      about: 'test:9',
      facts: { reason: 'spam' },
    });
    await core.audit.append({ action: 'admin.pause', by: 'test:1', chatId: 'test:chat' });
    await core.audit.append({ action: 'moderation.refused', about: 'test:9', chatId: 'test:chat' });

    const actions = async (wanted: Parameters<typeof core.audit.search>[0]) =>
      (await core.audit.search(wanted)).map(({ action }) => action);

    expect(await actions({})).toEqual(['moderation.refused', 'admin.pause', 'admin.block']);
    expect(await actions({ about: 'test:9' })).toEqual(['moderation.refused', 'admin.block']);
    expect(await actions({ by: 'test:1', chatId: 'test:chat' })).toEqual(['admin.pause']);
    expect(await actions({ action: 'admin.', limit: 1 })).toEqual(['admin.pause']);
    expect(await actions({ since: Date.now() + 60_000 })).toEqual([]);
    expect((await core.audit.search({ action: 'admin.block' }))[0]).toMatchObject({
      facts: { reason: 'spam' },
    });
  });
});
