import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { picturesOf } from '../../../src/core/generation/generation.ts';
import { eventually } from '../../support/eventually.ts';
import { giveUpSubmit } from '../../support/give-up-submit.ts';
import type { ChatHandle } from '../../support/telegram/chat-handle.ts';
import type { MessageHandle } from '../../support/telegram/message-handle.ts';
import type { HowToMisbehave } from '../../support/telegram/misbehaviour.ts';
import type { Participant } from '../../support/telegram/participant.ts';
import type { UserHandle } from '../../support/telegram/user-handle.ts';
import { noisyPicture, plainPicture } from './easel-provider.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

describe('an outcome on Telegram', () => {
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

  const untilPicture = (where: ChatHandle = chat.chat) =>
    where.waitForBot(({ kind }) => kind === 'photo' || kind === 'document');
  const untilText = (pattern: RegExp, where: ChatHandle = chat.chat) =>
    where.waitForBot(({ text }) => pattern.test(text));
  const untilDelivery = (state: 'delivered' | 'undeliverable', who: { id: number } = ada) =>
    eventually(async () => {
      const { delivery } = await limner.newest(who);
      if (delivery.state !== state) throw new Error(`Still ${delivery.state}`);
      return delivery;
    });

  it.each([
    { how: { kind: 'drop-after' } },
    { how: { kind: 'drop-before' } },
    { how: { kind: 'server-error' } },
    { how: { kind: 'internal-error' } },
    { how: { kind: 'rate-limit', retryAfterSeconds: 1 } },
    { how: { kind: 'rate-limit-without-wait' } },
  ] satisfies { how: HowToMisbehave }[])(
    'is posted once when the answer to the edit is $how.kind',
    async ({ how }) => {
      limner.telegram.misbehave({ method: 'editMessageMedia', how });
      await chat.send('a red fox');

      await untilDelivery('delivered');

      expect(limner.telegram.picturePosts()).toMatchObject({ messages: 1, doubles: [] });
      expect(chat.chat.botMessages()).toHaveLength(1);
      expect(limner.telegram.requestsOf('editMessageMedia')).toHaveLength(2);
    },
  );

  it('gets a new message when the status message was deleted, and only one', async () => {
    limner.easel.hold();
    await chat.send('a red fox');
    const status = await chat.chat.waitForBot();
    await eventually(() => limner.easel.orders.length === 1);
    status.vanish();
    limner.easel.release();

    const result = await untilPicture();

    expect(result.view()).toMatchObject({
      buttons: [
        ['Again', 'Edit', 'Vary'],
        ['Select region', 'Original file'],
        ['2K', '4K', 'More'],
      ],
    });
    expect(chat.chat.botMessages()).toHaveLength(1);
    await chat.reply(result, 'at night');
    await eventually(() => limner.easel.orders.length === 2);
    expect(await limner.newest(ada)).toMatchObject({ pictureVersion: 2 });
  });

  it('shows its picture once when the answer to the new message was lost', async () => {
    limner.easel.hold();
    await chat.send('a red fox');
    const status = await chat.chat.waitForBot();
    await eventually(() => limner.easel.orders.length === 1);
    status.vanish();
    limner.telegram.misbehave({ method: 'sendMessage', how: { kind: 'drop-after' } });
    limner.easel.release();

    await untilDelivery('delivered');

    // The one whose answer was lost offers the picture; it never becomes a second one.
    const [lost, shown] = chat.chat.botMessages();
    expect(lost?.view()).toMatchObject({ kind: 'text', buttons: [['Show']] });
    expect(shown?.view()).toMatchObject({ kind: 'photo' });
    expect(limner.telegram.picturePosts()).toMatchObject({ messages: 1, doubles: [] });
  });

  it.each(['a red fox', 'two foxes --n 2'])(
    'comes even when the request for %j was deleted',
    async (text) => {
      limner.easel.hold();
      const request = await chat.send(text);
      request.vanish();
      await eventually(() => limner.easel.orders.length === 1);
      limner.easel.release();

      const result = await untilPicture();
      await untilDelivery('delivered');

      expect(result.view().replyToId).toBeUndefined();
    },
  );

  it('goes on without a status message when none was confirmed', async () => {
    limner.telegram.misbehave({ method: 'sendMessage', times: 2, how: { kind: 'drop-before' } });
    await chat.send('a red fox');

    const result = await untilPicture();

    expect(chat.chat.botMessages()).toHaveLength(1);
    expect(result.view()).toMatchObject({
      buttons: [
        ['Again', 'Edit', 'Vary'],
        ['Select region', 'Original file'],
        ['2K', '4K', 'More'],
      ],
    });
  });

  it.each([
    { what: 'a picture', count: 2 },
    { what: 'an album', count: 3 },
  ])('has one that came late follow $what, and knows which message shows which', async ({ count }) => {
    const { easel, redis } = limner;
    Object.assign(easel, { limits: { ...easel.limits, maxCount: 1 } });
    easel.hold();
    await chat.send(`foxes --count ${count}`);
    await eventually(() => easel.orders.length === count);
    const { id, parts } = await limner.newest(ada);
    // Let the first of them be the one that nobody knows of.
    const late = parts[0]?.attempts[0]?.id ?? '';
    const held = easel.orders.findIndex(({ attemptId }) => attemptId === late);
    await giveUpSubmit(redis, id, late);
    easel.releaseAllBut(held);
    await untilText(new RegExp(`${count - 1} of ${count} pictures`));

    easel.release();
    const photos = () => chat.chat.botMessages().filter((message) => message.view().kind === 'photo');
    await eventually(() => photos().length === count);
    await eventually(async () => {
      const { delivery, ...generation } = await limner.newest(ada);
      const shown = delivery.receipt?.messages.flatMap(({ key, pictures: [index] }) =>
        index === undefined ? [] : [`${key} ${picturesOf(generation as never)[index]?.sha256}`],
      );
      expect(shown?.toSorted()).toEqual(
        photos()
          .map(
            (message) => `telegram:${message.chatId}:${message.id} ${message.view().picture?.uploadedSha256}`,
          )
          .toSorted(),
      );
    });
    expect(limner.telegram.picturePosts()).toMatchObject({ messages: count, doubles: [] });
    expect(easel.orders).toHaveLength(count);
  });

  it('comes as an album when there are several pictures; a reply to one means that one', async () => {
    const request = await chat.send('three foxes --count 3');
    const status = await untilText(/3 pictures/);
    await untilDelivery('delivered');

    const album = chat.chat.botMessages().filter((message) => message.view().mediaGroupId !== undefined);
    const first = await limner.newest(ada);
    expect(album.map((message) => message.view().picture?.uploadedSha256)).toEqual(
      picturesOf(first).map(({ sha256 }) => sha256),
    );
    expect(album.map((message) => message.view().replyToId)).toEqual([request.id, request.id, request.id]);
    expect(status.view()).toMatchObject({
      kind: 'text',
      text: expect.stringMatching(/^three foxes\n/),
      buttons: [
        ['Edit 1', 'Edit 2', 'Edit 3'],
        ['Again', 'Vary'],
        ['Select region', 'Original file'],
        ['2K', '4K', 'More'],
      ],
    });

    await chat.reply(album[1] as MessageHandle, 'in blue');
    await eventually(() => limner.easel.orders.length === 2);
    expect(await limner.newest(ada)).toMatchObject({ parent: { generationId: first.id, index: 1 } });

    await chat.reply(status, 'in green');
    await untilText(/reply to the one you mean/);
    expect(limner.easel.orders).toHaveLength(2);
  });

  it.each(['drop-after', 'drop-before', 'server-error'] as const)(
    'does not send an album again after %s, says so and brings it by a button at no charge',
    async (kind) => {
      limner.telegram.misbehave({ method: 'sendMediaGroup', how: { kind } });
      await chat.send('two foxes --count 2');

      const status = await untilText(/did not confirm/);
      await untilDelivery('delivered');

      expect(limner.telegram.requestsOf('sendMediaGroup')).toHaveLength(1);
      expect(limner.telegram.picturePosts().doubles).toEqual([]);
      await chat.press(status, 'Show').answer();
      await untilText(/2 pictures/);
      expect(limner.telegram.requestsOf('sendMediaGroup')).toHaveLength(2);
      expect(limner.easel.orders).toHaveLength(1);
    },
  );

  it('sends an album again that Telegram refused for the time being', async () => {
    limner.telegram.misbehave({
      method: 'sendMediaGroup',
      how: { kind: 'rate-limit', retryAfterSeconds: 1 },
    });
    await chat.send('two foxes --count 2');

    await untilText(/2 pictures/);

    expect(limner.telegram.requestsOf('sendMediaGroup')).toHaveLength(2);
    expect(limner.telegram.picturePosts()).toMatchObject({ messages: 2, doubles: [] });
  });

  it('goes on with the buttons when the album was posted and the next edit was lost', async () => {
    limner.telegram.misbehave({
      method: 'editMessageText',
      when: ({ text }) => String(text).includes('2 pictures'),
      how: { kind: 'drop-before' },
    });
    await chat.send('two foxes --count 2');

    const status = await untilText(/2 pictures/);
    await untilDelivery('delivered');

    expect(status.view().buttons).toHaveLength(4);
    expect(limner.telegram.requestsOf('sendMediaGroup')).toHaveLength(1);
  });

  it('is a document when it is too heavy for a photo, untouched', async () => {
    const heavy = await noisyPicture(2000, 2000);
    expect(heavy.byteLength).toBeGreaterThan(10_000_000);
    limner.easel.pictures.push(heavy);
    await chat.send('a storm of dots');

    const result = await untilPicture();

    const [picture] = picturesOf(await limner.newest(ada));
    expect(result.view()).toMatchObject({
      kind: 'document',
      file: { sha256: picture?.sha256, name: `limner-${picture?.pictureId}.png`, mediaType: 'image/png' },
      buttons: [
        ['Again', 'Edit', 'Vary'],
        ['Select region', 'Original file'],
        ['4K', 'More'],
      ],
    });
  });

  it('is a document when a photo would lose most of its pixels, and says so when some', async () => {
    limner.easel.pictures.push(await plainPicture(3840, 2160, 1));
    await chat.send('huge');
    expect((await untilPicture()).view().kind).toBe('document');

    limner.easel.pictures.push(await plainPicture(3000, 1000, 2));
    await chat.send('wide');
    const wide = await chat.chat.waitForBot(({ kind }) => kind === 'photo');
    expect(wide.text).toMatch(/Posted smaller than it is; the button brings the original/);
  });

  it('is a document where Telegram refuses it as a photo', async () => {
    limner.telegram.misbehave({
      method: 'editMessageMedia',
      how: { kind: 'refuse', errorCode: 400, description: 'Bad Request: IMAGE_PROCESS_FAILED' },
    });
    await chat.send('a red fox');

    expect((await untilPicture()).view().kind).toBe('document');
  });

  it('is made smaller where Telegram refuses its size', async () => {
    limner.telegram.settings.maxUploadBytes = 11_000_000;
    limner.easel.pictures.push(await noisyPicture(2000, 2000));
    await chat.send('a storm of dots');

    const result = await untilPicture();

    expect(result.view()).toMatchObject({
      kind: 'photo',
      buttons: [
        ['Again', 'Edit', 'Vary'],
        ['Select region', 'Original file'],
        ['4K', 'More'],
      ],
    });
    expect(limner.telegram.picturePosts().messages).toBe(1);
  });

  it('gets a message of its own on a server that cannot turn text into a picture', async () => {
    limner.telegram.settings.editTextIntoMedia = false;
    const request = await chat.send('a red fox');

    const result = await untilPicture();
    await untilDelivery('delivered');

    expect(result.view()).toMatchObject({
      replyToId: request.id,
      buttons: [
        ['Again', 'Edit', 'Vary'],
        ['Select region', 'Original file'],
        ['2K', '4K', 'More'],
      ],
    });
    await eventually(() => expect(chat.chat.botMessages()).toHaveLength(1));
  });

  it('is a sentence with a button when there is no picture', async () => {
    limner.easel.failNext('provider-moderated');
    await chat.send('a red fox');

    const failure = await untilText(/safety filter/);

    expect(failure.view()).toMatchObject({
      kind: 'text',
      text: 'a red fox\nThe safety filter of sandbox blocked this request; put it in other words. Not charged.',
      buttons: [['Rephrase', 'Retry']],
    });
    expect(chat.chat.botMessages()).toHaveLength(1);
  });

  it('shows a prompt as it was written and rings at nobody', async () => {
    const prompt = '@bea *bold* <b>x</b> /start [a](http://example.com) 👩‍👩‍👧‍👦 '.repeat(30);
    await chat.send(prompt);

    const result = await untilPicture();

    const { content } = result.record;
    const entities = content.kind === 'photo' ? content.captionEntities : [];
    expect(entities.map(({ type }) => type)).toEqual(['code']);
    expect(result.text.length).toBeLessThanOrEqual(1024);
    expect(result.text.startsWith('@bea *bold* <b>x</b> /start [a](http://example.com)')).toBe(true);
  });

  describe('whose place is gone', () => {
    async function asked(where: { send: Participant['send'] } = chat): Promise<void> {
      limner.easel.hold();
      await where.send('/imagine a red fox');
      await eventually(() => limner.easel.orders.length === 1);
    }

    async function keptOnce(): Promise<void> {
      await untilDelivery('undeliverable');
      const generation = await limner.newest(ada);
      const [picture] = picturesOf(generation);
      expect(picture && (await limner.harness.media.exists(picture))).toBe(true);
      expect(generation.delivery.tries).toBe(1);
      expect(limner.telegram.picturePosts().messages).toBe(0);
    }

    it('is kept when the bot was blocked, and comes by /history later', async () => {
      await asked();
      await chat.block();
      limner.easel.release();
      await keptOnce();

      await chat.unblock();
      await chat.send('/history');
      const list = await untilText(/Your pictures, newest first/);
      await chat.press(list, '1').answer();
      await untilPicture();
      expect(limner.easel.orders).toHaveLength(1);
    });

    it('is kept when the account is deactivated', async () => {
      await asked();
      ada.deactivate();
      limner.easel.release();

      await keptOnce();
    });

    it('is kept when the bot was kicked', async () => {
      const group = limner.telegram.supergroup();
      await asked(group.as(ada));
      group.kickBot(ada);
      limner.easel.release();

      await keptOnce();
    });

    it('is kept when the group was deleted', async () => {
      const group = limner.telegram.supergroup();
      await asked(group.as(ada));
      group.delete();
      limner.easel.release();

      await keptOnce();
    });

    it('is kept when the topic was deleted', async () => {
      const forum = limner.telegram.supergroup({ isForum: true });
      const topic = forum.createTopic('Foxes', ada);
      limner.easel.hold();
      await forum.send(ada, '/imagine a red fox', { topic });
      await eventually(() => limner.easel.orders.length === 1);
      forum.deleteTopic(topic);
      limner.easel.release();

      await keptOnce();
    });

    it('follows a group that was upgraded', async () => {
      const group = limner.telegram.group();
      await asked(group.as(ada));
      const upgraded = group.migrate(ada);
      limner.easel.release();

      const result = await untilPicture(upgraded);
      const { receipt } = await untilDelivery('delivered');

      expect(receipt?.messages).toMatchObject([
        { key: `telegram:${upgraded.id}:${result.id}`, pictures: [0] },
      ]);
      expect(limner.telegram.picturePosts()).toMatchObject({ messages: 1, doubles: [] });
    });

    it('follows a group that was upgraded with an album', async () => {
      const group = limner.telegram.group();
      limner.easel.hold();
      await group.send(ada, '/imagine two foxes --n 2');
      await eventually(() => limner.easel.orders.length === 1);
      const upgraded = group.migrate(ada);
      limner.easel.release();

      await untilText(/2 pictures/, upgraded);

      expect(limner.telegram.picturePosts()).toMatchObject({ messages: 2, doubles: [] });
    });

    it('comes as files where a group allows no photos, and is kept where it allows neither', async () => {
      const group = limner.telegram.supergroup();
      group.restrict({ can_send_photos: false });
      await group.send(ada, '/imagine two foxes --n 2');
      await untilText(/2 pictures/, group);
      expect(group.botMessages().filter((message) => message.view().kind === 'document')).toHaveLength(2);

      group.restrict({ can_send_documents: false });
      await group.send(ada, '/imagine two cats --n 2');
      const kept = await untilText(/^two cats\nYour picture is ready and could not be posted/, group);
      expect(kept.view().buttons).toEqual([['Again']]);
    });

    it('buys nothing for a chat that takes no messages', async () => {
      const group = limner.telegram.supergroup();
      group.restrict({ can_send_messages: false });
      await group.send(ada, '/imagine a red fox');
      await chat.send('/quota');
      await untilText(/You today/);

      await eventually(() => limner.log.some((line) => line.includes('takes no messages')));
      expect(limner.easel.orders).toEqual([]);
    });
  });

  it('is waited for with stage and time in the status message', async () => {
    limner.easel.hold();
    await chat.send('a red fox');

    const status = await untilText(/^a red fox\n.*sandbox.*\n\d+ s so far$/);

    expect(status.view()).toMatchObject({ buttons: [['Cancel']] });
  });

  it('leaves no token in any log line, whatever fails', async () => {
    const { telegram } = limner;
    for (const kind of ['drop-before', 'drop-after', 'server-error', 'hang'] as const) {
      telegram.misbehave({
        method: 'editMessageMedia',
        how: { kind: kind === 'hang' ? 'internal-error' : kind },
      });
      telegram.misbehave({ method: 'getFile', how: { kind: 'drop-before' } });
    }
    await chat.send('a red fox in secret');
    await chat.sendPhoto(await plainPicture(), { caption: 'another secret' });
    await telegram.goOffline();
    await eventually(() => limner.log.some((line) => line.includes('could not be asked for updates')));
    await telegram.goOnline();
    await eventually(() => telegram.picturePosts().messages === 2, { timeoutMs: 20_000 });

    const said = limner.log.join('\n');
    expect(said).not.toContain(telegram.token);
    expect(said).not.toContain(telegram.token.split(':')[1]);
    expect(said).not.toContain('secret');
  });
});
