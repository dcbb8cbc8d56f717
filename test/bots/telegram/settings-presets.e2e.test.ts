import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

describe('settings and presets on Telegram', () => {
  let limner: TelegramUnderTest;

  beforeAll(async () => {
    limner = await startTelegramUnderTest();
  });
  afterAll(() => limner.stop());

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
});
