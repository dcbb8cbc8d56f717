import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { livePictures, picturesOf, type Generation } from '../../core/generation/generation.ts';
import { buildButtonId, type Button, type Verb } from '../shared/buttons.ts';
import { resultButtons, type ResultButtonsOptions } from '../shared/picture-verbs.ts';
import type { TelegramTranslator } from './telegram-messages.ts';

export type Keyboard = InlineKeyboardMarkup;

/** Rows of buttons with the words of the reader's language. */
export function keyboardOf(rows: readonly (readonly Button[])[], translator: TelegramTranslator): Keyboard {
  const rowOf = (row: readonly Button[]): InlineKeyboardButton[] =>
    row.map((button) => ({ text: labelOf(button, translator), callback_data: buildButtonId(button) }));
  return { inline_keyboard: rows.filter(({ length }) => length > 0).map(rowOf) };
}

export interface OutcomeKeyboardOptions extends ResultButtonsOptions {
  /** All verbs, not only those that are used most. */
  readonly isWhole?: boolean;
}

/** Verbs that stand behind More, where a narrow screen would cut their names. */
const rarer = new Set<Verb>(['undo', 'share', 'favourite', 'add', 'sticker', 'delete', 'report']);

/** What belongs under an outcome, few in a row. Several pictures have an Edit each, numbered. */
export function outcomeKeyboard(
  generation: Generation,
  translator: TelegramTranslator,
  options: OutcomeKeyboardOptions = {},
): Keyboard {
  const buttons = resultButtons(generation, options);
  const [first] = buttons;
  const live = livePictures(generation);
  if (!first || live.length === 0) return keyboardOf([buttons], translator);
  const { id } = generation;
  const pick = (...verbs: readonly Verb[]): Button[] => buttons.filter(({ verb }) => verbs.includes(verb));
  const named = first.index === undefined ? { id } : { id, index: first.index };
  const isAlbum = live.length > 1 && options.only === undefined;
  const edits = isAlbum ? live.map(({ index }): Button => ({ verb: 'edit', id, index })) : [];
  const others = options.isWhole
    ? [...buttons.filter(({ verb }) => rarer.has(verb)), { verb: 'reuse', id } as const]
    : [];
  return keyboardOf(
    [
      edits,
      pick('again', ...(isAlbum ? [] : (['edit'] as const)), 'vary'),
      pick('region', 'original'),
      ...Array.from({ length: Math.ceil(others.length / 3) }, (_, row) => others.slice(row * 3, row * 3 + 3)),
      [...pick('2k', '4k'), { verb: options.isWhole ? 'less' : 'more', ...named }],
    ],
    translator,
  );
}

/** Which of several pictures is meant, in the place of the other buttons. */
export function whichKeyboard(
  { verb, id }: Pick<Button, 'verb' | 'id'>,
  generation: Generation,
  translator: TelegramTranslator,
): Keyboard {
  const pictures = livePictures(generation).map(({ index }) => ({
    text: translator.common.say('follow.picture', { number: index + 1 }),
    callback_data: buildButtonId({ verb, id, index }),
  }));
  const all = { text: translator.common.say('follow.all'), callback_data: buildButtonId({ verb, id }) };
  const rows = [pictures.slice(0, 2), pictures.slice(2), verb === 'remove' ? [all] : []];
  const back = keyboardOf([[{ verb: 'less', id }]], translator).inline_keyboard;
  return { inline_keyboard: [...rows.filter(({ length }) => length > 0), ...back] };
}

function labelOf({ verb, index }: Button, translator: TelegramTranslator): string {
  if (verb === 'edit' && index !== undefined) {
    return translator.say('button.edit-number', { number: index + 1 });
  }
  return translator.common.say(`button.${verb}`);
}

/** The one picture that a keyboard is about, where its generation has others. */
export function onlyOf(generation: Generation, { index }: Pick<Button, 'index'>): { only?: number } {
  return index !== undefined && picturesOf(generation).length > 1 ? { only: index } : {};
}
