import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OwnKeysConfig } from '../../src/core/own-key/own-key-ring.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { createOwnKeyClients } from '../../src/providers/own-key-clients.ts';
import { eventually } from '../support/eventually.ts';
import { GccaiStandIn } from '../support/gateways/gccai.ts';
import { permissions } from '../support/discord/model.ts';
import type { TestRedis } from '../support/redis.ts';
import { startDiscordUnderTest, type DiscordUnderTest } from './discord/discord-under-test.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram/telegram-under-test.ts';

/** The account that the gateway knows; every other key is refused. */
const goodKey = 'sk-own-key-marked-000000042';
const badKey = 'sk-own-key-marked-000000013';

/** A real client for each key against a gateway that writes down which key each call carried. */
async function startGateway(): Promise<{ gateway: GccaiStandIn; ownKeys: OwnKeysConfig }> {
  const gateway = await new GccaiStandIn({ latencyMs: 5, apiKey: goodKey }).start();
  const config = { baseUrls: [gateway.baseUrl], firstLookMs: 20, lookMs: 20 };
  const clients = createOwnKeyClients([{ id: 'gccai', config }], { logger: silentLogger, now: Date.now });
  const secret = 'a-secret-for-own-keys-0123456789-0123456789';
  return { gateway, ownKeys: { secret, ...clients, hide: () => undefined } };
}

function keysOf({ requests }: GccaiStandIn): Record<string, readonly string[]> {
  const used = new Map<string, Set<string>>();
  for (const { path, headers } of requests) {
    const what = path.includes('/tasks/') ? 'looks' : 'submits';
    used.set(what, (used.get(what) ?? new Set()).add(headers['authorization'] ?? ''));
  }
  return Object.fromEntries([...used].map(([what, keys]) => [what, [...keys]]));
}

/** Everything that was written to the store or asked of it, from now on. By hand: ioredis fails where a line follows at once. */
async function watchStore({ socketPath }: TestRedis): Promise<{ text(): string; stop(): void }> {
  const socket = connect(socketPath).setEncoding('latin1');
  let text = '';
  socket.on('data', (data: string) => void (text += data));
  socket.write('MONITOR\r\n');
  await eventually(() => text.startsWith('+OK\r\n'));
  return { text: () => text, stop: () => socket.destroy() };
}

it('has one client for a key that is used again, and clients for the latest keys only', async () => {
  const { gateway, ownKeys } = await startGateway();
  const first = ownKeys.open('gccai', goodKey);

  expect(ownKeys.open('gccai', goodKey)).toBe(first);
  for (let index = 0; index < 64; index += 1) ownKeys.open('gccai', `${badKey}-${index}`);
  expect(ownKeys.open('gccai', goodKey)).not.toBe(first);
  expect(ownKeys.gateways.map(({ id }) => id)).toEqual(['gccai']);
  expect(() => ownKeys.open('openai', goodKey)).toThrow('No keys are taken for openai');
  await gateway.stop();
});

describe('A key of one’s own on Discord', () => {
  let limner: DiscordUnderTest;
  let gateway: GccaiStandIn;
  let store: Awaited<ReturnType<typeof watchStore>>;

  beforeAll(async () => {
    const started = await startGateway();
    gateway = started.gateway;
    limner = await startDiscordUnderTest({ harness: { ownKeys: started.ownKeys } });
    store = await watchStore(limner.redis);
  });
  afterEach(() => expect(limner.discord.unhandled).toEqual([]));
  afterAll(async () => {
    store.stop();
    await limner.stop();
    await gateway.stop();
  });

  it('is given in a form, pays for what its gateway makes, and is taken back', async () => {
    const anna = limner.discord.addPerson('anna');
    const opened = await anna.slash('key set');
    await opened.untilModal();
    const given = await anna.submitModal(opened, { gateway: 'gccai', key: goodKey });
    const answer = await given.untilAnswer(({ text }) => text.includes('ending in 0042'));
    expect(answer).toMatchObject({ ephemeral: true });
    const quota = await (
      await anna.slash('quota')
    ).untilAnswer(({ text }) => text.includes('Your own key pays gccai'));
    expect(quota.ephemeral).toBe(true);

    const drawn = await (await anna.slash('imagine', { prompt: 'a hill' })).untilPictures(1);

    expect(drawn.text).toContain('paid with own key');
    expect(keysOf(gateway)).toEqual({ submits: [`Bearer ${goodKey}`], looks: [`Bearer ${goodKey}`] });
    const bert = limner.discord.addPerson('bert');
    const before = gateway.requests.length;
    const theirs = await bert.pressButton(drawn, 'Again').untilPictures(1);
    expect(theirs.text).not.toContain('own key');
    expect(gateway.requests).toHaveLength(before);

    const shown = await (await anna.slash('key show')).untilAnswer(({ buttons }) => buttons.length > 0);
    expect(shown).toMatchObject({ ephemeral: true, text: 'gccai: your key ending in 0042' });
    const removal = anna.pressButton(shown, 'Remove key: gccai');
    await removal.untilAnswer(({ text }) => text.includes('Your key for gccai is removed'));
    await (await anna.slash('key remove')).untilAnswer(({ text }) => text.includes('No key of yours'));
    expect(JSON.stringify(limner.discord.requests.map(({ payload }) => payload))).not.toContain(goodKey);
    expect(limner.log.filter((line) => line.includes(goodKey))).toEqual([]);
    expect(store.text()).toContain('ownkey');
    expect(store.text()).not.toContain('own-key-marked');
  });

  it('is neither kept nor drawn where it is written as a message, which is deleted where the bot may', async () => {
    const dora = limner.discord.addPerson('dora');
    limner.discord.setPermissions(limner.discord.channel, { revoke: permissions.manageMessages });
    const lost = await dora.postMessage({ content: goodKey, mentionBot: true });
    const told = await lost.untilReply(({ text }) => text.includes('looks like a gateway key'));
    expect(told.text).toContain('could not delete');
    limner.discord.setPermissions(limner.discord.channel, { grant: permissions.manageMessages });
    await dora.postMessage({ content: `/key set gccai ${goodKey}`, mentionBot: true });
    await eventually(() =>
      expect(limner.discord.timeline().map(({ text }) => text)).toContainEqual(
        expect.stringContaining('I deleted your message'),
      ),
    );

    expect(JSON.stringify(limner.discord.timeline())).not.toContain('/key set gccai');
    expect(store.text()).not.toContain('own-key-marked');
    expect(limner.log.filter((line) => line.includes('own-key-marked'))).toEqual([]);
    expect(await limner.harness.core.history(`discord:${dora.user.id}`)).toEqual([]);
  });

  it('is told to be refused in one sentence with the next step', async () => {
    const carl = limner.discord.addPerson('carl');
    const opened = await carl.slash('key set');
    await opened.untilModal();
    const given = await carl.submitModal(opened, { gateway: 'gccai', key: badKey });
    await given.untilAnswer(({ text }) => text.includes('ending in 0013'));

    const failed = await (
      await carl.slash('imagine', { prompt: 'a hill' })
    ).untilAnswer(({ text }) => text.includes('refused your own key'));

    expect(failed.text).toContain('/key set');
    expect(failed.text).not.toMatch(/0013|marked/);
  });
});

describe('A key of one’s own on Telegram', () => {
  let limner: TelegramUnderTest;
  let gateway: GccaiStandIn;
  let store: Awaited<ReturnType<typeof watchStore>>;

  beforeAll(async () => {
    const started = await startGateway();
    gateway = started.gateway;
    limner = await startTelegramUnderTest({ harness: { ownKeys: started.ownKeys } });
    store = await watchStore(limner.redis);
  });
  afterAll(async () => {
    store.stop();
    await limner.stop();
    await gateway.stop();
  });

  const nothingLeaked = (): void => {
    expect(store.text()).toContain('/key set');
    expect(store.text()).not.toContain('own-key-marked');
    expect(limner.log.filter((line) => line.includes('own-key-marked'))).toEqual([]);
    expect(JSON.stringify(limner.telegram.requests.map(({ payload }) => payload))).not.toContain(
      'own-key-marked',
    );
  };

  it('is given in a private chat, where its message is deleted, and pays', async () => {
    const ada = limner.telegram.user({ firstName: 'Ada' });
    const { chat, ...me } = { chat: ada.privateChat().chat, talk: ada.privateChat() };
    await me.talk.send(`/key set ${goodKey}`);
    const kept = await chat.waitForBot(({ text }) => text.includes('ending in 0042'));
    expect(kept.view().text).toContain('I deleted your message with the key.');
    expect(JSON.stringify(chat.visible())).not.toContain('own-key-marked');

    await me.talk.send('a hill');
    const drawn = await chat.waitForBot(({ kind }) => kind === 'photo');

    expect(drawn.view().text).toContain('paid with own key');
    expect(keysOf(gateway)).toEqual({ submits: [`Bearer ${goodKey}`], looks: [`Bearer ${goodKey}`] });
    await me.talk.send('/key');
    await chat.waitForBot(({ text }) => text.includes('gccai: your key ending in 0042'));
    // Whoever names the key where nobody has to has it hidden and deleted there too.
    await me.talk.send(`/key show ${goodKey}`);
    await me.talk.send(`/key remove ${goodKey}`);
    const removed = await chat.waitForBot(({ text }) => text.includes('Your key for gccai is removed'));
    expect(removed.view().text).toContain('I deleted your message with the key.');
    expect(JSON.stringify(chat.visible())).not.toContain('own-key-marked');
    nothingLeaked();
  });

  it('is deleted, neither kept nor drawn, where a message is nothing but a key', async () => {
    const lea = limner.telegram.user({ firstName: 'Lea' });
    const talk = lea.privateChat();
    await talk.send(goodKey);
    const told = await talk.chat.waitForBot(({ text }) => text.includes('looks like a gateway key'));
    expect(told.view().text).toContain('/key set gccai …');
    expect(told.view().text).toContain('I deleted your message with the key.');
    expect(JSON.stringify(talk.chat.visible())).not.toContain('own-key-marked');
    const { core } = limner.harness;
    expect(await core.ownKeys.list(`telegram:${lea.id}`)).toEqual([]);
    expect(await core.history(`telegram:${lea.id}`)).toEqual([]);
    nothingLeaked();
  });

  it('is said to stand there still where its message cannot be deleted, and not to be one where it is none', async () => {
    const eve = limner.telegram.user({ firstName: 'Eve' });
    const talk = eve.privateChat();
    const description = 'Bad Request: message can’t be deleted';
    limner.telegram.misbehave({
      method: 'deleteMessage',
      how: { kind: 'refuse', errorCode: 400, description },
    });

    await talk.send('/key set gccai nonsense');
    const answer = await talk.chat.waitForBot(({ text }) => text.includes('does not look like a key'));

    expect(answer.view().text).toContain('could not delete your message');
  });

  it('is not taken in a group, nor kept from what others quote of it', async () => {
    const owen = limner.telegram.user({ firstName: 'Owen' });
    const group = limner.telegram.group();
    const [boss, other] = [group.as(owen), group.as(limner.telegram.user({ firstName: 'Gina' }))];
    const description = 'Bad Request: not enough rights';
    limner.telegram.misbehave({
      method: 'deleteMessage',
      how: { kind: 'refuse', errorCode: 400, description },
    });
    const sent = await boss.send(`/key set gccai ${goodKey}`);
    const told = await group.waitForBot(({ text }) => text.includes('Keys belong into our private chat'));
    expect(told.view().text).toContain('could not delete your message');
    await other.reply(sent, '/quota');
    await group.waitForBot(({ text }) => text.includes('today'));

    await eventually(async () =>
      expect(await limner.harness.core.ownKeys.list(`telegram:${owen.id}`)).toEqual([]),
    );
    nothingLeaked();
  });
});
