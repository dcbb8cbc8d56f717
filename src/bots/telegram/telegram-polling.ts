import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from '../../core/ports/logger.ts';
import { allowedUpdates } from './allowed-updates.ts';
import { platform } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError, telegramFailure, type TelegramFailure } from './telegram-error.ts';

export interface PollingDependencies {
  readonly api: Api;
  readonly logger: Logger;
  /** Writes an update down. Rejects while the store is away. */
  readonly save: (update: Update) => Promise<void>;
  /** Called for each update that cannot be written down at the moment, every time it is seen. */
  readonly onUnsaved: (update: Update) => void;
  /** Called when updates can be written down again. */
  readonly onSavedAgain: () => void;
}

const longPollSeconds = 30;
/** Between two tries to write an update down; also how soon a new one is seen meanwhile. */
const storeRetryMs = 500;
const longestPauseMs = 60_000;
/** Between two tries while another process polls: how long an update may wait when that one ends. */
const conflictPauseMs = 3_000;
/** Two processes take turns in being turned away; that is said once, until it has not happened for so long. */
const conflictForgottenMs = 10 * 60_000;

/**
 * Long polling that confirms an update to Telegram only when it is written down. grammY's own loop moves past an update
 * as soon as its handler has begun; here the offset is that of the first one that is not safe yet.
 */
export class TelegramPolling {
  readonly #deps: PollingDependencies;
  #offset = 0;
  #isConnected = false;
  #isStoreAway = false;
  #complained: TelegramFailure['kind'] | undefined;
  #conflictAt = -Infinity;

  constructor(deps: PollingDependencies) {
    this.#deps = deps;
  }

  /** True while Telegram answers. */
  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Polls until the signal; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    let pauseMs = 0;
    while (!signal.aborted) {
      try {
        const updates = await this.#poll(signal);
        this.#connected();
        pauseMs = 0;
        await this.#saveAll(updates);
        if (this.#isStoreAway) await pause(storeRetryMs, signal);
      } catch (error) {
        if (signal.aborted) break;
        pauseMs = await this.#recover(error, pauseMs, signal);
      }
    }
    this.#isConnected = false;
  }

  #poll(signal: AbortSignal): Promise<Update[]> {
    const parameters = {
      offset: this.#offset,
      limit: 100,
      // The first poll only shows that Telegram answers; while the store is away it brings the unsaved ones again.
      timeout: this.#isStoreAway || !this.#isConnected ? 0 : longPollSeconds,
      allowed_updates: allowedUpdates,
    } as const;
    return this.#deps.api.getUpdates(parameters, asTelegramSignal(signal));
  }

  /** Moves the offset over each update that is safe, and stops at the first that is not. */
  async #saveAll(received: readonly Update[]): Promise<void> {
    const { save, onUnsaved, onSavedAgain, logger } = this.#deps;
    // The offset confirms all before it, so an update that was sent again may not overtake one that is still to be saved.
    const updates = [...received].sort((a, b) => a.update_id - b.update_id);
    for (const [index, update] of updates.entries()) {
      try {
        await save(update);
      } catch {
        if (!this.#isStoreAway)
          logger.warn({ platform }, 'Updates of Telegram cannot be saved, the store is away');
        this.#isStoreAway = true;
        for (const unsaved of updates.slice(index)) onUnsaved(unsaved);
        return;
      }
      this.#offset = Math.max(this.#offset, update.update_id + 1);
    }
    if (this.#isStoreAway) {
      this.#isStoreAway = false;
      onSavedAgain();
    }
  }

  #connected(): void {
    if (!this.#isConnected) this.#deps.logger.info({ platform }, 'Receiving updates from Telegram');
    this.#isConnected = true;
    this.#complained = undefined;
  }

  /** Says once what is wrong, and waits as long as it takes. */
  async #recover(error: unknown, lastPauseMs: number, signal: AbortSignal): Promise<number> {
    const failure = telegramFailure(error);
    const kind = failure?.kind ?? 'unknown';
    if (kind === 'conflict') return this.#giveWay(error, signal);
    this.#isConnected = false;
    if (this.#complained !== kind) {
      this.#complained = kind;
      const fields = { platform, error: describeTelegramError(error) };
      if (kind === 'unauthorized') this.#deps.logger.error(fields, 'Telegram does not accept TELEGRAM_TOKEN');
      else this.#deps.logger.warn(fields, 'Telegram could not be asked for updates');
    }
    const asked = failure?.kind === 'rate-limited' ? failure.retryAfterMs : undefined;
    const pauseMs = Math.min(longestPauseMs, lastPauseMs === 0 ? 500 : lastPauseMs * 2);
    await pause(asked ?? pauseMs, signal);
    return pauseMs;
  }

  /** Another process polls with the same token. Harmless where it shares the store: every update is taken once. */
  async #giveWay(error: unknown, signal: AbortSignal): Promise<number> {
    const { logger } = this.#deps;
    if (performance.now() - this.#conflictAt > conflictForgottenMs) {
      logger.error(
        { platform, error: describeTelegramError(error) },
        'Another process polls Telegram with the same token; they take turns. One with the role telegram is enough',
      );
    }
    this.#conflictAt = performance.now();
    await pause(conflictPauseMs * (0.5 + Math.random()), signal);
    return 0;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
