import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

describe('a sentence that Discord refuses as too large', () => {
  let limner: DiscordUnderTest;

  beforeEach(async () => {
    limner = await startDiscordUnderTest();
  });

  afterEach(async () => {
    await limner.stop();
  });

  it('is told once Discord has come to its senses', async () => {
    const { discord, gateway, harness } = limner;
    gateway.hold();
    const command = await discord.user.slash('imagine', { prompt: 'never made' });
    await command.untilAnswer(({ buttons }) => buttons.length > 0);
    const refused = discord.misbehave({
      match: /^PATCH .*@original/,
      how: { kind: 'status', status: 413, code: 40_005, message: 'Request entity too large' },
    });
    await harness.core.cancel({ userId: `discord:${discord.user.id}` });

    const answer = await command.untilAnswer(({ text }) => text.includes('Canceled'));

    expect(answer.loading).toBe(false);
    expect(refused.hits).toBe(1);
    gateway.release();
  });
});
