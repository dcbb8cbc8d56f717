import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { promptHelpOf, startChatEndpoint, type ChatEndpoint } from '../../support/chat-endpoint.ts';
import { setAvatar } from '../../support/discord/avatars.ts';
import { allPermissions, managing, permissions } from '../../support/discord/model.ts';
import { pictureFile, startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

describe('settings and presets on Discord', () => {
  let limner: DiscordUnderTest;
  let chat: ChatEndpoint;

  beforeAll(async () => {
    chat = await startChatEndpoint();
    limner = await startDiscordUnderTest({ harness: { promptHelp: promptHelpOf(chat, 6) } });
  });
  afterEach(() => {
    expect(limner.discord.unhandled).toEqual([]);
  });
  afterAll(async () => {
    await limner.stop();
    await chat.close();
  });

  const asModerator = { permissions: allPermissions | managing.manageChannels };
  const asAdmin = { permissions: allPermissions | managing.manageGuild };
  const newestOf = async (user: { id: string }) => {
    const [generation] = await limner.harness.core.history(`discord:${user.id}`);
    return generation ?? expect.fail('nothing was asked for');
  };

  it('lets a person settle words, which fill in what requests and messages leave out', async () => {
    const anna = limner.discord.addPerson('anna');
    const command = await anna.slash('settings');
    const shown = await command.untilAnswer(({ text }) => text.includes('Your settings'));

    expect(shown).toMatchObject({
      ephemeral: true,
      text: expect.stringContaining('Shape: not set') as string,
    });
    anna.choose(shown, 'set:me:ratio', ['16:9']);
    await command.untilAnswer(({ text }) => text.includes('Shape: 16:9'));
    anna.choose(shown, 'set:me:private', ['true']);
    await command.untilAnswer(({ text }) => text.includes('Private answers: yes'));
    anna.choose(shown, 'set:me:language', ['zh-CN']);
    const chinese = await command.untilAnswer(({ text }) => text.includes('你的设置'));
    expect(chinese.text).toContain('语言：中文');

    const drawn = await (await anna.slash('imagine', { prompt: 'a hill' })).untilPictures(1);
    expect(drawn).toMatchObject({ ephemeral: true, text: expect.stringContaining('16:9') as string });
    expect(drawn.buttons[0]?.label).toBe('再来一次');
    expect(await newestOf(anna)).toMatchObject({ request: { ratio: '16:9', private: true } });
    const open = await (
      await anna.slash('imagine', { prompt: 'a hut', private: false, ratio: '1:1' })
    ).untilPictures(1);
    expect(open.ephemeral).toBe(false);

    await anna.postMessage({ content: 'a lake', mentionBot: true });
    await eventually(async () => expect((await newestOf(anna)).request).toMatchObject({ prompt: 'a lake', ratio: '16:9', private: true })); // prettier-ignore

    anna.choose(shown, 'set:me:language', ['none']);
    await command.untilAnswer(({ text }) => text.includes('Language: not set'));
  });

  it('lets those who manage a channel settle words for it, and nobody else', async () => {
    const command = await limner.discord.user.slash('settings');
    const shown = await command.untilAnswer(({ buttons }) => buttons.length > 0);
    const stranger = limner.discord.addPerson('bert');
    const strange = await stranger.slash('settings');
    const theirs = await strange.untilAnswer(({ buttons }) => buttons.length > 0);

    limner.discord.user.pressButton(shown, 'Settings of this channel', asModerator);
    await command.untilAnswer(({ text }) => text.includes('Settings of this channel. They'));
    limner.discord.user.choose(shown, 'set:here:quality', ['low'], asModerator);
    await command.untilAnswer(({ text }) => text.includes('Quality: low'));
    const refused = stranger.pressButton(theirs, 'Settings of this channel', {
      permissions: permissions.sendMessages,
    });
    const answer = await refused.untilAnswer(({ text }) => text.includes('Only those who manage'));

    expect(answer.ephemeral).toBe(true);
    await (await stranger.slash('imagine', { prompt: 'a barn' })).untilPictures(1);
    expect(await newestOf(stranger)).toMatchObject({ request: { quality: 'low' } });
    limner.discord.user.choose(shown, 'set:here:quality', ['none'], asModerator);
    await command.untilAnswer(({ text }) => text.includes('Quality: not set'));
  });

  it('suggests presets while their name is typed, and draws with the chosen one', async () => {
    const { user } = limner.discord;

    const all = await user.autocomplete('imagine', 'preset', '');
    const some = await user.autocomplete('edit', 'preset', 'p');
    expect(all.map(({ value }) => value)).toContain('wallpaper');
    expect(some.slice(0, 3).map(({ value }) => value)).toEqual(['photo', 'poster', 'product-shot']);
    expect(await user.autocomplete('imagine', 'preset', 'zzz')).toEqual([]);

    await (await user.slash('imagine', { prompt: 'a comet', preset: 'poster' })).untilPictures(1);
    expect(await newestOf(user)).toMatchObject({
      request: {
        ratio: '2:3',
        quality: 'high',
        prompt: expect.stringMatching(/^Poster of a comet/) as string,
      },
    });
    const unknown = await user.slash('imagine', { prompt: 'a comet', preset: 'nope' });
    const refused = await eventually(() => unknown.followups()[0] ?? expect.fail('no answer'));
    expect(refused.text).toMatch(/“nope” is not possible for preset; use one of .*poster/);
  });

  it('lets those who manage a server add presets with pictures, replace and remove them', async () => {
    const { user } = limner.discord;
    const brand = {
      name: 'Brand',
      prompt: 'in our colours',
      about: 'our look',
      quality: 'high',
      image: await pictureFile(),
    };
    const said = async (command: Promise<Awaited<ReturnType<typeof user.slash>>>, text: string) =>
      (await command).untilAnswer((answer) => answer.text.includes(text));

    await said(user.slash('preset add', brand, asAdmin), 'brand is saved');
    await said(user.slash('preset add', { ...brand, ratio: '3:2' }, asAdmin), 'brand is replaced');
    const list = await said(user.slash('preset list'), 'brand: our look (3:2, high, 1 picture)');
    expect(list).toMatchObject({
      ephemeral: true,
      text: expect.stringContaining('sticker: Die-cut') as string,
    });
    expect(await user.autocomplete('preset remove', 'name', 'b')).toMatchObject([{ value: 'brand' }]);

    await (await user.slash('imagine', { prompt: 'a van', preset: 'brand' })).untilPictures(1);
    expect(await newestOf(user)).toMatchObject({
      request: { prompt: 'a van, in our colours', ratio: '3:2' },
      references: [{ width: 320, height: 240 }],
    });
    const stranger = limner.discord.addPerson('carl');
    await said(stranger.slash('preset remove', { name: 'brand' }, { permissions: permissions.sendMessages }), 'Only those who manage'); // prettier-ignore
    await said(user.slash('preset add', { name: '!', prompt: 'x' }, asAdmin), 'is not possible for preset');
    await said(user.slash('preset remove', { name: 'brand' }, asAdmin), 'brand is removed');
    await said(user.slash('preset remove', { name: 'brand' }, asAdmin), 'no preset brand');
  });

  it('puts pictures of any message aside, shows their order, and blends them by their names', async () => {
    const dora = limner.discord.addPerson('dora');
    const photo = await dora.postMessage({
      attachments: [await pictureFile('a.png'), await pictureFile('b.png')],
    });
    const result = await (await dora.slash('imagine', { prompt: 'a jacket' })).untilPictures(1);
    await dora
      .messageCommand('Add this too', photo)
      .untilAnswer(({ text }) => text.includes('1 = not named, 2 = not named'));
    const added = dora.messageCommand('Add this too', result);
    const answer = await added.untilAnswer(({ text }) => text.includes('3 = not named'));
    expect(answer.ephemeral).toBe(true);

    const opened = dora.pressButton(answer, 'Blend');
    await opened.acknowledged();
    const form = await dora.submitModal(opened, {
      prompt: 'wears it',
      names: '1 = person, 3 = jacket',
      files: [await pictureFile('c.png', { width: 100, height: 100 })],
    });
    const blended = await form.untilPictures(1);

    expect(blended.text).toContain('Picture 1 is person, picture 3 is jacket. wears it');
    const generation = await newestOf(dora);
    expect(generation.references.map(({ width }) => width)).toEqual([320, 320, expect.any(Number), 100]);
    expect((await limner.harness.core.collections.of(`discord:${dora.id}`)).pictures).toEqual([]);
    const empty = await dora.slash('blend', { prompt: 'x' });
    await eventually(() =>
      expect(JSON.stringify(dora.timeline())).toContain('There is no picture to blend yet'),
    );
    expect(empty.modal()).toBeUndefined();
  });

  it('takes back what was put aside, and refuses more than the gateways take', async () => {
    const emil = limner.discord.addPerson('emil');
    const files = await Promise.all(Array.from({ length: 9 }, (_, at) => pictureFile(`${at}.png`)));
    const photo = await emil.postMessage({ attachments: files });
    const first = emil.messageCommand('Add this too', photo);
    const answer = await first.untilAnswer(({ text }) => text.includes('9 = not named'));
    await emil
      .messageCommand('Add this too', photo)
      .untilAnswer(({ text }) => text.includes('more than the 16 pictures'));

    emil.pressButton(answer, 'Start over');
    await first.untilAnswer(({ text }) => text.includes('put back'));

    expect((await limner.harness.core.collections.of(`discord:${emil.id}`)).pictures).toEqual([]);
  });

  it('hands out any picture as a sticker file, at no charge', async () => {
    const fay = limner.discord.addPerson('fay');
    const photo = await fay.postMessage({ attachments: [await pictureFile()] });

    const answer = await fay
      .messageCommand('As sticker', photo)
      .untilAnswer(({ text }) => text.includes('sticker file'));

    expect(answer).toMatchObject({ ephemeral: true, hiddenFiles: [] });
    expect(JSON.stringify(answer.components)).toContain('sticker.webp');
    expect(await limner.harness.core.history(`discord:${fay.id}`)).toEqual([]);
  });

  it('describes a picture, shows the words to the asker alone, and draws them only when told', async () => {
    const gil = limner.discord.addPerson('gil');
    const photo = await gil.postMessage({
      attachments: [await pictureFile('a.png', { width: 2_000, height: 500 })],
    });
    chat.answers.push('A *red* fox, <@1> @everyone');
    const described = await gil
      .messageCommand('Describe', photo)
      .untilAnswer(({ text }) => text.includes('could make such a picture'));

    expect(described).toMatchObject({ ephemeral: true, text: expect.stringContaining('A \\*red\\* fox, \\<@1\\>') as string }); // prettier-ignore
    expect(described.buttons.map(({ label }) => label)).toEqual(['Imagine this', 'Edit first']);
    expect(chat.asked.at(-1)?.picture).toEqual({ width: 1_024, height: 256, hasMetadata: false });
    expect(await limner.harness.core.history(`discord:${gil.id}`)).toEqual([]);
    const drawn = await gil.pressButton(described, 'Imagine this').untilPictures(1);
    expect(drawn.ephemeral).toBe(false);
    expect((await newestOf(gil)).request.prompt).toBe('A *red* fox, <@1> @everyone');

    const again = await gil.slash('describe', { image: await pictureFile() });
    const answer = await again.untilAnswer(({ buttons }) => buttons.length > 0);
    const opened = gil.pressButton(answer, 'Edit first');
    await opened.acknowledged();
    await (await gil.submitModal(opened, { prompt: 'A lighthouse at noon' })).untilPictures(1);
    expect(await newestOf(gil)).toMatchObject({
      request: { prompt: 'A lighthouse at noon' },
      references: [],
    });
  });

  it('helps with prompts, keeps the flags, and lets people keep their own words', async () => {
    const hal = limner.discord.addPerson('hal');
    const command = await hal.slash('prompt expand', { prompt: 'a castle --ratio 16:9' });
    const answer = await command.untilAnswer(({ text }) => text.includes('a castle, at dusk'));

    expect(answer.buttons.map(({ label }) => label)).toEqual(['Use it', 'Edit first', 'Keep mine']);
    await hal.pressButton(answer, 'Keep mine').untilPictures(1);
    expect((await newestOf(hal)).request).toMatchObject({ prompt: 'a castle', ratio: '16:9' });
    await hal.pressButton(answer, 'Use it').untilPictures(1);
    expect((await newestOf(hal)).request).toMatchObject({ prompt: 'a castle, at dusk', ratio: '16:9' });

    chat.trouble = 'refusal';
    const refused = await hal.slash('prompt shorten', { prompt: 'a long castle' });
    await refused.untilAnswer(({ text }) => text.includes('does not want to work on that'));
    chat.trouble = 429;
    const busy = await hal.slash('prompt translate', { prompt: 'ein Schloss' });
    await busy.untilAnswer(({ text }) => text.includes('gave no answer; try again in a minute'));
    chat.trouble = undefined;
    for (const _ of [1, 2, 3, 4]) await limner.harness.core.promptHelper.change({ requester: { userId: `discord:${hal.id}`, chatId: 'x', locale: 'en' }, key: `k${_}`, change: 'expand', prompt: 'x' }); // prettier-ignore
    const late = await hal.slash('prompt expand', { prompt: 'one more' });
    await late.untilAnswer(({ text }) => text.includes('used today’s help'));
    expect(limner.log.join('\n')).not.toMatch(/castle|chat-key/);
  });

  it('takes the avatar of a person who was named, unless they keep it to themselves', async () => {
    const [anna, bea] = [limner.discord.addPerson('Anna A'), limner.discord.addPerson('Bea B')];
    const [{ bytes: common }, { bytes: own }] = [
      await pictureFile('a.png', { width: 64, height: 64 }),
      await pictureFile('b.png', { width: 32, height: 32 }),
    ];
    const told = async (person: typeof bea) => {
      const command = await anna.slash('imagine', {
        prompt: 'as a knight',
        person: person.id,
        private: true,
      });
      return command.untilAnswer(({ text }) => text !== '' && !text.startsWith('Received'));
    };
    expect((await told(bea)).text).toMatch(/^Bea B shows me no avatar/);

    setAvatar(bea, common);
    await (await anna.slash('imagine', { prompt: 'as a knight', person: bea.id })).untilPictures(1);
    expect(await newestOf(anna)).toMatchObject({
      request: { prompt: 'as a knight' },
      references: [{ width: 64 }],
    });
    setAvatar(bea, own, { inServers: true });
    await (
      await anna.slash('imagine', { prompt: 'in the rain', image: await pictureFile(), person: bea.id })
    ).untilPictures(1);
    expect(await newestOf(anna)).toMatchObject({
      request: { prompt: 'Picture 2 is Bea B. in the rain' },
      references: [{}, { width: 32, height: 32 }],
    });

    const command = await bea.slash('settings');
    const shown = await command.untilAnswer(({ text }) => text.includes('Others may use my avatar: yes'));
    bea.choose(shown, 'set:me:avatar', ['false']);
    await command.untilAnswer(({ text }) => text.includes('Others may use my avatar: no'));
    expect((await told(bea)).text).toBe('Bea B keeps their avatar to themselves; use another picture.');
    await (await bea.slash('imagine', { prompt: 'myself', person: bea.id })).untilPictures(1);
    expect((await newestOf(bea)).references).toHaveLength(1);
    const blend = await anna.slash('blend', { person: bea.id });
    expect((await blend.untilAnswer(({ text }) => text.startsWith('Bea B'))).ephemeral).toBe(true);
  });
});
