import { InputFile, InputMediaBuilder, type Api } from 'grammy';
import type { EditPace, ProgressView, ShownProgress } from '../../core/ports/delivery-channel.ts';
import { progressButtons, progressLines } from '../shared/progress-text.ts';
import { oneLine, truncate } from '../shared/text.ts';
import { maxCaption, maxText, withPrompt, type FormattedText } from './outcome-caption.ts';
import { coverOf } from './post-pictures.ts';
import { placeOf, readAddress, readCheckpoint, type Place } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { telegramFailure } from './telegram-error.ts';
import { keyboardOf, type Keyboard } from './telegram-keyboard.ts';
import { telegramTranslator } from './telegram-messages.ts';

export interface ProgressDependencies {
  readonly api: Api;
  readonly now: () => number;
  readonly providerTitle: (id: string) => string;
}

/** A message that is known to exist. */
type Message = Required<Place>;

/** What the message showed last, as far as this process knows. */
interface Shown {
  readonly looks: string;
  /** Its partial picture; absent while it is a text. */
  readonly sequence?: number;
}

interface Edit {
  readonly message: Message;
  readonly prompt: string;
  readonly lines: readonly string[];
  readonly keyboard: Keyboard;
  readonly preview: { readonly bytes: Buffer; readonly sequence: number } | undefined;
  readonly shown: Shown | undefined;
  readonly signal: AbortSignal;
  readonly isCovered: boolean;
}

/** In private chats: at first, and at most, growing as the wait does. */
const interval = { shortestMs: 5_000, longestMs: 30_000, share: 1 / 8 };
const remembered = 5_000;

/**
 * What Telegram is known to take: about an edit a second in a chat, twenty a minute in a group, thirty calls a second in all,
 * of which the larger part is left to messages and outcomes.
 *
 * @param chat id of a chat; groups have negative ones
 */
export function telegramPace(chat: string | undefined): EditPace {
  if (!chat?.startsWith('-')) return { gapMs: 1_000, perSecond: 10 };
  return { gapMs: 1_000, limit: { edits: 20, windowMs: 60_000 }, perSecond: 10 };
}

/**
 * Edits the status message: in private chats as time passes, in groups when the stage changes. With the first partial
 * picture the message becomes a photo, which the result then replaces.
 */
export class ProgressEdits {
  readonly #deps: ProgressDependencies;
  readonly #shown = new Map<string, Shown>();
  /** Set by a server that cannot make a text into a picture, or a chat that takes none. */
  readonly #textOnly = new Set<number>();

  constructor(deps: ProgressDependencies) {
    this.#deps = deps;
  }

  forget(generationId: string): void {
    this.#shown.delete(generationId);
  }

  /** @throws what grammY throws */
  async show(view: ProgressView, signal: AbortSignal): Promise<ShownProgress> {
    const { generation, previewSequence } = view;
    const { id, request, requester, createdAt } = generation;
    const address = readAddress(generation.target);
    const { chatId, messageId } = placeOf(address, readCheckpoint(generation.delivery.checkpoint));
    if (messageId === undefined) return { edited: false };

    const translator = telegramTranslator(requester.locale);
    const { now, providerTitle } = this.#deps;
    const times = address.isPrivate ? 'elapsing' : 'lasting';
    const lines = progressLines(view, translator.common, { now, providerTitle, times });
    const preview = this.#previewOf(view, chatId);
    // In a group nothing but the next stage is worth an edit.
    const looks = address.isPrivate ? [...lines, preview?.sequence].join('\n') : view.stage;
    const again = address.isPrivate ? { againMs: pauseAfter(now() - createdAt) } : {};
    const shown = this.#shown.get(id);
    if (shown?.looks === looks) return { edited: false, ...again };
    try {
      const sequence = await this.#edit({
        message: { chatId, messageId },
        prompt: truncate(oneLine(request.prompt), 300),
        lines,
        keyboard: keyboardOf([progressButtons(view)], translator),
        ...{ preview, shown, signal, isCovered: request.spoiler === true },
      });
      this.#remember(id, { looks, ...(sequence === undefined ? {} : { sequence }) });
    } catch (error) {
      const kind = telegramFailure(error)?.kind;
      if (kind !== undefined && hopeless.has(kind)) return { edited: false };
      if (kind !== 'not-modified') throw error;
      this.#remember(id, { looks, ...(previewSequence === undefined ? {} : { sequence: previewSequence }) });
    }
    return { edited: true, ...again };
  }

  /** Several pictures end as an album beside the status message, which then has to be a text. */
  #previewOf({ generation, preview, previewSequence }: ProgressView, chatId: number): Edit['preview'] {
    if (!preview || previewSequence === undefined) return undefined;
    if (generation.request.count > 1 || this.#textOnly.has(chatId)) return undefined;
    return { bytes: preview, sequence: previewSequence };
  }

  /** Resolves with the partial picture that the message shows now. */
  async #edit(edit: Edit): Promise<number | undefined> {
    const { message, preview, shown, prompt, lines } = edit;
    if (preview && preview.sequence !== shown?.sequence) {
      try {
        await this.#showPicture(edit, preview);
        return preview.sequence;
      } catch (error) {
        if (!takesNoPicture.has(telegramFailure(error)?.kind ?? '')) throw error;
        this.#textOnly.add(message.chatId);
      }
    }
    if (shown?.sequence !== undefined) {
      await this.#showCaption(edit);
      return shown.sequence;
    }
    try {
      await this.#showText(edit, withPrompt(prompt, lines, maxText));
      return undefined;
    } catch (error) {
      // Another process has shown a partial picture.
      if (telegramFailure(error)?.kind !== 'no-text' || edit.signal.aborted) throw error;
      await this.#showCaption(edit);
      return 0;
    }
  }

  #showPicture(
    { message: { chatId, messageId }, prompt, lines, keyboard, signal, isCovered }: Edit,
    { bytes, sequence }: NonNullable<Edit['preview']>,
  ): Promise<unknown> {
    const { text, entities } = withPrompt(prompt, lines, maxCaption);
    const file = new InputFile(bytes, `preview-${sequence}.jpg`);
    const media = InputMediaBuilder.photo(file, {
      ...{ caption: text, caption_entities: entities },
      ...coverOf({ isCovered }),
    });
    const options = { reply_markup: keyboard };
    return this.#deps.api.editMessageMedia(chatId, messageId, media, options, asTelegramSignal(signal));
  }

  #showCaption({ message: { chatId, messageId }, prompt, lines, keyboard, signal }: Edit): Promise<unknown> {
    const { text, entities } = withPrompt(prompt, lines, maxCaption);
    const options = { caption: text, caption_entities: entities, reply_markup: keyboard };
    return this.#deps.api.editMessageCaption(chatId, messageId, options, asTelegramSignal(signal));
  }

  #showText(
    { message: { chatId, messageId }, keyboard, signal }: Edit,
    { text, entities }: FormattedText,
  ): Promise<unknown> {
    const options = { entities, reply_markup: keyboard };
    return this.#deps.api.editMessageText(chatId, messageId, text, options, asTelegramSignal(signal));
  }

  #remember(generationId: string, shown: Shown): void {
    this.#shown.delete(generationId);
    this.#shown.set(generationId, shown);
    const oldest = this.#shown.keys().next();
    if (this.#shown.size > remembered && !oldest.done) this.#shown.delete(oldest.value);
  }
}

/** Someone who has waited for minutes is not told every five seconds. */
function pauseAfter(elapsedMs: number): number {
  const { shortestMs, longestMs, share } = interval;
  return Math.round(Math.min(longestMs, Math.max(shortestMs, elapsedMs * share)));
}

const takesNoPicture = new Set<string>(['no-media', 'no-rights', 'bad-picture', 'too-large']);
/** After these no edit of this message will succeed. */
const hopeless = new Set<string>(['message-lost', 'gone', 'migrated', 'no-text', 'no-rights', 'refused']);
