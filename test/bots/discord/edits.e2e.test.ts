import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { permissions } from '../../support/discord/model.ts';
import { eventually } from '../../support/eventually.ts';
import { giveUpSubmit } from '../../support/give-up-submit.ts';
import { pictureFile, startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

describe('edits and buttons on Discord', () => {
  let limner: DiscordUnderTest;

  beforeAll(async () => {
    limner = await startDiscordUnderTest();
  });

  afterEach(() => {
    expect(limner.discord.unhandled).toEqual([]);
    limner.gateway.release();
    limner.discord.behave();
  });

  afterAll(async () => {
    await limner.stop();
  });

  async function drawn(prompt: string, place = {}) {
    return (await limner.discord.user.slash('imagine', { prompt }, place)).untilPictures(1);
  }

  it('opens a form for “Edit image” on a stranger’s picture and edits it with the words and further files', async () => {
    const { discord, gateway } = limner;
    const bob = discord.addPerson('bob');
    const message = await bob.postMessage({
      content: 'my cat',
      attachments: [await pictureFile('cat.png', { width: 300, height: 200 })],
    });

    const opened = discord.user.messageCommand('Edit image', message);
    expect(await opened.untilModal()).toMatchObject({ title: 'Edit a picture' });
    const submitted = await discord.user.submitModal(opened, {
      prompt: 'give it a hat',
      files: [await pictureFile('hat.png', { width: 100, height: 100 })],
    });

    expect(await submitted.acknowledged()).toMatchObject({ type: 5, ephemeral: false });
    expect((await submitted.untilPictures(1)).text).toContain('give it a hat');
    expect(gateway.orders.at(-1)).toMatchObject({
      prompt: 'give it a hat',
      references: [
        { width: 300, height: 200 },
        { width: 100, height: 100 },
      ],
    });
  });

  it('says so when the message of “Edit image” has no picture', async () => {
    const { discord } = limner;
    const message = await discord.user.postMessage({ content: 'just words' });

    const opened = discord.user.messageCommand('Edit image', message);

    expect(await opened.acknowledged()).toMatchObject({ type: 4, ephemeral: true });
    expect(opened.answer()?.text).toBe('There is no picture in that message; choose one that has a picture.');
  });

  it('edits our stored original for “Edit image” on one of our results, as version 2', async () => {
    const { discord, harness } = limner;
    const answer = await drawn('a house');

    const opened = discord.user.messageCommand('Edit image', answer);
    await opened.untilModal();
    const submitted = await discord.user.submitModal(opened, { prompt: 'at night' });

    expect((await submitted.untilPictures(1)).text).toContain('-# v2 · ');
    const [edited, first] = await harness.core.history(`discord:${discord.user.id}`, { limit: 2 });
    expect(edited).toMatchObject({
      parent: { generationId: first?.id, index: 0 },
      references: [{ sha256: first?.parts[0]?.images[0]?.sha256 }],
    });
  });

  it('opens the form with the prompt for Edit, and asks which picture where there are several', async () => {
    const { discord, harness } = limner;
    const answer = await (
      await discord.user.slash('imagine', { prompt: 'two foxes', count: 2 })
    ).untilPictures(2);

    const opened = discord.user.pressButton(answer, 'Edit');
    const modal = JSON.stringify(await opened.untilModal());
    const submitted = await discord.user.submitModal(opened, { prompt: 'two wolves', which: ['1'] });
    await submitted.untilPictures(1);

    expect(modal).toContain('"value":"two foxes"');
    const [edited, first] = await harness.core.history(`discord:${discord.user.id}`, { limit: 2 });
    expect(edited?.parent).toEqual({ generationId: first?.id, index: 1 });
  });

  it('draws the same again for its owner, and for a stranger at their own cost; all else is not theirs', async () => {
    const { discord, gateway } = limner;
    const answer = await drawn('once more');
    const bought = gateway.orders.length;

    const mallory = discord.addPerson('mallory');
    for (const label of ['Edit', 'Vary', '2K', 'Original file', 'Favourite', 'Delete']) {
      const stranger = mallory.pressButton(answer, label, { permissions: 0n });
      expect(await stranger.acknowledged()).toMatchObject({ type: 4, ephemeral: true });
      expect(stranger.answer()?.text).toBe(
        'Only the person who asked for this can use it; ask for your own with /imagine.',
      );
    }
    expect(gateway.orders).toHaveLength(bought);
    await mallory.pressButton(answer, 'Again').untilPictures(1);
    const [theirs] = await limner.harness.core.history(`discord:${mallory.id}`);
    expect(theirs?.scopes).toContainEqual(expect.objectContaining({ id: `discord:${mallory.id}` }));

    const again = discord.user.pressButton(answer, 'Again');
    expect((await again.untilPictures(1)).text).toContain('**once more**');
    expect(gateway.orders).toHaveLength(bought + 2);
  });

  it('offers Retry on a failure, once', async () => {
    const { discord, gateway } = limner;
    gateway.failNext('provider-moderated');
    const command = await discord.user.slash('imagine', { prompt: 'unlucky' });
    const failed = await command.untilAnswer(({ text }) => text.includes('safety filter'));
    expect(failed.text).toContain('Not charged.');
    expect(failed.buttons).toMatchObject([{ label: 'Rephrase' }, { label: 'Retry' }]);

    const first = discord.user.pressButton(failed, 'Retry');
    await first.untilPictures(1);
    const second = discord.user.pressButton(failed, 'Retry');

    const [sentence] = await eventually(() => second.followups().length > 0 && second.followups());
    expect(sentence).toMatchObject({
      ephemeral: true,
      text: 'This was tried again already; press Again for a new one.',
    });
    expect(second.answer()).toBeUndefined();
  });

  it('answers Retry with the picture that comes meanwhile after all, and buys nothing', async () => {
    const { discord, gateway, harness, redis } = limner;
    gateway.hold();
    const bought = gateway.orders.length;
    const command = await discord.user.slash('imagine', { prompt: 'late' });
    await eventually(() => gateway.orders.length > bought);
    const [asked] = await harness.core.history(`discord:${discord.user.id}`);
    await giveUpSubmit(redis, asked?.id ?? '');
    const unknown = await command.untilAnswer(({ text }) => text.includes('Nobody can tell'));
    const retry = harness.core.retry.bind(harness.core);
    vi.spyOn(harness.core, 'retry').mockImplementationOnce(async (press) => {
      gateway.release();
      await command.untilPictures(1);
      return retry(press);
    });

    const press = discord.user.pressButton(unknown, 'Retry');

    const [sentence] = await eventually(() => press.followups().length > 0 && press.followups());
    expect(sentence).toMatchObject({
      ephemeral: true,
      text: 'The picture came after all and stands in that message; nothing was made twice.',
    });
    expect(press.answer()).toBeUndefined();
    expect(gateway.orders).toHaveLength(bought + 1);
  });

  it('cancels with the button of the status message', async () => {
    const { discord, gateway } = limner;
    gateway.hold();
    const command = await discord.user.slash('imagine', { prompt: 'stop me' });
    const status = await command.untilAnswer(({ buttons }) => buttons.length > 0);

    const press = discord.user.pressButton(status, 'Cancel');

    expect(await press.untilAnswer(({ loading }) => !loading)).toMatchObject({ ephemeral: true });
    await command.untilAnswer(({ text }) => text.includes('Canceled'));
  });

  it('keeps its buttons working after a restart', async () => {
    const { discord, bot } = limner;
    const answer = await drawn('before the restart');
    await bot.stop();
    await limner.startBot();

    const again = discord.user.pressButton(answer, 'Again');

    await again.untilPictures(1);
  });

  it('says what still works for a button whose picture is no longer kept', async () => {
    const { discord, harness } = limner;
    const answer = await drawn('forgotten');
    const found = await eventually(
      async () => (await harness.core.findByMessage(`discord:${answer.channelId}:${answer.id}`)) ?? false,
    );
    for (const part of found.generation.parts) {
      for (const { sha256 } of part.images) await harness.media.remove(sha256);
    }
    const history = await (await discord.user.slash('history')).untilAnswer(({ loading }) => !loading);

    const show = discord.user.pressButton(history, `show:${found.generation.id}:0`);

    expect((await show.untilAnswer(({ loading }) => !loading)).text).toBe(
      'The original file is no longer kept; press Again to have it made anew.',
    );
  });

  describe('written messages', () => {
    it('edits our original for a reply that mentions the bot', async () => {
      const { discord, harness } = limner;
      const answer = await drawn('a boat');

      const reply = await discord.user.postMessage({ content: 'at sea', replyTo: answer, mentionBot: true });

      const result = await reply.untilReply(({ pictures }) => pictures.length > 0);
      expect(result).toMatchObject({
        text: expect.stringContaining('**at sea**\n-# v2 · '),
        pings: { users: [], everyone: false },
      });
      await eventually(async () => {
        const found = await harness.core.findByMessage(`discord:${result.channelId}:${result.id}`);
        expect(found?.generation).toMatchObject({
          requestKey: `discord:m${reply.id}`,
          parent: { index: 0 },
        });
      });
      expect(reply.replies()).toHaveLength(1);
    });

    it('edits a picture attached to a mention, with flags', async () => {
      const { discord, gateway } = limner;

      const message = await discord.user.postMessage({
        content: 'make it snow --quality high',
        mentionBot: true,
        attachments: [await pictureFile('hill.png', { width: 640, height: 480 })],
      });

      const result = await message.untilReply(({ pictures }) => pictures.length > 0);
      expect(result.text).toContain('high');
      expect(gateway.orders.at(-1)).toMatchObject({
        prompt: 'make it snow',
        references: [{ width: 640, height: 480 }],
      });
    });

    it('names Edit image where a stranger’s picture cannot be seen', async () => {
      const { discord, gateway } = limner;
      const bought = gateway.orders.length;
      const photo = await discord
        .addPerson('carl')
        .postMessage({ content: 'look', attachments: [await pictureFile()] });

      const reply = await discord.user.postMessage({ content: 'bluer', replyTo: photo, mentionBot: true });

      expect((await reply.untilReply()).text).toContain('Edit image');
      expect(gateway.orders).toHaveLength(bought);
    });

    it('takes direct messages as prompts, and pictures with words as edits', async () => {
      const { discord, gateway } = limner;

      const plain = await discord.user.postMessage({ content: 'a lighthouse', dm: true });
      const first = await plain.untilReply(({ pictures }) => pictures.length > 0);
      const reply = await discord.user.postMessage({ content: 'at dusk', dm: true, replyTo: first });
      const second = await reply.untilReply(({ pictures }) => pictures.length > 0);

      expect(first.text).toContain('**a lighthouse**');
      expect(second.text).toContain('-# v2 · ');
      expect(gateway.orders.at(-1)?.references).toHaveLength(1);
    });

    it.each([
      {
        what: 'a picture without words',
        said: 'Say in words what to do with the picture',
        file: 'photo.png',
      },
      { what: 'a voice note', said: 'Only pictures and words can be used here', file: 'voice-message.ogg' },
    ])('answers $what in a direct message with a sentence, and buys nothing', async ({ said, file }) => {
      const { discord, gateway } = limner;
      const bought = gateway.orders.length;

      const message = await discord.user.postMessage({ dm: true, attachments: [await pictureFile(file)] });

      expect((await message.untilReply()).text).toContain(said);
      expect(gateway.orders).toHaveLength(bought);
    });

    it('leaves talk about the bot alone', async () => {
      const { discord } = limner;
      const bot = discord.state.bot.id;
      const bob = discord.addPerson('talker');

      const talk = await bob.postMessage({ content: `look what <@${bot}> can do` });
      const plain = await bob.postMessage({ content: 'a cat please' });
      const after = await bob.postMessage({ content: 'a cat please', mentionBot: true });

      await after.untilReply(({ pictures }) => pictures.length > 0);
      expect([...talk.replies(), ...plain.replies()]).toEqual([]);
    });

    it('speaks the language of the server to somebody it has not met', async () => {
      const { discord } = limner;
      const studio = discord.addGuild('工作室', { locale: 'zh-CN' });
      const channel = discord.addChannel('general', studio.id);
      const lin = discord.addPerson('lin');

      const message = await lin.postMessage({ content: '一只猫', mentionBot: true, channel: channel.id });

      expect((await message.untilReply(({ pictures }) => pictures.length > 0)).text).toContain('沙盒：');
    });

    it('answers a refusal in the status message', async () => {
      const { discord } = limner;

      const message = await discord.user.postMessage({ content: 'a cat --count 9', mentionBot: true });

      const reply = await message.untilReply(({ text }) => text.includes('count'));
      expect(reply.text).toBe('“9” is out of range for count; use 1–4.');
    });

    it('checks permissions before it buys, and says so in a direct message where it may not write', async () => {
      const { discord, gateway } = limner;
      const bought = gateway.orders.length;
      const closed = discord.addChannel('closed');
      discord.setPermissions(closed, { revoke: permissions.sendMessages });
      await eventually(() => discord.gateway.sessions.length > 0);
      const dan = discord.addPerson('dan');

      await dan.postMessage({ content: 'a cat', mentionBot: true, channel: closed.id });

      const [direct] = await eventually(() => {
        const messages = discord.directMessages(dan);
        return messages.length > 0 && messages;
      });
      expect(direct?.text).toContain('lacks Send Messages');
      expect(gateway.orders).toHaveLength(bought);
    });

    it('sends what was asked for with --private as a direct message only', async () => {
      const { discord } = limner;
      const fay = discord.addPerson('fay');

      const message = await fay.postMessage({ content: 'a surprise --private', mentionBot: true });

      const [direct] = await eventually(() => {
        const shown = discord.directMessages(fay).filter(({ pictures }) => pictures.length > 0);
        return shown.length > 0 && shown;
      });
      expect(direct?.text).toContain('a surprise');
      expect(message.replies()).toEqual([]);
    });
  });
});
