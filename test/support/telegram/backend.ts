import { CommandStore } from './command-store.ts';
import { FileStore } from './file-store.ts';
import { FloodGate } from './flood-limits.ts';
import { messageJson } from './message-json.ts';
import type { MessageRecord } from './model.ts';
import type { JsonObject, Params } from './params.ts';
import type { TelegramSettings } from './settings.ts';
import { UpdateQueue } from './update-queue.ts';
import type { Update } from './update-queue.ts';
import { World } from './world.ts';

export interface WebhookState {
  readonly url: string;
  readonly secretToken: string;
  readonly maxConnections: number;
  lastErrorAt?: number;
  lastErrorMessage?: string;
}

export interface BackendOptions {
  readonly settings: TelegramSettings;
  readonly now: () => number;
  readonly bot: { readonly id: number; readonly username: string; readonly firstName: string };
  readonly firstUpdateId: number;
}

/** Everything the Bot API server knows, shared by its methods and by the users that a test drives. */
export class Backend {
  readonly settings: TelegramSettings;
  readonly now: () => number;
  readonly bot: BackendOptions['bot'];
  readonly world: World;
  readonly files: FileStore;
  readonly updates: UpdateQueue;
  readonly flood: FloodGate;
  readonly commands = new CommandStore();
  /** Name, description and short description by language, as `setMy…` left them. */
  readonly profile = new Map<string, string>();
  webhook: WebhookState | undefined;
  /** True is "see only what is meant for the bot", the default of BotFather. */
  privacyMode = true;
  /** Off until /setinline, as with BotFather. */
  inlineMode = false;
  /** Addresses the server fetched because a picture was sent by URL. */
  readonly fetchedUrls: string[] = [];

  constructor({ settings, now, bot, firstUpdateId }: BackendOptions) {
    this.settings = settings;
    this.now = now;
    this.bot = bot;
    this.world = new World(now);
    this.files = new FileStore({ now, settings });
    this.updates = new UpdateQueue(settings, firstUpdateId);
    this.flood = new FloodGate(settings, now);
  }

  get botUser(): JsonObject {
    return {
      id: this.bot.id,
      is_bot: true,
      first_name: this.bot.firstName,
      username: this.bot.username,
    };
  }

  messageJson(message: MessageRecord): JsonObject {
    return messageJson(this.world, this.botUser, message);
  }

  push(type: string, payload: JsonObject): Update | undefined {
    return this.updates.push(type, payload);
  }
}

/** One Bot API method: answers with the `result`, or throws an ApiError. `signal` fires when the client goes away. */
export type Method = (backend: Backend, params: Params, signal: AbortSignal) => unknown;
