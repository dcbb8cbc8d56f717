import { GrammyError, HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { describeTelegramError, telegramFailure, toDeliveryError } from '../../../src/bots/telegram/telegram-error.ts'; // prettier-ignore

const secret = '123456:secret-token';

function refusal(status: number, description: string, parameters: object = {}): GrammyError {
  const answer = { ok: false, error_code: status, description, parameters } as const;
  return new GrammyError("Call to 'sendPhoto' failed!", answer, 'sendPhoto', { caption: 'a private prompt' });
}

function unreachable(code: string): HttpError {
  const cause = Object.assign(new Error(`request to https://api.telegram.org/bot${secret}/x failed`), {
    code,
  });
  return new HttpError("Network request for 'sendPhoto' failed!", cause);
}

describe("Telegram's refusals", () => {
  it.each([
    [429, 'Too Many Requests: retry after 7', { retry_after: 7 }, 'delivery-rate-limited', true, 7_000],
    [429, 'Too Many Requests', {}, 'delivery-rate-limited', true, undefined],
    [403, 'Forbidden: bot was blocked by the user', {}, 'delivery-target-gone', false, undefined],
    [403, 'Forbidden: bot was kicked from the supergroup chat', {}, 'delivery-target-gone', false, undefined],
    [403, 'Forbidden: user is deactivated', {}, 'delivery-target-gone', false, undefined],
    [400, 'Bad Request: chat not found', {}, 'delivery-target-gone', false, undefined],
    [400, 'Bad Request: message thread not found', {}, 'delivery-target-gone', false, undefined],
    [400, 'Bad Request: TOPIC_CLOSED', {}, 'delivery-target-gone', false, undefined],
    [
      400,
      'Bad Request: not enough rights to send text messages to the chat',
      {},
      'delivery-target-gone',
      false,
      undefined,
    ],
    [413, 'Request Entity Too Large', {}, 'delivery-too-large', false, undefined],
    [400, 'Bad Request: file is too big', {}, 'delivery-too-large', false, undefined],
    [500, 'Internal Server Error', {}, 'delivery-unavailable', true, undefined],
    [401, 'Unauthorized', {}, 'delivery-unavailable', true, 60_000],
    [400, 'Bad Request: something new', {}, 'delivery-unavailable', false, undefined],
  ] as const)('%i %s', (status, description, parameters, code, retryable, retryAfterMs) => {
    expect(toDeliveryError(refusal(status, description, parameters))).toMatchObject({
      ...{ code, retryable, retryAfterMs, platform: 'telegram', statusCode: status },
    });
  });

  it.each([
    ['Bad Request: message is not modified: specified new message content …', { kind: 'not-modified' }],
    ['Bad Request: message to edit not found', { kind: 'message-lost' }],
    ["Bad Request: message can't be edited", { kind: 'message-lost' }],
    ['Bad Request: there is no text in the message to edit', { kind: 'no-text' }],
    ['Bad Request: there is no media in the message to edit', { kind: 'no-media' }],
    ['Bad Request: PHOTO_INVALID_DIMENSIONS', { kind: 'bad-picture' }],
    ['Bad Request: not enough rights to send photos to the chat', { kind: 'no-rights' }],
  ] as const)('knows "%s"', (description, failure) => {
    expect(telegramFailure(refusal(400, description))).toEqual(failure);
  });

  it('finds the new id of a group that was upgraded', () => {
    const error = refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -100 }); // prettier-ignore

    expect(telegramFailure(error)).toEqual({ kind: 'migrated', chatId: -100 });
  });

  it.each([
    ['ECONNREFUSED', 'unreached'],
    ['ENOTFOUND', 'unreached'],
    ['ECONNRESET', 'unknown'],
    ['ETIMEDOUT', 'unknown'],
    ['ENOENT', 'file-missing'],
  ])('tells from %s whether anything was sent', (code, kind) => {
    expect(telegramFailure(unreachable(code))).toEqual({ kind });
  });

  it('leaves what is none of its business alone', () => {
    const defect = new TypeError('x');

    expect(telegramFailure(defect)).toBeUndefined();
    expect(toDeliveryError(defect)).toBe(defect);
  });

  it('keeps prompt and token out of errors and logs', () => {
    const errors = [refusal(400, 'Bad Request: inline keyboard button URL \'http://a-private-prompt\' is invalid'), unreachable('ECONNRESET')]; // prettier-ignore
    const said = errors.flatMap((error) => {
      const mapped = toDeliveryError(error) as Error;
      return [
        mapped.message,
        JSON.stringify(mapped),
        String(mapped.cause),
        JSON.stringify(describeTelegramError(error)),
      ];
    });

    expect(said.join('\n')).not.toMatch(/secret-token|private/);
  });
});
