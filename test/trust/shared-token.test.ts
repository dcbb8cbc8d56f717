import { afterEach, describe, expect, it } from 'vitest';
import { startDiscordUnderTest } from '../bots/discord/discord-under-test.ts';
import { startTelegramUnderTest } from '../bots/telegram/telegram-under-test.ts';
import { eventually } from '../support/eventually.ts';

describe('Two processes on one token', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });

  it('of Discord: said once, every command is taken once', async () => {
    const limner = await startDiscordUnderTest();
    stops.push(() => limner.stop());
    const { discord, log, gateway } = limner;
    await limner.startBot();
    expect(discord.gateway.sessions).toHaveLength(2);
    const prompts = ['one', 'two', 'three'];

    for (const prompt of prompts) {
      const command = await discord.user.slash('imagine', { prompt });
      await command.untilPictures(1);
    }

    expect(gateway.orders.map(({ prompt }) => prompt)).toEqual(prompts);
    expect(discord.checkpoints()).toMatchObject({ everShown: 3, doubles: [], unanswered: 0 });
    await eventually(() => log.some((line) => /Another process receives Discord/.test(line)));
    // Each of the two may say it.
    expect(log.filter((line) => /Another process receives Discord/.test(line)).length).toBeLessThanOrEqual(2);
  });

  it('of Telegram: said once, every request is taken once, both stay ready', async () => {
    const limner = await startTelegramUnderTest();
    stops.push(() => limner.stop());
    const { telegram, log, easel } = limner;
    const chat = telegram.user({ firstName: 'Ada' }).privateChat();
    const second = await limner.startBot();
    const said = (): string[] => log.filter((line) => /Another process polls Telegram/.test(line));
    await eventually(() => said().length > 0);

    const prompts = ['one', 'two', 'three', 'four'];
    for (const [index, prompt] of prompts.entries()) {
      await chat.send(prompt);
      await eventually(() => easel.orders.length === index + 1, { timeoutMs: 10_000 });
    }

    await eventually(() => telegram.picturePosts().messages === 4);
    expect(telegram.picturePosts().doubles).toEqual([]);
    expect(second.ready()).toBe(true);
    // Each of the two may say it.
    expect(said().length).toBeLessThanOrEqual(2);
  });
});
