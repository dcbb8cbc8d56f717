import { createHmac, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { patienceMs } from '../eventually.ts';
import { Clock, SnowflakeSource } from './clock.ts';
import { contentTypeOf, FileStore, type LocalFile, sanitizeFilename } from './file-store.ts';
import {
  allPermissions,
  type Attachment,
  type Channel,
  type ChannelKind,
  type Guild,
  type Interaction,
  type Message,
  permissions,
  type RegisteredCommand,
  type StoredFile,
  type User,
} from './model.ts';
import { defaultLimits, defaultRules, type Limits, type Rules } from './settings.ts';

/** Everything the stand-in knows. Emits `change` after each change, so that tests can wait without sleeping. */
export class DiscordState extends EventEmitter {
  readonly clock = new Clock();
  readonly files = new FileStore();
  readonly limits: Limits = { ...defaultLimits };
  readonly rules: Rules = { ...defaultRules };
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly messages = new Map<string, Message>();
  readonly attachments = new Map<string, Attachment>();
  readonly interactions = new Map<string, Interaction>();
  readonly interactionsByToken = new Map<string, Interaction>();
  readonly nonces = new Map<string, { messageId: string; at: number }>();
  globalCommands: RegisteredCommand[] = [];
  readonly guildCommands = new Map<string, RegisteredCommand[]>();
  readonly commandPuts: { at: number; guildId: string | undefined; names: string[]; created: number }[] = [];
  /** Direct messages the bot could not or may not send are answered per user; see `User.dm`. */
  readonly bot: User;
  cdnUrl = '';
  private readonly ids = new SnowflakeSource(this.clock);
  private readonly signingKey = randomBytes(32);

  constructor(botName: string) {
    super();
    this.setMaxListeners(0);
    this.bot = { id: this.newId(), username: botName, bot: true, locale: 'en-US', dm: 'open' };
    this.users.set(this.bot.id, this.bot);
  }

  get applicationId(): string {
    return this.bot.id;
  }

  newId(): string {
    return this.ids.next();
  }

  now(): number {
    return this.clock.now();
  }

  changed(): void {
    this.emit('change');
  }

  addUser(username: string, options: { locale?: string; dm?: User['dm'] } = {}): User {
    const { locale = 'en-US', dm = 'open' } = options;
    const user: User = { id: this.newId(), username, bot: false, locale, dm };
    this.users.set(user.id, user);
    return user;
  }

  addGuild(name: string, options: { locale?: string; botInstalled?: boolean } = {}): Guild {
    const { locale = 'en-US', botInstalled = true } = options;
    const guild: Guild = {
      id: this.newId(),
      name,
      ownerId: this.newId(),
      locale,
      botInstalled,
      joinedAt: this.now(),
    };
    this.guilds.set(guild.id, guild);
    return guild;
  }

  addChannel(
    kind: ChannelKind,
    options: Partial<Pick<Channel, 'name' | 'guildId' | 'parentId' | 'recipientIds'>>,
  ): Channel {
    const inServer = kind === 'text' || kind === 'thread';
    const channel: Channel = {
      id: this.newId(),
      kind,
      name: options.name ?? kind,
      guildId: options.guildId,
      parentId: options.parentId,
      recipientIds: options.recipientIds ?? [],
      botPermissions: inServer ? allPermissions & ~permissions.mentionEveryone : allPermissions,
      attachmentSizeLimit: undefined,
      deleted: false,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The direct-message channel between the bot and a user, made on first use. */
  dmWith(userId: string): Channel {
    for (const channel of this.channels.values()) {
      if (channel.kind === 'dm' && channel.recipientIds[0] === userId) return channel;
    }
    return this.addChannel('dm', { recipientIds: [userId] });
  }

  user(id: string): User {
    const user = this.users.get(id);
    if (!user) throw new Error(`The stand-in has no user ${id}`);
    return user;
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`The stand-in has no channel ${id}`);
    return channel;
  }

  /** The message, unless it was deleted or its channel was. */
  liveMessage(id: string | undefined): Message | undefined {
    const message = id === undefined ? undefined : this.messages.get(id);
    if (!message || message.deleted) return undefined;
    return this.channels.get(message.channelId)?.deleted ? undefined : message;
  }

  /** The bot user is a member here: its token works on this channel, and its gateway hears of it. */
  botIsIn(channel: Channel): boolean {
    if (channel.guildId !== undefined) return this.guilds.get(channel.guildId)?.botInstalled ?? false;
    return channel.kind === 'dm';
  }

  addAttachment(
    file: StoredFile,
    name: string,
    channelId: string,
    options: { ephemeral?: boolean; description?: string | undefined; spoiler?: boolean } = {},
  ): Attachment {
    const filename = sanitizeFilename(name);
    const contentType = contentTypeOf(filename);
    const isImage = contentType.startsWith('image/');
    const attachment: Attachment = {
      ...file,
      width: isImage ? file.width : undefined,
      height: isImage ? file.height : undefined,
      id: this.newId(),
      filename,
      contentType,
      description: options.description,
      spoiler: options.spoiler ?? filename.startsWith('SPOILER_'),
      channelId,
      ephemeral: options.ephemeral ?? false,
      gone: false,
    };
    this.attachments.set(attachment.id, attachment);
    return attachment;
  }

  async upload(file: LocalFile, channelId: string, ephemeral: boolean): Promise<Attachment> {
    const stored = await this.files.writeBytes(file.bytes);
    return this.addAttachment(stored, file.name, channelId, { ephemeral, description: file.description });
  }

  /** A signed address, valid for `limits.cdnMs` from now. */
  attachmentUrl(attachment: Attachment): string {
    const path = attachmentPath(attachment, this.applicationId);
    const issued = Math.floor(this.now() / 1000);
    const expires = Math.floor((this.now() + this.limits.cdnMs) / 1000);
    const ex = expires.toString(16);
    const is = issued.toString(16);
    return `${this.cdnUrl}${path}?ex=${ex}&is=${is}&hm=${this.sign(path, ex, is)}&`;
  }

  sign(path: string, ex: string, is: string): string {
    return createHmac('sha256', this.signingKey).update(`${path}?ex=${ex}&is=${is}`).digest('hex');
  }

  commandsIn(guildId: string | undefined): RegisteredCommand[] {
    const ofGuild = guildId === undefined ? [] : (this.guildCommands.get(guildId) ?? []);
    return [...ofGuild, ...this.globalCommands];
  }

  /** Waits until `read` gives a value; rejects after `timeoutMs` (`patienceMs`) of real time with `what` in the message. */
  async waitFor<T>(what: string, read: () => T | undefined, timeoutMs = patienceMs): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const value = read();
      if (value !== undefined) return value;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`The stand-in waited ${timeoutMs} ms in vain for ${what}`);
      await this.nextChange(Math.min(left, 50));
    }
  }

  private nextChange(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.off('change', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.on('change', done);
    });
  }
}

/** The path under the CDN's address. */
export function attachmentPath(attachment: Attachment, applicationId: string): string {
  return attachment.ephemeral
    ? `/ephemeral-attachments/${applicationId}/${attachment.id}/${attachment.filename}`
    : `/attachments/${attachment.channelId}/${attachment.id}/${attachment.filename}`;
}
