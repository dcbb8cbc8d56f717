import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModerationRules } from '../../../src/core/moderation/moderation-rules.ts';
import { moderationRulesSchema } from '../../../src/core/moderation/moderation-rules.ts';
import type { PromptCheck } from '../../../src/core/ports/moderation.ts';
import { createOpenaiModeration } from '../../../src/moderation/openai-moderation.ts';
import { RecordingChannel } from '../../fakes/recording-channel.ts';
import { ScriptedProvider } from '../../fakes/scripted-provider.ts';
import { withTestPictures } from '../../fakes/test-picture-media.ts';
import { tinyPicture } from '../../fakes/tiny-picture.ts';
import { startHarness, type Harness, type HarnessOptions } from '../../support/core-harness.ts';
import { eventually } from '../../support/eventually.ts';
import { startModerationEndpoint, type ModerationEndpoint } from '../../support/moderation-endpoint.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';

describe('Moderation', () => {
  let redis: TestRedis;
  let harness: Harness;
  let alpha: ScriptedProvider;
  let endpoint: ModerationEndpoint;
  let rules: ModerationRules;

  beforeAll(async () => {
    [redis, endpoint] = await Promise.all([startTestRedis(), startModerationEndpoint('mod-key')]);
  });
  afterAll(async () => {
    await endpoint.close();
    await redis.stop();
  });
  beforeEach(async () => {
    await redis.flush();
    rules = {};
    endpoint.trouble = undefined;
    endpoint.wrong.clear();
    alpha = new ScriptedProvider('alpha');
  });
  afterEach(() => harness.stop());

  async function start(options: Partial<HarnessOptions> = {}): Promise<void> {
    harness = await startHarness({
      ...{ redis, providers: [alpha], channels: [new RecordingChannel()], adminIds: ['test:boss'] },
      wrapMedia: (media) => withTestPictures(media),
      moderationRules: () => rules,
      ...options,
    });
  }
  const check = (changes: Partial<Parameters<typeof createOpenaiModeration>[0]> = {}): PromptCheck =>
    createOpenaiModeration({
      ...{ url: endpoint.url, apiKey: 'mod-key', timeoutMs: 300, whenAway: 'allow', ...changes },
    });
  async function codeOf(prompt: string, who: object = {}): Promise<string> {
    const requester = { userId: 'test:1', chatId: 'test:chat', locale: 'en', ...who };
    const result = await harness.core.request(harness.order({ prompt, requester }));
    return result.kind === 'refused' ? result.refusal.code : result.kind;
  }

  it('refuses listed words before anything is reserved, fetched or sent, also for Again and by words of one chat', async () => {
    await start();
    const earlier = await harness.ask({ prompt: 'a gun on a table' });
    await harness.ended(earlier.id);
    const lines = (await harness.ledger.lines({ limit: 100 })).length;
    rules = { words: ['gun*'], allow: ['nerf gun'] };

    expect(await codeOf('two GUNS')).toBe('refused-by-rules');
    expect(await codeOf('a nerf gun')).toBe('accepted');
    const again = await harness.core.again({
      ...{ generationId: earlier.id, requester: earlier.requester, requestKey: 'k', target: earlier.target },
    });
    expect(again).toMatchObject({ kind: 'refused', refusal: { code: 'refused-by-rules' } });

    const { moderation } = harness.core;
    expect(await moderation.addWords('test:mod', 'test:chat', ['kitten', ' clown '])).toEqual([
      'clown',
      'kitten',
    ]);
    expect(await codeOf('a kitten')).toBe('refused-by-rules');
    expect(await codeOf('a kitten', { chatId: 'test:other' })).toBe('accepted');
    expect(await moderation.removeWords('test:mod', 'test:chat', ['kitten'])).toEqual(['clown']);
    expect(await codeOf('a kitten')).toBe('accepted');

    await eventually(() => expect(alpha.submits).toHaveLength(4));
    const reserved = (await harness.ledger.lines({ limit: 100 })).filter(({ kind }) => kind === 'reserve');
    expect(reserved).toHaveLength(4);
    expect(lines).toBeGreaterThan(0);
    const found = await harness.core.audit.search({ action: 'moderation.', chatId: 'test:chat' });
    expect(found.map(({ action, facts }) => [action.slice(11), facts?.word ?? facts?.words])).toEqual([
      ['words-removed', ['kitten']],
      ['refused', 'kitten'],
      ['words-added', ['kitten', 'clown']],
      ['refused', 'gun*'],
      ['refused', 'gun*'],
    ]);
    expect(JSON.stringify(found)).not.toContain('GUNS');
  });

  it('lets a chat pass its own words in a phrase, and never the operator’s; finds entries by person, text, time and page', async () => {
    await start();
    rules = { words: ['gun'] };
    const { moderation, audit } = harness.core;
    await moderation.addWords('test:mod', 'test:chat', ['clown']);
    await moderation.addWords('test:mod', 'test:chat', ['clown fish', 'gun dog'], 'allowed');
    expect(await codeOf('a clown')).toBe('refused-by-rules');
    expect(await codeOf('a clown fish')).toBe('accepted');
    expect(await codeOf('a gun dog')).toBe('refused-by-rules');
    expect(await moderation.removeWords('test:mod', 'test:chat', ['gun dog'], 'allowed')).toEqual([
      'clown fish',
    ]);

    const actions = async (wanted: Parameters<typeof audit.search>[0]) =>
      (await audit.search(wanted)).map(({ action }) => action.slice('moderation.'.length));
    expect(await actions({})).toEqual([
      'allowed-removed',
      'refused',
      'refused',
      'allowed-added',
      'words-added',
    ]);
    expect(await actions({ who: 'test:1' })).toEqual(['refused', 'refused']);
    expect(await actions({ text: 'CLOWN FISH' })).toEqual(['allowed-added']);
    expect(await actions({ skip: 2, limit: 2 })).toEqual(['refused', 'allowed-added']);
    const [newest] = await audit.search({ limit: 1 });
    expect(await actions({ until: newest?.at ?? 0, action: 'moderation.allowed' })).toEqual([
      'allowed-added',
    ]);
    expect(await actions({ since: (newest?.at ?? 0) + 1 })).toEqual([]);
  });

  it('lets words for adults pass in places for adults, covers what a rule covers, and serves only whom a list names', async () => {
    await start();
    rules = {
      ...{ adultWords: ['wine'], adultChats: ['test:bar'] },
      spoiler: { words: ['ending'], chats: ['test:hall'] },
    };
    expect(await codeOf('a glass of wine')).toBe('age-restricted');
    expect(await codeOf('a glass of wine', { ageRestricted: true })).toBe('accepted');
    expect(await codeOf('a glass of wine', { chatId: 'test:bar' })).toBe('accepted');
    const covered = [
      await harness.ask({ prompt: 'the ending' }),
      await harness.ask({ prompt: 'x', requester: { userId: 'test:2', chatId: 'test:3', channelId: 'test:hall', locale: 'en' } }),
      await harness.ask({ prompt: 'x', request: { spoiler: true } }),
      await harness.ask({ prompt: 'x' }),
    ]; // prettier-ignore
    expect(covered.map(({ request }) => request.spoiler)).toEqual([true, true, true, undefined]);

    rules = { only: { users: ['test:1', 'test:2'], chats: ['test:chat', 'test:4'] } };
    expect(await codeOf('a')).toBe('accepted');
    expect(await codeOf('a', { userId: 'test:3' })).toBe('not-on-list');
    expect(await codeOf('a', { chatId: 'test:5' })).toBe('not-on-list');
    expect(await codeOf('a', { userId: 'test:2', chatId: 'test:5', channelId: 'test:4' })).toBe('accepted');
  });

  it('asks the endpoint, by its categories or by scores, and does as it was told where that is away', async () => {
    endpoint.wrong.set('fight', { category: 'violence', score: 0.8 });
    endpoint.wrong.set('scuffle', { category: 'violence', score: 0.4 });
    rules = { words: ['never'] };
    await start({ promptCheck: check({ model: 'omni-moderation-latest' }) });
    expect(await codeOf('a fight')).toBe('refused-by-check');
    expect(await codeOf('never asked')).toBe('refused-by-rules');
    expect(await codeOf('a lake')).toBe('accepted');
    expect(endpoint.asked).toEqual(['a fight', 'a lake']);
    for (const trouble of ['silent', 'nonsense', 500, 401] as const) {
      endpoint.trouble = trouble;
      expect(await codeOf('a fight')).toBe('accepted');
    }
    endpoint.trouble = undefined;
    expect(await check({ threshold: 0.3 }).check('a scuffle')).toEqual(['violence']);
    expect(await check({ threshold: 0.9 }).check('a fight')).toEqual([]);
    expect(await check({ categories: ['hate'] }).check('a fight')).toEqual([]);

    await harness.stop();
    await start({ promptCheck: check({ whenAway: 'refuse' }) });
    endpoint.trouble = 503;
    expect(await codeOf('a lake')).toBe('check-away');
    expect(await harness.core.audit.search({ about: 'test:1' })).toHaveLength(2);
  });

  it('has whoever is refused too often wait, and says until when', async () => {
    await start();
    rules = moderationRulesSchema.parse({ words: ['no'], cooldown: { refusals: 2, forSeconds: 900 } });
    expect([await codeOf('no'), await codeOf('no')]).toEqual(['refused-by-rules', 'refused-by-rules']);

    const result = await harness.core.request(harness.order({ prompt: 'yes' }));
    const retryAt = result.kind === 'refused' ? result.refusal.retryAt : undefined;
    expect(result).toMatchObject({ refusal: { code: 'cooling-down' } });
    expect((retryAt ?? 0) - Date.now()).toBeGreaterThan(800_000);
    expect(await codeOf('yes', { userId: 'test:2' })).toBe('accepted');
    await redis.client.del('{limner}:cooldown:test:1:until');
    expect(await codeOf('yes')).toBe('accepted');
  });

  it('brings a report to the admins, once for each person and picture', async () => {
    await start();
    const { id } = await harness.ask({ prompt: 'a fox' });
    await harness.ended(id, 'succeeded');
    const reporter = { userId: 'test:7', chatId: 'test:chat', locale: 'en', name: 'Sue' };
    const { moderation, notices } = harness.core;
    expect(await moderation.report({ generationId: id, index: 0, reporter })).toBe('told');
    expect(await moderation.report({ generationId: id, index: 0, reporter })).toBe('told-before');
    expect(await moderation.report({ generationId: id, index: 1, reporter })).toBe('gone');
    expect((await notices.recent({ limit: 5 })).map(({ notice }) => notice)).toMatchObject([
      { kind: 'report', generationId: id, reporterId: 'test:7', requesterId: 'test:1', prompt: 'a fox' },
    ]);
    await moderation.dismiss('test:admin', { generationId: id, index: 0 });
    expect(await notices.recent({ limit: 5 })).toEqual([]);
    let others = 8;
    await eventually(async () => {
      const another = { ...reporter, userId: `test:${others++}` };
      await moderation.report({ generationId: id, index: 0, reporter: another });
      expect(await notices.recent({ limit: 5 })).not.toEqual([]);
    });
  });

  it('says which side refused, tries nothing again, charges nothing, and keeps the words for their asker', async () => {
    endpoint.wrong.set('fight', { category: 'violence', score: 0.8 });
    await start({ promptCheck: check(), providers: [alpha, new ScriptedProvider('beta')] });
    rules = { words: ['gun'] };
    const requester = { userId: 'test:1', chatId: 'test:chat', locale: 'en' };
    const refusals = [];
    for (const prompt of ['a gun', 'a fight']) {
      const references = [{ kind: 'staged' as const, image: await harness.media.stage(tinyPicture(prompt)) }];
      const result = await harness.core.request(harness.order({ prompt, requester, references }));
      refusals.push(result.kind === 'refused' ? result.refusal : undefined);
    }
    expect(refusals.map((refusal) => refusal?.code)).toEqual(['refused-by-rules', 'refused-by-check']);
    expect(await harness.ledger.lines({ limit: 10 })).toEqual([]);
    alpha.script.push({ kind: 'error', code: 'provider-moderated' });
    const { id } = await harness.ask({ prompt: 'a duel' });
    const failed = await harness.ended(id, 'failed');
    expect(failed).toMatchObject({ error: { code: 'provider-moderated', provider: 'alpha' } });
    expect(failed.parts.flatMap(({ attempts }) => attempts)).toHaveLength(1);
    const kinds = (await harness.ledger.lines({ limit: 10 })).map(({ kind }) => kind);
    expect(kinds).toEqual(['reserve', 'release']);

    const [orderId = ''] = refusals.map((refusal) => refusal?.orderId);
    const { refused, privacy } = harness.core;
    const order = await refused.find('test:1', orderId);
    expect(order).toMatchObject({ request: { prompt: 'a gun' }, references: [{ kind: 'stored' }] });
    expect(await refused.find('test:2', orderId)).toBe('not-yours');
    expect(await refused.find('test:1', 'unknown')).toBeUndefined();
    expect((await privacy.summary('test:1')).others.map(({ name }) => name)).toContain(`refused ${orderId}`);
    await privacy.forget('test:1');
    expect(await refused.find('test:1', orderId)).toBeUndefined();
  });

  it('keeps no more than the last twenty of one person for other words, whoever else was refused', async () => {
    await start();
    rules = { words: ['gun'] };
    const { refused } = harness.core;
    const refusedTo = async (userId: string, prompt: string): Promise<string> => {
      const requester = { userId, chatId: 'test:chat', locale: 'en' };
      const result = await harness.core.request(harness.order({ prompt, requester }));
      return (result.kind === 'refused' ? result.refusal.orderId : undefined) ?? expect.fail();
    };
    const [others, ids] = [await refusedTo('test:2', 'a gun'), [] as string[]];
    for (let count = 1; count <= 23; count += 1) ids.push(await refusedTo('test:1', `gun ${count}`));

    const kept = await Promise.all(ids.map((id) => refused.find('test:1', id)));

    expect(kept.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(kept.slice(3).map((order) => (typeof order === 'object' ? order.request.prompt : order))).toEqual(
      Array.from({ length: 20 }, (_, index) => `gun ${index + 4}`),
    );
    expect(await refused.find('test:2', others)).toMatchObject({ request: { prompt: 'a gun' } });
    await harness.core.privacy.forget('test:1');
    expect(await redis.client.keys('*test:1*')).toEqual([]);
  });
});
