import type { Api } from 'grammy';
import type { ProgressView } from '../../core/ports/delivery-channel.ts';
import { progressLines } from '../shared/progress-text.ts';
import { oneLine, truncate } from '../shared/text.ts';
import { maxText, withPrompt } from './outcome-caption.ts';
import { placeOf, readAddress, readCheckpoint } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { telegramFailure } from './telegram-error.ts';
import { keyboardOf } from './telegram-keyboard.ts';
import { telegramTranslator } from './telegram-messages.ts';

export interface ProgressDependencies {
  readonly api: Api;
  readonly now: () => number;
  readonly providerTitle: (id: string) => string;
}

/** Telegram counts edits like messages: about one a second in a chat, twenty a minute in a group. */
const intervalMs = 5_000;
const remembered = 5_000;

/** Edits the status message: in private chats when its text changed, in groups when the stage did. */
export class ProgressEdits {
  readonly #deps: ProgressDependencies;
  readonly #shown = new Map<string, string>();

  constructor(deps: ProgressDependencies) {
    this.#deps = deps;
  }

  forget(generationId: string): void {
    this.#shown.delete(generationId);
  }

  /** Resolves with the pause until the next edit, or with undefined where none can be made. @throws what grammY throws */
  async show(view: ProgressView, signal: AbortSignal): Promise<number | undefined> {
    const { generation } = view;
    const { id, request, requester } = generation;
    const address = readAddress(generation.target);
    const place = placeOf(address, readCheckpoint(generation.delivery.checkpoint));
    if (place.messageId === undefined) return undefined;

    const translator = telegramTranslator(requester.locale);
    const { now, providerTitle } = this.#deps;
    // In a group the text stays as it is until the next stage: nothing in it may be out of date by then.
    const { progress: _percent, ...steady } = view;
    const shownLines = address.isPrivate
      ? progressLines(view, translator.common, { now, providerTitle })
      : progressLines(steady, translator.common, { now, providerTitle }).slice(0, 1);
    const looks = address.isPrivate ? shownLines.join('\n') : view.stage;
    if (this.#shown.get(id) === looks) return intervalMs;

    const { text, entities } = withPrompt(truncate(oneLine(request.prompt), 300), shownLines, maxText);
    try {
      await this.#deps.api.editMessageText(
        place.chatId,
        place.messageId,
        text,
        { entities, reply_markup: keyboardOf([[{ verb: 'cancel', id }]], translator) },
        asTelegramSignal(signal),
      );
    } catch (error) {
      const kind = telegramFailure(error)?.kind;
      if (kind !== undefined && hopeless.has(kind)) return undefined;
      if (kind !== 'not-modified') throw error;
    }
    this.#remember(id, looks);
    return intervalMs;
  }

  #remember(generationId: string, looks: string): void {
    this.#shown.delete(generationId);
    this.#shown.set(generationId, looks);
    const oldest = this.#shown.keys().next();
    if (this.#shown.size > remembered && !oldest.done) this.#shown.delete(oldest.value);
  }
}

/** After these no edit of this message will succeed. */
const hopeless = new Set<string>(['message-lost', 'gone', 'migrated', 'no-text', 'no-rights', 'refused']);
