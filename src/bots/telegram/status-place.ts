import type { Api } from 'grammy';
import type { DeliveryJob } from '../../core/ports/delivery-channel.ts';
import { asCaption, type FormattedText } from './outcome-caption.ts';
import { destinationArguments, type Destination } from './post-pictures.ts';
// prettier-ignore
import {
  checkpointJson, placeOf, readAddress, readCheckpoint, type Place, type TelegramAddress, type TelegramCheckpoint,
} from './telegram-address.ts';
import { asTelegramSignal, type TelegramSignal } from './telegram-api.ts';
import { telegramFailure } from './telegram-error.ts';
import type { Keyboard } from './telegram-keyboard.ts';

/** A message that exists. */
export type PlacedMessage = Required<Place>;

export interface Content extends FormattedText {
  readonly keyboard: Keyboard;
}

/** No message can be placed where the outcome belongs; it stays in the history. */
export class NoPlace extends Error {
  override readonly name = 'NoPlace';
}

/** How many status messages may be sent in vain before the outcome is only kept. */
const maxLostPlaces = 3;
/** How often a message may turn out to be elsewhere within one delivery. */
const maxMoves = 4;

/**
 * The status message during one delivery, wherever it is by now: in a group that was upgraded, or in a new message
 * because the old one was deleted. Notes in the delivery's checkpoint what it is about to send and what it sent.
 */
export class StatusPlace {
  readonly #api: Api;
  readonly #job: Pick<DeliveryJob, 'saveCheckpoint'>;
  readonly #address: TelegramAddress;
  readonly #signal: TelegramSignal;
  #checkpoint: TelegramCheckpoint;

  constructor(api: Api, job: DeliveryJob) {
    this.#api = api;
    this.#job = job;
    this.#address = readAddress(job.generation.target);
    this.#signal = asTelegramSignal(job.signal);
    this.#checkpoint = readCheckpoint(job.checkpoint);
  }

  get checkpoint(): TelegramCheckpoint {
    return this.#checkpoint;
  }

  /** Undefined members are taken out. */
  async note(changes: {
    readonly [Key in keyof TelegramCheckpoint]: TelegramCheckpoint[Key] | undefined;
  }): Promise<void> {
    const json = checkpointJson({ ...this.#checkpoint, ...changes } as TelegramCheckpoint);
    await this.#job.saveCheckpoint(json);
    this.#checkpoint = readCheckpoint(json);
  }

  /** Makes the status message a text. May be repeated. @throws what grammY throws, or NoPlace */
  showText(content: Content): Promise<PlacedMessage> {
    const { text, entities, keyboard } = content;
    const options = { entities, reply_markup: keyboard, link_preview_options: { is_disabled: true } };
    return this.edit(content, async ({ chatId, messageId }) => {
      try {
        await this.#api.editMessageText(chatId, messageId, text, options, this.#signal);
      } catch (error) {
        if (telegramFailure(error)?.kind !== 'no-text') throw error;
        const shorter = asCaption(content);
        const caption = {
          caption: shorter.text,
          caption_entities: shorter.entities,
          reply_markup: keyboard,
        };
        await this.#api.editMessageCaption(chatId, messageId, caption, this.#signal);
      }
    });
  }

  /** Edits the status message; `fallback` is sent first where there is none. @throws what grammY throws, or NoPlace */
  async edit(fallback: Content, edit: (message: PlacedMessage) => Promise<unknown>): Promise<PlacedMessage> {
    for (let moves = 0; ; moves += 1) {
      const message = await this.#findOrPlace(fallback);
      try {
        await edit(message);
        return message;
      } catch (error) {
        const failure = telegramFailure(error);
        if (failure?.kind === 'not-modified') return message;
        if (moves >= maxMoves) throw error;
        if (failure?.kind === 'migrated') await this.note({ place: { chatId: failure.chatId } });
        else if (failure?.kind === 'message-lost') await this.note({ place: { chatId: message.chatId } });
        else throw error;
      }
    }
  }

  /** Sends something new to the chat, or to the one that it has become. */
  async send<T>(send: (to: Destination) => Promise<T>): Promise<T> {
    try {
      return await send(this.#destination());
    } catch (error) {
      const failure = telegramFailure(error);
      if (failure?.kind !== 'migrated') throw error;
      await this.note({ place: { chatId: failure.chatId } });
      return send(this.#destination());
    }
  }

  /** Takes the status message away, where it has become superfluous. */
  async remove(): Promise<void> {
    const { chatId, messageId } = placeOf(this.#address, this.#checkpoint);
    if (messageId !== undefined) {
      await this.#api.deleteMessage(chatId, messageId, this.#signal).catch(() => undefined);
    }
  }

  async #findOrPlace(content: Content): Promise<PlacedMessage> {
    const { chatId, messageId } = placeOf(this.#address, this.#checkpoint);
    if (messageId !== undefined) return { chatId, messageId };
    const lostPlaces = (this.#checkpoint.lostPlaces ?? 0) + (this.#checkpoint.placing ? 1 : 0);
    if (lostPlaces >= maxLostPlaces) throw new NoPlace('No message can be placed in this chat');
    await this.note({ placing: true, lostPlaces });
    try {
      const place = await this.send((to) => this.#sendText(to, content));
      await this.note({ placing: undefined, place });
      return place;
    } catch (error) {
      // Where Telegram said no there is no message; where it said nothing there may be one.
      const failure = telegramFailure(error);
      if (failure && failure.kind !== 'unknown') await this.note({ placing: undefined });
      throw error;
    }
  }

  async #sendText(to: Destination, { text, entities, keyboard }: Content): Promise<PlacedMessage> {
    const options = {
      ...destinationArguments(to),
      entities: [...entities],
      reply_markup: keyboard,
      link_preview_options: { is_disabled: true },
    };
    const message = await this.#api.sendMessage(to.chatId, text, options, this.#signal);
    return { chatId: to.chatId, messageId: message.message_id };
  }

  #destination(): Destination {
    const { chatId, threadId, replyToId } = this.#address;
    const place = placeOf(this.#address, this.#checkpoint);
    // Topics and messages of the old chat mean nothing in a new one.
    return place.chatId === chatId ? { chatId, threadId, replyToId } : { chatId: place.chatId };
  }
}
