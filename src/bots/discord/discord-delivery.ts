import { AppError, DeliveryError, type ErrorCode } from '../../core/errors.ts';
import { picturesOf, type Generation } from '../../core/generation/generation.ts';
import type { AddressedNotice } from '../../core/ports/admin-notices.ts';
// prettier-ignore
import type {
  DeliveryChannel, DeliveryJob, DeliveryReceipt, EditPace, ProgressView, ShownProgress,
} from '../../core/ports/delivery-channel.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { FittedImage } from '../../core/ports/media.ts';
import { errorText } from '../shared/refusal-text.ts';
// prettier-ignore
import {
  messageKey, platform, readAddress, readCheckpoint, type DiscordAddress, type DiscordCheckpoint,
} from './discord-address.ts';
import { DiscordApi, type MessagePayload, type SentMessage } from './discord-api.ts';
import { describeDiscordError, isGone, isMalformed, isTooLarge, toDeliveryError } from './discord-error.ts';
import { discordTranslator } from './discord-messages.ts';
import { createDiscordRest, type DiscordRest } from './discord-rest.ts';
import { editStatus } from './edit-status.ts';
import { fitPictures } from './fit-pictures.ts';
import { LateDelivery } from './late-delivery.ts';
import { buttonsPart, textMessage } from './message-parts.ts';
import { postNotice } from './post-notice.ts';
import { discordPace, ProgressEdits } from './progress-edits.ts';
import { resultMessage } from './result-message.ts';

export interface DiscordDeliveryConfig {
  readonly token: string;
  /** Base of the API without version, such as `https://discord.com/api`. */
  readonly apiUrl: string;
}

export interface DiscordDeliveryDependencies {
  readonly config: DiscordDeliveryConfig;
  readonly logger: Logger;
  readonly now: () => number;
  /** What users read for a gateway's id. */
  readonly providerTitle: (id: string) => string;
  /** Shared with a bot in the same process, so that both keep to the same limits; made here otherwise. */
  readonly rest?: DiscordRest;
}

/** Brings outcomes to Discord over REST alone: a process without a gateway connection can do it. */
export function createDiscordDelivery(deps: DiscordDeliveryDependencies): DeliveryChannel {
  return new DiscordDelivery(deps);
}

/** Before the token's end nothing new is begun with it: the edit may take its time. */
const tokenReserveMs = 60_000;
/** A picture that was on its way when the token was about to end is tried with it to the last. */
const lastTryReserveMs = 2_000;
/** How often a refused size is halved before the delivery is given up. */
const maxShrinks = 4;

class DiscordDelivery implements DeliveryChannel {
  readonly platform = platform;
  readonly #deps: DiscordDeliveryDependencies;
  readonly #api: DiscordApi;
  readonly #late: LateDelivery;
  readonly #progress: ProgressEdits;

  constructor(deps: DiscordDeliveryDependencies) {
    this.#deps = deps;
    this.#api = new DiscordApi({
      rest: deps.rest ?? createDiscordRest(deps.config),
      onUnauthorized: () => deps.logger.error({ platform }, 'Discord does not accept DISCORD_TOKEN'),
    });
    this.#progress = new ProgressEdits(deps);
    this.#late = new LateDelivery({ api: this.#api, now: deps.now, logger: deps.logger });
  }

  async deliver(job: DeliveryJob): Promise<DeliveryReceipt> {
    this.#progress.forget(job.generation.id);
    try {
      return await this.#deliver(job);
    } catch (error) {
      throw toDeliveryError(error);
    }
  }

  paceOf(chat: string | undefined): EditPace {
    return discordPace(chat);
  }

  async showProgress(view: ProgressView, signal: AbortSignal): Promise<ShownProgress> {
    try {
      return await this.#progress.show(view, signal);
    } catch (error) {
      throw toDeliveryError(error);
    }
  }

  async removePosts(generation: Generation): Promise<void> {
    for (const { key } of generation.delivery.receipt?.messages ?? []) {
      const [where, channelId = '', id = ''] = key.split(':');
      if (where !== platform || key !== messageKey(channelId, id)) continue;
      try {
        await this.#api.deleteMessage(channelId, id);
      } catch (error) {
        if (!isGone(error)) throw toDeliveryError(error);
      }
    }
  }

  async tell(notice: AddressedNotice): Promise<void> {
    try {
      await postNotice(this.#api, notice, this.#deps.providerTitle);
    } catch (error) {
      throw toDeliveryError(error);
    }
  }

  async #deliver(job: DeliveryJob): Promise<DeliveryReceipt> {
    const address = readAddress(job.generation.target);
    const checkpoint = readCheckpoint(job.checkpoint) ?? postedBefore(job.generation, address);
    const inPlace = await this.#intoStatus(job, address, checkpoint);
    if (inPlace) return receipt(inPlace, job);

    return this.#late.deliver({
      job,
      address,
      checkpoint,
      translator: discordTranslator(job.generation.requester.locale),
      edit: (channelId, messageId, sizeLimit, heading) =>
        this.#fitted(job, sizeLimit, heading, (message) =>
          this.#api.editMessage(channelId, messageId, message, { signal: job.signal }),
        ),
    });
  }

  /** Edits the status message into the outcome. Undefined when that cannot be done any more. */
  async #intoStatus(
    job: DeliveryJob,
    address: DiscordAddress,
    checkpoint: DiscordCheckpoint | undefined,
  ): Promise<SentMessage | undefined> {
    const { interaction } = address;
    if (checkpoint && checkpoint.stage !== 'answering') return undefined;
    if (!interaction && address.statusMessageId === undefined) return undefined;

    if (interaction) {
      const tried = checkpoint?.stage === 'answering';
      const reserve = tried ? lastTryReserveMs : tokenReserveMs;
      if (this.#deps.now() > interaction.expiresAt - reserve) {
        return tried ? this.#late.findAnswered(job, address) : undefined;
      }
      if (!tried) await job.saveCheckpoint({ stage: 'answering' });
    }
    try {
      return await this.#fitted(job, address.sizeLimit, undefined, (message) =>
        editStatus(this.#api, address, message, job.signal),
      );
    } catch (error) {
      if (!isGone(error)) throw error;
      const { generation } = job;
      this.#deps.logger.info(
        { generationId: generation.id, error: describeDiscordError(error) },
        'Status message cannot be edited any more',
      );
      // A token may die before its time, and after an edit that was not confirmed: one of before, or of this very call.
      return interaction ? this.#late.findAnswered(job, address) : undefined;
    }
  }

  /** Sends the outcome with files that fit; where Discord takes less than it said, with smaller ones. */
  async #fitted(
    job: DeliveryJob,
    sizeLimit: number,
    heading: string | undefined,
    send: (message: MessagePayload) => Promise<SentMessage>,
  ): Promise<SentMessage> {
    for (let shrinks = 0; ; shrinks += 1) {
      const message = await this.#outcome(job, Math.floor(sizeLimit / 2 ** shrinks), heading);
      try {
        return await send(message);
      } catch (error) {
        const { generation, pictures } = job;
        if (isMalformed(error)) {
          const fields = { generationId: generation.id, error: describeDiscordError(error) };
          this.#deps.logger.error(fields, 'Discord refused the form of an outcome');
          return send(
            sorry(generation, pictures.length > 0 ? 'delivery-unavailable' : whyFailed(generation)),
          );
        }
        if (!isTooLarge(error)) throw error;
        if (pictures.length === 0) throw tooLargeForNoReason();
        if (shrinks >= maxShrinks) return send(sorry(generation, 'delivery-too-large'));
      }
    }
  }

  async #outcome(job: DeliveryJob, sizeLimit: number, heading: string | undefined): Promise<MessagePayload> {
    let files: readonly FittedImage[];
    try {
      files = await fitPictures(job.pictures, sizeLimit, (picture, limits) => job.fit(picture, limits));
    } catch (error) {
      // A file that is lost or that no re-encoding makes small enough: said, rather than never heard of.
      if (!(error instanceof AppError) || error.retryable) throw error;
      this.#deps.logger.error(
        { generationId: job.generation.id, code: error.code },
        'A picture could not be fitted',
      );
      return sorry(job.generation, error.code === 'media-too-large' ? 'delivery-too-large' : error.code);
    }
    const pictures = job.pictures.flatMap((picture, index) => {
      const file = files[index];
      return file ? [{ picture, file }] : [];
    });
    return resultMessage({
      generation: job.generation,
      pictures,
      translator: discordTranslator(job.generation.requester.locale),
      providerTitle: this.#deps.providerTitle,
      ...(heading === undefined ? {} : { heading }),
      buttons: {
        larger: (picture) => job.larger(picture),
        // A direct message has nobody to be shared with.
        canShare: heading === undefined && readAddress(job.generation.target).private,
      },
    });
  }
}

/** A text without files is never too large: whoever said so will not say so for ever. */
function tooLargeForNoReason(): DeliveryError {
  return new DeliveryError('A text was refused as too large', {
    platform,
    code: 'delivery-unavailable',
    retryable: true,
    statusCode: 413,
  });
}

/** Says why the pictures are not here, with a button for another try. */
function sorry(generation: Generation, code: ErrorCode): MessagePayload {
  const translator = discordTranslator(generation.requester.locale);
  const verb = picturesOf(generation).length > 0 ? 'show' : 'retry';
  return textMessage(errorText(code, translator.common), [
    buttonsPart([{ verb, id: generation.id }], translator),
  ]);
}

function whyFailed(generation: Generation): ErrorCode {
  return generation.error?.code ?? 'internal';
}

/** An earlier outcome of the same generation (a failure that became a picture after all) is edited where it stands. */
function postedBefore(generation: Generation, address: DiscordAddress): DiscordCheckpoint | undefined {
  if (address.interaction && address.statusMessageId === undefined) return undefined;
  const key = generation.delivery.receipt?.messages[0]?.key.split(':');
  const [, channelId, messageId] = key ?? [];
  if (channelId === undefined || messageId === undefined || messageId === address.statusMessageId)
    return undefined;
  return { stage: 'posted', channelId, messageId, direct: channelId !== address.channelId };
}

function receipt(message: SentMessage, job: DeliveryJob): DeliveryReceipt {
  const pictures = picturesOf(job.generation).map((_, index) => index);
  return { messages: [{ key: messageKey(message.channelId, message.id), pictures }] };
}
