import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promptHelpOf, startChatEndpoint, type ChatEndpoint } from '../../support/chat-endpoint.ts';
import { eventually } from '../../support/eventually.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

describe('settings and presets on Telegram', () => {
  let limner: TelegramUnderTest;
  let model: ChatEndpoint;

  beforeAll(async () => {
    model = await startChatEndpoint();
    limner = await startTelegramUnderTest({ harness: { promptHelp: promptHelpOf(model, 4) } });
  });
  afterAll(async () => {
    await limner.stop();
    await model.close();
  });

  it('lets a person settle words on a keyboard, which fill in what requests leave out', async () => {
    const ada = limner.telegram.user({ firstName: 'Ada' });
    const chat = ada.privateChat();
    await chat.send('/settings');
    const message = await chat.chat.waitForBot(({ text }) => text.includes('Your settings'));
    const press = async (label: string) => {
      await chat.press(message, label).answer();
    };

    await press('Shape: not set');
    await eventually(() => expect(message.view().buttons.flat()).toContain('21:9'));
    await press('16:9');
    await eventually(() => expect(message.view().buttons.flat()).toContain('Shape: 16:9'));
    await press('Language: not set');
    await eventually(() => expect(message.view().buttons.flat()).toContain('English'));
    await chat.pressData(message, 'set:me:language=zh-CN').answer();
    await eventually(() => expect(message.view().buttons.flat()).toContain('画面比例：16:9'));
    await chat.send('a hill --preset sticker');
    const result = await chat.chat.waitForBot(({ kind }) => kind === 'photo');

    expect(result.view().buttons.flat()).toContain('再来一次');
    expect((await limner.newest(ada)).request).toMatchObject({
      ratio: '1:1',
      prompt: expect.stringMatching(/^Die-cut sticker of a hill/) as string,
    });
  });

  it("lets a group's administrators settle words and presets for it, and nobody else", async () => {
    const owner = limner.telegram.user({ firstName: 'Owen' });
    const guest = limner.telegram.user({ firstName: 'Gina' });
    guest.privateChat({ started: true });
    const group = limner.telegram.group();
    group.setMember(owner, 'administrator');
    const [boss, other] = [group.as(owner), group.as(guest)];
    await other.send('/settings');
    const message = await group.waitForBot(({ text }) => text.includes('Settings of this channel'));

    const refused = await other.press(message, 'Quality: not set').answer();
    expect(refused.text).toMatch(/Only those who manage this channel/);
    await boss.press(message, 'Quality: not set').answer();
    await eventually(() => expect(message.view().buttons.flat()).toContain('low'));
    await boss.press(message, 'low').answer();
    await eventually(() => expect(message.view().buttons.flat()).toContain('Quality: low'));

    await boss.send('/preset add brand {prompt}, teal and orange --ratio 3:2');
    await group.waitForBot(({ text }) => text.includes('brand is saved'));
    await other.send('/preset remove brand');
    await group.waitForBot(({ text }) => text.includes('Only those who manage this chat'));
    await other.send('/preset');
    await group.waitForBot(({ text }) => text.includes('brand: {prompt}, teal and orange (3:2)'));
    await other.send('/imagine a van --preset brand');
    await eventually(async () =>
      expect((await limner.newest(guest)).request).toMatchObject({
        ...{ prompt: 'a van, teal and orange', ratio: '3:2', quality: 'low' },
      }),
    );
    await boss.send('/preset remove brand');
    await group.waitForBot(({ text }) => text.includes('brand is removed'));
  });

  it('sends answers to the private chat where that was settled', async () => {
    const ben = limner.telegram.user({ firstName: 'Ben' });
    const chat = ben.privateChat({ started: true });
    const group = limner.telegram.group();
    await limner.harness.core.settings.changePersonal(`telegram:${ben.id}`, { private: true });

    await group.send(ben, '/imagine a secret');

    await chat.chat.waitForBot(({ kind }) => kind === 'photo');
    expect((await limner.newest(ben)).request.private).toBe(true);
  });

  it('puts pictures aside by /add, shows their order, and blends them by /blend', async () => {
    const eve = limner.telegram.user({ firstName: 'Eve' });
    const chat = eve.privateChat();
    await chat.send('a jacket');
    const jacket = await chat.chat.waitForBot(({ kind }) => kind === 'photo');
    await chat.send('/blend nothing');
    await chat.chat.waitForBot(({ text }) => text.includes('There is no picture to blend yet'));

    await chat.sendPhoto(await photo(), { caption: '/add person' });
    await chat.chat.waitForBot(({ text }) => text.includes('The order: 1 = person.'));
    await chat.reply(jacket, '/add');
    await chat.chat.waitForBot(({ text }) => text.includes('1 = person, 2 = not named'));
    await chat.send('/blend picture 1 wears picture 2 --ratio 1:1');
    await eventually(async () =>
      expect(await limner.newest(eve)).toMatchObject({
        request: { prompt: 'Picture 1 is person. picture 1 wears picture 2', ratio: '1:1' },
        references: [{ width: 90 }, {}],
      }),
    );

    await eventually(
      async () => (await limner.harness.core.collections.of(`telegram:${eve.id}`)).pictures.length === 0,
    );
  });

  it('sends any picture as a sticker that Telegram takes, at no charge', async () => {
    const finn = limner.telegram.user({ firstName: 'Finn' });
    const chat = finn.privateChat();
    await chat.send('/sticker');
    await chat.chat.waitForBot(({ text }) => text.includes('There is no picture in that message'));
    await chat.send('a hill');
    const result = await chat.chat.waitForBot(({ kind }) => kind === 'photo');

    await chat.reply(result, '/sticker');
    const ours = await chat.chat.waitForBot(({ kind }) => kind === 'sticker');
    await chat.sendPhoto(await photo(), { caption: '/sticker' });
    const other = await chat.chat.waitForBot(({ kind, id }) => kind === 'sticker' && id !== ours.id);

    expect(await sharp(await ours.bytes()).metadata()).toMatchObject({
      format: 'webp',
      width: 512,
      height: 384,
    });
    expect(await sharp(await other.bytes()).metadata()).toMatchObject({
      format: 'webp',
      width: 512,
      height: 398,
    });
    expect((await limner.harness.core.history(`telegram:${finn.id}`)).length).toBe(1);

    // The same from under the picture, behind More.
    await chat.press(result, 'More').answer();
    await eventually(() => expect(result.view().buttons.flat()).toContain('As sticker'));
    await chat.press(result, 'As sticker').answer();
    const known = new Set([ours.id, other.id]);
    const pressed = await chat.chat.waitForBot(({ kind, id }) => kind === 'sticker' && !known.has(id));
    expect(await sharp(await pressed.bytes()).metadata()).toMatchObject({ format: 'webp', width: 512 });
    expect((await chat.press(result, 'Add this too').answer()).text).toContain('1 = ');
    const { pictures } = await limner.harness.core.collections.of(`telegram:${finn.id}`);
    expect(pictures).toHaveLength(1);
  });

  it('describes a picture by /describe, and draws the words only when told', async () => {
    const gus = limner.telegram.user({ firstName: 'Gus' });
    const chat = gus.privateChat();
    model.answers.push('<b>A</b> *red* fox');
    await chat.sendPhoto(await photo(), { caption: '/describe' });
    const described = await chat.chat.waitForBot(({ text }) => text.includes('could make such a picture'));

    expect(described.view()).toMatchObject({
      text: expect.stringMatching(/:\n\n<b>A<\/b> \*red\* fox$/) as string,
      buttons: [['Imagine this', 'Edit first']],
    });
    expect(model.asked.at(-1)?.picture).toMatchObject({ hasMetadata: false });
    expect(await limner.harness.core.history(`telegram:${gus.id}`)).toEqual([]);
    await chat.press(described, 'Edit first').answer();
    const question = await chat.chat.waitForBot(({ text }) => text.includes('Answer this message'));
    await chat.reply(question, 'a blue fox');
    await chat.chat.waitForBot(({ kind }) => kind === 'photo');
    expect(await limner.newest(gus)).toMatchObject({ request: { prompt: 'a blue fox' }, references: [] });
    await chat.press(described, 'Imagine this').answer();
    await eventually(async () =>
      expect((await limner.newest(gus)).request.prompt).toBe('<b>A</b> *red* fox'),
    );
  });

  it('helps with prompts by /prompt, keeps flags, and is not used up by others', async () => {
    const hana = limner.telegram.user({ firstName: 'Hana' });
    const ivo = limner.telegram.user({ firstName: 'Ivo' });
    const group = limner.telegram.group();
    const menu = limner.telegram.commandsSeenBy(hana, group).map(({ command }) => command);
    expect(menu).toEqual(expect.arrayContaining(['describe', 'prompt']));
    await group.send(hana, '/prompt');
    await group.waitForBot(({ text }) => text.includes('Write /prompt expand'));
    await group.send(hana, '/prompt expand a castle --ratio 16:9');
    const answer = await group.waitForBot(({ text }) => text.includes('a castle, at dusk'));

    expect(answer.view().buttons).toEqual([['Use it', 'Edit first', 'Keep mine']]);
    expect((await group.as(ivo).press(answer, 'Use it').answer()).text).toMatch(/Only the person who asked/);
    await group.as(hana).press(answer, 'Use it').answer();
    await eventually(async () =>
      expect((await limner.newest(hana)).request).toMatchObject({
        prompt: 'a castle, at dusk',
        ratio: '16:9',
      }),
    );
    await group.as(hana).press(answer, 'Keep mine').answer();
    await eventually(async () => expect((await limner.newest(hana)).request.prompt).toBe('a castle'));

    model.trouble = 500;
    await group.send(hana, '/prompt shorten a castle');
    await group.waitForBot(({ text }) => text.includes('gave no answer; try again in a minute'));
    model.trouble = undefined;
    for (const number of [1, 2, 3]) await group.send(hana, `/prompt expand hill ${number}`);
    await group.send(hana, '/prompt expand hill 4');
    await group.waitForBot(({ text }) => text.includes('used today’s help'));
    expect(limner.log.join('\n')).not.toMatch(/castle|chat-key/);
  });

  it('takes an avatar by name, by mention or in a reply, unless its owner keeps it', async () => {
    const square = (side: number) =>
      sharp({ create: { width: side, height: side, channels: 3, background: '#c42' } })
        .png()
        .toBuffer();
    const ada = limner.telegram.user({ firstName: 'Ada', username: 'ada_l' });
    const bea = limner.telegram.user({ firstName: 'Bea', username: 'bea_b' });
    const group = limner.telegram.group();
    group.setMember(bea, 'administrator');
    const [asker, other] = [group.as(ada), group.as(bea)];
    const hello = await other.send('good morning');
    const said = (text: string) => group.waitForBot((message) => message.text === text);
    const drawn = async (prompt: string) =>
      eventually(async () => {
        const { request, references } = await limner.newest(ada);
        expect(request.prompt).toBe(prompt);
        return references.map(({ width }) => width);
      });

    await asker.send('/imagine a knight --avatar @bea_b');
    await said('bea_b shows me no avatar; use another picture.');
    await bea.setAvatar(await square(120));
    await ada.setAvatar(await square(80));
    await asker.send('/imagine a knight —avatar @Bea_b in the rain');
    expect(await drawn('a knight in the rain')).toEqual([120]);
    await asker.reply(hello, '/imagine a queen --avatar');
    expect(await drawn('a queen')).toEqual([120]);
    await asker.send('/imagine a jester --avatar @ADA_l');
    expect(await drawn('a jester')).toEqual([80]);
    await asker.send('/imagine a page --avatar me --ratio 3:2');
    expect(await drawn('a page')).toEqual([80]);
    await asker.send('/imagine a duel --avatar me --avatar Bea B', {
      entities: [
        {
          type: 'text_mention',
          offset: 37,
          length: 5,
          user: { id: bea.id, is_bot: false, first_name: 'Bea' },
        },
      ],
    });
    expect(await drawn('Picture 1 is ada_l, picture 2 is Bea. a duel')).toEqual([80, 120]);
    await asker.send('/imagine a ghost --avatar @nobody_here');
    await group.waitForBot(({ text }) => text.startsWith('Telegram does not tell me who @nobody_here is'));

    const asks = () => limner.telegram.requestsOf('getUserProfilePhotos').length;
    const asked = asks();
    await asker.send(`/imagine a crowd${' --avatar me'.repeat(17)}`);
    await group.waitForBot(({ text }) => text.includes('0–16'));
    expect(asks()).toBe(asked);

    const cid = limner.telegram.user({ firstName: 'Cid', username: 'cid_c' });
    await cid.setAvatar(await square(60));
    await cid.privateChat().send('/quota');
    await asker.send('/imagine a squire --avatar @CID_c');
    expect(await drawn('a squire')).toEqual([60]);

    const settings = bea.privateChat();
    await settings.send('/settings');
    const page = await settings.chat.waitForBot(({ text }) => text.includes('Your settings'));
    await settings.press(page, 'Others may use my avatar: yes').answer();
    await settings.pressData(page, 'set:me:avatar=false').answer();
    await eventually(() => expect(page.view().buttons.flat()).toContain('Others may use my avatar: no'));
    await asker.send('/imagine a thief --avatar @bea_b');
    await said('bea_b keeps their avatar to themselves; use another picture.');
    await asker.send('/add --avatar me');
    await group.waitForBot(({ text }) => text.includes('1 = ada_l'));
    expect((await limner.newest(ada)).request.prompt).toBe('a squire');
  });
});

function photo(): Promise<Buffer> {
  return sharp({ create: { width: 90, height: 70, channels: 3, background: '#446688' } })
    .png()
    .toBuffer();
}
