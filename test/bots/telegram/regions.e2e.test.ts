import { afterEach, describe, expect, it } from 'vitest';
import { hashOf } from '../../../src/bots/shared/verify-init-data.ts';
import { createTelegramLaunch } from '../../../src/bots/telegram/telegram-launch.ts';
import { picturesOf } from '../../../src/core/generation/generation.ts';
import { eventually } from '../../support/eventually.ts';
import { openCells, startPainterPage, type PainterPage } from '../../support/painter-page.ts';
import type { ChatHandle } from '../../support/telegram/chat-handle.ts';
import type { MessageHandle } from '../../support/telegram/message-handle.ts';
import type { Participant } from '../../support/telegram/participant.ts';
import type { UserHandle } from '../../support/telegram/user-handle.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

describe('selecting a region on Telegram', () => {
  let limner: TelegramUnderTest;
  let ada: UserHandle;
  let chat: Participant;
  let page: PainterPage | undefined;

  afterEach(async () => {
    await page?.close();
    page = undefined;
    await limner.stop();
  });

  /** `publicUrl` is where the painter's page is served; without it there is the grid. */
  async function start(publicUrl?: string): Promise<void> {
    limner = await startTelegramUnderTest(publicUrl === undefined ? {} : { harness: { publicUrl } });
    ada = limner.telegram.user({ firstName: 'Ada' });
    chat = ada.privateChat();
    const { core, media } = limner.harness;
    const launch = createTelegramLaunch({ token: limner.telegram.token, now: Date.now });
    page = publicUrl === undefined ? undefined : await startPainterPage({ core, media, publicUrl, launch });
  }

  /** What Telegram hands to a Mini App that this person opens. */
  function launchData(user: { readonly id: number }, token = limner.telegram.token): string {
    const fields = new URLSearchParams({
      auth_date: String(Math.floor(Date.now() / 1000)),
      user: JSON.stringify({ id: user.id, first_name: 'X' }),
    });
    fields.set('hash', hashOf(fields, token));
    return fields.toString();
  }

  const untilPicture = (seen: readonly MessageHandle[] = [], where: ChatHandle = chat.chat) =>
    where.waitForBot(({ id, kind }) => kind === 'photo' && !seen.some((other) => other.id === id));
  const untilText = (pattern: RegExp, where: ChatHandle = chat.chat) =>
    where.waitForBot(({ text }) => pattern.test(text));
  const appUrl = (message: MessageHandle): string =>
    (message.button('Open the painter').web_app as { url: string } | undefined)?.url ?? '';
  const maskOf = async (user: UserHandle = ada) => {
    const { mask } = await limner.newest(user);
    return mask && openCells(limner.harness.media.pathOf(mask));
  };

  async function finished(text = 'a red fox'): Promise<MessageHandle> {
    await chat.send(text);
    return untilPicture();
  }

  it('opens the painter as a Mini App in a private chat, for the person whose app it is', async () => {
    await start('https://limner.example');
    const result = await finished();
    const first = await limner.newest(ada);
    const bea = limner.telegram.user({ firstName: 'Bea' });

    const pressed = await chat.press(result, 'Select region').answer();
    const invitation = await untilText(/Paint over what should change/);
    const link = appUrl(invitation);
    const looks = [];
    for (const data of [undefined, launchData(bea), launchData(ada, '1:another'), launchData(ada)]) {
      looks.push(await page?.look(link, data));
    }
    const sent = await page?.paint(link, { prompt: 'a hat', cells: [1], launchData: launchData(ada) });
    const outcome = await untilPicture([result]);
    const twice = await page?.paint(link, { prompt: 'a cap', cells: [1], launchData: launchData(ada) });

    expect(pressed).toMatchObject({ text: '' });
    expect(looks).toEqual([403, 403, 403, 200]);
    expect([sent, twice]).toEqual([202, 410]);
    expect(outcome.text).toMatch(/^a hat/);
    expect(outcome.view().replyToId).toBe(result.id);
    expect(await limner.newest(ada)).toMatchObject({
      pictureVersion: 2,
      parent: { generationId: first.id, index: 0 },
      references: [{ sha256: picturesOf(first)[0]?.sha256 }],
    });
    expect(await maskOf()).toEqual([1]);
  });

  it('leads from a group to the private chat, and brings the picture back to the group', async () => {
    await start('https://limner.example');
    const group = limner.telegram.supergroup();
    await group.send(ada, '/imagine a red fox');
    const result = await untilPicture([], group);
    const bea = limner.telegram.user({ firstName: 'Bea' });

    const { url = '' } = await group.press(ada, result, 'Select region').answer();
    const parameter = /^https:\/\/t\.me\/\w+\?start=(region_[0-9a-z]{8,40})$/.exec(url)?.[1] ?? '';
    await bea.privateChat().send(`/start ${parameter}`);
    const refused = await untilText(/Only the person who asked/, bea.privateChat().chat);
    await chat.send(`/start ${parameter}`);
    const invitation = await untilText(/Paint over what should change/);
    const link = appUrl(invitation);
    await page?.paint(link, { prompt: 'a hat', cells: [8], launchData: launchData(ada) });
    const outcome = await untilPicture([result], group);

    expect(refused.buttons).toEqual([]);
    expect(group.botMessages()).toHaveLength(2);
    expect(outcome.text).toMatch(/^a hat/);
    expect(await maskOf()).toEqual([8]);

    await chat.send(`/start ${parameter}`);
    await untilText(/This choice was sent already/);
    await chat.send('/start region_0123456789bc');
    await untilText(/This choice has expired/);
    await chat.send('/start hello');
    await untilText(/Write what to draw/);
  });

  it('opens the painter in a browser where Telegram takes no Mini App', async () => {
    await start('http://limner.example');
    const result = await finished();

    await chat.press(result, 'Select region').answer();
    const invitation = await untilText(/Paint over what should change/);
    const { url = '', web_app: app } = invitation.button('Open the painter');

    expect(app).toBeUndefined();
    expect(await page?.paint(url, { prompt: 'a hat', cells: [2] })).toBe(202);
    await untilPicture([result]);
    expect(await maskOf()).toEqual([2]);
  });

  it("refuses a stranger's press", async () => {
    await start('https://limner.example');
    const group = limner.telegram.supergroup();
    await group.send(ada, '/imagine a red fox');
    const result = await untilPicture([], group);
    const bea = limner.telegram.user({ firstName: 'Bea' });

    const { text, url } = await group.press(bea, result, 'Select region').answer();

    expect([text, url]).toEqual([
      'Only the person who asked for this can use it; ask for your own with /imagine.',
      '',
    ]);
  });

  it('asks which of several pictures is meant', async () => {
    await start('https://limner.example');
    await chat.send('two foxes --n 2');
    const caption = await chat.chat.waitForBot(({ buttons }) => buttons.flat().includes('Select region'));

    await chat.press(caption, 'Select region').answer();
    const which = await untilText(/^Which picture\?/);
    expect(which.view().buttons).toEqual([['Picture 1', 'Picture 2']]);
    await chat.press(which, 'Picture 2').answer();
    const invitation = await untilText(/Paint over what should change/);
    const link = appUrl(invitation);
    await page?.paint(link, { prompt: 'a wolf', cells: [0], launchData: launchData(ada) });

    await eventually(async () => expect((await limner.newest(ada)).parent?.index).toBe(1));
  });

  it('offers a grid of buttons over the picture where there is no public address', async () => {
    await start();
    const result = await finished();

    await chat.press(result, 'Select region').answer();
    const grid = await untilPicture([result]);
    const before = grid.view();
    const none = await chat.press(grid, 'Go on').answer();
    await chat.press(grid, '5').answer();
    await chat.press(grid, '9').answer();
    await eventually(() => expect(grid.view().buttons.flat()).toContain('✓ 9'));
    await chat.press(grid, '✓ 5').answer();
    await eventually(() => expect(grid.view().buttons.flat()).toContain('5'));
    await chat.press(grid, 'Go on').answer();
    const question = await untilText(/What should be in the chosen parts/);
    await chat.reply(question, 'a hat');
    const outcome = await untilPicture([result, grid]);

    expect(before).toMatchObject({
      text: 'Press the parts that should change, then Go on and say what should be there.',
      buttons: [['1', '2', '3'], ['4', '5', '6'], ['7', '8', '9'], ['Go on']],
    });
    expect(none.text).toBe('No part is chosen yet; press at least one, then Go on.');
    expect(grid.view().picture?.uploadedSha256).not.toBe(before.picture?.uploadedSha256);
    expect(outcome.text).toMatch(/^a hat/);
    expect(await maskOf()).toEqual([8]);
    expect((await chat.press(grid, '1').answer()).text).toMatch(/^This choice was sent already/);
  });

  it('takes a reply to the grid itself for the words, from its owner alone', async () => {
    await start();
    const group = limner.telegram.supergroup();
    const bea = limner.telegram.user({ firstName: 'Bea' });
    await group.send(ada, '/imagine a red fox');
    const result = await untilPicture([], group);
    await group.press(ada, result, 'Select region').answer();
    const grid = await untilPicture([result], group);

    expect((await group.press(bea, grid, '1').answer()).text).toMatch(/^Only the person who asked/);
    await group.press(ada, grid, '4').answer();
    await group.as(bea).reply(grid, 'a beard');
    await untilText(/^Only the person who asked/, group);
    await group.as(ada).reply(grid, 'a hat --quality low');
    await untilPicture([result, grid], group);

    expect(await limner.newest(ada)).toMatchObject({ request: { prompt: 'a hat', quality: 'low' } });
    expect(await maskOf()).toEqual([3]);
    expect(await limner.harness.core.history(`telegram:${bea.id}`)).toEqual([]);
  });
});
