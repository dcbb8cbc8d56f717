import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOutAdminOrder } from '../../src/bots/shared/admin/carry-out-admin-order.ts';
import { readAdminOrder } from '../../src/bots/shared/admin/read-admin-order.ts';
import { createTranslator } from '../../src/bots/shared/messages.ts';
import { noticeText } from '../../src/bots/shared/notice-text.ts';
import { picturesOf, type Generation } from '../../src/core/generation/generation.ts';
import { moderationRulesSchema } from '../../src/core/moderation/moderation-rules.ts';
import type { AdminActor } from '../../src/core/ports/admin.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness, type Harness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

const owner: AdminActor = { userId: 'test:owner' };
const ofTheChat: AdminActor = { userId: 'test:mod', chatId: 'test:chat' };
const target = { platform: 'test', address: {} };
const orders = [
  ...['help', 'limits', 'limits here', 'limits test:1', 'blocks', 'pause exams', 'gateways', 'resume'],
  ...[
    'spend',
    'spend month',
    'ledger',
    'ledger 30',
    'warnings',
    'audit',
    'audit test:1',
    'block test:1 loud',
  ],
];

describe('An admin', () => {
  let redis: TestRedis;
  let harness: Harness;
  let passed = 0;
  const channel = new RecordingChannel();
  const translator = createTranslator('en');
  /** Of one person: made, failed, of unknown outcome, waiting. */
  const made: Generation[] = [];

  beforeAll(async () => {
    redis = await startTestRedis();
    const alpha = new ScriptedProvider('alpha');
    harness = await startHarness({
      ...{ redis, providers: [alpha], channels: [channel], adminIds: [owner.userId] },
      ...{ wrapMedia: withTestPictures, watchMs: 30, now: () => Date.now() + passed },
      limits: { chatDailyMicroUsd: 100_000 },
      moderationRules: () => moderationRulesSchema.parse({ words: ['forbidden'] }),
    });
    await harness.core.notices.follow(ofTheChat.userId, 'test:chat');
    for (const code of [undefined, 'provider-moderated', 'submission-unknown'] as const) {
      if (code) alpha.script.push({ kind: 'error', code });
      const { id } = await harness.ask({ prompt: `my secretword ${code}` });
      made.push(await harness.ended(id));
    }
    const refused = await harness.core.request(harness.order({ prompt: 'a forbidden secretword' }));
    expect(refused).toMatchObject({ kind: 'refused' });
    passed = 660_000;
    await eventually(() => new Set(channel.notices.map(({ notice }) => notice.kind)).size === 2);
  });
  afterAll(async () => {
    await harness?.stop();
    await redis?.stop();
  });

  const told = (): string =>
    channel.notices.map((one) => `${noticeText(one, translator)} ${JSON.stringify(one)}`).join('\n');

  it.each([
    ['of everything', owner],
    ['of the chat', ofTheChat],
  ])('%s reads no word of what others asked for, by any order, file or notice', async (_which, by) => {
    const heard: string[] = [];
    for (const words of orders) {
      const place = { chatId: 'test:chat', userKey: (id: string) => `test:${id}` };
      const { order } = readAdminOrder(words, place) ?? expect.fail(words);
      const deps = { core: harness.core, translator, now: Date.now, key: words };
      const { lines, file } = await carryOutAdminOrder(order, by, deps);
      heard.push(...lines);
      for await (const piece of file?.content ?? []) heard.push(piece);
    }
    heard.push(JSON.stringify(await harness.core.admin.audit(by, { limit: 1_000 })), told());

    const all = heard.join('\n');
    expect(all).toContain('test:1');
    expect(all).toContain(made[0]?.id);
    expect(all).toContain('moderation.');
    expect(all).not.toMatch(/secretword/i);
  });

  it('has no way to what is another’s: not to see, fetch, repeat as theirs, withdraw or delete it', async () => {
    const { core } = harness;
    const [generation] = made;
    const pictureId = picturesOf(generation ?? expect.fail())[0]?.pictureId ?? '';

    for (const { id: generationId } of made) {
      const press = { generationId, userId: owner.userId, requestKey: `k${generationId}`, target };
      expect(await core.retry(press)).toEqual({ kind: 'refused', refusal: { code: 'not-yours' } });
      expect(await core.cancel({ userId: owner.userId, generationId })).toEqual([]);
    }
    expect(await core.history(owner.userId)).toEqual([]);
    expect(await core.privacy.summary(owner.userId)).toMatchObject({ requests: 0, pictures: 0 });
    expect(await core.findByPicture(pictureId)).toBeDefined();
  });

  it('reads the words of a request that somebody has reported, and of no other', async () => {
    const { id = '' } = made[0] ?? {};
    const before = told();
    await harness.core.moderation.report({
      generationId: id,
      index: 0,
      reporter: { userId: 'test:2', chatId: 'test:chat', locale: 'en' },
    });
    await eventually(() => told().length > before.length && told().includes('test:2'));

    expect(told().match(/secretword \w+/g)).toContain('secretword undefined');
    expect(told()).not.toMatch(/secretword (provider|submission)/);
  });
});
