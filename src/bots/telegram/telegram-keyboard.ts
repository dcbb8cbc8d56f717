import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { picturesOf, statusOf, type Generation } from '../../core/generation/generation.ts';
import { buildButtonId, outcomeVerbs, type Button } from '../shared/buttons.ts';
import type { TelegramTranslator } from './telegram-messages.ts';

export type Keyboard = InlineKeyboardMarkup;

/** Rows of buttons with the words of the reader's language. */
export function keyboardOf(rows: readonly (readonly Button[])[], translator: TelegramTranslator): Keyboard {
  const rowOf = (row: readonly Button[]): InlineKeyboardButton[] =>
    row.map((button) => ({ text: labelOf(button, translator), callback_data: buildButtonId(button) }));
  return { inline_keyboard: rows.map(rowOf) };
}

/** What belongs under an outcome. Several pictures have an Edit each, numbered. */
export function outcomeKeyboard(
  generation: Generation,
  translator: TelegramTranslator,
  options: { readonly originalDiffers: boolean },
): Keyboard {
  const { id, retriedAs } = generation;
  const count = picturesOf(generation).length;
  const status = statusOf(generation);
  const verbs = outcomeVerbs({
    status: count > 0 ? 'succeeded' : status === 'canceled' ? 'canceled' : 'failed',
    retried: retriedAs !== undefined,
    reencoded: options.originalDiffers,
  });
  if (count < 2) return keyboardOf([verbs.map((verb) => ({ verb, id }))], translator);
  const edits = Array.from({ length: count }, (_, index): Button => ({ verb: 'edit', id, index }));
  const others = verbs.filter((verb) => verb !== 'edit').map((verb): Button => ({ verb, id }));
  return keyboardOf([edits, others], translator);
}

function labelOf({ verb, index }: Button, translator: TelegramTranslator): string {
  if (verb === 'edit' && index !== undefined) {
    return translator.say('button.edit-number', { number: index + 1 });
  }
  return translator.common.say(`button.${verb}`);
}
