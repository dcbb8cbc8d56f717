import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/ports/delivery-channel.ts';
import { keys } from '../../../src/core/storage/keys.ts';
import { startHarness } from '../../support/core-harness.ts';
import { eventually } from '../../support/eventually.ts';
import { startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

describe('a process that dies between placing an order and forgetting its event', () => {
  let limner: DiscordUnderTest;

  beforeEach(async () => {
    limner = await startDiscordUnderTest();
  });

  afterEach(async () => {
    await limner.stop();
  });

  it('leaves the picture where it is when the event is worked on again', async () => {
    const { discord, redis } = limner;
    const command = await discord.user.slash('imagine', { prompt: 'a fox, once' });
    const answer = await command.untilPictures(1);
    const key = `discord:${command.id}`;
    await eventually(async () => (await redis.client.zcard(keys.intakes('discord'))) === 0);
    // The event as it stood before it was done, taken down some moments later than it was answered.
    const crashed = await startHarness({ redis, providers: [], withoutWorker: true });
    await redis.client.del(keys.intake(key));
    await crashed.core.intake.begin({ key, platform: 'discord', payload: command.interaction.event as Json });
    await crashed.core.intake.note(key, { messageId: answer.id, ephemeral: false });
    await crashed.stop();

    await eventually(async () => (await redis.client.zcard(keys.intakes('discord'))) === 0, {
      timeoutMs: 10_000,
    });

    const { text, buttons, edits } = answer;
    expect(command.answer()).toMatchObject({ text, buttons, edits, pictures: [{ sha256: answer.pictures[0]?.sha256 }] }); // prettier-ignore
    expect(limner.gateway.orders).toHaveLength(1);
  });
});
