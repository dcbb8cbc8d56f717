import type { CallbackQuery, Message, Update } from 'grammy/types';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { Json } from '../../core/ports/delivery-channel.ts';
import { errorText } from '../shared/refusal-text.ts';
import type { BotContext } from './bot-context.ts';
import { IntakeEvent, type SavedEvent } from './intake-event.ts';
import { OrderHandler } from './order-handler.ts';
import { PressHandler } from './press-handler.ts';
import { readMessages } from './read-message.ts';
import { answerCommand } from './small-answers.ts';
import { conclude } from './status-message.ts';
import { settledTalk } from './settings-answers.ts';
import { say, talkOf } from './talk.ts';
import { platform } from './telegram-address.ts';
import { describeTelegramError, telegramFailure } from './telegram-error.ts';
import { telegramTranslator } from './telegram-messages.ts';

/** After so many failures with a store that answers, the mistake is ours. */
const maxFailures = 3;

/** Turns saved updates into generations and answers. The same event may come again after a crash at any point. */
export class TelegramIntake {
  readonly #context: BotContext;
  readonly #orders: OrderHandler;
  readonly #presses: PressHandler;

  constructor(context: BotContext) {
    this.#context = context;
    this.#orders = new OrderHandler(context);
    this.#presses = new PressHandler(context, this.#orders);
  }

  open(saved: SavedEvent): IntakeEvent {
    return new IntakeEvent(saved, this.#context.core.intake);
  }

  /** Does what the event asks for and forgets it. Rejects when it has to be tried again: the store is away. */
  async process(event: IntakeEvent, payloads: readonly Json[]): Promise<void> {
    const updates = payloads as unknown as readonly Update[];
    try {
      await this.#handle(event, updates);
    } catch (error) {
      await this.#recover(event, updates, error);
    }
    await this.#context.core.intake.finish(event.key);
  }

  /** Resolves when the event is settled all the same; throws the error when it is to be tried again. */
  async #recover(event: IntakeEvent, updates: readonly Update[], error: unknown): Promise<void> {
    const { logger, signal } = this.#context;
    if (signal.aborted) throw error;
    const fields = { intake: event.key, platform };
    if (telegramFailure(error)) {
      logger.warn({ ...fields, error: describeTelegramError(error) }, 'An answer did not get through');
      return;
    }
    const expected = error instanceof AppError && !error.retryable;
    if (!expected && (await event.failed()) < maxFailures) throw error;
    logger.error({ ...fields, error }, 'An update could not be handled');
    await this.#apologise(event, updates, expected ? error.code : 'internal');
  }

  #handle(event: IntakeEvent, updates: readonly Update[]): Promise<void> {
    const press = updates[0]?.callback_query;
    if (press) return this.#presses.handle(event, press as CallbackQuery);
    return this.#handleMessages(event, messagesOf(updates));
  }

  async #handleMessages(event: IntakeEvent, messages: readonly Message[]): Promise<void> {
    const [first] = messages;
    if (!first) return;
    const ask = readMessages(messages, this.#context.me);
    if (ask.kind === 'nothing') return;
    const talk = await settledTalk(this.#context, talkOf(first));
    switch (ask.kind) {
      case 'sentence':
        await say(this.#context, talk, telegramTranslator(talk.requester.locale).common.say(ask.sentence));
        return;
      case 'command':
        return answerCommand(this.#context, talk, ask.command, ask.argument, {
          message: first,
          key: event.key,
        });
      case 'add':
        return this.#orders.add(event, talk, ask.add);
      case 'order':
        return this.#orders.handle(event, talk, ask.order);
    }
  }

  async #apologise(event: IntakeEvent, updates: readonly Update[], code: ErrorCode): Promise<void> {
    const message = updates[0]?.message ?? updates[0]?.callback_query?.message;
    if (!message || message.date === 0) return;
    const talk = talkOf(message as Message);
    const locale = updates[0]?.callback_query?.from.language_code ?? talk.requester.locale;
    const sentence = errorText(code, telegramTranslator(locale).common);
    await conclude(this.#context, talk, event.note.status, sentence).catch(() => undefined);
  }
}

/** Pieces of an album in the order in which they were sent, a repeated one once. */
function messagesOf(updates: readonly Update[]): readonly Message[] {
  const byId = new Map<number, Message>();
  for (const { message } of updates) if (message) byId.set(message.message_id, message as Message);
  return [...byId.values()].sort((left, right) => left.message_id - right.message_id);
}
