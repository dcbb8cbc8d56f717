import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { editDueAt } from '../../support/edit-due.ts';
import { eventually } from '../../support/eventually.ts';
import { giveUpSubmit } from '../../support/give-up-submit.ts';
import { permissions } from '../../support/discord/model.ts';
import { minutes, startDiscordUnderTest, type DiscordUnderTest } from './discord-under-test.ts';

describe('delivery on Discord', () => {
  let limner: DiscordUnderTest;

  beforeAll(async () => {
    limner = await startDiscordUnderTest({ publicUrl: 'https://limner.example' });
  });

  afterEach(() => {
    limner.gateway.release();
    limner.discord.behave();
    expect(limner.discord.unhandled).toEqual([]);
    expect(limner.discord.checkpoints().doubles).toEqual([]);
  });

  afterAll(async () => {
    await limner.stop();
  });

  /** A command whose picture is not finished yet. */
  async function begun(prompt: string, options = {}, place = {}) {
    limner.gateway.hold();
    const command = await limner.discord.user.slash('imagine', { prompt, ...options }, place);
    await eventually(() => limner.gateway.orders.at(-1)?.prompt === prompt);
    const status = command.answer();
    if (!status) throw new Error('There is no status message');
    return { command, status };
  }

  function picturesIn(channelId: string, prompt: string) {
    const { discord } = limner;
    return discord
      .timeline(channelId)
      .filter(({ text, pictures }) => pictures.length > 0 && text.includes(prompt));
  }

  async function firstPicture(channelId: string, prompt: string) {
    return eventually(() => picturesIn(channelId, prompt)[0] ?? false, { timeoutMs: 10_000 });
  }

  it('answers the status message with a new one after fifteen minutes', async () => {
    const { discord, gateway } = limner;
    const { command, status } = await begun('late fox');
    discord.clock.advance(minutes(16));

    gateway.release();

    const late = await firstPicture(discord.channel.id, 'late fox');
    expect(late).toMatchObject({
      replyTo: status.id,
      pings: { users: [], everyone: false, repliedUser: undefined },
      pictures: [{ description: 'late fox' }],
      hiddenFiles: [],
      edits: 1,
    });
    expect(late.buttons.map(({ label }) => label)).toEqual([
      ...['Again', 'Edit', 'Vary', 'Select region', '2K', '4K'],
      ...['Original file', 'Favourite', 'Add this too', 'As sticker', 'Delete', 'Report'],
    ]);
    await eventually(() => command.answer()?.text.includes('the answer is in a new message') ?? false);
    expect(command.followups()).toEqual([]);
  });

  it('does so when the token dies earlier', async () => {
    const { discord, gateway } = limner;
    const { command, status } = await begun('dead token');
    discord.expireToken(command);

    gateway.release();

    expect(await firstPicture(discord.channel.id, 'dead token')).toMatchObject({ replyTo: status.id });
  });

  it('finds the picture in the status when the answer to its edit is lost and the token dies early', async () => {
    const { discord, gateway, harness } = limner;
    const { command, status } = await begun('shown and dead');
    const lost = discord.misbehave({ match: /^PATCH .*@original/, how: { kind: 'drop-after' } });

    gateway.release();
    await eventually(() => lost.hits === 1);
    discord.expireToken(command);

    const messages = await eventually(async () => {
      const [newest] = await harness.core.history(`discord:${discord.user.id}`);
      return newest?.delivery.receipt?.messages ?? false;
    });
    expect(messages.map(({ key }) => key)).toEqual([`discord:${discord.channel.id}:${status.id}`]);
    expect(picturesIn(discord.channel.id, 'shown and dead').map(({ id }) => id)).toEqual([status.id]);
  });

  it('shows a picture that came late and after the token’s end, and none of them twice', async () => {
    const { discord, gateway, harness, redis } = limner;
    const { limits } = gateway;
    Object.assign(gateway, { limits: { ...limits, maxCount: 1 } });
    const bought = gateway.orders.length;
    const { command } = await begun('two foxes', { count: 2 });
    await eventually(() => gateway.orders.length === bought + 2);
    Object.assign(gateway, { limits });
    const [asked] = await harness.core.history(`discord:${discord.user.id}`);
    await giveUpSubmit(redis, asked?.id ?? '', gateway.orders.at(-1)?.attemptId ?? '');
    gateway.release(1);
    await command.untilPictures(1);
    await eventually(async () => (await harness.core.get(asked?.id ?? ''))?.delivery.state === 'delivered');
    discord.expireToken(command);
    discord.clock.advance(minutes(16));

    gateway.release();

    await eventually(() => picturesIn(discord.channel.id, 'two foxes')[0]?.pictures.length === 2);
    expect(picturesIn(discord.channel.id, 'two foxes')).toHaveLength(1);
  });

  it('posts anew when somebody deleted the status message', async () => {
    const { discord, gateway } = limner;
    const { status } = await begun('deleted status');
    discord.deleteMessage(status.id);

    gateway.release();

    await firstPicture(discord.channel.id, 'deleted status');
    expect(picturesIn(discord.channel.id, 'deleted status')).toHaveLength(1);
  });

  it.each([
    { what: 'private answers', prompt: 'private and late', options: { private: true } },
    { what: 'servers without the bot', prompt: 'elsewhere and late', options: {} },
  ])('sends a direct message for $what after the token’s end', async ({ prompt, options }) => {
    const { discord, gateway } = limner;
    const elsewhere = discord.addGuild('Far away', { botInstalled: false });
    const channel = 'private' in options ? discord.channel : discord.addChannel('far', elsewhere.id);
    const { command } = await begun(prompt, options, { channel: channel.id });
    discord.expireToken(command);

    gateway.release();

    const direct = await firstPicture(discord.state.dmWith(discord.user.id).id, prompt);
    expect(direct.text).toContain(`You asked for this in <#${channel.id}>.`);
    expect(picturesIn(channel.id, prompt)).toEqual([]);
  });

  it('keeps the picture for /history when direct messages are closed', async () => {
    const { discord, gateway, harness } = limner;
    const shy = discord.addPerson('shy', { dm: 'closed' });
    gateway.hold();
    const command = await shy.slash('imagine', { prompt: 'kept', private: true });
    await eventually(() => gateway.orders.at(-1)?.prompt === 'kept');
    discord.expireToken(command);

    gateway.release();

    await eventually(async () => {
      const [generation] = await harness.core.history(`discord:${shy.id}`);
      expect(generation?.delivery).toMatchObject({ state: 'delivered', receipt: { detour: 'kept' } });
    });
    const list = await (await shy.slash('history')).untilAnswer(({ loading }) => !loading);
    expect(await shy.pressButton(list, 'Show').untilPictures(1)).toMatchObject({ ephemeral: true });
  });

  it('sends a direct message when the channel is gone', async () => {
    const { discord, gateway } = limner;
    const doomed = discord.addChannel('doomed');
    await begun('channel gone', {}, { channel: doomed.id });
    discord.deleteChannel(doomed);

    gateway.release();

    await firstPicture(discord.state.dmWith(discord.user.id).id, 'channel gone');
  });

  it('posts without a reply where it may not read the history', async () => {
    const { discord, gateway } = limner;
    const amnesia = discord.addChannel('amnesia');
    discord.setPermissions(amnesia, { revoke: permissions.readMessageHistory });
    const { command } = await begun('no history', {}, { channel: amnesia.id });
    discord.expireToken(command);

    gateway.release();

    expect(await firstPicture(amnesia.id, 'no history')).toMatchObject({ replyTo: undefined });
  });

  it.each([
    { what: 'the answer to an edit is lost', match: /^PATCH .*@original/, how: { kind: 'drop-after' } },
    { what: 'an edit never arrives', match: /^PATCH .*@original/, how: { kind: 'drop-before' } },
    { what: 'Discord has an error', match: /^PATCH .*@original/, how: { kind: 'status', status: 503 } },
    {
      what: 'Discord asks to wait',
      match: /^PATCH .*@original/,
      how: { kind: 'rate-limited', retryAfterMs: 300 },
    },
  ] as const)('shows the picture once although $what', async ({ what, match, how }) => {
    const { discord, gateway } = limner;
    const { command } = await begun(`once: ${what}`);
    discord.misbehave({ match, how });

    gateway.release();

    await command.untilPictures(1, { timeoutMs: 15_000 });
    expect(discord.timeline().filter(({ text }) => text.includes(`once: ${what}`))).toHaveLength(1);
  });

  it.each([
    {
      what: 'the answer to the post is lost',
      match: /^POST \/channels\/\d+\/messages/,
      how: { kind: 'drop-after' },
    },
    {
      what: 'the answer to the late edit is lost',
      match: /^PATCH \/channels\//,
      how: { kind: 'drop-after' },
    },
  ] as const)('posts a late picture once although $what', async ({ what, match, how }) => {
    const { discord, gateway } = limner;
    const prompt = `late once: ${what}`;
    const { command } = await begun(prompt);
    discord.expireToken(command);
    discord.misbehave({ match, how });

    gateway.release();

    await firstPicture(discord.channel.id, prompt);
    expect(picturesIn(discord.channel.id, prompt)).toHaveLength(1);
    expect(discord.timeline().filter(({ text }) => text.includes('on its way'))).toEqual([]);
  });

  it('finds its message in the channel when the nonce is forgotten', async () => {
    const { discord, gateway } = limner;
    const { command } = await begun('forgotten nonce');
    discord.expireToken(command);
    discord.limits.nonceWindowMs = 1;
    const lost = discord.misbehave({ match: /^POST \/channels\/\d+\/messages/, how: { kind: 'drop-after' } });

    gateway.release();
    await eventually(() => lost.hits === 1);
    discord.clock.advance(minutes(3));

    await firstPicture(discord.channel.id, 'forgotten nonce');
    expect(discord.timeline().filter(({ text }) => text.includes('on its way'))).toEqual([]);
    discord.limits.nonceWindowMs = minutes(5);
  });

  it('re-encodes what is over the place’s limit and brings the original by a button', async () => {
    const { discord } = limner;
    const small = { channel: discord.channel.id, attachmentSizeLimit: 40_000 };
    const command = await discord.user.slash('imagine', { prompt: 'big and heavy' }, small);

    const answer = await command.untilPictures(1);
    expect(answer.pictures[0]?.bytes).toBeLessThanOrEqual(40_000);
    expect(answer.text).toContain('the button brings the original');

    const press = discord.user.pressButton(answer, 'Original file');
    const original = await press.untilAnswer(({ loading }) => !loading);
    expect(original).toMatchObject({ ephemeral: true, hiddenFiles: [] });
    expect(original.files.length + original.pictures.length).toBe(1);
  });

  it('gives a link to an original that the chat does not take, where the internet reaches this program', async () => {
    const { discord } = limner;
    const small = { channel: discord.channel.id, attachmentSizeLimit: 40_000 };
    const command = await discord.user.slash('imagine', { prompt: 'too heavy for here' }, small);
    const answer = await command.untilPictures(1);

    const press = discord.user.pressButton(answer, 'Original file', small);

    expect(await press.untilAnswer(({ loading }) => !loading)).toMatchObject({
      ephemeral: true,
      text: expect.stringMatching(
        /^The original file \(\d\.\d MiB\): https:\/\/limner\.example\/media\/\S+$/,
      ),
    });
  });

  it('edits its own status message for a written request, and posts anew when that one is gone', async () => {
    const { discord, gateway } = limner;
    gateway.hold();
    const message = await discord.user.postMessage({ content: 'a written fox', mentionBot: true });
    const status = await message.untilReply();
    await eventually(() => gateway.orders.at(-1)?.prompt === 'a written fox');
    discord.deleteMessage(status.id);

    gateway.release();

    expect((await firstPicture(discord.channel.id, 'a written fox')).id).not.toBe(status.id);
  });

  it('makes the files smaller when Discord takes less than it said', async () => {
    const { discord, gateway } = limner;
    const { command } = await begun('too large after all');
    discord.misbehave({
      match: /^PATCH .*@original/,
      times: 2,
      how: { kind: 'status', status: 413, code: 40_005, message: 'Request entity too large' },
    });

    gateway.release();

    await command.untilPictures(1);
  });

  it('says so when no size fits, and keeps the picture', async () => {
    const { discord, gateway } = limner;
    const { command } = await begun('never fits');
    await command.untilAnswer(({ buttons }) => buttons.length > 0);
    discord.misbehave({
      match: /^PATCH .*@original/,
      times: 5,
      how: { kind: 'status', status: 413, code: 40_005, message: 'Request entity too large' },
    });

    gateway.release();

    const answer = await command.untilAnswer(({ text }) => text.includes('too large to be posted'));
    expect(answer.buttons).toMatchObject([{ label: 'Show' }]);
  });

  it('stops editing the status before the token ends', async () => {
    const { discord, gateway } = limner;
    const { command } = await begun('slow and quiet');
    discord.clock.advance(minutes(14) + 1000);
    const edits = (): number => command.answer()?.edits ?? 0;
    const before = edits();
    gateway.release();

    await firstPicture(discord.channel.id, 'slow and quiet');

    // One more: the pointer to the new message.
    await eventually(() => edits() === before + 1);
  });

  it('finds the channel unused by progress when fifty are under way in it', async () => {
    const { discord, gateway, redis } = limner;
    gateway.hold();
    const before = gateway.orders.length;
    const people = Array.from({ length: 17 }, (_, index) => discord.addPerson(`painter ${index}`));
    const messages = await Promise.all(
      people.flatMap((person, index) =>
        [1, 2, 3].map((turn) => person.postMessage({ content: `fox ${index}.${turn}`, mentionBot: true })),
      ),
    );
    await Promise.all(messages.map((message) => message.untilReply()));
    await eventually(() => gateway.orders.length === before + 50, { timeoutMs: 15_000 });
    const edits = () => discord.requests.filter(({ route }) => route.startsWith('PATCH /channels/'));
    const made = edits().length;
    // The channel was looked at, and left to those that may be finished.
    const looks = new Set<number | undefined>();
    await eventually(
      async () => {
        looks.add(await editDueAt(redis.client, `discord/${discord.channel.id}`));
        return looks.size > 2;
      },
      { timeoutMs: 10_000 },
    );
    expect(edits()).toHaveLength(made);
    discord.limits.routeLimit = { limit: 5, windowMs: 5_000 };

    gateway.release(5);
    await eventually(() => edits().length === made + 5, { timeoutMs: 10_000 });
    await eventually(() =>
      edits()
        .slice(made)
        .every(({ status }) => status === 200),
    );

    expect(
      edits()
        .slice(made)
        .every(({ files }) => files.length === 1),
    ).toBe(true);
    discord.limits.routeLimit = undefined;
    gateway.release();
    await eventually(
      () =>
        discord.timeline().filter(({ text, pictures }) => /fox \d+\.\d/.test(text) && pictures.length === 1)
          .length === 51,
      { timeoutMs: 20_000 },
    );
  });
});
