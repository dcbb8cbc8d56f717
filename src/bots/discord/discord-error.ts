import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest';
import { AppError, DeliveryError, type ErrorCode } from '../../core/errors.ts';

/** Discord's own error numbers that decide something. Source: the page "Opcodes and Status Codes" of its documentation. */
export const discordCodes = {
  unknownChannel: 10_003,
  unknownMessage: 10_008,
  unknownUser: 10_013,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  requestTooLarge: 40_005,
  alreadyAcknowledged: 40_060,
  tooManyFollowUps: 40_094,
  missingAccess: 50_001,
  cannotMessageUser: 50_007,
  foreignMessage: 50_005,
  missingPermissions: 50_013,
  invalidWebhookToken: 50_027,
  noMutualServer: 50_278,
  archivedThread: 50_083,
  replyNeedsHistory: 160_002,
  tooManyOldEdits: 30_046,
} as const;

/** The number Discord gave, undefined for anything that is no answer of its API. */
export function discordCodeOf(error: unknown): number | undefined {
  return error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : undefined;
}

/** True for a refusal that stays the same however often it is asked: the message, its place or the right is gone. */
export function isGone(error: unknown): boolean {
  const code = discordCodeOf(error);
  if (code === undefined) return false;
  // A 401 alone is the bot's own token, which says nothing about the message.
  return goneCodes.has(code) || (error instanceof DiscordAPIError && [403, 404].includes(error.status));
}

/** True when the message was refused for the size of its files. */
export function isTooLarge(error: unknown): boolean {
  if (discordCodeOf(error) === discordCodes.requestTooLarge) return true;
  return (error instanceof DiscordAPIError || error instanceof HTTPError) && error.status === 413;
}

/** True when Discord finds fault with the message itself. */
export function isMalformed(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    error.status === 400 &&
    !isGone(error) &&
    !isTooLarge(error) &&
    discordCodeOf(error) !== discordCodes.tooManyOldEdits
  );
}

/**
 * Any failure of a request to Discord as a `DeliveryError`. The original is not kept as the cause: it carries the files,
 * the prompt and an address with the interaction's token.
 */
export function toDeliveryError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof RateLimitError) {
    // Without Retry-After it is Cloudflare's ban; a quarter of a minute is asked of the caller, who grows it.
    const retryAfterMs = Math.max(error.timeToReset, error.retryAfter) || 15_000;
    return deliveryError('Discord asks to wait', 'delivery-rate-limited', {
      retryable: true,
      retryAfterMs,
      status: 429,
    });
  }
  if (isTooLarge(error))
    return deliveryError('The files are too large', 'delivery-too-large', { status: 413 });
  if (error instanceof DiscordAPIError) {
    if (isGone(error)) {
      return deliveryError(`Discord refused: ${error.code}`, 'delivery-target-gone', {
        status: error.status,
      });
    }
    const retryable = error.status === 401 || discordCodeOf(error) === discordCodes.tooManyOldEdits;
    // Anything else is a message that Discord will never take as it is.
    return deliveryError(`Discord refused: ${error.code}`, retryable ? 'delivery-unavailable' : 'internal', {
      retryable,
      status: error.status,
    });
  }
  if (error instanceof HTTPError) {
    return deliveryError('Discord answered with an error', 'delivery-unavailable', {
      retryable: true,
      status: error.status,
    });
  }
  if (isNetworkFailure(error)) {
    return deliveryError('Discord was not reached', 'delivery-unavailable', { retryable: true });
  }
  throw error;
}

/** What may stand in a log about a failed request: never its body or address. */
export function describeDiscordError(error: unknown): {
  name: string;
  code?: number | string;
  status?: number;
} {
  if (error instanceof DiscordAPIError)
    return { name: 'DiscordAPIError', code: error.code, status: error.status };
  if (error instanceof HTTPError) return { name: 'HTTPError', status: error.status };
  if (error instanceof AppError) return { name: error.name, code: error.code };
  if (error instanceof Error) {
    const code =
      networkCodeOf(error) ?? (error.cause instanceof Error ? networkCodeOf(error.cause) : undefined);
    return { name: error.name, ...(code === undefined ? {} : { code }) };
  }
  return { name: 'unknown' };
}

const goneCodes = new Set<number>([
  discordCodes.unknownChannel,
  discordCodes.unknownMessage,
  discordCodes.unknownUser,
  discordCodes.unknownWebhook,
  discordCodes.unknownInteraction,
  discordCodes.missingAccess,
  discordCodes.cannotMessageUser,
  discordCodes.foreignMessage,
  discordCodes.missingPermissions,
  discordCodes.invalidWebhookToken,
  discordCodes.noMutualServer,
  discordCodes.archivedThread,
]);

function deliveryError(
  message: string,
  code: ErrorCode,
  options: { retryable?: boolean; retryAfterMs?: number; status?: number },
): DeliveryError {
  return new DeliveryError(message, {
    platform: 'discord',
    code,
    retryable: options.retryable ?? false,
    retryAfterMs: options.retryAfterMs,
    statusCode: options.status,
  });
}

/** fetch hides what happened in `cause`; a word such as ECONNRESET or UND_ERR_SOCKET tells it. Our time-out aborts. */
function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return true;
  if (/^(E[A-Z]|UND_ERR_)/.test(networkCodeOf(error) ?? '')) return true;
  return error.cause !== undefined && isNetworkFailure(error.cause);
}

function networkCodeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
