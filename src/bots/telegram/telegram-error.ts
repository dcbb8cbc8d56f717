import { GrammyError, HttpError } from 'grammy';
import { AppError, DeliveryError, type ErrorCode } from '../../core/errors.ts';

/** What a failed call to the Bot API means for whoever made it. */
export type TelegramFailure =
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | undefined }
  /** The chat, the topic or the right to write there is gone: it stays so. */
  | { readonly kind: 'gone' }
  /** The group lives on under another id. */
  | { readonly kind: 'migrated'; readonly chatId: number }
  /** The message is as it should be already. */
  | { readonly kind: 'not-modified' }
  /** The message that was to be edited is not there or cannot be edited. */
  | { readonly kind: 'message-lost' }
  /** The message shows a picture and no text. */
  | { readonly kind: 'no-text' }
  /** A server older than Bot API 7.11: text cannot become a picture. */
  | { readonly kind: 'no-media' }
  | { readonly kind: 'too-large' }
  /** The server cannot take this file as this kind of picture. */
  | { readonly kind: 'bad-picture' }
  /** The group does not let the bot post this kind. */
  | { readonly kind: 'no-rights' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'conflict' }
  /** Nothing was sent. */
  | { readonly kind: 'unreached' }
  /** It may have been done or not. */
  | { readonly kind: 'unknown' }
  /** The file that was to be sent is not on disk. */
  | { readonly kind: 'file-missing' }
  | { readonly kind: 'refused' };

/** Undefined for anything that grammY did not throw. */
export function telegramFailure(error: unknown): TelegramFailure | undefined {
  if (error instanceof GrammyError) return refusal(error);
  if (!(error instanceof HttpError)) return undefined;
  const code = systemCodeOf(error.error);
  if (code === 'ENOENT') return { kind: 'file-missing' };
  return { kind: neverSentCodes.has(code ?? '') ? 'unreached' : 'unknown' };
}

/**
 * Any failure of a call as an error of core's. grammY's is not kept as the cause: it carries the prompt, and its own
 * cause an address with the token.
 */
export function toDeliveryError(error: unknown): unknown {
  const failure = telegramFailure(error);
  if (!failure) return error;
  const statusCode = error instanceof GrammyError ? error.error_code : undefined;
  const make = (message: string, code: ErrorCode, retryable: boolean, retryAfterMs?: number): DeliveryError =>
    new DeliveryError(message, { platform: 'telegram', code, retryable, retryAfterMs, statusCode });
  switch (failure.kind) {
    case 'rate-limited':
      return make('Telegram asks to wait', 'delivery-rate-limited', true, failure.retryAfterMs);
    case 'gone':
    case 'no-rights':
      return make('Telegram does not let the bot write there', 'delivery-target-gone', false);
    case 'too-large':
      return make('The file is too large', 'delivery-too-large', false);
    case 'file-missing':
      return new AppError('The file to send is gone', { code: 'media-not-found' });
    case 'unauthorized':
      return make('Telegram does not accept the token', 'delivery-unavailable', true, 60_000);
    case 'unreached':
      return make('Telegram was not reached', 'delivery-unavailable', true);
    case 'unknown':
    case 'conflict':
      return make('Telegram did not confirm', 'delivery-unavailable', true);
    default:
      return make(`Telegram refused: ${reasonOf(error)}`, 'delivery-unavailable', false);
  }
}

/** What may stand in a log about a failed call: never its arguments or its address. */
export function describeTelegramError(error: unknown): object {
  if (error instanceof GrammyError) {
    return { name: error.name, method: error.method, status: error.error_code, reason: reasonOf(error) };
  }
  if (error instanceof HttpError) {
    const code = systemCodeOf(error.error);
    return { name: error.name, ...(code === undefined ? {} : { code }) };
  }
  if (error instanceof AppError) return { name: error.name, code: error.code };
  return { name: error instanceof Error ? error.name : 'unknown' };
}

function refusal(error: GrammyError): TelegramFailure {
  const { error_code: status, description, parameters } = error;
  if (parameters.migrate_to_chat_id !== undefined) {
    return { kind: 'migrated', chatId: parameters.migrate_to_chat_id };
  }
  if (status === 429) {
    const seconds = parameters.retry_after;
    return { kind: 'rate-limited', retryAfterMs: seconds === undefined ? undefined : seconds * 1000 };
  }
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 409) return { kind: 'conflict' };
  if (status === 413) return { kind: 'too-large' };
  if (status >= 500) return { kind: 'unknown' };
  const known = descriptions.find(([pattern]) => pattern.test(description));
  if (known) return known[1];
  return { kind: status === 403 ? 'gone' : 'refused' };
}

/** The server's own words, from its source and from years of bot authors' reports; matched loosely. */
const descriptions: readonly (readonly [RegExp, TelegramFailure])[] = [
  [/message is not modified/i, { kind: 'not-modified' }],
  [/message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i, { kind: 'message-lost' }],
  [/no text in the message to edit/i, { kind: 'no-text' }],
  [/no media in the message to edit/i, { kind: 'no-media' }],
  [/too big|too large/i, { kind: 'too-large' }],
  [
    /PHOTO_|IMAGE_PROCESS_FAILED|wrong file identifier|wrong type of the web page|can't use file/i,
    { kind: 'bad-picture' },
  ],
  [/not enough rights to send (photos|documents)/i, { kind: 'no-rights' }],
  [
    /chat not found|not enough rights|no rights to send|need administrator rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|CHAT_SEND_\w+_FORBIDDEN|PEER_ID_INVALID|user not found|USER_IS_BLOCKED|group chat was (deleted|deactivated)|message thread not found|TOPIC_(CLOSED|DELETED)/i,
    { kind: 'gone' },
  ],
];

/** Failures of the connection before a byte of the call left. */
const neverSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'CERT_HAS_EXPIRED',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function reasonOf(error: unknown): string {
  // What is quoted by the server may come from a user, and an address is nobody's business.
  const text = error instanceof GrammyError ? error.description : '';
  return text
    .replace(/(['"“<]|https?:).*$/su, '')
    .trim()
    .slice(0, 100);
}

function systemCodeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
