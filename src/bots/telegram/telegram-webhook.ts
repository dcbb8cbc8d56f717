import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { z } from 'zod';
import type { Logger } from '../../core/ports/logger.ts';
import type { HookAnswer, HookDelivery, PlatformHook } from '../shared/platform-hook.ts';
import { allowedUpdates } from './allowed-updates.ts';
import { platform } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';

/** Where Telegram delivers, and by what it proves that it is Telegram. */
export interface TelegramWebhookConfig {
  /** Where the internet reaches this program, without a slash at the end. */
  readonly publicUrl: string;
  /** What the word that Telegram repeats with every update is derived from. */
  readonly secretKey: string;
}

export interface WebhookReceiver {
  /** Writes an update down. Rejects while the store is away. */
  readonly save: (update: Update) => Promise<void>;
  readonly onUnsaved: (update: Update) => void;
  readonly onSavedAgain: () => void;
}

export const webhookPath = '/hooks/telegram';
const secretHeader = 'x-telegram-bot-api-secret-token';
/** As many deliveries at once as Telegram allows: they only write the update down. */
const maxConnections = 100;
const maxBodyBytes = 1024 * 1024;

/**
 * Receives updates over HTTP. Telegram repeats an update until it is answered with 200, so it is answered when it is written
 * down, and with 503 while it cannot be. Any number of processes may serve it: an update is taken once.
 */
export class TelegramWebhook implements PlatformHook {
  readonly path = webhookPath;
  readonly maxBodyBytes = maxBodyBytes;
  readonly #config: TelegramWebhookConfig;
  readonly #logger: Logger;
  readonly #secret: string;
  #receiver: WebhookReceiver | undefined;
  #isSet = false;
  #isStoreAway = false;

  constructor(config: TelegramWebhookConfig, logger: Logger) {
    this.#config = config;
    this.#logger = logger;
    // The purpose is part of what is signed, so that no other word made with the key opens this door.
    this.#secret = createHmac('sha256', config.secretKey).update('telegram webhook').digest('base64url');
  }

  /** True once Telegram knows where to deliver and updates are taken here. */
  get isConnected(): boolean {
    return this.#isSet && this.#receiver !== undefined;
  }

  /** Takes updates from now on. */
  open(receiver: WebhookReceiver): void {
    this.#receiver = receiver;
  }

  /** Takes no more; Telegram keeps what it cannot deliver, or another process takes it. */
  close(): void {
    this.#receiver = undefined;
  }

  /** Tells Telegram where to deliver; the same from every process, so that it does no harm twice. */
  async set(api: Api, signal: AbortSignal): Promise<true> {
    await api.setWebhook(
      `${this.#config.publicUrl}${this.path}`,
      {
        secret_token: this.#secret,
        max_connections: maxConnections,
        allowed_updates: [...allowedUpdates],
      },
      asTelegramSignal(signal),
    );
    if (!this.#isSet) this.#logger.info({ platform }, 'Telegram delivers updates to this address');
    this.#isSet = true;
    return true;
  }

  async receive({ header, body }: HookDelivery): Promise<HookAnswer> {
    if (!sameWord(header(secretHeader) ?? '', this.#secret)) return { status: 401 };
    const update = readUpdate(body);
    if (!update) return { status: 400 };
    const receiver = this.#receiver;
    if (!receiver) return { status: 503 };
    try {
      await receiver.save(update);
    } catch {
      if (!this.#isStoreAway)
        this.#logger.warn({ platform }, 'Updates of Telegram cannot be saved, the store is away');
      this.#isStoreAway = true;
      receiver.onUnsaved(update);
      return { status: 503 };
    }
    if (this.#isStoreAway) {
      this.#isStoreAway = false;
      receiver.onSavedAgain();
    }
    return { status: 200 };
  }
}

const updateSchema = z.looseObject({ update_id: z.number().int() });

function readUpdate(body: Buffer): Update | undefined {
  try {
    return updateSchema.parse(JSON.parse(body.toString('utf8'))) as unknown as Update;
  } catch {
    return undefined;
  }
}

/** Compares without telling by its time how much of the word was right. */
function sameWord(left: string, right: string): boolean {
  const digest = (word: string): Buffer => createHash('sha256').update(word).digest();
  return timingSafeEqual(digest(left), digest(right));
}
