import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editDueAt } from '../../support/edit-due.ts';
import { eventually } from '../../support/eventually.ts';
import type { ChatHandle } from '../../support/telegram/chat-handle.ts';
import { plainPicture } from './easel-provider.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

const minuteMs = 60_000;

describe('progress on Telegram', () => {
  let limner: TelegramUnderTest;

  beforeEach(async () => {
    limner = await startTelegramUnderTest({ harness: { limits: { userConcurrent: 60, userQueued: 60 } } });
    limner.easel.hold();
  });

  afterEach(async () => {
    await limner.stop();
  });

  const picturesIn = (chat: ChatHandle) =>
    chat.botMessages().filter((message) => message.view().kind === 'photo');

  it('never takes an edit from an outcome: with fifty under way in a group, what is finished is there at once', async () => {
    const { telegram, easel, redis } = limner;
    telegram.settings.recompressPhotos = false;
    telegram.settings.limits = { editsPerGroupPerMinute: 20 };
    const group = telegram.supergroup();
    const ada = telegram.user({ firstName: 'Ada' });
    for (let index = 1; index <= 50; index += 1) await group.send(ada, `/imagine fox number ${index}`);
    await eventually(() => easel.orders.length === 50, { timeoutMs: 15_000 });
    // What was edited while there were few is over.
    telegram.advance(minuteMs + 1_000);
    const edits = () => telegram.requests.filter(({ method }) => method.startsWith('editMessage'));
    const before = edits().length;
    // All fifty are due, and were put off.
    await eventually(async () => {
      const due = await editDueAt(redis.client, `telegram/${group.id}`);
      expect(Number(due) - Date.now()).toBeGreaterThan(2_000);
    });

    easel.release(20);
    await eventually(() => picturesIn(group).length === 20, { timeoutMs: 15_000 });

    expect(telegram.backend.flood.refusals).toBe(0);
    expect(
      edits()
        .slice(before)
        .map(({ method }) => method),
    ).toEqual(Array(20).fill('editMessageMedia'));

    telegram.settings.limits = {};
    easel.release();
    await eventually(() => picturesIn(group).length === 50, { timeoutMs: 15_000 });
    expect(group.botMessages()).toHaveLength(50);
    expect(telegram.picturePosts()).toMatchObject({ messages: 50, doubles: [] });
  });

  it('holds up nobody when an edit hangs', async () => {
    const { telegram, easel } = limner;
    const chat = telegram.user({ firstName: 'Ada' }).privateChat();
    telegram.misbehave({ method: 'editMessageText', times: 99, how: { kind: 'hang' } });
    await chat.send('slow fox');
    await eventually(() => telegram.requestsOf('editMessageText').length === 1);

    easel.release();
    await chat.send('quick fox');

    await eventually(() => picturesIn(chat.chat).some(({ text }) => text.startsWith('quick fox')));
    expect(picturesIn(chat.chat)).toHaveLength(1);
  });

  it('shows partial pictures in the status message, which the picture then replaces', async () => {
    const { telegram, easel } = limner;
    easel.partial = await plainPicture(32, 24, 7);
    const chat = telegram.user({ firstName: 'Ada' }).privateChat();
    await chat.send('a red fox');

    const status = await chat.chat.waitForBot(({ kind }) => kind === 'photo');
    expect(status.view()).toMatchObject({
      text: expect.stringMatching(/^a red fox\nsandbox is drawing\n\d+ s so far$/),
      buttons: [['Cancel']],
    });
    easel.release();

    await eventually(() => expect(status.view().buttons[0]).toContain('Again'));
    expect(chat.chat.botMessages()).toHaveLength(1);
    expect(telegram.picturePosts()).toMatchObject({ doubles: [] });
  });

  it('says under a partial picture that it was canceled, and what that costs', async () => {
    const { telegram, easel } = limner;
    easel.partial = await plainPicture(32, 24, 7);
    const chat = telegram.user({ firstName: 'Ada' }).privateChat();
    await chat.send('a red fox');
    const status = await chat.chat.waitForBot(({ kind }) => kind === 'photo');

    await chat.press(status, 'Cancel').answer();

    await eventually(() => expect(status.text).toMatch(/^a red fox\nCanceled; it was handed over already/));
  });

  it('stays with words where the result will be an album, or the server knows no better', async () => {
    const { telegram, easel } = limner;
    easel.partial = await plainPicture(32, 24, 7);
    const chat = telegram.user({ firstName: 'Ada' }).privateChat();
    await chat.send('two foxes --n 2');
    await chat.chat.waitForBot(({ text }) => /two foxes\nsandbox is drawing/.test(text));
    telegram.settings.editTextIntoMedia = false;
    await chat.send('an old fox');

    await chat.chat.waitForBot(({ text }) => /an old fox\nsandbox is drawing/.test(text));

    expect(picturesIn(chat.chat)).toEqual([]);
  });

  it('obeys a 429 and goes on afterwards', async () => {
    const { telegram } = limner;
    const chat = telegram.user({ firstName: 'Ada' }).privateChat();
    telegram.misbehave({ method: 'editMessageText', how: { kind: 'rate-limit', retryAfterSeconds: 1 } });
    await chat.send('a red fox');

    await chat.chat.waitForBot(({ text }) => text.includes('is drawing'));

    const [refused, accepted] = telegram.requestsOf('editMessageText');
    expect((accepted?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
});
