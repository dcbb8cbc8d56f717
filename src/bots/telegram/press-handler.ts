import type { CallbackQuery } from 'grammy/types';
import type { RequestResult } from '../../core/core.ts';
import { livePictures, picturesOf, statusOf, type Generation } from '../../core/generation/generation.ts';
import { cancelText } from '../shared/account-text.ts';
import { parseButtonId, type Button } from '../shared/buttons.ts';
import { errorText } from '../shared/refusal-text.ts';
import { retriedText } from '../shared/retried-text.ts';
import { truncate } from '../shared/text.ts';
import type { BotContext } from './bot-context.ts';
import type { IntakeEvent } from './intake-event.ts';
import type { OrderHandler } from './order-handler.ts';
import { askWhatToChange } from './edit-question.ts';
import { pressFollowUp, pressOfStranger, type Press } from './follow-up-presses.ts';
import { historyPage, ownerOfPages, pageOf } from './history-pages.ts';
import { maxText } from './outcome-caption.ts';
import { bringAgain, bringOriginals } from './bring-pictures.ts';
import { askWhichPicture, offerRegion, type PressAnswer } from './region-answers.ts';
import { settledTalk } from './settings-answers.ts';
import { pressSpecial } from './special-presses.ts';
import { announce, isStatusOf, type Announced } from './status-message.ts';
import { talkOfPress, type Talk } from './talk.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError } from './telegram-error.ts';
import { outcomeKeyboard } from './telegram-keyboard.ts';
import { telegramTranslator } from './telegram-messages.ts';
import { patiently } from './telegram-patience.ts';

/** Telegram's limit for the answer to a press. */
const maxAnswer = 200;

/** What the buttons do. They carry a verb and an id only, so they work after a restart and months later. */
export class PressHandler {
  readonly #context: BotContext;
  readonly #orders: OrderHandler;

  constructor(context: BotContext, orders: OrderHandler) {
    this.#context = context;
    this.#orders = orders;
  }

  async handle(event: IntakeEvent, query: CallbackQuery): Promise<void> {
    const pressed = talkOfPress(query);
    const talk = pressed && (await settledTalk(this.#context, pressed));
    const translator = telegramTranslator(talk?.requester.locale ?? query.from.language_code);
    const special = talk && (await pressSpecial(this.#context, this.#orders, event, { query, talk }));
    if (special) return this.#answerWith(query, special);
    const button = query.data === undefined ? undefined : parseButtonId(query.data);
    if (button && talk && ownerOfPages(button) !== undefined) return this.#turn(query, talk, button);
    const generation = button && talk && (await this.#context.core.get(button.id));
    if (!button || !talk || !generation) return this.#answer(query, translator.common.say('answer.gone'));
    // Again is for everybody in the chat, at their own cost; all else is the business of whoever asked.
    const isOwn = generation.requester.userId === talk.requester.userId;
    const isShared = button.verb === 'again' && generation.requester.chatId === talk.requester.chatId;
    if (!isOwn && !isShared) {
      const press = { event, query, talk, translator, button, generation };
      return this.#answerWith(query, await pressOfStranger(this.#context, press));
    }
    if (pageOf(button)) return this.#turn(query, talk, button);
    return this.#act({ event, query, talk, translator, button, generation });
  }

  /** Turns the page of the history that the button stands under. */
  async #turn(query: CallbackQuery, talk: Talk, button: Button): Promise<void> {
    const { api, logger, signal } = this.#context;
    const translator = telegramTranslator(query.from.language_code);
    const owner = ownerOfPages(button);
    if (owner !== undefined && owner !== String(query.from.id)) {
      return this.#answer(query, translator.common.say('error.not-yours'));
    }
    const { text, keyboard } = await historyPage(this.#context, talk, pageOf(button) ?? {}, translator);
    await this.#answer(query);
    if (!query.message) return;
    const { chat, message_id: messageId } = query.message;
    const options = keyboard ? { reply_markup: keyboard } : {};
    try {
      await api.editMessageText(chat.id, messageId, truncate(text, maxText), options, asTelegramSignal(signal)); // prettier-ignore
    } catch (error) {
      logger.debug({ error: describeTelegramError(error) }, 'A page could not be turned');
    }
  }

  async #act(press: Press): Promise<void> {
    const answer = await pressFollowUp(this.#context, this.#orders, press);
    if (answer) return this.#answerWith(press.query, answer);
    switch (press.button.verb) {
      case 'again':
        return this.#again(press);
      case 'retry':
        return this.#retry(press);
      case 'cancel':
        return this.#cancel(press);
      case 'make':
        return this.#make(press);
      case 'edit':
        return this.#edit(press);
      case 'region':
        return this.#region(press);
      case 'original':
        return this.#original(press);
      case 'show':
        return this.#show(press);
      default:
        return this.#answer(press.query);
    }
  }

  async #again(press: Press): Promise<void> {
    const { event, talk, generation, query } = press;
    await this.#answer(query);
    const announced = await announce(this.#context, event, talk);
    if (!announced) return;
    const result = await this.#context.core.again({
      generationId: generation.id,
      requester: talk.requester,
      target: announced.target,
      requestKey: event.key,
    });
    await this.#orders.settle(talk, announced.status, result);
  }

  async #retry(press: Press): Promise<void> {
    const { event, talk, generation, query, translator } = press;
    // An event that broke off after it sent its status message goes on.
    const begun = event.note.status !== undefined;
    if (!begun && (generation.retriedAs !== undefined || statusOf(generation) !== 'failed')) {
      const standing = { pressed: generation.id, standing: generation };
      return this.#answer(query, retriedText(standing, translator.common));
    }
    const announced = await announce(this.#context, event, talk);
    if (!announced) return this.#answer(query);
    const result = await this.#context.core.retry({
      generationId: generation.id,
      userId: talk.requester.userId,
      target: announced.target,
      requestKey: event.key,
    });
    await this.#answer(query, whyNotRetried(result, announced, { pressed: generation.id, translator }));
    await this.#orders.settle(talk, announced.status, result);
    if (result.kind === 'refused' || result.generation.id === generation.id) return;
    // Its picture may have come meanwhile: then it keeps what stands under a picture.
    const current = (await this.#context.core.get(generation.id)) ?? generation;
    await this.#replaceButtons(press, { ...current, retriedAs: result.generation.id });
  }

  async #cancel({ query, talk, button, translator }: Press): Promise<void> {
    const canceled = await this.#context.core.cancel({
      userId: talk.requester.userId,
      generationId: button.id,
    });
    await this.#answer(query, cancelText(canceled, translator.common));
  }

  /** The status message changes by itself. */
  async #make({ query, talk, button, translator }: Press): Promise<void> {
    const { userId } = talk.requester;
    const result = await this.#context.core.confirmations.confirm({ generationId: button.id, userId });
    const text = result.kind === 'refused' ? errorText(result.code, translator.common) : undefined;
    await this.#answer(query, text);
  }

  async #edit(press: Press): Promise<void> {
    const { query, talk, button, generation, translator } = press;
    const picture = picturesOf(generation)[button.index ?? 0];
    if (!picture) return this.#answer(query, translator.common.say('answer.gone'));
    if (!(await this.#context.core.media.exists(picture))) {
      return this.#answer(query, translator.common.say('answer.original-gone'));
    }
    await this.#answer(query);
    await askWhatToChange(this.#context, talk, query.from, picture.pictureId);
  }

  async #region(press: Press): Promise<void> {
    const { event, query, talk, button, generation, translator } = press;
    const pictures = picturesOf(generation);
    if (pictures.length === 0) return this.#answer(query, translator.common.say('answer.gone'));
    // Broken off while sending: whoever misses the message presses again.
    if (event.note.sending) return this.#answer(query);
    await event.add({ sending: true });
    if (pictures.length > 1 && button.index === undefined) {
      await this.#answer(query);
      return askWhichPicture(this.#context, talk, generation);
    }
    const source = { generation, index: button.index ?? 0 };
    return this.#answerWith(query, await offerRegion(this.#context, talk, source));
  }

  async #original(press: Press): Promise<void> {
    const { event, query, talk, button, generation, translator } = press;
    const pictures = livePictures(generation)
      .filter(({ index }) => button.index === undefined || index === button.index)
      .map(({ picture }) => picture);
    if (!(await this.#areKept(pictures))) {
      return this.#answer(query, translator.common.say('answer.original-gone'));
    }
    await this.#answer(query);
    if (event.note.sending) return;
    await event.add({ sending: true });
    await bringOriginals(this.#context, talk, generation, pictures);
  }

  async #show(press: Press): Promise<void> {
    const { event, query, talk, button, generation, translator } = press;
    const pictures = livePictures(generation)
      .filter(({ index }) => button.index === undefined || index === button.index)
      .map(({ picture }) => picture);
    if (!(await this.#areKept(pictures))) {
      return this.#answer(query, translator.common.say(pictures.length === 0 ? 'answer.gone' : 'answer.original-gone')); // prettier-ignore
    }
    await this.#answer(query);
    // Broken off while sending: whoever misses the pictures presses again.
    if (event.note.sending) return;
    await event.add({ sending: true });
    await bringAgain(this.#context, talk, generation, button.index);
  }

  async #areKept(pictures: ReturnType<typeof picturesOf>): Promise<boolean> {
    const kept = await Promise.all(pictures.map((picture) => this.#context.core.media.exists(picture)));
    return pictures.length > 0 && kept.every(Boolean);
  }

  /** Under a failure that was tried again stands Again, not Retry. */
  async #replaceButtons({ query, translator }: Press, generation: Generation): Promise<void> {
    const { message } = query;
    if (!message) return;
    const keyboard = outcomeKeyboard(generation, translator);
    try {
      await this.#context.api.editMessageReplyMarkup(
        message.chat.id,
        message.message_id,
        { reply_markup: keyboard },
        asTelegramSignal(this.#context.signal),
      );
    } catch (error) {
      this.#context.logger.debug({ error: describeTelegramError(error) }, 'Buttons could not be replaced');
    }
  }

  /** Ends the waiting sign on the button, with a sentence that only the presser sees. A late answer is no loss. */
  #answer(query: CallbackQuery, text?: string): Promise<void> {
    return this.#answerWith(query, text === undefined ? {} : { text });
  }

  async #answerWith(query: CallbackQuery, { text, url }: PressAnswer): Promise<void> {
    const { api, logger, signal } = this.#context;
    const words = {
      ...(text === undefined ? {} : { text: truncate(text, maxAnswer), show_alert: true }),
      ...(url === undefined ? {} : { url }),
    };
    try {
      await patiently(() => api.answerCallbackQuery(query.id, words, asTelegramSignal(signal)), {
        repeatable: true,
        signal,
        patienceMs: 10_000,
      });
    } catch (error) {
      logger.debug({ error: describeTelegramError(error) }, 'A press could not be answered');
    }
  }
}

/** Undefined when the outcome will come to the new status message. */
function whyNotRetried(
  result: RequestResult,
  { status }: Announced,
  { pressed, translator }: { pressed: string; translator: Press['translator'] },
): string | undefined {
  if (result.kind !== 'duplicate' || !status || isStatusOf(status, result.generation)) return undefined;
  return retriedText({ pressed, standing: result.generation }, translator.common);
}
