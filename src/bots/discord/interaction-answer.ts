import { InteractionResponseType } from '@discordjs/core/http-only';
import type { Json } from '../../core/ports/delivery-channel.ts';
import { z } from 'zod';
import type { DirectReplies } from './direct-replies.ts';
import { componentsV2Flag, ephemeralFlag, type DiscordApi, type MessagePayload } from './discord-api.ts';
import { discordCodeOf, discordCodes, isGone, toDeliveryError } from './discord-error.ts';
import type { InteractionOrigin } from './interaction.ts';
import { textMessage } from './message-parts.ts';

/** The deferred answer of an interaction: the message that will become the outcome. Plain JSON, noted in the intake. */
export interface Acknowledgement {
  readonly messageId: string | undefined;
  /** Only the user sees it: asked for, or forced by the server. */
  readonly ephemeral: boolean;
}

/** After this the user has read "did not respond". */
const acknowledgeWithinMs = 2_800;

/** Answers interactions: within three seconds, once, and privately where it is nobody else's business. */
export class InteractionAnswer {
  readonly #api: DiscordApi;
  readonly #replies: DirectReplies | undefined;

  /** @param replies requests that wait for their answer, where interactions come over HTTP too */
  constructor(api: DiscordApi, replies?: DirectReplies) {
    this.#api = api;
    this.#replies = replies;
  }

  /** A sentence for the user alone, as the whole answer. Does nothing where another process answered already. */
  async sayPrivately(origin: InteractionOrigin, text: string): Promise<void> {
    const { components } = textMessage(text);
    await this.#respond(origin, {
      type: InteractionResponseType.ChannelMessageWithSource,
      data: {
        flags: ephemeralFlag | componentsV2Flag,
        components,
        allowed_mentions: { parse: [] },
      },
    });
  }

  /** Promises to change the message with the pressed button. False when it is too late, or somebody else has. */
  async deferUpdate(origin: InteractionOrigin): Promise<boolean> {
    const result = await this.#respond(origin, { type: InteractionResponseType.DeferredMessageUpdate });
    return result !== 'refused';
  }

  async openForm(origin: InteractionOrigin, form: object): Promise<void> {
    await this.#respond(origin, { type: InteractionResponseType.Modal, data: form });
  }

  /**
   * Promises an answer. Undefined when it is too late or somebody else has answered: nothing may be bought then.
   * What was promised decides for good whether others see it.
   */
  async defer(origin: InteractionOrigin, privately: boolean): Promise<Acknowledgement | undefined> {
    const result = await this.#respond(origin, {
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      ...(privately ? { data: { flags: ephemeralFlag } } : {}),
    });
    if (result === 'refused') return undefined;
    if (result === 'unknown') return this.find(origin);
    // The message is made of the answer to a request, which does not say what it is called.
    if (result === 'direct') return { messageId: undefined, ephemeral: privately };
    if (result) return { messageId: result.id, ephemeral: result.ephemeral };
    const found = await this.find(origin).catch(() => undefined);
    return found ?? { messageId: undefined, ephemeral: privately };
  }

  /**
   * What was promised before a crash, or before an answer was lost. Undefined when nothing was, and when the promise was
   * kept: then the answer is a sentence, or belongs to a generation.
   */
  async find(origin: InteractionOrigin): Promise<Acknowledgement | undefined> {
    try {
      const message = await this.#api.getOriginal(origin);
      return message.loading ? { messageId: message.id, ephemeral: message.ephemeral } : undefined;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw toDeliveryError(error);
    }
  }

  /** Fills in the promised answer. */
  async fill(origin: InteractionOrigin, message: MessagePayload): Promise<void> {
    await this.#api.editOriginal(origin, message);
  }

  /** Fills in a promised private answer with the first message; the others follow it. */
  async fillWithAll(origin: InteractionOrigin, messages: AsyncIterable<MessagePayload>): Promise<void> {
    let isFilled = false;
    for await (const message of messages) {
      if (isFilled) await this.#api.followUpPrivately(origin, message);
      else await this.fill(origin, message);
      isFilled = true;
    }
  }

  /** Deletes the message with the pressed button, after `deferUpdate`. */
  async takeAway(origin: InteractionOrigin): Promise<void> {
    await this.#api.deleteOriginal(origin).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
  }

  /** Says why nothing comes, to the user alone: a promise that everybody saw is taken back first. */
  async refuse(
    origin: InteractionOrigin,
    promised: Acknowledgement,
    text: string,
    buttons: readonly object[] = [],
  ): Promise<void> {
    const message = textMessage(text, buttons);
    // In direct messages with the bot nobody else is there.
    if (promised.ephemeral || (origin.guildId === undefined && origin.botInChannel)) {
      await this.#api.editOriginal(origin, message);
      return;
    }
    // In this order: a follow-up to a promise that is still open would become that public answer.
    await this.#api.deleteOriginal(origin).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
    await this.#api.followUpPrivately(origin, message);
  }

  /**
   * Sends the first answer; where the connection broke, once more: Discord takes only one.
   * `refused`: too late, or answered by somebody else. `unknown`: answered, perhaps by us. `direct`: as the answer to Discord's
   * own request.
   */
  async #respond(
    origin: InteractionOrigin,
    response: object,
  ): Promise<Awaited<ReturnType<DiscordApi['respond']>> | 'direct' | 'refused' | 'unknown'> {
    const direct = this.#replies?.answer(origin.id, response);
    if (direct) return (await direct) ? 'direct' : 'refused';
    const signal = AbortSignal.timeout(acknowledgeWithinMs);
    try {
      return await this.#api.respond(origin, response, { signal });
    } catch (error) {
      if (isRefusal(error)) return 'refused';
      if (discordCodeOf(error) !== undefined) throw error;
    }
    try {
      return await this.#api.respond(origin, response, { signal });
    } catch (error) {
      if (discordCodeOf(error) === discordCodes.alreadyAcknowledged) return 'unknown';
      if (isRefusal(error)) return 'refused';
      if (discordCodeOf(error) !== undefined) throw error;
      return 'unknown';
    }
  }
}

/** Reads what was noted in the intake; undefined when nothing was. */
export function readAcknowledgement(note: Json | undefined): Acknowledgement | undefined {
  const { data } = noteSchema.safeParse(note);
  return data && { messageId: data.messageId ?? undefined, ephemeral: data.ephemeral };
}

export function noteOf({ messageId, ephemeral }: Acknowledgement): Json {
  return { messageId: messageId ?? null, ephemeral };
}

const noteSchema = z.object({ messageId: z.string().nullish(), ephemeral: z.boolean() });

function isRefusal(error: unknown): boolean {
  const code = discordCodeOf(error);
  return code === discordCodes.unknownInteraction || code === discordCodes.alreadyAcknowledged;
}
