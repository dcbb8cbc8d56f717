import type { MessageEntity } from 'grammy/types';
import type { Generation } from '../../core/generation/generation.ts';
import { outcomeText } from '../shared/outcome-text.ts';
import { pictureIdsText } from '../shared/picture-verbs.ts';
import { joinLines, truncate } from '../shared/text.ts';
import type { TelegramTranslator } from './telegram-messages.ts';

/** Text with its formatting told apart from it, so that no character of a prompt is read as markup. */
export interface FormattedText {
  readonly text: string;
  readonly entities: MessageEntity[];
}

export interface CaptionOptions {
  readonly translator: TelegramTranslator;
  readonly providerTitle: (id: string) => string;
  /** Lines after everything else. */
  readonly notes?: readonly string[];
  /** Telegram's limit for the place, in UTF-16 units: 1024 for a caption, 4096 for a text. */
  readonly maxLength: number;
  /** Only this picture is shown. */
  readonly only?: number | undefined;
}

export const maxCaption = 1024;
export const maxText = 4096;

/** What stands under the pictures, or in their place: the prompt, how it went, what is to be known. */
export function outcomeCaption(generation: Generation, options: CaptionOptions): FormattedText {
  const { translator, providerTitle, notes = [], maxLength } = options;
  const ids = pictureIdsText(generation, translator.common, options.only);
  const outcome = outcomeText(generation, translator.common, { providerTitle });
  return withPrompt(outcome.prompt, [outcome.summary, ...outcome.notes, ...notes, ids], maxLength);
}

/** A text where only a caption fits. */
export function asCaption({ text, entities }: FormattedText): FormattedText {
  const shorter = truncate(text, maxCaption);
  const kept = entities
    .map((entity) => ({ ...entity, length: Math.min(entity.length, shorter.length - entity.offset) }))
    .filter(({ length }) => length > 0);
  return { text: shorter, entities: kept };
}

/**
 * Lines under a prompt. As code the prompt is copied by a tap, and nothing in it becomes a link, a command or a
 * mention that rings at somebody's.
 */
export function withPrompt(prompt: string, lines: readonly string[], maxLength: number): FormattedText {
  const shown = truncate(prompt, Math.floor(maxLength / 2));
  const entities: MessageEntity[] = shown === '' ? [] : [{ type: 'code', offset: 0, length: shown.length }];
  return { text: joinLines([shown, ...lines], maxLength), entities };
}
