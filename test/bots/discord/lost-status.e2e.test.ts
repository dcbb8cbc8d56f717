import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

describe('a status message on Discord whose answer is lost', () => {
  let limner: DiscordUnderTest;

  beforeEach(async () => {
    limner = await startDiscordUnderTest();
  });

  afterEach(async () => {
    await limner.stop();
  });

  it('is asked for again under the same nonce, and becomes the picture', async () => {
    const { discord, gateway } = limner;
    discord.misbehave({ match: /^POST \/channels\/\d+\/messages/, how: { kind: 'drop-after' } });

    const message = await discord.user.postMessage({ mentionBot: true, content: 'a lost lighthouse' });

    const reply = await message.untilReply(({ pictures }) => pictures.length === 1);
    expect(message.replies()).toEqual([reply]);
    expect(gateway.orders.map(({ prompt }) => prompt)).toEqual(['a lost lighthouse']);
  });

  it('is given up after some tries with a sentence that promises no picture', async () => {
    const { discord, gateway } = limner;
    const broken = discord.misbehave({
      match: /^POST \/channels\/\d+\/messages/,
      how: { kind: 'drop-before' },
      times: 4,
    });

    const message = await discord.user.postMessage({ mentionBot: true, content: 'a lighthouse' });

    const reply = await message.untilReply(() => true, { timeoutMs: 10_000 });
    expect(reply.text).toBe(
      'Something went wrong here; try again, and if it happens again tell whoever runs this bot.',
    );
    expect(broken.hits).toBe(4);
    expect(gateway.orders).toEqual([]);
  });
});
