import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, Update, UserFromGetMe } from 'grammy/types';
import type { Core } from '../../core/core.ts';
import type { Json } from '../../core/ports/delivery-channel.ts';
import type { IntakeRecord } from '../../core/ports/intake.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { PlatformHook } from '../shared/platform-hook.ts';
import type { BotContext } from './bot-context.ts';
import type { IntakeEvent } from './intake-event.ts';
import { InlineQueries } from './inline-queries.ts';
import { withoutKeys } from './key-message.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { readMessages } from './read-message.ts';
import { StoreAwayNotice } from './store-away-notice.ts';
import { SeenPeople } from './seen-people.ts';
import { platform, userKey } from './telegram-address.ts';
import { asTelegramSignal, createTelegramApi, type TelegramApiConfig } from './telegram-api.ts';
import { registerCommands } from './telegram-commands.ts';
import { describeTelegramError, telegramFailure } from './telegram-error.ts';
import { TelegramFiles } from './telegram-files.ts';
import { TelegramIntake } from './telegram-intake.ts';
import { TelegramPolling } from './telegram-polling.ts';
import type { TelegramWebhook } from './telegram-webhook.ts';

export interface TelegramBotDependencies {
  readonly config: TelegramApiConfig;
  readonly core: Core;
  readonly logger: Logger;
  readonly now: () => number;
  /** What users read for a gateway's id. */
  readonly providerTitle: (id: string) => string;
  /** Where Telegram is to deliver updates; absent: they are polled for. */
  readonly webhook?: TelegramWebhook;
  /** False: nobody's avatar is taken as a reference. */
  readonly avatars?: boolean;
  /** How long to wait for more pieces of an album after each, milliseconds (1,500); Telegram marks no end. */
  readonly albumDelayMs?: number;
}

export interface TelegramBot {
  /** Takes updates over HTTP, where Telegram delivers them. */
  readonly hook?: PlatformHook;
  /** Begins to receive; goes on trying in the background for as long as Telegram is away. */
  start(): void;
  /** True while updates arrive. */
  ready(): boolean;
  /** Takes no more updates, and waits up to `graceMs` (5,000) for those that are being worked on. */
  stop(graceMs?: number): Promise<void>;
}

/** Longer than a long poll. */
const callTimeoutMs = 60_000;
const eventsAtOnce = 50;
const longestPauseMs = 60_000;
const inlineAdvice =
  'Inline mode is off; /setinline at @BotFather lets people find and share their pictures in any chat';

/** The receiving side on Telegram. The delivering side is `createTelegramDelivery`. */
export function createTelegramBot(deps: TelegramBotDependencies): TelegramBot {
  const { config, core, logger, webhook, albumDelayMs = 1_500 } = deps;
  const api = createTelegramApi(config, callTimeoutMs);
  // Two stages: first nothing new comes in, then what is under way is cut off and left to the next start.
  const receiving = new AbortController();
  const working = new AbortController();
  // Every call that is under way listens.
  setMaxListeners(0, receiving.signal, working.signal);
  const queue = new KeyedQueue(eventsAtOnce);
  let polling: TelegramPolling | undefined;
  let running: Promise<void> | undefined;
  let serving: { stop(): Promise<void> } | undefined;

  async function run(): Promise<void> {
    const me = await untilAnswered('getMe', () => api.getMe(asTelegramSignal(receiving.signal)));
    // A webhook and polling exclude each other; what waits for either is kept.
    if (!webhook)
      await untilAnswered('deleteWebhook', () => api.deleteWebhook({}, asTelegramSignal(receiving.signal)));
    if (!me || receiving.signal.aborted) return;
    const context: BotContext = {
      ...{ core, api, me, logger, now: deps.now, providerTitle: deps.providerTitle },
      files: new TelegramFiles({ config, api, media: core.media }),
      people: new SeenPeople(),
      avatars: deps.avatars !== false,
      signal: working.signal,
    };
    const intake = new TelegramIntake(context);
    const inline = new InlineQueries(context);
    if (!me.supports_inline_queries) logger.info({ platform }, inlineAdvice);
    const notice = new StoreAwayNotice(context);
    serving = core.intake.serve(platform, (record) => handOut(intake, record));
    const receiver = {
      save: async (update: Update) => {
        context.people.see(update);
        if (update.inline_query) void inline.answer(update.inline_query);
        else await save(intake, update, me);
      },
      onUnsaved: (update: Update) => notice.tell(update),
      onSavedAgain: () => notice.reset(),
    };
    const menu = {
      hasHelper: core.promptHelper.isOffered,
      ownKeys: core.ownKeys.gateways.length > 0,
      signal: receiving.signal,
    };
    void untilAnswered('setMyCommands', () => registerCommands(api, menu));
    if (webhook) {
      webhook.open(receiver);
      await untilAnswered('setWebhook', () => webhook.set(api, receiving.signal));
      return;
    }
    polling = new TelegramPolling({ ...{ api, logger }, ...receiver });
    await polling.run(receiving.signal);
  }

  /** Writes an update down, then leaves it to be worked on. */
  async function save(intake: TelegramIntake, received: Update, me: UserFromGetMe): Promise<void> {
    const update = withoutKeys(received, core.ownKeys, me);
    const message = update.message as Message | undefined;
    const payload = update as unknown as Json;
    if (message?.media_group_id !== undefined) {
      const key = `${platform}:album:${message.chat.id}:${message.media_group_id}`;
      const pieceKey = `${platform}:${update.update_id}`;
      await core.intake.collect({
        key,
        pieceKey,
        platform,
        payload,
        ...ownerOf(update),
        delayMs: albumDelayMs,
      });
      return;
    }
    if (!isForUs(update, me)) return;
    const key = `${platform}:${update.update_id}`;
    if ((await core.intake.begin({ key, platform, payload, ...ownerOf(update) })) === 'duplicate') return;
    const event = intake.open({ key });
    void queue.run(queueKey(update), () => untilProcessed(intake, event, [payload]));
  }

  /** What a crash left behind, and albums. */
  function handOut(intake: TelegramIntake, record: IntakeRecord): Promise<void> {
    const [first] = record.payloads;
    const event = intake.open(record);
    return queue.run(queueKey(first as unknown as Update), () => intake.process(event, record.payloads));
  }

  async function untilProcessed(
    intake: TelegramIntake,
    event: IntakeEvent,
    payloads: readonly Json[],
  ): Promise<void> {
    for (let pauseMs = 250; !working.signal.aborted; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        await intake.process(event, payloads);
        return;
      } catch (error) {
        if (working.signal.aborted) return;
        logger.warn({ intake: event.key, platform, error }, 'An update is worked on again later');
      }
      await pause(pauseMs, working.signal);
    }
  }

  /** Asks Telegram until it answers; undefined when the bot is stopped before. */
  async function untilAnswered<T>(what: string, call: () => Promise<T>): Promise<T | undefined> {
    for (let pauseMs = 1_000; !receiving.signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        return await call();
      } catch (error) {
        if (receiving.signal.aborted) return undefined;
        const failure = telegramFailure(error);
        const fields = { platform, call: what, error: describeTelegramError(error) };
        if (failure?.kind === 'unauthorized') logger.error(fields, 'Telegram does not accept TELEGRAM_TOKEN');
        else logger.warn(fields, 'Telegram did not answer as hoped');
        const asked = failure?.kind === 'rate-limited' ? failure.retryAfterMs : undefined;
        await pause(asked ?? pauseMs, receiving.signal);
      }
    }
    return undefined;
  }

  return {
    ...(webhook ? { hook: webhook } : {}),
    start() {
      running ??= run();
    },
    ready: () => (webhook ?? polling)?.isConnected ?? false,
    async stop(graceMs = 5_000) {
      receiving.abort();
      webhook?.close();
      await running;
      const done = Promise.all([serving?.stop(), queue.idle()]);
      await Promise.race([done, pause(graceMs, working.signal)]);
      working.abort();
      await done;
    },
  };
}

/** False for talk between people in a group, which is not written down. */
function isForUs(update: Update, me: UserFromGetMe): boolean {
  if (update.callback_query) return true;
  return update.message !== undefined && readMessages([update.message as Message], me).kind !== 'nothing';
}

/** Whose event it is; somebody who writes as a chat is that chat. */
function ownerOf({ message, callback_query: press }: Update): { userId?: string } {
  const id = press ? press.from.id : (message?.sender_chat?.id ?? message?.from?.id);
  return id === undefined ? {} : { userId: userKey(id) };
}

/** What one person wants in one chat is done in order: a /cancel comes after the request that it means. */
function queueKey({ message, callback_query: press, update_id: id }: Update): string {
  if (press) return `press:${id}`;
  return `${message?.chat.id ?? id}:${message?.sender_chat?.id ?? message?.from?.id ?? 0}`;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
