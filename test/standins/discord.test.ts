import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API } from '@discordjs/core/http-only';
import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  type ClientOptions,
  DiscordAPIError,
  Events,
  FileUploadBuilder,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MediaGalleryBuilder,
  type Message,
  MessageFlags,
  ModalBuilder,
  Partials,
  REST,
  Routes,
  SlashCommandBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type DiscordAddresses, DiscordStandin } from '../support/discord/discord-standin.ts';
import { permissions } from '../support/discord/model.ts';

const plainIntents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
];

let standin: DiscordStandin;
let addresses: DiscordAddresses;
let clients: Client[];

beforeEach(async () => {
  standin = new DiscordStandin();
  addresses = await standin.start();
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.destroy()));
  await standin.stop();
  expect(standin.failures).toEqual([]);
});

function newClient(options: Partial<ClientOptions> = {}): Client<true> {
  const client = new Client({
    intents: plainIntents,
    partials: [Partials.Channel],
    ...options,
    rest: { api: addresses.apiUrl, retries: 0, ...options.rest },
  });
  client.on(Events.Error, () => undefined);
  clients.push(client);
  return client as Client<true>;
}

async function logIn(options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = newClient(options);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(standin.token);
  await ready;
  return client;
}

/** A REST client without discord.js around it, as a worker has. */
function rest(token: string | undefined = standin.token): REST {
  const client = new REST({ version: '10', api: addresses.apiUrl, retries: 0 });
  return token === undefined ? client : client.setToken(token);
}

const imagine = new SlashCommandBuilder()
  .setName('imagine')
  .setDescription('Make a picture')
  .addStringOption((option) => option.setName('prompt').setDescription('What to draw').setRequired(true))
  .addAttachmentOption((option) => option.setName('image').setDescription('A reference'))
  .addIntegerOption((option) =>
    option.setName('count').setDescription('How many').setMinValue(1).setMaxValue(4),
  )
  .toJSON();

const editImage = { name: 'Edit image', type: 3 };

async function register(commands: readonly unknown[] = [imagine, editImage]): Promise<void> {
  await rest().put(Routes.applicationCommands(standin.state.applicationId), { body: commands });
}

function onInteraction(client: Client, handler: (interaction: Interaction) => Promise<unknown>): void {
  client.on(Events.InteractionCreate, (interaction) => {
    handler(interaction).catch((error: unknown) => client.emit(Events.Error, error as Error));
  });
}

function onSlash(
  client: Client,
  handler: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
): void {
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await handler(interaction);
  });
}

function png(width = 64, height = 48): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
}

async function gallery(file: Buffer): Promise<object> {
  return {
    flags: MessageFlags.IsComponentsV2,
    files: [new AttachmentBuilder(file, { name: 'fox.png' })],
    components: [
      new MediaGalleryBuilder().addItems((item) =>
        item.setURL('attachment://fox.png').setDescription('a red fox'),
      ),
      new TextDisplayBuilder().setContent('a red fox · 64×48'),
      new ActionRowBuilder<ButtonBuilder>().addComponents(
        new ButtonBuilder().setCustomId('again:1').setLabel('Again').setStyle(ButtonStyle.Primary),
      ),
    ],
  };
}

async function refused(work: Promise<unknown>): Promise<{ status: number; code: number | string }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DiscordAPIError)) throw new Error(`Not refused by the API: ${String(error)}`);
  return { status: error.status, code: error.code };
}

describe('the gateway', () => {
  it('logs a discord.js client in and shows it the server', async () => {
    const client = await logIn();

    expect(client.user.id).toBe(standin.state.bot.id);
    expect(client.guilds.cache.map((guild) => guild.name)).toEqual(['Studio']);
    expect(client.channels.cache.has(standin.channel.id)).toBe(true);
    expect(standin.gateway.connected.map((session) => session.intents)).toEqual([4609 | 1]);
  });

  it('closes with 4014 when Message Content is asked for and not switched on', async () => {
    const client = newClient({ intents: [...plainIntents, GatewayIntentBits.MessageContent] });

    await expect(client.login(standin.token)).rejects.toThrow(/disallowed intents/i);
    expect(standin.gateway.refusals).toEqual([4014]);
  });

  it('refuses a wrong token', async () => {
    await expect(newClient().login('wrong.token.here')).rejects.toThrow(/invalid token/i);
  });

  it('replays missed events on RESUME after a dropped connection', async () => {
    const client = await logIn();
    const seen: string[] = [];
    client.on(Events.MessageCreate, (message) => seen.push(message.content));

    standin.gateway.drop();
    await eventually(() => standin.gateway.connected.length === 0);
    await standin.user.postMessage({ content: 'while you were away', dm: true });
    await eventually(() => seen.length > 0);

    expect(seen).toEqual(['while you were away']);
    expect(standin.gateway.sessions.map((session) => session.resumes)).toEqual([1]);
    expect(standin.gateway.identifies).toBe(1);
  });

  it('delivers an event twice on request', async () => {
    const client = await logIn();
    const seen: string[] = [];
    client.on(Events.InteractionCreate, (interaction) => seen.push(interaction.id));
    await register();

    const twice = await standin.user.slash('imagine', { prompt: 'x' }, { twice: true });
    standin.gateway.duplicateNext();
    const again = await standin.user.slash('imagine', { prompt: 'y' });
    await eventually(() => seen.length === 4);

    expect(seen).toEqual([twice.id, twice.id, again.id, again.id]);
  });

  it('hides what others write, except mentions, replies with ping to plain messages, and direct messages', async () => {
    const client = await logIn();
    const seen: Message[] = [];
    client.on(Events.MessageCreate, (message) => {
      if (!message.author.bot) seen.push(message);
    });
    const image = { name: 'cat.png', bytes: await png() };
    const api = new API(rest());
    const plain = await api.channels.createMessage(standin.channel.id, { content: 'a picture' });

    await standin.user.postMessage({ content: 'secret', attachments: [image] });
    await standin.user.postMessage({ content: 'edit this', mentionBot: true, attachments: [image] });
    await standin.user.postMessage({ content: 'make it blue', replyTo: plain.id });
    await standin.user.postMessage({ content: 'no ping', replyTo: plain.id, pingReplied: false });
    await standin.user.postMessage({ content: 'in private', dm: true });
    await eventually(() => seen.length === 5);

    expect(seen.map((message) => [message.content, message.attachments.size])).toEqual([
      ['', 0],
      [`<@${client.user.id}> edit this`, 1],
      ['make it blue', 0],
      ['', 0],
      ['in private', 0],
    ]);
  });
});

describe('slash commands', () => {
  it('goes from deferral to a gallery, and counts one post', async () => {
    const client = await logIn();
    await register();
    const fox = await png();
    onSlash(client, async (interaction) => {
      await interaction.deferReply();
      await interaction.editReply(`Drawing ${interaction.options.getString('prompt')}`);
      await interaction.editReply({ content: null, ...(await gallery(fox)) });
    });

    const command = await standin.user.slash('imagine', { prompt: 'a red fox' });
    const acknowledgement = await command.acknowledged();
    const answer = await command.untilPictures();

    expect(acknowledgement).toMatchObject({ type: 5, ephemeral: false });
    expect(answer).toMatchObject({
      loading: false,
      text: 'a red fox · 64×48',
      hiddenFiles: [],
      edits: 2,
      buttons: [{ label: 'Again', customId: 'again:1', style: 1, disabled: false, url: undefined }],
      pictures: [
        {
          filename: 'fox.png',
          contentType: 'image/png',
          width: 64,
          height: 48,
          description: 'a red fox',
          sha256: createHash('sha256').update(fox).digest('hex'),
        },
      ],
    });
    expect(await standin.bytesOf(answer.pictures[0]?.attachmentId)).toEqual(fox);
    expect(standin.checkpoints()).toMatchObject({
      pictures: 1,
      everShown: 1,
      doubles: [],
      texts: 0,
      unanswered: 0,
    });
    expect(standin.requests.filter((item) => item.authorization === 'wrong')).toEqual([]);
    expect(standin.unhandled).toEqual([]);
  });

  it('hands over an attachment at a signed address that expires and cannot be forged', async () => {
    const client = await logIn();
    await register();
    const urls: string[] = [];
    onSlash(client, async (interaction) => {
      urls.push(interaction.options.getAttachment('image')?.url ?? '');
      await interaction.reply('seen');
    });
    const reference = await png(20, 10);

    const command = await standin.user.slash('imagine', {
      prompt: 'x',
      image: { name: 'ref.png', bytes: reference },
    });
    await command.acknowledged();
    const url = urls[0] ?? '';
    const fresh = await fetch(url);
    const bytes = Buffer.from(await fresh.arrayBuffer());
    const forged = await fetch(url.replace(/hm=./, 'hm=z'));
    standin.clock.advance(25 * 3_600_000);
    const late = await fetch(url);

    expect(bytes).toEqual(reference);
    expect([fresh.status, forged.status, late.status]).toEqual([200, 404, 404]);
  });

  it.each([
    { values: { prompt: 'x', colour: 'red' }, problem: /no option colour/ },
    { values: {}, problem: /missing: prompt/ },
    { values: { prompt: 'x', count: 5 }, problem: /over 4/ },
  ])('lets a user do only what the client lets them do: $problem', async ({ values, problem }) => {
    await register();

    await expect(standin.user.slash('imagine', values as { prompt: string })).rejects.toThrow(problem);
  });

  it('forgets an interaction after 3 s and refuses a second answer', async () => {
    await register();
    const api = new API(rest());

    const quick = await standin.user.slash('imagine', { prompt: 'x' });
    await api.interactions.defer(quick.id, quick.interaction.token);
    const again = await refused(api.interactions.defer(quick.id, quick.interaction.token));
    const slow = await standin.user.slash('imagine', { prompt: 'x' });
    standin.clock.advance(3001);
    const late = await refused(api.interactions.defer(slow.id, slow.interaction.token));

    expect(again).toEqual({ status: 400, code: 40060 });
    expect(late).toEqual({ status: 404, code: 10062 });
    expect([quick.status, slow.status]).toEqual(['acknowledged', 'unanswered']);
    expect(standin.checkpoints()).toMatchObject({ unanswered: 1, loading: 1 });
  });

  it('ends the token after 15 minutes or on request, while the bot token still edits the message', async () => {
    await register();
    const api = new API(rest());
    const { applicationId } = standin.state;
    const command = await standin.user.slash('imagine', { prompt: 'x' });
    const { token } = command.interaction;

    const before = await refused(api.interactions.editReply(applicationId, token, { content: 'too early' }));
    await api.interactions.defer(command.id, token);
    standin.clock.advance(15 * 60_000 + 1);
    const after = await refused(api.interactions.editReply(applicationId, token, { content: 'too late' }));
    await api.channels.editMessage(standin.channel.id, command.answer()?.id ?? '', {
      content: 'by the bot token',
    });

    expect(before).toEqual({ status: 404, code: 10015 });
    expect(after).toEqual({ status: 401, code: 50027 });
    expect(command.answer()).toMatchObject({ text: 'by the bot token', loading: false });
  });

  it('keeps ephemeral answers from others and from the bot token', async () => {
    await register();
    const api = new API(rest());
    const bob = standin.addPerson('bob');
    const command = await standin.user.slash('imagine', { prompt: 'x' });
    await api.interactions.reply(command.id, command.interaction.token, {
      content: 'only you',
      flags: MessageFlags.Ephemeral,
    });
    const id = command.answer()?.id ?? '';

    const read = await refused(api.channels.getMessage(standin.channel.id, id));

    expect(read).toEqual({ status: 404, code: 10008 });
    expect(command.answer()).toMatchObject({ ephemeral: true, text: 'only you' });
    expect(standin.timeline(standin.channel.id, bob)).toEqual([]);
  });

  it('refuses any flag but EPHEMERAL on a deferral', async () => {
    await register();
    const command = await standin.user.slash('imagine', { prompt: 'x' });

    const answer = await fetch(
      `${addresses.apiUrl}/v10/interactions/${command.id}/${command.interaction.token}/callback`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type: 5, data: { flags: MessageFlags.IsComponentsV2 } }),
      },
    );

    expect(await answer.json()).toMatchObject({
      code: 50035,
      errors: { data: { flags: { _errors: [{}] } } },
    });
    expect(command.status).toBe('waiting');
  });

  it('fills in the loading message with a follow-up sent right after the deferral', async () => {
    await register();
    const api = new API(rest());
    const command = await standin.user.slash('imagine', { prompt: 'x' });
    await api.interactions.defer(command.id, command.interaction.token);

    await api.interactions.followUp(standin.state.applicationId, command.interaction.token, {
      content: 'private?',
      flags: MessageFlags.Ephemeral,
    });

    expect(command.answer()).toMatchObject({ text: 'private?', ephemeral: false });
    expect(command.followups()).toEqual([]);
  });

  it('allows a user-installed app five follow-ups where the bot is no member, and no message by bot token', async () => {
    await register([{ ...imagine, integration_types: [0, 1], contexts: [0, 1, 2] }]);
    const elsewhere = standin.addGuild('Elsewhere', { botInstalled: false });
    const channel = standin.addChannel('chat', elsewhere.id);
    const api = new API(rest());
    const { applicationId } = standin.state;
    const command = await standin.user.slash('imagine', { prompt: 'x' }, { channel: channel.id });
    const { token } = command.interaction;
    await api.interactions.reply(command.id, token, { content: 'first' });

    for (let count = 0; count < 5; count += 1)
      await api.interactions.followUp(applicationId, token, { content: 'more' });
    const sixth = await refused(api.interactions.followUp(applicationId, token, { content: 'too many' }));
    const byToken = await refused(api.channels.createMessage(channel.id, { content: 'hello' }));

    expect(command.interaction.owners).toEqual({ '1': standin.user.id });
    expect(sixth).toEqual({ status: 400, code: 40094 });
    expect(byToken).toEqual({ status: 403, code: 50001 });
  });
});

describe('places', () => {
  it('reaches a discord.js client from a server it is no member of, where answers may be forced private', async () => {
    const client = await logIn();
    await register([{ ...imagine, integration_types: [0, 1], contexts: [0, 1, 2] }]);
    const elsewhere = standin.addGuild('Elsewhere', { botInstalled: false, locale: 'fr' });
    const channel = standin.addChannel('chat', elsewhere.id);
    const seen: unknown[] = [];
    onSlash(client, async (interaction) => {
      const { guildId, context, locale, guildLocale, authorizingIntegrationOwners, appPermissions } =
        interaction;
      seen.push({ guildId, context, locale, guildLocale, owners: { ...authorizingIntegrationOwners } });
      seen.push(appPermissions.has('ViewChannel'));
      const answer = await interaction.deferReply({ withResponse: true });
      seen.push(answer.resource?.message?.flags.has(MessageFlags.Loading));
      await interaction.editReply('done');
    });

    const command = await standin.user.slash(
      'imagine',
      { prompt: 'x' },
      { channel: channel.id, locale: 'zh-CN', permissions: permissions.sendMessages },
    );
    const answer = await command.untilAnswer((message) => message.text === 'done');

    expect(answer).toMatchObject({ ephemeral: true });
    expect(seen).toMatchObject([
      {
        guildId: elsewhere.id,
        context: 0,
        locale: 'zh-CN',
        guildLocale: 'fr',
        owners: { guildId: null, userId: standin.user.id },
      },
      false,
      true,
    ]);
  });

  it.each(['dm', 'group', 'thread'] as const)('takes a slash command in a %s', async (kind) => {
    const client = await logIn();
    await register([{ ...imagine, integration_types: [0, 1], contexts: [0, 1, 2] }]);
    onSlash(client, async (interaction) => {
      await interaction.reply(`context ${interaction.context}`);
    });
    const place = {
      dm: () => ({ dm: true }),
      group: () => ({ channel: standin.addGroupDm([standin.user, standin.addPerson('bob')]).id }),
      thread: () => ({ channel: standin.addThread('a thread').id }),
    }[kind]();

    const command = await standin.user.slash('imagine', { prompt: 'x' }, place);
    const answer = await command.untilAnswer((message) => message.text !== '');

    expect(answer.text).toBe({ dm: 'context 1', group: 'context 2', thread: 'context 0' }[kind]);
  });

  it('shows a command only where it is registered for', async () => {
    await register([{ ...imagine, contexts: [0] }]);

    await expect(standin.user.slash('imagine', { prompt: 'x' }, { dm: true })).rejects.toThrow(/context 1/);
  });
});

describe('buttons, forms and message commands', () => {
  it('takes a button press to a form with a file and the form to an answer', async () => {
    const client = await logIn();
    const api = new API(client.rest);
    const posted = await api.channels.createMessage(standin.channel.id, {
      content: 'a fox',
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Edit', custom_id: 'edit:1' }] }],
    });
    const seen: unknown[] = [];
    onInteraction(client, async (interaction) => {
      if (interaction.isButton()) {
        const words = new TextInputBuilder()
          .setCustomId('words')
          .setStyle(TextInputStyle.Paragraph)
          .setMaxLength(4000);
        const upload = new FileUploadBuilder().setCustomId('files').setMaxValues(4).setRequired(false);
        await interaction.showModal(
          new ModalBuilder()
            .setCustomId('edit-form:1')
            .setTitle('Edit')
            .addLabelComponents(
              new LabelBuilder().setLabel('What to change').setTextInputComponent(words),
              new LabelBuilder().setLabel('References').setFileUploadComponent(upload),
            ),
        );
      }
      if (interaction.isModalSubmit()) {
        seen.push(interaction.fields.getTextInputValue('words'));
        seen.push(interaction.fields.getUploadedFiles('files')?.map((file) => [file.name, file.width]));
        await interaction.reply({ content: 'on it', flags: MessageFlags.Ephemeral });
      }
    });

    const press = standin.user.pressButton(posted.id, 'Edit');
    await press.untilModal();
    const sent = await standin.user.submitModal(press, {
      words: 'make it blue',
      files: [{ name: 'blue.png', bytes: await png(12, 12) }],
    });
    await sent.acknowledged();

    expect(seen).toEqual(['make it blue', [['blue.png', 12]]]);
    expect(sent.answer()).toMatchObject({ text: 'on it', ephemeral: true });
    await expect(standin.user.submitModal(press, { words: '' })).rejects.toThrow(/needs words/);
  });

  it('updates the message of a button in place, deferred or at once', async () => {
    const client = await logIn();
    const api = new API(client.rest);
    const button = { type: 1, components: [{ type: 2, style: 2, label: 'Go', custom_id: 'go' }] } as const;
    const posted = await api.channels.createMessage(standin.channel.id, {
      content: 'ready',
      components: [{ type: 1, components: [...button.components] }],
    });
    onInteraction(client, async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferUpdate();
      await interaction.editReply({ content: 'done', components: [] });
    });

    const press = standin.user.pressButton(posted.id, 'go');
    const answer = await press.untilAnswer((message) => message.text === 'done');

    expect(answer).toMatchObject({ id: posted.id, buttons: [] });
    expect(() => standin.user.pressButton(posted.id, 'go')).toThrow(/no button go; it has none/);
  });

  it("gives a message command the whole message, somebody else's included", async () => {
    const client = await logIn();
    await register();
    const bob = standin.addPerson('bob');
    const theirs = await bob.postMessage({
      content: 'my cat',
      attachments: [{ name: 'cat.png', bytes: await png() }],
    });
    const seen: unknown[] = [];
    onInteraction(client, async (interaction) => {
      if (!interaction.isMessageContextMenuCommand()) return;
      const { content, attachments } = interaction.targetMessage;
      seen.push(
        content,
        attachments.map((item) => [item.name, item.width, item.height]),
      );
      await interaction.reply('ok');
    });

    await standin.user.messageCommand('Edit image', theirs).acknowledged();

    expect(seen).toEqual(['my cat', [['cat.png', 64, 48]]]);
  });
});

describe('messages by the bot token', () => {
  it('needs the bot token', async () => {
    const anonymous = await refused(rest('wrong').get(Routes.user('@me')));

    expect(anonymous).toEqual({ status: 401, code: 0 });
    expect(standin.requests.map((item) => item.authorization)).toEqual(['wrong']);
  });

  it('posts once for one nonce, within minutes', async () => {
    const api = new API(rest());
    const body = { content: 'result', nonce: 'g1-deliver', enforce_nonce: true };

    const first = await api.channels.createMessage(standin.channel.id, body);
    const second = await api.channels.createMessage(standin.channel.id, body);
    standin.clock.advance(10 * 60_000);
    const third = await api.channels.createMessage(standin.channel.id, body);

    expect(second.id).toBe(first.id);
    expect(third.id).not.toBe(first.id);
    expect(standin.timeline()).toHaveLength(2);
  });

  it('replies, or posts plainly when the message is gone and the caller said so', async () => {
    const api = new API(rest());
    const asked = await standin.user.postMessage({ content: 'draw' });
    const reference = { message_id: asked.id };

    await api.channels.createMessage(standin.channel.id, { content: 'here', message_reference: reference });
    standin.user.deleteMessage(asked);
    const strict = await refused(
      api.channels.createMessage(standin.channel.id, { content: 'x', message_reference: reference }),
    );
    await api.channels.createMessage(standin.channel.id, {
      content: 'still',
      message_reference: { ...reference, fail_if_not_exists: false },
    });

    expect(strict).toEqual({ status: 400, code: 50035 });
    expect(standin.timeline().map((message) => [message.text, message.replyTo])).toEqual([
      ['here', asked.id],
      ['still', undefined],
    ]);
  });

  it.each([
    { revoked: permissions.viewChannel, code: 50001 },
    { revoked: permissions.sendMessages, code: 50013 },
    { revoked: permissions.attachFiles, code: 50013 },
  ])('answers $code without permission $revoked', async ({ revoked, code }) => {
    standin.setPermissions(standin.channel, { revoke: revoked });
    const api = new API(rest());
    const files = [{ name: 'a.png', data: await png() }];

    const answer = await refused(api.channels.createMessage(standin.channel.id, { content: 'x', files }));

    expect(answer).toEqual({ status: 403, code });
  });

  it('shows a discord.js client the permissions it has', async () => {
    const client = await logIn();
    const channel = client.channels.cache.get(standin.channel.id);
    if (!channel?.isTextBased() || channel.isDMBased()) throw new Error('No text channel');

    standin.setPermissions(standin.channel, { revoke: permissions.attachFiles });
    await eventually(() => !channel.permissionsFor(client.user)?.has('AttachFiles'));

    expect(channel.permissionsFor(client.user)?.has('SendMessages')).toBe(true);
  });

  it('answers 10003 for a deleted channel, 10008 for a deleted message', async () => {
    const api = new API(rest());
    const posted = await api.channels.createMessage(standin.channel.id, { content: 'x' });

    standin.deleteMessage(posted.id);
    const message = await refused(api.channels.editMessage(standin.channel.id, posted.id, { content: 'y' }));
    standin.deleteChannel(standin.channel);
    const channel = await refused(api.channels.createMessage(standin.channel.id, { content: 'z' }));

    expect([message.code, channel.code]).toEqual([10008, 10003]);
  });

  it.each([
    { dm: 'open', code: undefined },
    { dm: 'closed', code: 50007 },
    { dm: 'no-mutual-server', code: 50278 },
  ] as const)('sends a direct message to somebody who is $dm with $code', async ({ dm, code }) => {
    const api = new API(rest());
    const bob = standin.addPerson('bob', { dm });
    const channel = await api.users.createDM(bob.id);

    const sending = api.channels.createMessage(channel.id, { content: 'psst' });

    if (code === undefined) await sending;
    else expect(await refused(sending)).toEqual({ status: 403, code });
    expect(standin.directMessages(bob).map((message) => message.text)).toEqual(
      code === undefined ? ['psst'] : [],
    );
  });

  it('records who is pinged: everyone allowed by default, nobody with an empty parse', async () => {
    const api = new API(rest());
    const asked = await standin.user.postMessage({ content: 'draw' });
    const content = `<@${standin.user.id}> @everyone`;
    const message_reference = { message_id: asked.id };

    await api.channels.createMessage(standin.channel.id, { content, message_reference });
    await api.channels.createMessage(standin.channel.id, {
      content,
      message_reference,
      allowed_mentions: { parse: [] },
    });

    const nobody = { everyone: false, users: [], roles: [], repliedUser: undefined };
    expect(
      standin
        .timeline()
        .slice(1)
        .map((message) => message.pings),
    ).toEqual([{ ...nobody, users: [standin.user.id], repliedUser: standin.user.id }, nobody]);
  });

  it('keeps only listed attachments on an edit and gives a fresh address on a fetch', async () => {
    const api = new API(rest());
    const files = [
      { name: 'a.png', data: await png(1, 1) },
      { name: 'b.png', data: await png(2, 2) },
    ];
    const posted = await api.channels.createMessage(standin.channel.id, { files });
    const [, second] = posted.attachments;

    await api.channels.editMessage(standin.channel.id, posted.id, {
      attachments: [{ id: second?.id ?? '' }],
    });
    standin.clock.advance(20 * 3_600_000);
    const fetched = await api.channels.getMessage(standin.channel.id, posted.id);

    expect(fetched.attachments.map((item) => item.filename)).toEqual(['b.png']);
    expect(fetched.attachments[0]?.url).not.toBe(second?.url);
    expect((await fetch(posted.attachments[0]?.url ?? '')).status).toBe(404);
    expect((await fetch(fetched.attachments[0]?.url ?? '')).status).toBe(200);
  });
});

describe('limits of messages', () => {
  const mebibyte = 1024 * 1024;

  it('refuses a file over the limit and a request over 25 MiB with 40005', async () => {
    const api = new API(rest());
    const send = (sizes: number[]): Promise<unknown> =>
      api.channels.createMessage(standin.channel.id, {
        files: sizes.map((size, index) => ({ name: `${index}.bin`, data: Buffer.alloc(size * mebibyte) })),
      });

    const fits = await send([9, 9]).then(() => 'posted');
    const tooLarge = await refused(send([11]));
    const tooMuch = await refused(send([9, 9, 9]));

    expect([fits, tooLarge, tooMuch]).toEqual([
      'posted',
      { status: 413, code: 40005 },
      { status: 413, code: 40005 },
    ]);
  });

  it("goes by the interaction's limit for its answers", async () => {
    await register();
    const api = new API(rest());
    const small = { attachmentSizeLimit: 1000 };
    const command = await standin.user.slash('imagine', { prompt: 'x' }, small);
    const files = [{ name: 'a.bin', data: Buffer.alloc(1001) }];

    const answer = await refused(api.interactions.reply(command.id, command.interaction.token, { files }));

    expect(answer).toEqual({ status: 413, code: 40005 });
  });

  const row = (...buttons: object[]): object => ({ type: 1, components: buttons });
  const button = (id: string, label = 'x'): object => ({ type: 2, style: 1, label, custom_id: id });
  const text = (content: string): object => ({ type: 10, content });
  const v2 = { flags: 1 << 15 };
  it.each([
    { what: 'content over 2000', body: { content: 'x'.repeat(2001) }, at: 'content' },
    {
      what: 'a label over 80',
      body: { content: 'x', components: [row(button('a', 'x'.repeat(81)))] },
      at: 'components',
    },
    {
      what: 'a custom id used twice',
      body: { content: 'x', components: [row(button('a'), button('a'))] },
      at: 'components',
    },
    {
      what: 'six buttons in a row',
      body: { content: 'x', components: [row(...'abcdef'.split('').map((id) => button(id)))] },
      at: 'components',
    },
    { what: 'V2 parts without the flag', body: { content: 'x', components: [text('x')] }, at: 'components' },
    { what: 'content beside V2', body: { ...v2, content: 'x', components: [text('x')] }, at: 'content' },
    {
      what: '41 components',
      body: { ...v2, components: Array.from({ length: 41 }, () => text('x')) },
      at: 'components',
    },
    {
      what: 'more than 4000 characters of text',
      body: { ...v2, components: [text('x'.repeat(2001)), text('x'.repeat(2000))] },
      at: 'components',
    },
    { what: 'an empty gallery', body: { ...v2, components: [{ type: 12, items: [] }] }, at: 'components' },
    {
      what: 'a gallery of a file that was not sent',
      body: { ...v2, components: [{ type: 12, items: [{ media: { url: 'attachment://no.png' } }] }] },
      at: 'components',
    },
    {
      what: 'embeds over 6000',
      body: { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      at: 'embeds',
    },
    { what: 'a nonce over 25', body: { content: 'x', nonce: 'x'.repeat(26) }, at: 'nonce' },
    {
      what: 'an attachment that was not sent',
      body: { content: 'x', attachments: [{ id: 0 }] },
      at: 'attachments',
    },
    {
      what: 'users and parse users',
      body: { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      at: 'allowed_mentions',
    },
    { what: 'the EPHEMERAL flag', body: { content: 'x', flags: 64 }, at: 'flags' },
  ])('refuses $what with 50035 at $at', async ({ body, at }) => {
    const answer = await fetch(`${addresses.apiUrl}/v10/channels/${standin.channel.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${standin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { code, errors } = (await answer.json()) as { code: number; errors: object };

    expect({ status: answer.status, code, at: Object.keys(errors ?? {}) }).toEqual({
      status: 400,
      code: 50035,
      at: [at],
    });
  });

  it('notes a file that a V2 message uploads but does not show', async () => {
    const api = new API(rest());

    await api.channels.createMessage(standin.channel.id, {
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: 10, content: 'no gallery' }],
      files: [{ name: 'lost.png', data: await png() }],
    });

    expect(standin.timeline()).toMatchObject([{ pictures: [], hiddenFiles: ['lost.png'] }]);
    expect(standin.checkpoints().pictures).toBe(0);
  });

  it('needs old content cleared when V2 is switched on by an edit, and never lets go of it', async () => {
    const api = new API(rest());
    const { id } = standin.channel;
    const posted = await api.channels.createMessage(id, { content: 'working' });
    const components = [{ type: 10 as const, content: 'done' }];
    const flags = MessageFlags.IsComponentsV2;

    const kept = await refused(api.channels.editMessage(id, posted.id, { flags, components }));
    await api.channels.editMessage(id, posted.id, { flags, components, content: null });
    const legacy = await refused(api.channels.editMessage(id, posted.id, { content: 'back' }));
    const unset = await refused(api.channels.editMessage(id, posted.id, { flags: 0 as MessageFlags }));

    expect([kept.code, legacy.code, unset.code]).toEqual([50035, 50035, 50035]);
    expect(standin.timeline()).toMatchObject([{ text: 'done', edits: 1 }]);
  });
});

describe('uploads', () => {
  it('takes a form of files streamed from disk', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'discord-upload-'));
    const path = join(directory, 'fox.png');
    const fox = await png();
    await writeFile(path, fox);
    const form = new FormData();
    form.set('files[0]', await openAsBlob(path), 'fox.png');
    form.set('payload_json', JSON.stringify({ attachments: [{ id: 0, description: 'a fox' }] }));

    await rest().post(Routes.channelMessages(standin.channel.id), { body: form, passThroughBody: true });
    await rm(directory, { recursive: true });

    expect(standin.timeline()).toMatchObject([
      { pictures: [{ bytes: fox.length, description: 'a fox', width: 64 }] },
    ]);
    expect(standin.requests.at(-1)?.files).toMatchObject([{ index: 0, name: 'fox.png', bytes: fox.length }]);
  });

  it('takes no harm from a client that hangs up in the middle', async () => {
    const upload = request(`${addresses.apiUrl}/v10/channels/${standin.channel.id}/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bot ${standin.token}`,
        'content-type': 'multipart/form-data; boundary=cut',
        'content-length': '100000',
      },
    });
    upload.on('error', () => undefined);
    upload.write(
      '--cut\r\nContent-Disposition: form-data; name="files[0]"; filename="a.png"\r\n\r\nhalf a pic',
    );
    await eventually(() => standin.requests.length === 1);
    upload.destroy();
    await eventually(() => standin.requests[0]?.outcome === 'client-gone');

    expect(standin.timeline()).toEqual([]);
  });
});

describe('people outside the process', () => {
  it('can act as users with form fields', async () => {
    const client = await logIn();
    await register();
    onSlash(client, async (interaction) => {
      await interaction.reply(
        `${interaction.options.getInteger('count')} × ${interaction.options.getString('prompt')}`,
      );
    });
    const play = async (verb: string, fields: { [name: string]: string }): Promise<unknown> => {
      const body = new URLSearchParams(fields);
      const answer = await fetch(`${addresses.apiUrl}/standin/${verb}`, { method: 'POST', body });
      return answer.json();
    };

    const asked = await play('slash', { command: 'imagine', prompt: 'a fox', count: '2', as: 'bob' });
    const wrong = await play('slash', { command: 'draw' });
    const seen = await (await fetch(`${addresses.apiUrl}/standin/messages`)).json();

    expect(asked).toMatchObject({ status: 'acknowledged', answer: { text: '2 × a fox' } });
    expect(wrong).toMatchObject({ problem: expect.stringMatching(/No command draw/) as string });
    expect(seen).toMatchObject([{ text: '2 × a fox' }]);
  });
});

describe('commands', () => {
  it('counts what was new, fills in defaults, and lists translations only when asked', async () => {
    const localized = { ...imagine, name_localizations: { 'zh-CN': '画图' } };
    await register([localized, editImage]);
    await register([localized, editImage]);
    const route = Routes.applicationCommands(standin.state.applicationId);

    const plain = (await rest().get(route)) as { name_localizations?: unknown }[];
    const full = await rest().get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });

    expect(standin.commandPuts.map(({ names, created }) => ({ names, created }))).toEqual([
      { names: ['imagine', 'Edit image'], created: 2 },
      { names: ['imagine', 'Edit image'], created: 0 },
    ]);
    expect(plain[0]?.name_localizations).toBeUndefined();
    expect(full).toMatchObject([
      { name_localizations: { 'zh-CN': '画图' }, integration_types: [0], nsfw: false, type: 1 },
      { name: 'Edit image', type: 3, description: '' },
    ]);
  });

  it.each([
    { what: 'an upper-case name', change: { name: 'Imagine' } },
    { what: 'a long description', change: { description: 'x'.repeat(101) } },
    { what: 'an unknown locale', change: { name_localizations: { zh: '画图' } } },
    { what: 'a private-channel context without user install', change: { contexts: [2] } },
    {
      what: '26 choices',
      change: {
        options: [
          {
            type: 3,
            name: 'a',
            description: 'a',
            choices: Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` })),
          },
        ],
      },
    },
    {
      what: 'a required option after an optional one',
      change: {
        options: [
          { type: 3, name: 'a', description: 'a' },
          { type: 3, name: 'b', description: 'b', required: true },
        ],
      },
    },
  ])('refuses $what', async ({ change }) => {
    const answer = await refused(register([{ ...imagine, ...change }]));

    expect(answer).toEqual({ status: 400, code: 50035 });
    expect(standin.globalCommands).toEqual([]);
  });
});

describe('misbehaviour on demand', () => {
  const postMessage = (): Promise<unknown> =>
    new API(rest()).channels.createMessage(standin.channel.id, { content: 'x' });

  it('loses the answer after posting', async () => {
    standin.misbehave({ match: /POST \/channels\/.*\/messages/, how: { kind: 'drop-after' } });

    await expect(postMessage()).rejects.toThrow();

    expect(standin.timeline()).toHaveLength(1);
    expect(standin.requests.at(-1)).toMatchObject({ outcome: 'lost-answer', status: 200 });
  });

  it('cuts the connection before posting', async () => {
    standin.misbehave({ match: 'POST /channels', how: { kind: 'drop-before' } });

    await expect(postMessage()).rejects.toThrow();

    expect(standin.timeline()).toEqual([]);
  });

  it.each([
    { how: { kind: 'status', status: 503 }, status: 503 },
    { how: { kind: 'status', status: 413, code: 40005, message: 'Request entity too large' }, status: 413 },
  ] as const)('answers $status without posting', async ({ how, status }) => {
    standin.misbehave({ match: '/channels/', how });

    await expect(postMessage()).rejects.toMatchObject({ status });

    expect(standin.timeline()).toEqual([]);
  });

  it('rate-limits with Retry-After, which discord.js sits out', async () => {
    const planned = standin.misbehave({
      match: '/channels/',
      times: 2,
      how: { kind: 'rate-limited', retryAfterMs: 20 },
    });

    await postMessage();

    expect(planned.hits).toBe(2);
    expect(standin.requests.map((item) => item.status)).toEqual([429, 429, 200]);
    expect(standin.invalidRequests).toBe(2);
  });

  it('rate-limits like Cloudflare, without Retry-After', async () => {
    standin.misbehave({ match: '/channels/', how: { kind: 'banned' } });

    const answer = await fetch(`${addresses.apiUrl}/v10/channels/${standin.channel.id}`);

    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('content-type')]).toEqual([
      429,
      null,
      'text/html',
    ]);
  });

  it('hangs until the caller gives up, and answers slowly what it did at once', async () => {
    standin.misbehave({ match: 'GET /users/@me', how: { kind: 'hang' } });
    standin.misbehave({ match: '/channels/', how: { kind: 'slow', ms: 50, answerOnly: true } });

    const hanging = fetch(`${addresses.apiUrl}/v10/users/@me`, { signal: AbortSignal.timeout(30) });
    const posting = postMessage();

    await expect(hanging).rejects.toThrow(/timeout|aborted/);
    await eventually(() => standin.timeline().length === 1);
    await posting;
    expect(standin.requests.map((item) => item.outcome)).toEqual(['hung', 'answered']);
  });

  it('breaks a download on request', async () => {
    const posted = await standin.user.postMessage({ attachments: [{ name: 'a.png', bytes: await png() }] });
    const url = posted.visible().pictures[0]?.url ?? '';
    standin.misbehave({ match: 'GET /cdn/attachments/', how: { kind: 'status', status: 502 } });

    const statuses = [(await fetch(url)).status, (await fetch(url)).status];

    expect(statuses).toEqual([502, 200]);
  });

  it('enforces a limit per route when one is set', async () => {
    standin.limits.routeLimit = { limit: 2, windowMs: 100 };

    await Promise.all([1, 2, 3].map(() => fetch(`${addresses.apiUrl}/v10/channels/1`)));

    expect(standin.requests.map((item) => item.status).sort()).toEqual([401, 401, 429]);
  });
});
