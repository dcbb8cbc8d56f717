import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { picturesOf, statusOf } from '../../../src/core/generation/generation.ts';
import { eventually } from '../../support/eventually.ts';
import { giveUpSubmit } from '../../support/give-up-submit.ts';
import type { ChatHandle } from '../../support/telegram/chat-handle.ts';
import type { MessageHandle } from '../../support/telegram/message-handle.ts';
import type { Participant } from '../../support/telegram/participant.ts';
import type { UserHandle } from '../../support/telegram/user-handle.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

describe('buttons on Telegram', () => {
  let limner: TelegramUnderTest;
  let ada: UserHandle;
  let chat: Participant;

  beforeEach(async () => {
    limner = await startTelegramUnderTest();
    ada = limner.telegram.user({ firstName: 'Ada' });
    chat = ada.privateChat();
  });

  afterEach(async () => {
    await limner.stop();
  });

  const untilPicture = (seen: readonly MessageHandle[] = [], where: ChatHandle = chat.chat) =>
    where.waitForBot(({ id, kind }) => kind === 'photo' && !seen.some((other) => other.id === id));
  const untilText = (pattern: RegExp, where: ChatHandle = chat.chat) =>
    where.waitForBot(({ text }) => pattern.test(text));

  async function finished(text = 'a red fox'): Promise<MessageHandle> {
    await chat.send(text);
    return untilPicture();
  }

  it('makes the same again in a new message, each press a new request', async () => {
    const first = await finished('a red fox --ratio 16:9');
    await chat.press(first, 'Again').answer();
    const second = await untilPicture([first]);
    await chat.press(first, 'Again').answer();
    const third = await untilPicture([first, second]);

    expect(limner.easel.orders).toHaveLength(3);
    expect(await limner.newest(ada)).toMatchObject({ request: { prompt: 'a red fox', ratio: '16:9' } });
    expect([second, third].map((message) => message.view().replyToId)).toEqual([first.id, first.id]);
  });

  it("runs a stranger's Again on the stranger's own limit", async () => {
    await limner.stop();
    limner = await startTelegramUnderTest({ harness: { limits: { userDailyImages: 1 } } });
    const group = limner.telegram.supergroup();
    ada = limner.telegram.user({ firstName: 'Ada' });
    const bea = limner.telegram.user({ firstName: 'Bea' });
    await group.send(ada, '/imagine a red fox');
    const first = await untilPicture([], group);

    await group.press(ada, first, 'Again').answer();
    await untilText(/your 1 picture a day: none are left/, group);
    await group.press(bea, first, 'Again').answer();
    await untilPicture([first], group);

    expect(await limner.newest(bea)).toMatchObject({ requester: { userId: `telegram:${bea.id}` } });
  });

  it.each(['Edit', 'Original file'])('answers a stranger who presses %s privately', async (label) => {
    const group = limner.telegram.supergroup();
    const bea = limner.telegram.user({ firstName: 'Bea' });
    await group.send(ada, '/imagine a red fox');
    const result = await untilPicture([], group);

    const answer = await group.press(bea, result, label).answer();

    expect(answer).toMatchObject({
      text: expect.stringMatching(/^Only the person who asked/),
      showAlert: true,
    });
    expect(group.botMessages()).toHaveLength(1);
  });

  it('asks before it buys what is expensive, and makes one however often the button is pressed', async () => {
    await limner.stop();
    const file = { sandbox: [{ quality: 'high' as const, usd: 0.8 }] };
    limner = await startTelegramUnderTest({
      harness: { limits: { confirmAboveMicroUsd: 500_000 }, prices: { cnyPerUsd: 7.2, file } },
    });
    const group = limner.telegram.supergroup();
    ada = limner.telegram.user({ firstName: 'Ada' });
    const bea = limner.telegram.user({ firstName: 'Bea' });
    await group.send(ada, '/imagine a dear fox --quality high');
    const asked = await untilText(/This costs about \$0\.80\. Nothing is bought/, group);

    const stranger = await group.press(bea, asked, 'Make it').answer();
    const ordered = limner.easel.orders.length;
    await limner.startBot();
    const [first, second] = [group.press(ada, asked, 'Make it'), group.press(ada, asked, 'Make it')];
    await Promise.all([first.answer(), second.answer()]);
    await untilPicture([], group);

    expect([stranger.text, ordered]).toEqual([expect.stringMatching(/^Only the person who asked/), 0]);
    expect(limner.easel.orders).toHaveLength(1);
  });

  it('asks what to change and takes the answer as an edit, also after a restart', async () => {
    const result = await finished();
    const first = await limner.newest(ada);
    await chat.press(result, 'Edit').answer();
    const question = await untilText(/What should change in picture/);
    expect(question.record.markup?.json).toEqual({
      force_reply: true,
      selective: true,
      input_field_placeholder: 'For example: make it night, add lanterns',
    });

    await limner.startBot();
    await chat.reply(question, 'add lanterns');
    await untilPicture([result]);

    expect(await limner.newest(ada)).toMatchObject({
      request: { prompt: 'add lanterns' },
      parent: { generationId: first.id, index: 0 },
      references: [{ sha256: picturesOf(first)[0]?.sha256 }],
    });
  });

  it('puts the question to one person by name in a group', async () => {
    const group = limner.telegram.supergroup();
    await group.send(ada, '/imagine a red fox');
    const result = await untilPicture([], group);
    await group.press(ada, result, 'Edit').answer();

    const question = await untilText(/^Ada: What should change/, group);
    await group.as(ada).reply(question, 'add lanterns');
    await untilPicture([result], group);

    expect(await limner.newest(ada)).toMatchObject({ pictureVersion: 2 });
  });

  it('retries a failure once', async () => {
    limner.easel.failNext('provider-moderated');
    await chat.send('a red fox');
    const failure = await untilText(/safety filter/);
    expect(failure.view()).toMatchObject({ buttons: [['Rephrase', 'Retry']], kind: 'text' });
    const data = failure.button('Retry').callback_data ?? '';

    await chat.press(failure, 'Retry').answer();
    const result = await untilPicture();
    await eventually(() => expect(failure.view().buttons).toEqual([['Rephrase', 'Again']]));
    const second = await chat.pressData(failure, data).answer();

    expect(second.text).toMatch(/tried again already/);
    expect(limner.easel.orders).toHaveLength(2);
    expect(result.view().text).toMatch(/^a red fox/);
    expect(chat.chat.botMessages()).toHaveLength(2);
  });

  it('retries once when pressed twice at the same time', async () => {
    limner.easel.failNext('provider-moderated');
    await chat.send('a red fox');
    const failure = await untilText(/safety filter/);

    await Promise.all([chat.press(failure, 'Retry').answer(), chat.press(failure, 'Retry').answer()]);
    await untilPicture();
    await eventually(() => expect(chat.chat.botMessages()).toHaveLength(2));

    expect(limner.easel.orders).toHaveLength(2);
  });

  it('answers Retry with the picture that came after all, and buys nothing', async () => {
    limner.easel.hold();
    await chat.send('a red fox');
    const { id } = await eventually(async () => limner.easel.orders.length > 0 && limner.newest(ada));
    await giveUpSubmit(limner.redis, id);
    const unknown = await untilText(/^a red fox[^]*Nobody can tell/);
    const data = unknown.button('Retry').callback_data ?? '';

    limner.easel.release();
    await untilPicture();
    const answer = await chat.pressData(unknown, data).answer();

    expect(answer.text).toBe(
      'The picture came after all and stands in that message; nothing was made twice.',
    );
    expect(unknown.view()).toMatchObject({ kind: 'photo' });
    expect(limner.easel.orders).toHaveLength(1);
    expect(chat.chat.botMessages()).toHaveLength(1);
  });

  it('lets nobody else retry', async () => {
    const group = limner.telegram.supergroup();
    const bea = limner.telegram.user({ firstName: 'Bea' });
    limner.easel.failNext('provider-moderated');
    await group.send(ada, '/imagine a red fox');
    const failure = await untilText(/safety filter/, group);

    const answer = await group.press(bea, failure, 'Retry').answer();

    expect(answer.text).toMatch(/^Only the person/);
    expect(limner.easel.orders).toHaveLength(1);
  });

  it('sends the untouched original as a file', async () => {
    const result = await finished();
    const [picture] = picturesOf(await limner.newest(ada));
    await chat.press(result, 'Original file').answer();

    const file = await chat.chat.waitForBot(({ kind }) => kind === 'document');

    expect(file.view()).toMatchObject({
      file: { sha256: picture?.sha256, name: `limner-${picture?.pictureId}.png` },
      buttons: [['Edit']],
      replyToId: result.id,
    });
    await chat.reply(file, 'add a boat');
    await untilPicture([result]);
    expect(await limner.newest(ada)).toMatchObject({ parent: { index: 0 }, pictureVersion: 2 });
  });

  it('cancels what waits, for its owner', async () => {
    limner.easel.hold();
    await chat.send('a red fox');
    const status = await chat.chat.waitForBot(({ buttons }) => buttons[0]?.[0] === 'Cancel');

    const answer = await chat.press(status, 'Cancel').answer();

    expect(answer).toMatchObject({
      text: expect.stringMatching(/^Canceled; it was handed over already/),
      showAlert: true,
    });
    await eventually(() =>
      expect(status.view()).toMatchObject({
        text: expect.stringMatching(/^a red fox\nCanceled/),
        buttons: [['Again']],
      }),
    );
    limner.easel.release();
    await eventually(async () => picturesOf(await limner.newest(ada)).length === 1);
    expect(statusOf(await limner.newest(ada))).toBe('canceled');
    expect(chat.chat.botMessages()).toHaveLength(1);
  });

  it('numbers the edits of several pictures', async () => {
    await chat.send('three foxes --count 3');
    const status = await chat.chat.waitForBot(
      ({ buttons }) => buttons.length > 0 && buttons[0]?.[0] === 'Edit 1',
    );
    expect(status.view().buttons).toEqual([
      ['Edit 1', 'Edit 2', 'Edit 3'],
      ['Again', 'Vary'],
      ['Select region', 'Original file'],
      ['2K', '4K', 'More'],
    ]);
    const first = await limner.newest(ada);
    await chat.press(status, 'Edit 2').answer();
    const question = await untilText(/What should change/);

    await chat.reply(question, 'make it blue');
    await eventually(() => limner.easel.orders.length === 2);

    expect(await limner.newest(ada)).toMatchObject({ parent: { generationId: first.id, index: 1 } });
  });

  it('says what is gone and what still works when the files are', async () => {
    const result = await finished();
    const [picture] = picturesOf(await limner.newest(ada));
    await limner.harness.media.remove(picture?.sha256 ?? '');

    expect((await chat.press(result, 'Original file').answer()).text).toMatch(/press Again/);
    expect((await chat.press(result, 'Edit').answer()).text).toMatch(/press Again/);
    await chat.reply(result, 'add a boat');
    const edited = await untilPicture([result]);
    await chat.press(result, 'Again').answer();
    await untilPicture([result, edited]);

    // The reply found what Telegram itself still shows.
    expect(limner.telegram.log.downloads).toHaveLength(1);
  });

  it('says that a request is gone when its record is', async () => {
    const result = await finished();
    const data = result.button('Again').callback_data?.replace(/:.*/, ':0000missing') ?? '';

    const answers = [chat.pressData(result, data), chat.pressData(result, 'nonsense')];

    for (const press of answers) {
      expect(await press.answer()).toMatchObject({
        text: expect.stringMatching(/no longer kept/),
        showAlert: true,
      });
    }
  });

  it('lists my requests and brings their pictures again at no charge', async () => {
    const result = await finished('a red fox');
    limner.easel.failNext('provider-moderated');
    await chat.send('a blue fox');
    await untilText(/safety filter/);
    await chat.send('/history');

    const list = await untilText(/Your pictures, newest first/);
    expect(list.view()).toMatchObject({
      text: expect.stringMatching(/^1\. Done · a red fox$/m),
      buttons: [['1'], ['Favourites']],
    });
    await chat.press(list, '1').answer();
    const shown = await untilPicture([result]);

    expect(shown.view().buttons).toEqual([
      ['Again', 'Edit', 'Vary'],
      ['Select region', 'Original file'],
      ['2K', '4K', 'More'],
    ]);
    expect(limner.easel.orders).toHaveLength(2);
    await chat.reply(shown, 'with a hat');
    await untilPicture([result, shown]);
    expect(await limner.newest(ada)).toMatchObject({ pictureVersion: 2 });
  });

  it('cancels by command: the newest here, or all', async () => {
    limner.easel.hold();
    for (const prompt of ['one', 'two', 'three']) await chat.send(prompt);
    await eventually(() => limner.easel.orders.length === 3);
    await chat.send('/cancel');
    await untilText(/^Canceled; it was handed over already/);
    await chat.send('/cancel all');
    await untilText(/^2 requests canceled/);
    await chat.send('/cancel');

    await untilText(/Nothing of yours is waiting/);
  });

  it('finds a request that was made just before /cancel', async () => {
    limner.easel.hold();
    await chat.send('a red fox');
    await chat.send('/cancel');

    await untilText(/^Canceled/);

    expect(statusOf(await limner.newest(ada))).toBe('canceled');
  });

  it('answers a press that comes late, after the data folder lost everything, without falling over', async () => {
    const result = await finished();
    await rm(limner.harness.dataDir, { recursive: true, force: true });

    expect((await chat.press(result, 'Original file').answer()).text).toMatch(/no longer kept/);
  });
});
