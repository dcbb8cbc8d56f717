import { InputMediaBuilder, type Api } from 'grammy';
import type { Message } from 'grammy/types';
import { AppError } from '../../core/errors.ts';
import type { DeliveryJob, DeliveryReceipt } from '../../core/ports/delivery-channel.ts';
import { oneLine, truncate } from '../shared/text.ts';
import { fileOfMessage, keptFiles } from './kept-files.ts';
import { maxCaption, maxText, outcomeCaption, withPrompt } from './outcome-caption.ts';
import { uploadOf, type PictureForm } from './picture-form.ts';
// prettier-ignore
import {
  coverOf, inSomeForm, postAlbum, postPicture, type Destination, type FormOptions,
} from './post-pictures.ts';
import { NoPlace, StatusPlace, type Content, type PlacedMessage } from './status-place.ts';
import { messageKey, type TelegramCheckpoint } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { telegramFailure } from './telegram-error.ts';
import { keyboardOf, outcomeKeyboard } from './telegram-keyboard.ts';
import { telegramTranslator, type TelegramTranslator } from './telegram-messages.ts';
import type { Button } from '../shared/buttons.ts';

export interface OutcomeDeliveryDependencies {
  readonly api: Api;
  /** Whose files these are; see `keptFiles`. */
  readonly botId: string;
  readonly providerTitle: (id: string) => string;
  readonly job: DeliveryJob;
}

type Posted = NonNullable<TelegramCheckpoint['posted']>;

/**
 * One delivery of one outcome. The status message is edited into it, which may be repeated. Several pictures are posted
 * as an album, which may not: what is about to happen is written down first, and an album whose answer was lost is
 * offered by a button instead of being sent again.
 */
export class OutcomeDelivery {
  readonly #deps: OutcomeDeliveryDependencies;
  readonly #translator: TelegramTranslator;
  readonly #status: StatusPlace;

  constructor(deps: OutcomeDeliveryDependencies) {
    this.#deps = deps;
    this.#translator = telegramTranslator(deps.job.generation.requester.locale);
    this.#status = new StatusPlace(deps.api, deps.job);
  }

  /** @throws what grammY throws */
  async run(): Promise<DeliveryReceipt> {
    try {
      return await this.#show();
    } catch (error) {
      if (error instanceof NoPlace) return { messages: [], detour: 'kept' };
      const kind = telegramFailure(error)?.kind;
      if (kind === 'file-missing' || (error instanceof AppError && error.code === 'media-not-found')) {
        return this.#sentence(this.#translator.common.say('answer.original-gone'), ['again']);
      }
      if (kind === 'no-rights' || kind === 'too-large' || kind === 'bad-picture') {
        const told = await this.#sentence(this.#translator.common.say('answer.kept'), ['again']);
        return { ...told, detour: 'kept' };
      }
      throw error;
    }
  }

  async #show(): Promise<DeliveryReceipt> {
    const { pictures } = this.#deps.job;
    const { posting, posted } = this.#status.checkpoint;
    if (pictures.length === 0) return textReceipt(await this.#status.showText(this.#outcome(maxText)));
    if (posting) return this.#unconfirmed();
    if (posted) return this.#withLate(posted);
    return pictures.length === 1 ? this.#intoStatus() : this.#inOwnMessages(pictures);
  }

  /** One picture: the status message becomes it. */
  async #intoStatus(): Promise<DeliveryReceipt> {
    const { job } = this.#deps;
    try {
      return await inSomeForm(
        job.pictures,
        async ([form]) => {
          if (!form) throw new RangeError('A picture has a form');
          let file = job.generation.delivery.receipt?.messages[0]?.files?.[0] ?? '';
          const message = await this.#status.edit(this.#announcement(), async (place) => {
            file = fileOfMessage(this.#deps.botId, await this.#become(form, place), form);
          });
          return { messages: [{ key: keyOf(message), pictures: [0], ...filesOf([file]) }] };
        },
        this.#formOptions(),
      );
    } catch (error) {
      // A server that cannot make a text into a picture: the picture gets a message of its own.
      if (telegramFailure(error)?.kind !== 'no-media') throw error;
      return this.#inOwnMessages(job.pictures);
    }
  }

  /** What was delivered before is posted again as Telegram has it. */
  #formOptions(): FormOptions {
    const { job, botId } = this.#deps;
    const { generation, fit, pictures } = job;
    const kept = keptFiles(generation, botId);
    return {
      fit,
      isCovered: generation.request.spoiler,
      kept: pictures.map((_picture, index) => kept.get(index)),
    };
  }

  #become(form: PictureForm, { chatId, messageId }: PlacedMessage): Promise<Message | true> {
    const { api, job } = this.#deps;
    const { text, entities, keyboard } = this.#outcome(maxCaption, [form]);
    const caption = { caption: text, caption_entities: entities };
    const media =
      form.kind === 'photo'
        ? InputMediaBuilder.photo(uploadOf(form), { ...caption, ...coverOf(form) })
        : InputMediaBuilder.document(uploadOf(form), { ...caption, disable_content_type_detection: true });
    const options = { reply_markup: keyboard };
    return api.editMessageMedia(chatId, messageId, media, options, asTelegramSignal(job.signal));
  }

  /** Several pictures, or one where the status message cannot become it. */
  async #inOwnMessages(pictures: DeliveryJob['pictures'], before?: Posted): Promise<DeliveryReceipt> {
    let posted: Posted;
    await this.#status.note({ posting: true });
    try {
      posted = await inSomeForm(
        pictures,
        (forms) => this.#status.send((to) => this.#post(to, forms)),
        before ? { ...this.#formOptions(), kept: [] } : this.#formOptions(),
      );
    } catch (error) {
      if (telegramFailure(error)?.kind === 'unknown') return this.#unconfirmed();
      // Telegram said no, so nothing was posted and it may be tried again.
      await this.#status.note({ posting: undefined });
      throw error;
    }
    const shown = { ...posted, pictureIds: pictures.map(({ pictureId }) => pictureId) };
    const all = before ? together(before, shown) : shown;
    await this.#status.note({ posting: undefined, posted: all });
    return this.#afterPosting(all);
  }

  /** A picture that came after the others were posted, as one whose submit had been given up may, follows them. */
  #withLate(posted: Posted): Promise<DeliveryReceipt> {
    const { pictureIds } = posted;
    const late = this.#deps.job.pictures.filter(({ pictureId }) => pictureIds?.includes(pictureId) === false);
    return late.length === 0 ? this.#afterPosting(posted) : this.#inOwnMessages(late, posted);
  }

  async #post(to: Destination, forms: readonly PictureForm[]): Promise<Posted> {
    const { api, job } = this.#deps;
    const [form] = forms;
    if (!form || forms.length > 1)
      return this.#posted(to, forms, await postAlbum(api, to, forms, job.signal));
    const { keyboard, ...caption } = this.#outcome(maxCaption, forms);
    const message = await postPicture(api, to, form, { caption, keyboard, signal: job.signal });
    return this.#posted(to, forms, [message]);
  }

  #posted({ chatId }: Destination, forms: readonly PictureForm[], messages: readonly Message[]): Posted {
    const files = messages.map((message, at) =>
      fileOfMessage(this.#deps.botId, message, { shrunk: forms[at]?.shrunk === true }),
    );
    return { chatId, messageIds: messages.map(({ message_id: id }) => id), ...filesOf(files) };
  }

  /** The pictures are there; the status message gets the buttons, or goes where the one picture has them itself. */
  async #afterPosting({ chatId, messageIds, pictureIds, files }: Posted): Promise<DeliveryReceipt> {
    // One that came late may stand before the others in the generation.
    const places = new Map(this.#deps.job.pictures.map(({ pictureId }, index) => [pictureId, index]));
    const messages = messageIds.map((messageId, index) => ({
      key: messageKey(chatId, messageId),
      pictures: [places.get(pictureIds?.[index] ?? '') ?? index],
      ...filesOf(files?.slice(index, index + 1) ?? []),
    }));
    if (messageIds.length === 1) {
      await this.#status.remove();
      return { messages };
    }
    const status = await this.#status.showText(this.#outcome(maxText));
    return { messages: [...messages, { key: keyOf(status), pictures: [] }] };
  }

  #unconfirmed(): Promise<DeliveryReceipt> {
    return this.#sentence(this.#translator.say('status.unconfirmed'), ['show', 'again']);
  }

  /** A sentence where the pictures should be. */
  async #sentence(sentence: string, verbs: readonly Button['verb'][]): Promise<DeliveryReceipt> {
    return textReceipt(await this.#status.showText(this.#plain(sentence, verbs)));
  }

  /** What stands in a new status message until the picture is in it. */
  #announcement(): Content {
    return this.#plain(this.#translator.say('status.ready'), ['show']);
  }

  #plain(sentence: string, verbs: readonly Button['verb'][]): Content {
    const { id, request } = this.#deps.job.generation;
    const keyboard = keyboardOf([verbs.map((verb) => ({ verb, id }))], this.#translator);
    return { ...withPrompt(truncate(oneLine(request.prompt), 300), [sentence], maxText), keyboard };
  }

  /** Caption and buttons; `forms` are how the pictures are posted, where that is known. */
  #outcome(maxLength: number, forms?: readonly PictureForm[]): Content {
    const { job, providerTitle } = this.#deps;
    const translator = this.#translator;
    const notes = forms?.some(({ shrunk }) => shrunk) ? [translator.common.say('outcome.reencoded')] : [];
    const text = outcomeCaption(job.generation, { translator, providerTitle, notes, maxLength });
    return { ...text, keyboard: outcomeKeyboard(job.generation, translator, { larger: job.larger }) };
  }
}

function together(before: Posted, later: Posted): Posted {
  const filesIn = ({ files, messageIds }: Posted): readonly string[] => files ?? messageIds.map(() => '');
  return {
    chatId: later.chatId,
    messageIds: [...before.messageIds, ...later.messageIds],
    pictureIds: [...(before.pictureIds ?? []), ...(later.pictureIds ?? [])],
    ...filesOf([...filesIn(before), ...filesIn(later)]),
  };
}

function filesOf(files: readonly string[]): { files?: readonly string[] } {
  return files.some((file) => file !== '') ? { files } : {};
}

function textReceipt(message: PlacedMessage): DeliveryReceipt {
  return { messages: [{ key: keyOf(message), pictures: [] }] };
}

function keyOf({ chatId, messageId }: PlacedMessage): string {
  return messageKey(chatId, messageId);
}
