import { locales } from '../../../src/bots/shared/locale.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramBot } from '../../../src/bots/telegram/telegram-bot.ts';
import type { Core } from '../../../src/core/core.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Json } from '../../../src/core/ports/delivery-channel.ts';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import { startHarness } from '../../support/core-harness.ts';
import { eventually } from '../../support/eventually.ts';
import type { Participant } from '../../support/telegram/participant.ts';
import type { Update } from '../../support/telegram/update-queue.ts';
import type { UserHandle } from '../../support/telegram/user-handle.ts';
import { plainPicture } from './easel-provider.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';
import { telegramFetch } from '../../../src/telegram-fetch.ts';

describe('the Telegram bot in trouble', () => {
  let limner: TelegramUnderTest;
  let ada: UserHandle;
  let chat: Participant;

  async function begin(options: Parameters<typeof startTelegramUnderTest>[0]): Promise<void> {
    limner = await startTelegramUnderTest(options);
    ada = limner.telegram.user({ firstName: 'Ada' });
    chat = ada.privateChat();
  }

  beforeEach(() => begin({ withoutBot: true }));

  afterEach(async () => {
    limner.redis.process.kill('SIGCONT');
    await limner.stop();
  });

  const untilPicture = () => chat.chat.waitForBot(({ kind }) => kind === 'photo', 10_000);
  const untilText = (pattern: RegExp) => chat.chat.waitForBot(({ text }) => pattern.test(text), 10_000);

  describe('after a crash', () => {
    /** Another process writes the event down, gets as far as `note`, and dies: its lease ends with its connection. */
    async function leftBehind(updates: readonly (Update | undefined)[], note?: Json): Promise<void> {
      const crashed = await startHarness({ redis: limner.redis, providers: [], withoutWorker: true });
      const key = `telegram:${updates[0]?.update_id}`;
      const payload = updates[0] as unknown as Json;
      await crashed.core.intake.begin({ key, platform: 'telegram', payload });
      if (note !== undefined) await crashed.core.intake.note(key, note);
      await crashed.stop();
      await limner.telegram.backend.updates.clear();
      await limner.startBot();
    }

    it('goes on with a request that was only written down', async () => {
      const { update } = await chat.send('survivor');
      await leftBehind([update]);

      await untilPicture();

      expect(limner.easel.orders).toHaveLength(1);
      expect(chat.chat.botMessages()).toHaveLength(1);
    });

    it('goes on with the status message that was sent', async () => {
      const { update } = await chat.send('survivor');
      const answer = await fetch(`${limner.telegram.apiUrl}/bot${limner.telegram.token}/sendMessage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chat_id: chat.chat.id, text: 'Received' }),
      });
      const { result } = (await answer.json()) as { result: { message_id: number } };
      await leftBehind([update], { status: { chatId: chat.chat.id, messageId: result.message_id } });

      const shown = await untilPicture();

      expect(shown.id).toBe(result.message_id);
      expect(chat.chat.botMessages()).toHaveLength(1);
    });

    it('does not send an original twice', async () => {
      await limner.startBot();
      await chat.send('a red fox');
      const result = await untilPicture();
      const press = chat.press(result, 'Original file');
      await press.answer();
      await chat.chat.waitForBot(({ kind }) => kind === 'document');
      const update = { ...press.update, update_id: 999_999_999 } as Update;

      await leftBehind([update], { sending: true });
      await eventually(async () => (await limner.redis.client.keys('*in-due:telegram*')).length === 0, {
        timeoutMs: 10_000,
      });

      expect(limner.telegram.requestsOf('sendDocument')).toHaveLength(1);
    });
  });

  it('takes no update twice when it is stopped and started', async () => {
    const bot = await limner.startBot();
    await chat.send('one');
    await untilPicture();
    await bot.stop();
    await chat.send('two');
    await limner.startBot();

    await eventually(() => limner.easel.orders.length === 2);
    await eventually(() => expect(limner.telegram.pendingUpdates).toBeLessThanOrEqual(1));

    expect(limner.telegram.picturePosts().doubles).toEqual([]);
    expect(limner.easel.orders.map(({ prompt }) => prompt)).toEqual(['one', 'two']);
  });

  it('says within a moment that a request waits for the store, and draws it when the store is back', async () => {
    await limner.startBot();
    const bea = limner.telegram.user({ firstName: 'Bea' }).privateChat();
    limner.redis.process.kill('SIGSTOP');
    const request = await chat.send('patience');
    await chat.send('more patience');
    await bea.send('me too');

    const notice = await untilText(/it is not lost and begins by itself/);
    await bea.chat.waitForBot(({ text }) => /not lost/.test(text));
    expect(notice.view().replyToId).toBe(request.id);
    expect(chat.chat.botMessages()).toHaveLength(1);
    expect(limner.telegram.pendingUpdates).toBeGreaterThanOrEqual(3);

    limner.redis.process.kill('SIGCONT');
    await eventually(() => expect(limner.telegram.picturePosts().messages).toBe(3), { timeoutMs: 15_000 });
    expect(limner.easel.orders.map(({ prompt }) => prompt).sort()).toEqual([
      'me too',
      'more patience',
      'patience',
    ]);
    expect(limner.telegram.picturePosts().doubles).toEqual([]);
  });

  it('never confirms an update that is not written down, not even when it stops', async () => {
    const failing = (core: Core): Core =>
      Object.assign(Object.create(core) as Core, {
        intake: {
          ...core.intake,
          serve: core.intake.serve.bind(core.intake),
          begin: () => Promise.reject(new Error('store away')),
        },
      });
    const bot = await limner.startBot({ wrapCore: failing });
    await chat.send('do not lose me');
    await untilText(/not lost/);

    await bot.stop();
    expect(limner.telegram.pendingUpdates).toBe(1);
    await limner.startBot();
    await untilPicture();

    expect(limner.easel.orders).toHaveLength(1);
  });

  it('tries again when the store goes away in the middle of a request', async () => {
    let failures = 2;
    await limner.startBot({
      wrapCore: (core) =>
        new Proxy(core, {
          get(target, name) {
            const value: unknown = Reflect.get(target, name, target);
            if (typeof value !== 'function') return value;
            if (name === 'request' && failures-- > 0)
              return () => Promise.reject(new Error('Connection is closed.'));
            return value.bind(target) as unknown;
          },
        }),
    });
    await chat.sendPhoto(await plainPicture(), { caption: 'again' });

    await untilPicture();

    expect(limner.easel.orders).toHaveLength(1);
    expect(chat.chat.botMessages()).toHaveLength(1);
  });

  it('says sorry for a defect of its own and goes on', async () => {
    let defects = 3;
    await limner.startBot({
      wrapCore: (core) =>
        new Proxy(core, {
          get(target, name) {
            const value: unknown = Reflect.get(target, name, target);
            if (typeof value !== 'function') return value;
            if (name === 'quota' && defects-- > 0)
              return () => Promise.reject(new TypeError('x is not a function'));
            return value.bind(target) as unknown;
          },
        }),
    });
    await chat.send('/quota');
    await untilText(/Something went wrong here/);
    await chat.send('/quota');

    await untilText(/You today/);
  });

  it('makes the status message say sorry, when there is one', async () => {
    await limner.startBot({
      wrapCore: (core) =>
        Object.assign(Object.create(core) as Core, { request: () => Promise.reject(new TypeError('x')) }),
    });
    await chat.send('a red fox');
    await untilText(/Something went wrong here/);

    expect(chat.chat.botMessages()).toHaveLength(1);
  });

  it('says what is wrong when a picture vanishes while it is brought', async () => {
    await limner.startBot({
      wrapCore: (core) =>
        Object.assign(Object.create(core) as Core, {
          media: Object.assign(Object.create(core.media) as Core['media'], {
            fit: () => Promise.reject(new AppError('Gone', { code: 'media-not-found' })),
          }),
        }),
    });
    await chat.send('a red fox');
    await untilPicture();
    await chat.send('/history');
    const list = await untilText(/Your pictures, newest first/);
    // Telegram has forgotten its file as well.
    limner.telegram.misbehave({
      method: 'sendPhoto',
      how: { kind: 'refuse', errorCode: 400, description: 'Bad Request: wrong file identifier' },
    });
    await chat.press(list, '1').answer();

    await untilText(/The picture is no longer there/);
  });

  it('knows no flag for avatars where they are switched off, and no inline query while the store is away', async () => {
    await limner.startBot({ avatars: false });
    await chat.send('a queen --avatar me');
    await untilText(/There is no flag --avatar;/);
    expect(limner.telegram.requestsOf('getUserProfilePhotos')).toEqual([]);

    limner.telegram.setInlineMode(true);
    limner.redis.process.kill('SIGSTOP');
    const query = chat.inline('fox');
    await eventually(() => expect(limner.telegram.pendingUpdates).toBe(0));
    limner.telegram.settings.inlineQueryLifetimeMs = -1;
    limner.redis.process.kill('SIGCONT');
    await chat.send('a red fox');
    await untilPicture();
    expect(query.current).toBeUndefined();
  });

  it('waits out an outage of Telegram and answers what was asked meanwhile', async () => {
    const bot = await limner.startBot();
    await limner.telegram.goOffline();
    await eventually(() => !bot.ready());
    await chat.send('are you there');
    await limner.telegram.goOnline();

    await untilPicture();

    await eventually(() => bot.ready());
  });

  it('says that another process polls, and goes on when that one ends', async () => {
    const first = await limner.startBot();
    const other = createTelegramBot({
      config: { token: limner.telegram.token, apiUrl: limner.telegram.apiUrl, fetch: telegramFetch() },
      core: limner.harness.core,
      logger: silentLogger,
      now: Date.now,
      providerTitle: (id) => id,
    });
    other.start();
    await eventually(() => limner.log.some((line) => line.includes('Another process polls Telegram')));
    await chat.send('who takes it');
    await eventually(() => limner.easel.orders.length === 1, { timeoutMs: 10_000 });
    await other.stop();

    await chat.send('and this');
    await eventually(() => limner.easel.orders.length === 2, { timeoutMs: 15_000 });
    await eventually(() => first.ready());
    expect(limner.telegram.picturePosts().doubles).toEqual([]);
  });

  it('is not ready and says why when the token is refused', async () => {
    const lines: string[] = [];
    const bot = createTelegramBot({
      config: { token: '123:wrong', apiUrl: limner.telegram.apiUrl, fetch: telegramFetch() },
      core: limner.harness.core,
      logger: { ...silentLogger, error: (_, message) => void lines.push(message) },
      now: Date.now,
      providerTitle: (id) => id,
    });
    bot.start();
    await eventually(() => lines.length > 0);

    expect(lines).toEqual(['Telegram does not accept TELEGRAM_TOKEN']);
    expect(bot.ready()).toBe(false);
    await bot.stop();
  });

  it('takes a webhook off that somebody left', async () => {
    const { apiUrl, token } = limner.telegram;
    const answer = await fetch(`${apiUrl}/bot${token}/setWebhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: 'http://127.0.0.1:9/hook' }),
    });
    expect(answer.ok).toBe(true);
    await chat.send('a red fox');
    await limner.startBot();

    await untilPicture();
  });

  it('writes the menus of commands by language and kind of chat, once', async () => {
    const { telegram } = limner;
    // For everybody, in private and in groups.
    const menus = 3 * locales.length;
    const lin = telegram.user({ firstName: 'Lin', languageCode: 'zh' });
    const bot = await limner.startBot();
    await eventually(() => telegram.requestsOf('setMyCommands').length === menus);

    expect(telegram.commandsSeenBy(ada, chat.chat).map(({ command }) => command)).toEqual([
      'imagine',
      'quota',
      'history',
      'last',
      'show',
      'cancel',
      'add',
      'blend',
      'sticker',
      'settings',
      'preset',
      'privacy',
      'help',
    ]);
    expect(telegram.commandsSeenBy(lin, lin.privateChat().chat)[0]?.description).toMatch(/图片/);
    expect(telegram.commandsSeenBy(lin, telegram.supergroup())[0]?.description).toMatch(/图片/);

    await bot.stop();
    await limner.startBot();
    await chat.send('/help');
    await untilText(/Write what to draw/);
    await eventually(() => telegram.requestsOf('getMyCommands').length === 2 * menus);
    expect(telegram.requestsOf('setMyCommands')).toHaveLength(menus);
  });
});
