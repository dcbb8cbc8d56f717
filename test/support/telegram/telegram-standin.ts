import { Backend } from './backend.ts';
import { GroupHandle } from './chat-handle.ts';
import type { BotCommand } from './command-store.ts';
import { HttpServer } from './http-server.ts';
import { MisbehaviourPlan } from './misbehaviour.ts';
import type { Misbehaviour, MisbehaviourHandle } from './misbehaviour.ts';
import type { UserRecord } from './model.ts';
import { summarizePicturePosts } from './picture-posts.ts';
import type { PicturePostSummary } from './picture-posts.ts';
import { RequestLog } from './request-log.ts';
import type { RecordedRequest } from './request-log.ts';
import { defaultSettings } from './settings.ts';
import type { TelegramSettings } from './settings.ts';
import { UserHandle } from './user-handle.ts';
import { createUserPlayer } from './play-user.ts';
import type { Update } from './update-queue.ts';
import { WebhookSender } from './webhook-sender.ts';

export interface TelegramStandinOptions {
  readonly settings?: Partial<TelegramSettings>;
  /** Unix milliseconds; the real clock when left out. `advance` comes on top. */
  readonly now?: () => number;
  /** 0, the default, picks a free one. */
  readonly port?: number;
  readonly token?: string;
  readonly username?: string;
  readonly firstName?: string;
  readonly firstUpdateId?: number;
  /** The bot's privacy mode; on when left out, as BotFather has it. */
  readonly privacyMode?: boolean;
  /** Off when left out, until /setinline. */
  readonly inlineMode?: boolean;
}

export interface TelegramAddress {
  /** For `TELEGRAM_API_URL` and grammY's `apiRoot`. */
  readonly apiUrl: string;
  readonly token: string;
}

const DEFAULT_TOKEN = '7311007755:AAE-standin-Zq3v8KxW5tJm2RbYc9LdHn0PfQs';

/** A strict Bot API server with one bot, and the people who talk to it. */
export class TelegramStandin {
  readonly settings: TelegramSettings;
  readonly backend: Backend;
  readonly log = new RequestLog();
  readonly token: string;
  private readonly plan = new MisbehaviourPlan();
  private readonly server: HttpServer;
  private readonly webhooks: WebhookSender;
  private port: number;
  private advancedMs = 0;

  constructor(options: TelegramStandinOptions = {}) {
    const clock = options.now ?? Date.now;
    this.settings = { ...defaultSettings(), ...options.settings };
    this.token = options.token ?? DEFAULT_TOKEN;
    this.port = options.port ?? 0;
    this.backend = new Backend({
      settings: this.settings,
      now: () => clock() + this.advancedMs,
      bot: {
        id: Number(this.token.split(':')[0]),
        username: options.username ?? 'limner_bot',
        firstName: options.firstName ?? 'Limner',
      },
      firstUpdateId: options.firstUpdateId ?? 910_000_001,
    });
    this.backend.privacyMode = options.privacyMode ?? true;
    this.backend.inlineMode = options.inlineMode ?? false;
    this.webhooks = new WebhookSender(this.backend);
    this.server = new HttpServer({
      backend: this.backend,
      token: this.token,
      log: this.log,
      plan: this.plan,
      playUser: createUserPlayer(this),
    });
  }

  async start(): Promise<TelegramAddress> {
    await this.goOnline();
    return { apiUrl: this.apiUrl, token: this.token };
  }

  async stop(): Promise<void> {
    this.webhooks.stop();
    await this.goOffline();
  }

  /** Connections are refused until `goOnline`; chats, updates and address stay. */
  async goOffline(): Promise<void> {
    await this.server.close();
  }

  async goOnline(): Promise<void> {
    this.port = await this.server.listen(this.port);
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Every download address begins like this and contains the token: a test can assert that it never leaves. */
  get fileUrlPrefix(): string {
    return `${this.apiUrl}/file/bot${this.token}/`;
  }

  get botUsername(): string {
    return this.backend.bot.username;
  }

  /** Everything that was called except getUpdates, oldest first. */
  get requests(): readonly RecordedRequest[] {
    return this.log.requests;
  }

  requestsOf(method: string): readonly RecordedRequest[] {
    return this.log.of(method);
  }

  user({ firstName = 'Ada', ...rest }: Partial<Omit<UserRecord, 'id' | 'deactivated'>> = {}): UserHandle {
    return new UserHandle(
      this.backend,
      this.backend.world.addUser({ firstName, languageCode: 'en', ...rest }),
    );
  }

  /** A basic group. */
  group({ title = 'Friends' } = {}): GroupHandle {
    return this.open('group', title, false);
  }

  /** A supergroup; with `isForum` it has topics. */
  supergroup({ title = 'Painters', isForum = false } = {}): GroupHandle {
    return this.open('supergroup', title, isForum);
  }

  /** As in BotFather: groups notice only after the bot was added again. */
  setPrivacyMode(isOn: boolean): void {
    this.backend.privacyMode = isOn;
  }

  /** As /setinline at BotFather. */
  setInlineMode(isOn: boolean): void {
    this.backend.inlineMode = isOn;
  }

  /** Plans a fault. Faults are used up in the order in which they were planned. */
  misbehave(misbehaviour: Misbehaviour): MisbehaviourHandle {
    return this.plan.add(misbehaviour);
  }

  behave(): void {
    this.plan.clear();
  }

  /** Moves the stand-in's clock; long polls keep to the real one. */
  advance(ms: number): void {
    this.advancedMs += ms;
  }

  /** Every update made for the bot so far. */
  get updates(): readonly Update[] {
    return this.backend.updates.history;
  }

  get pendingUpdates(): number {
    return this.backend.updates.pendingCount;
  }

  /** Delivers an update once more under its old update_id, confirmed or not. The newest one when left out. */
  redeliver(update: Update | undefined = this.updates.at(-1)): void {
    if (!update) throw new Error('There is no update to deliver again');
    this.backend.updates.repeat(update);
  }

  /** What the bot posted, and which pictures it posted twice. */
  picturePosts(): PicturePostSummary {
    return summarizePicturePosts(this.backend.world);
  }

  /** The command menu that a person sees in a chat. */
  commandsSeenBy(
    user: UserHandle,
    chat: { readonly id: number; readonly record: { type: string } },
  ): readonly BotCommand[] {
    return this.backend.commands.seenBy(
      { id: chat.id, type: chat.record.type },
      user.record.languageCode ?? '',
    );
  }

  private open(type: 'group' | 'supergroup', title: string, isForum: boolean): GroupHandle {
    const record = this.backend.world.addChat({
      type,
      title,
      isForum,
      botReadsEverything: !this.backend.privacyMode,
    });
    return new GroupHandle(this.backend, record);
  }
}
