import { createHash } from 'node:crypto';
import type { DiscordApi } from './discord-api.ts';
import { isGone } from './discord-error.ts';
import type { DiscordMessage } from './message-event.ts';
import { textMessage } from './message-parts.ts';
import { postOnce } from './post-once.ts';

/** Where an answer stands. */
export interface PostedMessage {
  readonly channelId: string;
  readonly messageId: string;
}

/** Answers written messages. */
export class MessageAnswer {
  readonly #api: DiscordApi;

  constructor(api: DiscordApi) {
    this.#api = api;
  }

  /** One sentence as a reply; as a direct message where the bot may not write. */
  async say(message: DiscordMessage, text: string, purpose: 'say' | 'status' = 'say'): Promise<void> {
    try {
      await this.post(message.channelId, text, message, purpose);
    } catch (error) {
      if (!isGone(error)) throw error;
      const channelId = await this.#api.openDirectMessages(message.userId);
      await this.post(channelId, text, message, 'say-privately').catch((failure: unknown) => {
        if (!isGone(failure)) throw failure;
      });
    }
  }

  /** Posts a text once, however often it is called for this message and purpose within a few minutes. */
  async post(
    channelId: string,
    text: string,
    message: DiscordMessage,
    purpose: string,
  ): Promise<PostedMessage> {
    const nonce = createHash('sha256').update(`${message.id} ${purpose}`).digest('base64url').slice(0, 25);
    const replyTo = channelId === message.channelId ? message.id : undefined;
    const sent = await postOnce(this.#api, channelId, textMessage(text), { nonce, replyTo });
    return { channelId: sent.channelId, messageId: sent.id };
  }
}
