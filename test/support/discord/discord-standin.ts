import { ApiServer } from './api-server.ts';
import { CdnServer, type CdnDownload } from './cdn-server.ts';
import { type Checkpoints, checkpoints } from './checkpoints.ts';
import { dispatch, dispatchToBot, intents } from './dispatch.ts';
import { channelJson } from './entity-json.ts';
import { Gateway } from './gateway.ts';
import type { InteractionHandle } from './handles.ts';
import { InteractionsSender } from './interactions-sender.ts';
import { type MisbehaviourRequest, MisbehaviourPlan, type PlannedMisbehaviour } from './misbehaviour.ts';
import { deleteMessage } from './messages.ts';
import type { Channel, Guild, Interaction, RegisteredCommand, User } from './model.ts';
import { Person } from './person.ts';
import { playUser } from './play-user.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { applicationRoutes } from './routes-application.ts';
import { channelRoutes } from './routes-channels.ts';
import { interactionRoutes } from './routes-interactions.ts';
import type { Limits, Rules } from './settings.ts';
import { DiscordState } from './state.ts';
import { type VisibleMessage, visibleMessage } from './visible-message.ts';

export interface DiscordStandinOptions {
  /** The bot token; made up by default. */
  readonly token?: string;
  readonly botName?: string;
  readonly limits?: Partial<Limits>;
  readonly rules?: Partial<Rules>;
  /** Fixed ports; free ones by default. */
  readonly ports?: { readonly api?: number; readonly gateway?: number; readonly cdn?: number };
}

export interface DiscordAddresses {
  /** For `rest.api` and `DISCORD_API_URL`: `http://127.0.0.1:…/api`. */
  readonly apiUrl: string;
  readonly gatewayUrl: string;
  readonly cdnUrl: string;
}

/** Discord on loopback: REST v10, gateway and CDN, with one server, one channel and one person in it. */
export class DiscordStandin {
  readonly token: string;
  readonly state: DiscordState;
  readonly gateway: Gateway;
  /** The first server, channel and person. */
  readonly guild: Guild;
  readonly channel: Channel;
  readonly user: Person;
  /** How interactions reach the application. */
  readonly interactions = new InteractionsSender();
  private readonly plan = new MisbehaviourPlan();
  private readonly api: ApiServer;
  private readonly cdn: CdnServer;
  private readonly ports: NonNullable<DiscordStandinOptions['ports']>;

  constructor(options: DiscordStandinOptions = {}) {
    this.state = new DiscordState(options.botName ?? 'Limner');
    Object.assign(this.state.limits, options.limits);
    Object.assign(this.state.rules, options.rules);
    this.ports = options.ports ?? {};
    this.state.on('interaction', (interaction: Interaction) =>
      this.interactions.deliver(this.state, interaction),
    );
    const idPart = Buffer.from(this.state.bot.id).toString('base64url');
    this.token = options.token ?? `${idPart}.standin.not-a-secret-but-treat-it-as-one`;
    this.gateway = new Gateway(this.state, this.token);
    const gateway = {
      url: () => this.gateway.url(),
      identifiesUsed: () => this.gateway.identifies,
      shards: () => this.gateway.recommendedShards,
    };
    const routes = [...applicationRoutes(gateway), ...channelRoutes, ...interactionRoutes];
    this.api = new ApiServer({
      state: this.state,
      token: this.token,
      routes,
      misbehaviour: this.plan,
      playUser: (verb, request, url) => playUser(this, verb, request, url),
    });
    this.cdn = new CdnServer(this.state, this.plan);
    this.guild = this.state.addGuild('Studio');
    this.channel = this.state.addChannel('text', { name: 'general', guildId: this.guild.id });
    this.user = new Person(this.state, this.state.addUser('ann'), this.channel);
  }

  /** Opens the three listeners on 127.0.0.1. */
  async start(): Promise<DiscordAddresses> {
    await this.state.files.open();
    const gatewayUrl = await this.gateway.listen(this.ports.gateway);
    const cdnUrl = await this.cdn.listen(this.ports.cdn);
    this.state.cdnUrl = cdnUrl;
    const apiUrl = await this.api.listen(this.ports.api);
    return { apiUrl, gatewayUrl, cdnUrl };
  }

  /** Closes everything and removes the uploaded files. */
  async stop(): Promise<void> {
    await Promise.all([this.api.close(), this.gateway.close(), this.cdn.close()]);
    await this.state.files.close();
  }

  /** Settable at any time. */
  get limits(): Limits {
    return this.state.limits;
  }

  get rules(): Rules {
    return this.state.rules;
  }

  get clock(): DiscordState['clock'] {
    return this.state.clock;
  }

  /** Every REST request so far. */
  get requests(): readonly RecordedRequest[] {
    return this.api.requests;
  }

  get downloads(): readonly CdnDownload[] {
    return this.cdn.downloads;
  }

  get invalidRequests(): number {
    return this.api.invalidRequests;
  }

  /** Requests to routes that the stand-in does not have: a test that sees one has found a gap. */
  get unhandled(): readonly RecordedRequest[] {
    return this.api.requests.filter((request) => request.status === 404 && request.code === 0);
  }

  /** Errors in the stand-in itself; the request got a 500. */
  get failures(): readonly unknown[] {
    return this.api.failures;
  }

  get globalCommands(): readonly RegisteredCommand[] {
    return this.state.globalCommands;
  }

  guildCommands(guildId: string): readonly RegisteredCommand[] {
    return this.state.guildCommands.get(guildId) ?? [];
  }

  /** How often commands were overwritten, and how many were new each time. */
  get commandPuts(): DiscordState['commandPuts'] {
    return this.state.commandPuts;
  }

  addPerson(username: string, options: { locale?: string; dm?: User['dm'] } = {}): Person {
    return new Person(this.state, this.state.addUser(username, options), this.channel);
  }

  /** The person of that name, made on first use. */
  personNamed(username: string): Person {
    const known = [...this.state.users.values()].find((user) => !user.bot && user.username === username);
    return known ? new Person(this.state, known, this.channel) : this.addPerson(username);
  }

  /** A further server; `botInstalled: false` is one where only users have the app. */
  addGuild(name: string, options: { locale?: string; botInstalled?: boolean } = {}): Guild {
    const guild = this.state.addGuild(name, options);
    this.gateway.announceGuild(guild);
    return guild;
  }

  addChannel(name: string, guildId: string = this.guild.id): Channel {
    const channel = this.state.addChannel('text', { name, guildId });
    this.announceChannel(channel, 'CHANNEL_CREATE');
    return channel;
  }

  addThread(name: string, parent: Channel = this.channel): Channel {
    const thread = this.state.addChannel('thread', { name, guildId: parent.guildId, parentId: parent.id });
    this.announceChannel(thread, 'THREAD_CREATE');
    return thread;
  }

  /** A group of people's own channel, where the bot can only be by user install. */
  addGroupDm(people: readonly Person[]): Channel {
    return this.state.addChannel('group-dm', { recipientIds: people.map((person) => person.id) });
  }

  /** Takes from or gives to the bot in one channel. */
  setPermissions(channel: Channel, change: { grant?: bigint; revoke?: bigint }): void {
    channel.botPermissions = (channel.botPermissions | (change.grant ?? 0n)) & ~(change.revoke ?? 0n);
    if (channel.kind === 'text') this.announceChannel(channel, 'CHANNEL_UPDATE');
    this.state.changed();
  }

  /** Its people have to be adults. */
  setAgeRestricted(channel: Channel): void {
    channel.nsfw = true;
    this.announceChannel(channel, 'CHANNEL_UPDATE');
    this.state.changed();
  }

  deleteChannel(channel: Channel): void {
    channel.deleted = true;
    this.announceChannel(channel, channel.kind === 'thread' ? 'THREAD_DELETE' : 'CHANNEL_DELETE');
    this.state.changed();
  }

  /** A moderator deletes a message. */
  deleteMessage(messageId: string): void {
    const message = this.state.liveMessage(messageId);
    if (!message) throw new Error(`There is no message ${messageId}`);
    deleteMessage(this.state, message);
  }

  /** The bot is thrown out of a server. */
  removeBot(guild: Guild): void {
    guild.botInstalled = false;
    const data = { id: guild.id };
    dispatchToBot(this.state, {
      name: 'GUILD_DELETE',
      guildId: guild.id,
      intent: intents.guilds,
      data: () => data,
    });
  }

  /** An interaction's token dies now. */
  expireToken(interaction: InteractionHandle): void {
    interaction.expire();
  }

  /** Plans something that goes wrong. */
  misbehave(request: MisbehaviourRequest): PlannedMisbehaviour {
    return this.plan.add(request);
  }

  /** Everything planned is called off. */
  behave(): void {
    this.plan.clear();
  }

  /** Visible messages of a channel, oldest first; ephemeral ones only for their reader. */
  timeline(channelId: string = this.channel.id, reader?: Person): VisibleMessage[] {
    return [...this.state.messages.values()]
      .filter((message) => message.channelId === channelId && this.state.liveMessage(message.id))
      .filter((message) => message.ephemeralFor === undefined || message.ephemeralFor === reader?.id)
      .map((message) => visibleMessage(this.state, message));
  }

  /** The direct messages between the bot and somebody. */
  directMessages(person: Person): VisibleMessage[] {
    return this.timeline(this.state.dmWith(person.id).id);
  }

  checkpoints(): Checkpoints {
    return checkpoints(this.state);
  }

  /** The bytes of a picture or attachment, by its attachment id. */
  async bytesOf(attachmentId: string | undefined): Promise<Buffer> {
    const attachment = this.state.attachments.get(attachmentId ?? '');
    if (!attachment) throw new Error(`There is no attachment ${attachmentId}`);
    return this.state.files.read(attachment);
  }

  /** Waits until `read` gives a value (not undefined), looking at each change. */
  waitFor<T>(what: string, read: () => T | undefined, timeoutMs?: number): Promise<T> {
    return this.state.waitFor(what, read, timeoutMs);
  }

  private announceChannel(channel: Channel, name: string): void {
    dispatch(this.state, {
      name,
      channelId: channel.id,
      intent: intents.guilds,
      data: () => channelJson(this.state, channel),
    });
  }
}
