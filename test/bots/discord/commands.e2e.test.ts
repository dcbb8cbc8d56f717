import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureFile, startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

describe('Discord commands', () => {
  let limner: DiscordUnderTest;

  beforeAll(async () => {
    limner = await startDiscordUnderTest();
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
    expect(answer.buttons.map(({ label }) => label)).toEqual(['Again', 'Edit']);
    expect(answer.pings).toEqual({ everyone: false, users: [], roles: [], repliedUser: undefined });
  });
});
