import { createHash } from 'node:crypto';
import { livePictures, picturesOf } from '../../core/generation/generation.ts';
import type { DeliveryJob, DeliveryReceipt, Json } from '../../core/ports/delivery-channel.ts';
import type { Logger } from '../../core/ports/logger.ts';
// prettier-ignore
import {
  defaultSizeLimit, messageKey, type DiscordAddress, type DiscordCheckpoint,
} from './discord-address.ts';
import type { DiscordApi, SentMessage } from './discord-api.ts';
import { describeDiscordError, discordCodeOf, discordCodes, isGone } from './discord-error.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { buttonsPart, textMessage } from './message-parts.ts';

export interface LateDeliveryDependencies {
  readonly api: DiscordApi;
  readonly now: () => number;
  readonly logger: Logger;
}

export interface LateJob {
  readonly job: DeliveryJob;
  readonly address: DiscordAddress;
  readonly checkpoint: DiscordCheckpoint | undefined;
  readonly translator: DiscordTranslator;
  /** Edits a message of the bot into the outcome. */
  edit(
    channelId: string,
    messageId: string,
    sizeLimit: number,
    heading: string | undefined,
  ): Promise<SentMessage>;
}

type Posting = Extract<DiscordCheckpoint, { stage: 'posting' }>;
type Posted = Extract<DiscordCheckpoint, { stage: 'posted' }>;

/**
 * Brings an outcome that the status message can no longer become: as an answer to that message, else as a direct
 * message, else it is kept. First a text is posted and its id stored; from then on it is only edited, so however often
 * this runs there is one message.
 */
export class LateDelivery {
  readonly #deps: LateDeliveryDependencies;

  constructor(deps: LateDeliveryDependencies) {
    this.#deps = deps;
  }

  async deliver(late: LateJob): Promise<DeliveryReceipt> {
    const { checkpoint } = late;
    if (checkpoint?.stage === 'posted') return this.#finish(late, checkpoint);
    if (checkpoint?.stage === 'posting') {
      const posted = await this.#post(late, checkpoint, 'again');
      if (posted) return this.#finish(late, posted);
      return checkpoint.direct ? kept() : this.#directly(late);
    }
    if (!late.address.private && late.address.botInChannel) {
      const posted = await this.#begin(late, late.address.channelId, false);
      if (posted) return this.#finish(late, posted);
    }
    return this.#directly(late);
  }

  /**
   * Whether the answer to the interaction shows the outcome already, although the edit that did it was never confirmed.
   * Undefined also where the bot cannot look.
   */
  async findAnswered(job: DeliveryJob, address: DiscordAddress): Promise<SentMessage | undefined> {
    const { channelId, statusMessageId, botInChannel } = address;
    if (!botInChannel || address.private || statusMessageId === undefined) return undefined;
    try {
      const found = await this.#deps.api.getMessage(channelId, statusMessageId);
      return shows(found, job) ? found : undefined;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  async #directly(late: LateJob): Promise<DeliveryReceipt> {
    const { userId, channelId } = late.address;
    let direct: string;
    try {
      direct = await this.#deps.api.openDirectMessages(userId);
    } catch (error) {
      if (!isGone(error)) throw error;
      return this.#keep(late, error);
    }
    // A place that was tried just now is not tried again.
    if (direct === channelId && !late.address.private) return kept();
    const posted = await this.#begin(late, direct, true);
    return posted ? this.#finish(late, posted) : kept();
  }

  /** Writes down that a message is about to be posted, then posts it. Undefined when this place takes none. */
  async #begin(late: LateJob, channelId: string, direct: boolean): Promise<Posted | undefined> {
    const posting: Posting = {
      stage: 'posting',
      channelId,
      direct,
      nonce: nonceOf(late.job.generation.id, channelId),
      at: this.#deps.now(),
    };
    await late.job.saveCheckpoint(asJson(posting));
    return this.#post(late, posting, 'first');
  }

  async #post(late: LateJob, posting: Posting, time: 'first' | 'again'): Promise<Posted | undefined> {
    const { channelId, direct } = posting;
    try {
      const message =
        time === 'again' && this.#deps.now() - posting.at > nonceLifeMs
          ? ((await this.#search(late, posting)) ?? (await this.#create(late, posting)))
          : await this.#create(late, posting);
      const posted: Posted = { stage: 'posted', channelId, messageId: message.id, direct };
      await late.job.saveCheckpoint(asJson(posted));
      return posted;
    } catch (error) {
      if (!isGone(error)) throw error;
      this.#deps.logger.info(
        { generationId: late.job.generation.id, direct, error: describeDiscordError(error) },
        'Outcome cannot be posted in this place',
      );
      return undefined;
    }
  }

  async #create(late: LateJob, { channelId, nonce, direct }: Posting): Promise<SentMessage> {
    const { address, job, translator } = late;
    // The button works at once, and its id tells this message from all others should its answer be lost.
    const message = textMessage(translator.say('late.posting'), [
      buttonsPart([{ verb: 'show', id: job.generation.id }], translator),
    ]);
    const replyTo = direct ? undefined : address.statusMessageId;
    try {
      return await this.#deps.api.createMessage(channelId, message, { nonce, replyTo });
    } catch (error) {
      if (discordCodeOf(error) !== discordCodes.replyNeedsHistory) throw error;
      return this.#deps.api.createMessage(channelId, message, { nonce });
    }
  }

  /** Discord forgets a nonce after a few minutes; then the message is looked for in the channel. */
  async #search(late: LateJob, { channelId, at }: Posting): Promise<SentMessage | undefined> {
    const messages = await this.#deps.api.getMessagesAfter(channelId, idAt(at - searchMarginMs));
    return messages.find((message) => mentions(message, `show:${late.job.generation.id}`));
  }

  async #finish(late: LateJob, { channelId, messageId, direct }: Posted): Promise<DeliveryReceipt> {
    const { job, address, translator } = late;
    const heading =
      direct && channelId !== address.channelId
        ? translator.say('late.from', { channel: `<#${address.channelId}>` })
        : undefined;
    try {
      const sizeLimit = Math.min(address.sizeLimit, defaultSizeLimit);
      const message = await late.edit(channelId, messageId, sizeLimit, heading);
      if (!direct) await this.#closeStatus(late);
      return {
        messages: [
          {
            key: messageKey(message.channelId, message.id),
            pictures: picturesOf(job.generation).map((_, i) => i),
          },
        ],
        ...(direct ? { detour: 'direct-message' as const } : {}),
      };
    } catch (error) {
      if (!isGone(error)) throw error;
      const sorry = textMessage(translator.common.say('answer.kept'), [
        buttonsPart([{ verb: 'show', id: job.generation.id }], translator),
      ]);
      await this.#deps.api.editMessage(channelId, messageId, sorry).catch(() => undefined);
      return this.#keep(late, error);
    }
  }

  /** The status message of a dead token says where to look, where Discord lets the bot edit it. */
  async #closeStatus({ address, translator }: LateJob): Promise<void> {
    const { channelId, statusMessageId } = address;
    if (statusMessageId === undefined || !address.interaction) return;
    const message = textMessage(`-# ${translator.say('late.see-below')}`);
    await this.#deps.api.editMessage(channelId, statusMessageId, message).catch(() => undefined);
  }

  #keep(late: LateJob, error: unknown): DeliveryReceipt {
    this.#deps.logger.info(
      { generationId: late.job.generation.id, error: describeDiscordError(error) },
      'Outcome is kept for the history',
    );
    return kept();
  }
}

function kept(): DeliveryReceipt {
  return { messages: [], detour: 'kept' };
}

/** Discord promises "the past few minutes". */
const nonceLifeMs = 2 * 60_000;
/** Clocks differ. */
const searchMarginMs = 60_000;
const discordEpoch = 1_420_070_400_000;

/** At most 25 characters, the same for every try. */
function nonceOf(generationId: string, channelId: string): string {
  return createHash('sha256').update(`${generationId} ${channelId}`).digest('base64url').slice(0, 25);
}

/** The smallest id a message of this instant can have. */
function idAt(at: number): string {
  return (BigInt(Math.max(0, Math.floor(at) - discordEpoch)) << 22n).toString();
}

/**
 * True when a message is this outcome already, told by its buttons (a failure has none to edit with) and by the ids of its
 * pictures: one may have come since.
 */
function shows(message: SentMessage, { generation, pictures }: DeliveryJob): boolean {
  const edit = mentions(message, `edit:${generation.id}`);
  if (pictures.length > 0) {
    const text = JSON.stringify(message.json.components ?? []);
    return edit && livePictures(generation).every(({ picture }) => text.includes(picture.pictureId));
  }
  return !edit && mentions(message, `again:${generation.id}`, `retry:${generation.id}`);
}

function mentions(message: SentMessage, ...ids: readonly string[]): boolean {
  const text = JSON.stringify(message.json.components ?? []);
  return ids.some((id) => text.includes(`"${id}"`));
}

function asJson(checkpoint: DiscordCheckpoint): Json {
  return { ...checkpoint };
}
