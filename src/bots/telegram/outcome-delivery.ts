import { InputMediaBuilder, type Api } from 'grammy';
import type { DeliveryJob, DeliveryReceipt } from '../../core/ports/delivery-channel.ts';
import { maxCaption, maxText, outcomeCaption, withPrompt, type FormattedText } from './outcome-caption.ts';
import { uploadOf, type PictureForm } from './picture-form.ts';
import {
  destinationArguments,
  inSomeForm,
  postAlbum,
  postPicture,
  type Destination,
} from './post-pictures.ts';
// prettier-ignore
import {
  checkpointJson, messageKey, placeOf, readAddress, readCheckpoint, type Place, type TelegramAddress,
  type TelegramCheckpoint,
} from './telegram-address.ts';
import { asTelegramSignal, type TelegramSignal } from './telegram-api.ts';
import { telegramFailure } from './telegram-error.ts';
import { keyboardOf, outcomeKeyboard, type Keyboard } from './telegram-keyboard.ts';
import { telegramTranslator, type TelegramTranslator } from './telegram-messages.ts';
import { oneLine, truncate } from '../shared/text.ts';

export interface OutcomeDeliveryDependencies {
  readonly api: Api;
  readonly providerTitle: (id: string) => string;
  readonly job: DeliveryJob;
}

/** A message that exists. */
type Message = Required<Place>;
interface Content extends FormattedText {
  readonly keyboard: Keyboard;
}

/** How many status messages may be sent in vain before the outcome is only kept. */
const maxLostPlaces = 3;
const maxMoves = 4;

/**
 * One delivery of one outcome. The status message is edited into it, which may be repeated. Several pictures are posted
 * as an album, which may not: what was about to happen is written down first, and an album whose answer was lost is
 * offered by a button instead of being sent again.
 */
export class OutcomeDelivery {
  readonly #deps: OutcomeDeliveryDependencies;
  readonly #address: TelegramAddress;
  readonly #translator: TelegramTranslator;
  readonly #signal: TelegramSignal;
  #checkpoint: TelegramCheckpoint;

  constructor(deps: OutcomeDeliveryDependencies) {
    const { generation, checkpoint, signal } = deps.job;
    this.#deps = deps;
    this.#address = readAddress(generation.target);
    this.#translator = telegramTranslator(generation.requester.locale);
    this.#signal = asTelegramSignal(signal);
    this.#checkpoint = readCheckpoint(checkpoint);
  }

  /** @throws what grammY throws */
  async run(): Promise<DeliveryReceipt> {
    const { pictures } = this.#deps.job;
    try {
      if (pictures.length === 0) return this.#textReceipt(await this.#showText(this.#outcome(maxText)));
      if (pictures.length === 1 && !this.#checkpoint.posting && !this.#checkpoint.posted) {
        return await this.#intoStatus();
      }
      return await this.#inOwnMessages();
    } catch (error) {
      if (error instanceof OutcomeKept) return { messages: [], detour: 'kept' };
      const kind = telegramFailure(error)?.kind;
      if (kind === 'file-missing') return this.#instead('answer.original-gone');
      if (kind === 'no-rights' || kind === 'too-large' || kind === 'bad-picture') {
        return { ...(await this.#instead('answer.kept')), detour: 'kept' };
      }
      throw error;
    }
  }

  /** One picture: the status message becomes it. */
  async #intoStatus(): Promise<DeliveryReceipt> {
    const { api, job } = this.#deps;
    try {
      return await inSomeForm(job.pictures, job.fit, async ([form]) => {
        if (!form) throw new RangeError('A picture has a form');
        const { text, entities, keyboard } = this.#outcome(maxCaption, [form]);
        const caption = { caption: text, caption_entities: entities };
        const message = await this.#edit(this.#announcement(), ({ chatId, messageId }) => {
          const media =
            form.kind === 'photo'
              ? InputMediaBuilder.photo(uploadOf(form), caption)
              : InputMediaBuilder.document(uploadOf(form), {
                  ...caption,
                  disable_content_type_detection: true,
                });
          return api.editMessageMedia(chatId, messageId, media, { reply_markup: keyboard }, this.#signal);
        });
        return { messages: [{ key: keyOf(message), pictures: [0] }] };
      });
    } catch (error) {
      // A server that cannot make a text into a picture: the picture gets a message of its own.
      if (telegramFailure(error)?.kind !== 'no-media') throw error;
      return this.#inOwnMessages();
    }
  }

  /** Several pictures, or one where the status message cannot become it. */
  async #inOwnMessages(): Promise<DeliveryReceipt> {
    const { posted, posting } = this.#checkpoint;
    if (posted) return this.#afterPosting(posted);
    if (posting) return this.#unconfirmed();
    const { pictures, fit } = this.#deps.job;
    await this.#save({ ...this.#checkpoint, posting: true });
    try {
      const sent = await inSomeForm(pictures, fit, (forms) => this.#inNewHome((to) => this.#post(to, forms)));
      await this.#save({ ...withoutPosting(this.#checkpoint), posted: sent });
      return await this.#afterPosting(sent);
    } catch (error) {
      if (this.#checkpoint.posted) throw error;
      if (telegramFailure(error)?.kind === 'unknown') return this.#unconfirmed();
      // Telegram said no, so nothing was posted and it may be tried again.
      await this.#save(withoutPosting(this.#checkpoint));
      throw error;
    }
  }

  async #post(to: Destination, forms: readonly PictureForm[]): Promise<Posted> {
    const { api, job } = this.#deps;
    const [form] = forms;
    if (forms.length > 1 || !form) {
      return { chatId: to.chatId, messageIds: await postAlbum(api, to, forms, job.signal) };
    }
    const { text, entities, keyboard } = this.#outcome(maxCaption, forms);
    const caption = { text, entities };
    const id = await postPicture(api, to, form, { caption, keyboard, signal: job.signal });
    return { chatId: to.chatId, messageIds: [id] };
  }

  /** The pictures are there; the status message gets the buttons, or goes where the one picture has them itself. */
  async #afterPosting({ chatId, messageIds }: Posted): Promise<DeliveryReceipt> {
    const messages = messageIds.map((messageId, index) => ({
      key: keyOf({ chatId, messageId }),
      pictures: [index],
    }));
    if (messageIds.length > 1) {
      const status = await this.#showText(this.#outcome(maxText, undefined));
      return { messages: [...messages, { key: keyOf(status), pictures: [] }] };
    }
    const { messageId } = placeOf(this.#address, this.#checkpoint);
    if (messageId !== undefined) {
      await this.#deps.api.deleteMessage(chatId, messageId, this.#signal).catch(() => undefined);
    }
    return { messages };
  }

  async #unconfirmed(): Promise<DeliveryReceipt> {
    const { id, request } = this.#deps.job.generation;
    const sentence = this.#translator.say('status.unconfirmed');
    const text = withPrompt(truncate(oneLine(request.prompt), 300), [sentence], maxText);
    const buttons = [[{ verb: 'show', id } as const, { verb: 'again', id } as const]];
    return this.#textReceipt(
      await this.#showText({ ...text, keyboard: keyboardOf(buttons, this.#translator) }),
    );
  }

  /** A sentence where the pictures should be. */
  async #instead(key: 'answer.kept' | 'answer.original-gone'): Promise<DeliveryReceipt> {
    const { id, request } = this.#deps.job.generation;
    const sentence = this.#translator.common.say(key);
    const text = withPrompt(truncate(oneLine(request.prompt), 300), [sentence], maxText);
    const keyboard = keyboardOf([[{ verb: 'again', id }]], this.#translator);
    return this.#textReceipt(await this.#showText({ ...text, keyboard }));
  }

  /** Edits the status message into a text; a message that was lost is sent anew with it. */
  #showText(content: Content): Promise<Message> {
    const { text, entities, keyboard } = content;
    const options = { entities, reply_markup: keyboard, link_preview_options: { is_disabled: true } };
    return this.#edit(content, async ({ chatId, messageId }) => {
      try {
        await this.#deps.api.editMessageText(chatId, messageId, text, options, this.#signal);
      } catch (error) {
        if (telegramFailure(error)?.kind !== 'no-text') throw error;
        const caption = { caption: truncate(text, maxCaption), reply_markup: keyboard };
        await this.#deps.api.editMessageCaption(chatId, messageId, caption, this.#signal);
      }
    });
  }

  /** Edits the status message wherever it is by now; `fallback` is sent where there is none. May be repeated. */
  async #edit(fallback: Content, edit: (message: Message) => Promise<unknown>): Promise<Message> {
    for (let moves = 0; ; moves += 1) {
      const message = await this.#findOrPlace(fallback);
      try {
        await edit(message);
        return message;
      } catch (error) {
        const failure = telegramFailure(error);
        if (failure?.kind === 'not-modified') return message;
        if (moves >= maxMoves) throw error;
        if (failure?.kind === 'migrated') await this.#move({ chatId: failure.chatId });
        else if (failure?.kind === 'message-lost') await this.#move({ chatId: message.chatId });
        else throw error;
      }
    }
  }

  async #findOrPlace(content: Content): Promise<Message> {
    const { chatId, messageId } = placeOf(this.#address, this.#checkpoint);
    if (messageId !== undefined) return { chatId, messageId };
    const lostPlaces = (this.#checkpoint.lostPlaces ?? 0) + (this.#checkpoint.placing ? 1 : 0);
    if (lostPlaces >= maxLostPlaces) throw new OutcomeKept('No message can be placed in this chat');
    await this.#save({ ...this.#checkpoint, placing: true, lostPlaces });
    try {
      const message = await this.#inNewHome((to) => this.#send(to, content));
      await this.#save({ ...withoutPlacing(this.#checkpoint), place: message });
      return message;
    } catch (error) {
      // Where Telegram said no there is no message; where it said nothing there may be one.
      if (telegramFailure(error)?.kind !== 'unknown') await this.#save(withoutPlacing(this.#checkpoint));
      throw error;
    }
  }

  async #send(to: Destination, { text, entities, keyboard }: Content): Promise<Message> {
    const message = await this.#deps.api.sendMessage(
      to.chatId,
      text,
      {
        ...destinationArguments(to),
        entities: [...entities],
        reply_markup: keyboard,
        link_preview_options: { is_disabled: true },
      },
      this.#signal,
    );
    return { chatId: to.chatId, messageId: message.message_id };
  }

  /** Sends to the chat, or to the one that it has become. */
  async #inNewHome<T>(send: (to: Destination) => Promise<T>): Promise<T> {
    try {
      return await send(this.#destination());
    } catch (error) {
      const failure = telegramFailure(error);
      if (failure?.kind !== 'migrated') throw error;
      await this.#move({ chatId: failure.chatId });
      return send(this.#destination());
    }
  }

  #destination(): Destination {
    const { chatId, threadId, replyToId } = this.#address;
    const place = placeOf(this.#address, this.#checkpoint);
    // Topics and messages of the old chat mean nothing in a new one.
    return place.chatId === chatId ? { chatId, threadId, replyToId } : { chatId: place.chatId };
  }

  async #move(place: Place): Promise<void> {
    await this.#save({ ...this.#checkpoint, place });
  }

  async #save(checkpoint: TelegramCheckpoint): Promise<void> {
    await this.#deps.job.saveCheckpoint(checkpointJson(checkpoint));
    this.#checkpoint = checkpoint;
  }

  /** What stands in a new status message until the picture is in it. */
  #announcement(): Content {
    const { id, request } = this.#deps.job.generation;
    const sentence = this.#translator.say('status.ready');
    const text = withPrompt(truncate(oneLine(request.prompt), 300), [sentence], maxText);
    return { ...text, keyboard: keyboardOf([[{ verb: 'show', id }]], this.#translator) };
  }

  /** Caption and buttons; `forms` are how the pictures are posted, where that is known. */
  #outcome(maxLength: number, forms?: readonly PictureForm[]): Content {
    const { job, providerTitle } = this.#deps;
    const translator = this.#translator;
    const notes = forms?.some(({ shrunk }) => shrunk) ? [translator.common.say('outcome.reencoded')] : [];
    const text = outcomeCaption(job.generation, { translator, providerTitle, notes, maxLength });
    const originalDiffers = forms?.some((form) => form.originalDiffers) ?? true;
    return { ...text, keyboard: outcomeKeyboard(job.generation, translator, { originalDiffers }) };
  }

  #textReceipt(message: Message): DeliveryReceipt {
    return { messages: [{ key: keyOf(message), pictures: [] }] };
  }
}

/** No place takes the outcome; it stays in the history. */
class OutcomeKept extends Error {
  override readonly name = 'OutcomeKept';
}

interface Posted {
  readonly chatId: number;
  readonly messageIds: readonly number[];
}

function keyOf({ chatId, messageId }: Message): string {
  return messageKey(chatId, messageId);
}

function withoutPosting({ posting: _gone, ...rest }: TelegramCheckpoint): TelegramCheckpoint {
  return rest;
}

function withoutPlacing({ placing: _gone, ...rest }: TelegramCheckpoint): TelegramCheckpoint {
  return rest;
}
