import { InputMediaBuilder, type Api } from 'grammy';
import type { Message } from 'grammy/types';
import { AppError } from '../../core/errors.ts';
import type { GeneratedImage } from '../../core/generation/generation.ts';
import type { DeliveredMessage, DeliveryJob, DeliveryReceipt } from '../../core/ports/delivery-channel.ts';
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
  /** What the status message shows, where it is a picture. */
  #shown: DeliveredMessage | undefined;

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
    const { inStatus, posting, posted } = this.#status.checkpoint;
    if (pictures.length === 0) return textReceipt(await this.#status.showText(this.#outcome(maxText)));
    if (posting) return this.#unconfirmed();
    const only = posted || pictures.length > 1 ? undefined : pictures[0];
    const own = pictures.find(({ pictureId }) => pictureId === inStatus) ?? only;
    return own && own.deletedAt === undefined ? this.#intoStatus(own) : this.#inOwnMessages();
  }

  /** One picture: the status message becomes it. Whatever came later follows. */
  async #intoStatus(picture: GeneratedImage): Promise<DeliveryReceipt> {
    const { generation } = this.#deps.job;
    const { pictureId } = picture;
    // The next delivery may have one more, and must know which is here; the edit itself may be repeated.
    if (generation.parts.length > 1 && this.#status.checkpoint.inStatus !== pictureId) {
      await this.#status.note({ inStatus: pictureId });
    }
    try {
      this.#shown = await inSomeForm(
        [picture],
        async ([form]) => {
          if (!form) throw new RangeError('A picture has a form');
          let file = generation.delivery.receipt?.messages[0]?.files?.[0] ?? '';
          const message = await this.#status.edit(this.#announcement(), async (place) => {
            file = fileOfMessage(this.#deps.botId, await this.#become(form, place), form);
          });
          return { key: keyOf(message), pictures: [this.#placeOf(pictureId) ?? 0], ...filesOf([file]) };
        },
        this.#formOptions([picture]),
      );
    } catch (error) {
      // A server that cannot make a text into a picture: the picture gets a message of its own.
      if (telegramFailure(error)?.kind !== 'no-media') throw error;
      if (this.#status.checkpoint.inStatus !== undefined) await this.#status.note({ inStatus: undefined });
    }
    return this.#inOwnMessages();
  }

  /** What was delivered before is posted again as Telegram has it. */
  #formOptions(pictures: DeliveryJob['pictures']): FormOptions {
    const { job, botId } = this.#deps;
    const { generation, fit } = job;
    const kept = keptFiles(generation, botId);
    // A picture that came since then may have moved the others, and is in none of them.
    const isCurrent = job.pictures.every((_picture, index) => kept.has(index));
    return {
      fit,
      isCovered: generation.request.spoiler,
      kept: isCurrent ? pictures.map(({ pictureId }) => kept.get(this.#placeOf(pictureId) ?? -1)) : [],
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

  /** Several pictures, one where the status message cannot become it, or what came after the others were shown. */
  async #inOwnMessages(): Promise<DeliveryReceipt> {
    const { posted: before, inStatus } = this.#status.checkpoint;
    const shown = before ? before.pictureIds : [];
    const pictures = this.#deps.job.pictures.filter(
      ({ pictureId }, index) =>
        pictureId !== inStatus &&
        shown?.includes(pictureId) === false &&
        this.#shown?.pictures.includes(index) !== true,
    );
    if (pictures.length === 0) return this.#afterPosting(before);
    let posted: Posted;
    await this.#status.note({ posting: true });
    try {
      posted = await inSomeForm(
        pictures,
        (forms) => this.#status.send((to) => this.#post(to, forms)),
        this.#formOptions(pictures),
      );
    } catch (error) {
      if (telegramFailure(error)?.kind === 'unknown') return this.#unconfirmed();
      // Telegram said no, so nothing was posted and it may be tried again.
      await this.#status.note({ posting: undefined });
      throw error;
    }
    const now = { ...posted, pictureIds: pictures.map(({ pictureId }) => pictureId) };
    const all = before ? together(before, now) : now;
    await this.#status.note({ posting: undefined, posted: all });
    return this.#afterPosting(all);
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
  async #afterPosting(posted: Posted | undefined): Promise<DeliveryReceipt> {
    const messages = this.#messagesOf(posted);
    if (this.#shown) return { messages: [this.#shown, ...messages] };
    if (messages.length === 1) {
      await this.#status.remove();
      return { messages };
    }
    const status = await this.#status.showText(this.#outcome(maxText));
    return { messages: [...messages, { key: keyOf(status), pictures: [] }] };
  }

  #messagesOf(posted: Posted | undefined): readonly DeliveredMessage[] {
    const { chatId = 0, messageIds = [], pictureIds, files } = posted ?? {};
    return messageIds.map((messageId, index) => ({
      key: messageKey(chatId, messageId),
      // One that came late may stand before the others in the generation.
      pictures: [this.#placeOf(pictureIds?.[index]) ?? index],
      ...filesOf(files?.slice(index, index + 1) ?? []),
    }));
  }

  /** Where a picture stands in the generation. */
  #placeOf(pictureId: string | undefined): number | undefined {
    const index = this.#deps.job.pictures.findIndex((picture) => picture.pictureId === pictureId);
    return index === -1 ? undefined : index;
  }

  async #unconfirmed(): Promise<DeliveryReceipt> {
    const { inStatus, posted } = this.#status.checkpoint;
    const said = await this.#status.showText(
      this.#plain(this.#translator.say('status.unconfirmed'), ['show', 'again']),
    );
    const own = this.#placeOf(inStatus);
    const status = { key: keyOf(said), pictures: own === undefined ? [] : [own] };
    return { messages: [...this.#messagesOf(posted), status] };
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
