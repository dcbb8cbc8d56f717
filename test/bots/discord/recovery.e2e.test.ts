import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDiscordBot } from '../../../src/bots/discord/discord-bot.ts';
import { AppError } from '../../../src/core/errors.ts';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import type { Json } from '../../../src/core/ports/delivery-channel.ts';
import type { InteractionHandle, MessageHandle } from '../../support/discord/handles.ts';
import { messageJson } from '../../support/discord/message-json.ts';
import { eventually } from '../../support/eventually.ts';
import { startHarness, type Harness } from '../../support/core-harness.ts';
import { minutes, pictureFile, startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

describe('what a crash leaves behind on Discord', () => {
  let limner: DiscordUnderTest;
  let crashed: Harness;

  beforeEach(async () => {
    limner = await startDiscordUnderTest();
    await limner.bot.stop();
    // A process that has written the event down and is about to die: its lease ends with its connection.
    crashed = await startHarness({ redis: limner.redis, providers: [], withoutWorker: true });
  });

  afterEach(async () => {
    await limner.stop();
  });

  function acknowledgedBy(command: InteractionHandle, body: object): Promise<void> {
    return acknowledged(command.interaction, body);
  }

  async function acknowledged({ id, token }: { id: string; token: string }, body: object): Promise<void> {
    const { apiUrl } = limner;
    const answer = await fetch(`${apiUrl}/v10/interactions/${id}/${token}/callback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
  }

  async function crash(): Promise<void> {
    await crashed.stop();
    await limner.startBot();
  }

  it.each([{ noted: true }, { noted: false }])(
    'goes on with a command that was acknowledged (noted: $noted)',
    async ({ noted }) => {
      const command = await limner.discord.user.slash('imagine', { prompt: 'survivor' });
      const key = `discord:${command.id}`;
      const payload = command.interaction.event as Json;
      await crashed.core.intake.begin({ key, platform: 'discord', payload });
      await acknowledgedBy(command, { type: 5 });
      const messageId = command.interaction.originalId ?? null;
      if (noted) await crashed.core.intake.note(key, { messageId, ephemeral: false });

      await crash();

      const answer = await command.untilPictures(1, { timeoutMs: 10_000 });
      expect(answer.id).toBe(messageId);
      expect(limner.gateway.orders).toHaveLength(1);
    },
  );

  it.each([
    { what: 'a command that was never acknowledged', body: undefined },
    {
      what: 'a command whose answer was a sentence',
      body: { type: 4, data: { content: 'Try again in a minute.', flags: 64 } },
    },
  ])('drops $what, and buys nothing', async ({ body }) => {
    const { discord, redis, gateway } = limner;
    const command = await discord.user.slash('imagine', { prompt: 'unheard' });
    const key = `discord:${command.id}`;
    await crashed.core.intake.begin({ key, platform: 'discord', payload: command.interaction.event as Json });
    if (body) await acknowledgedBy(command, body);

    await crash();

    await eventually(async () => (await redis.client.zcard('{limner}:in-due:discord')) === 0, {
      timeoutMs: 10_000,
    });
    expect(gateway.orders).toEqual([]);
    expect(command.answer()?.text).toBe(body?.data.content);
  });

  it('goes on with what another process has promised, although the store was too slow for this one', async () => {
    const { discord, gateway, harness } = limner;
    await limner.startBot();
    vi.spyOn(harness.core.intake, 'begin').mockImplementationOnce(async (event) => {
      await crashed.core.intake.begin(event);
      const { id, token } = event.payload as { id: string; token: string };
      await acknowledged({ id, token }, { type: 5 });
      throw new AppError('Too slow', { code: 'store-unavailable', retryable: true });
    });
    const withdrawn = vi.spyOn(harness.core.intake, 'withdraw');
    const command = await discord.user.slash('imagine', { prompt: 'promised' });
    await eventually(() => withdrawn.mock.settledResults[0]?.type === 'fulfilled');

    await crashed.stop();

    await command.untilPictures(1, { timeoutMs: 10_000 });
    expect(gateway.orders).toHaveLength(1);
  });

  it.each([{ excused: 'before' }, { excused: 'after' }])(
    'makes one message of a picture and of the excuse of a process that was too slow (excused $excused)',
    async ({ excused }) => {
      const { discord, gateway, harness } = limner;
      await limner.startBot();
      await limner.startBot();
      const begin = harness.core.intake.begin.bind(harness.core.intake);
      const posts = () =>
        discord.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
      const posted = () => eventually(() => posts().some(({ status }) => status === 200));
      vi.spyOn(harness.core.intake, 'begin')
        .mockImplementationOnce(async () => {
          if (excused === 'after') await posted();
          throw new AppError('Too slow', { code: 'store-unavailable', retryable: true });
        })
        .mockImplementationOnce(async (event) => {
          if (excused === 'before') await posted();
          return begin(event);
        });

      const message = await discord.user.postMessage({ content: 'a fox', mentionBot: true });

      await message.untilReply(({ pictures }) => pictures.length > 0, { timeoutMs: 10_000 });
      await eventually(() => posts().length === 2);
      expect(message.replies()).toHaveLength(1);
      expect(gateway.orders).toHaveLength(1);
    },
  );

  it('goes on with a written message by its one status message', async () => {
    const { discord, gateway } = limner;
    const message: MessageHandle = await discord.user.postMessage({
      content: 'a survivor',
      mentionBot: true,
    });
    const payload = {
      ...messageJson(discord.state, message.message, { full: true, asEvent: true }),
    } as unknown as Json;
    await crashed.core.intake.begin({ key: `discord:m${message.id}`, platform: 'discord', payload });

    await crash();

    await message.untilReply(({ pictures }) => pictures.length > 0, { timeoutMs: 10_000 });
    expect(message.replies()).toHaveLength(1);
    expect(gateway.orders).toHaveLength(1);
  });

  it('goes on with a form that was open during a restart', async () => {
    const { discord } = limner;
    const message = await discord.user.postMessage({
      attachments: [await pictureFile()],
    });
    await crashed.stop();
    const first = await limner.startBot();
    const opened = discord.user.messageCommand('Edit image', message);
    await opened.untilModal();
    await first.stop();
    await limner.startBot();

    const submitted = await discord.user.submitModal(opened, { prompt: 'still here' });

    await submitted.untilPictures(1, { timeoutMs: 10_000 });
  });
});

describe('trouble between Discord and the bot', () => {
  let limner: DiscordUnderTest;
  const fatal: string[] = [];

  beforeEach(async () => {
    fatal.length = 0;
    limner = await startDiscordUnderTest({ onFatal: (message) => fatal.push(message) });
  });

  afterEach(async () => {
    limner.redis.process.kill('SIGCONT');
    await limner.stop();
  });

  it('says at once and in private when the store is away, without promising anything', async () => {
    const { discord, redis, gateway } = limner;
    redis.process.kill('SIGSTOP');

    const command = await discord.user.slash('imagine', { prompt: 'no store' });

    expect(await command.acknowledged()).toMatchObject({ type: 4, ephemeral: true });
    const sentence = 'Requests cannot be taken right now and nothing was bought; try again in a minute.';
    expect(command.answer()?.text).toBe(sentence);

    redis.process.kill('SIGCONT');
    await (await discord.user.slash('imagine', { prompt: 'store is back' })).untilPictures(1);
    await eventually(async () => (await redis.client.zcard('{limner}:in-due:discord')) === 0, {
      timeoutMs: 10_000,
    });
    expect(gateway.orders.map(({ prompt }) => prompt)).toEqual(['store is back']);
    expect(command.answer()?.text).toBe(sentence);
  });

  it('makes one generation although the answer to the acknowledgement is lost', async () => {
    const { discord, gateway } = limner;
    discord.misbehave({ match: '/callback', how: { kind: 'drop-after' } });

    const command = await discord.user.slash('imagine', { prompt: 'lost answer' });

    await command.untilPictures(1);
    expect(gateway.orders).toHaveLength(1);
  });

  it('buys nothing when it could not acknowledge in time', async () => {
    const { discord, gateway } = limner;
    const refused = discord.misbehave({
      match: '/callback',
      how: { kind: 'status', status: 404, code: 10_062, message: 'Unknown interaction' },
    });

    const command = await discord.user.slash('imagine', { prompt: 'too late' });

    await eventually(() => refused.hits === 1);
    const next = await discord.user.slash('imagine', { prompt: 'in time' });
    await next.untilPictures(1);
    expect(command.interaction.acknowledgement).toBeUndefined();
    expect(gateway.orders.map(({ prompt }) => prompt)).toEqual(['in time']);
  });

  it('comes back after the connection was cut, and says when it is not connected', async () => {
    const { discord, bot } = limner;
    expect(bot.ready()).toBe(true);

    discord.gateway.drop('invalidate');
    await eventually(() => !bot.ready());
    await eventually(() => bot.ready(), { timeoutMs: 15_000 });

    await (await discord.user.slash('imagine', { prompt: 'back again' })).untilPictures(1);
  });

  it('gives up with one sentence when Discord refuses the token', async () => {
    const { discord, bot } = limner;

    discord.gateway.drop(4004);

    await eventually(() => fatal.length > 0);
    expect(fatal).toEqual([expect.stringMatching(/^Discord does not accept DISCORD_TOKEN; /)]);
    expect(bot.ready()).toBe(false);
  });

  it('says once that the token is wrong, and asks Discord nothing more', async () => {
    const { discord, apiUrl, harness } = limner;
    const said: string[] = [];
    const bot = createDiscordBot({
      config: { token: 'wrong', apiUrl },
      core: harness.core,
      logger: silentLogger,
      now: Date.now,
      providerTitle: (id) => id,
      onFatal: (message) => said.push(message),
    });

    bot.start();

    await eventually(() => said.length > 0);
    expect(said).toHaveLength(1);
    expect(discord.requests.filter(({ status }) => status === 401)).toHaveLength(1);
    await bot.stop();
  });

  it('does without Message Content when Discord does not allow it', async () => {
    const { discord, bot } = limner;

    discord.gateway.drop(4014);

    await eventually(() => !bot.ready());
    await eventually(() => bot.ready(), { timeoutMs: 15_000 });
    expect(fatal).toEqual([]);
  });

  it('waits for a Discord that answers with errors', async () => {
    const { discord } = limner;
    discord.misbehave({
      match: /GET \/(gateway\/bot|applications\/@me)/,
      times: 2,
      how: { kind: 'status', status: 500 },
    });

    const second = await limner.startBot();

    expect(second.ready()).toBe(true);
  });

  it('writes neither prompts nor tokens into the log', async () => {
    const { discord, gateway } = limner;
    gateway.failNext('provider-failed');
    discord.misbehave({ match: /PATCH/, how: { kind: 'status', status: 500 } });
    discord.misbehave({ match: /PATCH/, how: { kind: 'status', status: 400, code: 50_035 } });
    const command = await discord.user.slash('imagine', { prompt: 'unspeakable words' });
    await command.untilAnswer(({ text }) => text.includes('could not make'), { timeoutMs: 15_000 });

    const written = limner.log.join('\n');

    expect(written).not.toBe('');
    expect(written).not.toContain('unspeakable');
    expect(written).not.toContain(command.interaction.token);
    expect(written).not.toContain(discord.token);
  });

  it('keeps a form open for a day', async () => {
    const { discord, redis } = limner;
    const message = await discord.user.postMessage({ attachments: [await pictureFile()] });
    const opened = discord.user.messageCommand('Edit image', message);
    await opened.untilModal();

    const due = await redis.client.zscore('{limner}:in-due:discord', `discord:form:${opened.id}`);

    expect(Number(due) - Date.now()).toBeGreaterThan(minutes(23 * 60));
  });
});
