import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscordApi, MessagePayload, SentMessage } from './discord-api.ts';
import { discordCodeOf, discordCodes, toDeliveryError } from './discord-error.ts';

/** How often a message is posted before it is given up. */
const maxTries = 4;
const firstPauseMs = 200;

/**
 * Posts a new message, again where the answer was lost or Discord was not well: the nonce makes it one message however
 * often it is sent within a few minutes. Without the right to read the history it is no reply.
 * @throws what Discord answered at last
 */
export async function postOnce(
  api: DiscordApi,
  channelId: string,
  message: MessagePayload,
  { nonce, replyTo }: { readonly nonce: string; readonly replyTo?: string | undefined },
): Promise<SentMessage> {
  let reference = replyTo;
  for (let tries = 1; ; tries += 1) {
    try {
      return await api.createMessage(channelId, message, { nonce, replyTo: reference });
    } catch (error) {
      if (reference !== undefined && discordCodeOf(error) === discordCodes.replyNeedsHistory) {
        reference = undefined;
        continue;
      }
      if (tries >= maxTries || !mayPass(error)) throw error;
    }
    await sleep(firstPauseMs * 2 ** tries);
  }
}

/** Discord was not reached, or answered with a failure of its own. A wait that it asks for is the library's business. */
function mayPass(error: unknown): boolean {
  const { code, retryable } = toDeliveryError(error);
  return retryable && code === 'delivery-unavailable';
}
