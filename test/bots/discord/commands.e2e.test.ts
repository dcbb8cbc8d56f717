import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { permissions } from '../../support/discord/model.ts';
import { eventually } from '../../support/eventually.ts';
import { pictureFile, startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

describe('Discord commands', () => {
  let limner: DiscordUnderTest;

  beforeAll(async () => {
    limner = await startDiscordUnderTest({
      harness: {
        limits: { confirmAboveMicroUsd: 500_000 },
        prices: { cnyPerUsd: 7.2, file: { sandbox: [{ quality: 'high', resolution: '4k', usd: 0.8 }] } },
      },
    });
  });

  afterEach(() => {
    expect(limner.discord.unhandled).toEqual([]);
    limner.gateway.release();
    limner.discord.behave();
  });

  afterAll(async () => {
    await limner.stop();
  });

  it('draws for /imagine by editing the deferred answer into pictures with alt text, figures and buttons', async () => {
    const command = await limner.discord.user.slash('imagine', { prompt: 'a red fox', ratio: '16:9' });

    expect(await command.acknowledged()).toMatchObject({ type: 5, ephemeral: false });
    const answer = await command.untilPictures(1);
    expect(answer).toMatchObject({
      loading: false,
      ephemeral: false,
      hiddenFiles: [],
      pictures: [{ description: 'a red fox', width: 1536, height: 864, contentType: 'image/png' }],
    });
    expect(answer.text).toMatch(
      /^\*\*a red fox\*\*\n-# 16:9 · 1k · sandbox · 1536×864 px · \d+ s · free\n-# Sandbox: /,
    );
    expect(answer.buttons.map(({ label }) => label)).toEqual([
      ...['Again', 'Edit', 'Vary', 'Select region', '2K', '4K'],
      ...['Original file', 'Favourite', 'Add this too', 'As sticker', 'Delete', 'Report'],
    ]);
    expect(answer.pings).toEqual({ everyone: false, users: [], roles: [], repliedUser: undefined });
  });

  it('shows place, stage, elapsed time and a preview in the same message while it draws', async () => {
    limner.gateway.hold();
    const command = await limner.discord.user.slash('imagine', { prompt: 'slow fox' });

    const status = await command.untilAnswer(({ loading, buttons }) => !loading && buttons.length > 0);
    expect(status.text).toMatch(/^\*\*slow fox\*\*\n(Handing it to|sandbox is drawing).*\nasked <t:\d+:R>/);
    expect(status.buttons).toMatchObject([{ label: 'Cancel' }]);

    limner.gateway.release();
    const answer = await command.untilPictures(1);
    expect(answer.id).toBe(status.id);
    expect(command.followups()).toEqual([]);
  });

  it('answers privately when asked to, and nobody else sees it', async () => {
    const command = await limner.discord.user.slash('imagine', { prompt: 'a secret', private: true });

    const answer = await command.untilPictures(1);

    expect(answer.ephemeral).toBe(true);
    expect(limner.discord.timeline().some(({ text }) => text.includes('a secret'))).toBe(false);
  });

  it('shows several pictures as one gallery', async () => {
    const command = await limner.discord.user.slash('imagine', { prompt: 'four foxes', count: 4 });

    const answer = await command.untilPictures(4);

    expect(answer.pictures).toHaveLength(4);
    expect(answer.text).toContain('4 pictures');
  });

  it('hands the references of /edit over in order, with the mask', async () => {
    const mask = await sharp({
      create: { width: 320, height: 240, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const command = await limner.discord.user.slash('edit', {
      prompt: 'make it blue',
      image: await pictureFile('one.png', { width: 320, height: 240 }),
      image2: await pictureFile('two.png', { width: 200, height: 200 }),
      mask: { name: 'mask.png', bytes: mask },
    });

    await command.untilPictures(1);

    const order = limner.gateway.orders.at(-1);
    expect(order).toMatchObject({
      prompt: 'make it blue',
      references: [
        { width: 320, height: 240 },
        { width: 200, height: 200 },
      ],
      mask: { width: 320, height: 240 },
    });
  });

  it('reads flags in the prompt as everywhere else, and an option wins over them', async () => {
    const command = await limner.discord.user.slash('imagine', {
      prompt: 'a fox —ar 3:2 --quality low',
      quality: 'high',
    });

    const answer = await command.untilPictures(1);

    expect(answer.text).toContain('**a fox**\n-# 3:2 · 1k · high');
  });

  it('refuses a flag that nobody knows in private, at once, and buys nothing', async () => {
    const bought = limner.gateway.orders.length;

    const command = await limner.discord.user.slash('imagine', { prompt: 'a fox --v 6' });

    expect(await command.acknowledged()).toMatchObject({ type: 4, ephemeral: true });
    expect(command.answer()?.text).toMatch(/^There is no flag --v; use --ratio/);
    expect(limner.gateway.orders).toHaveLength(bought);
  });

  it('takes a public promise back when core refuses, and says why in private', async () => {
    const command = await limner.discord.user.slash('imagine', {
      prompt: 'x',
      image: { name: 'broken.png', bytes: Buffer.from('this is no picture at all') },
    });

    const [sentence] = await eventually(() => {
      const followups = command.followups();
      return followups.length > 0 && followups;
    });

    expect(sentence).toMatchObject({ ephemeral: true, text: expect.stringContaining('not a picture') });
    expect(command.answer()).toBeUndefined();
  });

  it('speaks Chinese to those who read it, with the commands as they see them', async () => {
    const { discord } = limner;
    const mei = discord.addPerson('mei', { locale: 'zh-CN' });

    const command = await mei.slash('imagine', { prompt: '一只狐狸' });
    const answer = await command.untilPictures(1);
    const cancel = await mei.slash('cancel');

    expect(answer.text).toContain('沙盒：');
    expect(answer.buttons.map(({ label }) => label)).toEqual([
      ...['再来一次', '编辑', '变化', '选择区域', '2K', '4K'],
      ...['原始文件', '收藏', '也加入这张', '作为贴纸', '删除', '举报'],
    ]);
    expect(await cancel.untilAnswer(({ loading }) => !loading)).toMatchObject({
      ephemeral: true,
      text: '你在这里没有等待中或生成中的请求。',
    });
    const imagine = discord.globalCommands.find(({ name }) => name === 'imagine');
    expect(imagine).toMatchObject({
      name_localizations: { 'zh-CN': '画图' },
      description_localizations: { 'zh-CN': '用文字，或用文字加图片来画图' },
      integration_types: [0, 1],
      contexts: [0, 1, 2],
    });
  });

  it('checks the permission to post before anything is bought', async () => {
    const { discord, gateway } = limner;
    const bought = gateway.orders.length;
    const quiet = discord.addChannel('quiet');
    discord.setPermissions(quiet, { revoke: permissions.attachFiles | permissions.sendMessages });

    const command = await discord.user.slash('imagine', { prompt: 'a fox' }, { channel: quiet.id });

    expect(await command.acknowledged()).toMatchObject({ type: 4, ephemeral: true });
    expect(command.answer()?.text).toContain('lacks Send Messages, Attach Files');
    expect(gateway.orders).toHaveLength(bought);

    const hidden = await discord.user.slash(
      'imagine',
      { prompt: 'a fox', private: true },
      { channel: quiet.id },
    );
    expect(await hidden.untilPictures(1)).toMatchObject({ ephemeral: true });
  });

  it('works in direct messages, threads, group messages and servers that only the user brought it to', async () => {
    const { discord } = limner;
    const elsewhere = discord.addGuild('Elsewhere', { botInstalled: false });
    const places = [
      { dm: true },
      { channel: discord.addThread('thread').id },
      { channel: discord.addGroupDm([discord.user]).id },
      { channel: discord.addChannel('general', elsewhere.id).id },
    ];

    for (const place of places) {
      const command = await discord.user.slash('imagine', { prompt: 'anywhere' }, place);
      expect(await command.untilPictures(1)).toMatchObject({ ephemeral: false, hiddenFiles: [] });
    }
  });

  it('keeps to itself where the server lets nobody else see the answers', async () => {
    const { discord } = limner;
    const strict = discord.addGuild('Strict', { botInstalled: false });
    const place = { channel: discord.addChannel('strict', strict.id).id, permissions: 0n };

    const command = await discord.user.slash('imagine', { prompt: 'only for me' }, place);

    expect(await command.untilPictures(1)).toMatchObject({ ephemeral: true });
    const again = discord.user.pressButton(command.answer() ?? '', 'Again', place);
    expect(await again.untilPictures(1)).toMatchObject({ ephemeral: true });
  });

  it('answers /quota and /history in private, and brings a picture again at no charge', async () => {
    const { discord, gateway } = limner;
    const bob = discord.addPerson('bob');
    const empty = await bob.slash('history');
    expect((await empty.untilAnswer(({ loading }) => !loading)).text).toBe(
      'You have no pictures yet; ask for one with /imagine.',
    );
    await (await bob.slash('imagine', { prompt: 'a *bold* fox' })).untilPictures(1);
    const bought = gateway.orders.length;

    const quota = await bob.slash('quota');
    const history = await bob.slash('history');

    expect(await quota.untilAnswer(({ loading }) => !loading)).toMatchObject({
      ephemeral: true,
      text: expect.stringMatching(
        /^You today: 1 picture of 50 · \S+\n[\s\S]*The day starts anew <t:\d+:R>\.\nThe month starts anew <t:\d+:R>\./,
      ),
    });
    const list = await history.untilAnswer(({ loading }) => !loading);
    expect(list).toMatchObject({ ephemeral: true, text: expect.stringContaining('Done · a \\*bold\\* fox') });

    const press = bob.pressButton(list, 'Show');
    expect(await press.untilPictures(1)).toMatchObject({ ephemeral: true });
    expect(gateway.orders).toHaveLength(bought);
  });

  it('says with /privacy what is stored, hands it out as a zip file, and deletes it after a second press', async () => {
    const { discord, harness } = limner;
    const zoe = discord.addPerson('zoe');
    const nothing = await zoe.slash('privacy');
    expect(await nothing.untilAnswer(({ loading }) => !loading)).toMatchObject({
      ...{ ephemeral: true, text: 'Nothing is stored about you here.', buttons: [] },
    });
    await (await zoe.slash('imagine', { prompt: 'a quiet fox' })).untilPictures(1);

    const command = await zoe.slash('privacy');
    const told = await command.untilAnswer(({ loading }) => !loading);
    expect(told).toMatchObject({
      ephemeral: true,
      text: expect.stringMatching(/• 1 request with its prompt and options, [^•]*• 1 picture made for you/),
    });
    const exported = await zoe
      .pressButton(told, 'Export as a zip file')
      .untilAnswer(({ loading }) => !loading);
    expect(exported).toMatchObject({ ephemeral: true, text: 'Everything that is stored about you:' });
    expect(JSON.stringify(exported)).toContain('limner-export.zip');

    const sure = await zoe.pressButton(told, 'Delete…').untilAnswer(({ loading }) => !loading);
    expect((await harness.core.history(`discord:${zoe.id}`)).length).toBe(1);
    zoe.pressButton(sure, 'Delete everything');
    const shown = () => JSON.stringify(zoe.timeline().map(({ components }) => components));
    await eventually(() => expect(shown()).toContain('Deleted: 1 request, 1 picture'));
    expect(await harness.core.history(`discord:${zoe.id}`)).toEqual([]);
    expect(await harness.core.privacy.summary(`discord:${zoe.id}`)).toMatchObject({
      requests: 0,
      ledgerLines: 0,
    });
  });

  it('asks before it buys what is expensive, and makes one however often the button is pressed', async () => {
    const { discord, gateway } = limner;
    const dan = discord.addPerson('dan');
    const bought = gateway.orders.length;
    const dear = { prompt: 'a dear fox', quality: 'high', resolution: '4k' };
    const command = await dan.slash('imagine', dear);

    const asked = await command.untilAnswer(({ buttons }) => buttons.length === 2);
    expect(asked.text).toMatch(
      /^\*\*a dear fox\*\*\nThis costs about \$0\.80\. Nothing is bought before you say so\./,
    );
    expect(asked.buttons.map(({ label }) => label)).toEqual(['Make it', 'Cancel']);
    const stranger = discord.user.pressButton(asked, 'Make it');
    expect((await stranger.untilAnswer(() => true)).text).toMatch(/^Only the person who asked/);
    expect(gateway.orders).toHaveLength(bought);

    dan.pressButton(asked, 'Make it');
    dan.pressButton(asked, 'Make it');
    const answer = await command.untilPictures(1);
    expect(answer.text).toContain('$0.80');
    expect(gateway.orders).toHaveLength(bought + 1);

    const unwanted = await dan.slash('imagine', dear);
    const again = await unwanted.untilAnswer(({ buttons }) => buttons.length === 2);
    dan.pressButton(again, 'Cancel');
    await unwanted.untilAnswer(({ text }) => text.includes('anceled'));
    expect(gateway.orders).toHaveLength(bought + 1);
  });

  it('withdraws the newest unfinished request with /cancel, and says what it costs', async () => {
    const { discord, gateway } = limner;
    const eve = discord.addPerson('eve');
    gateway.hold();
    const command = await eve.slash('imagine', { prompt: 'never mind' });
    await eventually(() => gateway.orders.at(-1)?.prompt === 'never mind');

    const cancel = await eve.slash('cancel');

    const said = await cancel.untilAnswer(({ loading }) => !loading);
    expect(said).toMatchObject({
      ephemeral: true,
      text: expect.stringMatching(/^Canceled; it was handed over already/),
    });
    expect((await command.untilAnswer(({ text }) => text.includes('Canceled'))).buttons).toMatchObject([
      { label: 'Again' },
    ]);
  });

  it('registers the commands only when they changed', async () => {
    const { discord } = limner;
    const before = discord.commandPuts.length;

    const second = await limner.startBot();
    await eventually(() => discord.requests.filter(({ route }) => route.includes('/commands')).length >= 3);
    await second.stop();

    expect(before).toBe(1);
    expect(discord.commandPuts).toHaveLength(1);
  });

  it('handles an event once that two processes of the same token receive', async () => {
    const { discord, gateway } = limner;
    const second = await limner.startBot();
    const before = gateway.orders.length;

    const command = await discord.user.slash('imagine', { prompt: 'just one' }, { twice: true });
    await command.untilPictures(1);
    const message = await discord.user.postMessage({ content: 'just one more', dm: true });
    await message.untilReply(({ pictures }) => pictures.length > 0);
    await second.stop();

    expect(gateway.orders).toHaveLength(before + 2);
    expect(message.replies()).toHaveLength(1);
  });
});
