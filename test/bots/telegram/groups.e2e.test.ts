import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { picturesOf } from '../../../src/core/generation/generation.ts';
import { eventually } from '../../support/eventually.ts';
import type { GroupHandle } from '../../support/telegram/chat-handle.ts';
import type { MessageHandle } from '../../support/telegram/message-handle.ts';
import type { UserHandle } from '../../support/telegram/user-handle.ts';
import { plainPicture } from './easel-provider.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

describe('a group on Telegram', () => {
  let limner: TelegramUnderTest;
  let group: GroupHandle;
  let ada: UserHandle;
  let bea: UserHandle;

  beforeEach(async () => {
    limner = await startTelegramUnderTest();
    group = limner.telegram.supergroup();
    ada = limner.telegram.user({ firstName: 'Ada' });
    bea = limner.telegram.user({ firstName: 'Bea' });
  });

  afterEach(async () => {
    await limner.stop();
  });

  const untilPicture = (not: readonly MessageHandle[] = []): Promise<MessageHandle> =>
    group.waitForBot(({ id, kind }) => kind === 'photo' && !not.some((other) => other.id === id));
  const untilText = (pattern: RegExp): Promise<MessageHandle> =>
    group.waitForBot(({ text }) => pattern.test(text));

  it.each(['/imagine a red fox', '/imagine@limner_bot a red fox', '/Imagine@Limner_Bot\na red fox'])(
    'draws for %j',
    async (text) => {
      const request = await group.send(ada, text);

      const result = await untilPicture();

      expect(result.view()).toMatchObject({ replyToId: request.id });
      expect(await limner.newest(ada)).toMatchObject({
        request: { prompt: 'a red fox' },
        requester: { chatId: `telegram:${group.id}` },
      });
    },
  );

  it('leaves talk between people and commands for other bots alone, and writes none of it down', async () => {
    limner.telegram.setPrivacyMode(false);
    group.addBot(ada);
    await group.send(ada, 'a red fox');
    await group.send(ada, '/imagine@other_bot a red fox');
    await group.send(ada, '/roll 6');
    await group.as(ada).sendPhoto(await plainPicture(), { caption: 'look at this' });
    await group.as(ada).sendAlbum([await plainPicture(), await plainPicture(9, 9)], { caption: 'and this' });
    await group.send(ada, '/quota');

    await untilText(/You today/);

    expect(limner.easel.orders).toEqual([]);
    expect(group.botMessages()).toHaveLength(1);
  });

  it('hears mentions where privacy mode is off', async () => {
    limner.telegram.setPrivacyMode(false);
    group.addBot(ada);

    await group.send(ada, '@limner_bot a red fox, please');
    await untilPicture();

    expect(await limner.newest(ada)).toMatchObject({ request: { prompt: 'a red fox, please' } });
  });

  it('edits a photo whose caption has the command, and an album of one request', async () => {
    limner.telegram.setPrivacyMode(false);
    group.addBot(ada);
    await group.as(ada).sendPhoto(await plainPicture(90, 60), { caption: '/imagine at night' });
    const first = await untilPicture();
    expect(await limner.newest(ada)).toMatchObject({ references: [{ width: 90 }] });

    await group.as(ada).sendAlbum([await plainPicture(50, 40), await plainPicture(60, 40)], {
      caption: '/imagine@limner_bot both in one',
    });
    await untilPicture([first]);

    expect(await limner.newest(ada)).toMatchObject({
      request: { prompt: 'both in one' },
      references: [{ width: 50 }, { width: 60 }],
    });
  });

  it("edits somebody else's photo for a reply with the command", async () => {
    limner.telegram.setPrivacyMode(false);
    group.addBot(ada);
    const photo = await group.as(bea).sendPhoto(await plainPicture(70, 50));

    await group.as(ada).reply(photo, '/imagine in watercolour');
    await untilPicture();

    expect(await limner.newest(ada)).toMatchObject({
      request: { prompt: 'in watercolour' },
      references: [{ width: 70, height: 50 }],
    });
  });

  it('takes a reply to one of its pictures as an edit, by anybody and at their own cost', async () => {
    await group.send(ada, '/imagine a lighthouse');
    const result = await untilPicture();
    const [picture] = picturesOf(await limner.newest(ada));

    await group.as(bea).reply(result, 'at night');
    await untilPicture([result]);

    expect(await limner.newest(bea)).toMatchObject({
      requester: { userId: `telegram:${bea.id}` },
      request: { prompt: 'at night' },
      references: [{ sha256: picture?.sha256 }],
    });
  });

  it('keeps to the topic of a forum', async () => {
    const forum = limner.telegram.supergroup({ isForum: true });
    const topic = forum.createTopic('Foxes', ada);
    const request = await forum.send(ada, '/imagine a red fox', { topic });

    const result = await forum.waitForBot(({ kind }) => kind === 'photo');

    expect(result.view()).toMatchObject({ threadId: topic, replyToId: request.id });

    await forum.press(ada, result, 'Again').answer();
    const again = await forum.waitForBot(({ id, kind }) => kind === 'photo' && id !== result.id);
    expect(again.view()).toMatchObject({ threadId: topic, replyToId: result.id });
    await forum.as(ada).send('/imagine a fox for all');
    const general = await forum.waitForBot(({ text }) => text.startsWith('a fox for all'));
    expect(general.view().threadId).toBeUndefined();
  });

  it('brings a private answer to the private chat, and says what that needs', async () => {
    ada.privateChat({ started: false });
    await group.send(ada, '/imagine a secret --private');
    await untilText(/open @limner_bot, press Start/);
    expect(limner.easel.orders).toEqual([]);

    const alone = ada.privateChat();
    await alone.send('/start');
    await group.send(ada, '/imagine a secret --private');
    await alone.chat.waitForBot(({ kind }) => kind === 'photo');
    await untilText(/The answer comes to your private chat/);

    expect(group.visible().filter(({ kind }) => kind === 'photo')).toEqual([]);
    await group.send(ada, '/history');
    await untilText(/You have no pictures yet/);
  });

  it('goes on with a private request when the group cannot be told of it', async () => {
    const alone = ada.privateChat();
    limner.telegram.misbehave({
      method: 'sendMessage',
      when: ({ chat_id: chat }) => chat === group.id || chat === String(group.id),
      how: { kind: 'drop-before' },
    });
    await group.send(ada, '/imagine a secret --private');

    await alone.chat.waitForBot(({ kind }) => kind === 'photo');

    expect(group.botMessages()).toEqual([]);
  });

  it('does not count two anonymous admins of different groups as one person', async () => {
    const update = {
      message_id: 900,
      date: 1,
      chat: { id: group.id, type: 'supergroup', title: 'Painters' },
      from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' },
      sender_chat: { id: group.id, type: 'supergroup', title: 'Painters' },
      text: '/imagine a red fox',
      entities: [{ type: 'bot_command', offset: 0, length: 8 }],
    };
    limner.telegram.backend.updates.push('message', update);

    await untilPicture();

    expect(await limner.newest({ id: group.id })).toMatchObject({
      requester: { userId: `telegram:${group.id}`, name: 'Painters' },
    });
  });

  it('says nothing to other bots', async () => {
    limner.telegram.backend.updates.push('message', {
      message_id: 900,
      date: 1,
      chat: { id: group.id, type: 'supergroup', title: 'Painters' },
      from: { id: 5, is_bot: true, first_name: 'Robot' },
      text: '/imagine a red fox',
    });
    await group.send(ada, '/quota');

    await untilText(/You today/);

    expect(limner.easel.orders).toEqual([]);
  });

  it('edits the status message only when the stage changes', async () => {
    limner.easel.hold();
    await group.send(ada, '/imagine slowly');
    const status = await untilText(/Handing it to|is drawing/);
    expect(status.view()).toMatchObject({ buttons: [['Cancel']] });
    const edits = status.view().edits;
    limner.easel.release();

    const result = await untilPicture();

    expect(result.id).toBe(status.id);
    await eventually(() => expect(result.view().edits).toBeLessThanOrEqual(edits + 2));
  });
});
