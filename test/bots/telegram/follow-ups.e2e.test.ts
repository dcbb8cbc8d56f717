import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { livePictures } from '../../../src/core/generation/generation.ts';
import { eventually } from '../../support/eventually.ts';
import type { ChatHandle } from '../../support/telegram/chat-handle.ts';
import type { MessageHandle } from '../../support/telegram/message-handle.ts';
import type { Participant } from '../../support/telegram/participant.ts';
import type { UserHandle } from '../../support/telegram/user-handle.ts';
import { plainPicture } from './easel-provider.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

describe('follow-ups on Telegram', () => {
  const adminIds = new Set<string>();
  let limner: TelegramUnderTest;
  let ada: UserHandle;
  let chat: Participant;

  beforeEach(async () => {
    limner = await startTelegramUnderTest({
      standin: { inlineMode: true },
      harness: { adminIds, moderationRules: () => ({ words: ['gun*'] }) },
    });
    ada = limner.telegram.user({ firstName: 'Ada' });
    chat = ada.privateChat();
  });
  afterEach(async () => {
    await limner.stop();
  });

  const untilPicture = (seen: readonly MessageHandle[] = [], where: ChatHandle = chat.chat) =>
    where.waitForBot(({ id, kind }) => kind === 'photo' && !seen.some((other) => other.id === id));
  const untilButtons = (message: MessageHandle, label: string) =>
    eventually(() => expect(message.view().buttons.flat()).toContain(label));

  it('varies by choice, goes back a version, keeps a favourite and deletes, all behind the same message', async () => {
    await chat.send('a red fox');
    const first = await untilPicture();
    await chat.press(first, 'Vary').answer();
    await untilButtons(first, 'Subtle');
    await chat.press(first, 'Subtle').answer();
    const varied = await untilPicture([first]);
    expect(varied.view().text).toMatch(/v2 · 1k · subtle variation/);
    expect(await limner.newest(ada)).toMatchObject({ request: { variation: 'subtle' }, pictureVersion: 2 });

    await chat.press(varied, 'More').answer();
    await untilButtons(varied, 'Undo');
    await chat.press(varied, 'Undo').answer();
    const back = await untilPicture([first, varied]);
    expect(back.view().text).not.toMatch(/\bv2\b/);
    expect(limner.easel.orders).toHaveLength(2);

    expect((await chat.press(varied, 'Favourite').answer()).text).toMatch(/^Kept among your favourites/);
    await chat.press(varied, 'Delete').answer();
    await untilButtons(varied, 'Delete for good');
    const { id } = await limner.newest(ada);
    expect((await chat.press(varied, 'Delete for good').answer()).text).toMatch(/^Deleted/);
    expect(await limner.harness.core.get(id)).toBeUndefined();
    await eventually(() => expect(chat.chat.botMessages().some((one) => one.id === varied.id)).toBe(false));
  });

  it('covers what was asked to be covered, alone, in an album and brought again', async () => {
    const { telegram } = limner;
    await chat.send('the last scene --spoiler');
    const first = await untilPicture();
    expect(first.record.content).toMatchObject({ hasSpoiler: true });
    const { id } = await limner.newest(ada);
    const [shown] = livePictures(await limner.newest(ada));
    await chat.send(`/show ${shown?.picture.pictureId}`);
    const again = await untilPicture([first]);
    expect(again.record.content).toMatchObject({ hasSpoiler: true });

    await chat.send('two scenes --count 2 --spoiler');
    await eventually(() => expect(telegram.requestsOf('sendMediaGroup')).toHaveLength(1));
    const photos = () => chat.chat.botMessages().filter(({ record }) => record.content.kind === 'photo');
    await eventually(() => expect(photos()).toHaveLength(4));
    for (const photo of photos()) expect(photo.record.content).toMatchObject({ hasSpoiler: true });
    expect((await limner.newest(ada)).id).not.toBe(id);
  });

  it('shows my pictures by id, the newest, and page by page, and nothing of others', async () => {
    await chat.send('three foxes --count 3');
    await chat.chat.waitForBot(({ buttons }) => buttons[0]?.[0] === 'Edit 1');
    const generation = await limner.newest(ada);
    const ids = livePictures(generation).map(({ picture }) => picture.pictureId);
    const album = chat.chat.botMessages();
    await chat.send(`/show ${ids[1]}`);
    const shown = await untilPicture(album);
    expect(shown.view().text).toContain(`id ${ids[1]}`);
    const bea = limner.telegram.user({ firstName: 'Bea' }).privateChat();
    for (const id of [ids[1], 'unknown00000']) {
      await bea.send(`/show ${id}`);
      await eventually(() =>
        expect(bea.chat.botMessages().at(-1)?.view().text).toMatch(/^You have no picture with this id/),
      );
    }

    await chat.send('/last');
    await eventually(() => expect(limner.telegram.requestsOf('sendMediaGroup')).toHaveLength(2));
    await chat.send('/history');
    const list = await chat.chat.waitForBot(({ text }) => /Your pictures, newest first/.test(text));
    expect(list.view().buttons).toEqual([['1', '2', '3'], ['Favourites']]);
    await chat.press(list, 'Favourites').answer();
    await eventually(() => expect(list.view().text).toMatch(/You keep no favourites yet/));
    expect(limner.easel.orders).toHaveLength(1);
  });

  it('asks for other words for what was refused, of its asker alone, and keeps its picture and settings', async () => {
    const group = limner.telegram.supergroup();
    const bea = limner.telegram.user({ firstName: 'Bea' });
    for (const user of [ada, bea]) group.setMember(user, 'member');
    await group
      .as(ada)
      .sendPhoto(await plainPicture(60, 40), { caption: '/imagine@limner_bot a gun --quality low' });
    const refusal = await group.waitForBot(({ buttons }) => buttons.flat().includes('Rephrase'));
    expect(refusal.view().text).toMatch(/^The rules here do not allow this prompt.*nothing was charged/);
    expect((await group.as(bea).press(refusal, 'Rephrase').answer()).text).toMatch(
      /^Only the person who asked/,
    );

    await group.as(ada).press(refusal, 'Rephrase').answer();
    const question = await group.waitForBot(({ text }) => text.startsWith('Ada: How else would you say it'));
    expect(question.view().text).toContain('a gun --quality low');
    await group.as(ada).reply(question, 'a rose');
    await untilPicture([], group);

    expect(await limner.newest(ada)).toMatchObject({
      request: { prompt: 'a rose', quality: 'low' },
      references: [{ width: 60, height: 40 }],
    });
    expect(limner.easel.orders).toHaveLength(1);
    // A reply to the refusal itself is understood too.
    await group.as(ada).reply(refusal, 'two roses --size 512x512');
    await eventually(async () =>
      expect(await limner.newest(ada)).toMatchObject({
        request: { prompt: 'two roses', size: { width: 512, height: 512 } },
        references: [{ width: 60 }],
      }),
    );
  });

  it('asks for other words for what a gateway’s filter refused', async () => {
    limner.easel.failNext('provider-moderated');
    await chat.send('a duel --ratio 3:2');
    const refusal = await chat.chat.waitForBot(({ buttons }) => buttons.flat().includes('Rephrase'));
    expect(refusal.view().buttons).toEqual([['Rephrase', 'Retry']]);
    await chat.press(refusal, 'Rephrase').answer();
    const question = await chat.chat.waitForBot(({ text }) => text.startsWith('How else would you say it'));
    expect(question.view().text).toContain('a duel --ratio 3:2');
    await chat.reply(question, 'a dance');
    await untilPicture();
    expect(await limner.newest(ada)).toMatchObject({ request: { prompt: 'a dance' } });
  });

  it('brings a report by anybody to the admins, once for each person and picture', async () => {
    const group = limner.telegram.supergroup();
    const bea = limner.telegram.user({ firstName: 'Bea' });
    const boss = limner.telegram.user({ firstName: 'Bo' }).privateChat();
    for (const user of [ada, bea]) group.setMember(user, 'member');
    adminIds.add(`telegram:${boss.user.id}`);
    await group.send(ada, '/imagine@limner_bot a nuisance');
    const picture = await untilPicture([], group);
    await group.as(bea).press(picture, 'More').answer();
    await untilButtons(picture, 'Report');
    const press = async () => (await group.as(bea).press(picture, 'Report').answer()).text;
    expect(await press()).toBe('Reported; whoever runs this bot looks at it.');
    expect(await press()).toMatch(/^You reported this picture already/);
    expect((await group.as(bea).press(picture, 'Delete').answer()).text).toMatch(
      /^Only the person who asked/,
    );

    const told = await boss.chat.waitForBot(({ text }) => text.includes('reports picture'));
    expect(told.view().text).toMatch(
      new RegExp(`telegram:${bea.id}.*telegram:${ada.id}.*Prompt: a nuisance`),
    );
    expect(told.view().buttons).toEqual([['Delete the post'], ['Block the asker'], ['Dismiss']]);

    const inline = async () => (await group.as(ada).inline('nuisance').answer()).results;
    expect(await inline()).toHaveLength(1);
    // A call that did not get through is made again, and what was taken away is offered nowhere.
    limner.telegram.misbehave({ method: 'deleteMessage', how: { kind: 'drop-before' } });
    expect((await boss.press(told, 'Delete the post').answer()).text).toMatch(/^The post is being deleted/);
    await eventually(() => expect(group.botMessages().some(({ id }) => id === picture.id)).toBe(false));
    await eventually(async () => expect(await inline()).toEqual([]));
    await boss.press(told, 'Block the asker').answer();
    const question = await boss.chat.waitForBot(({ text }) => text.startsWith('Why are they blocked?'));
    await boss.reply(question, 'a nuisance indeed');
    await boss.chat.waitForBot(({ text }) =>
      /may not ask for pictures anywhere.*a nuisance indeed/.test(text),
    );
    await group.send(ada, '/imagine@limner_bot a hare');
    await group.waitForBot(({ text }) =>
      text.startsWith('You may not ask for pictures here: a nuisance indeed'),
    );
    adminIds.clear();
    expect((await boss.press(told, 'Dismiss').answer()).text).toMatch(/^Only whoever runs this bot/);
  });

  it('draws larger, shares what was private, and says of an old post what became of it', async () => {
    const { telegram } = limner;
    const boss = telegram.user({ firstName: 'Bo' });
    const group = telegram.supergroup();
    group.setMember(ada, 'member');
    group.setMember(boss, 'administrator');
    const erase = async (message: MessageHandle, by: Participant, whole: boolean) => {
      await by.press(message, 'More').answer();
      await untilButtons(message, 'Delete');
      const asked = (await by.press(message, 'Delete').answer()).text;
      if (!whole) return asked;
      await untilButtons(message, 'Delete for good');
      return (await by.press(message, 'Delete for good').answer()).text;
    };

    await group.send(ada, '/imagine@limner_bot a secret --private');
    const secret = await untilPicture();
    await chat.press(secret, '2K').answer();
    const larger = await untilPicture([secret]);
    expect(await limner.newest(ada)).toMatchObject({ request: { variation: 'larger', resolution: '2k' } });
    await chat.press(secret, 'More').answer();
    await untilButtons(secret, 'Share here');
    await chat.press(secret, 'Share here').answer();
    const shared = await untilPicture([], group);
    expect(shared.view().text).toContain('a secret');

    // Who keeps order takes the post away; its asker keeps the picture.
    expect(await erase(shared, group.as(boss), false)).toMatch(/^The post is gone/);
    await eventually(() => expect(group.botMessages().some(({ id }) => id === shared.id)).toBe(false));
    expect(await limner.harness.core.history(`telegram:${ada.id}`)).toHaveLength(2);

    telegram.advance(49 * 3_600_000);
    expect(await erase(larger, chat, true)).toMatch(/^Deleted/);
    await eventually(() => expect(larger.view().text).toBe('This picture was deleted.'));
    expect(larger.view().buttons).toEqual([]);
    for (const method of ['editMessageText', 'editMessageMedia']) {
      const how = {
        kind: 'refuse',
        errorCode: 400,
        description: "Bad Request: message can't be edited",
      } as const;
      telegram.misbehave({ method, times: 9, how });
    }
    await chat.press(secret, 'Less').answer();
    await untilButtons(secret, '4K');
    expect(await erase(secret, chat, true)).toMatch(
      /its post cannot be removed from here; delete that message yourself/,
    );
    expect(await limner.harness.core.history(`telegram:${ada.id}`)).toEqual([]);
  });
});
