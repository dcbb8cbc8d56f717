import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interactionsPath } from '../../src/bots/discord/interactions-endpoint.ts';
import { TelegramWebhook, webhookPath } from '../../src/bots/telegram/telegram-webhook.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { RedisTurns } from '../../src/core/storage/redis-turns.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import { startHookServer, type HookServer } from '../support/hook-server.ts';
import { startDiscordUnderTest, type DiscordUnderTest } from './discord/discord-under-test.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram/telegram-under-test.ts';

describe('Telegram by webhook', () => {
  let limner: TelegramUnderTest;
  let server: HookServer;
  let storeIsAway = false;

  beforeAll(async () => {
    server = await startHookServer(webhookPath);
    limner = await startTelegramUnderTest({
      withoutBot: true,
      standin: { settings: { webhookRetryMs: 50 } },
      wrapCore: (core) => {
        const { intake } = core;
        const begin: typeof intake.begin = (event) =>
          storeIsAway ? Promise.reject(new Error('away')) : intake.begin(event);
        return withMember(core, 'intake', withMember(intake, 'begin', begin));
      },
    });
    const config = { publicUrl: server.url, secretKey: 'secret-key-of-the-tests-0123456789' };
    const webhooks = [new TelegramWebhook(config, silentLogger), new TelegramWebhook(config, silentLogger)];
    server.use(...webhooks);
    for (const webhook of webhooks) await limner.startBot({ webhook });
  });

  afterAll(async () => {
    await limner.stop();
    await server.close();
  });

  it('takes each message once with two receivers behind one address, and polls for none', async () => {
    const ada = limner.telegram.user({ firstName: 'Ada' });
    const chat = ada.privateChat();
    for (const prompt of ['a red fox', 'a blue fox', 'a green fox']) await chat.send(prompt);

    await eventually(() => {
      expect(chat.chat.botMessages().filter((message) => message.view().kind === 'photo')).toHaveLength(3);
    });
    expect(await limner.harness.core.history(`telegram:${ada.id}`)).toHaveLength(3);
    expect(limner.telegram.requests.filter(({ method }) => method === 'getUpdates')).toEqual([]);
  });

  it('confirms no update that is not written down; Telegram brings it again', async () => {
    const eve = limner.telegram.user({ firstName: 'Eve' });
    storeIsAway = true;
    const chat = eve.privateChat();
    await chat.send('a patient fox');
    await eventually(() => chat.chat.botMessages().length === 1);
    storeIsAway = false;

    await eventually(() => {
      expect(chat.chat.botMessages().filter((message) => message.view().kind === 'photo')).toHaveLength(1);
    });
    expect(await limner.harness.core.history(`telegram:${eve.id}`)).toHaveLength(1);
  });

  it('takes nothing from anybody else', async () => {
    const update = {
      update_id: 1,
      message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text: 'x' },
    };
    const send = async (headers: Record<string, string>, body: string): Promise<number> => {
      const answer = await request(`${server.url}${webhookPath}`, { method: 'POST', headers, body });
      await answer.body.dump();
      return answer.statusCode;
    };
    const json = { 'content-type': 'application/json' };

    expect(await send(json, JSON.stringify(update))).toBe(401);
    expect(
      await send({ ...json, 'x-telegram-bot-api-secret-token': 'guessed' }, JSON.stringify(update)),
    ).toBe(401);
    expect(await send(json, 'x'.repeat(1024 * 1024 + 1))).toBe(413);
    expect(await limner.harness.core.history('telegram:1')).toEqual([]);
  });
});

describe('Discord by the interactions endpoint', () => {
  let limner: DiscordUnderTest;
  let server: HookServer;
  const endpoint = (): string => `${server.url}${interactionsPath}`;

  beforeAll(async () => {
    server = await startHookServer(interactionsPath);
    limner = await startDiscordUnderTest({ withoutBot: true });
    const { publicKey } = limner.discord.interactions;
    const bots = [
      await limner.startBot({ config: { publicKey, gateway: false } }),
      await limner.startBot({ config: { publicKey, gateway: false } }),
    ];
    server.use(...bots.flatMap(({ hook }) => (hook ? [hook] : [])));
    await limner.discord.interactions.useEndpoint(limner.discord.state, endpoint());
  });

  afterAll(async () => {
    await limner.stop();
    await server.close();
  });

  it('draws for a command without a gateway connection, and answers in the request itself', async () => {
    const command = await limner.discord.user.slash('imagine', { prompt: 'a red fox' });

    expect(await command.acknowledged()).toMatchObject({ type: 5, ephemeral: false });
    const answer = await command.untilPictures(1);
    expect(answer.pictures).toMatchObject([{ description: 'a red fox' }]);
    expect(limner.discord.gateway.identifies).toBe(0);
    expect(limner.discord.requests.filter(({ route }) => route.endsWith('/callback'))).toEqual([]);
  });

  it('answers buttons, forms and sentences the same way', async () => {
    const command = await limner.discord.user.slash('imagine', { prompt: 'a grey fox' });
    const answer = await command.untilPictures(1);
    const edit = limner.discord.user.pressButton(answer, 'Edit');
    expect(await edit.untilModal()).toBeTruthy();
    const quota = await limner.discord.user.slash('quota');

    expect((await quota.untilAnswer(({ loading }) => !loading)).ephemeral).toBe(true);
    expect(limner.discord.interactions.deliveries.every(({ status }) => status === 200)).toBe(true);
  });

  it('refuses what Discord did not sign, or signed long ago, and draws a repeated one once', async () => {
    const { interactions, state } = limner.discord;
    const command = await limner.discord.user.slash('imagine', { prompt: 'a lone fox' });
    await command.untilPictures(1);
    const body = JSON.stringify(command.interaction.event);

    expect((await interactions.post(endpoint(), body, { signature: 'ab'.repeat(64) })).status).toBe(401);
    expect((await interactions.post(endpoint(), body, { signature: 'none' })).status).toBe(401);
    expect((await interactions.post(endpoint(), body, { timestamp: '1700000000' })).status).toBe(401);
    expect((await interactions.post(endpoint(), '{"type":')).status).toBe(400);
    expect((await interactions.post(endpoint(), body)).status).toBe(503);
    const history = await limner.harness.core.history(`discord:${command.interaction.userId}`);
    expect(history.filter(({ request: { prompt } }) => prompt === 'a lone fox')).toHaveLength(1);
    expect(state.rules.interactionsEndpointUrl).toBe(endpoint());
  });
});

describe('Discord by shards in several processes', () => {
  it('connects each shard once and hears every server from the one that has it', async () => {
    const limner = await startDiscordUnderTest({
      withoutBot: true,
      standin: { limits: { identifiesAtOnce: 2 } },
    });
    try {
      await limner.startBot({ config: { shards: { ids: [0], count: 2 } } });
      await limner.startBot({ config: { shards: { ids: [1], count: 2 } } });

      const shards = limner.discord.gateway.sessions.map(({ shard }) => shard.join('/'));
      expect(shards).toEqual(['0/2', '1/2']);
      const command = await limner.discord.user.slash('imagine', { prompt: 'a shared fox' });
      await command.untilPictures(1);
      expect(await limner.harness.core.history(`discord:${command.interaction.userId}`)).toHaveLength(1);
    } finally {
      await limner.stop();
    }
  });

  it('lets processes take turns', async () => {
    const redis = await startTestRedis();
    try {
      const [first, second] = [new RedisTurns(redis.client), new RedisTurns(redis.client)];
      await first.take('identify:0', 400);
      let isTaken = false;
      const waiting = second.take('identify:0', 400).then(() => (isTaken = true));
      await second.take('identify:1', 400);

      expect(isTaken).toBe(false);
      await waiting;
      expect(await redis.client.pttl('{limner}:turn:identify:0')).toBeGreaterThan(0);
    } finally {
      await redis.stop();
    }
  });
});

/** The same object with one member replaced; methods keep their own `this`. */
function withMember<T extends object, Key extends keyof T>(target: T, key: Key, member: T[Key]): T {
  return new Proxy(target, {
    get(object, name) {
      if (name === key) return member;
      const value: unknown = Reflect.get(object, name, object);
      return typeof value === 'function' ? (value.bind(object) as unknown) : value;
    },
  });
}
