import type { Core, FoundPicture, RequestResult } from '../../core/core.ts';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import { picturesOf } from '../../core/generation/generation.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { refusalText } from '../shared/refusal-text.ts';
import { messageKey } from './discord-address.ts';
import type { DirectReplies } from './direct-replies.ts';
import type { DiscordApi } from './discord-api.ts';
import { describeDiscordError, toDeliveryError } from './discord-error.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { relativeTime } from './progress-message.ts';

/** What the parts of the bot share. */
export interface BotContext {
  readonly core: Core;
  readonly api: DiscordApi;
  /** HTTP requests of Discord that wait for their answer. */
  readonly replies?: DirectReplies;
  readonly logger: Logger;
  readonly now: () => number;
  readonly providerTitle: (id: string) => string;
  /** Where signed links to originals are served; absent when the internet cannot reach this program. */
  readonly publicUrl: string | undefined;
  /** Where Discord's avatars lie; absent where they may not be used. */
  readonly avatarsAt?: string | undefined;
  /** The bot's permissions in a channel, and what a thread belongs to, as far as the gateway told. */
  readonly permissionsIn: (channelId: string) =>
    | {
        readonly permissions: bigint;
        readonly inThread: boolean;
        readonly parentId: string | undefined;
        readonly ageRestricted?: boolean;
      }
    | undefined;
  /** Events that were turned away because the store was slow; it may have taken them down all the same. */
  readonly excused: ExcusedEvents;
  /** The language of a server. */
  readonly guildLocale: (guildId: string) => string | undefined;
}

/**
 * Remembers events whose users were told that nothing comes of them, and has the store forget them, but for those that
 * another process has taken.
 */
export class ExcusedEvents {
  readonly #keys = new Set<string>();
  readonly #intake: Core['intake'];

  constructor(intake: Core['intake']) {
    this.#intake = intake;
  }

  add(key: string): void {
    this.#keys.add(key);
    const oldest = this.#keys.keys().next();
    if (this.#keys.size > maxExcused && !oldest.done) this.#keys.delete(oldest.value);
    this.#intake.withdraw(key).catch(() => undefined);
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }
}

const maxExcused = 10_000;
/** Longest wait for the store where a user waits for the first answer. */
const quickReadMs = 1_000;
/** How often an order is handed in again while the store is away. */
const orderTries = 6;

/** A read that must be quick, because the first answer depends on it. @throws AppError `store-unavailable` */
export async function quickRead<T>(read: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError('A read took too long', { code: 'store-unavailable', retryable: true })),
      quickReadMs,
    );
  });
  try {
    return await Promise.race([read, late]);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('A read failed', { code: 'store-unavailable', retryable: true, cause });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The picture of ours that a message shows: by the message, else by the buttons on it, for a message that core has not
 * heard of yet or that brought the picture once more.
 */
export async function findOwn(
  core: Core,
  message: { readonly channelId: string; readonly id: string; readonly generationId: string | undefined },
): Promise<FoundPicture | undefined> {
  const found = await core.findByMessage(messageKey(message.channelId, message.id));
  if (found || message.generationId === undefined) return found;
  const generation = await core.get(message.generationId);
  return generation && picturesOf(generation).length > 0 ? { generation, index: 0 } : undefined;
}

/** Hands an order to core, again and again while the store is away: the request key makes that harmless. */
export async function placeOrder(place: () => Promise<RequestResult>): Promise<RequestResult> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await place();
    } catch (error) {
      if (error instanceof AppError && !error.retryable)
        return { kind: 'refused', refusal: { code: error.code } };
      if (tries >= orderTries) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));
  }
}

/** Why an order was refused, with times that Discord counts down itself. */
export function sayRefusal(
  refusal: Extract<RequestResult, { kind: 'refused' }>['refusal'],
  translator: DiscordTranslator,
  context: Pick<BotContext, 'providerTitle'>,
): string {
  return refusalText(refusal, translator.common, {
    formatInstant: relativeTime,
    providerTitle: context.providerTitle,
  });
}

/** The code of whatever went wrong, for the sentence that the user reads. */
export function codeOf(error: unknown): ErrorCode {
  try {
    return toDeliveryError(error).code;
  } catch {
    return 'internal';
  }
}

/** The same for a request that came to nothing: no picture is kept that could be promised. */
export function codeOfRequest(error: unknown): ErrorCode {
  const code = codeOf(error);
  return code.startsWith('delivery-') ? 'internal' : code;
}

/** Logs what went wrong where no sentence can tell it better. */
export function logTrouble(context: Pick<BotContext, 'logger'>, key: string, error: unknown): void {
  const failure = describeDiscordError(error);
  const known = error instanceof AppError || 'status' in failure;
  const fields = { intake: key, error: known ? failure : error };
  if (known) context.logger.warn(fields, 'An event of Discord could not be answered');
  else context.logger.error(fields, 'An event of Discord could not be answered');
}
