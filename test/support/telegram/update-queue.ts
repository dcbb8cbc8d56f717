import { ApiError, badRequest } from './api-error.ts';
import type { JsonObject, Params } from './params.ts';

export interface Update extends JsonObject {
  readonly update_id: number;
}

/** Delivered only when asked for by name; the real server leaves these out by default. */
const NOT_BY_DEFAULT = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
const MAX_TIMEOUT_SECONDS = 50;
/** The server waits a moment before it answers a waiting poll, so that an album arrives in one batch. */
const WAKE_UP_DELAY_MS = 2;

const CONFLICT_POLL =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
const CONFLICT_WEBHOOK =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

interface WaitingPoll {
  readonly offset: number;
  readonly limit: number;
  readonly resolve: (updates: Update[]) => void;
  readonly reject: (error: ApiError) => void;
  timer: NodeJS.Timeout;
}

/** The queue of unconfirmed updates and the exact rules of getUpdates. */
export class UpdateQueue {
  private readonly settings: { longPollScale: number };
  private readonly queue: Update[] = [];
  /** Handed out once more in spite of having been confirmed: a delivery of at least once. */
  private readonly repeats: Update[] = [];
  private readonly listeners = new Set<() => void>();
  private waiting: WaitingPoll | undefined;
  private nextId: number;
  private allowed: ReadonlySet<string> | undefined;
  private url = '';
  /** Every update that was ever made for the bot, in order. */
  readonly history: Update[] = [];

  constructor(settings: { longPollScale: number }, firstUpdateId: number) {
    this.settings = settings;
    this.nextId = firstUpdateId;
  }

  get pendingCount(): number {
    return this.queue.length;
  }

  get allowedUpdates(): readonly string[] | undefined {
    return this.allowed && [...this.allowed];
  }

  get webhookUrl(): string {
    return this.url;
  }

  /** Empty means polling. Updates that were waiting go to a new webhook at once. */
  set webhookUrl(url: string) {
    this.url = url;
    for (const listener of this.listeners) listener();
  }

  /** Queues one update unless the bot did not ask for its type. */
  push(type: string, payload: JsonObject): Update | undefined {
    const wanted = this.allowed ? this.allowed.has(type) : !NOT_BY_DEFAULT.has(type);
    if (!wanted) return undefined;
    const update: Update = { update_id: this.nextId, [type]: payload };
    this.nextId += 1;
    this.history.push(update);
    this.queue.push(update);
    this.wake();
    return update;
  }

  /** Sends an update again with its old update_id, even though it was confirmed. */
  repeat(update: Update): void {
    this.repeats.push(update);
    this.wake();
  }

  /** The list sticks until it is changed; an empty one means the default. Updates already queued stay. */
  allow(params: Params): void {
    if (!params.has('allowed_updates')) return;
    const value = params.json('allowed_updates', 'allowed updates');
    if (!Array.isArray(value)) throw badRequest("can't parse allowed updates: expected an Array of String");
    this.allowed = value.length === 0 ? undefined : new Set(value.map(String));
  }

  async getUpdates(params: Params, signal: AbortSignal): Promise<Update[]> {
    if (this.webhookUrl !== '') throw new ApiError(409, CONFLICT_WEBHOOK);
    const offset = params.integer('offset');
    const limit = params.integer('limit', 100, 1, 100);
    const timeout = params.integer('timeout', 0, 0, MAX_TIMEOUT_SECONDS);
    this.allow(params);
    const updates = this.take(offset, limit);
    if (updates.length > 0 || timeout === 0) return updates;
    return this.wait(offset, limit, timeout, signal);
  }

  /** The oldest update for a webhook; `confirm` removes it. */
  head(): Update | undefined {
    return this.repeats[0] ?? this.queue[0];
  }

  confirm(update: Update): void {
    for (const list of [this.repeats, this.queue]) {
      const index = list.indexOf(update);
      if (index >= 0) return void list.splice(index, 1);
    }
  }

  clear(): void {
    this.queue.length = 0;
    this.repeats.length = 0;
  }

  onUpdate(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Ends a waiting poll, as setWebhook and a second poller do. */
  terminate(description: string = CONFLICT_POLL): void {
    const poll = this.waiting;
    if (!poll) return;
    this.waiting = undefined;
    clearTimeout(poll.timer);
    poll.reject(new ApiError(409, description));
  }

  /** A positive offset confirms everything before it; a negative one keeps only that many of the newest. */
  private take(offset: number, limit: number): Update[] {
    const confirmed =
      offset < 0
        ? Math.max(0, this.queue.length + offset)
        : this.queue.filter((update) => update.update_id < offset).length;
    this.queue.splice(0, confirmed);
    const again = this.repeats.splice(0, limit);
    return [...again, ...this.queue.slice(0, limit - again.length)];
  }

  private wait(offset: number, limit: number, timeout: number, signal: AbortSignal): Promise<Update[]> {
    this.terminate();
    return new Promise((resolve, reject) => {
      const poll: WaitingPoll = {
        offset,
        limit,
        resolve,
        reject,
        timer: setTimeout(() => this.finish(poll), timeout * 1000 * this.settings.longPollScale),
      };
      this.waiting = poll;
      // A client that went away must not swallow the next updates.
      signal.addEventListener('abort', () => this.forget(poll), { once: true });
    });
  }

  private wake(): void {
    for (const listener of this.listeners) listener();
    const poll = this.waiting;
    if (!poll) return;
    clearTimeout(poll.timer);
    poll.timer = setTimeout(() => this.finish(poll), WAKE_UP_DELAY_MS);
  }

  private finish(poll: WaitingPoll): void {
    if (this.waiting !== poll) return;
    this.waiting = undefined;
    clearTimeout(poll.timer);
    poll.resolve(this.take(poll.offset, poll.limit));
  }

  private forget(poll: WaitingPoll): void {
    if (this.waiting !== poll) return;
    this.waiting = undefined;
    clearTimeout(poll.timer);
    poll.resolve([]);
  }
}
