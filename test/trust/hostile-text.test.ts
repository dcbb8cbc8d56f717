import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebDelivery } from '../../src/bots/web/web-delivery.ts';
import { startDiscordUnderTest, type DiscordUnderTest } from '../bots/discord/discord-under-test.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from '../bots/telegram/telegram-under-test.ts';
import { EaselProvider } from '../bots/telegram/easel-provider.ts';
import { fuzzSeed } from '../fuzz/fuzz.ts';
import { hostilePieces, hostileText } from '../fuzz/hostile-text.ts';
import type { InteractionHandle } from '../support/discord/handles.ts';
import { startHarness, type Harness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { serveCore, type ServedCore } from './support/serve-core.ts';

const limits = { userConcurrent: 50, userQueued: 500, userDailyImages: 100_000 };

/** Every piece alone, and a few mixtures that are new in each run. */
function texts(mixtures: number): readonly string[] {
  return [...hostilePieces, ...fc.sample(hostileText, { numRuns: mixtures, seed: fuzzSeed })];
}

function isSentence(text: string): boolean {
  return text.trim().length > 8 && text.isWellFormed();
}

describe('Hostile text through the API', () => {
  let redis: TestRedis;
  let harness: Harness;
  let easel: EaselProvider;
  let web: ServedCore;

  beforeAll(async () => {
    redis = await startTestRedis();
    easel = new EaselProvider();
    harness = await startHarness({ redis, providers: [easel], channels: [createWebDelivery()], limits });
    web = await serveCore(harness);
  });
  afterAll(async () => {
    await web.stop();
    await harness.stop();
    await redis.stop();
  });

  /** 202 and an outcome, or a sentence; never a fault of ours. */
  async function ends({ status, body }: { status: number; body: unknown }): Promise<'made' | 'refused'> {
    if (status === 202) {
      await harness.ended((body as { id: string }).id, 'succeeded');
      return 'made';
    }
    expect(status).toBe(400);
    const { error } = body as { error: { code: string; message: string } };
    expect(isSentence(error.message)).toBe(true);
    expect(error.message.length).toBeLessThan(2_000);
    return 'refused';
  }

  it('ends in a picture or in a sentence, in every field', async () => {
    const tries = texts(30).map(async (text) => {
      await ends(await web.ask(text));
      await ends(await web.call('/api/generations', json({ text })));
      const field =
        ['ratio', 'size', 'quality', 'count', 'format', 'provider', 'image', 'mask'][text.length % 8] ?? '';
      await ends(await web.ask('a fox', { [field]: text }));
    });
    await Promise.all(tries);

    for (const { prompt } of easel.orders) {
      expect(prompt.isWellFormed()).toBe(true);
      expect(prompt).not.toContain('\u0000');
    }
    await ends(await web.ask('still there'));
  }, 120_000);

  it.each([
    ['32,000 letters', 'x'.repeat(32_000), 'made'],
    ['32,000 symbols outside the basic plane', '🦊'.repeat(32_000), 'made'],
    ['one letter more', 'x'.repeat(32_001), 'refused'],
    ['nothing but what cannot be seen', '\u0000\ud800'.repeat(3).replaceAll('\ud800', ''), 'refused'],
  ])('takes %s or says the limit', async (_, prompt, end) => {
    expect(await ends(await web.ask(prompt))).toBe(end);
    if (end === 'made') expect(easel.orders.some((order) => order.prompt === prompt)).toBe(true);
  });

  it.each([
    '{"prompt":',
    '[]',
    'null',
    '"text"',
    '{"prompt":{"toString":1}}',
    '{"prompt":["a"]}',
    '{"__proto__":{"prompt":"x"}}',
    '{"constructor":{"prototype":{}},"prompt":"x"}',
    '{"prompt":"x","count":1e400}',
    `{"prompt":"x","image":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    '\u0000',
  ])('answers the body %j with a picture or a sentence', async (body) => {
    await ends(
      await web.call('/api/generations', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }),
    );
  });

  it('tells strangers nothing by ids, paths and queries', async () => {
    const { body } = await web.ask('mine');
    const { id } = body as { id: string };
    const odd = [
      '..',
      '%2e%2e%2f',
      '%00',
      '%ff',
      id.toUpperCase(),
      `${id}%00`,
      'x'.repeat(3_000),
      '{limner}:g:x',
      '*',
    ];

    for (const other of odd) {
      for (const suffix of ['', '/events', '/retry', '/again']) {
        const method = suffix === '/retry' || suffix === '/again' ? 'POST' : 'GET';
        const { status, body: answer } = await web.call(`/api/generations/${other}${suffix}`, { method });
        expect([400, 404, 414]).toContain(status);
        expect(JSON.stringify(answer)).not.toMatch(/node_modules|\.ts:|Error:|limner\}/);
      }
    }
    for (const query of [
      'before=%00',
      'before=-1',
      'limit=1e9',
      'limit=%F0',
      'before[]=x',
      'limit=1&limit=2',
    ]) {
      const { status } = await web.call(`/api/generations?${query}`);
      expect(status).toBeLessThan(500);
    }
  });
});

describe('Hostile text through Discord', () => {
  let limner: DiscordUnderTest;

  beforeEach(async () => {
    limner = await startDiscordUnderTest({ harness: { limits } });
  });
  afterEach(async () => {
    await limner.stop();
  });

  it('pings nobody, and ends in a picture or in a sentence', async () => {
    const { discord } = limner;
    const commands: InteractionHandle[] = [];
    for (const prompt of texts(12)) {
      // Longer ones, and empty ones, Discord does not let through.
      if (prompt === '' || prompt.length > 4_000) continue;
      const command = await discord.user.slash('imagine', { prompt });
      expect((await command.acknowledged()).type).toBeOneOf([4, 5]);
      commands.push(command);
      // A channel takes five messages in five seconds.
      if (commands.length % 10 === 0)
        await discord.user.postMessage({ content: prompt.slice(0, 1_900), mentionBot: true });
    }
    await eventually(
      () => {
        for (const command of commands) {
          // A promise that everybody saw is taken back, and the sentence comes in private.
          const answer = command.answer() ?? command.followups()[0];
          expect(answer?.pictures.length || isSentence(answer?.text ?? '')).toBeTruthy();
          expect(answer?.loading).toBe(false);
        }
      },
      { timeoutMs: 20_000, everyMs: 50 },
    );
    await eventually(async () => (await limner.redis.client.zcard('{limner}:open')) === 0, {
      timeoutMs: 20_000,
    });

    const shown = [...discord.timeline(discord.channel.id, discord.user)];
    expect(shown.length).toBeGreaterThan(20);
    for (const message of shown.filter(({ author }) => author === 'bot')) {
      expect(message.pings).toMatchObject({ everyone: false, roles: [], users: [] });
    }
    // Some of these texts are one and the same prompt in the end, and the sandbox draws one and the same picture for them.
    const seen = discord.checkpoints();
    expect(seen).toMatchObject({ unanswered: 0, loading: 0, everShown: seen.posts.length });
    expect(seen.pictures).toBe(limner.gateway.orders.reduce((sum, { count }) => sum + count, 0));
    expect(discord.failures).toEqual([]);
    expect(limner.log.filter((line) => line.startsWith('error'))).toEqual([]);
  }, 90_000);
});

describe('Hostile text through Telegram', () => {
  let limner: TelegramUnderTest;

  beforeEach(async () => {
    limner = await startTelegramUnderTest({ harness: { limits } });
  });
  afterEach(async () => {
    await limner.stop();
  });

  it('ends in a picture or in a sentence, whatever people write and clients send back', async () => {
    const { telegram } = limner;
    const chat = telegram.user({ firstName: '<b>\u202eAda</b>', languageCode: 'xx-\u0000' }).privateChat();
    const asked: number[] = [];
    for (const text of texts(12)) {
      if (text.trim() === '' || text.length > 4_096) continue;
      asked.push((await chat.send(text)).id);
    }
    const answered = (): ReadonlySet<number | undefined> =>
      new Set(chat.chat.botMessages().map((message) => message.view().replyToId));
    await eventually(() => expect(asked.filter((id) => !answered().has(id))).toEqual([]), {
      timeoutMs: 30_000,
    });
    await eventually(async () => (await limner.redis.client.zcard('{limner}:open')) === 0, {
      timeoutMs: 20_000,
    });

    const [any] = chat.chat.botMessages();
    for (const data of [
      '',
      'again',
      'again:',
      'again:nobody',
      'cancel:x:99',
      `show:${'x'.repeat(40)}`,
      '\u0000',
      '{}',
    ]) {
      if (!any || data === '') continue;
      expect((await chat.pressData(any, data).answer()).text).toMatch(/\w{3}/);
    }
    for (const { prompt } of limner.easel.orders) expect(prompt.isWellFormed()).toBe(true);
    expect(limner.log.filter((line) => line.startsWith('error'))).toEqual([]);
    await chat.send('still there');
    await eventually(() => limner.easel.orders.some(({ prompt }) => prompt === 'still there'));
  }, 90_000);

  it('shows, sells and cancels nothing of somebody else for a button that a client made up', async () => {
    const { telegram, harness, easel } = limner;
    const owner = telegram.user({ firstName: 'Owner' });
    await owner.privateChat().send('my secret garden');
    const { id } = await eventually(() => limner.newest(owner));
    await eventually(async () => (await harness.core.get(id))?.delivery.state === 'delivered');
    const thief = telegram.user({ firstName: 'Thief' }).privateChat();
    await thief.send('/help');
    const help = await thief.chat.waitForBot(() => true);
    const before = await harness.core.get(id);
    const bought = easel.orders.length;

    for (const data of ['show', 'original', 'edit', 'region', 'retry', 'cancel', 'again'].map(
      (verb) => `${verb}:${id}`,
    )) {
      const answers = [data, `${data}:0`].map((one) => thief.pressData(help, one).answer());
      for (const { text } of await Promise.all(answers)) expect(text).toMatch(/\w{3}/);
    }
    await thief.send('a fox of my own');
    await eventually(() => easel.orders.some(({ prompt }) => prompt === 'a fox of my own'));
    await eventually(async () => (await limner.redis.client.zcard('{limner}:open')) === 0);

    expect(easel.orders).toHaveLength(bought + 1);
    expect(await harness.core.get(id)).toEqual(before);
    expect(JSON.stringify(thief.chat.visible())).not.toContain('secret garden');
    expect(thief.chat.visible().filter(({ kind }) => kind === 'photo')).toHaveLength(1);
  });
});

function json(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
